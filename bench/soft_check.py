"""Counts what the soft check finds and where it is wrong, on sentences by hands it has not learned from.

.venv/bin/python -m bench.soft_check [--show] [FILE …]

Without files: every set of data/soft_sentences/ by weights learned from all the others, and those of tests/privacy/
as the program is. With files: those, as the program is.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from bot.domain.soft_check import KnownNames, findings
from bot.domain.soft_check.namelike import learn_names
from bot.domain.soft_check.weighing import SENTENCES, Weights, examples, learn_traits, weights
from bot.settings import HOUSE
from bot.store import Store
from bot.transfer import import_files
from tests.conftest import COPENHAGEN_FILES, NOW

UNSEEN = HOUSE / "tests" / "privacy"


def known_names() -> KnownNames:
    """What Copenhagen's directory names."""
    store = Store.open("sqlite://", lambda: NOW)
    import_files(COPENHAGEN_FILES, store)
    known = store.known_names()
    store.close()
    return known


def read(path: Path) -> list[dict[str, Any]]:
    """A set's sentences."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(name: str, rows: list[dict[str, Any]], known: KnownNames, by: Weights, show: bool) -> None:
    """One set's figures; with `show` the sentences that it is wrong about."""
    begun = time.process_time()
    found = {row["text"]: findings(row["text"], known, by) for row in rows}
    each = (time.process_time() - begun) / len(rows) * 1e6
    personal = [row for row in rows if row["personal"]]
    others = [row for row in rows if not row["personal"]]
    missed = [row["text"] for row in personal if not found[row["text"]]]
    false = [row["text"] for row in others if found[row["text"]]]
    touched = sum(any(_touches(row, one.start, one.end) for one in found[row["text"]]) for row in personal)
    print(
        f"{name}: {len(rows)} sentences, recall {1 - len(missed) / len(personal):.3f}, "
        f"false alarms {len(false) / max(1, len(others)):.3f}, right passage {touched / len(personal):.3f}, "
        f"{each:.0f} µs each",
        flush=True,
    )
    if show:
        for text in missed:
            print(f"  missed  {text}")
        for text in false:
            print(f"  false   {text} → {[text[one.start : one.end] for one in found[text]]}")


def by_other_hands(known: KnownNames, show: bool) -> None:
    """Each set by what was learned from the others."""
    names = learn_names()
    learned = list(examples(names))
    for path in sorted(SENTENCES.glob("*.jsonl")):
        if path.stem != "offers":
            by = Weights(names, learn_traits([one for one in learned if one.set != path.stem]))
            score(f"{path.stem}, unlearned", read(path), known, by, show)


def _touches(row: dict[str, Any], start: int, end: int) -> bool:
    at = row["text"].find(row["passage"])
    return bool(at < end and start < at + len(row["passage"]))


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:] if not one.startswith("--")]
    directory, told = known_names(), "--show" in sys.argv
    if not given:
        by_other_hands(directory, told)
    for one in given or sorted(UNSEEN.glob("*.jsonl")):
        score(one.stem, read(one), directory, weights(), told)

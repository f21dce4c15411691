"""Counts what the soft check finds and where it is wrong, on the development set and the blind one; microseconds.

.venv/bin/python -m bench.soft_check [--show] [FILE …]
"""

import json
import sys
import time
from pathlib import Path

from bot.domain.soft_check import KnownNames, findings
from bot.settings import HOUSE
from bot.store import Store
from bot.transfer import import_files
from tests.conftest import COPENHAGEN_FILES, NOW

SETS = [HOUSE / "tests" / "privacy" / name for name in ("soft_dev.jsonl", "soft_blind.jsonl")]


def known_names() -> KnownNames:
    """What Copenhagen's directory names."""
    store = Store.open("sqlite://", lambda: NOW)
    import_files(COPENHAGEN_FILES, store)
    known = KnownNames.of_directory(store.directory())
    store.close()
    return known


def score(path: Path, known: KnownNames, show: bool) -> None:
    """One set's figures; with `show` the sentences that it is wrong about."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = {row["text"]: findings(row["text"], known) for row in rows}
    begun = time.process_time()
    for row in rows:
        findings(row["text"], known)
    each = (time.process_time() - begun) / len(rows) * 1e6
    personal = [row for row in rows if row["personal"]]
    others = [row for row in rows if not row["personal"]]
    missed = [row["text"] for row in personal if not found[row["text"]]]
    false = [row["text"] for row in others if found[row["text"]]]
    touched = sum(any(_touches(row, one.start, one.end) for one in found[row["text"]]) for row in personal)
    print(
        f"{path.name}: {len(rows)} sentences, recall {1 - len(missed) / len(personal):.3f}, "
        f"false alarms {len(false) / len(others):.3f}, right passage {touched / len(personal):.3f}, "
        f"{each:.0f} µs each"
    )
    if show:
        for text in missed:
            print(f"  missed  {text}")
        for text in false:
            print(f"  false   {text} → {[text[one.start : one.end] for one in found[text]]}")


def _touches(row: dict[str, str], start: int, end: int) -> bool:
    at = row["text"].find(row["passage"])
    return at < end and start < at + len(row["passage"])


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:] if not one.startswith("--")]
    names = known_names()
    for one in given or [path for path in SETS if path.exists()]:
        score(one, names, "--show" in sys.argv)

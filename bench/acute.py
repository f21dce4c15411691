"""Measure how well worries are recognised: recall and false alarms on the judged sets, and the time a question takes.

    python -m bench.acute [--show] [FILE…]

A set is JSON Lines: {"q": what somebody writes, "acute": [the worries it holds]}. `--show` lists every mistake.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

from bot.domain.acute import Acute, worries

HOUSE = Path(__file__).resolve().parent.parent

SETS = [
    HOUSE / "tests" / "questions" / name
    for name in (
        "acute.jsonl",
        "acute_heldout.jsonl",
        "acute_second.jsonl",
        "acute_blind.jsonl",
        "acute_third.jsonl",
        "acute_fourth.jsonl",
        "acute_blind_2.jsonl",
        "acute_english.jsonl",
        "acute_english_2.jsonl",
        "acute_english_blind.jsonl",
    )
]


def main(arguments: list[str]) -> None:
    show = "--show" in arguments
    acute = Acute.load(HOUSE / "data" / "acute.toml")
    for path in [Path(a) for a in arguments if a != "--show"] or SETS:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        found = [worries(row["q"], acute) for row in rows]  # compiles what it needs
        begun = perf_counter()
        found = [worries(row["q"], acute) for row in rows]
        microseconds = (perf_counter() - begun) / len(rows) * 1e6
        pairs = list(zip(rows, found, strict=True))
        missed = [row for row, keys in pairs if row["acute"] and not keys]
        alarms = [(row, keys) for row, keys in pairs if keys and not row["acute"]]
        other = [
            (row, keys)
            for row, keys in pairs
            if row["acute"] not in ([], ["akut"]) and keys and not set(row["acute"]) & set(keys)
        ]
        acutes = sum(bool(row["acute"]) for row in rows)
        print(
            f"{path.name}: {_share(acutes - len(missed), acutes)} recognised, "
            f"{_share(len(alarms), len(rows) - acutes)} false alarms, {len(other)} as another worry than judged, "
            f"{microseconds:.0f} µs a question"
        )
        if show:
            for row in missed:
                print("  missed", row["acute"], row["q"])
            for row, keys in [*alarms, *other]:
                print("  false " if not row["acute"] else "  other ", keys, row["acute"], row["q"])


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.3f})" if whole else "0 of 0"


if __name__ == "__main__":
    main(sys.argv[1:])

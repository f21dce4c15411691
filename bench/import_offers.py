"""Times importing offers beside `sqlite-utils insert` + `enable-fts` on the same rows: rows a second, memory.

    .venv/bin/python -m bench.import_offers [ROWS]

Every command is a process of its own, on a new SQLite file, start-up included. The rows are the same each time.
Promised: at most four times sqlite-utils' time, under 1 GiB. Exits with 1 when that does not hold.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
AREAS = HOUSE / "data" / "koebenhavn" / "areas.jsonl"
SEARCHED = ("name", "summary", "description", "organisation", "place", "topics", "signup")
SYLLABLES = ("ba", "bo", "dans", "fri", "grøn", "hav", "klub", "leg", "mad", "nør", "svøm", "ung", "vej", "øst")


class Vocabulary:
    """Danish-looking words: some frequent, and ever new ones as the text grows, as in real text."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) for _ in range(500)]
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(500)))

    def text(self, count: int) -> str:
        """`count` words; about one in forty has not been seen before."""
        words = self.dice.choices(self.words[:500], cum_weights=self.weights, k=count)
        for at in range(count):
            chance = self.dice.random()
            if chance < 0.025:
                self.words.append("".join(self.dice.choices(SYLLABLES, k=self.dice.randint(3, 6))))
                words[at] = self.words[-1]
            elif chance < 0.2:
                words[at] = self.dice.choice(self.words)
        return " ".join(words).capitalize()


def offers(count: int) -> Iterator[dict[str, Any]]:
    """Offers with the fields and lengths of the Copenhagen ones."""
    dice = Random(100_000)
    speech = Vocabulary(dice)
    areas = [json.loads(line)["id"] for line in AREAS.read_text(encoding="utf-8").splitlines()]
    for number in range(count):
        low = dice.choice([None, 6, 10, 13, 15])
        yield {
            "id": f"tilbud-{number}",
            "name": speech.text(3),
            "summary": speech.text(10)[:200],
            "description": ". ".join(speech.text(12) for _ in range(3)) + ".",
            "organisation": speech.text(2),
            "areas": dice.sample(areas, dice.choice([1, 1, 1, 2, 3])),
            "place": speech.text(2),
            "address": f"{speech.text(1)} {dice.randint(1, 200)}",
            "postal_code": dice.choice(["2200", "2300", "2400", "2450"]),
            "city": "København",
            "min_age": low,
            "max_age": None if low is None else low + dice.randint(0, 10),
            "audience": dice.choice([[], [], ["piger"], ["familier", "forældre"]]),
            "topics": speech.text(3).casefold().split(),
            "schedule": [
                {"weekday": day, "from": "16:00", "to": "18:30"} for day in dice.sample(["man", "tir", "ons"], 2)
            ],
            "schedule_note": dice.choice([None, speech.text(6)]),
            "price_dkk": dice.choice([None, 0, 50, 149.5]),
            "price_note": None,
            "signup": dice.choice([None, speech.text(5)]),
            "phone": f"{dice.randint(20, 99)} {dice.randint(10, 99)} {dice.randint(10, 99)} {dice.randint(10, 99)}",
            "email": f"klub{number}@example.org",
            "url": f"https://example.org/tilbud/{number}",
            "source_url": f"https://example.org/kilde/{number}",
            "source_date": dice.choice([None, "2019", "2021-05", "2023-11-04"]),
            "source_note": None,
            "kind": "tilbud",
        }


def run(*command: str | Path) -> tuple[float, int]:
    """Seconds and peak bytes of one command in a process of its own; stops the benchmark when it fails."""
    began = time.monotonic()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        actions = [(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1)]
        child = os.posix_spawn(command[0], [str(word) for word in command], os.environ, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed")
    return time.monotonic() - began, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main(count: int) -> bool:
    """Prints the comparison; whether what is promised holds."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, config, db = folder / "offers.jsonl", folder / "config.toml", folder / "utils.db"
        with rows.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in offers(count))
        config.write_text('[store]\nurl = "sqlite:///vejviser.db"\n', encoding="utf-8")
        os.environ["PYTHONPATH"] = str(HOUSE)
        print(f"{count:,} offers, {rows.stat().st_size / 1e6:.0f} MB")
        insert = run(python, "-m", "sqlite_utils", "insert", db, "offers", rows, "--nl", "--pk", "id", "--silent")
        search = run(python, "-m", "sqlite_utils", "enable-fts", db, "offers", *SEARCHED)
        run(python, "-m", "bot", "import", AREAS, "--config", config)
        ours = run(python, "-m", "bot", "import", rows, "--config", config)
        again = run(python, "-m", "bot", "import", rows, "--config", config)
    theirs = insert[0] + search[0]
    for label, (seconds, peak) in {
        "sqlite-utils insert + enable-fts": (theirs, max(insert[1], search[1])),
        "vejviser import": ours,
        "vejviser import, again unchanged": again,
    }.items():
        print(f"{label:34} {seconds:6.1f} s  {count / seconds:8,.0f} rows/s  {peak / 2**20:6.0f} MiB peak")
    ratio = ours[0] / theirs
    print(f"ratio {ratio:.2f} (at most 4), peak {max(ours[1], again[1]) / 2**30:.2f} GiB (under 1)")
    return ratio <= 4 and max(ours[1], again[1]) < 2**30


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000) else 1)

"""Asks 10,000 questions that nobody means, and measures that none takes long: any bytes, long texts, SQL, FTS syntax.

    .venv/bin/python -m bench.fuzz [QUESTIONS]

Promised: none raises, none takes over 50 ms. Exits with 1 when that does not hold. The time is the thread's own, so
that a busy machine counts for nothing.
"""

import gc
import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from time import thread_time

from bot.clock import COPENHAGEN
from bot.domain.questions import Index, describe, rank, understand
from bot.transfer import read_directory

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
DIRECTORY = Path(__file__).resolve().parents[1] / "data" / "koebenhavn"
MOST = 50  # milliseconds
_SYNTAX = """NEAR( " ' ; -- DROP TABLE offers OR AND NOT * ^ : {} [] () /* */ % _ \\ \0 \x1b \n SELECT ' OR '1'='1
NEAR(fodbold klub, 2) "fodbold name:x -- # \u202e \u200d \ufeff \u0301"""
SYNTAX = _SYNTAX.split(" ")
SCRIPTS = (  # Latin, control characters, accents, right-to-left, Chinese, emoji, marks that combine
    (0x20, 0x7F), (0x00, 0x20), (0xC0, 0x250), (0x0590, 0x0700), (0x4E00, 0x4F00), (0x1F300, 0x1F650), (0x300, 0x370)
)  # fmt: skip
_WORDS = """fodbold klub piger på nørrebro til min søn 13 år 7. klasse gratis mandag aften ikke hvem hvor lektiehjælp
job fritidsjob ungdomsklub svømning mellem 10 og 15 under over kl 16 i dag åben nu"""
WORDS = _WORDS.split()


def _letters(dice: Random, most: int) -> str:
    low, high = dice.choice(SCRIPTS)
    return "".join(chr(dice.randrange(low, high)) for _ in range(dice.randint(0, most)))


KINDS: dict[str, Callable[[Random], str]] = {
    "bytes": lambda dice: dice.randbytes(dice.randint(0, 400)).decode("latin-1"),
    "broken UTF-8": lambda dice: dice.randbytes(dice.randint(0, 400)).decode("utf-8", "surrogateescape"),
    "one script": lambda dice: _letters(dice, 300),
    "syntax": lambda dice: " ".join(dice.choices([*SYNTAX, *WORDS], k=dice.randint(0, 60))),
    "words": lambda dice: " ".join(dice.choices(WORDS, k=dice.randint(0, 300))),
    "mixed": lambda dice: "".join(dice.choice((_letters(dice, 9), dice.choice(WORDS))) for _ in range(60)),
    "joined": lambda dice: "".join(dice.choices(WORDS, k=dice.randint(1, 12))),
    "10 kB of words": lambda dice: " ".join(dice.choices(WORDS, k=2000))[:10_000],
    "10 kB of letters": lambda dice: " ".join(_letters(dice, 20) for _ in range(1000))[:10_000],
    "one very long word": lambda dice: dice.choice(WORDS) * dice.randint(100, 2000),
    "5,000 times a word": lambda dice: f"{dice.choice(WORDS)} " * 5000,
    "numbers": lambda dice: " ".join(str(dice.randint(-5, 10 ** dice.randint(1, 40))) for _ in range(80)),
    "commas and dots": lambda dice: "".join(dice.choices("ab1 ,.-–/\\'\"()[]{}", k=dice.randint(0, 3000))),
}


def main(count: int) -> bool:
    """Print the slowest of each kind; whether what is promised holds."""
    index, dice = Index(read_directory(DIRECTORY)), Random(4)
    gc.collect()
    gc.freeze()  # as the server does
    times: dict[str, list[float]] = defaultdict(list)
    kinds = list(KINDS)
    for number in range(-50, count):
        kind = kinds[number % len(kinds)]
        question = KINDS[kind](dice)
        begun = thread_time()
        understood = understand(question, NOW, index)
        rank(understood, NOW, index)
        describe(understood, index)
        if number >= 0:
            times[kind].append((thread_time() - begun) * 1000)
    for kind, several in times.items():
        several.sort()
        print(f"  {kind:20} p50 {several[len(several) // 2]:6.2f} ms  most {several[-1]:6.2f} ms")
    most = max(max(several) for several in times.values())
    print(f"{count:,} questions, none raised, the slowest took {most:.1f} ms (at most {MOST})")
    return most <= MOST


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000) else 1)

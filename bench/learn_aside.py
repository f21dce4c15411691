"""Learn the points of data/aside_points.json: which ways to put a question ask for something else than an offer.

    python -m bench.learn_aside

Learned from the sentences in tests/questions/aside_*.jsonl, which four authors wrote for it, and from the answerable
questions of the judged sets but for the newest: the others there often ask for what a directory lacks, which is no
way of asking. Same files in, same file out; run it when they have changed. `python -m bench.learn_aside --check`
leaves each file out in turn and tells what is then learned of it.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.learn_acute import learned
from bench.question_sets import NEWEST
from bot.domain.questions import words
from bot.domain.questions.aside import traits
from bot.domain.questions.lexicon import frames, lexicon
from bot.domain.questions.understood import ASIDE
from bot.domain.weighing import Points, weigh

HOUSE = Path(__file__).resolve().parent.parent
QUESTIONS = HOUSE / "tests" / "questions"
POINTS = HOUSE / "data" / "aside_points.json"
SEEN, RIDGE = 3, 0.03  # times that a trait is seen, at least; and how little each may weigh
SMALLEST = 0.1  # points that are not worth keeping

Examples = list[tuple[set[str], bool]]


def main() -> None:
    if sys.argv[1:] == ["--check"]:
        _check()
        return
    write(points_without(), POINTS)


def write(points: Points, path: Path) -> None:
    """Keep points in a file."""
    text = json.dumps({"start": points.start, "traits": points.traits}, indent=0, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def points_without(*paths: Path) -> Points:
    """What is learned when some of the files are left out."""
    return rounded([*_frames(), *(one for other in _files() if other not in paths for one in _lesson(other))])


def examples(path: Path) -> Iterator[tuple[set[str], bool]]:
    """Each question's traits, and whether it asks for something else."""
    everyday = lexicon().everyday
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield traits([token.text for token in words.tokens(words.plain(row["q"]))], everyday), row["none"]


def _frames() -> Examples:
    """The ways to ask for an offer, as often as `SEEN`."""
    plain = [words.tokens(words.plain(frame.replace("…", "badminton"))) for frame in frames()]
    return [(traits([token.text for token in said], lexicon().everyday), False) for said in plain] * SEEN


def _files() -> list[Path]:
    found = sorted(path for path in QUESTIONS.glob("*.jsonl") if not path.name.startswith("acute"))
    return [path for path in found if path.stem not in NEWEST]


def _lesson(path: Path) -> Examples:
    return [one for one in examples(path) if path.name.startswith("aside") or not one[1]]


def rounded(texts: Examples, *, seen: int = SEEN, ridge: float = RIDGE, smallest: float = SMALLEST) -> Points:
    """What is learned from some texts, but for the points that are too small to be worth keeping."""
    start, points = learned(texts, seen=seen, ridge=ridge)
    kept = {trait: round(points[trait], 2) for trait in sorted(points) if abs(points[trait]) >= smallest}
    return Points(round(start, 2), traits=kept)


def _check() -> None:
    for left_out in _files():
        points = points_without(left_out)
        found = [(weigh(trait, points), other) for trait, other in examples(left_out)]
        for other, what in ((True, "something else"), (False, "an offer")):
            over = [weight > ASIDE / 10 for weight, is_other in found if is_other is other]
            share = sum(over) / max(1, len(over))
            print(f"{left_out.name}: of {len(over)} that ask for {what}, {share:.2f} sound so")


if __name__ == "__main__":
    main()

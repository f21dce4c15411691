"""The sets of judged questions, and what each first scored: tests/questions/README.md tells of them."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from bot.settings import HOUSE


class Set(NamedTuple):
    """A question set, its directory, and what its first score was, before anything was learnt from it."""

    name: str
    directory: Path
    questions: Path
    first: str


TESTS = HOUSE / "tests" / "questions"
COPENHAGEN_OFFERS = HOUSE / "data" / "koebenhavn"
SETS = tuple(
    Set(
        name,
        COPENHAGEN_OFFERS if file.startswith("koebenhavn") else TESTS / file.split("_")[0],
        TESTS / f"{file}.jsonl",
        first,
    )
    for line in (TESTS / "sets.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for name, file, first in (line.split("\t"),)
)
NEWEST = (  # which no weights are learned from
    "fjeldsted_blind",
    "hasselrup_blind",
    "koebenhavn_blind_46",
    "koebenhavn_blind_47",
    "koebenhavn_blind_48",
    "tvaerborg_blind",
)
LESSONS = tuple(one for one in SETS if one.questions.stem not in NEWEST)
MORE = tuple(  # written to be learned from, by many authors: ranking_<city>_<number>.jsonl, ranking_none_<city>.jsonl
    (COPENHAGEN_OFFERS if city == "koebenhavn" else TESTS / city, file)
    for file in sorted(TESTS.glob("ranking_*.jsonl"))
    for city in file.stem.removeprefix("ranking_").removeprefix("none_").split("_")[:1]
)
TAUGHT = (*((one.directory, one.questions) for one in LESSONS), *MORE)  # directories, and their questions


def judged(directory: Path, questions: Path) -> list[dict[str, Any]]:
    """The questions of a set, with what a second judge of the directory would accept, too."""
    second = TESTS / "second_opinions" / f"{directory.name}.jsonl"
    also = {one["q"]: one["also"] for one in _lines(second)} if second.exists() else {}
    return [one | {"relevant": [*one["relevant"], *also.get(one["q"], ())]} for one in _lines(questions)]


def _lines(file: Path) -> list[dict[str, Any]]:
    return list(map(json.loads, file.open(encoding="utf-8")))

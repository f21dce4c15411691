"""The words of data/soft_check.toml, as patterns and sets."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data"
PATH = DATA / "soft_check.toml"
NAMES = DATA / "first_names.txt"
_SHORTEST = 3  # letters of a name that is known in small ones


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules read by. A pattern finds its words whole, in small letters."""

    first_names: frozenset[str]
    words_too: frozenset[str]
    small_too: frozenset[str]
    titles: tuple[str, ...]
    deeds: re.Pattern[str]
    organisations: re.Pattern[str]
    places: re.Pattern[str]
    children: re.Pattern[str]
    kin: re.Pattern[str]
    illness: re.Pattern[str]
    offences: re.Pattern[str]
    trouble: re.Pattern[str]
    lives: re.Pattern[str]
    general: re.Pattern[str]


@cache
def words() -> Words:
    """Read once."""
    lists = {name: text.split() for name, text in tomllib.loads(PATH.read_text(encoding="utf-8")).items()}
    words_too, small_too, titles = (lists.pop(name) for name in ("words_too", "small_too", "titles"))
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    first_names = [name for line in lines if not line.startswith("#") for name in line.split()]
    patterns = {name: pattern(all_) for name, all_ in lists.items()}
    return Words(frozenset(first_names), frozenset(words_too), frozenset(small_too), tuple(titles), **patterns)


def as_a_name(word: str) -> str:
    """A word in small letters or capitals alone as a name would be spelled, unless it is one of the language then."""
    word = word.lower() if word.isupper() else word
    careless = word.islower() and len(word) >= _SHORTEST and word not in words().small_too
    return word.title() if careless and word.title() not in words().words_too else word


def pattern(all_: list[str]) -> re.Pattern[str]:
    """One of the words, whole; * = any letters, _ = a blank. The longest is tried first."""
    ordered = sorted(all_, key=len, reverse=True)
    parts = [re.escape(one.lstrip("*")).replace(r"\*", r"\w*").replace("_", r"\s+") for one in ordered]
    whole = [part for one, part in zip(ordered, parts, strict=True) if not one.startswith("*")]
    ends = [part for one, part in zip(ordered, parts, strict=True) if one.startswith("*")]
    also = rf"|(?:{'|'.join(ends)})(?!\w)" if ends else ""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(whole)})(?!\w){also}")

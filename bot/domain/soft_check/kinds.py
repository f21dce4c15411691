"""What kind of word a word is: an illness, kin, a title, several people … by the lists of data/soft_*.toml."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bot.domain.soft_check.words import DATA

FILES = (DATA / "soft_signs.toml", DATA / "soft_check.toml")
_KINDS = {
    "one_person": "PERSON",
    "kin": "KIN",
    "kin_wide": "KIN",
    "children": "CHILD",
    "several": "SEVERAL",
    "anybody": "ANYBODY",
    "general": "ANYBODY",
    "at_work": "TITLE",
    "famous": "FAMOUS",
    "illness": "ILLNESS",
    "illness_wide": "ILLNESS",
    "offences": "OFFENCE",
    "offences_wide": "OFFENCE",
    "trouble": "TROUBLE",
    "trouble_wide": "TROUBLE",
    "fate": "FATE",
    "lives": "LIFE",
    "deeds": "DEED",
    "organisations": "BODY",
    "workplaces": "BODY",
    "origins": "ORIGIN",
    "looks": "LOOKS",
    "homes": "HOME",
    "own": "OWN",
    "places": "PLACE",
}


class Kinds:
    """The lists, so that a word is looked up by itself, its beginnings and its endings."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        """`lists`: name of a list → its words; * stands for any letters before or after, _ for a blank."""
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._begins: dict[str, set[str]] = defaultdict(set)
        self._ends: dict[str, set[str]] = defaultdict(set)
        self._several: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for name, listed in lists.items():
            for word in listed:
                self._add(word, _KINDS[name])
        self._begin_sizes, self._end_sizes = (sorted(set(map(len, all_))) for all_ in (self._begins, self._ends))

    def _add(self, word: str, kind: str) -> None:
        bare = word.strip("*")
        if "_" in word:
            parts = bare.split("_")
            self._several[parts[0]].append((parts, kind))
            return
        if word.endswith("*"):
            self._begins[bare].add(kind)
        if word.startswith("*"):
            self._ends[bare].add(kind)
        if "*" not in word:
            self._whole[bare].add(kind)

    def of(self, word: str) -> set[str]:
        """The kinds of a word in small letters."""
        kinds, size = set(self._whole.get(word, ())), len(word)
        for letters in self._begin_sizes:
            if letters > size:
                break
            kinds |= self._begins.get(word[:letters], set())
        for letters in self._end_sizes:
            if letters > size:
                break
            kinds |= self._ends.get(word[size - letters :], set())
        return kinds

    def together(self, words: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
        """How many words from `at` on are listed together, and as what."""
        for parts, kind in self._several.get(words[at], ()):
            if list(words[at : at + len(parts)]) == parts:
                yield len(parts), kind


@cache
def kinds() -> Kinds:
    """Read once."""
    lists: dict[str, list[str]] = defaultdict(list)
    for file in FILES:
        for name, text in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if name in _KINDS:
                lists[name] += text.lower().split()
    return Kinds(lists)

"""Names that may be written: offers, places, organisations, and the people who work with them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.domain.directory import Directory
from bot.domain.soft_check.words import DATA

WORD = re.compile(r"\w+(?:[-’']\w+)*")
_DIGITS = re.compile(r"\D")
_SHORTEST = 3  # letters of a name; shorter ones are found in too many places


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names by their first word, those of `areas` too; phone numbers as digits, and e-mail addresses; all small."""

    names: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    areas: frozenset[tuple[str, ...]] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        names: Iterable[str] = (),
        areas: Iterable[str] = (),
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
    ) -> "KnownNames":
        """From texts as they are written; people work at `names`, and live in `areas`."""
        homes = frozenset(map(_words, areas))
        found: dict[str, set[tuple[str, ...]]] = {}
        for name in (*homes, *map(_words, names)):
            if sum(map(len, name)) >= _SHORTEST:
                found.setdefault(name[0], set()).add(name)
        longest_first = {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}
        return cls(
            longest_first, homes, frozenset(map(digits, phones)), frozenset(email.lower() for email in emails)
        )

    @classmethod
    def of_directory(cls, directory: Directory) -> "KnownNames":
        """What the directory names."""
        offers, organisation = directory.offers, directory.organisation
        parts = (organisation.parties, organisation.boards, organisation.plans, organisation.groups)
        bodies = [one.name for part in (*parts, organisation.initiatives) for one in part]
        people = [text for one in organisation.people for text in (one.title, one.name)]
        of_offers = [text for one in offers for text in (one.name, one.organisation, one.place, one.address)]
        return cls.of(
            filter(None, (*people, *bodies, *of_offers)),
            (name for one in directory.areas for name in (one.name, *one.aliases)),
            (one.phone for one in offers if one.phone),
            filter(None, (*(one.email for one in offers), *(one.email for one in organisation.people))),
        )

    def spans(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Where known names stand, the longest of those that begin at a word, and whether it is an area's."""
        found = [(one.group().lower(), one.start(), one.end()) for one in WORD.finditer(text)]
        after = 0
        for n, (word, start, _) in enumerate(found):
            if n < after:
                continue
            for name in (*self.names.get(word, ()), *self.names.get(word.removesuffix("s"), ())):
                here = found[n : n + len(name)]
                if _same(name, [word for word, _, _ in here]) and not text[start : here[-1][2]].islower():
                    after = n + len(name)
                    yield start, here[-1][2], name in self.areas
                    break


def digits(phone: str) -> str:
    """The eight digits of a Danish number."""
    return _DIGITS.sub("", phone)[-8:]


def _words(name: str) -> tuple[str, ...]:
    return tuple(WORD.findall(name.lower()))


def _same(name: tuple[str, ...], here: list[str]) -> bool:
    """Whether the name stands there, perhaps in the genitive."""
    return [*name] == here or ([*name[:-1]] == here[:-1] and name[-1] == here[-1].removesuffix("s"))


NOBODY = KnownNames()


@cache
def figures() -> KnownNames:
    """People whom everybody knows."""
    lines = (DATA / "public_figures.txt").read_text(encoding="utf-8").splitlines()
    names = (name.strip() for line in lines if not line.startswith("#") for name in line.split(","))
    return KnownNames.of(filter(None, names))

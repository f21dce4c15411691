"""Postings: which offers say a stem, and how strongly. Offers are numbers; strengths are hundredths."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Strengths = NDArray[np.uint8]
Vector = NDArray[np.float32]
Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]  # numbers of offers
Keys = NDArray[np.int64]


class Postings(NamedTuple):
    """Who says a stem: offer numbers, ascending, and how strongly each says it (1-100)."""

    numbers: Numbers
    strengths: Strengths


_ALSO, _MOST_ALSO = 2, 3  # what each other stem with the same meaning adds, and how many count
_ROOM = 500_000  # numbers held at a time, beside what is kept
NOBODY = Postings(np.empty(0, np.uint32), np.empty(0, np.uint8))


class Lists(Mapping[str, Postings]):
    """The postings of every stem, one after the other in two long arrays: small ones take ten times the memory.

    What has changed since is in `_newer`, and counts instead; a stem that nobody says any more is not there.
    """

    def __init__(self, stems: Sequence[str], packed: Keys, offers: int, whole: Keys, part: Keys) -> None:
        """`packed`: (stem number * `offers` + offer number) * 128 + strength, ascending.

        `whole`, `part`: the numbers of stems that are compounds, and of their parts.
        """
        self._ids = {stem: number for number, stem in enumerate(stems)}
        self._stems = stems
        self._starts = packed.searchsorted(np.arange(len(stems) + 1) * offers << 7)
        self._numbers: Numbers = np.empty(len(packed), np.uint32)
        self._strengths: Strengths = np.empty(len(packed), np.uint8)
        for at in range(0, len(packed), _ROOM):
            some = packed[at : at + _ROOM]
            self._numbers[at : at + _ROOM] = (some >> 7) % max(1, offers)
            self._strengths[at : at + _ROOM] = some & 127
        self._newer: dict[str, Postings] = {}
        self.brought: frozenset[str] = frozenset()  # stems that only compounds bring
        order = np.argsort(whole, kind="stable")
        self._whole, self._part = whole[order].astype(np.uint32), part[order].astype(np.uint32)

    def parts(self, stems: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Those of the stems that are compounds, with their parts."""
        for stem in stems:
            number = self._ids.get(stem)
            if number is not None:
                start, end = self._whole.searchsorted(np.array([number, number + 1], np.uint32))
                if start < end:
                    yield stem, tuple(self._stems[part] for part in self._part[start:end].tolist())

    def __getitem__(self, stem: str) -> Postings:
        found = self.get(stem)
        if found is None:
            raise KeyError(stem)
        return found

    def get(self, stem: str, default: Postings | None = None) -> Postings | None:  # type: ignore[override]
        """The postings of a stem, if anybody says it."""
        if stem in self._newer:
            newer = self._newer[stem]
            return newer if len(newer.numbers) else default
        number = self._ids.get(stem)
        if number is None:
            return default
        start, end = self._starts[number], self._starts[number + 1]
        return Postings(self._numbers[start:end], self._strengths[start:end])

    def __contains__(self, stem: object) -> bool:
        if stem in self._newer:
            return len(self._newer[stem].numbers) > 0
        return stem in self._ids

    def __iter__(self) -> Iterator[str]:
        yield from (stem for stem in self._stems if stem not in self._newer)
        yield from (stem for stem, newer in self._newer.items() if len(newer.numbers))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def replaced(self, gone: Numbers, segment: "Lists", numbers: Numbers) -> "Lists":
        """These lists without the offers `gone`, and with a segment's, whose offers have these numbers here."""
        stems = {self._stems[at - 1] for at in self._starts.searchsorted(_where(self._numbers, gone), side="right")}
        stems |= {stem for stem, newer in self._newer.items() if len(_where(newer.numbers, gone))}
        new = Lists.__new__(Lists)
        new.__dict__.update(self.__dict__)
        new._newer = self._newer.copy()
        for stem in stems.union(segment):
            mine, more = self.get(stem) or NOBODY, segment.get(stem) or NOBODY
            new._newer[stem] = exchanged(mine, gone, Postings(numbers[more.numbers], more.strengths))
        return new


def _where(numbers: Numbers, some: Numbers) -> NDArray[np.intp]:
    """Where one of a few numbers stands in many."""
    if len(some) < 8:
        return np.concatenate([np.flatnonzero(numbers == one) for one in some] or [np.empty(0, np.intp)])
    return np.flatnonzero(np.isin(numbers, some))


def exchanged(postings: Postings, gone: Numbers, more: Postings) -> Postings:
    """Postings without the offers `gone` and with those of `more`, which had none or were among them."""
    kept = ~np.isin(postings.numbers, gone)
    if kept.all() and not len(more.numbers):
        return postings
    numbers = np.concatenate([postings.numbers[kept], more.numbers])
    order = np.argsort(numbers, kind="stable")
    return Postings(numbers[order], np.concatenate([postings.strengths[kept], more.strengths])[order])


def begins(ascending: Keys) -> NDArray[np.intp]:
    """Where a row of equal values begins."""
    return np.flatnonzero(np.concatenate([[True], ascending[1:] != ascending[:-1]])[: len(ascending)])


def merged(several: Sequence[Postings], offers: int) -> Postings:
    """Who of so many offers says one of several: the strongest counts, and a few others a little."""
    if len(several) == 1:
        return several[0]
    strongest, others = np.zeros(offers, np.uint8), np.zeros(offers, np.uint16)
    for postings in several:
        others[postings.numbers] += strongest[postings.numbers] > 0
        strongest[postings.numbers] = np.maximum(strongest[postings.numbers], postings.strengths)
    numbers = np.flatnonzero(strongest).astype(np.uint32)
    more = _ALSO * np.minimum(others[numbers], _MOST_ALSO)
    return Postings(numbers, np.minimum(100, strongest[numbers] + more).astype(np.uint8))


def strongest(several: Iterable[tuple[Postings, float]], offers: int) -> Vector:
    """How strongly (0-1) each of so many offers says one of several, each times a factor."""
    found = np.zeros(offers, np.float32)
    many = [(postings, factor) for postings, factor in several if len(postings.numbers)]
    for at, (postings, factor) in enumerate(many):
        strengths = postings.strengths * np.float32(factor / 100)
        rows = rows_of(postings.numbers)
        found[rows] = np.maximum(found[rows], strengths) if at else strengths
    return found


def all_of(several: Sequence[Postings]) -> Postings:
    """Who says every one of several, as strongly as the weakest."""
    numbers, strengths = several[0]
    for other in several[1:]:
        numbers, mine, theirs = np.intersect1d(numbers, other.numbers, assume_unique=True, return_indices=True)
        strengths = np.minimum(strengths[mine], other.strengths[theirs])
    return Postings(numbers, strengths)


def among(postings: Postings, rows: Numbers) -> Strengths:
    """How strongly each of some offers says it; 0 = not at all."""
    if not len(postings.numbers):
        return np.zeros(len(rows), np.uint8)
    at = np.minimum(postings.numbers.searchsorted(rows), len(postings.numbers) - 1)
    return np.where(postings.numbers[at] == rows, postings.strengths[at], np.uint8(0))


def numbered(numbers: Iterable[int]) -> Numbers:
    """Offer numbers as an array."""
    return np.fromiter(numbers, np.uint32)


def rows_of(numbers: Numbers) -> Rows:
    """Offer numbers as the rows of an array: by numbers of 32 bits it is read and written three times as slowly."""
    rows: Rows = numbers.astype(np.intp)
    return rows

"""Postings: which offers say a stem, and how strongly. Offers are numbers; strengths are hundredths."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Strengths = NDArray[np.uint8]
Vector = NDArray[np.float32]
Mask = NDArray[np.bool_]


class Postings(NamedTuple):
    """Who says a stem: offer numbers, ascending, and how strongly each says it (1-100)."""

    numbers: Numbers
    strengths: Strengths


NOBODY = Postings(np.empty(0, np.uint32), np.empty(0, np.uint8))


def merged(several: Sequence[tuple[Postings, float]]) -> Postings:
    """Who says one of several, each at its strength times a factor: the strongest counts."""
    if len(several) == 1 and several[0][1] == 1.0:
        return several[0][0]
    if not several:
        return NOBODY
    numbers = np.concatenate([postings.numbers for postings, _ in several])
    scaled = [np.rint(postings.strengths * np.float32(factor)).astype(np.uint8) for postings, factor in several]
    kept, where = np.unique(numbers, return_inverse=True)
    strongest = np.zeros(len(kept), np.uint8)
    np.maximum.at(strongest, where, np.concatenate(scaled))
    return Postings(kept, strongest)


def all_of(several: Sequence[Postings]) -> Postings:
    """Who says every one of several, as strongly as the weakest."""
    numbers, strengths = several[0]
    for other in several[1:]:
        numbers, mine, theirs = np.intersect1d(numbers, other.numbers, assume_unique=True, return_indices=True)
        strengths = np.minimum(strengths[mine], other.strengths[theirs])
    return Postings(numbers, strengths)


def joined(one: Postings, other: Postings) -> Postings:
    """Both together, where every number of the other is higher."""
    if not len(one.numbers):
        return other
    return Postings(np.concatenate([one.numbers, other.numbers]), np.concatenate([one.strengths, other.strengths]))


def numbered(numbers: Iterable[int]) -> Numbers:
    """Offer numbers as an array."""
    return np.fromiter(numbers, np.uint32)

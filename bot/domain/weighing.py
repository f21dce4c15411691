"""How much a text sounds like something: points for what is in it, learned from judged sentences.

For worries its words (bench/learn_acute.py); for questions how they are put (bench/learn_aside.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import sqrt

_BEGINNING = 5  # letters


@dataclass(frozen=True, slots=True)
class Points:
    """Points per trait, below zero for what speaks of something else. `start`: before the first word.

    A text that weighs more than `enough` sounds like a worry; one that weighs less than `calm` like none.
    """

    start: float
    enough: float = 0.0
    calm: float = 0.0
    traits: dict[str, float] = field(default_factory=dict)


def traits(text: str) -> set[str]:
    """What counts in a normal text: its words, and the beginnings of the long ones, which stand for their kin.

    Numbers do not count: an age or a price says nothing of a worry.
    """
    words = [word for word in text.split() if word.isalpha()]
    return {*words, *(word[:_BEGINNING] + "*" for word in words if len(word) > _BEGINNING)}


def weight(text: str, points: Points) -> float:
    """The points of a normal text; a long one needs more of them than a short one."""
    return weigh(traits(text), points)


def weigh(found: Iterable[str], points: Points) -> float:
    """The points of some traits; many need more of them than a few."""
    known = [told for told in map(points.traits.get, found) if told is not None]
    return points.start + sum(known) / sqrt(len(known) or 1)

"""How much a text sounds like a worry: points for its words, learned from judged sentences (bench/learn_acute.py)."""

from dataclasses import dataclass
from math import sqrt

_BEGINNING = 5  # letters


@dataclass(frozen=True, slots=True)
class Points:
    """Points per trait, below zero for what speaks of something else. `start`: before the first word.

    A text that weighs more than `enough` sounds like a worry; one that weighs less than `calm` like none.
    """

    start: float
    enough: float
    calm: float
    traits: dict[str, float]


def traits(text: str) -> set[str]:
    """What counts in a normal text: its words, and the beginnings of the long ones, which stand for their kin.

    Numbers do not count: an age or a price says nothing of a worry.
    """
    words = [word for word in text.split() if word.isalpha()]
    return {*words, *(word[:_BEGINNING] + "*" for word in words if len(word) > _BEGINNING)}


def weight(text: str, points: Points) -> float:
    """The points of a normal text; a long one needs more of them than a short one."""
    found = [points.traits[trait] for trait in traits(text) if trait in points.traits]
    return points.start + sum(found) / sqrt(len(found) or 1)

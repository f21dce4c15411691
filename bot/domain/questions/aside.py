"""Whether a question asks for something else than an offer, by how it is put: "hvem vandt fodboldkampen".

What it is about does not count, only the words around that. The points are learned from judged questions
(bench/learn_aside.py).
"""

from collections.abc import Container, Sequence
from itertools import pairwise

from bot.domain.weighing import Points, weigh

_FEWEST = 3  # words that are put in a way
_MOST = 40  # words that are read
_SUBJECT = "_"


def aside(words: Sequence[str], everyday: Container[str], points: Points) -> int:
    """How much it asks for something else, in tenths (1-99); 0 when it sounds like asking for an offer."""
    if len(words) < _FEWEST:
        return 0
    return max(0, min(99, int(10 * weigh(traits(words, everyday), points))))


def traits(words: Sequence[str], everyday: Container[str]) -> set[str]:
    """The everyday words, and rows of two and three words, where all others are alike."""
    row = ["^", *(word if word in everyday else _SUBJECT for word in words[:_MOST] if not word.isdecimal()), "$"]
    threes = zip(row, row[1:], row[2:], strict=False)
    return {*(word for word in row if word in everyday), *map(" ".join, pairwise(row)), *map(" ".join, threes)}

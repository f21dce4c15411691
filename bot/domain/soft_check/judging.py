"""What in a text may be about one person: the sentences that weigh enough, and in each the passage that tells."""

from collections.abc import Iterator, Sequence

from bot.domain.soft_check.known import NOBODY, KnownNames
from bot.domain.soft_check.rules import (
    BURDEN,
    NAME,
    OF_ADDRESS,
    OF_EMAIL,
    OF_PHONE,
    POINTS_OUT,
    SURE,
    Finding,
)
from bot.domain.soft_check.signs import sentences
from bot.domain.soft_check.weighing import Weighed, Weights, weigh, weights

ENOUGH = -0.6  # the score from which on a sentence is pointed out
_REASONS = (  # the first kind in a passage that has a reason gives it
    ("PHONE", OF_PHONE),
    ("MAIL", OF_EMAIL),
    ("ADDRESS", OF_ADDRESS),
    *((kind, NAME) for kind in ("NAME", "CAPITAL", "INITIAL")),
    *((kind, BURDEN) for kind in ("ILLNESS", "OFFENCE", "TROUBLE")),
)


def findings(text: str, known: KnownNames = NOBODY, by: Weights | None = None) -> tuple[Finding, ...]:
    """What in the text may be about one person, in the text's order."""
    found: list[Finding] = []
    for sentence in sentences(text, known):
        weighed = weigh(sentence, known, by or weights())
        heavy = weighed.score > ENOUGH
        here = [one for one in weighed.found if heavy or one.reason in SURE]
        for one in here or ([_telling(weighed)] if heavy else []):
            moved = Finding(one.start + sentence.start, one.end + sentence.start, one.reason)
            if not any(other.start < moved.end and moved.start < other.end for other in found):
                found.append(moved)
    return tuple(sorted(found, key=lambda one: one.start))


def _telling(weighed: Weighed) -> Finding:
    """The passage whose words tell most."""
    words = weighed.words
    tells = [0.0] * len(words)
    for (_, begin, end), weight in weighed.shown:
        share = weight / (end - begin + 1)
        for at in range(begin, end + 1):
            tells[at] += share
    first, last = _heaviest(tells)
    kinds = {kind for word in words[first : last + 1] for kind in word.kinds}
    reason = next((reason for kind, reason in _REASONS if kind in kinds), POINTS_OUT)
    return Finding(words[first].start, words[last].end, reason)


def _heaviest(tells: Sequence[float]) -> tuple[int, int]:
    """The first and last of the row of numbers whose sum is greatest."""
    return max(_rows(tells))[1:]


def _rows(tells: Sequence[float]) -> Iterator[tuple[float, int, int]]:
    """For every place the best row that ends there: its sum, its first and its last."""
    total, first = 0.0, 0
    for at, one in enumerate(tells):
        if total <= 0:
            total, first = 0.0, at
        total += one
        yield total, first, at

"""Lifting: an offer that askers open more often than its place explains comes first among its equals next time.

Who opens what depends on the place as much as on the need: the first is seen by all, the fifth by few. So each
opening is set against what the places alone would have given: the n-th offer is looked at with chance 1/n (the
propensities of Joachims, Swaminathan and Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017), and
one opening is shared out between the offers seen in that proportion. What an offer was `opened` more than `expected`
is what people want beyond its place. From the two counts, which decay, comes

    lift = BOUND * (opened - expected) / (opened + expected + DOUBT)

a ratio of observed to expected, shrunk as DuMouchel (1999) does where counts are small, and brought into -1 … 1. So:

- An opening takes as much as it gives (the counts of one answer sum to zero): attention alone moves nothing, and
  who has come first is expected to be opened more, so must go on earning the place.
- Whatever the counts, no lift is larger than BOUND: only offers whose scores are within 2 * BOUND change places.
- What is no longer opened is forgotten, and what fails a facet of the question is never lifted: only answers are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.questions.understood import Match, Understood

BOUND = 0.03
DOUBT = 10.0  # openings before half of the bound can be reached: a few say little
HALF_LIFE = 26  # weeks after which an opening counts half
FORGOTTEN = 156  # weeks after which it counts nothing and is deleted
_SHOWN = 5  # offers on a card


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted for an offer in a week, after questions about one topic."""

    offer_id: str
    week: int
    opened: int
    expected: float


def week_of(day: date) -> int:
    """The number of a week, from Monday to Sunday."""
    return (day.toordinal() - 1) // 7


def topic_of(understood: Understood) -> str | None:
    """What openings are counted under: the likeliest concept, else the weightiest topic; None: nothing is counted."""
    if understood.needs:
        return f"#{understood.needs[0][0]}"
    return understood.topics[0] if understood.topics else None


def expected(opened: str, answer: Sequence[Match]) -> Mapping[str, float]:
    """What the asker has seen, up to the card with the opened offer: offer id → the chance that its place gave it.

    Empty when there was no choice, or the opened one is none of the answer.
    """
    at = next((n for n, match in enumerate(answer) if match.offer_id == opened), None)
    if at is None:
        return {}
    seen = answer[: (at // _SHOWN + 1) * _SHOWN]
    total = sum(1 / n for n in range(1, len(seen) + 1))
    return {match.offer_id: 1 / n / total for n, match in enumerate(seen, 1)} if len(seen) > 1 else {}


def lifts(counts: Iterable[Count], today: date) -> Mapping[str, float]:
    """Offer id → lift, within -BOUND … BOUND whatever the counts."""
    week = week_of(today)
    sums: dict[str, tuple[float, float]] = {}
    for count in counts:
        age = max(0, week - count.week)
        if age <= FORGOTTEN:
            weight = 0.5 ** (age / HALF_LIFE)
            opened, chance = sums.get(count.offer_id, (0.0, 0.0))
            sums[count.offer_id] = (
                opened + weight * max(0, count.opened),
                chance + weight * max(0.0, count.expected),
            )
    return {id_: BOUND * (opened - chance) / (opened + chance + DOUBT) for id_, (opened, chance) in sums.items()}


def lifted(answer: Sequence[Match], lift: Mapping[str, float]) -> tuple[Match, ...]:
    """The answer in its new order; equals stay as they were, and the scores stay what the question gave."""
    return tuple(sorted(answer, key=lambda match: -match.score * (1 + lift.get(match.offer_id, 0.0))))

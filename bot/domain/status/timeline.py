"""The periods of a series: all of one length, one after the other, the latest three years."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from bot.domain.status.periods import Period

YEARS = 3
_MONTHS = {"": 12, "H": 6, "Q": 3}  # a month's key has a digit there


def length(period: Period) -> int:
    """How many months it is long."""
    part = period.key.partition("-")[2]
    return _MONTHS.get(part[:1], 1)


def following(period: Period) -> Period:
    """The next one of the same length."""
    first = period.last + timedelta(days=1)
    months = length(period)
    if months == 12:
        return Period.of(f"{first.year}")
    if months == 1:
        return Period.of(f"{first:%Y-%m}")
    return Period.of(f"{first.year}-{'H' if months == 6 else 'Q'}{(first.month - 1) // months + 1}")


def usual(periods: Iterable[Period]) -> int:
    """The length that most have, the shorter of two that are as frequent; 0 for none."""
    counts = Counter(map(length, periods))
    return min(counts, key=lambda months: (-counts[months], months), default=0)


def line(periods: Iterable[Period]) -> tuple[Period, ...]:
    """All periods of the usual length from the first to the last that is given, three years at the most."""
    given = set(periods)
    months = usual(given)
    mine = sorted(one for one in given if length(one) == months)
    if not mine:
        return ()
    found = [mine[0]]
    while found[-1] < mine[-1]:
        found.append(following(found[-1]))
    return tuple(found[-YEARS * 12 // months :])

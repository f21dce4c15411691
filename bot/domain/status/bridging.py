"""What has been counted of bridges to offers, as a help for who writes the report: only what is published anyway."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from bot.domain.referrals import Referral, last_finished, quarter, quarter_name, quarter_span, tables
from bot.domain.small_numbers import TOTAL
from bot.domain.status.periods import Period
from bot.domain.steps import local

QUARTER = 85  # days, fewer than the shortest has


def suggestions(  # noqa: PLR0917 - whose, where, when
    between: Callable[[datetime, datetime], tuple[Referral, ...]],
    areas: Collection[str],
    name: Callable[[str], str],
    viewer: str,
    period: Period,
    now: datetime,
) -> Iterator[str]:
    """ "3. kvartal 2026: henvist Lundtoftegade 12, Mimersgadekvarteret <5", a line for each quarter that is over.

    Exactly the sums of `/brobyg oversigt`, hidden where they are hidden there: anything else could be subtracted.
    """
    if (period.last - period.first).days < QUARTER:  # a month is not published
        return
    for number in range(quarter(local(period.first)), min(quarter(local(period.last)), last_finished(now)) + 1):
        begins, ends = quarter_span(number)
        found = [
            f"{step.danish} " + ", ".join(f"{name(one)} {table.text((one, TOTAL), viewer)}" for one in sorted(here))
            for step, table in tables(between(begins, ends)).items()
            if (here := {at[0] for at in table.cells if at[1] == TOTAL and at[0] in areas})
        ]
        if found:
            yield f"{quarter_name(number)}: {'; '.join(found)}"

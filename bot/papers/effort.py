"""A paper's money: what each initiative under the board was granted and has used; what must be decided."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from bot.domain.organisation import Initiative, Organisation, Plan
from bot.domain.status.figures import Figure
from bot.domain.status.indicators import Catalogue, Unit
from bot.domain.status.snapshot import Money
from bot.domain.status.timeline import length


def money(  # noqa: PLR0917 - what is counted, and when
    organisation: Organisation,
    plans: Sequence[Plan],
    figures: Iterable[Figure],
    catalogue: Catalogue,
    first: date,
    last: date,
) -> Iterator[Money]:
    """Granted and used; an initiative of all plans is counted in full, for its money is not divided."""
    given = list(figures)
    for one in _initiatives(organisation, plans):
        kroner = [each for each in one.funding if each.dkk is not None]
        years = [each.full_time_years for each in one.funding if each.full_time_years is not None]
        spent = _of(one.id, Unit.DKK, given, catalogue)
        worked = _of(one.id, Unit.FULL_TIME_YEARS, given, catalogue)
        yield Money(
            one.name, "; ".join(each.source for each in one.funding),
            sum(each.dkk or 0 for each in kroner) if kroner else None,
            _sum(spent, first, last), _sum(spent, date.min, first - timedelta(days=1)),
            one.full_time_years if one.full_time_years is not None else (sum(years) if years else None),
            _sum(worked, first, last),
        )  # fmt: skip


def _initiatives(organisation: Organisation, plans: Sequence[Plan]) -> Iterator[Initiative]:
    mine = {plan.id for plan in plans}
    yield from (one for one in organisation.initiatives if one.plan is None or one.plan in mine)


def _of(initiative: str, unit: Unit, figures: Iterable[Figure], catalogue: Catalogue) -> list[Figure]:
    """What was used, as numbers; of a longer period and its parts only the longer one, lest it counts twice."""
    ids = {key for key, one in catalogue.indicators.items() if one.unit is unit and one.initiative == initiative}
    found = [one for one in figures if one.indicator in ids and one.reporter and one.value.number is not None]
    return [one for one in found if not any(_within(one, other) for other in found)]


def _within(one: Figure, other: Figure) -> bool:
    same = (one.indicator, one.reporter, one.area) == (other.indicator, other.reporter, other.area)
    longer = length(other.period) > length(one.period)
    return same and longer and other.period.first <= one.period.first and one.period.last <= other.period.last


def _sum(figures: Iterable[Figure], first: date, last: date) -> float | None:
    """Of the periods that end within those days; None where nobody has said anything."""
    found = [one.value.number for one in figures if first <= one.period.last <= last]
    numbers = [one for one in found if one is not None]
    return sum(numbers) if numbers else None


def decisions(organisation: Organisation, plans: Sequence[Plan], today: date) -> Iterator[tuple[str, str]]:
    """What must be decided about an initiative, and by when (an ISO day), while that is still to come."""
    for one in _initiatives(organisation, plans):
        if one.decision_due and one.decision_due >= today.isoformat():
            yield f"det skal besluttes, om indsatsen »{one.name}« søges fortsat", one.decision_due

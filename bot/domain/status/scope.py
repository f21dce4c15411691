"""What an effect is shown for: one plan, the plans of one board, or one initiative."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.domain.organisation import Initiative, Organisation, Plan
from bot.domain.status.indicators import Catalogue, Indicator

Kind = Literal["plan", "board", "initiative"]
KINDS: tuple[Kind, ...] = ("plan", "board", "initiative")


@dataclass(frozen=True, slots=True)
class Scope:
    """`plans`: whose areas it covers."""

    kind: Kind
    id: str
    name: str
    plans: tuple[Plan, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The areas of its plans; one that is in two of them stands there once."""
        return tuple(dict.fromkeys(area for plan in self.plans for area in plan.areas))


def scope(kind: str, id: str, organisation: Organisation) -> Scope | None:
    """The one of that kind and id, if there is one."""
    return next((one for one in scopes(organisation) if (one.kind, one.id) == (kind, id)), None)


def scopes(organisation: Organisation) -> tuple[Scope, ...]:
    """All that there are: plans, boards that have plans, initiatives."""
    plans = organisation.plans
    of_plans = (Scope("plan", one.id, one.name, (one,)) for one in plans)
    of_boards = (
        Scope("board", one.id, one.name, tuple(plan for plan in plans if plan.board == one.id))
        for one in organisation.boards
    )
    of_initiatives = (Scope("initiative", one.id, one.name, covered(one, plans)) for one in organisation.initiatives)
    return (*of_plans, *(one for one in of_boards if one.plans), *of_initiatives)


def covered(initiative: Initiative, plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """The plans where an initiative is carried out: its own, or all of them."""
    return tuple(plan for plan in plans if initiative.plan in (None, plan.id))


def indicators_of(scope: Scope, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """What is counted there: of an initiative all, of plans what they or their areas have figures of."""
    return tuple(one for one in catalogue.indicators.values() if _shown(one, scope))


def _shown(indicator: Indicator, scope: Scope) -> bool:
    if scope.kind == "initiative":
        return indicator.initiative == scope.id
    kind, _, reporter = indicator.reporter.partition(":")
    if kind == "party":
        return indicator.per_area
    return not reporter or reporter in {plan.id for plan in scope.plans}


def expected(indicator: Indicator, scope: Scope) -> tuple[str, ...]:
    """The places that should have figures: area ids, or reporters ("plan:ID", "party:ID") of all that they cover."""
    _, _, reporter = indicator.reporter.partition(":")
    if indicator.reporter.startswith("party:"):
        return scope.areas if indicator.per_area else (indicator.reporter,)
    plans = [plan for plan in scope.plans if reporter in ("", plan.id)]
    if indicator.per_area:
        return tuple(dict.fromkeys(area for plan in plans for area in plan.areas))
    return tuple(f"plan:{plan.id}" for plan in plans)

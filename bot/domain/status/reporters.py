"""Reporters: who answers for a plan or a party, which areas and figures are theirs, and what they are called."""

from collections.abc import Iterable, Mapping

from bot.domain.obligations import stand
from bot.domain.organisation import Organisation, Role
from bot.domain.status.indicators import Catalogue, Indicator, Template

PLAN, PARTY = "plan", "party"


def of_plan(plan: str) -> str:
    """The reporter that a plan is."""
    return f"{PLAN}:{plan}"


def plan_of(reporter: str) -> str:
    """The plan's id, or "" for a party."""
    kind, _, rest = reporter.partition(":")
    return rest if kind == PLAN else ""


def party_of(reporter: str) -> str:
    """The party's id, or "" for a plan."""
    kind, _, rest = reporter.partition(":")
    return rest if kind == PARTY else ""


def known(organisation: Organisation, catalogue: Catalogue) -> tuple[str, ...]:
    """Everyone who can be asked: all plans, and the parties that report figures."""
    parties = {one.id for one in organisation.parties}
    reporting = dict.fromkeys(one.reporter for one in catalogue.indicators.values())
    return (
        *(of_plan(plan.id) for plan in organisation.plans),
        *(one for one in reporting if party_of(one) in parties),
    )


def of_board(board: str, organisation: Organisation, catalogue: Catalogue) -> tuple[str, ...]:
    """Whom a board asks: its plans, and the parties that report figures."""
    plans = {of_plan(plan.id) for plan in organisation.plans if plan.board == board}
    return tuple(one for one in known(organisation, catalogue) if one in plans or party_of(one))


def board_of(reporter: str, organisation: Organisation) -> str:
    """The board that a plan reports to; "" for a party."""
    return next((plan.board or "" for plan in organisation.plans if plan.id == plan_of(reporter)), "")


def name(reporter: str, organisation: Organisation) -> str:
    """ "NørreBrobyggerne", "UU": as short as people say it."""
    plan = next((one.name for one in organisation.plans if one.id == plan_of(reporter)), "")
    party = next((one for one in organisation.parties if one.id == party_of(reporter)), None)
    if party is not None:
        return party.id.upper() if len(party.id) <= 3 else party.name
    return plan or "en, der ikke længere er registreret"


def people(reporter: str, organisation: Organisation, gone: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of who answers: the plan's leaders, or the party's coordinators; who has left is replaced."""
    plan, party = plan_of(reporter), party_of(reporter)
    return stand(
        (
            one.id
            for one in organisation.people
            if (one.role is Role.PLAN_LEADER and plan and one.plan == plan)
            or (one.role is Role.COORDINATOR and party and one.party == party)
        ),
        gone,
    )


def watchers(organisation: Organisation, gone: Mapping[str, str]) -> tuple[str, ...]:
    """The coordinators who are told when nobody answers."""
    return stand((one.id for one in organisation.people if one.role is Role.COORDINATOR), gone)


def areas(reporter: str, board: str, asked: Iterable[str], organisation: Organisation) -> tuple[str, ...]:
    """A plan's own areas; a party's are those of the asked plans, else of the board's plans, else of all."""
    plans = organisation.plans
    mine = [plan for plan in plans if plan.id == plan_of(reporter)]
    if party_of(reporter):
        asked = set(asked)
        mine = [plan for plan in plans if of_plan(plan.id) in asked]
        mine = mine or [plan for plan in plans if not board or plan.board == board]
    return tuple(dict.fromkeys(area for plan in mine for area in plan.areas))


def indicators(reporter: str, template: Template, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The figures that a template asks this reporter for."""
    meant = {reporter, "plans"} if plan_of(reporter) else {reporter}
    found = (catalogue.indicators[one] for one in template.indicators)
    return tuple(one for one in found if one.reporter in meant)

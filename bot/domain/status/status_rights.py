"""Who may do what with requests and reports: one table, beyond roles; tested and shown as the meetings' is."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.domain.organisation import Initiative, Organisation, Person, Role
from bot.domain.status.reporters import board_of, party_of, people, plan_of


class Standing(StrEnum):
    """What somebody is to a request or a report; the value is what people see."""

    ADMINISTRATOR = "administratorer"
    COORDINATOR = "koordinatorer"
    SECRETARY = "sekretæren for bydelsbestyrelsen"
    REQUESTER = "den, der har bedt om det"
    REPORTER = "helhedsplanens leder eller partens koordinator"
    DEPUTY = "en stedfortræder for dem"
    STEERING = "indsatsens styregruppe"


class Deed(StrEnum):
    """What can be done; the value follows "Du kan ikke …"."""

    ASK = "bede om status"
    SEE = "se svaret"
    ANSWER = "svare"
    FIGURES = "skrive tal"
    APPROVE = "godkende uddraget"
    NUDGE = "rykke for svar"
    WITHDRAW = "trække anmodningen tilbage"
    EXPORT = "hente svarene"
    FREEZE = "låse papiret og åbne det for rettelse"


_A, _K, _S, _Q, _R, _D, _G = Standing
MAY: Mapping[Deed, frozenset[Standing]] = {
    Deed.ASK: frozenset({_A, _K, _S}),
    Deed.SEE: frozenset({_A, _K, _S, _Q, _R, _D, _G}),
    Deed.ANSWER: frozenset({_R, _D}),
    Deed.FIGURES: frozenset({_R, _D}),
    Deed.APPROVE: frozenset({_R, _D}),
    Deed.NUDGE: frozenset({_A, _K, _S, _Q}),
    Deed.WITHDRAW: frozenset({_A, _K, _S, _Q}),
    Deed.EXPORT: frozenset({_A, _K, _S, _Q}),
    Deed.FREEZE: frozenset({_S}),
}


def standings(  # noqa: PLR0917 - what it is, and who is around it
    person: Person,
    acting: frozenset[str],
    board: str,
    reporter: str,
    requester: str,
    organisation: Organisation,
    gone: Mapping[str, str],
) -> frozenset[Standing]:
    """What a person is to a report of `reporter`, or to a whole request ("" as reporter).

    `board` is the request's, "" where it has none: then the plan's own. `acting`: the ids the person acts as.
    """
    board = board or board_of(reporter, organisation)
    answering = set(people(reporter, organisation, gone)) if reporter else set()
    is_ = {
        Standing.ADMINISTRATOR: person.role is Role.ADMINISTRATOR,
        Standing.COORDINATOR: person.role is Role.COORDINATOR,
        Standing.SECRETARY: person.role is Role.BOARD_SECRETARY and bool(board) and person.board == board,
        Standing.REQUESTER: bool(requester) and requester in acting,
        Standing.REPORTER: person.id in answering,
        Standing.DEPUTY: bool((acting - {person.id}) & answering),
        Standing.STEERING: bool(person.party) and person.party in _steering(reporter, organisation.initiatives),
    }
    return frozenset(one for one, holds in is_.items() if holds)


def _steering(reporter: str, initiatives: Iterable[Initiative]) -> set[str]:
    """The parties in the steering groups of the reporter's initiatives."""
    plan, party = plan_of(reporter), party_of(reporter)
    mine = [one for one in initiatives if (plan and one.plan == plan) or (party and one.employer == party)]
    return {each for one in mine for each in one.steering}


def may(deed: Deed, who: frozenset[Standing]) -> bool:
    """Whether one of the standings is enough."""
    return bool(MAY[deed] & who)


def who_may(deed: Deed) -> str:
    """ "administratorer, koordinatorer og …", for a refusal."""
    names = [one.value for one in Standing if one in MAY[deed]]
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]

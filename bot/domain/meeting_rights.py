"""Who may do what with a meeting: one table, beyond what roles say; tested cell by cell, shown in docs/roles.md."""

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.meetings import Meeting
from bot.domain.organisation import Organisation, Person, Role


class Standing(StrEnum):
    """What somebody is to one meeting; the value is what people see."""

    ADMINISTRATOR = "administratorer"
    COORDINATOR = "koordinatorer"
    SECRETARY = "sekretæren for dens bydelsbestyrelse"
    LEADER = "lederen af dens helhedsplan"
    ORGANISER = "den, der har aftalt det"
    PARTICIPANT = "deltagere og parter"


class Deed(StrEnum):
    """What can be done with a meeting; the value follows "Du kan ikke …"."""

    SEE = "se mødet"
    BOOK = "aftale mødet"
    MOVE = "flytte mødet"
    CANCEL = "aflyse mødet"
    DROP = "lade mødet bortfalde"
    RECORD = "skrive, hvad der kom ud af mødet"
    AGENDA = "skrive på dagsordenen"
    ANSWER = "svare for deltagerne"


_A, _K, _S, _L, _O, _P = Standing
MAY: Mapping[Deed, frozenset[Standing]] = {
    Deed.SEE: frozenset({_A, _K, _S, _L, _O, _P}),
    Deed.BOOK: frozenset({_A, _K, _S, _L}),
    Deed.MOVE: frozenset({_A, _K, _S, _L, _O}),
    Deed.CANCEL: frozenset({_A, _K, _S, _L, _O}),
    Deed.DROP: frozenset({_A, _K, _S}),
    Deed.RECORD: frozenset({_A, _K, _S, _L, _O}),
    Deed.AGENDA: frozenset({_A, _K, _S, _L, _O, _P}),
    Deed.ANSWER: frozenset({_P}),
}


def standings(
    person: Person, meeting: Meeting, organisation: Organisation, parties: tuple[str, ...], acting: frozenset[str]
) -> frozenset[Standing]:
    """What a person is to a meeting. `acting`: the ids the person acts as: the own one, and those deputised for."""
    board = next((plan.board for plan in organisation.plans if plan.id == meeting.plan), meeting.subject)
    is_ = {
        Standing.ADMINISTRATOR: person.role is Role.ADMINISTRATOR,
        Standing.COORDINATOR: person.role is Role.COORDINATOR,
        Standing.SECRETARY: person.role is Role.BOARD_SECRETARY and bool(board) and person.board == board,
        Standing.LEADER: person.role is Role.PLAN_LEADER and bool(meeting.plan) and person.plan == meeting.plan,
        Standing.ORGANISER: bool(meeting.organiser) and meeting.organiser in acting,
        Standing.PARTICIPANT: bool(acting & {*meeting.participants, *parties}),
    }
    return frozenset(one for one, holds in is_.items() if holds)


def may(deed: Deed, who: frozenset[Standing]) -> bool:
    """Whether one of the standings is enough."""
    return bool(MAY[deed] & who)


def who_may(deed: Deed) -> str:
    """ "administratorer, koordinatorer og …", for a refusal."""
    names = [one.value for one in Standing if one in MAY[deed]]
    return f"{', '.join(names[:-1])} og {names[-1]}" if len(names) > 1 else names[0]

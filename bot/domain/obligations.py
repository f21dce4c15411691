"""Obligations: which meetings a school year owes, between whom, and which of them are overdue.

By default each plan meets UU: the first meeting of a school year is expected by 30 November, a second one, which is
only wanted, between 10 March (after UU's busiest weeks) and 31 May. Both parties owe it equally.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from bot.domain.meetings import OPEN, Meeting, State
from bot.domain.organisation import Group, Organisation, Person, Role, Series

USUAL = ("08-15/11-30", "03-10/05-31")
_FIRST, _LAST = (8, 15), (5, 31)  # more than two a year share the time between evenly


def windows(series: Series, year: int) -> tuple[tuple[date, date], ...]:
    """When each meeting of the school year that begins in `year` is expected, in order."""
    count = max(series.owed_per_year, series.wanted_per_year)
    if len(series.windows) >= count or (not series.windows and count <= len(USUAL)):
        given = (series.windows or USUAL)[:count]
        return tuple((_day(one[:5], year), _day(one[6:], year)) for one in given)
    begin, end = date(year, *_FIRST), date(year + 1, *_LAST)
    cuts = [begin + (end - begin) * n // count for n in range(count + 1)]
    return tuple(pairwise(cuts))


def _day(text: str, year: int) -> date:
    month, day = int(text[:2]), int(text[3:])
    return date(year if month >= 8 else year + 1, month, day)


def subjects(series: Series, organisation: Organisation) -> tuple[tuple[str, str], ...]:
    """Whom the series is about, as (id, name): its plans, its boards, its group, or nobody in particular."""
    match series.per:
        case "plan":
            return tuple((plan.id, plan.name) for plan in organisation.plans)
        case "board":
            return tuple((board.id, board.name) for board in organisation.boards)
        case "group":
            return tuple((group.id, group.name) for group in organisation.groups if group.id == series.group)
    return (("", series.name),)


def owed(organisation: Organisation, year: int) -> Iterator[Meeting]:
    """Every meeting that the school year owes or wants, not yet stored."""
    for series in organisation.series:
        for subject, name in subjects(series, organisation):
            for number, (opens, closes) in enumerate(windows(series, year), 1):
                yield Meeting(
                    0, series.id, subject, year, _title(series, name), number,
                    plan=subject if series.per == "plan" else None, owed=number <= series.owed_per_year,
                    opens=opens, closes=closes,
                )  # fmt: skip


def _title(series: Series, name: str) -> str:
    """ "NørreBrobyggerne og UU" where the series is named "Helhedsplan og UU"; else the two names."""
    for word, per in (("Helhedsplan", "plan"), ("Bydelsbestyrelse", "board")):
        if series.per == per and series.name.startswith(word):
            return name + series.name[len(word) :]
    return series.name if name in series.name or not name else f"{series.name}: {name}"


def parties(meeting: Meeting, organisation: Organisation, gone: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of those who owe the meeting, in the order of the series. `gone`: who has left → who came instead."""
    series = next((one for one in organisation.series if one.id == meeting.series), None)
    if series is None:
        return meeting.participants
    if series.per == "group" and not series.between:
        group = next((one for one in organisation.groups if one.id == meeting.subject), None)
        found = [person.id for person in organisation.people if group and _is_member(person, group)]
    else:
        found = [
            person.id
            for who in series.between
            for person in organisation.people
            if _is_meant(person, who, series, meeting.subject, organisation)
        ]
    return stand(found, gone)


def stand(people: Iterable[str], gone: Mapping[str, str]) -> tuple[str, ...]:
    """The people, each only once, with those who have left replaced."""
    return tuple(dict.fromkeys(_now(person, gone) for person in people))


def _now(person: str, gone: Mapping[str, str]) -> str:
    seen = {person}
    while person in gone and gone[person] not in seen:
        person = gone[person]
        seen.add(person)
    return person


def _is_member(person: Person, group: Group) -> bool:
    if group.members:
        return person.role == group.members.removesuffix("s")
    return person.party in group.parties and person.role is not Role.STAFF


def _is_meant(person: Person, who: str, series: Series, subject: str, organisation: Organisation) -> bool:
    role, _, party = who.partition(":")
    if person.role != role or (party and person.party != party):
        return False
    plans = {plan.id: plan.board for plan in organisation.plans}
    if party or series.per not in ("plan", "board") or person.role not in (Role.PLAN_LEADER, Role.BOARD_SECRETARY):
        return True
    if series.per == "plan":
        own = person.plan == subject
        return own if person.role is Role.PLAN_LEADER else person.board == plans.get(subject, "")
    return subject in (person.board, plans.get(person.plan or "", ""))


def watchers(meeting: Meeting, organisation: Organisation, gone: Mapping[str, str]) -> tuple[str, ...]:
    """The coordinators who are told when nothing happens: the series' own, else all."""
    all_ = [person for person in organisation.people if person.role is Role.COORDINATOR]
    owing = set(parties(meeting, organisation, gone))
    own = [person.id for person in all_ if _now(person.id, gone) in owing]
    return stand(own or [person.id for person in all_], gone)


def is_overdue(meeting: Meeting, siblings: Collection[Meeting], today: date) -> bool:
    """*Frist overskredet*: owed, past its window, and the year has not had as many as it owes.

    `siblings` are all meetings of the same series, subject and school year.
    """
    if not meeting.owed or meeting.state not in OPEN or meeting.closes is None or today <= meeting.closes:
        return False
    extra = sum(not one.owed and one.state in (State.BOOKED, State.HELD) for one in siblings)
    waiting = sum(one.owed and one.state in OPEN and one.number < meeting.number for one in siblings)
    return waiting >= extra


def is_past(meeting: Meeting, today: date) -> bool:
    """Whether it was only wanted, and its window is over: then nobody is asked for it any more."""
    return not meeting.owed and meeting.state is State.OWED and meeting.closes is not None and meeting.closes < today


def is_premature(meeting: Meeting, siblings: Iterable[Meeting]) -> bool:
    """Whether an earlier one of the year still waits: then nobody is told of this one."""
    return any(0 < one.number < meeting.number and one.state in OPEN for one in siblings)

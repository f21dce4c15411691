"""Meetings: what is owed, offered, booked, held or dropped. Values, and the steps from one state to the next.

A meeting is one row of what is owed: of a series, about a subject (a plan, a board or a group), in a school year.
It is *Mangler aftale* until times are offered or it is booked. When a booked one is cancelled it stays as it was,
dropped with its reason, and what is still owed begins again as a new meeting (`attempt` one higher).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal


class State(StrEnum):
    """How far a meeting is; `danish` is what people see."""

    OWED = "owed"
    PROPOSED = "proposed"
    BOOKED = "booked"
    HELD = "held"
    DROPPED = "dropped"

    @property
    def danish(self) -> str:
        """The state's Danish name."""
        return _DANISH[self]


_DANISH = {
    State.OWED: "Mangler aftale",
    State.PROPOSED: "Tider foreslået",
    State.BOOKED: "Aftalt",
    State.HELD: "Holdt",
    State.DROPPED: "Bortfaldet",
}
OPEN = (State.OWED, State.PROPOSED)  # nothing is booked
TAKEN = (State.BOOKED, State.HELD)
Change = Literal["made", "proposed", "booked", "moved", "cancelled", "held", "dropped"]
Time = tuple[datetime, datetime]
Answers = tuple[bool | None, ...]  # None = not said yet
FIRST_OFFER = 2  # the revision of a meeting whose times have been offered once
_OTHER_TIMES = "Tiderne er ændret, siden du fik dem. Svar på den nyeste besked, eller skriv /moede for at se de nye."


class NotPossible(Exception):
    """The meeting is not in a state for that; the message is a Danish sentence that says so."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where: what people agree on. `link` opens a meeting on the net."""

    start: datetime
    end: datetime
    place: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda, and the person (an id) who wants to talk about it."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something that a meeting decided that somebody (a person's id) does before a day."""

    id: int
    meeting: int
    owner: str
    text: str
    day: date
    done: bool = False


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who stands in for a person on the days from `first` to `last`; None = from then on (has left)."""

    id: int
    person: str
    deputy: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting. Times are aware; people are ids. `revision` grows whenever those concerned must be told anew."""

    id: int
    series: str
    subject: str  # the id of the plan, board or group; "" for a meeting of no series
    school_year: int  # in which it began, on 1 August
    title: str
    number: int = 1  # the first, second … of its school year; 0 = beyond what is owed or wanted
    attempt: int = 1
    plan: str | None = None
    owed: bool = True  # else only wanted: never overdue
    opens: date | None = None  # the window in which it is expected
    closes: date | None = None
    state: State = State.OWED
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    link: str = ""
    organiser: str = ""
    participants: tuple[str, ...] = ()
    times: tuple[Time, ...] = ()  # offered
    answers: Mapping[str, Answers] = field(default_factory=dict)  # person → can or can't, per time
    coming: Mapping[str, bool] = field(default_factory=dict)  # person → whether, once booked
    agenda: tuple[Point, ...] = ()
    decisions: str = ""
    recorded: bool = False
    reason: str = ""  # why it was dropped or cancelled
    later: Mapping[str, date] = field(default_factory=dict)  # person → "Påmind mig senere"
    revision: int = 1
    change: Change = "made"  # what happened last
    changed_at: datetime | None = None
    made_at: datetime | None = None
    answered_at: datetime | None = None  # when the last participant had said which of the times fit
    earlier: datetime | None = None  # when it was to begin, before it was moved

    @property
    def about(self) -> str:
        """What deliveries are about."""
        return f"meeting:{self.id}"

    @property
    def word(self) -> str:
        """The state as people see it."""
        if self.state is State.DROPPED and self.change == "cancelled":
            return "Aflyst"
        return "Holdt, referat skrevet" if self.recorded else self.state.danish


def _in(meeting: Meeting, *states: State) -> Meeting:
    if meeting.state not in states:
        raise NotPossible(f"Det kan ikke lade sig gøre: mødet er »{meeting.word}«.")
    return meeting


def propose(meeting: Meeting, times: tuple[Time, ...], people: tuple[str, ...], by: str, now: datetime) -> Meeting:
    """Offer times to the people: answers to one that was offered before stay, and who offers them can come to all."""
    _in(meeting, *OPEN)
    if (times, set(people)) == (meeting.times, set(meeting.participants)):
        return meeting
    before = {person: dict(zip(meeting.times, said, strict=True)) for person, said in meeting.answers.items()}

    def can(person: str, time: Time) -> bool | None:
        said = before.get(person, {}).get(time)
        return True if said is None and person == by else said

    answers = {person: tuple(can(person, time) for time in times) for person in people}
    after = replace(
        meeting, state=State.PROPOSED, times=times, participants=people, organiser=by,
        answers={person: said for person, said in answers.items() if set(said) != {None}},
        revision=meeting.revision + 1, change="proposed", changed_at=now,
    )  # fmt: skip
    return replace(after, answered_at=None if unanswered(after) else now)


def as_offered(meeting: Meeting, revision: int) -> Meeting:
    """The meeting, as long as the times on offer are those of that revision."""
    if _in(meeting, State.PROPOSED).revision != revision:
        raise NotPossible(_OTHER_TIMES)
    return meeting


def answer(meeting: Meeting, person: str, number: int | None, can: bool, now: datetime) -> Meeting:
    """Somebody can or cannot come at one of the offered times (None = at any of them)."""
    _in(meeting, State.PROPOSED)
    count = len(meeting.times)
    if person not in meeting.participants or not (number is None or 0 <= number < count):
        raise NotPossible(_OTHER_TIMES)
    before = meeting.answers.get(person, (None,) * count)
    said = tuple(can if number in (None, n) else one for n, one in enumerate(before))
    after = replace(meeting, answers={**meeting.answers, person: said})
    return replace(after, answered_at=None if unanswered(after) else meeting.answered_at or now)


def _where(agreed: Appointment) -> dict[str, Any]:
    return {"start": agreed.start, "end": agreed.end, "place": agreed.place, "link": agreed.link}


def book(meeting: Meeting, agreed: Appointment, people: tuple[str, ...], by: str, now: datetime) -> Meeting:
    """Agree on a time."""
    _in(meeting, *OPEN)
    return replace(
        meeting, **_where(agreed), state=State.BOOKED, participants=people, organiser=by, times=(), answers={},
        coming={}, later={}, revision=meeting.revision + 1, change="booked", changed_at=now, answered_at=None,
    )  # fmt: skip


def move(meeting: Meeting, agreed: Appointment, now: datetime) -> Meeting:
    """Another time or place for a booked meeting; who is coming is asked again."""
    _in(meeting, State.BOOKED)
    return replace(
        meeting, **_where(agreed), coming={}, revision=meeting.revision + 1,
        change="moved", changed_at=now, earlier=meeting.start,
    )  # fmt: skip


def cancel(meeting: Meeting, reason: str, now: datetime) -> Meeting:
    """A booked meeting will not be held; see `again` for what is still owed."""
    _in(meeting, State.BOOKED)
    return replace(
        meeting, state=State.DROPPED, reason=reason, revision=meeting.revision + 1, change="cancelled", changed_at=now
    )


def again(meeting: Meeting) -> Meeting:
    """What is owed after a cancelled meeting: a new one, not yet stored, with the agenda."""
    return Meeting(
        0, meeting.series, meeting.subject, meeting.school_year, meeting.title, meeting.number, meeting.attempt + 1,
        meeting.plan, meeting.owed, meeting.opens, meeting.closes, agenda=meeting.agenda,
    )  # fmt: skip


def drop(meeting: Meeting, reason: str, now: datetime) -> Meeting:
    """What is owed will not be held this year, for a reason."""
    _in(meeting, *OPEN)
    return replace(
        meeting, state=State.DROPPED, reason=reason, times=(), answers={}, revision=meeting.revision + 1,
        change="dropped", changed_at=now,
    )  # fmt: skip


def hold(meeting: Meeting, now: datetime) -> Meeting:
    """It was held."""
    _in(meeting, State.BOOKED)
    if meeting.start is None or meeting.start > now:
        raise NotPossible("Mødet er ikke begyndt endnu. Flyt det, hvis det blev holdt på et andet tidspunkt.")
    return replace(meeting, state=State.HELD, revision=meeting.revision + 1, change="held", changed_at=now)


def record(meeting: Meeting, decisions: str) -> Meeting:
    """The short record of a held meeting."""
    _in(meeting, State.HELD)
    return replace(meeting, decisions=decisions, recorded=True)


def is_as_booked(meeting: Meeting, revision: int) -> bool:
    """Whether a booked meeting is when and where it was in that revision; 0: when it was booked."""
    return revision == meeting.revision or (not revision and meeting.change != "moved")


def come(meeting: Meeting, person: str, comes: bool) -> Meeting:
    """Somebody says whether they come."""
    _in(meeting, State.BOOKED)
    if person not in meeting.participants:
        raise NotPossible("Du er ikke inviteret til mødet.")
    return replace(meeting, coming={**meeting.coming, person: comes})


def add_point(meeting: Meeting, point: Point) -> Meeting:
    """One more point on the agenda."""
    _in(meeting, State.OWED, State.PROPOSED, State.BOOKED)
    return replace(meeting, agenda=(*meeting.agenda, point))


def put_off(meeting: Meeting, person: str, until: date) -> Meeting:
    """*Påmind mig senere*: only this person's nudge, never the obligation."""
    _in(meeting, *OPEN)
    return replace(meeting, later={**meeting.later, person: until})


def replaced(meeting: Meeting, old: str, new: str) -> Meeting:
    """The meeting with somebody in another's place."""

    def swap(person: str) -> str:
        return new if person == old else person

    return replace(
        meeting,
        organiser=swap(meeting.organiser),
        participants=tuple(dict.fromkeys(map(swap, meeting.participants))),
        answers={p: can for p, can in meeting.answers.items() if p != old},
        coming={p: comes for p, comes in meeting.coming.items() if p != old},
        later={p: day for p, day in meeting.later.items() if p != old},
    )


def counts(meeting: Meeting) -> tuple[int, ...]:
    """How many can come at each of the offered times."""
    return tuple(sum(said[n] is True for said in meeting.answers.values()) for n in range(len(meeting.times)))


def best(meeting: Meeting, now: datetime) -> int | None:
    """The offered time, not over yet, that most can come to, the earliest of several; None without answers."""
    left = [n for n, (start, _) in enumerate(meeting.times) if start > now]
    if not meeting.answers or not left:
        return None
    return min(left, key=lambda n: (-counts(meeting)[n], meeting.times[n][0]))


def unanswered(meeting: Meeting) -> tuple[str, ...]:
    """Who has not said which of the offered times fit."""
    return tuple(person for person in meeting.participants if None in meeting.answers.get(person, (None,)))

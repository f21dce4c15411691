"""Steps: who is told what about a meeting, and when. A question to a meeting's values, so nothing is planned or lost.

Each function gives all steps of the state that the meeting is in; the schedule takes those that have come due. A
step before an event moves back to an allowed moment, a step after one moves forward.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import COPENHAGEN, Calendar
from bot.domain.delivering import Delivery
from bot.domain.meetings import OPEN, FollowUp, Meeting, State, unanswered

OWED, TIMES, ANSWERED = "meeting_owed", "meeting_times", "meeting_answered"
INVITATION, MOVED, CANCELLED, DROPPED = (
    "meeting_invitation", "meeting_moved", "meeting_cancelled", "meeting_dropped",
)  # fmt: skip
REMINDER, HELD, UNANSWERED = "meeting_reminder", "meeting_held", "meeting_unanswered"
FOLLOW_UP = "meeting_followup"
KINDS = (  # steps of one kind overtake each other: of several that were missed the latest goes out
    OWED, TIMES, ANSWERED, INVITATION, MOVED, CANCELLED, DROPPED, REMINDER, HELD, UNANSWERED, FOLLOW_UP,
)  # fmt: skip
MORNING = time(9)
SOON = timedelta(hours=48)  # a move or a cancellation so shortly before is told at once
EDGE = timedelta(weeks=4)  # before the window's end
AFTER_CANCELLING = 5  # working days until a new time is asked for: the cancellation itself asks, too


@dataclass(frozen=True, slots=True)
class Rules:
    """From the settings: days before a meeting, and working days after it."""

    reminders: tuple[int, ...] = (28, 7, 1)
    agenda: int = 14
    unanswered: int = 10


@dataclass(frozen=True, slots=True)
class Concerned:
    """The people (ids) of a meeting: who owes it, and the coordinators who watch over it."""

    parties: tuple[str, ...]
    watchers: tuple[str, ...]


def local(day: date, clock: time = MORNING) -> datetime:
    """A day's moment in Copenhagen's wall time."""
    return datetime.combine(day, clock, COPENHAGEN)


def steps(meeting: Meeting, people: Concerned, rules: Rules, calendar: Calendar) -> tuple[Delivery, ...]:
    """All steps of the meeting as it is, past and future."""
    found: Iterable[Delivery]
    match meeting.state:
        case State.OWED | State.PROPOSED:
            asked = _times(meeting, calendar) if meeting.state is State.PROPOSED else ()
            found = (*_owed(meeting, people, calendar), *asked)
        case State.BOOKED:
            found = (*_news(meeting, calendar), *_before(meeting, rules, calendar), *_after(meeting, people, rules,
                     calendar))  # fmt: skip
        case State.DROPPED:
            found = _news(meeting, calendar) if meeting.change == "cancelled" else _dropped(meeting, people, calendar)
        case State.HELD:
            found = ()
    return tuple(found)


def _owed(meeting: Meeting, people: Concerned, calendar: Calendar) -> Iterator[Delivery]:
    """Told, nudged halfway and four weeks before the end, as long as nothing is booked."""
    if meeting.opens is None or meeting.closes is None or meeting.made_at is None:
        return
    made = meeting.made_at.astimezone(COPENHAGEN).date()
    begins = calendar.working_days(made, AFTER_CANCELLING) if meeting.attempt > 1 else max(meeting.opens, made)
    closes, ends = local(meeting.closes + timedelta(days=1), time()), local(date(meeting.school_year + 1, 8, 1))
    told = calendar.step_after(max(local(begins), meeting.made_at))
    if meeting.state is State.OWED:
        yield from _unless_later(meeting, OWED, "owed", people.parties, due=told, until=ends)
    halfway = begins + (meeting.closes - begins) / 2
    edge = meeting.closes - EDGE
    if begins + timedelta(days=7) < halfway:
        due = calendar.step_before(local(halfway))
        yield from _unless_later(meeting, OWED, "halfway", people.parties, due=due, until=closes)
    if meeting.owed and begins + timedelta(days=7) < edge:
        due = calendar.step_before(local(edge))
        everybody = tuple(dict.fromkeys((*people.parties, *people.watchers)))
        yield from _unless_later(meeting, OWED, "last", everybody, due=due, until=closes)
    for person, day in meeting.later.items():
        if person in people.parties or person in people.watchers:
            due = calendar.step_after(local(day))
            yield _to(meeting, OWED, f"later-{day.isoformat()}", person, due=due, until=ends)


def _unless_later(
    meeting: Meeting, kind: str, step: str, people: Iterable[str], *, due: datetime, until: datetime
) -> Iterator[Delivery]:
    """To each of them who has not asked to be reminded later than that."""
    for person in people:
        later = meeting.later.get(person)
        if later is None or local(later) < due:
            yield _to(meeting, kind, step, person, due=due, until=until)


def _times(meeting: Meeting, calendar: Calendar) -> Iterator[Delivery]:
    """Asked which times fit; only those who have not answered are nudged; then the organiser chooses."""
    assert meeting.changed_at is not None
    offered = meeting.changed_at.astimezone(COPENHAGEN).date()
    first, last = min(start for start, _ in meeting.times), max(start for start, _ in meeting.times)
    asked = calendar.step_after(meeting.changed_at)
    for person in meeting.participants:
        if person != meeting.organiser:
            yield _to(meeting, TIMES, "asked", person, due=asked, until=last)
    for name, days in (("nudge-1", 3), ("nudge-2", 7)):
        due = calendar.step_after(local(calendar.working_days(offered, days)))
        for person in unanswered(meeting):
            yield _to(meeting, TIMES, name, person, due=due, until=last)
    if meeting.answered_at is not None:
        due = calendar.step_after(meeting.answered_at)
        yield _to(meeting, ANSWERED, "answered", meeting.organiser, due=due, until=last)
    else:
        soon = calendar.step_before(first - timedelta(days=2))
        due = min(calendar.step_after(local(calendar.working_days(offered, 8))), soon)
        if due > meeting.changed_at:
            yield _to(meeting, ANSWERED, "choose", meeting.organiser, due=due, until=last)
    yield _to(meeting, ANSWERED, "expired", meeting.organiser, due=calendar.step_after(last), until=None)


def _news(meeting: Meeting, calendar: Calendar) -> Iterator[Delivery]:
    """Booked, moved or cancelled: everyone is told once, and before the meeting; at once when it is soon."""
    assert meeting.changed_at is not None and meeting.start is not None
    begins = min(meeting.start, meeting.earlier or meeting.start) if meeting.change == "moved" else meeting.start
    if meeting.change == "made" or meeting.start <= meeting.changed_at:
        return  # from a calendar that everybody has; entered afterwards, or said not to have been held
    kind, step = {
        "moved": (MOVED, "moved"), "cancelled": (CANCELLED, "cancelled"),
    }.get(meeting.change, (INVITATION, "invited"))  # fmt: skip
    orderly = calendar.step_after(meeting.changed_at)
    soon = kind is not INVITATION and begins - meeting.changed_at <= SOON
    urgent = soon or orderly >= begins
    due = meeting.changed_at if urgent else orderly
    for person in meeting.participants:
        yield _to(meeting, kind, step, person, due=due, until=meeting.start, urgent=urgent)


def _before(meeting: Meeting, rules: Rules, calendar: Calendar) -> Iterator[Delivery]:
    """The agenda is asked for, and everyone is reminded; the invitation covers what would have come before it."""
    assert meeting.changed_at is not None and meeting.start is not None
    day = meeting.start.astimezone(COPENHAGEN).date()
    wanted = [("agenda", rules.agenda), *((f"{days}d", days) for days in rules.reminders)]
    for step, days in wanted:
        due = calendar.step_before(local(day - timedelta(days=days)))
        if meeting.changed_at < due < meeting.start:
            for person in meeting.participants:
                yield _to(meeting, REMINDER, step, person, due=due, until=meeting.start)


def _after(meeting: Meeting, people: Concerned, rules: Rules, calendar: Calendar) -> Iterator[Delivery]:
    """Next working morning the organiser is asked whether it was held; without an answer the coordinator is told."""
    assert meeting.end is not None
    day = calendar.working_days(meeting.end.astimezone(COPENHAGEN).date(), 1)
    asked = calendar.step_after(max(local(day, calendar.first), meeting.changed_at or meeting.end))
    yield _to(meeting, HELD, "held", meeting.organiser, due=asked, until=None)
    later = calendar.working_days(asked.date(), rules.unanswered)
    for person in people.watchers:
        yield _to(meeting, UNANSWERED, "unanswered", person, due=calendar.step_after(local(later)), until=None)


def _dropped(meeting: Meeting, people: Concerned, calendar: Calendar) -> Iterator[Delivery]:
    assert meeting.changed_at is not None
    for person in people.parties:
        yield _to(meeting, DROPPED, "dropped", person, due=calendar.step_after(meeting.changed_at), until=None)


def _to(
    meeting: Meeting, kind: str, step: str, person: str, *, due: datetime, until: datetime | None,
    urgent: bool = False,
) -> Delivery:  # fmt: skip
    return Delivery(kind, meeting.about, meeting.revision, step, person, due, until, urgent)


def follow_up_step(one: FollowUp, calendar: Calendar) -> Delivery:
    """The owner of a follow-up is reminded at its date."""
    return Delivery(FOLLOW_UP, f"followup:{one.id}", 1, "due", one.owner, calendar.step_before(local(one.day)))


def is_open(meeting: Meeting) -> bool:
    """Whether nothing is booked yet."""
    return meeting.state in OPEN

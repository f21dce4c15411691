"""Steps of a request: who is told what, and when. A question to its values, so nothing is planned or lost.

Only the silent are reminded: those who have sent nothing. A draft is no answer, and asking to be reminded later
neither answers nor moves a deadline.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import COPENHAGEN, Calendar
from bot.domain.delivering import Delivery
from bot.domain.obligations import stand
from bot.domain.organisation import Organisation
from bot.domain.status import reporters
from bot.domain.status.reports import Report
from bot.domain.status.requests import Days, Request
from bot.domain.steps import local

ASKED, REMINDER, OVERDUE, ESCALATED = "status_request", "status_reminder", "status_overdue", "status_escalated"
WITHDRAWN, NUDGE = "status_withdrawn", "status_nudge"
KINDS = (ASKED, REMINDER, OVERDUE, ESCALATED, WITHDRAWN, NUDGE)
DAY = "day"
LATER = "later-"


@dataclass(frozen=True, slots=True)
class Concerned:
    """The people (ids): who answers for each reporter that was asked, those who have sent nothing, who is told."""

    people: Mapping[str, tuple[str, ...]]
    silent: frozenset[str]
    requester: str
    watchers: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """Everyone who answers for somebody, each once."""
        return tuple(dict.fromkeys(person for people in self.people.values() for person in people))

    @property
    def owing(self) -> tuple[str, ...]:
        """Everyone who answers for somebody silent, each once."""
        found = (person for reporter, people in self.people.items() if reporter in self.silent for person in people)
        return tuple(dict.fromkeys(found))


def concerned(
    request: Request, reports: Iterable[Report], organisation: Organisation, gone: Mapping[str, str]
) -> Concerned:
    """The people of a request as things are."""
    people = {one: reporters.people(one, organisation, gone) for one in request.reporters}
    silent = frozenset(one.reporter for one in reports if one.is_silent)
    (requester,) = stand([request.requester], gone)
    return Concerned(people, silent, requester, reporters.watchers(organisation, gone))


def steps(request: Request, people: Concerned, days: Days, calendar: Calendar) -> tuple[Delivery, ...]:
    """All steps of the request as it is, past and future."""
    assert request.made_at is not None
    if request.withdrawn_at is not None:
        return tuple(_withdrawn(request, people, calendar))
    told = calendar.step_after(request.made_at)
    asked = (_to(request, ASKED, "asked", person, told) for person in people.asked)
    return (*asked, *_before(request, people, days, calendar), *_after(request, people, days, calendar))


def _withdrawn(request: Request, people: Concerned, calendar: Calendar) -> Iterator[Delivery]:
    assert request.withdrawn_at is not None
    for person in people.owing:
        yield _to(request, WITHDRAWN, "withdrawn", person, calendar.step_after(request.withdrawn_at))


def _before(request: Request, people: Concerned, days: Days, calendar: Calendar) -> Iterator[Delivery]:
    """Some days before, and on the morning of the day; not before the request itself can have been read."""
    assert request.made_at is not None
    over = local(request.due + timedelta(days=1), time())
    told = calendar.step_after(request.made_at)
    wanted = [(f"{count}d", local(request.due - timedelta(days=count))) for count in days.reminders]
    wanted.append((DAY, local(request.due, calendar.first)))
    dues = [calendar.step_before(at) for _, at in wanted]
    for (step, _), due, until in zip(wanted, dues, (*dues[1:], over), strict=True):  # the next one takes its place
        for person in people.owing:
            later = request.later.get(person)
            if told < due < until and (later is None or later <= due.astimezone(COPENHAGEN).date()):
                yield _to(request, REMINDER, step, person, due, until=until)
    for person, day in request.later.items():
        if person in people.owing:
            yield _to(request, REMINDER, f"{LATER}{day.isoformat()}", person, calendar.step_after(local(day)))


def _after(request: Request, people: Concerned, days: Days, calendar: Calendar) -> Iterator[Delivery]:
    """After the day the silent are told again, then who asked and who watches; deferring changes nothing."""
    if not people.silent:
        return
    overdue = calendar.step_after(local(calendar.working_days(request.due, days.overdue)))
    for person in people.owing:
        yield _to(request, OVERDUE, "overdue", person, overdue)
    escalated = calendar.step_after(local(calendar.working_days(request.due, days.escalate)))
    for person in dict.fromkeys((request.requester, *people.watchers)):
        yield _to(request, ESCALATED, "escalated", person, escalated)


def nudges(request: Request, people: Iterable[str], now: datetime, calendar: Calendar) -> tuple[Delivery, ...]:
    """*Ryk*: once a day and person, however often it is pressed."""
    today, due = now.astimezone(COPENHAGEN).date(), calendar.step_after(now)
    return tuple(_to(request, NUDGE, f"nudge-{today.isoformat()}", person, due) for person in people)


def later_day(request: Request, now: datetime, days: int, calendar: Calendar) -> date:
    """When *Påmind mig senere* comes back: after so many working days, at the latest on the day itself.

    Where the day has come or is over, the next working day.
    """
    today = now.astimezone(COPENHAGEN).date()
    wanted, last = calendar.working_days(today, days), calendar.working_days(today, 1)
    return max(min(wanted, request.due), last)


def _to(  # noqa: PLR0917 - as a delivery has them
    request: Request, kind: str, step: str, person: str, due: datetime, until: datetime | None = None
) -> Delivery:
    return Delivery(kind, request.about, request.revision, step, person, due, until)

"""Requests (anmodninger): what a board asks its plans and UU for, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.calendar import Calendar
from bot.domain.status.periods import Period


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom. Reporters are "plan:ID" or "party:ID"; people are ids; `id` is 0 until it is stored.

    With a `meeting` of the board the days come from it: answers `due`, a `draft` of the paper, the paper `sent`.
    `later`: who asked to be reminded when; it moves nobody's deadline. `board` may be "" when plans were chosen.
    """

    board: str
    reporters: tuple[str, ...]
    period: Period
    template: str
    due: date
    requester: str
    note: str = ""
    meeting: date | None = None
    draft: date | None = None
    sent: date | None = None
    made_at: datetime | None = None
    withdrawn_at: datetime | None = None
    later: Mapping[str, date] = field(default_factory=dict)
    revision: int = 1
    id: int = 0

    @property
    def about(self) -> str:
        """What its deliveries are about."""
        return f"request:{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it still asks."""
        return self.withdrawn_at is None

    def is_overdue(self, today: date) -> bool:
        """Whether its day is over; the day itself still counts."""
        return today > self.due


@dataclass(frozen=True, slots=True)
class Days:
    """From the settings: working days before a board's meeting, days before a deadline, working days after it."""

    due: int = 15
    draft: int = 10
    sent: int = 5
    reminders: tuple[int, ...] = (7, 2)
    overdue: int = 2
    escalate: int = 5


def for_meeting(request: Request, meeting: date, days: Days, calendar: Calendar) -> Request:
    """The request with the days that a board's meeting gives it."""
    due, draft, sent = (calendar.working_days(meeting, -count) for count in (days.due, days.draft, days.sent))
    return replace(request, meeting=meeting, due=due, draft=draft, sent=sent)


def put_off(request: Request, person: str, until: date) -> Request:
    """*Påmind mig senere*: one person's nudge moves, nobody's deadline."""
    return replace(request, later={**request.later, person: until})


def withdraw(request: Request, now: datetime) -> Request:
    """Nobody need answer any more; what was answered stays."""
    return replace(request, withdrawn_at=now, revision=request.revision + 1)

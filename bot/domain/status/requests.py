"""Requests (anmodninger): what a board asks its plans and UU for, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

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

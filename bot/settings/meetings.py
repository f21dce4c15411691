"""[meetings]: how long before and after a meeting people are told."""

from typing import Annotated

from pydantic import Field

from bot.domain.steps import Rules
from bot.settings.section import Section, Weeks

Days = Annotated[Weeks, Field(max_length=10)]


class MeetingSettings(Section):
    """Days before a meeting, and working days after it."""

    reminders: Days = (28, 7, 1)
    agenda: int = Field(14, ge=1, le=365)
    unanswered: int = Field(10, ge=1, le=100)

    def made(self) -> Rules:
        """The rules as the domain knows them."""
        days = tuple(sorted({day for day in self.reminders if day > 0}, reverse=True))
        return Rules(days, self.agenda, self.unanswered)


WRITTEN_OF_MEETINGS = {
    "reminders": "skal være højst 10 hele tal (dage før mødet), fx [28, 7, 1].",
    "agenda": "skal være et helt tal mellem 1 og 365 (dage før mødet), fx 14.",
    "unanswered": "skal være et helt tal mellem 1 og 100 (arbejdsdage efter mødet), fx 10.",
}

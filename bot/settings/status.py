"""[status]: which indicators and templates there are, and when people are told about requests."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.domain.status.indicators import Catalogue
from bot.domain.status.requests import Days as RequestDays
from bot.settings.section import Section, Weeks

Days = Annotated[int, Field(ge=1, le=100)]
SHIPPED = Path(__file__).resolve().parent.parent.parent / "data" / "status.toml"


class StatusSettings(Section):
    """Working days before a board's meeting, days before a deadline, and working days after it."""

    catalogue: str = ""
    due: Days = 15
    draft: Days = 10
    sent: Days = 5
    reminders: Annotated[Weeks, Field(max_length=10)] = (7, 2)
    overdue: Days = 2
    escalate: Days = 5

    def made(self) -> Catalogue:
        """The indicators and templates. Raises BadCatalogue."""
        return _read(Path(self.catalogue) if self.catalogue else SHIPPED)

    def days(self) -> RequestDays:
        """The days as the domain knows them."""
        before = tuple(sorted({day for day in self.reminders if day > 0}, reverse=True))
        return RequestDays(self.due, self.draft, self.sent, before, self.overdue, self.escalate)


@lru_cache(maxsize=4)
def _read(path: Path) -> Catalogue:
    return Catalogue.read(path)


_WORKING = "skal være et helt tal mellem 1 og 100 (arbejdsdage), fx {}."
WRITTEN_OF_STATUS = {
    "catalogue": 'skal være en fil i "anførselstegn".',
    "due": _WORKING.format(15),
    "draft": _WORKING.format(10),
    "sent": _WORKING.format(5),
    "reminders": "skal være højst 10 hele tal (dage før fristen), fx [7, 2].",
    "overdue": _WORKING.format(2),
    "escalate": _WORKING.format(5),
}

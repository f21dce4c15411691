"""Reports (statusrapporter): one reporter's answer, its draft and its versions."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.status.periods import Period
from bot.domain.status.values import Content


class State(StrEnum):
    """Where an answer is; `danish` is what people see. That it is overdue follows from the request's day."""

    WAITING = "waiting"
    DRAFT = "draft"
    ANSWERED = "answered"
    NOTHING_NEW = "nothing_new"

    @property
    def danish(self) -> str:
        """The state in Danish."""
        return _DANISH[self]


_DANISH = {
    State.WAITING: "mangler svar",
    State.DRAFT: "kladde",
    State.ANSWERED: "besvaret",
    State.NOTHING_NEW: "intet nyt",
}


@dataclass(frozen=True, slots=True)
class Version:
    """What was sent, when and by whom (a person's id). Version 1 is the first."""

    number: int
    at: datetime
    person: str
    nothing_new: bool = False
    content: Content = field(default_factory=Content)


@dataclass(frozen=True, slots=True)
class Report:
    """One reporter's answer to a request, or a voluntary one (`request` is 0). `id` is 0 until it is stored.

    `draft` is what is under way since the latest version, by whom and since when; `approved` is the number of the
    version whose extract the reporter has seen and approved. `paper`: the id of the frozen paper that holds it.
    """

    reporter: str
    period: Period
    template: str
    request: int = 0
    latest: Version | None = None
    draft: Content | None = None
    draft_by: str = ""
    draft_at: datetime | None = None
    approved: int = 0
    approved_by: str = ""
    paper: int = 0
    id: int = 0

    @property
    def state(self) -> State:
        """Where it is; a draft of a change to a sent answer leaves it answered."""
        if self.latest is not None:
            return State.NOTHING_NEW if self.latest.nothing_new else State.ANSWERED
        return State.DRAFT if self.draft is not None else State.WAITING

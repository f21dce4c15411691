"""Reports (statusrapporter): one reporter's answer, its draft and its versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


class NotPossible(Exception):
    """The report is not in a state for that; the message is a Danish sentence that says so."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is under way, as it was typed: field's name → text, right or wrong. `seen`: the pages that are done."""

    typed: Mapping[str, str] = field(default_factory=dict)
    seen: tuple[str, ...] = ()

    def with_page(self, key: str, typed: Mapping[str, str], *, done: bool) -> "Draft":
        """The draft after a page was saved: its fields as they are now, the others as they were.

        A page that was done is so no more when it is changed without being looked at, as a draft is not.
        """
        same = all(self.typed.get(name, "") == text for name, text in typed.items())
        seen = [one for one in self.seen if one != key or same]
        return Draft({**self.typed, **typed}, tuple(dict.fromkeys((*seen, key) if done else seen)))


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
    draft: Draft | None = None
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

    @property
    def is_silent(self) -> bool:
        """Whether nothing has been sent: a draft is no answer."""
        return self.latest is None

    @property
    def is_frozen(self) -> bool:
        """Whether it stands in a paper that has been frozen."""
        return self.paper != 0

    @property
    def is_approved(self) -> bool:
        """Whether the newest version's extract has been approved; who said *intet nyt* has seen all of it."""
        return self.latest is not None and (self.latest.nothing_new or self.approved == self.latest.number)


FROZEN = (
    "Svaret står i et papir, der er frosset, så det kan ikke rettes her. "
    "Bed bydelsbestyrelsens sekretær om at åbne det for rettelse."
)


def answer(report: Report, content: Content, person: str, now: datetime) -> Report:
    """The next version, unless it says the same as the newest; the draft is used up.

    Raises NotPossible for a frozen one.
    """
    if report.latest is not None and not report.latest.nothing_new and report.latest.content == content:
        _open(report)
        return throw_away(report)
    return _sent(report, Version(_next(report), now, person, content=content))


def nothing_new(report: Report, person: str, now: datetime) -> Report:
    """*Intet nyt*, as a version. Raises NotPossible when something was answered already."""
    if report.latest is not None and not report.latest.nothing_new:
        raise NotPossible("Der er allerede svaret. Tryk Ret svaret, hvis noget skal laves om.")
    if report.draft is not None:
        raise NotPossible("Der ligger en kladde. Tryk Udfyld, og send den, eller tryk Slet kladden først.")
    return _sent(report, Version(_next(report), now, person, nothing_new=True))


def save_draft(report: Report, draft: Draft, person: str, now: datetime) -> Report:
    """What is under way; a sent version still holds. Raises NotPossible for a frozen one."""
    _open(report)
    return replace(report, draft=draft, draft_by=person, draft_at=now)


def throw_away(report: Report) -> Report:
    """The draft is given up."""
    return replace(report, draft=None, draft_by="", draft_at=None)


def approve(report: Report, number: int, person: str) -> Report:
    """The extract of that version is approved; it must be the newest, and may be frozen already."""
    if report.latest is None:
        raise NotPossible("Der er ikke svaret endnu, så der er ikke noget at godkende.")
    if report.latest.number != number:
        raise NotPossible("Svaret er rettet, siden du så uddraget. Tryk Se uddrag igen, og godkend det nye.")
    return replace(report, approved=number, approved_by=person)


def reopen(report: Report) -> Report:
    """*Åbn for rettelse*: new versions may come; the paper keeps what was frozen."""
    if not report.is_frozen:
        raise NotPossible("Svaret står ikke i et frosset papir. Det kan rettes, som det er.")
    return replace(report, paper=0)


def _next(report: Report) -> int:
    return report.latest.number + 1 if report.latest else 1


def _open(report: Report) -> None:
    if report.is_frozen:
        raise NotPossible(FROZEN)


def _sent(report: Report, version: Version) -> Report:
    _open(report)
    return replace(throw_away(report), latest=version)

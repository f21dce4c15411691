"""What cards of requests and reports are made of: the same facts and buttons in commands, on Home, in messages."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from bot.cards import Button, Item, Line
from bot.domain.danish_time import day, short
from bot.domain.offer_text import join
from bot.domain.organisation import Organisation
from bot.domain.status.overview import word
from bot.domain.status.reporters import name
from bot.domain.status.reports import Report, State
from bot.domain.status.requests import Request

Style = Literal["plain", "primary", "danger"]
Facts = tuple[tuple[str, Line], ...]
SOON = 3  # working days that *Påmind mig senere* puts off


def title(report: Report, organisation: Organisation) -> str:
    """ "NørreBrobyggerne, 3. kvartal 2026"."""
    return f"{name(report.reporter, organisation)}, {report.period.danish}"


def board_name(request: Request, organisation: Organisation) -> str:
    """Who asks, within a sentence: "den boligsociale bydelsbestyrelse for Nørrebro"."""
    found = next((one.name for one in organisation.boards if one.id == request.board), "")
    return found[:1].lower() + found[1:] if found else "kommunen"


def button(text: str, function: str, report: Report, about: str, style: Style = "plain") -> Button:
    """A button of a report; a screen reader hears which one it is about."""
    return Button(text, f"statusrapport.{function}", {"report": report.id}, style, f"{text}: {about}")


def to_answer(report: Report, about: str, *, later: bool = True) -> tuple[Button, ...]:
    """What who is asked can do; *Intet nyt* is one press."""
    draft = report.draft is not None
    found = [button("Skriv videre" if draft else "Udfyld", "fill", report, about, "primary")]
    if report.is_silent and not draft:
        found.append(button("Intet nyt", "nothing_new", report, about))
    if report.is_silent and report.request and later:
        found.append(button("Påmind mig senere", "later", report, about))
    return tuple(found)


def next_step(report: Report, request: Request | None, today: date) -> str:
    """Who does what next, in one line, to who answers."""
    if report.is_frozen:
        return "Svaret står i et papir, der er frosset."
    if report.is_approved:
        return "Næste: ingenting. Svaret kan rettes, til papiret bliver frosset."
    if not report.is_silent:
        return "Næste: du ser uddraget til papiret og godkender det. Svaret kan rettes, til papiret bliver frosset."
    if request is None:
        return "Næste: du skriver den færdig og sender den."
    if request.is_overdue(today):
        return f"Næste: du svarer nu – fristen var {day(request.due, today)}."
    return f"Næste: du svarer senest {day(request.due, today)}."


def days(request: Request, today: date) -> Facts:
    """When what is due."""
    found: list[tuple[str, Line]] = [("Frist for svar", day(request.due, today))]
    if request.meeting is not None:
        found.append(("Bestyrelsens møde", day(request.meeting, today)))
    if request.draft is not None and request.sent is not None:
        found.append(("Papiret", f"udkast {short(request.draft)}, sendes {short(request.sent)}"))
    return tuple(found)


def item(report: Report, request: Request | None, organisation: Organisation, today: date) -> Item:
    """A report in the list of who answers."""
    about = title(report, organisation)
    pressed = to_answer(report, about, later=False) if report.is_silent else ()
    if report.state is State.ANSWERED and not report.is_approved:
        pressed = (button("Se uddrag", "extract", report, about, "primary"),)
    return Item(
        about,
        (next_step(report, request, today),),
        facts=(state(report, request, today),),
        buttons=(*pressed, button("Vis", "show", report, about)),
    )


def state(report: Report, request: Request | None, today: date) -> tuple[str, str]:
    """The fact that tells where it is."""
    text = word(report, request, today)
    return "Tilstand", text[:1].upper() + text[1:]


def counts(reports: Iterable[Report], request: Request, today: date) -> str:
    """ "2 besvaret, 1 intet nyt, 1 overskredet"."""
    found: dict[str, int] = {}
    for one in reports:
        said = word(one, request, today)
        found[said] = found.get(said, 0) + 1
    return ", ".join(f"{number} {said}" for said, number in found.items()) or "ingen er spurgt"


def overview_button(request: Request, text: str = "Vis oversigt", style: Style = "plain") -> Button:
    """To the request's overview."""
    return Button(text, "statusrapport.request", {"id": request.id}, style)


def called(found: Iterable[Report], organisation: Organisation) -> str:
    """ "NørreBrobyggerne og UU"."""
    return join([name(one.reporter, organisation) for one in found], "og")


def paper_button(request: Request) -> Button:
    """*Lav udkast til papiret* out of what has been answered."""
    return Button("Lav udkast til papiret", "statusrapport.order_paper", {"request": request.id})


def nudge_button(request: Request) -> Button:
    """*Ryk alle* who are silent."""
    return Button("Ryk alle", "statusrapport.nudge", {"id": request.id})

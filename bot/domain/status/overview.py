"""The overview as rows: who was asked what and how far it is; and the answers that are asked for again nationally."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.domain.calendar import COPENHAGEN
from bot.domain.organisation import Organisation
from bot.domain.status.indicators import Catalogue
from bot.domain.status.reporters import name
from bot.domain.status.reports import Report, State
from bot.domain.status.requests import Request
from bot.domain.status.values import Given
from bot.domain.status.wording import show_text

OVERVIEW = {
    "Nr.": 6, "Bydelsbestyrelse": 44, "Periode": 18, "Skabelon": 30, "Frist": 14, "Bestyrelsens møde": 18, "Hvem": 30,
    "Tilstand": 22, "Sendt": 18, "Version": 8, "Uddrag": 16,
}  # fmt: skip
NATIONAL = {"Helhedsplan": 30, "Periode": 18, "Afsnit": 44, "Svar": 80}
OVERDUE = "overskredet"


def word(report: Report, request: Request | None, today: date) -> str:
    """The state as people see it: what is missing after its day is *overskredet*."""
    late = request is not None and request.is_open and request.is_overdue(today) and report.is_silent
    if not late:
        return report.state.danish
    return f"{report.state.danish}, {OVERDUE}" if report.state is State.DRAFT else OVERDUE


def overview_rows(
    request: Request, reports: Iterable[Report], organisation: Organisation, catalogue: Catalogue, today: date
) -> Iterator[list[str]]:
    """A row for everyone who was asked."""
    board = next((one.name for one in organisation.boards if one.id == request.board), "")
    template = catalogue.templates.get(request.template)
    for one in reports:
        sent = one.latest
        yield [
            str(request.id), board, request.period.danish, template.name if template else request.template,
            request.due.isoformat(), request.meeting.isoformat() if request.meeting else "",
            name(one.reporter, organisation),
            word(one, request, today) if request.is_open or sent else "trukket tilbage",
            f"{sent.at.astimezone(COPENHAGEN):%Y-%m-%d %H.%M}" if sent else "", str(sent.number) if sent else "",
            ("godkendt" if one.is_approved else "ikke godkendt") if sent else "",
        ]  # fmt: skip


def national_rows(report: Report, organisation: Organisation, catalogue: Catalogue) -> Iterator[list[str]]:
    """What of a sent report Landsbyggefonden's yearly reporting asks for again; no answer says so."""
    template = catalogue.templates.get(report.template)
    if report.latest is None or template is None:
        return
    for one in template.sections:
        if one.national:
            said = show_text(report.latest.content.texts.get(one.id))
            if report.latest.nothing_new:
                said = Given.NOTHING_NEW.danish
            yield [name(report.reporter, organisation), report.period.danish, one.title, said]

"""The form of a report: one page, filled in as far as it can be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.cards import Button, Field, Form, Values
from bot.domain.danish_time import day
from bot.domain.status import pages, reporters, wording
from bot.domain.status.bridging import suggestions
from bot.domain.status.meanwhile import Meanwhile, marks
from bot.domain.status.pages import Page, Question
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request
from commands.statusrapport.reading import Mine

LINKS = "Links er velkomne. Filer tager Vejviser ikke imod, for de kan rumme oplysninger om børn og unge."
AGAIN = "Dit eget står i feltet. Skriv det sammen, som det skal være, og tryk igen."


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in a page's fields: `carried` from the answer for `since`; `meanwhile`: what others wrote."""

    values: Mapping[str, str]
    opened: str
    meanwhile: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()
    since: str = ""


def form(me: Mine, report: Report, request: Request | None, page: Page, said: str = "") -> Form:
    """The page with what is under way, or was sent, or was answered last; `said`: what is to be mended."""
    earlier = pages.last_answer(report, me.desk.store.reports.of_reporter(report.reporter))
    values, carried = pages.filled(page, report, earlier)
    since = earlier.period.danish if earlier else ""
    filled = Filled(values, marks(page, values), carried=carried, since=since)
    return replace(_form(me, report, request, page, filled), said=said)


def overtaken(me: Mine, report: Report, request: Request | None, page: Page, by: Meanwhile) -> Form:
    """The page as it was typed, with what others have written in the same fields."""
    who = report.draft_by or (report.latest.person if report.latest else "")
    meanwhile = [
        f"»{_title(one)}« er ændret af {me.by(who)}, siden du åbnede formularen. "
        + (f"Der står nu: »{by.theirs[one.name]}«" if by.theirs[one.name] else "Feltet er nu tomt.")
        for one in page.questions
        if one.name in by.theirs
    ]
    return _form(me, report, request, page, Filled(by.sent.typed, by.sent.opened, (*meanwhile, AGAIN)))


def _form(me: Mine, report: Report, request: Request | None, page: Page, filled: Filled) -> Form:
    all_ = me.pages(report, request)
    number = all_.index(page)
    here: Values = {"report": report.id, "page": page.key, "opened": filled.opened}
    also = [Button("Gem kladde", "statusrapport.save_draft", here)]
    if number:
        also.append(Button("Tilbage", "statusrapport.back", here))
    last = number == len(all_) - 1
    where = f"Side {number + 1} af {len(all_)}" if len(all_) > 1 else ""
    return Form(
        f"Status: {me.name(report.reporter)}",
        "statusrapport.save_page",
        tuple(
            _field(one, filled.values, filled.since if one.name in filled.carried else "", report)
            for one in page.questions
        ),
        here,
        (*filled.meanwhile, *_lines(me, report, request, page, where),
         *_marked(filled.carried, filled.since), *_bridges(me, report, request, page)),
        "Send" if last else "Gem og fortsæt",
        tuple(also),
    )  # fmt: skip


def _lines(me: Mine, report: Report, request: Request | None, page: Page, where: str) -> tuple[str, ...]:
    until = f"Svar senest {day(request.due, me.desk.today)}." if request and report.is_silent else ""
    about = " · ".join(filter(None, (where, _about(me, page), report.period.danish)))
    found = [f"{about[:1].upper()}{about[1:]}. {until}".strip()]
    if any(one.indicator for one in page.questions):
        found.append(wording.HOW)
    if any(one.section for one in page.questions):
        found.append(LINKS)
    if request and request.note and page.key == pages.TEXTS:
        found.insert(0, f"Besked: »{request.note}«")
    return tuple(found)


def _about(me: Mine, page: Page) -> str:
    areas = me.desk.store.directory().areas
    return areas[page.about].name if page.about in areas else ""


def _marked(carried: frozenset[str], since: str) -> tuple[str, ...]:
    if not carried:
        return ()
    return (f"Felterne er udfyldt med jeres svar for {since}. Ret det, der er nyt, og slet det, der ikke gælder.",)


def _bridges(me: Mine, report: Report, request: Request | None, page: Page) -> tuple[str, ...]:
    """What the reporter's areas have counted of bridges, on the page with the texts."""
    if page.key != pages.TEXTS:
        return ()
    board, asked = (request.board, request.reporters) if request else ("", ())
    areas = me.desk.store.directory().areas
    own = [one for one in reporters.areas(report.reporter, board, asked, me.organisation) if one in areas]
    here = {each for one in own for each in (one, *areas.parts(one))}
    lines = suggestions(
        me.desk.store.referrals.between, here, lambda one: areas[one].name, me.person.id, report.period, me.desk.now
    )
    found = tuple(lines)
    return (f"Talt brobygning, til hjælp (unge): {' | '.join(found)}.",) if found else ()


def _title(question: Question) -> str:
    if question.section is not None:
        return question.section.title
    assert question.indicator is not None
    return question.indicator.name


def _field(question: Question, values: Mapping[str, str], since: str, report: Report) -> Field:
    value, mark = values.get(question.name, ""), f"Fra {since}. " if since else ""
    if question.section is not None:
        one = question.section
        return Field(question.name, one.title, "long", one.required, value, f"{mark}{one.hint}".strip(),
                     max_length=wording.LONGEST_TEXT)  # fmt: skip
    assert question.indicator is not None
    meant = question.indicator.definition(report.period.last)
    excludes = f" Tæller ikke med: {meant.excludes}" if meant.excludes else ""
    return Field(
        question.name, f"{question.indicator.name} ({question.indicator.unit.danish})", value=value,
        hint=f"{mark}{meant.text}{excludes}", max_length=wording.LONGEST_FIGURE,
    )  # fmt: skip

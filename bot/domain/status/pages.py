"""The questions of a report, a page at a time: first the texts, then figures that belong together.

A reporter with few figures has one page. UU, with eleven for each area, gets a page for each area: whoever fills it
in has one area's list at hand, sees mistakes at once, and has saved what is done whenever something comes up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.offer_text import join
from bot.domain.organisation import Organisation
from bot.domain.status import reporters
from bot.domain.status.indicators import Catalogue, Indicator, Section, Template
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request
from bot.domain.status.values import Content, Text, Value
from bot.domain.status.wording import (
    LONGEST_FIGURE,
    LONGEST_TEXT,
    Mistyped,
    read_figure,
    read_text,
    write_figure,
    write_number,
    write_text,
)

FEW = 8  # figures that stand on the same page as the texts
MANY = 20  # figures on one page, at most
TEXTS, FIGURES = "tekst", "tal"
REQUIRED = "Skriv noget her. Er der intet at sige, så skriv »intet nyt« eller »ikke relevant«."


@dataclass(frozen=True, slots=True)
class Question:
    """A field of the form: a section's text, or an indicator's figure in an area ("" = all of it)."""

    name: str
    section: Section | None = None
    indicator: Indicator | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Questions on one form. `key` is stable; `about` is an area's id, where the page is about one."""

    key: str
    questions: tuple[Question, ...]
    about: str = ""


def text_name(section: str) -> str:
    """The field of a section."""
    return f"{TEXTS}:{section}"


def figure_name(indicator: str, area: str) -> str:
    """The field of a figure."""
    return f"{FIGURES}:{indicator}:{area}"


def pages(template: Template, indicators: Iterable[Indicator], areas: Iterable[str]) -> tuple[Page, ...]:
    """What is asked, in the order it is asked in; always at least one page."""
    texts = tuple(Question(text_name(one.id), section=one) for one in template.sections)
    groups = list(_groups(tuple(indicators), tuple(areas)))
    if sum(len(questions) for _, questions in groups) <= FEW:
        figures = tuple(one for _, questions in groups for one in questions)
        return (Page(TEXTS, (*texts, *figures)),)
    found = [Page(TEXTS, texts)] if texts else []
    for area, questions in groups:
        for n in range(0, len(questions), MANY):
            found.append(Page(f"{FIGURES}:{area}:{n // MANY}", questions[n : n + MANY], area))
    return tuple(found)


def _groups(indicators: tuple[Indicator, ...], areas: tuple[str, ...]) -> Iterator[tuple[str, tuple[Question, ...]]]:
    """First what is for all of it, then area by area."""
    for area in ("", *areas):
        mine = [one for one in indicators if one.per_area is bool(area)]
        if mine:
            yield area, tuple(Question(figure_name(one.id, area), indicator=one, area=area) for one in mine)


def of(report: Report, request: Request | None, organisation: Organisation, catalogue: Catalogue) -> tuple[Page, ...]:
    """The pages of a report. Raises KeyError where its template is not in the catalogue any more."""
    template = catalogue.templates[report.template]
    board, asked = (request.board, request.reporters) if request else ("", ())
    areas = reporters.areas(report.reporter, board, asked, organisation)
    return pages(template, reporters.indicators(report.reporter, template, catalogue), areas)


def questions(found: Iterable[Page]) -> tuple[Question, ...]:
    """All questions of the pages."""
    return tuple(question for page in found for question in page.questions)


def read(questions: Iterable[Question], typed: Mapping[str, str]) -> tuple[Content, dict[str, str]]:
    """What was answered, and what is wrong: a Danish sentence per field."""
    texts: dict[str, Text] = {}
    figures: dict[tuple[str, str], Value] = {}
    wrong: dict[str, str] = {}
    asked = tuple(questions)
    for one in asked:
        text = typed.get(one.name, "")
        if sentence := too_long(one, text):
            wrong[one.name] = sentence
        elif one.section is not None:
            answer = read_text(text)
            if answer is not None:
                texts[one.section.id] = answer
            elif one.section.required:
                wrong[one.name] = REQUIRED
        elif one.indicator is not None:
            try:
                value = read_figure(text, one.indicator)
            except Mistyped as error:
                wrong[one.name] = str(error)
            else:
                if value is not None:
                    figures[one.indicator.id, one.area] = value
    return Content(texts, figures), wrong | dict(_too_many(asked, figures)) | dict(_too_large(asked, figures))


def too_long(question: Question, text: str) -> str:
    """What is wrong with a text that is too long; "" where it is not."""
    most = LONGEST_TEXT if question.section else LONGEST_FIGURE
    return f"Skriv højst {most} tegn. Nu er der {len(text)}." if len(text.strip()) > most else ""


def _too_large(
    questions: tuple[Question, ...], figures: Mapping[tuple[str, str], Value]
) -> Iterator[tuple[str, str]]:
    """A part cannot be larger than what it is a part of, where both are given as numbers."""
    names = {one.indicator.id: one.indicator.name for one in questions if one.indicator}
    for one in questions:
        if one.indicator is None or not one.indicator.of:
            continue
        part, whole = figures.get((one.indicator.id, one.area)), figures.get((one.indicator.of, one.area))
        if part is None or whole is None or part.number is None or whole.number is None:
            continue
        if part.number > whole.number:
            said = names.get(one.indicator.of, "det hele")
            yield one.name, (
                f"Tallet er større end det, det er en del af: »{said}« ({write_figure(whole)}). Ret det ene af dem."
            )


def _too_many(
    questions: tuple[Question, ...], figures: Mapping[tuple[str, str], Value]
) -> Iterator[tuple[str, str]]:
    """Groups of which everybody is in one at most are together no more than the whole, where it is given as a number.

    Not where one alone is more: `_too_large` says so.
    """
    sets: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
    for one in questions:
        value = figures.get((one.indicator.id, one.area)) if one.indicator and one.indicator.among else None
        if one.indicator and value and value.number is not None:
            key = (one.indicator.of, one.indicator.among, one.area)
            sets.setdefault(key, []).append((one.indicator.name, value.number))
    for (of, _, area), parts in sets.items():
        whole, together = figures.get((of, area)), sum(number for _, number in parts)
        if whole and whole.number is not None and max(number for _, number in parts) <= whole.number < together:
            yield figure_name(of, area), (
                f"{join([f'»{name}«' for name, _ in parts])} er til sammen {write_number(together)}, "
                "og ingen tæller med i mere end én af dem. Ret tallet her eller tallene dér."
            )


def write(content: Content) -> dict[str, str]:
    """The answers as one would type them: field's name → text."""
    return {
        **{text_name(section): write_text(text) for section, text in content.texts.items()},
        **{figure_name(*where): write_figure(value) for where, value in content.figures.items()},
    }


def filled(page: Page, report: Report, earlier: Report | None) -> tuple[dict[str, str], frozenset[str]]:
    """What stands in a page's fields, and which of them come from an `earlier` report.

    First what is under way, then what was sent, else the reporter's last answer: not where a definition has changed
    since, for then it is another figure.
    """
    names = {one.name for one in page.questions}
    if report.draft is not None and names & report.draft.typed.keys():
        return _of(names, report.draft.typed), frozenset()
    if report.latest is not None and not report.latest.nothing_new:
        return _of(names, write(report.latest.content)), frozenset()
    if earlier is None or earlier.latest is None:
        return {}, frozenset()
    same = {one.name for one in page.questions if _means_the_same(one, earlier, report)}
    found = {name: text for name, text in _of(same, write(earlier.latest.content)).items() if text}
    return found, frozenset(found)


def _of(names: Iterable[str], typed: Mapping[str, str]) -> dict[str, str]:
    return {name: typed[name] for name in names if name in typed}


def _means_the_same(question: Question, earlier: Report, report: Report) -> bool:
    if question.indicator is None:
        return True
    definitions = {question.indicator.definition(one.period.last).version for one in (earlier, report)}
    return len(definitions) == 1


def last_answer(report: Report, of_reporter: Iterable[Report]) -> Report | None:
    """The reporter's newest report with an answer, other than this one."""
    others = [
        one for one in of_reporter if one.id != report.id and one.latest is not None and not one.latest.nothing_new
    ]
    return max(others, key=_sent_at, default=None)


def _sent_at(report: Report) -> datetime:
    assert report.latest is not None
    return report.latest.at

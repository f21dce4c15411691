"""Gather a paper's snapshot from the store: answers, figures made safe for everybody, money, bridges, gaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.danish_time import days
from bot.domain.directory import Directory
from bot.domain.organisation import Organisation, Plan
from bot.domain.status import reporters
from bot.domain.status.editions import Edition
from bot.domain.status.effect import Material, material
from bot.domain.status.indicators import Catalogue, Template
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request
from bot.domain.status.scope import Scope
from bot.domain.status.snapshot import Reported, Snapshot, Told, Written
from bot.domain.status.values import NO_ANSWER, Given
from bot.papers.effort import decisions, money
from bot.papers.measuring import defined, measured, shown
from bot.papers.surroundings import STEPS, bridged, missing
from bot.store import Store
from bot.store.papers import PaperRecord

Tell = Callable[[int], None]  # how far we are, per cent


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all parts of a paper stand on."""

    directory: Directory
    catalogue: Catalogue
    record: PaperRecord
    request: Request | None
    reports: tuple[Report, ...]
    plans: tuple[Plan, ...]
    now: datetime

    @property
    def organisation(self) -> Organisation:
        return self.directory.organisation


def gather(  # noqa: PLR0917 - what it is about, and who is told
    store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime, tell: Tell, out: Sequence[Edition]
) -> tuple[Snapshot, Edition]:
    """Everything that the paper is made from, as it is now; `out`: what frozen papers have shown."""
    directory = store.directory()
    request = store.requests.find(record.request) if record.request else _same_period(store, record)
    asked = request.reporters if request else reporters.of_board(record.board, directory.organisation, catalogue)
    plans = _plans(record.board, asked, directory.organisation)
    reports = store.reports.of_request(request.id) if request else tuple(_latest(store, asked, record))
    ground = _Ground(directory, catalogue, record, request, reports, plans, now)
    figures = store.figures.all()
    safe = material(figures, store.figures.goals(), catalogue, directory.organisation, directory.areas, out)
    tell(20)
    scope = Scope("board", record.board, _board_name(ground), plans)
    first, last = date.fromisoformat(record.first), date.fromisoformat(record.last)
    series = tuple(measured(scope, safe, last))
    tell(50)
    people = {one.id: one.title for one in directory.organisation.people}
    around = _areas(ground)
    made = Snapshot(
        scope.name, record.first, record.last, _period(ground), now.isoformat(timespec="seconds"),
        people.get(record.made_by, ""), request.note if request else "", record.request,
        _iso(request.meeting if request else None), _iso(request.due if request else None),
        _iso(request.draft if request else None), _iso(request.sent if request else None),
        _template_name(ground), STEPS,
        tuple(_reported(one, ground, safe, people) for one in _everyone(asked, ground)), series,
        tuple(money(directory.organisation, plans, figures, catalogue, first, last)),
        tuple(bridged(store, directory.areas, around, first, last, now)),
        tuple(missing(store, directory.areas, around, first, last)),
        tuple(defined(catalogue, {one.indicator for one in series}, last, directory.organisation)),
        tuple(decisions(directory.organisation, plans, now.date())),
        record.version, record.number,
    )  # fmt: skip
    return made, safe.edition


def _same_period(store: Store, record: PaperRecord) -> Request | None:
    """The board's own latest request about exactly these days: who was asked then is who has answered or not."""
    for one in store.requests.all(board=record.board):
        days = (one.period.first.isoformat(), one.period.last.isoformat())
        if one.is_open and record.board and days == (record.first, record.last):
            return one
    return None


def _plans(board: str, asked: Iterable[str], organisation: Organisation) -> tuple[Plan, ...]:
    chosen = {reporters.plan_of(one) for one in asked}
    mine = tuple(plan for plan in organisation.plans if plan.id in chosen)
    return mine or tuple(plan for plan in organisation.plans if plan.board == board)


def _latest(store: Store, asked: Iterable[str], record: PaperRecord) -> Iterator[Report]:
    """Without a request: everyone's latest report about a period that ends within the paper's."""
    for reporter in asked:
        mine = [
            one
            for one in store.reports.of_reporter(reporter)
            if one.latest and record.first <= one.period.last.isoformat() <= record.last
        ]
        yield from sorted(mine, key=lambda one: (one.period.last, one.id))[-1:]


def _everyone(asked: Sequence[str], ground: _Ground) -> Iterator[Report]:
    """A report for everyone who was asked, an empty one for who has none."""
    found = {one.reporter: one for one in ground.reports}
    for reporter in asked:
        if reporter in found:
            yield found[reporter]
        elif ground.reports:
            yield Report(reporter, ground.reports[0].period, ground.reports[0].template)


def _reported(one: Report, ground: _Ground, safe: Material, people: dict[str, str]) -> Reported:
    organisation, areas = ground.organisation, ground.directory.areas
    latest, template = one.latest, ground.catalogue.templates.get(one.template)
    asked = ground.request.reporters if ground.request else [reporters.of_plan(plan.id) for plan in ground.plans]
    mine = reporters.areas(one.reporter, ground.record.board, asked, organisation)
    told = template is not None and latest is not None and not latest.nothing_new
    overdue = bool(ground.request and ground.request.is_overdue(ground.now.date()))
    return Reported(
        one.reporter, reporters.name(one.reporter, organisation),
        areas.names(mine) if reporters.plan_of(one.reporter) else "", one.state.value, one.id,
        latest.number if latest else 0, latest.at.isoformat(timespec="seconds") if latest else "",
        people.get(latest.person, "ikke oplyst") if latest else "", one.is_approved,
        overdue and latest is None,
        tuple(_texts(one, template)) if template and told else (),
        tuple(_figures(one, template, mine, ground, safe)) if template and told else (),
    )  # fmt: skip


def _texts(one: Report, template: Template) -> Iterator[Written]:
    assert one.latest
    for section in template.sections:
        text = one.latest.content.texts.get(section.id)
        if text is None:
            yield Written(section.title, NO_ANSWER, False, section.national)
        else:
            answered = text.given is Given.ANSWER
            yield Written(section.title, text.text if answered else text.given.danish, answered, section.national)


def _figures(
    one: Report, template: Template, areas: Sequence[str], ground: _Ground, safe: Material
) -> Iterator[Told]:
    assert one.latest
    for indicator in reporters.indicators(one.reporter, template, ground.catalogue):
        for area in areas if indicator.per_area else ("",):
            value = one.latest.content.figures.get((indicator.id, area))
            name = ground.directory.areas.names([area]) if area else ""
            text = shown(indicator, area or one.reporter, one.period, value, f"report:{one.id}", safe)
            yield Told(indicator.name, name, indicator.unit.danish, text)


def _board_name(ground: _Ground) -> str:
    named = next((one.name for one in ground.organisation.boards if one.id == ground.record.board), "")
    return named or ", ".join(plan.name for plan in ground.plans) or "Bydelsbestyrelsen"


def _areas(ground: _Ground) -> frozenset[str]:
    """The board's and its plans' areas, with everything inside."""
    board = next((one for one in ground.organisation.boards if one.id == ground.record.board), None)
    outer = {*(board.areas if board else ()), *(area for plan in ground.plans for area in plan.areas)}
    known = ground.directory.areas
    return frozenset(part for area in outer if area in known for part in known.parts(area))


def _period(ground: _Ground) -> str:
    """The request's own name for it, or that of the days."""
    first, last = ground.record.first, ground.record.last
    periods = [ground.request.period] if ground.request else [one.period for one in ground.reports]
    same = (one for one in periods if (one.first.isoformat(), one.last.isoformat()) == (first, last))
    found = next(same, None)
    return found.danish if found else days(date.fromisoformat(first), date.fromisoformat(last))


def _template_name(ground: _Ground) -> str:
    key = ground.request.template if ground.request else next((one.template for one in ground.reports), "")
    template = ground.catalogue.templates.get(key)
    return template.name if template else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""



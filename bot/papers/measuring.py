"""A paper's figures: every indicator of the board over three years, with its chart, and single figures made safe."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from bot.documents.charts import alt_text, chart
from bot.domain.danish_numbers import per_cent, percentage_points, signed
from bot.domain.organisation import Organisation
from bot.domain.status import reporters
from bot.domain.status.effect import Material, effect
from bot.domain.status.indicators import Catalogue, Indicator
from bot.domain.status.periods import Period
from bot.domain.status.protecting import summed
from bot.domain.status.scope import Scope
from bot.domain.status.series import Series, Track
from bot.domain.status.snapshot import Defined, Measured
from bot.domain.status.values import NO_ANSWER, Value
from bot.domain.status.wording import show_number

MOST = 15  # places in the table under a chart; the others stand in the appendix
ELSEWHERE = "talt af en anden"
HEAD = ("Sted", "Udgangspunkt", "Mål", "Senest", "Ændring")
NONE = "–"
PLANS = "hver helhedsplan"


def measured(scope: Scope, everything: Material, last: date) -> Iterator[Measured]:
    """Each indicator that anybody has answered until then. All there is decides what may be shown."""
    until = {at: one for at, one in everything.figures.items() if one.period.last <= last}
    lists = {key: [one for one in some if one.period.last <= last] for key, some in everything.by_indicator.items()}
    safe = replace(everything, figures=until, by_indicator=lists)
    initiatives = {one.id: one.name for one in safe.organisation.initiatives}
    for series in effect(scope, safe).series:
        if series.empty:
            continue
        indicator = series.indicator
        told = [track for track in series.tracks if track.latest]
        yield Measured(
            indicator.id, indicator.name, indicator.unit.danish, initiatives.get(indicator.initiative, ""),
            chart(series, scope.name).decode() if _is_line(series) else "",
            alt_text(series, scope.name), series.sentences[0],
            tuple(_notes(series, told)), HEAD, _rows(series, told[:MOST]),
            tuple(one.short for one in series.periods),
            tuple(_cells(one) for one in (*series.tracks, *series.comparisons)),
            tuple(one.danish for one in series.withheld),
        )  # fmt: skip


def _is_line(series: Series) -> bool:
    """Whether there is a development to draw: a single point says no more than the table."""
    return any(sum(point.is_number for point in track.points) > 1 for track in series.tracks)


def _notes(series: Series, told: list[Track]) -> Iterator[str]:
    yield from series.sentences[1:]
    if series.coverage:
        last = series.coverage[-1]
        yield f"Svar i {last.period.danish}: {last.text}."
    if len(told) > MOST:
        yield f"{len(told) - MOST} steder mere står i bilag 2."


def _rows(series: Series, told: list[Track]) -> tuple[tuple[str, ...], ...]:
    """Of the places, and of what they are compared with; with shares where the chart shows those."""
    compared = [one for one in series.comparisons if one.latest]
    return tuple(_row(one, series.in_shares) for one in (*told, *compared))


def _row(track: Track, in_shares: bool) -> tuple[str, ...]:
    latest, change = track.latest, track.change
    name = f"{track.name} (til sammenligning)" if track.comparison else track.name
    number, grown = latest.text if latest else "", signed(change.number) if change else NONE
    if in_shares and latest and latest.share is not None:
        number += f" · {per_cent(latest.share)}"
    if in_shares and change and change.share is not None:
        grown += f" · {percentage_points(change.share)}"
    shown = f"{number} ({latest.period.short})" if latest else NONE
    return (name, track.baseline or NONE, track.target or NONE, shown, grown)


def _cells(track: Track) -> tuple[str, tuple[str, ...]]:
    return track.name, tuple(point.text for point in track.points)


def shown(  # noqa: PLR0917 - where the figure stands
    indicator: Indicator, place: str, period: Period, value: Value | None, source: str, safe: Material
) -> str:
    """A figure of an answer, as everybody may see it: "12", "<5", "ved ikke", "ingen svar"."""
    at = (indicator.id, place, period.key)
    if at in safe.withheld:
        kept = safe.figures.get(at)
        value, source = (kept.value, kept.source) if kept else (None, source)
    if value is None:
        return NO_ANSWER
    if value.number is None:
        return value.given.danish
    if not indicator.about_people or value.number == 0:
        return show_number(value.number, indicator.unit)
    figure = safe.figures.get(at)
    if figure is None or figure.source != source or at not in safe.published.cells:
        return ELSEWHERE  # an area in two plans counts once: what is shown of it is the other's
    return safe.published.text(at)


def defined(
    catalogue: Catalogue, indicators: Collection[str], last: date, organisation: Organisation
) -> Iterator[Defined]:
    """What the paper's indicators mean, each definition that held until then."""
    among: dict[tuple[str, str], list[str]] = {}
    for one in catalogue.indicators.values():
        if one.among:
            among.setdefault((one.of, one.among), []).append(one.name)
    for one in catalogue.indicators.values():
        if one.id in indicators:
            for each in one.definitions:
                if each.since <= last or each == one.definitions[0]:
                    yield Defined(
                        one.name, each.since.isoformat(), each.text, each.counts, each.excludes,
                        catalogue.indicators[one.of].name if one.of else "",
                        tuple(among.get((one.of, one.among), ())),
                        PLANS if one.reporter == "plans" else reporters.name(one.reporter, organisation),
                        summed(one, catalogue),
                    )  # fmt: skip

"""The figures of a report, as they stand beside all others."""

from collections.abc import Iterator, Sequence

from bot.domain.status import reporters
from bot.domain.status.figures import Figure
from bot.domain.status.indicators import Catalogue
from bot.domain.status.reports import Report
from bot.domain.status.values import Content, Given, Value


def source(report: Report) -> str:
    """What its figures are marked with."""
    return f"report:{report.id}"


def figures(report: Report, catalogue: Catalogue, areas: Sequence[str] = ()) -> Iterator[Figure]:
    """Those of the newest version; an indicator that no longer exists has none.

    *Intet nyt* is said of everything that was asked, in each of the reporter's `areas`.
    """
    version = report.latest
    if version is None:
        return
    content = _nothing_new(report, catalogue, areas) if version.nothing_new else version.content
    for (key, area), value in content.figures.items():
        indicator = catalogue.indicators.get(key)
        if indicator is not None:
            yield Figure(
                key, report.reporter, area, report.period, value, indicator.definition(report.period.last).version,
                indicator.initiative, version.person, source(report), version.at,
            )  # fmt: skip


def _nothing_new(report: Report, catalogue: Catalogue, areas: Sequence[str]) -> Content:
    template = catalogue.templates.get(report.template)
    asked = reporters.indicators(report.reporter, template, catalogue) if template else ()
    where = ((one.id, area) for one in asked for area in (areas if one.per_area else ("",)))
    return Content(figures=dict.fromkeys(where, Value(None, Given.NOTHING_NEW)))

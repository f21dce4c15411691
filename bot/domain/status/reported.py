"""The figures of a report, as they stand beside all others."""

from collections.abc import Iterator

from bot.domain.status.figures import Figure
from bot.domain.status.indicators import Catalogue
from bot.domain.status.reports import Report


def source(report: Report) -> str:
    """What its figures are marked with."""
    return f"report:{report.id}"


def figures(report: Report, catalogue: Catalogue) -> Iterator[Figure]:
    """Those of the newest version; an indicator that no longer exists has none."""
    version = report.latest
    if version is None:
        return
    for (key, area), value in version.content.figures.items():
        indicator = catalogue.indicators.get(key)
        if indicator is not None:
            yield Figure(
                key, report.reporter, area, report.period, value, indicator.definition(report.period.last).version,
                indicator.initiative, version.person, source(report), version.at,
            )  # fmt: skip

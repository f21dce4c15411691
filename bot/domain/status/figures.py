"""Figures: a reported or imported number (or why there is none) of an indicator, for a reporter, area and period."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.status.periods import Period
from bot.domain.status.values import Value


@dataclass(frozen=True, slots=True)
class Figure:
    """`reporter` is "plan:ID", "party:ID", or "" for comparison figures; `area` "" means all that it covers.

    `source` is "report:ID" or "import"; `person` (an id) is who entered it, and alone sees small numbers.
    """

    indicator: str
    reporter: str
    area: str
    period: Period
    value: Value
    definition: int
    initiative: str = ""
    person: str = ""
    source: str = "import"
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What the steering group wrote down at the start: baseline, target, and what "betydelig nok" means.

    For an initiative's indicator in one area, or "" for all of it. The latest holds; earlier ones are kept.
    """

    initiative: str
    indicator: str
    area: str
    baseline: float | None
    baseline_period: Period | None
    target: float | None
    enough: str
    person: str
    at: datetime

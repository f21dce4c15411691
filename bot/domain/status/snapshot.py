"""Everything a paper is made from, as it was at one moment: plain values, safe to show, kept with the paper.

Numbers about people are texts here that bot.domain.small_numbers has let through ("12", "<5", "•"). What is not
answered says which of the four kinds it is; *ingen svar* is "ingen svar".
"""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from functools import lru_cache
from typing import Any, get_args, get_type_hints


@dataclass(frozen=True, slots=True)
class Written:
    """A section of an answer: what was asked, and the text or why there is none."""

    title: str
    text: str
    answered: bool
    national: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of an answer, as everybody may see it; `area` is "" where it covers all."""

    name: str
    area: str
    unit: str
    shown: str


@dataclass(frozen=True, slots=True)
class Reported:
    """One reporter's part. `state` is bot.domain.status.reports.State's value; `report` is 0 where there is none.

    `at` is ISO, "" where nothing was sent; `approved`: the reporter has approved this version's extract.
    """

    reporter: str
    name: str
    areas: str
    state: str
    report: int = 0
    version: int = 0
    at: str = ""
    by: str = ""
    approved: bool = False
    overdue: bool = False
    texts: tuple[Written, ...] = ()
    figures: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator over the years: its chart ("" where no two figures make a line), and a row for each plan or area.

    `sentence` says what the figures can and cannot carry; `notes` tell of breaks, coverage and comparison.
    `periods` and each row's `cells` go together, the oldest first. `withheld`: periods whose numbers stand as in an
    earlier paper, since what has been corrected could not be shown beside it.
    """

    indicator: str
    name: str
    unit: str
    initiative: str
    svg: str
    alt: str
    sentence: str
    notes: tuple[str, ...] = ()
    summary_head: tuple[str, ...] = ()
    summary: tuple[tuple[str, ...], ...] = ()
    periods: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Money:
    """What an initiative was granted and has used: kroner and full-time years; None: nobody has said."""

    initiative: str
    sources: str
    granted: float | None
    used: float | None
    used_before: float | None
    years_granted: float | None
    years_used: float | None


@dataclass(frozen=True, slots=True)
class Bridged:
    """Young people led to offers from an area in a quarter, step by step, as everybody may see it."""

    quarter: str
    area: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What was looked for in vain in an area, and how often."""

    area: str
    topic: str
    count: int


@dataclass(frozen=True, slots=True)
class Defined:
    """What an indicator means, and since when (an ISO day).

    `of`: the name of what its shares are of; `among`: the names of all groups of which everybody is in one at most;
    `by`: who reports it; `added`: figures of several areas are added together.
    """

    name: str
    since: str
    text: str
    counts: str = ""
    excludes: str = ""
    of: str = ""
    among: tuple[str, ...] = ()
    by: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A paper's content before it is laid out. Days are ISO, `made` an ISO moment; "" is not said."""

    board: str
    first: str
    last: str
    period: str
    made: str
    made_by: str
    note: str = ""
    request: int = 0
    meeting: str = ""
    due: str = ""
    draft: str = ""
    sent: str = ""
    template: str = ""
    steps: tuple[str, ...] = ()
    reported: tuple[Reported, ...] = ()
    measured: tuple[Measured, ...] = ()
    money: tuple[Money, ...] = ()
    bridged: tuple[Bridged, ...] = ()
    missing: tuple[Missing, ...] = ()
    defined: tuple[Defined, ...] = ()
    decisions: tuple[tuple[str, str], ...] = ()
    version: int = 1
    number: str = ""
    changes: tuple[str, ...] = ()


def snapshot_of(kept: Mapping[str, Any]) -> Snapshot:
    """The snapshot of what JSON kept of it: lists are tuples again, and objects what they were."""
    found = _value(Snapshot, kept)
    assert isinstance(found, Snapshot)
    return found


def _value(kind: Any, kept: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _value(hints[name], one) for name, one in kept.items() if name in hints})
    if isinstance(kept, list):
        inner = get_args(kind)
        several = len(inner) == 2 and inner[1] is Ellipsis
        return tuple(_value(inner[0] if several else inner[n], one) for n, one in enumerate(kept))
    return kept


@lru_cache(maxsize=64)
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)

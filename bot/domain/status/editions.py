"""Editions: the figures about people as a frozen paper let everybody see them. What is out cannot be taken back.

An edition is kept with its paper, counts and marks alike, and whatever is shown later is made so that nobody can work
a small number out by comparing the two: see bot.domain.status.protecting.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.small_numbers import HIDDEN, LEAST, TOTAL, At, Cell, Published
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Catalogue
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value

FIGURE, BASELINE, SUM = "figure", "baseline", "sum"
APART = "apart"  # the mark of a figure that is shown nowhere: a larger area holds it


@dataclass(frozen=True, slots=True)
class Entry:
    """What stood in one place. `mark`: "" shown, "<5", "•" or APART; `value` is None where nothing is any more."""

    kind: str
    value: Value | None
    mark: str = ""
    person: str = ""
    reporter: str = ""
    definition: int = 0

    @property
    def count(self) -> int:
        """How many people, where that is something to protect; else 0."""
        return round(self.value.number or 0) if self.value and self.mark != APART else 0

    @property
    def by(self) -> Mapping[str, int]:
        """Who entered how many of them."""
        return {self.person: self.count} if self.person else {}


Edition = Mapping[At, Entry]


def edition(
    figures: Mapping[At, Figure], published: Published, sums: Collection[At], catalogue: Catalogue
) -> dict[At, Entry]:
    """What is published of them."""
    found: dict[At, Entry] = {}
    for at, one in figures.items():
        if catalogue.indicators[at[0]].about_people:
            apart = bool(one.value.number) and at not in published.cells
            mark = APART if apart else _mark(published, at)
            found[at] = Entry(FIGURE, one.value, mark, one.person, one.reporter, one.definition)
    for at, cell in published.cells.items():
        if at not in found:
            found[at] = Entry(SUM if at in sums else BASELINE, Value(float(cell.count)), _mark(published, at))
    return found


def _mark(published: Published, at: At) -> str:
    return published.text(at) if at in published.hidden else ""


def differences(before: Edition, after: Edition) -> dict[At, Entry]:
    """What one has to know to make the later one of the earlier."""
    gone = {at: Entry(one.kind, None) for at, one in before.items() if at not in after}
    return {at: one for at, one in after.items() if before.get(at) != one} | gone


def follow(before: Edition, changed: Edition) -> dict[At, Entry]:
    """The later one."""
    return {at: one for at, one in {**before, **changed}.items() if one.value is not None}


def sums_in(one: Edition) -> dict[tuple[str, str], Published]:
    """(indicator, period) → the table of its places with their sum, as it was published."""
    summed = {(at[0], at[2]) for at, entry in one.items() if entry.kind == SUM}
    cells: dict[tuple[str, str], dict[At, Cell]] = {key: {} for key in summed}
    for at, entry in one.items():
        key = (at[0], at[2])
        if key in cells and entry.count and entry.reporter:
            cells[key][at] = Cell(at, entry.count, entry.by)
    for (indicator, period), found in cells.items():
        at = (indicator, TOTAL, period)
        by: dict[str, int] = {}
        for cell in found.values():
            for person, part in cell.by.items():
                by[person] = by.get(person, 0) + part
        found[at] = Cell(at, one[at].count, by)
    return {key: published(found, one) for key, found in cells.items()}


def published(cells: Mapping[At, Cell], one: Edition) -> Published:
    """Some cells with the marks that they had."""
    hidden = frozenset(at for at in cells if one[at].mark)
    quiet = frozenset(at for at in hidden if one[at].mark == HIDDEN and cells[at].count < LEAST)
    return Published(cells, hidden, quiet)


# ── Staying as it was, where something new would give a small number away ────────────────────────────────────────


def figures_as_in(
    one: Edition, where: Collection[At], figures: Mapping[At, Figure], catalogue: Catalogue
) -> dict[At, Figure]:
    """The figures, but in some places as the edition had them."""
    found = {at: figure for at, figure in figures.items() if at not in where}
    for at in where:
        entry = one.get(at)
        if entry is None or entry.value is None or entry.kind != FIGURE:
            continue
        area = "" if at[1] == entry.reporter else at[1]
        now = figures.get(at)
        found[at] = Figure(
            at[0], entry.reporter, area, Period.of(at[2]), entry.value, entry.definition,
            catalogue.indicators[at[0]].initiative, entry.person, now.source if now else "", now.at if now else None,
        )  # fmt: skip
    return found


def baseline_as_in(one: Edition, at: At, goal: Goal) -> float | None:
    """A goal's baseline, but as the edition had it."""
    entry = one.get(at)
    if entry is None or entry.value is None:
        return None
    return entry.value.number if entry.kind == BASELINE or entry.value.number == goal.baseline else None


# ── Kept with the paper ──────────────────────────────────────────────────────────────────────────────────────────


def rows(one: Edition) -> list[list[Any]]:
    """As JSON has it."""
    return [
        [*at, entry.kind, *((entry.value.number, entry.value.given.value) if entry.value else (None, None)),
         entry.mark, entry.person, entry.reporter, entry.definition]
        for at, entry in one.items()
    ]  # fmt: skip


def of_rows(kept: Iterable[Sequence[Any]]) -> dict[At, Entry]:
    """And back."""
    return {
        (row[0], row[1], row[2]): Entry(row[3], Value(row[4], Given(row[5])) if row[5] else None, *row[6:])
        for row in kept
    }

"""What may be shown of all figures about people: one table for chat, charts, papers and files.

It is made of everything there is, whatever is asked for: a plan, its board and the whole effort show one pattern, so
that none gives away what another hides. A baseline that the steering group wrote is a count like the others.

What frozen papers have shown is out: a number that is the same there and here is one number, and is shown or hidden
as it was; one that has changed is a number of its own, beside those around it then. Where that leaves no way to
protect a small number, all that is tied to it stays as it was in the last paper (`withheld`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.areas import Areas
from bot.domain.enclosed_numbers import Whole, enclose, separate
from bot.domain.organisation import Organisation
from bot.domain.small_numbers import HIDDEN, LEAST, TOTAL, At, Cell, Exposed, Published, publish
from bot.domain.status import editions as edited
from bot.domain.status.editions import Edition
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Catalogue, Indicator
from bot.domain.status.wholes import topmost, wholes_of

Places = Mapping[At, Figure]  # (indicator, place, period's key) → the figure that counts there


@dataclass(frozen=True, slots=True)
class Material:
    """Everything an effect is made of; `published` says what of it may be shown. Made by `material`.

    `sums`: the cells that are sums. `withheld`: what stands as it did in an earlier paper.
    """

    figures: Places
    goals: tuple[Goal, ...]
    catalogue: Catalogue
    organisation: Organisation
    areas: Areas
    published: Published
    by_indicator: Mapping[str, Sequence[Figure]]
    sums: frozenset[At] = frozenset()
    withheld: frozenset[At] = frozenset()

    def goal(self, indicator: Indicator, place: str) -> Goal | None:
        """The latest of an indicator for one area, or for all (an id that is no area's)."""
        area = place if place in self.areas else ""
        mine = [one for one in self.goals if (one.indicator, one.area) == (indicator.id, area)]
        return max(mine, key=lambda one: one.at, default=None)

    @property
    def edition(self) -> dict[At, edited.Entry]:
        """What a paper that is made of it lets everybody see."""
        return edited.edition(self.figures, self.published, self.sums, self.catalogue)


def material(  # noqa: PLR0917 - everything there is
    figures: Iterable[Figure], goals: Iterable[Goal], catalogue: Catalogue, organisation: Organisation, areas: Areas,
    editions: Sequence[Edition] = (),
) -> Material:  # fmt: skip
    """All figures and goals, and what may be shown of them. Figures of indicators that are no more are left out.

    `editions`: what frozen papers have shown, the oldest first.
    """
    places: dict[At, Figure] = {}
    for one in figures:
        at = (one.indicator, one.area or one.reporter, one.period.key)
        if one.indicator in catalogue.indicators and (at not in places or _rank(one) > _rank(places[at])):
            places[at] = one
    kept = tuple(one for one in goals if one.indicator in catalogue.indicators)
    people = {key for key, one in catalogue.indicators.items() if one.about_people}
    out = [{at: one for at, one in each.items() if at[0] in people} for each in editions]
    ground = _Ground(catalogue, organisation, areas, out)
    withheld: frozenset[At] = frozenset()
    while True:
        table = _counted(places, kept, ground)
        try:
            published = _protected(table, ground, withheld)
            break
        except Exposed as error:
            more = _tied(error.at, table, ground) - withheld
            withheld |= more
            places = edited.figures_as_in(out[-1], more, places, catalogue)
            kept = tuple(
                replace(one, baseline=edited.baseline_as_in(out[-1], baseline_at(one), one))
                if baseline_at(one) in more else one
                for one in kept
            )  # fmt: skip
    by_indicator: dict[str, list[Figure]] = {}
    for one in places.values():
        by_indicator.setdefault(one.indicator, []).append(one)
    sums = frozenset(at for of in published.sums.values() for at in of.cells if at[1] == TOTAL)
    return Material(places, kept, catalogue, organisation, areas, published.table, by_indicator, sums, withheld)


def _rank(figure: Figure) -> tuple[bool, bool, float, str]:
    """An area in two plans counts once: the latest number, and one of the effort before one to compare with."""
    at = figure.at.timestamp() if figure.at else 0.0
    return (figure.reporter != "", figure.value.number is not None, at, figure.reporter)


def summed(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether its figures may be added together; people never where parts of them are counted besides."""
    if not indicator.about_people:
        return indicator.adds
    return indicator.adds and not indicator.of and indicator.id not in {o.of for o in catalogue.indicators.values()}


def baseline_at(goal: Goal) -> At:
    """Where a baseline stands in the table: at its period, for its area or for all."""
    return (goal.indicator, goal.area or TOTAL, goal.baseline_period.key if goal.baseline_period else "")


# ── What is counted ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Ground:
    """What tells how counts are tied, and what is out already."""

    catalogue: Catalogue
    organisation: Organisation
    areas: Areas
    editions: Sequence[Edition]

    def wholes(self, cells: Collection[At], sums: Collection[At]) -> Iterator[Whole]:
        return wholes_of(cells, sums, self.catalogue, self.organisation, self.areas)


@dataclass(frozen=True, slots=True)
class _Counted:
    """Counts of people: those that are summed, by (indicator, period), and all others."""

    summed: Mapping[tuple[str, str], Sequence[Cell]]
    rest: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class _Protected:
    table: Published
    sums: Mapping[tuple[str, str], Published]


def _counted(places: Places, goals: Sequence[Goal], ground: _Ground) -> _Counted:
    indicators = ground.catalogue.indicators
    cells = {
        at: Cell(at, round(one.value.number), {one.person: round(one.value.number)} if one.person else {})
        for at, one in places.items()
        if indicators[at[0]].about_people and one.value.number
    }
    for goal in sorted(goals, key=lambda one: one.at, reverse=True):  # the latest is the one that is shown
        if indicators[goal.indicator].about_people and goal.baseline:
            cells.setdefault(baseline_at(goal), Cell(baseline_at(goal), round(goal.baseline)))
    top = frozenset(topmost((area for plan in ground.organisation.plans for area in plan.areas), ground.areas))
    adding = {key for key, one in indicators.items() if one.about_people and summed(one, ground.catalogue)}
    tables: dict[tuple[str, str], list[Cell]] = {}
    for at, cell in cells.items():
        if at[0] in adding and at in places and places[at].reporter and (at[1] in top or ":" in at[1]):
            tables.setdefault((at[0], at[2]), []).append(cell)
    # a larger area has them, or they are in a table; a baseline beside a sum could be set against it: it is not shown
    within = {at for at in cells if at in places and places[at].reporter and at[0] in adding}
    within |= {at for at in cells if at not in places and (at[0], at[2]) in tables}
    return _Counted(tables, [cell for at, cell in cells.items() if at not in within])


# ── What may be shown of it ──────────────────────────────────────────────────────────────────────────────────────


def _protected(counted: _Counted, ground: _Ground, withheld: frozenset[At]) -> _Protected:
    """Raises Exposed. What is withheld is as it was in the last edition, and tied to nothing else."""
    out = [edited.sums_in(one) for one in ground.editions]
    sums = {}
    for key, cells in counted.summed.items():
        earlier = [tables[key] for tables in out if key in tables]
        if earlier and any(cell.at in withheld for cell in cells):
            sums[key] = earlier[-1]
        else:
            sums[key] = _summed(cells, [one for n, one in enumerate(earlier) if one != earlier[n - 1] or not n])
    table = _together([*sums.values(), separate(counted.rest)])
    return _Protected(_beside(table, sums, ground, withheld), sums)


def _summed(cells: Sequence[Cell], earlier: Sequence[Published]) -> Published:
    try:
        return publish(cells, (False, True, False), earlier)
    except Exposed:
        if earlier:
            raise
    total = Cell((cells[0].at[0], TOTAL, cells[0].at[2]), sum(cell.count for cell in cells))
    table = {cell.at: cell for cell in (*cells, total)}  # no way to show a sum: then nothing is
    return Published(table, frozenset(table), frozenset(table))


def _together(tables: Sequence[Published]) -> Published:
    return Published(
        {at: cell for table in tables for at, cell in table.cells.items()},
        frozenset[At]().union(*(table.hidden for table in tables)),
        frozenset[At]().union(*(table.quiet for table in tables)),
    )


def _beside(
    table: Published, sums: Mapping[tuple[str, str], Published], ground: _Ground, withheld: frozenset[At]
) -> Published:
    """Enclosed together with all that is out: what has changed since stands beside it as a cell of its own."""
    cells, hidden, quiet = dict(table.cells), set(table.hidden), set(table.quiet)
    known = set[At]().union(*(one.cells for one in sums.values()))  # marked already
    wholes = dict.fromkeys(ground.wholes(table.cells, frozenset(known)))
    fixed: set[At] = set()
    for one in ground.editions:
        names: dict[At, At] = {}
        for at, entry in one.items():
            if not entry.count:
                continue
            same = at in table.cells and table.cells[at].count == entry.count
            name = names[at] = at if same else (*at, f"={entry.count}")
            here = cells.get(name)
            cells[name] = Cell(name, entry.count, {**(here.by if here else {}), **entry.by})
            (hidden.add if entry.mark else hidden.discard)(name)
            said_little = entry.mark == HIDDEN and entry.count < LEAST and (name in quiet or name not in known)
            (quiet.add if said_little else quiet.discard)(name)
            known.add(name)
            fixed.add(name)
        for whole in ground.wholes(names, _sums(one)):
            wholes[replace(whole, at=names[whole.at], parts=tuple(names[part] for part in whole.parts))] = None
    free = [whole for whole in wholes if whole.at[:3] not in withheld]
    found = enclose(Published(cells, frozenset(hidden), frozenset(quiet)), free, fixed)
    return Published(table.cells, found.hidden & table.cells.keys(), found.quiet & table.cells.keys())


def _sums(one: Edition) -> set[At]:
    return {at for at, entry in one.items() if entry.kind == edited.SUM}


def _tied(at: At, counted: _Counted, ground: _Ground) -> frozenset[At]:
    """All that is tied to a cell, however far: now, or in any edition."""
    totals: set[At] = {(indicator, TOTAL, period) for indicator, period in counted.summed}
    now: set[At] = {cell.at for cells in (counted.rest, *counted.summed.values()) for cell in cells} | totals
    then = [({key for key, entry in one.items() if entry.count}, _sums(one)) for one in ground.editions]
    versions: list[tuple[set[At], set[At]]] = [(now, totals), *then]
    around: dict[At, list[Sequence[At]]] = {}
    for cells, sums in versions:
        summed_up = {(one[0], one[2]): [one] for one in sums}
        for one in cells - sums:
            summed_up.get((one[0], one[2]), []).append(one)
        groups: list[Sequence[At]] = [(one.at, *one.parts) for one in ground.wholes(cells, sums)]
        for group in (*groups, *summed_up.values()):
            for one in group:
                around.setdefault(one, []).append(group)
    found, waiting = {at[:3]}, [at[:3]]
    while waiting:
        new = {one for group in around.get(waiting.pop(), ()) for one in group} - found
        found |= new
        waiting += new
    return frozenset(found)

"""What may be shown of all figures about people: one table for chat, charts, papers and files.

It is made of everything there is, whatever is asked for: a plan, its board and the whole effort show one pattern, so
that none gives away what another hides. A baseline that the steering group wrote is a count like the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.areas import Areas
from bot.domain.organisation import Organisation
from bot.domain.small_numbers import TOTAL, At, Cell, Exposed, Published, Whole, enclose, publish, separate
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Catalogue, Indicator

Places = Mapping[At, Figure]  # (indicator, place, period's key) → the figure that counts there


@dataclass(frozen=True, slots=True)
class Material:
    """Everything an effect is made of; `published` says what of it may be shown. Made by `material`."""

    figures: Places
    goals: tuple[Goal, ...]
    catalogue: Catalogue
    organisation: Organisation
    areas: Areas
    published: Published
    by_indicator: Mapping[str, Sequence[Figure]]

    def goal(self, indicator: Indicator, place: str) -> Goal | None:
        """The latest of an indicator for one area, or for all (an id that is no area's)."""
        area = place if place in self.areas else ""
        mine = [one for one in self.goals if (one.indicator, one.area) == (indicator.id, area)]
        return max(mine, key=lambda one: one.at, default=None)


def material(
    figures: Iterable[Figure], goals: Iterable[Goal], catalogue: Catalogue, organisation: Organisation, areas: Areas
) -> Material:
    """All figures and goals, and what may be shown of them. Figures of indicators that are no more are left out."""
    places: dict[At, Figure] = {}
    for one in figures:
        at = (one.indicator, one.area or one.reporter, one.period.key)
        if one.indicator in catalogue.indicators and (at not in places or _rank(one) > _rank(places[at])):
            places[at] = one
    kept = tuple(one for one in goals if one.indicator in catalogue.indicators)
    published = _published(places, kept, catalogue, organisation, areas)
    by_indicator: dict[str, list[Figure]] = {}
    for one in places.values():
        by_indicator.setdefault(one.indicator, []).append(one)
    return Material(places, kept, catalogue, organisation, areas, published, by_indicator)


def _rank(figure: Figure) -> tuple[bool, bool, float, str]:
    """An area in two plans counts once: the latest number, and one of the effort before one to compare with."""
    at = figure.at.timestamp() if figure.at else 0.0
    return (figure.reporter != "", figure.value.number is not None, at, figure.reporter)


def summed(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether its figures may be added together; people never where parts of them are counted besides."""
    if not indicator.about_people:
        return indicator.adds
    return indicator.adds and not indicator.of and indicator.id not in {o.of for o in catalogue.indicators.values()}


def topmost(places: Iterable[str], areas: Areas) -> tuple[str, ...]:
    """Those that lie in no other one of them, so that nobody is counted twice."""
    given = tuple(dict.fromkeys(places))
    known = set(given)
    return tuple(one for one in given if one not in areas or known.isdisjoint(areas.parents(one)))


def _published(
    places: Places, goals: Sequence[Goal], catalogue: Catalogue, organisation: Organisation, areas: Areas
) -> Published:
    of_people = {one.id for one in catalogue.indicators.values() if one.about_people}
    cells = {
        at: Cell(at, round(one.value.number), {one.person: round(one.value.number)} if one.person else {})
        for at, one in places.items()
        if at[0] in of_people and one.value.number is not None
    }
    for goal in goals:
        if goal.indicator in of_people and goal.baseline is not None:
            at = baseline_at(goal)
            cells.setdefault(at, Cell(at, round(goal.baseline)))
    top = frozenset(topmost((area for plan in organisation.plans for area in plan.areas), areas))
    adding = [one for one in catalogue.indicators.values() if one.about_people and summed(one, catalogue)]
    sums = _together([_with_total(cells, places, one, top) for one in adding])
    within = {at for at in cells if at in places and places[at].reporter and at[0] in {one.id for one in adding}}
    summed_up = {(at[0], at[2]) for at in sums.cells}  # a baseline beside a sum could be set against it: not shown
    within |= {at for at in cells if at not in places and (at[0], at[2]) in summed_up}
    rest = separate(cell for at, cell in cells.items() if at not in sums.cells and at not in within)
    table = _together([sums, rest])
    return enclose(table, _wholes(table, sums, catalogue, organisation, areas))


def baseline_at(goal: Goal) -> At:
    """Where a baseline stands in the table: at its period, for its area or for all."""
    return (goal.indicator, goal.area or TOTAL, goal.baseline_period.key if goal.baseline_period else "")


def _with_total(cells: Mapping[At, Cell], places: Places, indicator: Indicator, top: frozenset[str]) -> Published:
    """Figures of people that may be added, with their sum in each period. What lies in another area is left out."""
    found: dict[str, list[Cell]] = {}
    for at, cell in cells.items():
        if at[0] == indicator.id and at in places and places[at].reporter and (at[1] in top or ":" in at[1]):
            found.setdefault(at[2], []).append(cell)
    return _together([_summed(mine) for mine in found.values()])


def _together(tables: Sequence[Published]) -> Published:
    return Published(
        {at: cell for table in tables for at, cell in table.cells.items()},
        frozenset[At]().union(*(table.hidden for table in tables)),
        frozenset[At]().union(*(table.quiet for table in tables)),
    )


def _summed(cells: Sequence[Cell]) -> Published:
    try:
        return publish(cells, (False, True, False))
    except Exposed:  # no way to show a sum: then nothing is
        table = separate(cells)
        return Published(table.cells, frozenset(table.cells), frozenset(table.cells))


def _wholes(
    table: Published, sums: Published, catalogue: Catalogue, organisation: Organisation, areas: Areas
) -> Iterator[Whole]:
    """What is a part of what: groups of their denominator, areas of areas, all areas of a reporter's own total."""
    rows: dict[tuple[str, str], list[str]] = {}
    for indicator, place, period in table.cells:
        rows.setdefault((indicator, period), []).append(place)
    for (indicator, period), found in rows.items():
        one = catalogue.indicators[indicator]
        for place in found:
            inside = _inside(place, one, found, organisation, areas)
            if inside and not (place == TOTAL and (indicator, place, period) in sums.cells):
                parts = tuple((indicator, part, period) for part in inside)
                yield Whole((indicator, place, period), parts, _covered(place, inside, areas))
    for (whole, among), members in _groups(catalogue).items():
        names = [[part] for part in members] if not among else [members]
        for period, place in sorted({(at[2], at[1]) for at in table.cells if at[0] == whole}):
            for group in names:
                here = tuple(at for part in group if (at := (part, place, period)) in table.cells)
                yield Whole((whole, place, period), here, tight=bool(among))


def _covered(place: str, inside: Sequence[str], areas: Areas) -> bool:
    """Whether the parts are all of a place, as far as anybody knows."""
    if place not in areas:
        return True
    leaves = {area for area in areas.parts(place) if len(areas.parts(area)) == 1}
    return leaves <= {part for one in inside for part in areas.parts(one)}


def _inside(
    place: str, indicator: Indicator, found: Sequence[str], organisation: Organisation, areas: Areas
) -> tuple[str, ...]:
    """The places with a count that lie in a place, none of them in another one."""
    if place in areas:
        within = areas.parts(place)
        return topmost((one for one in found if one != place and one in within), areas)
    if not indicator.per_area and place != TOTAL:
        return ()
    kind, _, name = place.partition(":")
    mine = {area for plan in organisation.plans if kind != "plan" or plan.id == name for area in plan.areas}
    reporters = place == TOTAL and not indicator.per_area
    return topmost((one for one in found if (":" in one if reporters else one in mine)), areas)


def _groups(catalogue: Catalogue) -> dict[tuple[str, str], list[str]]:
    """(denominator, the set's word or "") → the indicators that are parts of it."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in catalogue.indicators.values():
        if one.of and one.about_people and catalogue.indicators[one.of].about_people:
            found.setdefault((one.of, one.among), []).append(one.id)
    return found

"""What is a part of what: groups of their denominator, areas of areas, all areas of a reporter's own total."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from bot.domain.areas import Areas
from bot.domain.enclosed_numbers import Whole
from bot.domain.organisation import Organisation
from bot.domain.small_numbers import TOTAL, At
from bot.domain.status.indicators import Catalogue, Indicator


def topmost(places: Iterable[str], areas: Areas) -> tuple[str, ...]:
    """Those that lie in no other one of them, so that nobody is counted twice."""
    given = tuple(dict.fromkeys(places))
    known = set(given)
    return tuple(one for one in given if one not in areas or known.isdisjoint(areas.parents(one)))


def wholes_of(
    cells: Collection[At], sums: Collection[At], catalogue: Catalogue, organisation: Organisation, areas: Areas
) -> Iterator[Whole]:
    """Among the cells of a table; `sums` are tables of their own already."""
    rows: dict[tuple[str, str], list[str]] = {}
    for indicator, place, period in cells:
        rows.setdefault((indicator, period), []).append(place)
    for (indicator, period), found in rows.items():
        one = catalogue.indicators[indicator]
        for place in found:
            inside = _inside(place, one, found, organisation, areas)
            if inside and not (place == TOTAL and (indicator, place, period) in sums):
                parts = tuple((indicator, part, period) for part in inside)
                yield Whole((indicator, place, period), parts, _covered(place, inside, areas))
    for (whole, among), members in _groups(catalogue).items():
        names = [[part] for part in members] if not among else [members]
        for period, place in sorted({(at[2], at[1]) for at in cells if at[0] == whole}):
            for group in names:
                here = tuple(at for part in group if (at := (part, place, period)) in cells)
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

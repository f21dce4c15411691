"""An area's fields as areas.jsonl holds them, and the checks of the tree that the areas make."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from bot.domain.areas import LEVELS, Area, Areas
from bot.transfer.problems import Problems, Wrong
from bot.transfer.values import (
    Check,
    checked,
    circles,
    identity,
    line,
    names,
    one_of,
    postal_codes,
    screened,
    unknown_keys,
)

FIELDS = tuple(field.name for field in fields(Area))
_IDS = names(100, 200)  # whether there are such areas is seen when all are read
_REQUIRED = {"id": "fx noerrebro", "name": "områdets navn", "level": "fx bydel"}
_CHECKS: dict[str, Check] = {
    "id": identity,
    "name": line(200),
    "level": one_of(LEVELS),
    "parent": identity,
    "aliases": names(200, 200),
    "postal_codes": postal_codes,
    "neighbours": _IDS,
}


def read_areas(rows: Iterable[tuple[int, dict[str, Any]]], stored: Areas, problems: Problems) -> list[Area]:
    """The areas of a file's rows; what is wrong with them, alone or together with the `stored` ones, is noted."""
    found: dict[str, tuple[int, Area]] = {}
    faulty: set[str] = set()  # ids of rows that are already reported: naming them is no mistake of its own
    for number, raw in rows:
        kept: dict[str, Any] = {}
        wrongs = screened(raw)
        if not wrongs:
            kept, wrongs = checked(raw, _CHECKS, _REQUIRED)
            wrongs += unknown_keys(raw, FIELDS)
        for name, wrong in wrongs:
            problems.add(number, name, wrong)
        if not _REQUIRED.keys() <= kept.keys():
            faulty.add(str(raw.get("id")))
            continue
        area = Area(**kept)
        if area.id in found:
            first = found[area.id][0]
            problems.add(number, "id", Wrong(f"Samme id står på linje {first}.", "Giv hvert område sit eget id."))
        else:
            found[area.id] = number, area
    _check_tree(found, stored, faulty, problems)
    return [area for _, area in found.values()]


def _check_tree(
    found: dict[str, tuple[int, Area]], stored: Areas, faulty: set[str], problems: Problems
) -> None:
    together = {area.id: area for area in stored} | {id_: area for id_, (_, area) in found.items()}
    inside_itself = circles({area.id: area.parent for area in together.values()})
    everything = faulty | together.keys()
    for number, area in found.values():
        if area.parent is not None and area.parent not in everything:
            problems.add(number, "parent", _unknown(area.parent, everything))
        for neighbour in area.neighbours:
            if neighbour not in everything:
                problems.add(number, "neighbours", _unknown(neighbour, everything))
        if circle := inside_itself.get(area.id):
            way = " › ".join([*circle[:10], "…" if len(circle) > 10 else circle[0]])
            remedy = "Ret parent, så rækken ender ved byen."
            problems.add(number, "parent", Wrong(f"Området ligger inde i sig selv: {way}.", remedy))


def _unknown(area: str, everything: Iterable[str]) -> Wrong:
    remedy = "Ret det, eller tilføj området til filen."
    return Wrong(f"»{area}« er et ukendt område.", remedy, word=area, known=everything)

"""Names of places: what areas, and the plans that are there, are called, and their postal codes."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from bot.domain.areas import LEVELS, Areas
from bot.domain.directory import Directory
from bot.domain.questions import words
from bot.domain.questions.lexicon import Phrase
from bot.domain.questions.postings import Mask, Numbers

_OWN_NAME = 8  # letters of what a quarter is called after, which may stand alone


def places_of(directory: Directory) -> tuple[dict[Phrase, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Spelled names of areas (and of the plans there) → area ids, and postal codes → the widest areas with them."""
    areas = directory.areas
    names: dict[Phrase, set[str]] = defaultdict(set)
    aliases: dict[Phrase, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        names[name_spelled(area.name)].add(area.id)
        for alias in area.aliases:
            aliases[name_spelled(alias)].add(area.id)
        for code in area.postal_codes:
            codes[code].add(area.id)
    plans = {name_spelled(plan.name) for plan in directory.organisation.plans}
    offers = plans.intersection(tuple(map(words.fold, w)) for w in words.words_of(o.name for o in directory.offers))
    for plan in directory.organisation.plans:
        if name_spelled(plan.name) not in offers:  # else the offer is meant
            aliases[name_spelled(plan.name)].update(area for area in plan.areas if area in areas)
    for name in [name for name in aliases if len(name) == 2 and name[1].startswith("kvarter")]:
        if len(name[0]) >= _OWN_NAME:  # "Superkilen-kvarteret", but not "Fugle-kvarteret"
            aliases[name[:1]].update(aliases[name])
    found = {p: ids for table in (aliases, names) for p, ids in table.items() if p and ids}
    for phrase, ids in list(found.items()):  # Nørrebros
        found.setdefault((*phrase[:-1], phrase[-1] + "s"), ids)
    cities = {area.id for area in areas if area.parent is None}
    widest = {}
    for code, ids in codes.items():
        inner = (ids - cities) or ids
        level = min(LEVELS.index(areas[id_].level) for id_ in inner)
        wide = {id_ for id_ in inner if LEVELS.index(areas[id_].level) == level}
        widest[code] = tuple(sorted(id_ for id_ in wide if wide.isdisjoint(areas.parents(id_))))
    return {phrase: tuple(sorted(ids)) for phrase, ids in found.items()}, widest


def city_wide(areas: Areas, in_area: Mapping[str, Numbers], offers: int) -> Mask:
    """Which of so many offers are for a whole city."""
    found = np.zeros(offers, np.bool_)
    for area in areas:
        if area.parent is None and area.id in in_area:
            found[in_area[area.id]] = True
    return found


def name_spelled(name: str) -> Phrase:
    """A name's words in folded spelling."""
    return tuple(map(words.fold, words.words(name)))

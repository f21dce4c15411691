"""Readings: a name in a question that means several things, so that the asker can say which was meant.

A name is ambiguous when several areas have it, or when it is an area's and an offer's. What is one inside the other
(a city and its old town), and a plan's name, which stands for all its areas, are not.
"""

from dataclasses import dataclass, replace

import numpy as np

from bot.domain.areas import Area
from bot.domain.questions import words
from bot.domain.questions.index import Index
from bot.domain.questions.lexicon import Phrase
from bot.domain.questions.understood import Understood

_IN_NAME = 0.9  # how surely an offer says a word that stands in its name
_MOST = 50  # offers looked at
_SIZES = 4  # words of a name


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name may mean ("Skrænten", "tilbuddet Skrænten"), and the question read like that."""

    text: str
    understood: Understood


def readings(text: str, understood: Understood, index: Index) -> tuple[Reading, ...]:
    """The readings of the first ambiguous name; none when every name is clear. Never raises."""
    spelled = [words.fold(word) for word in words.words(text[: words.LONGEST])]
    for at in range(len(spelled)):
        for size in range(min(_SIZES, len(spelled) - at), 0, -1):
            ids = index.places.get(name := tuple(spelled[at : at + size]))
            if ids:
                found = _readings(name, understood, index) if set(ids) & set(understood.areas) else ()
                if found:
                    return found
                break
    return ()


def _readings(name: Phrase, understood: Understood, index: Index) -> tuple[Reading, ...]:
    written = {id_: plain for id_ in index.places[name] if (plain := _name_of(index.areas[id_], name))}
    outer = {id_ for id_ in written if any(index.areas.parts(id_) & written.keys() - {id_})}
    rest = tuple(id_ for id_ in understood.areas if id_ not in index.places[name])
    found = [
        Reading(_place(index.areas[id_], index), replace(understood, areas=(*rest, id_)))
        for id_ in written
        if id_ not in outer
    ]
    for offer_id in dict.fromkeys(id_ for plain in written.values() for id_ in _offers(plain, index)):
        offer = index.directory.offer(offer_id)
        if offer is not None and offer_id not in understood.names:
            found.append(Reading(f"tilbuddet {offer.name}", replace(understood, areas=rest, names=(offer_id,))))
    return tuple(found) if len(found) > 1 else ()


def _name_of(area: Area, spelled: Phrase) -> list[str]:
    """The area's name or alias, in plain words, that a question has spelled like that, perhaps in the genitive."""
    for name in (area.name, *area.aliases):
        plain = words.words(name)
        folded = tuple(map(words.fold, plain))
        if folded and spelled in (folded, (*folded[:-1], folded[-1] + "s")):
            return plain
    return []


def _place(area: Area, index: Index) -> str:
    """ "Skrænten (Åsen)"; the city goes without saying."""
    around = index.areas.parents(area.id)
    inside = around and index.areas[around[0]].parent is not None
    return f"{area.name} ({index.areas[around[0]].name})" if inside else area.name


def _offers(plain: list[str], index: Index) -> list[str]:
    """The ids of offers that are called exactly that."""
    said = np.minimum.reduce([index.strengths(words.stem(word)) for word in plain])
    candidates = np.flatnonzero(said >= _IN_NAME)[:_MOST].tolist()
    return [index.offers[number].id for number in candidates if words.words(index.offers[number].name) == plain]

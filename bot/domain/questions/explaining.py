"""Why an offer is among the answers: what of the question it meets, what its record does not say, what it fails."""

from dataclasses import dataclass, replace

import numpy as np

from bot.domain.offer_text import join
from bot.domain.questions.describing import called, describe, shown
from bot.domain.questions.index import Index
from bot.domain.questions.understood import Understood

_SOME = 0.3  # how telling a topic must be, and how sure the offer about it, for it to be a reason
_MOST = 3


@dataclass(frozen=True, slots=True)
class Why:
    """What an offer `meets` ("emnet fritidsjob", "15 år"), leaves `unstated` ("pris") and `fails` ("sted")."""

    meets: tuple[str, ...] = ()
    unstated: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


def why(understood: Understood, offer_id: str, index: Index) -> Why:
    """The reasons, the topic first; nothing for an offer that is gone."""
    number = index.numbers.get(offer_id)
    if number is None:
        return Why()
    meets = ["navnet"] if offer_id in understood.names else []
    topics = _topics(understood, number, index)
    if topics:
        meets.append(f"{'emnerne' if len(topics) > 1 else 'emnet'} {join(topics)}")
    unstated: list[str] = []
    fails: list[str] = []
    place = _place(understood, number, index)
    if place:
        meets.append(place)
    elif understood.areas:
        fails.append("sted")
    for name, text, stated, fits in _facets(understood, number, index):
        (meets if stated and fits else unstated if not stated else fails).append(text if stated and fits else name)
    return Why(tuple(dict.fromkeys(meets)), tuple(unstated), tuple(fails))


def _topics(understood: Understood, number: int, index: Index) -> list[str]:
    """The topics that the offer is about, as words: those that were said, or else the need that it meets best.

    A word of a name that was written is none, nor is a place in such a name ("Lektiecaféen på Husum Bibliotek").
    """
    named = called(understood, index)
    other = [topic for topic in understood.topics if topic not in named and (topic,) not in index.places]
    said = [topic for topic in other if index.weight(topic) >= _SOME and index.strengths(topic)[number] >= _SOME]
    if said:
        return list(dict.fromkeys(shown(topic, index) for topic in said))[:_MOST]
    met = {f"#{need}": ninths * float(index.strengths(f"#{need}")[number]) for need, ninths in understood.needs}
    best = max(met, key=lambda need: met[need], default="")
    return [shown(best, index)] if best and met[best] > 0 else []


def _place(understood: Understood, number: int, index: Index) -> str:
    """The area asked for that the offer is in, or the area around it that the offer is for."""
    areas, offer = index.areas, index.offers[number]
    asked = [area for area in understood.areas if area in areas]
    inside = [area for area in asked if areas.parts(area) & set(offer.areas)]
    if inside:
        return areas.names(inside)
    around = [p for area in asked for p in areas.parents(area) if p in offer.areas]
    return f"hele {areas[around[0]].name}" if around else ""


def _facets(understood: Understood, number: int, index: Index) -> list[tuple[str, str, bool, bool]]:
    """(name, what was asked for, whether the record says, whether it fits) of each facet that was asked for."""
    facts, offer, texts = index.facts, index.offers[number], _texts(understood, index)
    row = np.array([number])
    found = []
    if understood.age is not None:
        fits = bool(facts.fits_age(understood.age, row, stated=True)[0])
        found.append(("alder", texts["age"], bool(facts.aged[number]), fits))
    if understood.audience is not None:
        fits = bool(facts.fits_audience(understood.audience, row, stated=False, only=understood.only)[0])
        found.append(("målgruppe", texts["audience"], bool(offer.audience), fits))
    if understood.weekdays or understood.start or understood.end:
        fits = bool(facts.is_open(understood.weekdays, understood.start, understood.end)[number])
        stated = bool(offer.schedule or facts.noted[number] or facts.always[number])
        found.append(("tider", texts["weekdays"], stated, fits))
    if understood.free or understood.price is not None:
        price = int(facts.price[number])
        text, most = (texts["free"], 0) if understood.free else (texts["price"], understood.price or 0)
        found.append(("pris", text, price >= 0, 0 <= price <= most))
    return found


def _texts(understood: Understood, index: Index) -> dict[str, str]:
    """What was asked for, by facet, as on the chips."""
    return {facet.name: facet.text for facet in describe(replace(understood, topics=(), needs=()), index)}

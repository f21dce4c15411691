"""What was understood, said in Danish: chips for the card, and what a gap is recorded as."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from bot.domain.offers import WEEKDAYS
from bot.domain.questions import words
from bot.domain.questions.ages import NO_END, Age
from bot.domain.questions.index import Index
from bot.domain.questions.understood import ASIDE, NOTHING, OFFER, UNKNOWN, Understood

_DAYS = {
    "man": "mandag",
    "tir": "tirsdag",
    "ons": "onsdag",
    "tor": "torsdag",
    "fre": "fredag",
    "lør": "lørdag",
    "søn": "søndag",
}
_ASKS_ELSE = "spørger vist om noget andet"
_TELLS = 0.2  # weight of a topic: "lavet" and "sag" weigh less, and say nothing about what was understood
_LIKELY = 3  # ninths from which on a need is worth a chip of its own
_BANDS: tuple[Age, ...] = ((0, 5), (6, 9), (10, 12), (13, 15), (16, 17), (18, 24), (25, NO_END))


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing understood: its name, Danish text for a chip, and the question without it."""

    name: str
    text: str
    without: Understood


def describe(understood: Understood, index: Index) -> tuple[Facet, ...]:
    """The facets of a question for people, each with the question minus that facet."""
    u = understood
    age = _age(u.age) if u.age is not None else ""
    audience = "ikke kun for ét køn" if u.audience == "alle" else u.audience or ""
    audience = f"kun {audience}" if u.only else audience
    names = {id_: index.offers[index.numbers[id_]].name for id_ in u.names if id_ in index.numbers}
    named = called(u, index)
    topics = [topic for topic in u.topics if topic not in named and index.weight(topic) >= _TELLS]
    facets = [
        *_each(u, "areas", {area: f"Område: {index.areas[area].name}" for area in u.areas if area in index.areas}),
        *_each(u, "avoided", {area: f"ikke {index.areas[area].name}" for area in u.avoided if area in index.areas}),
        *_each(u, "names", names),
        Facet("age", age, replace(u, age=None)),
        Facet("audience", audience, replace(u, audience=None, only=False)),
        Facet("weekdays", _when(u), replace(u, weekdays=(), start=None, end=None, open_now=False)),
        Facet("free", "gratis" if u.free else "", replace(u, free=False)),
        Facet("price", f"højst {u.price} kr." if u.price else "", replace(u, price=None)),
        Facet("kind", u.kind or "", replace(u, kind=None)),
        *_topics(u, topics, index),
        *_needs(u, index),
        *_each(u, "excluded", {topic: f"ikke {shown(topic, index)}" for topic in u.excluded}),
        Facet("elsewhere", "et sted, jeg ikke dækker" if u.elsewhere else "", replace(u, elsewhere=False)),
        Facet("street", "en vej, jeg ikke kender" if u.street else "", replace(u, street=False)),
        Facet("aside", _ASKS_ELSE if asks_else(u) else "", replace(u, aside=0, nothing=0)),
        Facet("missing", "ord, jeg ikke kender" if u.missing >= UNKNOWN else "", replace(u, missing=0)),
    ]
    return tuple(facet for facet in facets if facet.text)


def called(understood: Understood, index: Index) -> set[str]:
    """The words of the names and the addresses of the offers that were named."""
    named = [index.offers[index.numbers[id_]] for id_ in understood.names if id_ in index.numbers]
    return {stem for offer in named for text in (offer.name, offer.address) if text for stem in words.keys(text)}


def _each(understood: Understood, name: str, texts: Mapping[str, str]) -> Iterator[Facet]:
    """A chip for every value of a facet that has several."""
    for value, text in texts.items():
        rest = tuple(other for other in getattr(understood, name) if other != value)
        yield Facet(name, text, replace(understood, **cast(Any, {name: rest})))


def _topics(understood: Understood, topics: Iterable[str], index: Index) -> Iterator[Facet]:
    """A chip for every word of those; the need of the same name, which has no chip of its own, goes with it."""
    needs = {shown(f"#{need}", index): need for need, _ in understood.needs}
    texts = {topic: f"emne: {shown(topic, index)}" for topic in topics}
    for facet, topic in zip(_each(understood, "topics", texts), texts, strict=True):
        need = needs.get(shown(topic, index))
        yield replace(facet, without=_without_need(facet.without, need)) if need else facet


def _needs(understood: Understood, index: Index) -> Iterator[Facet]:
    """A chip for every likely need that no other names."""
    named = {shown(topic, index) for topic in (*understood.topics, *understood.excluded)}
    for place, (need, ninths) in enumerate(understood.needs):
        text = shown(f"#{need}", index)
        if text not in named and (place == 0 or ninths >= _LIKELY):
            yield Facet("needs", f"emne: {text}", _without_need(understood, need))


def _without_need(understood: Understood, need: str) -> Understood:
    """Without a need; and without the last of them, nothing is sought by what was less likely."""
    rest = tuple(other for other in understood.needs if other[0] != need)
    hints = tuple(other for other in understood.hints if rest and other[0] != need)
    return replace(understood, needs=rest, hints=hints, gist="")


def shown(topic: str, index: Index) -> str:
    """A topic as a Danish word."""
    if topic.startswith(OFFER):
        number = index.numbers.get(topic.removeprefix(OFFER))
        return index.offers[number].name if number is not None else topic.removeprefix(OFFER)
    if topic.startswith("#"):
        concept = index.lexicon.concepts.get(topic[1:])
        return concept.name if concept else topic[1:]
    return " + ".join(index.shown(part) for part in topic.split("+"))


def gap_facets(understood: Understood, index: Index) -> tuple[str | None, str | None, tuple[str, ...]] | None:
    """What a gap is recorded as: the area's id, an age band ("13-15"), topics (`shown` makes them readable).

    None for what could not be on offer: nonsense, jokes, an office's matters, and what is known by nothing at all.
    """
    need, ninths = understood.needs[0] if understood.needs else ("", 0)
    concept = index.lexicon.concepts.get(need)
    outside = concept is not None and concept.outside
    if outside and understood.missing < UNKNOWN:
        return None
    if asks_else(understood) and (outside or not (understood.outright or ninths >= _LIKELY)):
        return None
    band = None
    if understood.age is not None:
        low, high = next(band for band in _BANDS if understood.age[0] <= band[1])
        band = f"{low}-{high}" if high != NO_END else f"{low}+"
    topics = (*understood.topics, *([f"#{need}"] if need and not outside else []))
    area = understood.areas[0] if understood.areas else None
    return (area, band, topics) if area or band or topics else None


def asks_else(understood: Understood) -> bool:
    """Whether it sounds like asking for something else than an offer."""
    return understood.aside > ASIDE or understood.nothing >= NOTHING


def _age(age: Age) -> str:
    low, high = age
    if low == high:
        return f"{low} år"
    if high == NO_END:
        return f"fra {low} år"
    return f"{low}–{high} år" if low else f"til {high} år"


def _when(understood: Understood) -> str:
    if understood.open_now:
        return "åbent nu"
    days = understood.weekdays
    text = "hverdage" if days == WEEKDAYS[:5] else ", ".join(_DAYS[day] for day in days)
    if len(days) == len(WEEKDAYS) - 1:
        text = "ikke " + next(_DAYS[day] for day in WEEKDAYS if day not in days)
    start, end = understood.start, understood.end
    if start and end and start != end:
        return f"{text} kl. {start:%H.%M}–{end:%H.%M}".strip()
    if start and end:
        return f"{text} kl. {start:%H.%M}".strip()
    if start:
        return f"{text} efter kl. {start:%H.%M}".strip()
    return f"{text} før kl. {end:%H.%M}".strip() if end else text

"""What was understood, said in Danish: chips for the card, and what a gap is recorded as."""

from dataclasses import dataclass, replace
from typing import Any

from bot.domain.questions.facets import NO_END, Age
from bot.domain.questions.index import Index
from bot.domain.questions.understood import Understood

_DAYS = {
    "man": "mandag",
    "tir": "tirsdag",
    "ons": "onsdag",
    "tor": "torsdag",
    "fre": "fredag",
    "lør": "lørdag",
    "søn": "søndag",
}
_BANDS: tuple[Age, ...] = ((0, 5), (6, 9), (10, 12), (13, 15), (16, 17), (18, 24), (25, NO_END))


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing understood: its name, Danish text for a chip, and the question without it."""

    name: str
    text: str
    without: Understood


def describe(understood: Understood, index: Index) -> tuple[Facet, ...]:
    """The facets of a question for people, each with the question minus that facet."""
    said: list[Facet] = []

    def add(name: str, text: str, **changed: Any) -> None:
        said.append(Facet(name, text, replace(understood, **changed)))

    def each(name: str, text: str, value: str) -> None:
        values = getattr(understood, name)
        add(name, text, **{name: tuple(other for other in values if other != value)})

    for area in understood.areas:
        if area in index.areas:
            each("areas", f"Område: {index.areas[area].name}", area)
    names = {offer.id: offer.name for offer in index.offers if offer.id in understood.names} if understood.names else {}
    for offer_id in understood.names:
        if offer_id in names:
            each("names", names[offer_id], offer_id)
    if understood.age is not None:
        add("age", _age(understood.age), age=None)
    if understood.audience is not None:
        text = understood.audience if understood.audience != "alle" else "ikke kun for ét køn"
        add("audience", text, audience=None)
    if when := _when(understood):
        add("weekdays", when, weekdays=(), start=None, end=None, open_now=False)
    if understood.free:
        add("free", "gratis", free=False)
    if understood.kind is not None:
        add("kind", understood.kind, kind=None)
    for topic in understood.topics:
        each("topics", f"emne: {shown(topic, index)}", topic)
    for topic in understood.excluded:
        each("excluded", f"ikke {shown(topic, index)}", topic)
    if understood.elsewhere:
        add("elsewhere", "et sted, jeg ikke dækker", elsewhere=False)
    if understood.missing >= 6:
        add("missing", "ord, jeg ikke kender", missing=0)
    return tuple(said)


def shown(topic: str, index: Index) -> str:
    """A topic as a Danish word."""
    if topic.startswith("#"):
        concept = index.lexicon.concepts.get(topic[1:])
        return concept.name if concept else topic[1:]
    return " + ".join(index.shown.get(part) or shown("#" + index.lexicon.single.get(part, part), index)
                      for part in topic.split("+"))


def gap_facets(understood: Understood) -> tuple[str | None, str | None, tuple[str, ...]]:
    """What a gap is recorded as: the area's id, an age band ("13-15"), topics (`shown` makes them readable)."""
    band = None
    if understood.age is not None:
        low, high = next(band for band in _BANDS if understood.age[0] <= band[1])
        band = f"{low}-{high}" if high != NO_END else f"{low}+"
    return (understood.areas[0] if understood.areas else None), band, understood.topics


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
    text = "hverdage" if len(days) == 5 and days[0] == "man" and days[-1] == "fre" else ", ".join(_DAYS[d] for d in days)
    start, end = understood.start, understood.end
    if start and end and start != end:
        return f"{text} kl. {start:%H.%M}–{end:%H.%M}".strip()
    if start and end:
        return f"{text} kl. {start:%H.%M}".strip()
    if start:
        return f"{text} efter kl. {start:%H.%M}".strip()
    return f"{text} før kl. {end:%H.%M}".strip() if end else text

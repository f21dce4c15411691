"""The second door: what was understood becomes offers, best first.

An offer's score is its *coverage*: the share of the question's weighted topics that it is about, times how near it is
and how well its record states the facets. What fails a facet is no answer, but may be shown as a near miss.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from bot.domain.offers import WEEKDAYS, Offer, Slot
from bot.domain.questions.facets import NO_END, Age, at_once
from bot.domain.questions.index import Index
from bot.domain.questions.understood import UNKNOWN, Found, Match, Understood, is_empty

_ENOUGH = 0.38  # coverage below which an offer is at most a guess
_GUESS = 0.25
_OF_BEST = 0.55  # an answer covers at least this share of what the best one covers
_LONG = 1.6  # a long question is covered by an offer that is about this much of it
_MISSING = 0.06  # weight of a tenth of a missing word
_UNSTATED = 0.85  # the record does not say, so it comes after those that do
_NEAR = (1.0, 0.8, 0.65)  # in the area, around it, in the whole city
_NAMED = 2.0
_LEAST = 0.35  # weight of all topics together below which everyday words alone would answer
_FOR_ADULTS = ({"forældre"}, {"fagpersoner"}, {"forældre", "fagpersoner"}, {"forældre", "familier"})
_KINDS = {"tilbud": 1.0, "indsats": 0.97, "kontakt": 0.9}  # somewhere to go, before whom to call


def rank(understood: Understood, now: datetime, index: Index) -> Found:
    """All offers that answer, best first, and at most three that might. "Åbent nu" is what is open at `now`."""
    if understood.open_now:
        when = at_once(now)
        understood = replace(understood, weekdays=when.weekdays, start=when.start, end=when.end)
    if understood.elsewhere:
        return Found(failed="areas")
    if is_empty(understood):
        return Found()
    if not understood.topics and not understood.names:
        return _browse(understood, index)
    covered = _coverage(understood, index)
    nearness = _nearness(understood, index)
    hits: list[Match] = []
    misses: list[Match] = []
    guesses: list[Match] = []
    for number, coverage in covered.items():
        if coverage < _GUESS:
            continue
        offer = index.offers[number]
        near = nearness.get(number, 0.0) if nearness is not None else 1.0
        fails = _fails(understood, offer, index, stated=False) + (() if near else ("areas",))
        match = Match(offer.id, coverage * (near or 0.5) * _stated(understood, offer, index), fails)
        if coverage < _ENOUGH:
            guesses.append(Match(offer.id, match.score, (*fails, "topics")))
        else:
            (misses if fails else hits).append(match)
    answer = _best(hits)
    maybe = sorted(misses, key=_order)[:3] or (() if answer else sorted(guesses, key=_order)[:3])
    failed = None if answer else (misses[0].fails[0] if misses else "topics")
    return Found(answer, tuple(maybe), _answered_for(understood, answer, index), failed)


def _order(match: Match) -> tuple[int, float]:
    return len(match.fails), -match.score


def _best(hits: list[Match]) -> tuple[Match, ...]:
    hits.sort(key=_order)
    return tuple(match for match in hits if match.score >= _OF_BEST * hits[0].score)


def _coverage(understood: Understood, index: Index) -> dict[int, float]:
    """Offer number → the share (0-1, more for those named) of the question's weighted topics that it covers."""
    total = understood.missing * _MISSING
    covered: dict[int, float] = {}
    for topic in understood.topics:
        weight = index.weight(topic)
        total += weight
        for number, strength in index.strengths(topic).items():
            covered[number] = covered.get(number, 0.0) + weight * strength
    whole = max(min(total, _LONG), _LEAST)
    covered = {number: min(1.0, weight / whole) for number, weight in covered.items()}
    for offer_id in understood.names:
        if (named := index.numbers.get(offer_id)) is not None:
            covered[named] = _NAMED + covered.get(named, 0.0)
    for topic in understood.excluded:
        for number, strength in index.strengths(topic).items():
            if strength >= 0.8:
                covered.pop(number, None)
    return covered


def _nearness(understood: Understood, index: Index) -> dict[int, float] | None:
    """Offer number → 1 in the areas asked for, less around them; None when the whole directory was asked."""
    areas = _asked(understood, index)
    if not areas:
        return None
    near: dict[int, float] = {}
    for area in areas:
        parents = index.areas.parents(area)
        for around in parents:
            for number in index.in_area.get(around, ()):
                near[number] = max(near.get(number, 0.0), _NEAR[1 if index.areas[around].parent else 2])
    for number in _inside(areas, index):
        near[number] = _NEAR[0]
    return near


def _asked(understood: Understood, index: Index) -> list[str]:
    return [a for a in understood.areas if a in index.areas and index.areas[a].parent is not None]


def _inside(areas: Iterable[str], index: Index) -> dict[int, None]:
    """Numbers of the offers in the areas: those of the areas themselves first, then those of their parts."""
    found: dict[int, None] = {}
    for area in areas:
        found.update(dict.fromkeys(index.in_area.get(area, ())))
    for area in areas:
        for part in sorted(index.areas.parts(area)):
            found.update(dict.fromkeys(index.in_area.get(part, ())))
    return found


def _answered_for(understood: Understood, answer: tuple[Match, ...], index: Index) -> str | None:
    """The nearest area around the one asked for that the answer belongs to; None when it is in the area itself."""
    areas = _asked(understood, index)
    if not areas or not answer:
        return None
    answered = {match.offer_id for match in answer}
    around = [areas, *([parent] for parent in index.areas.parents(areas[0]))]
    for level in around:
        if any(index.offers[number].id in answered for number in _inside(level, index)):
            return None if level is areas else level[0]
    return None


def _browse(understood: Understood, index: Index) -> Found:
    """A question without a topic: what is in the area, or what states the age, the audience, the time …"""
    if understood.missing >= UNKNOWN:
        return Found(failed="topics")
    areas = _asked(understood, index)
    if not areas:
        return _stating(range(len(index.offers)), understood, index, None)
    tried = [areas, *([parent] for parent in index.areas.parents(areas[0]))]
    first = Found()
    for level in tried:
        city = level is not areas and index.areas[level[0]].parent is None
        numbers = index.in_area.get(level[0], ()) if city else _inside(level, index)
        found = _stating(numbers, understood, index, None if level is areas else level[0])
        if found.answer:
            return Found(found.answer, first.maybe, found.area)
        first = first if first.failed else found
    return first


def _stating(numbers: Iterable[int], understood: Understood, index: Index, area: str | None) -> Found:
    hits: list[Match] = []
    misses: list[Match] = []
    for place, number in enumerate(numbers):
        offer = index.offers[number]
        fails = _fails(understood, offer, index, stated=not understood.areas)
        score = _stated(understood, offer, index) * _KINDS[offer.kind] / (1 + 0.01 * len(offer.areas)) - 1e-6 * place
        (misses if fails else hits).append(Match(offer.id, score, fails))
    hits.sort(key=_order)
    misses.sort(key=_order)
    failed = None if hits else (misses[0].fails[0] if misses else "areas")
    return Found(tuple(hits), tuple(misses[:3]), area, failed)


# ── Facets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _fails(understood: Understood, offer: Offer, index: Index, stated: bool) -> tuple[str, ...]:
    """The facets that the offer does not meet. With `stated`, what the record does not say fails as well."""
    fails = []
    if understood.age is not None and not fits_age(offer, understood.age, stated):
        fails.append("age")
    if understood.audience is not None and not _fits_audience(offer, understood.audience, stated):
        fails.append("audience")
    if (understood.weekdays or understood.open_now) and not is_open(offer, understood, index):
        fails.append("weekdays")
    if understood.free and not is_free(offer):
        fails.append("free")
    return tuple(fails)


def _stated(understood: Understood, offer: Offer, index: Index) -> float:
    """How well the record states what was asked for: 1 when it does or nothing was asked."""
    factor = 1.0
    if understood.age is not None and offer.min_age is None and offer.max_age is None:
        factor *= _UNSTATED
    if understood.audience not in (None, "alle"):
        genders = {"piger", "drenge"} & set(offer.audience)
        factor *= 0.85 if understood.audience not in offer.audience else 0.92 if len(genders) == 2 else 1.0
    if (understood.age or understood.audience in ("piger", "drenge")) and set(offer.audience) in _FOR_ADULTS:
        factor *= _UNSTATED
    if understood.kind is not None and offer.kind != understood.kind:
        factor *= 0.9
    if understood.weekdays and not offer.schedule:
        factor *= 0.95
    if not understood.weekdays and (understood.start or understood.end) and not is_open(offer, understood, index):
        factor *= 0.8
    return factor


def fits_age(offer: Offer, age: Age, stated: bool = False) -> bool:
    """Whether the stated range meets the asked one by more than its edge; unstated fits unless `stated`."""
    if offer.min_age is None and offer.max_age is None:
        return not stated
    low, high = offer.min_age or 0, NO_END if offer.max_age is None else offer.max_age
    asked_low, asked_high = age
    if asked_low == asked_high:
        return low <= asked_low <= high
    return min(high, asked_high) - max(low, asked_low) >= min(1, high - low)


def _fits_audience(offer: Offer, audience: str, stated: bool) -> bool:
    genders = {"piger", "drenge"} & set(offer.audience)
    if audience == "alle":
        return len(genders) != 1
    if audience in ("piger", "drenge"):
        return audience in genders or (not stated and not genders)
    return audience in offer.audience or not stated


def is_free(offer: Offer) -> bool:
    """Whether the record says that it costs nothing."""
    if offer.price_dkk is not None:
        return offer.price_dkk == 0
    return "gratis" in f"{offer.summary} {offer.description} {offer.price_note or ''}".lower()


def is_open(offer: Offer, understood: Understood, index: Index) -> bool:
    """Whether the record states that it is open on one of the weekdays, at some of the time asked for."""
    if offer.id in index.always_open:
        return True
    days, start, end = understood.weekdays, understood.start, understood.end
    for slot in offer.schedule:
        if (not days or slot.weekday in days) and _overlaps(slot.start, slot.end, start, end):
            return True
        if _next_day(slot) in days and _overlaps(time(0), slot.end, start, end):
            return True
    noted = index.noted_days.get(offer.id, ())
    return start is None and end is None and any(day in noted for day in days)


def _next_day(slot: Slot) -> str | None:
    """The weekday after the slot's, when it lasts beyond midnight."""
    if slot.start is None or slot.end is None or not time(0) < slot.end <= slot.start:
        return None
    return WEEKDAYS[(WEEKDAYS.index(slot.weekday) + 1) % 7]


def _overlaps(opens: time | None, closes: time | None, start: time | None, end: time | None) -> bool:
    """Whether two times of day meet; an asked instant must lie inside. An unknown hour meets no asked time."""
    if start is None and end is None:
        return True
    if opens is None or closes is None:
        return False
    first, last = _minutes(opens), _minutes(closes)
    asked, until = _minutes(start or time(0)), _minutes(end) if end else 24 * 60
    last += 24 * 60 if last <= first else 0
    until += 24 * 60 if until < asked else 0
    if asked == until:
        return first <= asked < last
    return first < until and asked < last


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute

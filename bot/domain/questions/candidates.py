"""Which offers may answer what was understood, and which facets each fails.

An offer's *coverage* is the share of the question's weighted topics that it is about.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from bot.domain.offers import KINDS
from bot.domain.questions import gist, words
from bot.domain.questions.ages import GROWN
from bot.domain.questions.facts import EARLIEST, LATEST
from bot.domain.questions.index import Index
from bot.domain.questions.postings import Mask, Rows, Vector, numbered, rows_of
from bot.domain.questions.understood import OFFER, Understood

_JUDGED = 40  # offers: those that cover most of the question
_ALIKE = 16  # offers that speak most of the like, by each of three ways to tell: they are judged, too
ABOUT = 0.78  # how surely an offer is about what must not be
_LOOKED_AT = 1000  # and before facets are looked at
_TOUCHED = 0.001  # coverage below which an offer has nothing to do with the question
_LONG = 1.6  # a long question is covered by an offer that is about this much of it
_MISSING = 0.06  # weight of a tenth of a missing word
_MOST_MISSING = 0.3
_UNSTATED = 0.85  # the record does not say, so it comes after those that do
_FOR_BOTH, _OTHER_KIND, _NO_HOURS, _CLOSED = 0.92, 0.9, 0.95, 0.8  # likewise, who is for girls and boys …
_BY_THEMSELVES = 3  # years: who is younger comes with an adult
STORY = 6  # words of a message that may tell a weekday or an hour in passing
_NEAR = (1.0, 0.8, 0.65)  # in the area, around it, in the whole city
_MOST_DAYS = 5  # weekdays: on one of so many, who states no hours may be open, too
_LEAST_NEAR = np.float32(0.5)  # what lies elsewhere counts half when it is chosen who is judged
_NAMED = 2.0
_KIND = 4  # letters of a word that others end with that are a kind of it
_BESIDE_NAME = 0.3  # the weight of what the words speak of, beside a name
_LIKELY = 3  # ninths
_LACKED = 1.0  # what is missing when the directory lacks what was asked for: an honest no
_NEED = 1.0  # the weight of what the words speak of, beside the words that offers use
_LEAST = 0.9  # weight of all topics together below which everyday words alone would answer


class Candidates(NamedTuple):
    """Some offers, ascending, and of each of them which facets it fails.

    `literal`: how much of the question it has in its own words; `needed`: how likely (0-1) it has what is needed;
    `covered`: how much of the question it covers; `near`: how near it is (0-1); `stated`: how well it states the
    facets (0-1); `likeness`: see `Profiles.likeness`.
    """

    rows: Rows
    fails: dict[str, Mask]
    failed: Mask
    literal: Vector
    needed: Vector
    covered: Vector
    near: Vector
    stated: Vector
    likeness: Vector


def candidates(understood: Understood, index: Index, also: Iterable[str] = ()) -> Candidates:
    """The offers that cover most of the question or speak of the like, and some that may answer anyway (`also`)."""
    literal = _literal(understood, index)
    met, needed = _met(understood, index)
    covered = _coverage(understood, index, literal, met)
    for number in (index.numbers[offer_id] for offer_id in also):
        covered[number] = max(covered[number], _TOUCHED)
    hints = understood.hints or understood.needs  # a question made of facets alone, as from a gap, has no hints
    affinity = index.lexicon.judge.affinity
    wants = affinity.wants(understood.hints, understood.needs, gist.read(understood.gist, index.lexicon.senses.mark))
    alike = partial(index.profiles.likeness, hints=hints, wants=wants, said=affinity.said)
    likeness = None
    if index.profiles.are_few and len(index.offers) > _ALIKE:
        likeness = alike(np.arange(len(index.offers)))
        most = np.argpartition(-likeness[:3], _ALIKE, axis=1)[:, :_ALIKE].ravel()
        covered[most] = np.maximum(covered[most], np.float32(_TOUCHED))
    if understood.excluded or understood.avoided:
        covered[unwanted(understood, index)] = 0
    nearness = _nearness(understood, index)
    rows = np.flatnonzero(covered >= _TOUCHED)
    rows = _most(rows, covered[rows] * np.maximum(nearness[rows], _LEAST_NEAR), _LOOKED_AT)
    missed = fails(understood, index, rows, stated=False)
    missed["areas"] = nearness[rows] == 0
    failed = np.logical_or.reduce(list(missed.values()))
    said = stated(understood, index, rows)
    judged = _JUDGED if likeness is None else _JUDGED + 2 * _ALIKE
    if len(rows) > judged:
        score = covered[rows] * np.maximum(nearness[rows], _LEAST_NEAR) * said - np.float32(_NAMED) * failed
        kept = _most(np.arange(len(rows)), score, judged)
        rows, said, failed = rows[kept], said[kept], failed[kept]
        missed = {name: mask[kept] for name, mask in missed.items()}
    likeness = alike(rows) if likeness is None else likeness[:, rows]
    return Candidates(
        rows, missed, failed, literal[rows], needed[rows], covered[rows], nearness[rows], said, likeness
    )


def _most(rows: Rows, score: Vector, many: int) -> Rows:
    """So many of some rows, ascending: those with the highest scores, and of equals the first."""
    if len(rows) <= many:
        return rows
    least = np.partition(score, -many)[-many]
    kept: Mask = score > least
    kept[np.flatnonzero(score == least)[: many - np.count_nonzero(kept)]] = True
    found: Rows = rows[kept]
    return found


def _literal(understood: Understood, index: Index) -> Vector:
    """The weight of the question's topics that each offer is about."""
    literal = np.zeros(len(index.offers), np.float32)
    for topic in understood.topics:
        literal += np.float32(index.weight(topic)) * index.strengths(topic)
    return literal


def _coverage(understood: Understood, index: Index, literal: Vector, met: Vector) -> Vector:
    """The share (0-1, more for those named) of the question's weighted topics that each offer covers."""
    total = min(_MOST_MISSING, understood.missing * _MISSING) + sum(map(index.weight, understood.topics))
    weight = lacked = 0.0
    if understood.needs:
        sure = sureness([ninths for _, ninths in understood.needs])
        weight = sure * (_BESIDE_NAME if _is_name(understood, index) else _NEED)
        lacked = _LACKED * sure if is_lacked(understood, index) else 0.0
    whole = max(min(total + weight, _LONG), _LEAST) + lacked
    covered = np.float32(1 / whole) * literal
    if weight:
        covered += np.float32(weight / whole * 9 / max(ninths for _, ninths in understood.needs)) * met
    np.minimum(np.float32(1.0), covered, out=covered)
    named = [index.numbers[offer_id] for offer_id in understood.names if offer_id in index.numbers]
    covered[named] += np.float32(_NAMED)
    return covered


def sureness(ninths: Sequence[int]) -> float:
    """How sure (0-1) it is what was needed: several likely needs are mostly kin, several unlikely ones are not."""
    likely = ninths[0] if ninths[0] < _LIKELY else min(9, sum(ninths))
    return float((likely / 9) ** 0.5)


def is_lacked(understood: Understood, index: Index) -> bool:
    """Whether what is sought has a name that no offer of the directory has, or is hardly ever in one."""
    concept = index.lexicon.concepts.get(understood.needs[0][0])
    if concept is None or not (concept.outside or understood.outright):
        return False
    as_good = () if concept.outside else concept.instead
    return not any(len(index.owners[key].numbers) for key in (concept.key, *as_good))


def _is_name(understood: Understood, index: Index) -> bool:
    """Whether a word of the question is no common word, and only few offers have it: the name of something."""
    return any(
        topic not in index.topical and not index.lexicon.senses.knows(topic) and index.is_rare(topic)
        for topic in understood.topics
    )


def _met(understood: Understood, index: Index) -> tuple[Vector, Vector]:
    """How well (0-1) each offer meets what the words speak of, as likely as that is at most; how likely it has it."""
    has = [index.meets(concept, ninths / 9, outright=understood.outright) for concept, ninths in understood.needs]
    if not has:
        nothing = np.zeros(len(index.offers), np.float32)
        return nothing, nothing
    met, needed = has[0], has[0]
    for other in has[1:]:
        met, needed = np.maximum(met, other), needed + other
    return met, needed


def _nearness(understood: Understood, index: Index) -> Vector:
    """1 in the areas asked for (or where none was), less around them, 0 elsewhere."""
    areas = asked(understood, index)
    if not areas:
        return np.ones(len(index.offers), np.float32)
    near = np.zeros(len(index.offers), np.float32)
    for area in areas:
        for around in index.areas.parents(area):
            numbers = index.in_area.get(around)
            if numbers is not None:
                here = rows_of(numbers)
                near[here] = np.maximum(near[here], _NEAR[1 if index.areas[around].parent else 2])
        called = words.keys(index.areas[area].name)
        if len(called) == 1:  # Brønshøj Boldklub is near Brønshøj, wherever it plays
            near[index.strengths(called[0]) >= ABOUT] = _NEAR[1]
    near[inside(areas, index)] = _NEAR[0]
    return near


def asked(understood: Understood, index: Index) -> list[str]:
    return [a for a in understood.areas if a in index.areas and index.areas[a].parent is not None]


def inside(areas: Sequence[str], index: Index) -> Mask:
    """Who is in the areas or in their parts."""
    inside = np.zeros(len(index.offers), np.bool_)
    for part in {part for area in areas for part in index.areas.parts(area)}:
        if part in index.in_area:
            inside[rows_of(index.in_area[part])] = True
    return inside


def unwanted(understood: Understood, index: Index) -> Mask:
    """Who is about what must not be, or nowhere but in areas to avoid."""
    found = np.zeros(len(index.offers), np.bool_)
    for topic in understood.excluded:
        found |= _is_about(topic, index)
    avoided = [area for area in understood.avoided if area in index.areas]
    parts = {part for area in avoided for part in index.areas.parts(area)}
    rows: list[int] = np.flatnonzero(inside(avoided, index)).tolist() if avoided else []
    found[numbered(row for row in rows if parts.issuperset(index.offers[row].areas))] = True
    return found


def _is_about(topic: str, index: Index) -> Mask:
    """Who is about a topic, or has a topic that is a kind of it (a fritidsklub is a klub); or the offer "@id".

    Who wants no sport wants no football, either, but who is sent elsewhere than to headspace wants counselling still.
    """
    if topic.startswith(OFFER):
        here: Mask = np.arange(len(index.offers)) == index.numbers.get(topic.removeprefix(OFFER), -1)
        return here
    found = index.strengths(topic) >= ABOUT
    concept = index.lexicon.single.get(topic) if index.profiles.are_few else None
    if concept and not any(topic in name for name in index.names):
        found |= index.strengths("#" + concept) >= ABOUT
    if topic[0] != "#" and len(topic) >= _KIND and index.profiles.are_few:  # many topics would take milliseconds
        for other in index.topical:
            if other != topic and other.endswith(topic):
                found |= index.strengths(other) >= ABOUT
    return found


# ── Facets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def fails(understood: Understood, index: Index, rows: Rows, stated: bool) -> dict[str, Mask]:
    """Which of the rows do not meet which facet. With `stated`, what the record does not say fails as well."""
    facts, fails = index.facts, {}
    if understood.age is not None:
        fails["age"] = ~facts.fits_age(understood.age, rows, stated=stated)
    if understood.audience is not None:
        fails["audience"] = ~facts.fits_audience(understood.audience, rows, stated=stated, only=understood.only)
    if understood.weekdays:
        fails["weekdays"] = ~facts.is_open(understood.weekdays, understood.start, understood.end)[rows]
        if len(understood.weekdays) >= _MOST_DAYS and not stated:
            fails["weekdays"] &= facts.tells_days(rows)
    elif stated and (understood.start or understood.end):
        fails["weekdays"] = ~facts.is_open((), understood.start, understood.end)[rows]
    elif understood.start and understood.start == understood.end:  # who tells other hours is closed then
        may_be = ~facts.scheduled[rows]
        if understood.length < STORY and not EARLIEST <= understood.start <= LATEST:
            may_be &= facts.kind[rows] == KINDS.index("kontakt")
        fails["weekdays"] = ~(may_be | facts.is_open((), understood.start, understood.end)[rows])
    if understood.free:
        fails["free"] = (facts.price[rows] != 0) & (stated | ~facts.costless[rows])
    elif understood.price is not None:
        price = facts.price[rows]
        fails["price"] = (price > understood.price) | ((price < 0) & (stated | ~facts.costless[rows]))
    return fails


def stated(understood: Understood, index: Index, rows: Rows) -> Vector:
    """How well the record states what was asked for: 1 when it does or nothing was asked."""
    facts = index.facts
    factor = np.ones(len(rows), np.float32)
    young = understood.age if understood.age and understood.age[0] <= GROWN else None
    if young is not None:
        factor[~facts.aged[rows]] *= np.float32(_UNSTATED)
    if understood.audience not in (None, "alle"):
        assert understood.audience is not None
        factor[~facts.names_audience(understood.audience, rows)] *= np.float32(_UNSTATED)
        both = facts.names_audience("piger", rows) & facts.names_audience("drenge", rows)
        factor[both] *= np.float32(_FOR_BOTH)
    if (young and young[1] >= _BY_THEMSELVES) or understood.audience in ("piger", "drenge"):
        factor[facts.for_adults(rows)] *= np.float32(_UNSTATED)
    if understood.kind is not None:
        factor[facts.kind[rows] != KINDS.index(understood.kind)] *= np.float32(_OTHER_KIND)
    if understood.weekdays:
        factor[~facts.scheduled[rows]] *= np.float32(_NO_HOURS)
    elif understood.start or understood.end:
        factor[~facts.is_open((), understood.start, understood.end)[rows]] *= np.float32(_CLOSED)
    if understood.free:
        factor[facts.price[rows] != 0] *= np.float32(_UNSTATED)
    elif understood.price is not None:
        factor[facts.price[rows] < 0] *= np.float32(_UNSTATED)
    return factor

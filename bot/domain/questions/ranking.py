"""The second door: what was understood becomes offers, best first.

An offer's score is its *coverage*: the share of the question's weighted topics that it is about, times how near it is
and how well its record states the facets. What fails a facet is no answer, but may be shown as a near miss.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bot.domain.offers import KINDS
from bot.domain.questions.facets import at_once
from bot.domain.questions.index import Index
from bot.domain.questions.postings import NOBODY, Mask, Numbers, Vector, numbered
from bot.domain.questions.understood import ASIDE, UNKNOWN, Found, Match, Understood, is_empty

_ENOUGH = 0.32  # coverage below which an offer is at most a guess
_GUESS = 0.25
_OF_BEST = 0.58  # an answer covers at least this share of what the best one covers
_DOUBT = 0.3  # and more of it the less the best one covers: a doubtful answer is short
_LONG = 1.6  # a long question is covered by an offer that is about this much of it
_MISSING = 0.06  # weight of a tenth of a missing word
_MOST_MISSING = 0.3
_UNSTATED = 0.85  # the record does not say, so it comes after those that do
_NEAR = (1.0, 0.8, 0.65)  # in the area, around it, in the whole city
_NAMED = 2.0
_BESIDE_NAME = 0.3  # the weight of what the words speak of, beside a name
_LIKELY = 3  # ninths
_LACKED = 1.0  # what is missing when the directory lacks what was asked for: an honest no
_NEED = 1.0  # the weight of what the words speak of, beside the words that offers use
_LEAST = 0.9  # weight of all topics together below which everyday words alone would answer
_ASIDE_A_POINT = 15  # so much more must a question sound like asking for something else, to outweigh full coverage
_HARDLY = 0.12  # weight of all topics together that is none: "ny i Valby" asks for Valby
_KINDS = np.array([1.0, 0.97, 0.9], np.float32)  # in the order of KINDS: somewhere to go, before whom to call
_MOST = 200  # offers in an answer: more than anybody reads
Rows = NDArray[np.intp]  # numbers of offers
_FAILS = ("age", "audience", "weekdays", "free", "areas", "topics")


def rank(understood: Understood, now: datetime, index: Index) -> Found:
    """The offers that answer, best first, and at most three that might. "Åbent nu" is what is open at `now`."""
    if understood.open_now:
        when = at_once(now)
        understood = replace(understood, weekdays=when.weekdays, start=when.start, end=when.end)
    if understood.elsewhere:
        return Found(failed="areas")
    if is_empty(understood):
        return Found()
    if not understood.names and not understood.needs and sum(map(index.weight, understood.topics)) < _HARDLY:
        rest = replace(understood, topics=())
        return Found(failed="topics") if is_empty(rest) else _browse(rest, index)
    covered = _coverage(understood, index)
    rows = np.flatnonzero(covered >= _GUESS)
    covered = covered[rows]
    near = _nearness(understood, index)[rows]
    fails = _fails(understood, index, rows, stated=False)
    fails["areas"] = near == 0
    fails["topics"] = covered < _ENOUGH
    score = covered * np.where(near == 0, np.float32(0.5), near) * _stated(understood, index, rows)
    if score.max(initial=0.0) < (understood.aside - ASIDE) / _ASIDE_A_POINT:
        fails["topics"] = np.ones_like(fails["topics"])
    ranked = _Ranked(rows, score, fails)
    answer = ranked.failed == 0
    if answer.any():
        best = float(score[answer].max())
        answer &= score >= np.float32(best * (_OF_BEST + _DOUBT * max(0.0, 1 - best)))
        maybe = (ranked.failed > 0) & ~fails["topics"]
    elif _is_anything(understood, index):
        return _browse(replace(understood, topics=(), needs=()), index)
    else:
        maybe = ~fails["topics"]
        maybe = maybe if maybe.any() else np.ones_like(maybe)
    found = ranked.best(answer, index, _MOST)
    near_misses = ranked.best(maybe, index, 3)
    failed = None if found else (near_misses[0].fails[0] if near_misses else "topics")
    area = _answered_for(understood, rows[answer], index)
    return Found(found, near_misses, area, failed, int(answer.sum()))


class _Ranked:
    """Offers that may be shown, each with a score and the facets that it fails. All arrays are as long as `rows`."""

    def __init__(self, rows: Rows, score: Vector, fails: dict[str, Mask]) -> None:
        self.rows, self.score, self.fails = rows, score, fails
        self.failed = np.zeros(len(rows), np.uint8)
        for mask in fails.values():
            self.failed += mask

    def best(self, which: Mask, index: Index, most: int) -> tuple[Match, ...]:
        """The best of a mask: those that fail fewer facets first, then by score; equals as in the directory."""
        at = np.flatnonzero(which)
        order = self.failed[at] * 1000.0 - self.score[at].astype(np.float64)
        if len(at) > most:
            few = order <= np.partition(order, most - 1)[most - 1]
            at, order = at[few], order[few]
        at = at[np.argsort(order, kind="stable")][:most]
        names = [name for name in _FAILS if name in self.fails]
        return tuple(
            Match(
                index.offers[row].id,
                score,
                tuple(name for name in names if self.fails[name][one]) if failed else (),
            )
            for one, row, score, failed in zip(
                at.tolist(), self.rows[at].tolist(), self.score[at].tolist(), self.failed[at].tolist(), strict=True
            )
        )


def _coverage(understood: Understood, index: Index) -> Vector:
    """The share (0-1, more for those named) of the question's weighted topics that each offer covers."""
    total = min(_MOST_MISSING, understood.missing * _MISSING)
    covered = np.zeros(len(index.offers), np.float32)
    for topic in understood.topics:
        weight = index.weight(topic)
        total += weight
        strengths = index.strengths(topic)
        strengths *= np.float32(weight)
        covered += strengths
    lacked = 0.0
    if understood.needs:
        sure = _sureness([ninths for _, ninths in understood.needs])
        weight = sure * (_BESIDE_NAME if _is_name(understood, index) else _NEED)
        total += weight
        met = _met(understood, index)
        met *= np.float32(weight)
        covered += met
        lacked = _LACKED * sure if _is_lacked(understood, index) else 0.0
    covered /= np.float32(max(min(total, _LONG), _LEAST) + lacked)
    np.minimum(np.float32(1.0), covered, out=covered)
    named = [index.numbers[offer_id] for offer_id in understood.names if offer_id in index.numbers]
    covered[named] += np.float32(_NAMED)
    for topic in understood.excluded:
        covered[index.strengths(topic) >= 0.8] = 0
    covered[_avoided(understood, index)] = 0
    return covered


def _sureness(ninths: Sequence[int]) -> float:
    """How sure (0-1) it is what was needed: several likely needs are mostly kin, several unlikely ones are not."""
    likely = ninths[0] if ninths[0] < _LIKELY else min(9, sum(ninths))
    return float((likely / 9) ** 0.5)


def _is_anything(understood: Understood, index: Index) -> bool:
    """Whether anything will do that fits the rest of the question, and there is a rest."""
    concept = index.lexicon.concepts.get(understood.needs[0][0]) if understood.needs else None
    return concept is not None and concept.anything and not is_empty(replace(understood, topics=(), needs=()))


def _avoided(understood: Understood, index: Index) -> Numbers:
    """The offers that are nowhere but in areas to avoid."""
    avoided = [area for area in understood.avoided if area in index.areas]
    parts = {part for area in avoided for part in index.areas.parts(area)}
    inside: list[int] = np.flatnonzero(_inside(avoided, index)).tolist() if avoided else []
    return numbered(row for row in inside if parts.issuperset(index.offers[row].areas))


def _is_lacked(understood: Understood, index: Index) -> bool:
    """Whether what is sought has a name that no offer of the directory has, or is hardly ever in one."""
    concept = index.lexicon.concepts.get(understood.needs[0][0])
    if concept is None or not (concept.outside or understood.outright):
        return False
    return not len(index.own(concept).numbers)


def _is_name(understood: Understood, index: Index) -> bool:
    """Whether a word of the question is no common word, and only few offers have it: the name of something."""
    return any(
        topic not in index.topical and not index.lexicon.senses.knows(topic) and index.is_rare(topic)
        for topic in understood.topics
    )


def _met(understood: Understood, index: Index) -> Vector:
    """How well (0-1) each offer meets what the words speak of: the likeliest concept's offers fully."""
    met = np.zeros(len(index.offers), np.float32)
    most = max(ninths for _, ninths in understood.needs)
    for concept, ninths in understood.needs:
        index.raise_to(met, concept, ninths / most, outright=understood.outright)
    return met


def _nearness(understood: Understood, index: Index) -> Vector:
    """1 in the areas asked for (or where none was), less around them, 0 elsewhere."""
    areas = _asked(understood, index)
    if not areas:
        return np.ones(len(index.offers), np.float32)
    near = np.zeros(len(index.offers), np.float32)
    for area in areas:
        for around in index.areas.parents(area):
            numbers = index.in_area.get(around)
            if numbers is not None:
                near[numbers] = np.maximum(near[numbers], _NEAR[1 if index.areas[around].parent else 2])
    near[_inside(areas, index)] = _NEAR[0]
    return near


def _asked(understood: Understood, index: Index) -> list[str]:
    return [a for a in understood.areas if a in index.areas and index.areas[a].parent is not None]


def _inside(areas: Sequence[str], index: Index) -> Mask:
    """Who is in the areas or in their parts."""
    inside = np.zeros(len(index.offers), np.bool_)
    for part in {part for area in areas for part in index.areas.parts(area)}:
        if part in index.in_area:
            inside[index.in_area[part]] = True
    return inside


def _in_order(areas: Sequence[str], index: Index) -> Rows:
    """The offers in the areas: those of the areas themselves first, then those of their parts."""
    parts = [part for area in areas for part in sorted(index.areas.parts(area))]
    left = _inside(areas, index)
    found = [np.empty(0, np.uint32)]
    for area in (*areas, *parts):
        numbers = index.in_area.get(area)
        if numbers is not None:
            numbers = numbers[left[numbers]]
            left[numbers] = False
            found.append(numbers)
    return np.concatenate(found).astype(np.intp)


def _answered_for(understood: Understood, answer: Rows, index: Index) -> str | None:
    """The nearest area around the one asked for that the answer belongs to; None when it is in the area itself."""
    areas = _asked(understood, index)
    if not areas or not len(answer):
        return None
    for level in (areas, *([parent] for parent in index.areas.parents(areas[0]))):
        if _inside(level, index)[answer].any():
            return None if level is areas else level[0]
    return None


def _browse(understood: Understood, index: Index) -> Found:
    """A question without a topic: what is in the area, or what states the age, the audience, the time …"""
    if understood.missing >= UNKNOWN:
        return Found(failed="topics")
    areas = _asked(understood, index)
    if not areas:
        everywhere = np.ones(len(index.offers), np.bool_)
        if understood.weekdays and understood.kind is None:
            everywhere &= index.facts.kind != KINDS.index("kontakt")  # a telephone is nowhere to go
        everywhere[_avoided(understood, index)] = False
        return _stating(np.flatnonzero(everywhere), understood, index, None)
    tried = [areas, *([parent] for parent in index.areas.parents(areas[0]))]
    first = Found()
    for level in tried:
        city = level is not areas and index.areas[level[0]].parent is None
        own = index.in_area.get(level[0], NOBODY.numbers).astype(np.intp)  # of the city: what is everybody's
        numbers = own if city else _in_order(level, index)
        found = _stating(numbers, understood, index, None if level is areas else level[0])
        if found.answer:
            return replace(found, maybe=first.maybe)
        first = first if first.failed else found
    return first


def _stating(rows: Rows, understood: Understood, index: Index, area: str | None) -> Found:
    kinds = _KINDS[index.facts.kind[rows]] / (1 + np.float32(0.01) * index.facts.areas[rows])
    place = np.arange(len(rows), dtype=np.float32)
    score = _stated(understood, index, rows) * kinds - np.float32(1e-6) * place
    ranked = _Ranked(rows, score, _fails(understood, index, rows, stated=not understood.areas))
    hits = ranked.best(ranked.failed == 0, index, _MOST)
    misses = ranked.best(ranked.failed > 0, index, 3)
    failed = None if hits else (misses[0].fails[0] if misses else "areas")
    return Found(hits, misses, area, failed, int((ranked.failed == 0).sum()))


# ── Facets ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _fails(understood: Understood, index: Index, rows: Rows, stated: bool) -> dict[str, Mask]:
    """Which of the rows do not meet which facet. With `stated`, what the record does not say fails as well."""
    facts, fails = index.facts, {}
    if understood.age is not None:
        fails["age"] = ~facts.fits_age(understood.age, rows, stated=stated)
    if understood.audience is not None:
        fails["audience"] = ~facts.fits_audience(understood.audience, rows, stated=stated, only=understood.only)
    if understood.weekdays:
        fails["weekdays"] = ~facts.is_open(understood.weekdays, understood.start, understood.end)[rows]
    if understood.free:
        fails["free"] = ~facts.free[rows]
    return fails


def _stated(understood: Understood, index: Index, rows: Rows) -> Vector:
    """How well the record states what was asked for: 1 when it does or nothing was asked."""
    facts = index.facts
    factor = np.ones(len(rows), np.float32)
    if understood.age is not None:
        factor[~facts.aged[rows]] *= np.float32(_UNSTATED)
    if understood.audience not in (None, "alle"):
        assert understood.audience is not None
        factor[~facts.names_audience(understood.audience, rows)] *= np.float32(0.85)
        both = facts.names_audience("piger", rows) & facts.names_audience("drenge", rows)
        factor[both] *= np.float32(0.92)
    if understood.age or understood.audience in ("piger", "drenge"):
        factor[facts.for_adults(rows)] *= np.float32(_UNSTATED)
    if understood.kind is not None:
        factor[facts.kind[rows] != KINDS.index(understood.kind)] *= np.float32(0.9)
    if understood.weekdays:
        factor[~facts.scheduled[rows]] *= np.float32(0.95)
    elif understood.start or understood.end:
        factor[~facts.is_open((), understood.start, understood.end)[rows]] *= np.float32(0.8)
    return factor

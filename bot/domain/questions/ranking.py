"""The second door: what was understood becomes offers, best first.

Those that cover most of the question (`candidates.py`) are judged: how likely each is to answer (`signals.py`,
`judging.py`). What fails a facet is no answer, but may be shown as a near miss.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

import numpy as np

from bot.domain.offers import KINDS
from bot.domain.questions import words
from bot.domain.questions.candidates import STORY, Candidates, asked, candidates, fails, inside, stated, unwanted
from bot.domain.questions.enough import TALK, enough, worth_showing
from bot.domain.questions.index import Index
from bot.domain.questions.lexicon import key_of
from bot.domain.questions.postings import NOBODY, Mask, Rows, Vector, rows_of
from bot.domain.questions.signals import NOBODY_TOLD, Told, signals_of
from bot.domain.questions.times import When, at_once
from bot.domain.questions.understood import UNKNOWN, Found, Match, Understood, is_empty, tells_nothing

_CALLED_ALIKE = 0.44  # coverage by who is in the area, from which on another who was named is hardly meant
_SURE = 0.3  # how likely an answer to a story may be that states no hours
_GUESS = 0.25  # coverage of a guess
_HAS_IT = 0.02  # coverage of what was asked for by its own name, below which an offer only speaks of the like:
_ALIKE_ONLY = 0.33  # then it is so much as likely
_HARDLY = 0.12  # weight of all topics together that is none: "ny i Valby" asks for Valby
_BARELY = 0.1  # coverage by words alone that is none: "klar til en ny uge"
_KINDS = np.array([1.0, 0.97, 0.9], np.float32)  # in the order of KINDS: somewhere to go, before whom to call
_FEW_WORDS = 3  # beside a place
_FAINT, _FAINT_WORDS = 2, 0.15  # ninths of a need, and weight of words, that are hardly anything
_TALK_OF = {*words.keys("telefon ringe svare skrive snakke tale chat sms vagt"), key_of("chat"), key_of("samtale")}
_NOT_NEARBY = np.float32(0.5)  # how much the likelihood of a near miss further away counts, beside one nearby
_DAWN, _BEDTIME = time(6), time(22)  # between them it is not night
_WIDE, _OLDER = np.float32(0.01), np.float32(0.02)  # for each more area, and for each year off the age asked for
_FOR_ADULTS = np.float32(0.85)  # what is there is asked for children
_FARTHER = 5  # offers from further away, where none nearby states the age asked for
_CLOSED = np.float32(0.5)  # at the part of the day that was asked for
_MOST = 200  # offers in an answer: more than anybody reads
_FAILS = ("age", "audience", "weekdays", "free", "price", "areas", "topics")


def rank(understood: Understood, now: datetime, index: Index, told: Told = NOBODY_TOLD) -> Found:
    """The offers that answer, best first, and at most three that might. "Åbent nu" is what is open at `now`.

    `told`: whom to tell of a worry in the question, who may answer whatever else it says.
    """
    understood = dated(understood, now, index)
    if understood.elsewhere:
        return Found(failed="areas")
    if tells_nothing(understood):
        return Found()
    if not is_about(understood, index):
        return _about_nothing(understood, index, told)
    found = candidates(understood, index, told.ids)
    fails = found.fails
    alike = float(found.covered[~found.failed].max(initial=0.0)) >= _CALLED_ALIKE
    meant = () if understood.areas and alike else understood.names
    found = _in_spite_of("weekdays", found, told.ids or meant, index)
    found = _in_spite_of("areas", found, _called(understood, index) if meant else (), index)
    besides = {} if told.ids else {name: fails[name] & ~mask for name, mask in found.fails.items()}
    rows, failing, failed = found.rows, found.fails, found.failed
    score = _likely(found, understood, index, told)
    covered = float(found.covered[~failed].max(initial=0.0))
    heard = bool(understood.needs or understood.names or told.ids) or covered >= _BARELY
    best = float(score[~failed].max(initial=0.0)) if heard else 0.0
    least = enough(understood, covered, index)
    story = understood.length >= STORY or understood.acute
    if best < least and understood.weekdays and story:
        lenient = failing | {"weekdays": failing["weekdays"] & index.facts.tells_days(rows)}
        fits = ~np.logical_or.reduce(list(lenient.values()))
        if float(score[fits].max(initial=0.0)) >= _SURE:  # what states no hours may be open, too
            best, failing, failed = float(score[fits].max()), lenient, ~fits
    failing["topics"] = np.where(failed, found.covered < _GUESS, ~worth_showing(score, best, failed, least))
    ranked = _Ranked(rows, score, failing, besides)
    answer = ranked.failed == 0
    if answer.any():
        maybe = (ranked.failed > 0) & ~failing["topics"]
    elif _is_anything(understood, index) or _is_somewhere(understood, index) or _is_sometime(understood, index):
        return _browse(_rest(understood), index)
    else:
        maybe = found.covered >= _GUESS
    answers = ranked.best(answer, index, _MOST)
    around = _Ranked(rows, np.where(_nearby(understood, index)[rows], score, _NOT_NEARBY * score), failing, besides)
    near_misses = around.best(maybe, index, 3)
    reason = None if answers else (near_misses[0].fails[0] if near_misses else "topics")
    area = _answered_for(understood, rows[answer], index)
    return Found(answers, near_misses, area, reason, int(answer.sum()))


def _about_nothing(understood: Understood, index: Index, told: Told) -> Found:
    """The answer to a question that asks for nothing but perhaps somewhere, for somebody or at some time."""
    rest = _rest(understood)
    if told.named or _is_small_talk(understood):
        return Found(failed="topics")
    in_passing = understood.acute or (understood.topics and not _is_for_somebody(understood))
    if in_passing and not _is_talk_at_night(understood):
        # "hun græder hver aften" and "hvem tager min vagt lørdag" don't ask for who is open then
        rest = replace(rest, weekdays=(), start=None, end=None)
    nothing = tells_nothing(rest) or (understood.missing and _only_tells_whose(rest))
    return Found(failed="topics") if nothing else _browse(rest, index)


def _likely(found: Candidates, understood: Understood, index: Index, told: Told) -> Vector:
    """How likely (0-1) each candidate is to answer."""
    likely = index.lexicon.judge.likely(signals_of(found, understood, index, told), found.likeness[-1])
    likely *= np.sqrt(found.stated)  # whatever was learned: what states the facets comes before what does not
    if understood.outright:
        likely[found.covered < _HAS_IT] *= np.float32(_ALIKE_ONLY)
    return likely


def _nearby(understood: Understood, index: Index) -> Mask:
    """Who is in an area beside one asked for, or beside or within the larger ones that it is a part of."""
    within = [one for area in asked(understood, index) for one in (area, *index.areas.parents(area))]
    parts = [one for one in within if index.areas[one].parent is not None]
    return inside([*parts, *(beside for one in parts for beside in index.areas.neighbours(one))], index)


def _in_spite_of(facet: str, found: Candidates, ids: Sequence[str], index: Index) -> Candidates:
    """The candidates, where those asked for don't fail the facet: somebody named who is closed then or elsewhere.

    Unless one of them meets it: then that one is meant.
    """
    if not ids or facet not in found.fails:
        return found
    missing = found.fails[facet] & np.isin(found.rows, [index.numbers[id] for id in ids if id in index.numbers])
    if missing.sum() < len(ids):
        return found
    missed = found.fails | {facet: found.fails[facet] & ~missing}
    return found._replace(fails=missed, failed=np.logical_or.reduce(list(missed.values())))


def _called(understood: Understood, index: Index) -> Sequence[str]:
    """The offers that were named, where nothing else is asked for: "Sjakket Vesterbro", but not "Sjakket, ferie"."""
    named = [index.offers[index.numbers[id]] for id in understood.names if id in index.numbers]
    texts = [text for offer in named for text in (offer.name, offer.organisation, offer.place) if text]
    called = {stem for text in texts for stem in words.keys(text)}
    rest = sum(index.weight(topic) for topic in understood.topics if topic not in called)
    return understood.names if rest < _HARDLY else ()


def dated(understood: Understood, now: datetime, index: Index) -> Understood:
    """ "Åbent nu" as the weekday and the time that it is; and without times that are no offer's hours."""
    if not understood.open_now and not index.lexicon.is_anytime(understood.needs):
        return understood
    when = at_once(now) if understood.open_now else When()
    return replace(understood, weekdays=when.weekdays, start=when.start, end=when.end)


def is_about(understood: Understood, index: Index) -> bool:
    """Whether something is asked for, or only somewhere, for somebody or at some time."""
    return bool(understood.names or understood.needs) or sum(map(index.weight, understood.topics)) >= _HARDLY


def _rest(understood: Understood) -> Understood:
    """What is left to browse by when anything will do: where, when, for whom. A worry is nothing to browse by."""
    return replace(understood, topics=(), needs=(), acute=())


def _is_small_talk(understood: Understood) -> bool:
    """Whether it tells at most a time, and sounds like asking for nothing: "så er det mandag igen"."""
    return understood.aside >= TALK and not _is_for_somebody(understood)


def _only_tells_whose(rest: Understood) -> bool:
    """Whether nothing is told but whose child it is: "min søn ryger" asks for more than what is for boys."""
    return rest.audience is not None and is_empty(replace(rest, audience=None))


def _is_for_somebody(understood: Understood) -> bool:
    """Whether it tells where, for which age or for whom."""
    return bool(understood.areas or understood.age or understood.audience)


class _Ranked:
    """Offers that may be shown, each with a score and the facets that it fails. All arrays are as long as `rows`.

    `besides`: facets that some do not meet, either, which keeps them out of no answer, but is said.
    """

    def __init__(
        self, rows: Rows, score: Vector, fails: dict[str, Mask], besides: Mapping[str, Mask] | None = None
    ) -> None:
        self.rows, self.score = rows, score
        self.told = fails | {name: fails[name] | mask for name, mask in (besides or {}).items()}
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
        names = [name for name in _FAILS if name in self.told]
        return tuple(
            Match(
                index.offers[row].id,
                score,
                tuple(name for name in names if self.told[name][one]),
            )
            for one, row, score in zip(at.tolist(), self.rows[at].tolist(), self.score[at].tolist(), strict=True)
        )


def _is_anything(understood: Understood, index: Index) -> bool:
    """Whether anything will do that fits the rest of the question, and there is a rest."""
    concept = index.lexicon.concepts.get(understood.needs[0][0]) if understood.needs else None
    return concept is not None and concept.anything and not is_empty(_rest(understood))


def _is_somewhere(understood: Understood, index: Index) -> bool:
    """Whether a place was asked for, and hardly anything heard beside it: "er der overhovedet noget i Åsen"."""
    faint = max((ninths for _, ninths in understood.needs), default=0) <= 1 and _says_little(understood, index)
    return faint and understood.length <= _FEW_WORDS and not understood.missing and bool(asked(understood, index))


def _is_sometime(understood: Understood, index: Index) -> bool:
    """Whether it tells when and for whom, and hardly anything was heard beside: "noget roligt for 9-årig torsdag"."""
    if not (understood.weekdays and (understood.age or understood.audience)):
        return _is_talk_at_night(understood)
    if understood.outright or understood.missing or understood.length > 2 * _FEW_WORDS:
        return False
    faint = max((ninths for _, ninths in understood.needs), default=0) <= _FAINT
    return faint and _says_little(understood, index)


def _says_little(understood: Understood, index: Index) -> bool:
    """Whether the words that offers use weigh hardly anything."""
    return sum(map(index.weight, understood.topics)) <= _FAINT_WORDS


def _is_talk_at_night(understood: Understood) -> bool:
    """Whether it asks for nothing but who answers at night: "hvem har telefonen om natten i weekenden"."""
    said = {*understood.topics, *(concept for concept, _ in understood.needs)}
    return _is_at_night(understood) and not understood.missing and said <= _TALK_OF


def _is_at_night(understood: Understood) -> bool:
    """Whether it asks for the night, when who answers a telephone is all there is."""
    return understood.start is not None and not _DAWN <= understood.start < _BEDTIME


def _in_order(areas: Sequence[str], index: Index) -> Rows:
    """The offers in the areas: those of the areas themselves first, then those of their parts."""
    parts = [part for area in areas for part in sorted(index.areas.parts(area))]
    left = inside(areas, index)
    found = [np.empty(0, np.uint32)]
    for area in (*areas, *parts):
        numbers = index.in_area.get(area)
        if numbers is not None:
            numbers = numbers[left[numbers]]
            left[numbers] = False
            found.append(numbers)
    return rows_of(np.concatenate(found))


def _answered_for(understood: Understood, answer: Rows, index: Index) -> str | None:
    """The nearest area around the one asked for that the answer belongs to; None when it is in the area itself."""
    areas = asked(understood, index)
    if not areas or not len(answer):
        return None
    for level in (areas, *([parent] for parent in index.areas.parents(areas[0]))):
        if inside(level, index)[answer].any():
            return None if level is areas else level[0]
    return None


def _browse(understood: Understood, index: Index) -> Found:
    """A question without a topic, if all of its words are known."""
    return (_guessed if understood.missing >= UNKNOWN else _listed)(understood, index)


def _listed(understood: Understood, index: Index) -> Found:
    """A question without a topic: what is in the area, or what states the age, the audience, the time …"""
    areas = asked(understood, index)
    wanted = ~unwanted(understood, index)
    at_night = _is_at_night(understood)
    somewhere = bool(understood.weekdays) and understood.kind is None and not at_night
    priced = understood.free or understood.price is not None
    if (somewhere and not understood.open_now) or priced:
        wanted &= index.facts.kind != KINDS.index("kontakt")  # a telephone is nowhere to go, and never costs anything
    if priced:
        wanted &= ~index.facts.costless
    if at_night:
        wanted &= index.facts.is_open(understood.weekdays, understood.start, understood.end)
    if not areas:
        rows = np.flatnonzero(wanted)
        found = _stating(rows, understood, index, None, outright=True)
        if is_empty(understood) or found.answer:
            return found
        if not understood.weekdays:  # then an hour is only a wish
            understood = replace(understood, start=None, end=None)
            found = _stating(rows, understood, index, None, outright=True)
        return found if found.answer else _stating(rows, understood, index, None)
    tried = [areas, *([parent] for parent in index.areas.parents(areas[0]))]
    first = Found()
    for level in tried:
        city = level is not areas and index.areas[level[0]].parent is None
        own = rows_of(index.in_area.get(level[0], NOBODY.numbers))  # of the city: what is everybody's
        if somewhere and not understood.open_now:  # but not who is there day and night for whoever is in need
            own = own[~index.facts.always[own]]
        numbers = own if city else _in_order(level, index)
        numbers = numbers[wanted[numbers]]
        if first.answer:
            found = _with_farther(first, numbers, understood, index)
            if found.total > first.total:
                return found
            continue
        found = _stating(numbers, understood, index, None if level is areas else level[0])
        if found.answer:
            first = replace(found, maybe=first.maybe)
            if _is_for_the_age(found, understood, index):
                return first
        first = first if first.failed or first.answer else found
    return first


def _is_for_the_age(found: Found, understood: Understood, index: Index) -> bool:
    """Whether no age was asked for, or somewhere to go states that it is for that age."""
    rows = np.array([index.numbers[match.offer_id] for match in found.answer])
    to_go = rows[index.facts.kind[rows] == KINDS.index("tilbud")]
    return understood.age is None or bool(index.facts.fits_age(understood.age, to_go, stated=True).any())


def _with_farther(near: Found, numbers: Rows, understood: Understood, index: Index) -> Found:
    """An answer that only may be for that age, and a few from further away that surely are, before whom to call."""
    there = numbers[(index.facts.kind[numbers] == KINDS.index("tilbud")) & ~index.facts.always[numbers]]
    if understood.age is not None:
        there = there[index.facts.fits_age(understood.age, there, stated=True)]
    known = {match.offer_id for match in near.answer}
    more = [match for match in _stating(there, understood, index, None).answer if match.offer_id not in known]
    call = KINDS.index("kontakt")
    last = [match for match in near.answer if index.facts.kind[index.numbers[match.offer_id]] == call]
    answer = (*(match for match in near.answer if match not in last), *more[:_FARTHER], *last)
    return replace(near, answer=answer, total=near.total + len(more[:_FARTHER]))


def _guessed(understood: Understood, index: Index) -> Found:
    """About something that the directory does not have: what is there for them may do, but is no answer."""
    if not (asked(understood, index) and (understood.age or understood.audience)):
        return Found(failed="topics")
    there = _listed(understood, index).answer[:3]
    return Found((), tuple(replace(match, fails=(*match.fails, "topics")) for match in there), None, "topics")


def _stating(rows: Rows, understood: Understood, index: Index, area: str | None, *, outright: bool = False) -> Found:
    """The offers that state the facets, best first; those that do not say pass too, unless it must be outright."""
    kinds = _KINDS[index.facts.kind[rows]] / (1 + _WIDE * index.facts.areas[rows])
    if understood.age is not None:
        kinds /= 1 + _OLDER * index.facts.years_off(understood.age, rows)
    elif understood.audience is None:
        kinds[index.facts.for_adults(rows)] *= _FOR_ADULTS
    place = np.arange(len(rows), dtype=np.float32)
    if (understood.start or understood.end) and not understood.weekdays:  # who is closed then comes last
        closed = ~index.facts.is_open((), understood.start, understood.end)[rows]
        kinds[closed & index.facts.scheduled[rows]] *= _CLOSED
    score = stated(understood, index, rows) * kinds - np.float32(1e-6) * place
    ranked = _Ranked(rows, score, fails(understood, index, rows, stated=outright))
    hits = ranked.best(ranked.failed == 0, index, _MOST)
    misses = ranked.best(ranked.failed > 0, index, 3)
    failed = None if hits else (misses[0].fails[0] if misses else "areas")
    return Found(hits, misses, area, failed, int((ranked.failed == 0).sum()))

"""The first door: a Danish question becomes what was understood of it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from math import log

import numpy as np

from bot.domain.questions import ages, gist, naming, times, words
from bot.domain.questions.aside import aside
from bot.domain.questions.audience import read_audience
from bot.domain.questions.denying import read_denied
from bot.domain.questions.facets import read_price
from bot.domain.questions.index import Index
from bot.domain.questions.sensing import Scores, best_window
from bot.domain.questions.understood import OFFER, Understood, fitting
from bot.domain.questions.where import Where, read_where
from bot.domain.questions.words import Token

_HIDDEN = "¤"
_ABOUT_ITSELF = frozenset(
    words.keys(
        "plads ledig venteliste ventetid vente længe kontingent leder tilmelding pris månedspris kontaktperson"
        " socialrådgiver pædagog koordinator projektleder afdelingsleder daglig chef ansvarlig bestyrelse personale"
        " frivillig blive job jobbe stilling praktik målgruppe aldersgrænse mødetid"
    )
)
_CALL = re.compile(r"\bhvem (?:\w+ )?(?:ringer|kontakter|skriver|henvender|taler|snakker)\b|\bkontaktoplysning\w*")
_ASIDE = 3  # what an everyday word that the directory lacks is worth, where a rarer one is worth 10
_MOST_MISSING = 999
_CLEARLY = 3  # ninths of a need that is no part of a greeting
_WORDS = 0.125  # what the evidence of the single words counts, beside how likely the whole makes a concept
_HEARD = 4.0  # evidence below which nothing was heard
_HEARD_IN_STRANGE_WORDS = 7.0  # that no phrasing has
_HEARD_IN_SMALL_WORDS = 11.0  # "ved ikke hvad han vil"
_SURE_AS_A_WHOLE = log(0.35), log(0.7)  # how likely a concept is that no word tells: "ingen venner"; beside a place
_SURE_IN_SMALL_WORDS = log(0.85)  # and where every word is a small one: "noget fedt"
_SELDOM = 0.75  # how much less people ask for what their directory lacks
_CLEAR = 18.0  # evidence from which on it is clear what was meant
_RIVALS = 12  # concepts that are weighed against each other
_BEGINNING = 5  # letters of a concept's name that a compound may begin with
_NEEDS = 5
_QUIET = 0.15  # how loud words are that say nothing by themselves
_COMPOUND = 7  # letters of one that is no misspelling
_SPEAKS = 2.5  # evidence from which on a word speaks of a concept
_UNLIKELY = 0.06
_HINTS = 24
_FAINT = 0.15  # of the loudest evidence: below that, a word hints at nothing


@dataclass(slots=True)
class _Reading:
    """The question while it is read: the words left, which of them are spoken for, and the topics so far.

    `tried`: what was tried in vain, so that it is needed, but from somebody else; `excluded`: what it must not be.
    """

    tokens: list[Token]
    used: set[int]
    tried: set[int]
    excluded: list[str]
    topics: list[str] = field(default_factory=list)
    missing: int = 0
    needs: tuple[tuple[str, int], ...] = ()
    hints: tuple[tuple[str, int], ...] = ()
    gist: str = ""
    nothing: int = 0
    loud: int = 0
    heard: set[int] = field(default_factory=set)


def understand(text: str, now: datetime, index: Index, worried: tuple[str, ...] = ()) -> Understood:
    """What a question asks for. Never raises: any text is a question, if need be one without meaning.

    `worried`: the acute worries in it (`bot.domain.acute`).
    """
    where = read_where(text[: words.LONGEST], index)
    age, rest = _read_age(where.plain, where.said, where.at_areas)
    if age is None:
        age, rest = ages.read_born(rest, now.year)
    when, rest = times.read_when(rest, now)
    price, rest = read_price(rest)
    audience, only, rest = read_audience(rest)
    asked = None if where.named.numbers else index.lexicon.asked(where.plain)
    reading = _read_needs(where, rest, asked, index)
    at_an_hour = worried and when.start  # which tells who is to be rung then
    if index.lexicon.is_anytime(reading.needs) and not at_an_hour:
        when = times.When()
    areas, names = where.areas, where.named.numbers
    about_itself = _ABOUT_ITSELF.issuperset(reading.topics)
    if where.near and not about_itself:
        areas, names = where.near, []
    if names and reading.topics and about_itself:  # whoever is named is asked for, and nothing else
        reading.topics, reading.needs, reading.hints, reading.gist, reading.nothing = [], (), (), "", 0
    said, needs = where.said, reading.needs
    heard = [token.text for at, token in enumerate(said) if at not in where.streets]
    greeted = said and said[0].text in index.lexicon.greetings
    asks = any(ninths >= _CLEARLY for _, ninths in needs)
    if greeted and not (reading.topics or areas or names or asks or age or audience):
        return Understood(acute=worried, missing=min(reading.missing, _MOST_MISSING))
    return Understood(
        areas=fitting("areas", areas),
        avoided=fitting("avoided", where.avoided),
        age=age,
        audience=audience,
        only=only,
        weekdays=when.weekdays,
        start=when.start,
        end=when.end,
        open_now=when.open_now,
        free=price == 0,
        price=price or None,
        kind="kontakt" if _CALL.search(where.plain) else None,
        topics=fitting("topics", sorted(reading.topics, key=lambda topic: -index.weight(topic))),
        needs=needs,
        hints=reading.hints,
        gist=reading.gist,
        nothing=reading.nothing,
        loud=reading.loud,
        length=min(99, sum(token.text not in index.lexicon.silent for token in said)),
        outright=bool(asked or (needs and _is_named(needs[0][0], {token.key for token in reading.tokens}, index))),
        excluded=fitting("excluded", (*reading.excluded, *(OFFER + index.offers[n].id for n in where.named.avoided))),
        names=fitting("names", (index.offers[number].id for number in names)),
        acute=worried,
        elsewhere=bool(where.elsewhere) and not areas,
        street=bool(where.streets) and not (areas or names or where.elsewhere),
        missing=min(reading.missing, _MOST_MISSING),
        aside=0 if names else aside(heard, index.lexicon.everyday, index.lexicon.aside),
    )


def _read_age(plain: str, said: list[Token], areas: set[int]) -> tuple[ages.Age | None, str]:
    """The age, and the rest of the text. The areas are hidden meanwhile: "fodbold 12 Valby" ends with an age."""
    hidden = list(plain)
    for token in map(said.__getitem__, areas):
        hidden[token.start : token.end] = _HIDDEN * (token.end - token.start)
    age, rest = ages.read_age("".join(hidden))
    return age, "".join(letter if now == _HIDDEN else now for letter, now in zip(plain, rest, strict=True))


def _read_needs(where: Where, rest: str, asked: str | None, index: Index) -> _Reading:
    """What is asked for in the `rest` of the text, from which the facets are blanked out, and what it must not be.

    `asked`: the concept that the question asks for by the way it is put; then nothing else is read.
    """
    left = [i for i, token in enumerate(where.said) if rest[token.start : token.end] == token.text]
    names = where.named.spans
    taken = where.at_areas | where.elsewhere | where.named.avoided_spans | (names if where.near else set())
    used, tried, in_vain, named = (
        {at for at, i in enumerate(left) if i in some} for some in (taken, where.tried, where.in_vain, names)
    )
    tokens = [where.said[i] for i in left]
    excluded, denied = read_denied(where.plain, rest, tokens, index, used=used, tried=tried)
    reading = _Reading(tokens, used | denied, tried | in_vain, excluded)
    if asked:
        reading.needs = () if index.lexicon.concepts[asked].anything else ((asked, 9),)
    else:
        _sense(reading, named, index)
        _topics(reading, index)
    return reading


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _sense(reading: _Reading, named: set[int], index: Index) -> None:
    """What the words speak of: the likeliest concepts, what else is hinted at, and which words speak of them."""
    senses, lexicon = index.lexicon.senses, index.lexicon
    left = [i for i in range(len(reading.tokens)) if i not in reading.used and i not in named]
    if left and reading.tokens[left[0]].text in lexicon.greetings:  # "tak" asks for nothing, alone or not
        del left[0]
    rest = [i for i in left if not (_is_hollow(reading.tokens[i], index) or _is_somebody(reading.tokens[i], index))]
    said = [reading.tokens[i] for i in rest]
    stems = [token.key for token in said]
    loudness = [_QUIET if token.text in lexicon.asking or token.text.isdecimal() else 1.0 for token in said]
    sentence = senses.said(stems, loudness)
    evidence = senses.evidence(sentence)
    heard = best_window(evidence)
    most = float(heard.max(initial=0.0))
    telling = [token.key for token in said if token.text not in lexicon.silent]
    known = any(map(senses.knows, telling))
    enough = _HEARD if known else _HEARD_IN_STRANGE_WORDS if telling else _HEARD_IN_SMALL_WORDS
    middle = senses.middle(sentence)
    likely, nothing = senses.likelihoods(sentence, middle)
    sure = _SURE_AS_A_WHOLE[bool(reading.used)] if telling else _SURE_IN_SMALL_WORDS
    if most < enough and (not rest or float(likely.max()) < sure):
        return
    most = max(most, enough)
    reading.hints = _hints(heard, index)
    reading.gist = gist.written(middle, senses.mark)
    reading.nothing = round(9 * nothing)
    reading.loud = min(99, round(most))
    if index.meanings is not None:
        heard = heard + index.meanings.evidence(" ".join(token.text for token in said))
    scores = likely + np.float32(_WORDS) * heard - np.float32(_SELDOM) * index.lacked
    best = np.argpartition(-scores, _RIVALS)[:_RIVALS]
    best = best[np.argsort(-scores[best], kind="stable")]
    shares = np.exp(scores[best] - scores[best[0]])
    shares *= min(1.0, most / _CLEAR) / shares.sum()
    needs = [(int(at), float(one)) for at, one in zip(best[:_NEEDS], shares, strict=False) if one >= _UNLIKELY]
    reading.needs = tuple((senses.concepts[at], max(1, round(9 * one))) for at, one in needs)
    loud = evidence[:, [at for at, _ in needs]].max(axis=1, initial=0.0) >= _SPEAKS
    reading.heard = {i for i, speaks in zip(rest, loud.tolist(), strict=True) if speaks}


def _is_somebody(token: Token, index: Index) -> bool:
    """Whether it is a first name, which is nobody's need: whose name an offer has is read before, as a name."""
    if token.text not in index.lexicon.people:
        return False
    meant = token.key in index.topical or token.key in index.lexicon.single  # "råd", but "Mads" is no "mad"
    return not (meant and words.fold(token.text) in index.forms)


def _is_hollow(token: Token, index: Index) -> bool:
    """Whether it is made of words that say nothing: "pigetilbud"."""
    if index.lexicon.senses.knows(token.key) or token.key in index.postings:
        return False
    return index.split(words.fold(token.text), token.key) == ("", "")


def _hints(heard: Scores, index: Index) -> tuple[tuple[str, int], ...]:
    """The concepts that the words speak for loudest, in ninths of the loudest."""
    most = float(heard.max())
    best = np.flatnonzero(heard > _FAINT * most)
    best = best[np.argsort(-heard[best], kind="stable")[:_HINTS]]
    shares = np.rint(9 * np.maximum(0, heard[best] / most - _FAINT) / (1 - _FAINT)).astype(int).tolist()
    concepts = index.lexicon.senses.concepts
    found = [(concepts[at], share) for at, share in zip(best.tolist(), shares, strict=True) if share]
    written = {f"{concept}:{share}": (concept, share) for concept, share in found}
    return tuple(map(written.__getitem__, fitting("hints", written)))


def _is_named(concept: str, said: set[str], index: Index) -> bool:
    """Whether the words are what offers themselves call the concept, or begin with it: "strikkeklub"."""
    name, *others = index.lexicon.concepts[concept].finds
    single = tuple(phrase[0] for phrase in (name, *others) if len(phrase) == 1)
    beginnings = tuple(word for word in single if len(word) >= _BEGINNING)
    return said.issuperset(name) or any(word in single or word.startswith(beginnings) for word in said)


def _topics(reading: _Reading, index: Index) -> None:
    """Every word that is left: joined with the next, as it is, split, or spelled right; else it is missing."""
    lexicon = index.lexicon
    english = lexicon.english.is_spoken([token.text for token in reading.tokens])
    for i, token in enumerate(reading.tokens):
        if i in reading.used or i in reading.tried:
            continue
        silent = token.text in lexicon.silent or (english and token.text in lexicon.english.false_friends)
        if silent or _is_somebody(token, index):
            continue
        if len(token.text) < 2 or (len(token.text) < 3 and not index.known(token.key)):
            continue  # a letter is somebody's initial, or a part of a name
        joined = _joined(reading, i, index)
        topic, missing = (joined, 0) if joined else _english_topic(token, index) if english else _topic(token, index)
        if topic is not None and not (missing and i in reading.heard):
            reading.topics.append(topic)
        if i not in reading.heard:
            reading.missing += missing


def _joined(reading: _Reading, i: int, index: Index) -> str | None:
    """The stem of a word written in two ("fritids job"), if the directory has the whole word."""
    if i + 1 == len(reading.tokens) or i + 1 in reading.used:
        return None
    one, other = reading.tokens[i : i + 2]
    stem = naming.in_one(one, other, index)
    if stem is None and not (index.known(one.key) and index.known(other.key)):
        stem = words.stem(one.text + other.text)
    if stem is None or len(stem) < 6 or stem not in index.postings:
        return None
    reading.used.add(i + 1)
    return stem


def _english_topic(token: Token, index: Index) -> tuple[str | None, int]:
    """The same of a word among English ones: it is no Danish compound, and may well be known only to the senses."""
    if token.key in index.postings:
        return token.key, 0
    if index.lexicon.senses.knows(token.key):
        return None, 0
    meant = index.meant(token.key)
    return meant, 0 if meant else _ASIDE


def _topic(token: Token, index: Index) -> tuple[str | None, int]:
    """The topic that a word names, and how much of the word is missing in every vocabulary."""
    key, lexicon = token.key, index.lexicon
    if token.text.isdecimal() and len(token.text) < 3:
        return None, 0
    if key in index.postings:
        return key, 0
    if token.text.isdecimal() or key in lexicon.single:
        return None, 0  # what it means is sensed
    if key in lexicon.common:
        return None, _ASIDE
    parts = index.split(words.fold(token.text), key)
    if parts is not None and parts[0] is not None:
        meant = index.meant(key) if len(token.text) < _COMPOUND else None  # "parkur" is none of "par" and "kur"
        return meant or "+".join(part for part in parts if part) or None, 0
    known = lexicon.senses.knows(key)
    meant = None if known else index.meant(key) or index.begins(key)
    if meant is not None:
        return meant, 0
    return (parts[1] or None, 7) if parts is not None else (None, 10)

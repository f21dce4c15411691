"""The first door: a Danish question becomes what was understood of it."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from bot.domain.questions import facets, gist, words
from bot.domain.questions.aside import aside
from bot.domain.questions.index import ALONE, Index
from bot.domain.questions.lexicon import Phrase
from bot.domain.questions.sensing import Scores, best_window
from bot.domain.questions.understood import Understood, fitting
from bot.domain.questions.words import Token

_LONGEST = 1500  # characters of a question that are read
_NOT = re.compile(
    r"\b(?:ikke|undtagen|udover|ud over|bortset fra)\s+"
    r"(?:(?:noget|nogen|til|for|om|med|lige|på|i|hos|ved|over|kun|handler|går)\s+){0,2}(\w+)"
)
_CALL = re.compile(r"\bhvem (?:\w+ )?(?:ringer|kontakter|skriver|henvender|taler|snakker)\b|\bkontaktoplysning\w*")
_PHONE = re.compile(r"\b(?:\d ?){7}\d\b")
_AT = {"i", "på", "pa", "ved", "hos", "nær", "nar", "omkring", "fra", "tæt", "tat"}
_MOVING = {"til", "fra"}
_BEING = {"er", "ligger", "bor", "kun", "lige"}
_ARTICLES = ("n", "en", "t", "et")
_ASIDE = 3  # what an everyday word that the directory lacks is worth, where a rarer one is worth 10
_MOST_MISSING = 999
_WORDS = 0.125  # what the evidence of the single words counts, beside how likely the whole makes a concept
_HEARD = 4.0  # evidence below which nothing was heard
_HEARD_IN_STRANGE_WORDS = 7.0  # that no phrasing has
_HEARD_IN_SMALL_WORDS = 11.0  # "ved ikke hvad han vil"
_SELDOM = 0.75  # how much less people ask for what their directory lacks
_CLEAR = 18.0  # evidence from which on it is clear what was meant
_RIVALS = 12  # concepts that are weighed against each other
_BEGINNING = 5  # letters of a concept's name that a compound may begin with
_NEEDS = 5
_QUIET = 0.15  # how loud words are that say nothing by themselves
_SPEAKS = 2.5  # evidence from which on a word speaks of a concept
_UNLIKELY = 0.06
_HINTS = 24
_FAINT = 0.15  # of the loudest evidence: below that, a word hints at nothing


@dataclass(slots=True)
class _Reading:
    """The question while it is read: the words left, which of them are spoken for, and the topics so far."""

    tokens: list[Token]
    used: set[int]
    topics: list[str]
    excluded: list[str] = field(default_factory=list)
    missing: int = 0
    needs: tuple[tuple[str, int], ...] = ()
    hints: tuple[tuple[str, int], ...] = ()
    gist: str = ""
    nothing: int = 0
    loud: int = 0
    heard: set[int] = field(default_factory=set)


def understand(text: str, now: datetime, index: Index) -> Understood:
    """What a question asks for. Never raises: any text is a question, if need be one without meaning."""
    plain = words.plain(text[:_LONGEST])
    said = words.tokens(plain)
    spelled = [words.fold(token.text) for token in said]
    names, name_spans = _names(said, index)
    names += _with_number(plain, index)
    areas, avoided, area_spans = _areas(text, spelled, name_spans, index)
    near = [] if areas else _near_name(said, names, name_spans, index)

    age, rest = facets.read_age(plain)
    when, rest = facets.read_when(rest, now)
    free, rest = facets.read_free(rest)
    audience, only, rest = facets.read_audience(rest)

    left = [i for i, token in enumerate(said) if rest[token.start : token.end] == token.text]
    taken = area_spans | (name_spans if near else set())
    reading = _Reading([said[i] for i in left], {at for at, i in enumerate(left) if i in taken}, [])
    _negations(reading, rest, index)
    named = {at for at, i in enumerate(left) if i in name_spans}
    asked = None if names else index.lexicon.asked(plain)
    if asked:
        reading.needs = ((asked, 9),)
    else:
        _sense(reading, named, index)
        _topics(reading, index)
    needs = reading.needs
    if needs and index.lexicon.concepts[needs[0][0]].anytime:
        when = facets.When()
    if near and reading.topics:
        areas, names = near, []
    greeted = not index.lexicon.greetings.isdisjoint(token.text for token in said)
    if greeted and not (reading.topics or areas or names):
        return Understood(missing=min(reading.missing, _MOST_MISSING))
    return Understood(
        areas=fitting("areas", areas),
        avoided=fitting("avoided", avoided),
        age=age,
        audience=audience,
        only=only,
        weekdays=when.weekdays,
        start=when.start,
        end=when.end,
        open_now=when.open_now,
        free=free,
        kind="kontakt" if _CALL.search(plain) else None,
        topics=fitting("topics", sorted(reading.topics, key=lambda topic: -index.weight(topic))),
        needs=needs,
        hints=reading.hints,
        gist=reading.gist,
        nothing=reading.nothing,
        loud=reading.loud,
        length=min(99, sum(token.text not in index.lexicon.silent for token in said)),
        outright=bool(asked or (needs and _is_named(needs[0][0], {token.key for token in reading.tokens}, index))),
        excluded=fitting("excluded", reading.excluded),
        names=fitting("names", (index.offers[number].id for number in names)),
        elsewhere=not (areas or avoided) and _elsewhere(text, said, name_spans, index),
        missing=min(reading.missing, _MOST_MISSING),
        aside=0 if names else aside([token.text for token in said], index.lexicon.everyday, index.lexicon.aside),
    )


# ── Places and names ─────────────────────────────────────────────────────────────────────────────────────────────


def _longest(known: Container[Phrase], line: list[str], at: int, most: int) -> int:
    """How many words from `at` on make the longest known phrase; 0 for none."""
    for size in range(min(most, len(line) - at), 0, -1):
        if tuple(line[at : at + size]) in known:
            return size
    return 0


def _names(tokens: list[Token], index: Index) -> tuple[list[int], set[int]]:
    """The numbers of the offers named, and the positions of the names' words."""
    line = [words.name_key(token.text, token.key) for token in tokens]
    alone = index.names.get((ALONE, line[0])) if len(line) == 1 else None
    if alone and (words.fold(tokens[0].text),) not in index.places:
        return list(alone), {0}
    found: dict[int, None] = {}
    spans: set[int] = set()
    at = 0
    while at < len(line):
        begins = index.name_begins is None or line[at] in index.name_begins
        size = _longest(index.names, line, at, index.longest) if begins else 0
        whole = _in_one(tokens[at], tokens[at + 1], index) if at + 1 < len(line) and not size else None
        if size and not (size == 1 and _is_a_word(tokens[at], index)):
            found.update(dict.fromkeys(index.names[tuple(line[at : at + size])]))
            spans.update(range(at, at + size))
        elif whole and (whole,) in index.names:  # "Nørre Brobyggerne"
            size = 2
            found.update(dict.fromkeys(index.names[whole,]))
            spans.update((at, at + 1))
        at += max(1, size)
    return list(found), spans


def _is_a_word(token: Token, index: Index) -> bool:
    """Whether it only looks like a name: it says nothing, or lacks the article of who is called so (Spejlet)."""
    if token.text in index.lexicon.silent:
        return True
    spelled, key = words.fold(token.text), words.name_key(token.text, token.key)
    definite = {spelled + ending for ending in _ARTICLES}
    offers = [index.offers[number] for number in index.names[key,]]
    texts = [text for offer in offers for text in (offer.name, offer.organisation, offer.place) if text]
    called = {words.fold(word) for text in texts for word in words.words(text) if words.name_key(word) == key}
    return bool(called) and called <= definite


def _with_number(plain: str, index: Index) -> list[int]:
    """The numbers of the offers with the telephone number that was written."""
    found = _PHONE.search(plain)
    if not found:
        return []
    digits = found[0].replace(" ", "")
    return [number for number, offer in enumerate(index.offers) if digits in (offer.phone or "").replace(" ", "")]


def _in_one(one: Token, other: Token, index: Index) -> str | None:
    """The stem of a word of the directory that was written in two."""
    return index.forms.get(words.fold(one.text + other.text))


def _areas(text: str, spelled: list[str], names: set[int], index: Index) -> tuple[list[str], list[str], set[int]]:
    """The areas named (the innermost of nested ones), those it must not be in, and the positions of their words.

    A name that is an everyday word too ("Parken") needs a capital letter, or to be all that was asked.
    """
    capitals = _capitals(text)
    found: dict[str, None] = {}
    avoided: dict[str, None] = {}
    spans: set[int] = set()
    at = 0
    while at < len(spelled):
        size = _longest(index.places, spelled, at, index.longest_place) if spelled[at] in index.place_begins else 0
        inside = size and at in names and at + size - 1 in names and (at - 1 in names or at + size in names)
        everyday = size == 1 and (spelled[at] in index.lexicon.common_forms or spelled[at] in index.lexicon.silent)
        if everyday and len(spelled) > 1 and spelled[at] not in capitals:
            size = 0
        meant: Sequence[str] = ()
        if size and not inside:
            meant = index.places[tuple(spelled[at : at + size])]
        elif spelled[at] in index.postal_codes and len(spelled[at]) == 4:
            meant, size = index.postal_codes[spelled[at]], 1
        elif at not in names and len(spelled[at]) >= 6 and not _is_known(spelled[at], index):
            right = index.area_spelling.meant(spelled[at])
            meant, size = (index.places[right,], 1) if right else ((), size)
        if meant:
            (avoided if _is_negated(spelled[:at]) else found).update(dict.fromkeys(meant))
            spans.update(range(at, at + size))
        at += max(1, size)
    around = {parent for area in found for parent in index.areas.parents(area)}
    return [area for area in found if area not in around], list(avoided), spans


def _is_negated(before: list[str]) -> bool:
    """Whether the words before a place deny it: "ikke på", "ikke er i", "undtagen"."""
    for words_between in (_AT, _BEING):
        if before and before[-1] in words_between:
            before = before[:-1]
    return bool(before) and before[-1] in {"ikke", "undtagen"}


def _is_known(spelled: str, index: Index) -> bool:
    """Whether it is a word, or a town elsewhere, rather than an area spelled wrong."""
    if (
        (spelled,) in index.lexicon.towns
        or spelled in index.forms
        or spelled in index.lexicon.silent
        or spelled in index.lexicon.common_forms
    ):
        return True
    stem = words.stem(spelled)
    return index.known(stem) or index.lexicon.senses.knows(stem)


def _near_name(said: list[Token], names: list[int], spans: set[int], index: Index) -> list[str]:
    """ "Lektiehjælp ved Klub Borup": a name after such a word is a place: its offers' areas below the city."""
    first = min(spans, default=0)
    if not first or said[first - 1].text not in _AT:
        return []
    areas = dict.fromkeys(area for number in names for area in index.offers[number].areas)
    return [area for area in areas if area in index.areas and index.areas[area].parent is not None]


def _elsewhere(text: str, said: list[Token], named: set[int], index: Index) -> bool:
    """Whether a town is named (that the caller knows to be none of the directory's areas).

    Beside the name of an offer only "i" tells that it is asked for there; "flyttet til" and "kommer fra" never do.
    """
    towns, doubtful, begins = index.lexicon.towns, index.lexicon.doubtful_towns, index.lexicon.town_begins
    plain = [token.text for token in said]
    capitals = _capitals(text)
    for line in (plain, [words.fold(word) for word in plain]):
        for at in range(len(line)):
            before = plain[at - 1] if at else ""
            within, told = before == "i", before in _MOVING
            asked = line[at] in begins and at not in named and (within or not (named or told))
            if asked and _longest(towns, line, at, 3):
                return True
            if within and words.fold(line[at]) in capitals and (line[at],) in doubtful:
                return True
    return False


def _capitals(text: str) -> set[str]:
    """The words written with a capital letter, as names are spelled here."""
    return {words.spell(word) for word in re.findall(r"\w+", text[:_LONGEST]) if word[0].isupper()}


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _sense(reading: _Reading, named: set[int], index: Index) -> None:
    """What the words speak of: the likeliest concepts, what else is hinted at, and which words speak of them."""
    senses, lexicon = index.lexicon.senses, index.lexicon
    left = [i for i in range(len(reading.tokens)) if i not in reading.used and i not in named]
    rest = [i for i in left if not _is_hollow(reading.tokens[i], index)]
    said = [reading.tokens[i] for i in rest]
    stems = [token.key for token in said]
    loudness = [_QUIET if token.text in lexicon.asking or token.text.isdecimal() else 1.0 for token in said]
    sentence = senses.said(stems, loudness)
    evidence = senses.evidence(sentence)
    heard = best_window(evidence)
    most = float(heard.max(initial=0.0))
    telling = [token.key for token in said if token.text not in lexicon.silent]
    known = any(map(senses.knows, telling))
    if most < (_HEARD if known else _HEARD_IN_STRANGE_WORDS if telling else _HEARD_IN_SMALL_WORDS):
        return
    reading.hints = _hints(heard, index)
    middle = senses.middle(sentence)
    reading.gist = gist.written(middle, senses.mark)
    likely, nothing = senses.likelihoods(sentence, middle)
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


def _negations(reading: _Reading, plain: str, index: Index) -> None:
    """ "Ikke fodbold": only what can be a topic is excluded, so "ikke har råd" excludes nothing."""
    for found in _NOT.finditer(plain):
        key = words.stem(found[1])
        if key in index.topical or key in index.lexicon.single:
            reading.excluded.append(key)
            reading.used.update(i for i, token in enumerate(reading.tokens) if token.start == found.start(1))


def _topics(reading: _Reading, index: Index) -> None:
    """Every word that is left: joined with the next, as it is, split, or spelled right; else it is missing."""
    for i, token in enumerate(reading.tokens):
        if i in reading.used or token.text in index.lexicon.silent:
            continue
        if len(token.text) < 3 and not index.known(token.key):
            continue
        joined = _joined(reading, i, index)
        topic, missing = (joined, 0) if joined else _topic(token, index)
        if topic is not None and not (missing and i in reading.heard):
            reading.topics.append(topic)
        if i not in reading.heard:
            reading.missing += missing


def _joined(reading: _Reading, i: int, index: Index) -> str | None:
    """The stem of a word written in two ("fritids job"), if the directory has the whole word."""
    if i + 1 == len(reading.tokens) or i + 1 in reading.used:
        return None
    one, other = reading.tokens[i : i + 2]
    stem = _in_one(one, other, index)
    if stem is None and not (index.known(one.key) and index.known(other.key)):
        stem = words.stem(one.text + other.text)
    if stem is None or len(stem) < 6 or stem not in index.postings:
        return None
    reading.used.add(i + 1)
    return stem


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
        return "+".join(part for part in parts if part) or None, 0
    known = lexicon.senses.knows(key)
    meant = None if known else index.meant(key) or index.begins(key)
    if meant is not None:
        return meant, 0
    return (parts[1] or None, 7) if parts is not None else (None, 10)

"""The first door: a Danish question becomes what was understood of it."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.offers import Kind
from bot.domain.questions import facets, words
from bot.domain.questions.index import Index, Phrase
from bot.domain.questions.understood import Understood, fitting
from bot.domain.questions.words import Token

_LONGEST = 1500  # characters of a question that are read
_NOT = re.compile(r"\b(?:ikke|uden|undtagen|udover|ud over|bortset fra)\s+(?:(?:noget|nogen|til|for|om|med|lige)\s+)?(\w+)")
_CALL = re.compile(r"\bhvem (?:\w+ )?(?:ringer|kontakter|skriver|henvender|taler|snakker)\b|\bkontaktoplysning\w*")
_AT = frozenset("i på ved hos nær omkring fra tæt".split())
_ASIDE = 3  # what an everyday word that the directory lacks is worth, where a rarer one is worth 10
_WINDOW = 5  # words that may stand between those of a phrase


@dataclass(slots=True)
class _Reading:
    """The question while it is read: which words are spoken for, and the topics found so far."""

    tokens: list[Token]
    used: set[int] = field(default_factory=set)
    topics: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    missing: int = 0


def understand(text: str, now: datetime, index: Index) -> Understood:
    """What a question asks for. Never raises: any text is a question, if need be one without meaning."""
    plain = words.plain(text[:_LONGEST])
    all_tokens = words.tokens(plain)
    spelled = [words.fold(token.text) for token in all_tokens]
    names, name_spans = _names(all_tokens, index)
    areas, area_spans = _areas(spelled, name_spans, index)
    areas, names_as_areas = _near_names(all_tokens, areas, names, name_spans, index)
    elsewhere = not areas and not names and _elsewhere(text, spelled, index)

    kind: Kind | None = "kontakt" if _CALL.search(plain) else None
    age, plain = facets.read_age(plain)
    when, plain = facets.read_when(plain, now)
    free, plain = facets.read_free(plain)
    audience, plain = facets.read_audience(plain)

    reading = _Reading([token for token in all_tokens if plain[token.start : token.end] == token.text])
    taken = {all_tokens[i].start for i in area_spans}
    reading.used = {i for i, token in enumerate(reading.tokens) if token.start in taken}
    _phrases(reading, index)
    _negations(reading, plain, index)
    _topics(reading, areas, index)
    if index.lexicon.greetings.intersection(token.text for token in all_tokens) and not (reading.topics or areas or names):
        return Understood(missing=reading.missing)
    return Understood(
        areas=fitting("areas", areas),
        age=age,
        audience=audience,
        weekdays=when.weekdays,
        start=when.start,
        end=when.end,
        open_now=when.open_now,
        free=free,
        kind=kind,
        topics=fitting("topics", sorted(reading.topics, key=lambda topic: -index.weight(topic))),
        excluded=fitting("excluded", reading.excluded),
        names=() if names_as_areas else fitting("names", (index.offers[n].id for n in names)),
        elsewhere=elsewhere,
        missing=min(reading.missing, 999),
    )


# ── Places and names ─────────────────────────────────────────────────────────────────────────────────────────────


def _longest(found: dict[Phrase, tuple[str, ...]] | dict[Phrase, tuple[int, ...]], line: list[str], at: int, most: int) -> int:
    """How many words from `at` on make the longest known phrase; 0 for none."""
    for size in range(min(most, len(line) - at), 0, -1):
        if tuple(line[at : at + size]) in found:
            return size
    return 0


def _names(tokens: list[Token], index: Index) -> tuple[list[int], set[int]]:
    """The numbers of the offers named, and the positions of the names' words."""
    line = [token.key for token in tokens]
    found: dict[int, None] = {}
    spans: set[int] = set()
    at = 0
    while at < len(line):
        size = _longest(index.names, line, at, index.longest)
        if size and not (size == 1 and tokens[at].text in index.lexicon.silent):
            found.update(dict.fromkeys(index.names[tuple(line[at : at + size])]))
            spans.update(range(at, at + size))
        at += max(1, size)
    return list(found), spans


def _areas(spelled: list[str], names: set[int], index: Index) -> tuple[list[str], set[int]]:
    """The areas named (the innermost of nested ones), and the positions of their words."""
    found: dict[str, None] = {}
    spans: set[int] = set()
    at = 0
    while at < len(spelled):
        size = _longest(index.places, spelled, at, index.longest)
        inside = size and at in names and at + size - 1 in names and (at - 1 in names or at + size in names)
        if size and not inside:
            found.update(dict.fromkeys(index.places[tuple(spelled[at : at + size])]))
            spans.update(range(at, at + size))
        elif spelled[at] in index.postal_codes and len(spelled[at]) == 4:
            found.update(dict.fromkeys(index.postal_codes[spelled[at]]))
            spans.add(at)
        elif at not in names and len(spelled[at]) >= 6 and not _is_word(spelled[at], index):
            meant = index.area_spelling.meant(spelled[at])
            if meant is not None:
                found.update(dict.fromkeys(index.places[(meant,)]))
                spans.add(at)
        at += max(1, size)
    around = {parent for area in found for parent in index.areas.parents(area)}
    return [area for area in found if area not in around], spans


def _is_word(spelled: str, index: Index) -> bool:
    key = index.forms.get(spelled) or words.stem(spelled)
    return spelled in index.forms or index.known(key) or key in index.lexicon.common or spelled in index.lexicon.silent


def _near_names(
    tokens: list[Token], areas: list[str], names: list[int], spans: set[int], index: Index
) -> tuple[list[str], bool]:
    """"Lektiehjælp ved Klub Borup": a name after such a word is a place, if its offers have areas below the city."""
    first = min(spans, default=0)
    if areas or not names or not first or tokens[first - 1].text not in _AT:
        return areas, False
    at = dict.fromkeys(area for n in names for area in index.offers[n].areas if area in index.areas)
    local = [area for area in at if index.areas[area].parent is not None]
    return local, False


def _elsewhere(text: str, spelled: list[str], index: Index) -> bool:
    lexicon = index.lexicon
    for at in range(len(spelled)):
        for size in (3, 2, 1):
            phrase = tuple(spelled[at : at + size])
            if phrase in lexicon.towns:
                return True
            if phrase in lexicon.doubtful_towns and re.search(rf"\b[Ii] {re.escape(phrase[0][:1].upper())}", text):
                return True
    return False


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _phrases(reading: _Reading, index: Index) -> None:
    """Concepts said in several words, which may stand a little apart and in any order."""
    where: dict[str, list[int]] = {}
    for i, token in enumerate(reading.tokens):
        where.setdefault(token.key, []).append(i)
    for stem in list(where):
        for phrase, concept in index.lexicon.phrases.get(stem, ()):
            if all(part in where for part in phrase) and (span := _close(phrase, where)):
                reading.topics.append("#" + concept)
                reading.used.update(span)


def _close(phrase: Phrase, where: dict[str, list[int]]) -> set[int] | None:
    """Positions of the phrase's words, near each other; None when they are apart."""
    for start in where[phrase[0]]:
        span = {min(where[part], key=lambda i: abs(i - start)) for part in phrase}
        if len(span) == len(set(phrase)) and max(span) - min(span) < len(phrase) + _WINDOW:
            return span
    return None


def _negations(reading: _Reading, plain: str, index: Index) -> None:
    """"Ikke fodbold": only what can be a topic is excluded, so "ikke har råd" excludes nothing."""
    for found in _NOT.finditer(plain):
        key = words.stem(found[1])
        if key in index.topical or key in index.lexicon.single:
            reading.excluded.append(key)
            reading.used.update(i for i, token in enumerate(reading.tokens) if token.start == found.start(1))


def _topics(reading: _Reading, areas: list[str], index: Index) -> None:
    """Every word that is left: as it is, joined with the next, split, or spelled right; else it is missing."""
    tokens = reading.tokens
    for i, token in enumerate(tokens):
        if i in reading.used or token.text in index.lexicon.silent or (len(token.text) < 3 and not index.known(token.key)):
            continue
        if i + 1 < len(tokens) and i + 1 not in reading.used:
            joined = index.forms.get(words.fold(token.text + tokens[i + 1].text))
            if joined is not None and len(joined) >= 6:
                reading.topics.append(joined)
                reading.used.update((i, i + 1))
                continue
        topic, missing = _topic(token, index)
        if topic is not None:
            reading.topics.append(topic)
        reading.missing += missing


def _topic(token: Token, index: Index) -> tuple[str | None, int]:
    """The topic that a word names, and how much of the word is missing in every vocabulary."""
    key, lexicon = token.key, index.lexicon
    if key in index.postings:
        return key, 0
    if key in lexicon.single:
        return "#" + lexicon.single[key], 0
    if token.text.isdecimal():
        return None, 0
    if key in lexicon.common:
        return None, _ASIDE
    parts = index.split(words.fold(token.text), key)
    if parts is not None and parts[0] is not None:
        return "+".join(part for part in parts if part), 0
    meant = index.spelling.meant(key)
    if meant is not None:
        return meant if meant in index.postings else "#" + lexicon.single[meant], 0
    return (parts[1], 7) if parts is not None else (None, 10)

"""The offer index: what words, names and places of a directory belong to which offers. Derived and immutable."""

import math
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.areas import Areas
from bot.domain.directory import Directory
from bot.domain.offers import Offer, Weekday
from bot.domain.questions import words
from bot.domain.questions.facets import read_when
from bot.domain.questions.lexicon import lexicon

Phrase = tuple[str, ...]

_PART = 0.6  # "job" is found in "fritidsjob", but not as surely as "fritidsjob" itself
_CONCEPT = 0.85  # an offer that uses another word of the concept asked for
_NAMED = 8  # a name that more offers share says nothing about which of them is meant
_ALWAYS = re.compile(r"døgnet rundt|døgnåb|24 timer i døgnet")


class Postings(NamedTuple):
    """Who says a stem: offer numbers, ascending, and how strongly each says it (1-100)."""

    numbers: "array[int]"
    strengths: bytearray


class Index:
    """Everything `understand` and `rank` look up. Offers are numbered as in `offers`."""

    def __init__(self, directory: Directory) -> None:
        self.offers = directory.offers
        self.areas: Areas = directory.areas
        self.lexicon = lexicon()
        self.shown: dict[str, str] = {}  # stem → a word for people
        self.forms: dict[str, str] = {}  # folded word → stem
        self.topical: set[str] = set()  # stems of the offers' topics
        self.in_area: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.postings = self._post()
        self._add_parts()
        self.concepts = {key: self._offers_of(concept.finds) for key, concept in self.lexicon.concepts.items()}
        self._most = math.log(2 * len(self.offers) + 2)
        self.places, self.postal_codes = _places(directory)
        self.names = self._names()
        self.longest = max((len(p) for p in (*self.places, *self.names, *self.lexicon.towns)), default=1)
        areas = {word for phrase in self.places if len(phrase) == 1 for word in phrase}
        self.spelling = words.Spelling({*self.postings, *self.lexicon.single})
        self.area_spelling = words.Spelling(word for word in areas if len(word) >= 6)

    # ── Looking up ───────────────────────────────────────────────────────────────────────────────────────────────

    def strengths(self, topic: str) -> dict[int, float]:
        """Offer number → how surely (0-1) the offer is about the topic ("stem", "stem+stem" or "#concept")."""
        if topic.startswith("#"):
            return self._unpacked(self.concepts.get(topic[1:]))
        parts = topic.split("+")
        if len(parts) == 1:
            found = self._unpacked(self.postings.get(topic))
            concept = self.lexicon.single.get(topic)
            if concept is not None:
                for number, strength in self._unpacked(self.concepts[concept]).items():
                    found[number] = max(found.get(number, 0.0), _CONCEPT * strength)
            return found
        each = [self.strengths(part) for part in parts]
        both: dict[int, float] = {}
        for number in {n for one in each for n in one}:
            both[number] = sum(one.get(number, 0.0) for one in each) / len(each)
        return both

    def weight(self, topic: str) -> float:
        """How much the topic tells (0-1): rare ones more than common ones, everyday words little."""
        if topic.startswith("#"):
            return max(0.55, self._rarity(self.concepts.get(topic[1:])))
        parts = topic.split("+")
        if len(parts) > 1:
            return max(self.weight(part) for part in parts)
        rarity = self._rarity(self.postings.get(topic))
        if topic in self.topical or topic in self.lexicon.single:
            return max(0.5, rarity)
        return 0.35 * rarity if topic in self.lexicon.common else rarity

    def known(self, key: str) -> bool:
        """Whether a stem belongs to the directory's vocabulary or names a concept."""
        return key in self.postings or key in self.lexicon.single

    def split(self, word: str, key: str) -> tuple[str | None, str] | None:
        """A compound's stems, (None, last part) when the first part is an unknown word; None when it is none."""
        best: tuple[str | None, str] | None = None
        best_score = 0
        for cut in range(len(word) - 3, 2, -1):
            last = self._part(word[cut:]) or (key[cut:] if self.known(key[cut:]) and len(key) - cut >= 3 else None)
            if last is None:
                continue
            first = self._part(word[:cut]) or (self._part(word[: cut - 1]) if word[cut - 1] in "se" else None)
            score = 10 * min(cut, len(word) - cut) if first else len(word) - cut
            if score > best_score and (first or len(word) - cut >= 4):
                best, best_score = (first, last), score
        return best

    def _part(self, word: str) -> str | None:
        stem = self.forms.get(word) if len(word) >= 3 else None
        return stem or (word if word in self.lexicon.single and len(word) >= 3 else None)

    def _rarity(self, postings: Postings | None) -> float:
        return math.log((2 * len(self.offers) + 2) / (2 * len(postings[0]) + 1 if postings else 1)) / self._most

    @staticmethod
    def _unpacked(postings: Postings | None) -> dict[int, float]:
        return {n: s / 100 for n, s in zip(*postings, strict=True)} if postings else {}

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _post(self) -> dict[str, Postings]:
        postings: dict[str, Postings] = defaultdict(lambda: Postings(array("I"), bytearray()))
        silent = self.lexicon.silent
        for number, offer in enumerate(self.offers):
            strongest: dict[str, int] = {}
            for strength, text in _texts(offer):
                found = words.words(text)
                words.learn(found)
                for word in found:
                    if word in silent or len(word) > 40:
                        continue
                    stem = words.stem(word)
                    if strongest.get(stem, 0) < strength:
                        strongest[stem] = strength
                    if stem not in self.shown or len(word) < len(self.shown[stem]):
                        self.shown[stem] = word
                    self.forms[words.fold(word)] = stem
            for topic in offer.topics:
                stems = [stem for stem in words.keys(topic) if stem in strongest]
                self.topical.update(stems)
                if len(stems) == 1:
                    self.shown[stems[0]] = topic.lower()
            for stem, strength in strongest.items():
                postings[stem][0].append(number)
                postings[stem][1].append(strength)
            for area in offer.areas:
                self.in_area[area].append(number)
        return dict(postings)

    def _add_parts(self) -> None:
        """Let the parts of a compound find what the compound finds."""
        compounds: dict[str, set[str]] = defaultdict(set)
        for word, stem in self.forms.items():
            if len(word) >= 6 and (parts := self.split(word, stem)):
                for part in parts:
                    if part is not None and part != stem:
                        compounds[part].add(stem)
        added = {
            part: _merged([(self.postings.get(part), 1.0), *((self.postings[stem], _PART) for stem in stems)])
            for part, stems in compounds.items()
        }
        self.postings.update(added)

    def _offers_of(self, phrases: Iterable[Phrase]) -> Postings:
        """The offers that say one of the phrases; a phrase is as strong as its weakest word."""
        several: list[tuple[Postings | None, float]] = []
        for phrase in phrases:
            first, *more = [self.postings.get(stem) for stem in phrase]
            if more and first is not None:
                each = [self._unpacked(one) for one in (first, *more)]
                both = sorted(set(each[0]).intersection(*each[1:]))
                first = Postings(array("I", both), bytearray(round(100 * min(one[n] for one in each)) for n in both))
            several.append((first, 1.0))
        return _merged(several)

    def _names(self) -> dict[Phrase, tuple[int, ...]]:
        """The names of offers, of who runs them and of their places → the numbers of those offers."""
        found: dict[Phrase, set[int]] = defaultdict(set)
        area_words = {word for phrase in self.places for word in phrase}
        for number, offer in enumerate(self.offers):
            for text in (offer.name, offer.organisation, offer.place):
                for part in re.split(r"[()/,;:–|]| - | og | i ", text or ""):
                    phrase = words.words(part)
                    while len(phrase) > 1 and words.fold(phrase[-1]) in area_words:
                        found[tuple(map(words.stem, phrase))].add(number)
                        phrase = phrase[:-1]
                    found[tuple(map(words.stem, phrase))].add(number)
        return {
            phrase: tuple(sorted(numbers))
            for phrase, numbers in found.items()
            if phrase and len(numbers) <= _NAMED and self._distinct(phrase, area_words)
        }

    def _distinct(self, phrase: Phrase, area_words: set[str]) -> bool:
        """Whether a phrase can only be a name: a word of its own, or several with one that is no topic."""
        told = [
            stem
            for stem in phrase
            if stem not in self.topical | self.lexicon.common and stem not in self.lexicon.single and not stem.isdecimal()
        ]
        return bool(told) and not all(stem in area_words for stem in phrase) and len("".join(phrase)) > 2


def _texts(offer: Offer) -> tuple[tuple[int, str], ...]:
    """The offer's texts with how strongly each says what the offer is about (1-100)."""
    return (
        (100, offer.name),
        (100, " . ".join(offer.topics)),
        (80, offer.summary),
        (80, offer.place or ""),
        (65, offer.organisation or ""),
        (60, offer.address or ""),
        (55, offer.description),
        (45, " . ".join(t for t in (offer.schedule_note, offer.price_note, offer.signup) if t)),
    )


def _merged(several: Iterable[tuple[Postings | None, float]]) -> Postings:
    best: dict[int, int] = {}
    for postings, factor in several:
        if postings is not None:
            for number, strength in zip(*postings, strict=True):
                if best.get(number, 0) < (strong := round(strength * factor)):
                    best[number] = strong
    numbers = sorted(best)
    return Postings(array("I", numbers), bytearray(best[n] for n in numbers))


def _places(directory: Directory) -> tuple[dict[Phrase, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Spelled names of areas (and of the plans there) → area ids, and postal codes → the widest areas with them."""
    areas = directory.areas
    names: dict[Phrase, set[str]] = defaultdict(set)
    aliases: dict[Phrase, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for area in areas:
        names[_spelled(area.name)].add(area.id)
        for alias in area.aliases:
            aliases[_spelled(alias)].add(area.id)
        for code in area.postal_codes:
            codes[code].add(area.id)
    for plan in directory.organisation.plans:
        for name in (plan.name, *plan.departments):
            aliases[_spelled(name)].update(id_ for id_ in plan.areas if id_ in areas)
    found = {p: ids for table in (aliases, names) for p, ids in table.items() if p and ids}
    for phrase, ids in list(found.items()):  # Nørrebros
        found.setdefault((*phrase[:-1], phrase[-1] + "s"), ids)
    cities = {area.id for area in areas if area.parent is None}
    widest = {
        code: tuple(sorted(i for i in ids - cities if not (set(areas.parents(i)) & (ids - cities)))) or tuple(sorted(ids))
        for code, ids in codes.items()
    }
    return {phrase: tuple(sorted(ids)) for phrase, ids in found.items()}, widest


def _spelled(name: str) -> Phrase:
    return tuple(map(words.fold, words.words(name)))


def always_open(offer: Offer) -> bool:
    """Whether the record itself says that it is open day and night."""
    return any(_ALWAYS.search(text.lower()) for text in (offer.summary, offer.schedule_note or "", offer.description))


def noted_days(offer: Offer) -> tuple[Weekday, ...]:
    """The weekdays that the record's own note about its times names."""
    return read_when(words.plain(offer.schedule_note or ""), None)[0].weekdays

"""The offer index: what words, names and places of a directory belong to which offers. Derived and immutable."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from copy import copy

import numpy as np

from bot.domain.areas import LEVELS, Areas
from bot.domain.directory import Directory
from bot.domain.questions import words
from bot.domain.questions.facts import Facts
from bot.domain.questions.lexicon import Lexicon, Phrase, lexicon
from bot.domain.questions.postings import NOBODY, Mask, Numbers, Postings, Vector, joined
from bot.domain.questions.segment import Segment, texts_of

_SAID = 0.75  # the least weight of a concept that was said in several words
_EVERYDAY = 0.15
_EVERYDAY_TELLS = 0.85  # a word that is said for two concepts or more
_FIRST = 0.65  # a compound's first part tells what kind it is
_CONCEPT = 0.75  # an offer that uses another word of the concept asked for
_INCLUDED = 0.85  # an offer of a concept that is a part of it
_INSTEAD = 0.6  # an offer of a concept that answers too
_NEAR = 0.25  # an offer of a concept that almost answers
_WHOLLY = 0.8  # an offer's name, topics or summary
_NAMED = 8  # a name that more offers share says nothing about which of them is meant
_NAME_PARTS = re.compile(r"[()/,;:–|]| - | og | i ")


class Index:
    """Everything `understand` and `rank` look up. Offers are numbered as in `offers`.

    A changed offer gets a new number in `changed`; its old one is no longer `alive`.
    """

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.offers = directory.offers
        self.areas: Areas = directory.areas
        self.lexicon: Lexicon = lexicon().taught(directory.concept_words)
        self.numbers = {offer.id: number for number, offer in enumerate(self.offers)}
        self.alive: Mask = np.ones(len(self.offers), np.bool_)
        self._words: dict[str, str] = {}  # stem → word for people, as they are asked for
        segment = Segment(self.offers, 0, directory.search_words, self.lexicon)
        self.forms = segment.forms  # folded word → stem
        self.topical = segment.topical  # stems of the offers' topics
        self.postings = segment.postings
        segment.add_parts(self.split)
        self.in_area = segment.in_area
        self.facts: Facts = segment.facts
        self.concepts = {key: segment.find(concept.finds) for key, concept in self.lexicon.concepts.items()}
        self.lacked = self._lacked()
        self.places, self.postal_codes = _places(directory)
        self._area_words = {word for phrase in self.places for word in phrase}
        self.names = self._names(range(len(self.offers)))
        self._sorted = sorted({stem for phrase in self.names for stem in phrase if stem in self.postings})
        self.longest = max((len(p) for p in (*self.places, *self.names, *self.lexicon.towns)), default=1)
        areas = {word for phrase in self.places if len(phrase) == 1 for word in phrase}
        self.spelling = words.Spelling(self.postings)
        self.area_spelling = words.Spelling(word for word in areas if len(word) >= 6)

    def changed(self, directory: Directory) -> "Index | None":
        """The index of a directory that differs in some offers or in what was taught; None when more has changed.

        Takes milliseconds where a new index takes seconds; words spelled wrong are corrected to older words only.
        """
        if directory.areas is not self.areas or directory.organisation is not self.directory.organisation:
            return None
        old = self.directory
        fresh = [
            offer
            for offer in directory.offers
            if old.offer(offer.id) is not offer
            or directory.search_words.get(offer.id) != old.search_words.get(offer.id)
        ]
        if len(directory.offers) < len(old.offers):
            return None
        new = copy(self)
        new.directory, new.offers, new._words = directory, (*self.offers, *fresh), {}
        new.lexicon = lexicon().taught(directory.concept_words)
        first = len(self.offers)
        new.numbers = self.numbers | {offer.id: number for number, offer in enumerate(fresh, first)}
        new.alive = np.concatenate([self.alive, np.ones(len(fresh), np.bool_)])
        new.alive[[self.numbers[offer.id] for offer in fresh if offer.id in self.numbers]] = False
        new._add(Segment(fresh, first, directory.search_words, new.lexicon))
        return new

    def _add(self, segment: Segment) -> None:
        """Take a segment in, whose numbers follow ours. The dictionaries are made anew: others still read the old."""
        self.forms = self.forms | segment.forms
        self.topical = self.topical | segment.topical
        before, self.postings = self.postings, self.postings | segment.postings
        segment.add_parts(self.split)
        self.postings = before | {stem: joined(before.get(stem, NOBODY), p) for stem, p in segment.postings.items()}
        self.in_area = self.in_area | {
            area: np.concatenate([self.in_area.get(area, NOBODY.numbers), found])
            for area, found in segment.in_area.items()
        }
        self.facts = self.facts.and_then(segment.facts)
        self.concepts = {
            key: joined(self.concepts.get(key, NOBODY), segment.find(concept.finds))
            for key, concept in self.lexicon.concepts.items()
        }
        self.lacked = self._lacked()
        names = self._names(range(segment.first, len(self.offers)))
        self.names = self.names | {name: (*self.names.get(name, ()), *found) for name, found in names.items()}

    # ── Looking up ───────────────────────────────────────────────────────────────────────────────────────────────

    def strengths(self, topic: str) -> Vector:
        """How surely (0-1) each offer is about the topic ("stem", "stem+stem" or "#concept")."""
        if topic.startswith("#"):
            return self.about(topic[1:], outright=True)
        parts = topic.split("+")
        if len(parts) == 1:
            found = self._vector(self.postings.get(topic, NOBODY))
            concept = self.lexicon.single.get(topic)
            if concept is not None:
                found = np.maximum(found, np.float32(_CONCEPT) * self._vector(self.concepts[concept]))
            return found
        first, last = (self.strengths(part) for part in parts[:2])
        return np.float32(_FIRST) * first + np.float32(1 - _FIRST) * last

    def about(self, key: str, *, outright: bool) -> Vector:
        """How surely each offer is about a concept, or about one that is second best.

        Who says the concept's own name wants that and nothing like it: then all second best answers only almost.
        """
        concept = self.lexicon.concepts.get(key)
        found = self._vector(self.concepts.get(key, NOBODY))
        if concept is None:
            return found
        if concept.outside:
            found[found < _WHOLLY] = 0
        second = _NEAR if outright else _INSTEAD
        for others, factor in ((concept.includes, _INCLUDED), (concept.instead, second), (concept.near, _NEAR)):
            for other in others:
                np.maximum(found, np.float32(factor) * self._vector(self.concepts.get(other, NOBODY)), out=found)
        return found

    def _vector(self, postings: Postings) -> Vector:
        found = np.zeros(len(self.offers), np.float32)
        found[postings.numbers] = postings.strengths / np.float32(100)
        return found

    def weight(self, topic: str) -> float:
        """How much the topic tells (0-1): rare ones more than common ones, everyday words little."""
        if topic.startswith("#"):
            return max(_SAID, self._rarity(self.concepts.get(topic[1:])))
        parts = topic.split("+")
        if len(parts) > 1:
            return max(self.weight(part) for part in parts)
        rarity = self._rarity(self.postings.get(topic))
        if topic in self.topical or topic in self.lexicon.single:
            return max(0.5, rarity)
        telling = self.lexicon.senses.telling(topic)
        return (_EVERYDAY if topic in self.lexicon.common else telling) * rarity

    def shown(self, stem: str) -> str:
        """A stem as a word for people, spelled as the strongest offer with it does."""
        if stem not in self._words:
            self._words[stem] = self._spelled_out(stem)
        return self._words[stem]

    def _spelled_out(self, stem: str) -> str:
        postings = self.postings.get(stem)
        if postings is not None and len(postings.numbers):
            offer = self.offers[postings.numbers[int(postings.strengths.argmax())]]
            for text in (*offer.topics, *(text for _, text in texts_of(offer))):
                for word in re.findall(r"\w+", text):
                    plain = words.plain(word)
                    if words.stem(plain) == stem and plain not in self.lexicon.silent:
                        return str(word if word.isupper() else word.lower())
        concept = self.lexicon.concepts.get(self.lexicon.single.get(stem, ""))
        return concept.name if concept else stem

    def is_rare(self, stem: str) -> bool:
        """Whether so few offers have the word that it could be a name."""
        return 0 < len(self.postings.get(stem, NOBODY).numbers) <= _NAMED

    def known(self, key: str) -> bool:
        """Whether a stem belongs to the directory's vocabulary or names a concept."""
        return key in self.postings or key in self.lexicon.single

    def split(self, word: str, key: str) -> tuple[str | None, str] | None:
        """A compound's stems: "" for a part that says nothing, None for an unknown first part. None: no compound."""
        best: tuple[str | None, str] | None = None
        best_score = 0
        for cut in range(len(word) - 3, 2, -1):
            last = self._part(word[cut:])
            if last is None and self.known(key[cut:]):
                last = key[cut:]
            if last is None:
                continue
            first = self._part(word[:cut])
            if first is None and word[cut - 1] in "se":
                first = self._part(word[: cut - 1])
            score = len(word) - cut if first is None else 10 * min(cut, len(word) - cut)
            if score > best_score and (first is not None or len(word) - cut >= 4):
                best, best_score = (first, last), score
        return best

    def _part(self, word: str) -> str | None:
        """The stem of a word that a compound can be made of, "" when it says nothing, None when it is unknown."""
        if len(word) < 3:
            return None
        if word in self.lexicon.hollow:
            return ""
        if word in self.forms:
            return self.forms[word]
        if word in self.lexicon.single:
            return word
        return self.lexicon.common_forms.get(word)

    def begins(self, key: str) -> str | None:
        """The shortest word of a name that begins with an unknown word of five letters or more."""
        at = bisect_left(self._sorted, key)
        longer = [stem for stem in self._sorted[at : at + 5] if stem.startswith(key)]
        return min(longer, key=len) if longer and len(key) >= 5 else None

    def _rarity(self, postings: Postings | None) -> float:
        most = 2 * len(self.offers) + 2
        return math.log(most / (2 * len(postings.numbers) + 1 if postings else 1)) / math.log(most)

    def _lacked(self) -> Vector:
        """1 for every concept of the senses that could be in a directory, but that no offer of this one has; else 0."""
        concepts = [self.lexicon.concepts[key] for key in self.lexicon.senses.concepts]
        return np.array(
            [
                not concept.outside
                and not any(len(self.concepts[key].numbers) for key in (concept.key, *concept.includes))
                for concept in concepts
            ],
            np.float32,
        )

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _names(self, numbers: Iterable[int]) -> dict[Phrase, tuple[int, ...]]:
        """The names of offers, of who runs them and of their places → the numbers of those offers."""
        offers_of: dict[str, set[int]] = defaultdict(set)
        found: dict[Phrase, set[int]] = defaultdict(set)
        area_words = self._area_words
        for number in numbers:
            offer = self.offers[number]
            for text in (offer.name, offer.organisation, offer.place):
                if text:
                    offers_of[text].add(number)
            whole = words.words(offer.name)
            if len(whole) > 1 and tuple(map(words.fold, whole)) not in self.places:
                found[tuple(map(words.stem, whole))].add(number)
        for text, several in offers_of.items():
            for part in _NAME_PARTS.split(text):
                phrase = words.words(part)
                while phrase and phrase[0] in self.lexicon.silent:
                    phrase = phrase[1:]
                spelled = tuple(map(words.fold, phrase))
                if len(phrase) > 1 and spelled not in self.places and not area_words.isdisjoint(spelled):
                    found[tuple(map(words.stem, phrase))] |= several
                if len(phrase) == 1 and part != text and self._is_everyday(phrase[0]):
                    continue  # "Sammen i Syd" is not called Sammen
                while phrase:
                    if any(self._distinct(word) for word in phrase):
                        found[tuple(map(words.stem, phrase))] |= several
                    if words.fold(phrase[-1]) not in area_words:
                        break
                    phrase = phrase[:-1]  # "SSP København" is SSP
        cities = {words.stem(words.plain(area.name)) for area in self.areas if area.parent is None}
        for name in [name for name in found if name[-1] in cities and name[:-1] in found]:
            found[name] |= found[name[:-1]]
        return {phrase: tuple(sorted(numbers)) for phrase, numbers in found.items() if len(numbers) <= _NAMED}

    def _is_everyday(self, word: str) -> bool:
        return self.lexicon.senses.telling(words.stem(word)) < _EVERYDAY_TELLS

    def _distinct(self, word: str) -> bool:
        """Whether a word can only belong to a name: it is no area, topic or everyday word."""
        spelled = words.fold(word)
        if len(word) < 2 or word.isdecimal() or word in self.lexicon.silent:
            return False
        if spelled in self._area_words or (spelled,) in self.lexicon.towns:
            return False
        stem = words.stem(word)
        return not (stem in self.topical or stem in self.lexicon.common or stem in self.lexicon.single)


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
    offers = {_spelled(offer.name) for offer in directory.offers}
    for plan in directory.organisation.plans:
        if _spelled(plan.name) not in offers:  # else the offer is meant
            aliases[_spelled(plan.name)].update(area for area in plan.areas if area in areas)
    found = {p: ids for table in (aliases, names) for p, ids in table.items() if p and ids}
    for phrase, ids in list(found.items()):  # Nørrebros
        found.setdefault((*phrase[:-1], phrase[-1] + "s"), ids)
    cities = {area.id for area in areas if area.parent is None}
    widest = {}
    for code, ids in codes.items():
        inner = (ids - cities) or ids
        level = min(LEVELS.index(areas[id_].level) for id_ in inner)
        wide = {id_ for id_ in inner if LEVELS.index(areas[id_].level) == level}
        widest[code] = tuple(sorted(id_ for id_ in wide if wide.isdisjoint(areas.parents(id_))))
    return {phrase: tuple(sorted(ids)) for phrase, ids in found.items()}, widest


def _spelled(name: str) -> Phrase:
    return tuple(map(words.fold, words.words(name)))

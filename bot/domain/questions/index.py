"""The offer index: what words, names and places of a directory belong to which offers. Derived and immutable."""

import math
import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.areas import LEVELS, Areas
from bot.domain.directory import Directory
from bot.domain.offers import Offer, Weekday
from bot.domain.questions import words
from bot.domain.questions.facets import read_when
from bot.domain.questions.lexicon import lexicon

Phrase = tuple[str, ...]

_PART = 0.6  # "job" is found in "fritidsjob", but not as surely as "fritidsjob" itself
_AGAIN = 4  # what each further text with the word adds
_SAID = 0.75  # the least weight of a concept that was said in several words
_EVERYDAY = 0.15
_FIRST = 0.65  # a compound's first part tells what kind it is
_CONCEPT = 0.75  # an offer that uses another word of the concept asked for
_NAMED = 8  # a name that more offers share says nothing about which of them is meant
_NAME_PARTS = re.compile(r"[()/,;:–|]| - | og | i ")
_ALWAYS = re.compile(r"døgnet rundt|døgnåb|24 timer i døgnet")


class Postings(NamedTuple):
    """Who says a stem: offer numbers, ascending, and how strongly each says it (1-100)."""

    numbers: "array[int]"
    strengths: bytearray


class Index:
    """Everything `understand` and `rank` look up. Offers are numbered as in `offers`."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.offers = directory.offers
        self._words: dict[str, str] = {}  # stem → word for people, as they are asked for
        self.areas: Areas = directory.areas
        self.lexicon = lexicon()
        self.numbers = {offer.id: number for number, offer in enumerate(self.offers)}
        self.forms: dict[str, str] = {}  # folded word → stem
        self.topical: set[str] = set()  # stems of the offers' topics
        self.in_area: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self.postings = self._post()
        self._add_parts()
        self.always_open = {offer.id for offer in self.offers if _always_open(offer)}
        self.noted_days = {offer.id: days for offer in self.offers if (days := _noted_days(offer))}
        self.concepts = {key: self._offers_of(concept.finds) for key, concept in self.lexicon.concepts.items()}
        self._most = math.log(2 * len(self.offers) + 2)
        self.places, self.postal_codes = _places(directory)
        self.names = self._names()
        self._sorted = sorted({stem for phrase in self.names for stem in phrase if stem in self.postings})
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
        first, last = (self.strengths(part) for part in parts[:2])
        return {n: _FIRST * first.get(n, 0.0) + (1 - _FIRST) * last.get(n, 0.0) for n in {**first, **last}}

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
        return _EVERYDAY * rarity if topic in self.lexicon.common else rarity

    def shown(self, stem: str) -> str:
        """A stem as a word for people, spelled as the strongest offer with it does."""
        if stem not in self._words:
            self._words[stem] = self._spelled_out(stem)
        return self._words[stem]

    def _spelled_out(self, stem: str) -> str:
        postings = self.postings.get(stem)
        if postings is not None and postings.numbers:
            best = max(range(len(postings.numbers)), key=postings.strengths.__getitem__)
            offer = self.offers[postings.numbers[best]]
            for text in (*offer.topics, *(text for _, text in _texts(offer))):
                for word in re.findall(r"\w+", text):
                    plain = words.plain(word)
                    if words.stem(plain) == stem and plain not in self.lexicon.silent:
                        return str(word if word.isupper() else word.lower())
        concept = self.lexicon.concepts.get(self.lexicon.single.get(stem, ""))
        return concept.name if concept else stem

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
        return math.log((2 * len(self.offers) + 2) / (2 * len(postings[0]) + 1 if postings else 1)) / self._most

    @staticmethod
    def _unpacked(postings: Postings | None) -> dict[int, float]:
        return {n: s / 100 for n, s in zip(*postings, strict=True)} if postings else {}

    # ── Building ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _post(self) -> dict[str, Postings]:
        postings: dict[str, Postings] = defaultdict(lambda: Postings(array("I"), bytearray()))
        stems: dict[str, str | None] = dict.fromkeys(self.lexicon.silent)
        for number, offer in enumerate(self.offers):
            said: dict[str, int] = {}
            for strength, text in _texts(offer):
                for word in dict.fromkeys(words.words(text)):
                    stem = stems[word] if word in stems else self._learn(word, stems)
                    if stem is not None:
                        before = said.get(stem)
                        said[stem] = strength if before is None else min(100, before + _AGAIN)
            for topic in offer.topics:
                self.topical.update(stem for stem in words.keys(topic) if stem in said)
            for stem, strength in said.items():
                numbers, strengths = postings[stem]
                numbers.append(number)
                strengths.append(strength)
            for area in offer.areas:
                self.in_area[area].append(number)
        return dict(postings)

    def _learn(self, word: str, stems: dict[str, str | None]) -> str | None:
        """A word of the directory met for the first time: its stem; None for one too long to be a word."""
        if len(word) > 40:
            stems[word] = None
            return None
        words.learn([word])
        stem = stems[word] = words.stem(word)
        self.forms[words.fold(word)] = stem
        return stem

    def _add_parts(self) -> None:
        """Let the parts of a compound find what the compound finds."""
        compounds: dict[str, set[str]] = defaultdict(set)
        for word, stem in self.forms.items():
            if len(word) >= 6 and stem not in self.lexicon.whole and (parts := self.split(word, stem)):
                for part in parts:
                    if part and part != stem:
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
        offers_of: dict[str, set[int]] = defaultdict(set)
        found: dict[Phrase, set[int]] = defaultdict(set)
        area_words = {word for phrase in self.places for word in phrase}
        for number, offer in enumerate(self.offers):
            for text in (offer.name, offer.organisation, offer.place):
                if text:
                    offers_of[text].add(number)
            whole = words.words(offer.name)
            if len(whole) > 1 and tuple(map(words.fold, whole)) not in self.places:
                found[tuple(map(words.stem, whole))].add(number)
        for text, numbers in offers_of.items():
            for part in _NAME_PARTS.split(text):
                phrase = words.words(part)
                while phrase and phrase[0] in self.lexicon.silent:
                    phrase = phrase[1:]
                spelled = tuple(map(words.fold, phrase))
                if len(phrase) > 1 and spelled not in self.places and not area_words.isdisjoint(spelled):
                    found[tuple(map(words.stem, phrase))] |= numbers
                while phrase:
                    if any(self._distinct(word, area_words) for word in phrase):
                        found[tuple(map(words.stem, phrase))] |= numbers
                    if words.fold(phrase[-1]) not in area_words:
                        break
                    phrase = phrase[:-1]  # "SSP København" is SSP
        cities = {words.stem(words.plain(area.name)) for area in self.areas if area.parent is None}
        for name in [name for name in found if name[-1] in cities and name[:-1] in found]:
            found[name] |= found[name[:-1]]
        return {phrase: tuple(sorted(numbers)) for phrase, numbers in found.items() if len(numbers) <= _NAMED}

    def _distinct(self, word: str, area_words: set[str]) -> bool:
        """Whether a word can only belong to a name: it is no area, topic or everyday word."""
        spelled = words.fold(word)
        if len(word) < 2 or word.isdecimal() or word in self.lexicon.silent:
            return False
        if spelled in area_words or (spelled,) in self.lexicon.towns:
            return False
        stem = words.stem(word)
        return not (stem in self.topical or stem in self.lexicon.common or stem in self.lexicon.single)


def _texts(offer: Offer) -> tuple[tuple[int, str], ...]:
    """The offer's texts with how strongly each says what the offer is about (1-100)."""
    return (
        (90, offer.name),
        (90, " . ".join(offer.topics)),
        (80, offer.summary),
        (80, offer.place or ""),
        (70, offer.id.replace("-", " ")),
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


def _always_open(offer: Offer) -> bool:
    """Whether the record itself says that it is open day and night."""
    text = f"{offer.summary} {offer.schedule_note or ''} {offer.description}".lower()
    return "døgn" in text and bool(_ALWAYS.search(text))


def _noted_days(offer: Offer) -> tuple[Weekday, ...]:
    """The weekdays that the record's own note about its times names."""
    return read_when(words.plain(offer.schedule_note), None)[0].weekdays if offer.schedule_note else ()

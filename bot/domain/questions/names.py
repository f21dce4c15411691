"""Names: what offers, those who run them and their places are called."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache
from itertools import dropwhile

from bot.domain.offers import Offer
from bot.domain.questions import words
from bot.domain.questions.lexicon import Lexicon, Phrase
from bot.domain.questions.streets import streets_of

NAMED = 8  # a name that more offers share says nothing about which of them is meant
ALONE = ""  # before a name that may be an everyday word: it counts when nothing else is said
_PARTS = re.compile(r"[()/,;:–|]| - | og | i | på ")
_IN_SHORT = range(1, 4)  # words of a name whose last may stand for it
_DEFINITE = ("en", "et")
_EVERYDAY = 0.85  # a word that is said for two concepts or more tells less


class NameReader:
    """Reads names, and knows what else their words may mean: places, topics and everyday words."""

    def __init__(
        self,
        lexicon: Lexicon,
        topical: Container[str],
        places: Mapping[Phrase, Sequence[str]],
        cities: Container[str],
    ) -> None:
        """`topical`: stems of the offers' topics; `places`: names of areas; `cities`: those of whole cities."""
        self.lexicon, self.topical, self.places, self.cities = lexicon, topical, places, cities
        self._longest_place = max(map(len, places), default=1)
        self._place_words = {word for phrase in places for word in phrase}

    def read(self, numbers: Sequence[int], offers: Sequence[Offer]) -> dict[Phrase, tuple[int, ...]]:
        """The names of offers, of who runs them, of their places and streets → their numbers, nine at most."""
        offers_of: dict[str, tuple[int, ...]] = {}
        found: dict[Phrase, tuple[int, ...]] = {}
        in_short = cache(self._in_short)
        key, is_own, is_of_place = cache(words.name_key), cache(self._is_own), cache(self._is_of_place)
        for number, offer in zip(numbers, offers, strict=True):
            for text in filter(None, (offer.name, offer.organisation, offer.place)):
                offers_of[text] = _with(offers_of.get(text, ()), (number,))
            for called in filter(None, map(in_short, {offer.name, offer.organisation or ""})):
                found[ALONE, called] = _with(found.get((ALONE, called), ()), (number,))
        for number, whole in zip(numbers, words.words_of(offer.name for offer in offers), strict=True):
            name = tuple(map(key, whole))
            if len(whole) == 1:
                found[ALONE, *name] = _with(found.get((ALONE, *name), ()), (number,))
            elif whole and not self._is_place(whole):
                found[name] = _with(found.get(name, ()), (number,))
        for phrase, text in self._parts(list(offers_of)):
            name, several = tuple(map(key, phrase)), offers_of[text]
            if len(phrase) > 1 and any(map(is_of_place, phrase)) and not self._is_place(phrase):
                found[name] = _with(found.get(name, ()), several)
            size = len(phrase)
            while any(map(is_own, phrase[:size])):
                found[name[:size]] = _with(found.get(name[:size], ()), several)
                if not is_of_place(phrase[size - 1]):
                    break  # "SSP København" is SSP
                size -= 1
        for number, street in self._streets(numbers, offers):
            found[street] = _with(found.get(street, ()), (number,))
        for name in [name for name in found if name[-1] in self.cities and name[:-1] in found]:
            found[name] = _with(found[name], found[name[:-1]])
        return {name: tuple(sorted(several)) for name, several in found.items()}

    def _streets(self, numbers: Sequence[int], offers: Sequence[Offer]) -> Iterator[tuple[int, Phrase]]:
        """The streets that offers are in, if they are no areas, and each offer's number."""
        for number, offer in zip(numbers, offers, strict=True):
            for street in streets_of(offer.address or ""):
                if not self._is_place(street) and (len(street) > 1 or self._is_own(street[0])):
                    yield number, tuple(map(words.name_key, street))

    def _parts(self, texts: Sequence[str]) -> Iterator[tuple[list[str], str]]:
        """The words of each part of a name that may stand for it, and it: "Sammen i Syd" is not called Sammen."""
        silent, telling = self.lexicon.silent, self.lexicon.senses.telling
        parts = [(part, text) for text in texts for part in _PARTS.split(text)]
        for (part, text), whole in zip(parts, words.words_of(part for part, _ in parts), strict=True):
            phrase = list(dropwhile(silent.__contains__, whole))
            shorter = len(phrase) == 1 < len(whole)  # "Under dynen" is not called Dynen
            everyday = len(phrase) == 1 and telling(words.stem(phrase[0])) < _EVERYDAY
            if not shorter and (part == text or not everyday or part.strip().isupper()):
                yield phrase, text

    def _in_short(self, text: str) -> str | None:
        """The last word of a short name, as spelled, when it may stand for the whole: "Skakklubben Springeren"."""
        whole = text.split()
        if len(whole) not in _IN_SHORT or not all(word[0].isupper() for word in whole) or not whole[-1].isalpha():
            return None
        word = words.plain(whole[-1])
        stem = words.stem(word)
        means = stem in self.topical or stem in self.lexicon.single
        if self._is_of_place(word) or word in self.lexicon.silent or (means and not word.endswith(_DEFINITE)):
            return None
        return words.fold(word)

    def _is_own(self, word: str) -> bool:
        """Whether a word can only belong to a name: it is no area, topic or everyday word."""
        lexicon = self.lexicon
        if len(word) < 2 or word.isdecimal() or word in lexicon.silent or self._is_of_place(word):
            return False
        stem = words.stem(word)
        known = stem in self.topical or stem in lexicon.common or stem in lexicon.single
        return not known and (words.fold(word),) not in lexicon.towns

    def _is_place(self, phrase: Sequence[str]) -> bool:
        return len(phrase) <= self._longest_place and tuple(map(words.fold, phrase)) in self.places

    def _is_of_place(self, word: str) -> bool:
        return words.fold(word) in self._place_words


def _with(numbers: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    """Both, each once, as long as they are few enough to be a name."""
    if len(numbers) > NAMED or numbers == more:
        return numbers
    return (*numbers, *[number for number in more if number not in numbers]) if numbers else more

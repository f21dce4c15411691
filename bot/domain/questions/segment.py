"""A segment: some offers of the directory taken apart into words, areas and facts. An index is made of segments."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from bot.domain.offers import Offer
from bot.domain.questions import words
from bot.domain.questions.facts import Facts
from bot.domain.questions.lexicon import Lexicon, Phrase
from bot.domain.questions.postings import Numbers, Postings, all_of, merged, numbered

_PART = 0.6  # "job" is found in "fritidsjob", but not as surely as "fritidsjob" itself
_AGAIN = 4  # what each further text with the word adds
_LONGEST = 40  # letters of a word

Split = Callable[[str, str], tuple[str | None, str] | None]


def texts_of(offer: Offer, search_words: Sequence[str] = ()) -> tuple[tuple[int, str], ...]:
    """The offer's texts with how strongly each says what the offer is about (1-100).

    `search_words`: what administrators have said that it is found by.
    """
    return (
        (90, offer.name),
        (90, " . ".join((*offer.topics, *search_words))),
        (80, offer.summary),
        (80, offer.place or ""),
        (70, offer.id.replace("-", " ")),
        (65, offer.organisation or ""),
        (60, offer.address or ""),
        (55, offer.description),
        (45, " . ".join(t for t in (offer.schedule_note, offer.price_note, offer.signup) if t)),
    )


class Segment:
    """Offers numbered from `first` on: who says which stem, which word has which stem, who is in which area.

    `forms`: folded word → stem; `topical`: stems of the offers' topics.
    """

    def __init__(
        self, offers: Sequence[Offer], first: int, search_words: Mapping[str, Sequence[str]], lexicon: Lexicon
    ) -> None:
        self.offers, self.first, self.lexicon = offers, first, lexicon
        self.forms: dict[str, str] = {}
        self.topical: set[str] = set()
        self.postings = self._post(search_words)
        self.in_area = self._place()
        self.facts = Facts.of(offers, first)

    def _post(self, search_words: Mapping[str, Sequence[str]]) -> dict[str, Postings]:
        numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        strengths: dict[str, bytearray] = defaultdict(bytearray)
        stems: dict[str, str | None] = dict.fromkeys(self.lexicon.silent)
        nothing: tuple[str, ...] = ()
        for number, offer in enumerate(self.offers, self.first):
            said: dict[str, int] = {}
            for strength, text in texts_of(offer, search_words.get(offer.id, nothing)):
                for word in dict.fromkeys(words.words(text)):
                    stem = stems[word] if word in stems else self._learn(word, stems)
                    if stem is not None:
                        before = said.get(stem)
                        said[stem] = strength if before is None else min(100, before + _AGAIN)
            for topic in offer.topics:
                self.topical.update(stem for stem in words.keys(topic) if stem in said)
            for stem, strength in said.items():
                numbers[stem].append(number)
                strengths[stem].append(strength)
        return {
            stem: Postings(np.frombuffer(found, np.uint32), np.frombuffer(strengths[stem], np.uint8))
            for stem, found in numbers.items()
        }

    def _learn(self, word: str, stems: dict[str, str | None]) -> str | None:
        """A word met for the first time: its stem; None for one too long to be a word."""
        if len(word) > _LONGEST:
            stems[word] = None
            return None
        words.learn([word])
        stem = stems[word] = words.stem(word)
        self.forms[words.fold(word)] = stem
        return stem

    def _place(self) -> dict[str, Numbers]:
        in_area: dict[str, list[int]] = defaultdict(list)
        for number, offer in enumerate(self.offers, self.first):
            for area in offer.areas:
                in_area[area].append(number)
        return {area: numbered(found) for area, found in in_area.items()}

    def add_parts(self, split: Split) -> None:
        """Let the parts of a compound find what the compound finds."""
        compounds: dict[str, set[str]] = defaultdict(set)
        for word, stem in self.forms.items():
            if len(word) >= 6 and stem not in self.lexicon.whole and (parts := split(word, stem)):
                for part in parts:
                    if part and part != stem:
                        compounds[part].add(stem)
        added = {}
        for part, stems in compounds.items():
            several = [(self.postings[stem], _PART) for stem in stems]
            if part in self.postings:
                several.append((self.postings[part], 1.0))
            added[part] = merged(several)
        self.postings.update(added)

    def find(self, phrases: Iterable[Phrase]) -> Postings:
        """The offers that say one of the phrases; a phrase is as strong as its weakest word."""
        found = []
        for phrase in phrases:
            several = [self.postings[stem] for stem in phrase if stem in self.postings]
            if len(several) == len(phrase):
                found.append((all_of(several), 1.0))
        return merged(found)

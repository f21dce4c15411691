"""A segment: some offers of the directory taken apart into words, areas and facts. An index is made of segments."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, count, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.offers import Offer
from bot.domain.questions import words
from bot.domain.questions.facts import Facts
from bot.domain.questions.lexicon import Lexicon, Phrase
from bot.domain.questions.postings import Keys, Lists, Numbers, Postings, all_of, begins, merged, numbered

_WHOLLY = 80  # hundredths: said by an offer's name, topics or summary
_PART = 0.6  # "job" is found in "fritidsjob", but not as surely as "fritidsjob" itself
_AGAIN = 4  # what each further text with the word adds
_LONGEST = 40  # letters of a word
_BATCH = 5000  # offers taken apart at a time
_ROOM = 500_000  # numbers held at a time, beside what is kept

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
    """Offers in rows: who says which stem, which word has which stem, who is in which area.

    `forms`: folded word → stem; `stems`: stem → its number; `topical`: stem → how many offers have it as a topic.
    """

    def __init__(self, offers: Sequence[Offer], search_words: Mapping[str, Sequence[str]], lexicon: Lexicon) -> None:
        self.offers, self.lexicon = offers, lexicon
        self.forms: dict[str, str] = {}
        self.topical: dict[str, int] = {}
        self.stems: dict[str, int] = defaultdict(count().__next__)
        self._words: dict[str, int] = defaultdict(count().__next__)
        self._stem_of = np.full(1, -1)  # of each of _words; -1 for one that says nothing, as for the first:
        self._end = self._words[words.END]
        parts = [self._post(at, search_words) for at in range(0, len(offers), _BATCH)]
        self._said: Keys = np.sort(np.concatenate([*parts, np.empty(0, np.int64)]))
        self.stems = dict(self.stems)
        del self._words, self._stem_of
        self.in_area = self._place()
        self.facts = Facts.of(offers)

    def _post(self, first: int, search_words: Mapping[str, Sequence[str]]) -> Keys:
        """Which stem is said in which of some offers and how strongly, each as one number: see `_packed`."""
        number, offers = self._words.__getitem__, self.offers[first : first + _BATCH]
        nothing: tuple[str, ...] = ()
        several = [texts_of(offer, search_words.get(offer.id, nothing)) for offer in offers]
        read = array("I")
        for found in words.words_together(text for texts in several for _, text in texts):
            read.extend(map(number, found))
        row_of = np.repeat(np.arange(first, first + len(offers)), len(several[0]))
        strength_of = np.tile(np.array([strength for strength, _ in several[0]], np.uint8), len(offers))
        self._learn(list(islice(self._words, len(self._stem_of), None)))
        self._count_topics(offers)
        said = np.array(read, np.int64)
        said = said + np.cumsum(said == self._end) * len(self._words)  # and in which text
        said.sort()
        text, word = np.divmod(said[begins(said)], len(self._words))  # each word once a text
        stem = self._stem_of[word]
        text, stem = text[stem >= 0], stem[stem >= 0]
        keys = stem * len(self.offers) + row_of[text]
        return _strongest(_packed(keys, strength_of[text]), _AGAIN)

    def _learn(self, new: Sequence[str]) -> None:
        """Words met for the first time; those that are too long are none."""
        silent = self.lexicon.silent
        told = [word if len(word) <= _LONGEST and word not in silent else "" for word in new]
        words.learn(filter(None, told))
        stems = [words.stem(word) if word else "" for word in told]
        self.forms.update(zip(map(words.fold, told), stems, strict=True))
        self.forms.pop("", None)
        numbers = [self.stems[stem] if stem else -1 for stem in stems]
        self._stem_of = np.concatenate([self._stem_of, np.array(numbers, np.int64)])

    def _count_topics(self, offers: Sequence[Offer]) -> None:
        for said in words.words_of([" . ".join(offer.topics) for offer in offers]):
            for stem in {words.stem(word) for word in said if self._stem_of[self._words[word]] >= 0}:
                self.topical[stem] = self.topical.get(stem, 0) + 1

    def _place(self) -> dict[str, Numbers]:
        in_area: dict[str, list[int]] = defaultdict(list)
        for row, offer in enumerate(self.offers):
            for area in dict.fromkeys(offer.areas):
                in_area[area].append(row)
        return {area: numbered(found) for area, found in in_area.items()}

    def postings(self, split: Split, known: Lists | None = None) -> Lists:
        """Who says which stem. The parts of a compound find what the compound finds; `known` knows more compounds."""
        offers = len(self.offers)
        parts_of, compounds = array("I"), array("I")
        added: dict[str, int] = {}  # stems that only compounds bring
        for stem, divided in chain(self._split(split), known.parts(self.stems) if known is not None else ()):
            for part in divided:
                if part and part != stem:
                    number = self.stems.get(part)
                    if number is None:
                        number = added.setdefault(part, len(self.stems) + len(added))
                    parts_of.append(number)
                    compounds.append(self.stems[stem])
        parts, whole = np.array(parts_of, np.int64), np.array(compounds, np.int64)
        starts = (self._said >> 7).searchsorted(np.arange(len(self.stems) + 1) * offers)
        sizes = starts[whole + 1] - starts[whole]
        several = [self._said]
        for some in np.array_split(np.argsort(parts, kind="stable"), 1 + int(sizes.sum()) // _ROOM):
            many, begin = sizes[some], starts[whole[some]]
            found = self._said[np.repeat(begin - (np.cumsum(many) - many), many) + np.arange(many.sum())]
            weaker = np.rint((found & 127).astype(np.float32) * np.float32(_PART)).astype(np.int64)
            keys = np.repeat(parts[some], many) * offers + (found >> 7) % max(1, offers)
            several.append(_strongest(_packed(keys, weaker), 0))
        said = np.concatenate(several)
        del self._said, several
        lists = Lists([*self.stems, *added], _strongest(said, 0), offers, whole, parts)
        lists.brought = frozenset(added)
        return lists

    def _split(self, split: Split) -> Iterator[tuple[str, tuple[str | None, str]]]:
        whole = self.lexicon.whole
        for word, stem in self.forms.items():
            if len(word) >= 6 and stem not in whole and (parts := split(word, stem)):
                yield stem, parts


@cache
def cuts(length: int) -> tuple[int, ...]:
    """Where a word of that length may be cut, from the middle on: the more alike its parts, the likelier they are."""
    return tuple(sorted(range(length - 3, 2, -1), key=lambda cut: -min(cut, length - cut)))


def find(phrases: Iterable[Phrase], postings: Lists, offers: int) -> Postings:
    """The offers that say one of the phrases; a phrase is as strong as its weakest word."""
    found = []
    for phrase in phrases:
        several = [known for stem in phrase if (known := postings.get(stem)) is not None]
        if len(several) == len(phrase):
            found.append(all_of(several))
    return merged(found, offers)


def owners_of(lexicon: Lexicon, concepts: Mapping[str, Postings]) -> dict[str, Postings]:
    """Who has each concept; one that is hardly ever in a directory must be what the offer is about."""
    owners = {}
    for key, found in concepts.items():
        wholly = found.strengths >= _WHOLLY if lexicon.concepts[key].outside else slice(None)
        owners[key] = Postings(found.numbers[wholly], found.strengths[wholly])
    return owners


def _packed(keys: Keys, strengths: NDArray[Any]) -> Keys:
    """Stem number * offers + row, and a strength below 128, as one number that sorts by the first."""
    packed: Keys = (keys << 7) + strengths
    return packed


def _strongest(packed: Keys, again: int) -> Keys:
    """Ascending and each key once, with its greatest strength and so much for each further time (100 at most)."""
    packed.sort()
    if not again:
        last = np.ones(len(packed), np.bool_)
        for at in range(0, len(packed), _ROOM):
            keys = packed[at : at + _ROOM + 1] >> 7
            last[at : at + len(keys) - 1] = keys[1:] != keys[:-1]
        kept: Keys = packed[last]
        return kept
    keys = packed >> 7
    first = begins(keys)
    times = np.diff(first, append=len(packed))
    greatest = packed[first + times - 1]
    return _packed(greatest >> 7, np.minimum(100, (greatest & 127) + again * (times - 1)))

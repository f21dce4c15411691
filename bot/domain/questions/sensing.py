"""Sensing what a question is about when it uses none of the offers' words: "skylder for mobilen" is gældsrådgivning.

Two classifiers are trained from the phrasings of data/concepts/, over pieces of words, so that endings, compounds,
misspellings and kin count ("mobil" in "mobilregningen"). Naive Bayes tells for each word what it speaks for: only
evidence *for* a concept counts. The network (`network.py`) reads the whole, and knows sentences that ask for nothing
that could be on offer (data/asides/).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from itertools import chain, count, pairwise
from math import log1p
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions.network import Network
from bot.domain.questions.phrasings import Phrasings, close

Scores = NDArray[np.float32]
Ids = NDArray[np.int64]

_SIZES = (3, 4, 5)  # letters of a piece, the word's ends included
_SMOOTHING = 10.0  # how many phrasings a concept needs before what it lacks says something
_STRANGE = 0.9  # how telling a word is that no phrasing has: a compound, a misspelling
_PAIR = 0.5  # two words after each other, beside their pieces
_PHRASE = 4.0  # the evidence of a whole phrasing, for every telling word of it (one more than it has)
_TAUGHT = 14.0  # the evidence of each word of a taught phrasing, at least: even one alone is clear
_WHOLE = 6  # stems of a phrasing that anybody else could say to the letter
_WINDOW = 12  # words that say one thing; a longer question says several
_USUAL = 1500  # stems said for most concepts: what is heard in them is kept, 3 KB each
_NEVER = -50.0  # the logarithm of how likely is what nothing speaks of
_MEMORY = 512  # other stems of which it is remembered
_REST = 0.35  # what the words outside the best window count


def pieces(word: str) -> list[str]:
    """The pieces of a stem, each once: "^mo", "mobi", "bil$" …"""
    marked = f"^{word[:30]}$"
    return list(dict.fromkeys(marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1)))


class _Heard(NamedTuple):
    """Of a stem how much its pieces speak for each concept, the sum of its vectors in the network, and how many."""

    concepts: Scores
    vector: Scores
    traits: float


class Said(NamedTuple):
    """Stems after each other: how loud each is, what is heard in each, and the known pairs by their first places."""

    stems: Sequence[str]
    loudness: Scores
    heard: list[_Heard]
    pairs: dict[int, int]


class Senses:
    """Which concepts a row of stems speaks of."""

    def __init__(
        self,
        examples: Iterable[tuple[Sequence[str], str]],
        asides: Iterable[Sequence[str]] = (),
        framed: Iterable[tuple[Sequence[str], str]] = (),
    ) -> None:
        """`examples`: stems and the concept that they mean.

        For the network also stems that ask for nothing on offer (`asides`), and whole questions for a concept
        (`framed`), so that asking words speak for nothing.
        """
        by_concept: dict[str, list[Sequence[str]]] = {}
        for stems, key in examples:
            by_concept.setdefault(key, []).append(stems)
        self.concepts = tuple(by_concept)
        phrases = [stems for several in by_concept.values() for stems in several]
        sizes = [len(several) for several in by_concept.values()]
        meant: Ids = np.repeat(np.arange(len(sizes)), sizes)  # the concept of each phrase, ascending

        spread: dict[str, set[int]] = defaultdict(set)
        for stems, number in zip(phrases, meant.tolist(), strict=True):
            for stem in stems:
                spread[stem].add(number)
        most = log1p(len(sizes)) or 1.0
        self._telling = {stem: 1 - log1p(len(found)) / most for stem, found in spread.items()}
        self._taught: list[tuple[frozenset[str], int]] = []
        self._remembered: dict[str, _Heard] = {}
        traits, said = self._incidence(phrases)
        self._stems = {stem: number for number, stem in enumerate(self._telling)}
        whole = [at for at, stems in enumerate(phrases) if len(stems) <= _WHOLE]
        self._phrases = Phrasings(
            [[self._stems[stem] for stem in phrases[at]] for at in whole],
            meant[whole].tolist(),
            list(self._telling.values()),
        )
        numbers = {concept: number for number, concept in enumerate(self.concepts)}
        more = [(stems, len(numbers)) for stems in asides] + [(stems, numbers[concept]) for stems, concept in framed]
        for stem in chain.from_iterable(stems for stems, _ in more):
            self._stems.setdefault(stem, len(self._stems))
            for piece in pieces(stem):
                self._traits.setdefault(piece, len(self._traits))
        texts = self._read([*phrases, *(stems for stems, _ in more)])
        classes = np.concatenate([meant, np.array([number for _, number in more], np.int64)])
        self._network = Network(texts, classes, len(self._stems) + len(self._traits))
        del texts
        self.mark = self._network.mark()
        together = np.sort(traits * len(phrases) + said)
        together = together[_begins(together)]  # each trait once a phrase
        trait, where = np.divmod(together, max(1, len(phrases)))
        concept = meant[where]
        begins = np.flatnonzero(_begins(trait) | _begins(concept))
        many = np.diff(begins, append=len(trait)).astype(np.float32)
        trait, concept = trait[begins], concept[begins]
        usual = (np.bincount(trait, many, len(self._traits)) / (sum(sizes) or 1)).astype(np.float32)[trait]
        size = np.array(sizes, np.float32)[concept] + _SMOOTHING
        weights = np.log((many + _SMOOTHING * usual) / (size * usual))
        kept = weights > 0
        self._concepts: NDArray[np.uint16] = concept[kept].astype(np.uint16)  # of trait n: from _starts[n] on
        self._weights: Scores = weights[kept].astype(np.float32)
        self._starts: Ids = np.searchsorted(trait[kept], np.arange(len(self._traits) + 1))
        self._hear_usual()

    def read_on(self, asked: Iterable[tuple[Sequence[str], str]]) -> "Senses":
        """These senses after the network has read whole questions, with the concept each asks for; "": for none.

        Phrasings must be among them, so that it does not forget those; concepts that are no more are left out.
        """
        new, numbers = copy(self), {concept: number for number, concept in enumerate((*self.concepts, ""))}
        told = [(stems, numbers[key]) for stems, key in asked if key in numbers]
        classes = np.array([number for _, number in told], np.int64)
        new._network = self._network.read_on(self._read(stems for stems, _ in told), classes)
        new.mark, new._remembered = new._network.mark(), {}
        new._hear_usual()
        return new

    def _hear_usual(self) -> None:
        """Hear what is said for most concepts."""
        self._usual: dict[str, _Heard] = {}
        often = sorted(self._telling, key=self._telling.__getitem__)[:_USUAL]
        for at in range(0, len(often), _MEMORY):
            self._usual |= self._heard_anew(often[at : at + _MEMORY])

    def _incidence(self, phrases: Sequence[Sequence[str]]) -> tuple[Ids, Ids]:
        """Which trait is in which phrase, as two columns: the pieces of its stems, and its pairs of stems."""
        traits: dict[str, int] = defaultdict(count().__next__)
        numbers: dict[str, int] = defaultdict(count().__next__)
        said = [numbers[stem] for stems in phrases for stem in stems]
        pieces_of = [[traits[piece] for piece in pieces(stem)] for stem in numbers]
        pairs = [(pair, row) for row, stems in enumerate(phrases) for pair in pairwise(stems)]
        often = Counter(pair for pair, _ in pairs)
        pairs = [(pair, row) for pair, row in pairs if often[pair] > 1]  # one that was said once is chance
        of_pairs = [traits[" ".join(pair)] for pair, _ in pairs]
        self._traits = dict(traits)
        lengths = np.array([len(stems) for stems in phrases], np.int64)
        rows = np.arange(len(phrases))
        many = np.array([len(one) for one in pieces_of], np.int64)
        flat = np.fromiter(chain.from_iterable(pieces_of), np.int64)
        stem = np.array(said, np.int64)
        repeats = many[stem]
        within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
        first = np.repeat((np.cumsum(many) - many)[stem], repeats)
        of_pieces = np.repeat(np.repeat(rows, lengths), repeats)
        return (
            np.concatenate([flat[first + within], np.array(of_pairs, np.int64)]),
            np.concatenate([of_pieces, np.array([row for _, row in pairs], np.int64)]),
        )

    def packed(self) -> dict[str, NDArray[Any]]:
        """As arrays, to be kept in a file: `Senses.unpacked(senses.packed())` hears what the senses hear."""
        return {
            "concepts": lines(self.concepts),
            "stems": lines(self._telling),
            "telling": np.array(list(self._telling.values()), np.float32),
            "traits": lines(self._traits),
            "where": self._concepts,
            "weights": self._weights,
            "starts": self._starts,
            "usual": lines(self._usual),
            "usual_concepts": np.array([one.concepts for one in self._usual.values()], np.float32),
            "usual_vectors": np.array([one.vector for one in self._usual.values()], np.float32),
            "usual_traits": np.array([one.traits for one in self._usual.values()], np.float32),
            "words": lines(self._stems),
            **self._phrases.packed(),
            **self._network.packed(),
        }

    @classmethod
    def unpacked(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The reverse of `packed`: a tenth of a second, where training takes minutes."""
        new = cls.__new__(cls)
        new.concepts = tuple(unlined(arrays["concepts"]))
        new._telling = dict(zip(unlined(arrays["stems"]), arrays["telling"].tolist(), strict=True))
        new._traits = {trait: number for number, trait in enumerate(unlined(arrays["traits"]))}
        new._phrases = Phrasings.unpacked(arrays)
        new._taught, new._remembered = [], {}
        new._concepts, new._weights = arrays["where"], arrays["weights"]
        new._starts = arrays["starts"]
        words = chain(new._telling, unlined(arrays["words"])[len(new._telling) :])  # one copy of each
        new._stems = {stem: number for number, stem in enumerate(words)}
        usual = (arrays["usual_concepts"], arrays["usual_vectors"], arrays["usual_traits"].tolist())
        new._usual = dict(zip(unlined(arrays["usual"]), map(_Heard, *usual), strict=True))
        new._network = Network.unpacked(arrays)
        new.mark = new._network.mark()
        return new

    def taught(self, examples: Iterable[tuple[Sequence[str], str]]) -> "Senses":
        """These senses with more whole phrasings, without training again: endings count, misspellings do not."""
        new, numbers = copy(self), {concept: number for number, concept in enumerate(self.concepts)}
        new._taught = [(frozenset(stems), numbers[key]) for stems, key in examples if stems and key in numbers]
        return new

    def knows(self, stem: str) -> bool:
        """Whether some phrasing has the word."""
        return stem in self._telling

    def telling(self, stem: str) -> float:
        """How telling a word is (0-1): one that is said for many concepts tells little."""
        return self._telling.get(stem, _STRANGE)

    def said(self, stems: Sequence[str], loudness: Sequence[float]) -> Said:
        """Stems after each other, each as loud as said, with what is heard in them."""
        pairs = [self._traits.get(pair, -1) for pair in map(" ".join, pairwise(stems))]
        known = {row: pair for row, pair in enumerate(pairs) if pair >= 0}
        return Said(stems, np.array(loudness, np.float32), self._heard(stems), known)

    def evidence(self, said: Said) -> Scores:
        """How much each stem (a row), as loud as said, speaks for each of `concepts` (a column); 0 = not at all."""
        size = len(self.concepts)
        evidence = np.array([one.concepts for one in said.heard], np.float32).reshape(-1, size)
        evidence *= said.loudness[:, None]
        if said.pairs:
            at, spans = self._entries(np.array(list(said.pairs.values())))
            where = np.repeat(size * np.array(list(said.pairs)), spans) + self._concepts[at]
            evidence.reshape(-1)[where] += np.float32(_PAIR) * self._weights[at]
        self._add_phrases(said.stems, evidence)
        return evidence

    def middle(self, said: Said) -> Scores:
        """What the whole is about, as the network has it."""
        first, loud = len(self._stems), np.minimum(said.loudness[:-1], said.loudness[1:])
        pairs = {first + pair: loud[row] for row, pair in said.pairs.items()}
        total, many = self._network.summed(list(pairs), list(pairs.values()))
        if said.heard:
            total = total + said.loudness @ np.array([one.vector for one in said.heard])
            many += float(said.loudness @ np.array([one.traits for one in said.heard], np.float32))
        return self._network.middle(total, many)

    def directions(self) -> Scores:
        """Of each of `concepts` (a column), where in the middle what is said for it is."""
        return self._network.directions()[:, : len(self.concepts)]

    def likelihoods(self, said: Said, middle: Scores) -> tuple[Scores, float]:
        """What the whole, which is there in the middle, asks for: how likely each of `concepts` is (logarithms).

        And that it is none of them (0-1).
        """
        if not middle.any():
            return np.full(len(self.concepts), _NEVER, np.float32), 0.0
        found = self._network.likelihoods(middle)
        none = float(np.exp(found[len(self.concepts) :]).sum())
        for _, number in self._taught_in(_first_places(said.stems)):
            found[number], none = 0.0, 0.0
        return found[: len(self.concepts)], none

    def _read(self, texts: Iterable[Sequence[str]]) -> list[list[int]]:
        """The known traits of each text: its stems, their pieces, and its pairs of stems."""
        known, first = self._traits, len(self._stems)

        @cache
        def of_stem(stem: str) -> list[int]:
            whole = (self._stems[stem],) if stem in self._stems else ()
            return [*whole, *(first + known[piece] for piece in pieces(stem) if piece in known)]

        found = []
        for stems in texts:
            pairs = [first + known[pair] for pair in map(" ".join, pairwise(stems)) if pair in known]
            found.append([*chain.from_iterable(map(of_stem, stems)), *pairs])
        return found

    def each(self, stems: Sequence[str]) -> tuple[Scores, Scores]:
        """Of each stem (a row) how much it speaks for each concept, and which way it points in the middle."""
        heard = self._heard(stems)
        if not heard:
            return np.empty((0, len(self.concepts)), np.float32), np.empty((0, self._network.width), np.float32)
        return np.array([one.concepts for one in heard]), np.array([one.vector for one in heard])

    def _heard(self, stems: Sequence[str]) -> list[_Heard]:
        """What is heard in each stem; those heard last are remembered."""
        known = {stem: self._usual.get(stem) or self._remembered.get(stem) for stem in stems}
        new = [stem for stem, one in known.items() if one is None]
        if new:
            heard = self._heard_anew(new)
            if len(self._remembered) + len(heard) > _MEMORY:
                self._remembered.clear()
            self._remembered.update({stem: one for stem, one in heard.items() if stem in self._telling})
            known |= heard
        return [one for stem in stems if (one := known[stem])]

    def _heard_anew(self, stems: Sequence[str]) -> dict[str, _Heard]:
        """What is heard in each of different stems, all looked up together: by far quicker than one by one."""
        found = [[self._traits[piece] for piece in pieces(stem) if piece in self._traits] for stem in stems]
        many = np.array(list(map(len, found)))
        loud = np.array(list(map(self.telling, stems)), np.float32) / np.sqrt(np.maximum(1, many, dtype=np.float32))
        at, spans = self._entries(np.fromiter(chain.from_iterable(found), np.int64))
        row = np.repeat(np.repeat(np.arange(len(stems)), many), spans)
        size = len(self.concepts)
        weights = np.bincount(row * size + self._concepts[at], self._weights[at], len(stems) * size)
        concepts = loud[:, None] * weights.astype(np.float32).reshape(-1, size)
        first, numbers = len(self._stems), self._stems
        texts = [
            [*((numbers[stem],) if stem in numbers else ()), *(first + trait for trait in traits)]
            for stem, traits in zip(stems, found, strict=True)
        ]
        vectors, counts = self._network.each_summed(texts)
        return dict(zip(stems, map(_Heard, concepts, vectors, counts), strict=True))

    def _entries(self, traits: Ids) -> tuple[Ids, Ids]:
        """Where in `_concepts` and `_weights` is what some traits speak for, in a row; how many of each."""
        starts = self._starts[traits]
        spans = self._starts[traits + 1] - starts
        return np.arange(spans.sum()) + np.repeat(starts - (np.cumsum(spans) - spans), spans), spans

    def _add_phrases(self, stems: Sequence[str], evidence: Scores) -> None:
        """A whole phrasing said, in any order and with a few words between, speaks louder than its words."""
        where, numbers, known = _first_places(stems), self._stems, len(self._telling)
        places = {number: row for stem, row in where.items() if (number := numbers.get(stem, known)) < known}
        for row, number, telling in self._phrases.said_in(places):
            evidence[row, number] += np.float32(_PHRASE * telling)
        for rows, number in self._taught_in(where):
            for row in rows:  # louder than any other reading of the word: somebody has said what it means
                evidence[row, number] = max(_TAUGHT, evidence[row].max() + _PHRASE)

    def _taught_in(self, where: Mapping[str, int]) -> Iterator[tuple[list[int], int]]:
        """Which taught phrasings are said: where, and which concept they mean."""
        for phrase, number in self._taught:
            if phrase <= where.keys():
                rows = [where[one] for one in phrase]
                if close(rows):
                    yield rows, number


def _first_places(stems: Sequence[str]) -> dict[str, int]:
    where: dict[str, int] = {}
    for row, stem in enumerate(stems):
        where.setdefault(stem, row)
    return where


def lines(texts: Iterable[str]) -> NDArray[np.uint8]:
    """Texts without line ends as an array; `unlined` reads them back."""
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def unlined(array: NDArray[np.uint8]) -> list[str]:
    """The texts of `lines`."""
    return array.tobytes().decode().split("\n")


def _begins(ascending: Ids) -> NDArray[np.bool_]:
    """Where a row of equal values begins."""
    return np.concatenate([[True], ascending[1:] != ascending[:-1]])[: len(ascending)]


def best_window(evidence: Scores) -> Scores:
    """The evidence for each concept in the words after each other that speak most for it, and a share of the rest."""
    total = evidence.sum(axis=0)
    if len(evidence) <= _WINDOW:
        return np.asarray(total, np.float32)
    window = evidence[:_WINDOW].sum(axis=0)
    best = window.copy()
    for left, entered in zip(evidence, evidence[_WINDOW:], strict=False):
        window += entered - left
        np.maximum(best, window, out=best)
    return np.asarray(best + np.float32(_REST) * (total - best), np.float32)

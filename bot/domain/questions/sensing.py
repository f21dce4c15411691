"""Sensing what a question is about when it uses none of the offers' words: "skylder for mobilen" is gældsrådgivning.

Trained in a second from the phrasings of data/concepts/: a naive Bayes classifier over pieces of words, so that endings,
compounds, misspellings and kin count ("mobil" in "mobilregningen"). Only evidence *for* a concept counts; what
speaks against it is that other concepts get more.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_SIZES = (3, 4, 5)  # letters of a piece, the word's ends included
_SMOOTHING = 30.0  # how many phrasings a concept needs before what it lacks says something
_STRANGE = 0.9  # how telling a word is that no phrasing has: a compound, a misspelling
_PAIR = 0.5  # two words after each other, beside their pieces
_PHRASE = 10.0  # the evidence of a whole phrasing, for every telling word of it (one more than it has)
_TAUGHT = 0.7  # how telling each word of a taught phrasing is at least: together they are heard
_BETWEEN = 4  # words that may stand between those of a phrasing
_WINDOW = 6  # words that say one thing; a long question says several
_REST = 0.35  # what the words outside the best window count


def pieces(word: str) -> list[str]:
    """The pieces of a stem, each once: "^mo", "mobi", "bil$" …"""
    marked = f"^{word[:30]}$"
    return list({marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1)})


def _traits(stems: Sequence[str]) -> Iterable[str]:
    for stem in dict.fromkeys(stems):
        yield from pieces(stem)
    for pair in pairwise(stems):
        yield " ".join(pair)


class Senses:
    """Which concepts a row of stems speaks of. Made from examples: stems and the concept that they mean."""

    def __init__(self, examples: Iterable[tuple[Sequence[str], str]]) -> None:
        counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        concepts: dict[str, int] = {}
        sizes: list[int] = []
        spread: dict[str, set[int]] = defaultdict(set)
        phrases: list[tuple[frozenset[str], int]] = []
        for stems, concept in examples:
            number = concepts.setdefault(concept, len(concepts))
            if number == len(sizes):
                sizes.append(0)
            sizes[number] += 1
            for trait in set(_traits(stems)):
                counts[trait][number] += 1
            for stem in set(stems):
                spread[stem].add(number)
            phrases.append((frozenset(stems), number))
        self.concepts = tuple(concepts)
        size = np.array(sizes, np.float32) + _SMOOTHING
        total = float(sum(sizes)) or 1.0
        most = float(np.log1p(len(concepts))) or 1.0
        self._telling = {stem: 1 - float(np.log1p(len(found))) / most for stem, found in spread.items()}
        self._phrases: dict[str, list[tuple[frozenset[str], int]]] = defaultdict(list)
        for phrase, number in phrases:
            self._phrases[max(phrase, key=lambda stem: (self._telling[stem], stem))].append((phrase, number))
        self._taught: list[tuple[frozenset[str], int]] = []
        self._weights: dict[str, tuple[NDArray[np.intp], Scores]] = {}
        for trait, found in counts.items():
            where = np.fromiter(found, np.intp, len(found))
            many = np.fromiter(found.values(), np.float32, len(found))
            usual = many.sum() / total
            weights = np.log((many + _SMOOTHING * usual) / (size[where] * usual))
            kept = weights > 0
            self._weights[trait] = where[kept], weights[kept]

    def taught(self, examples: Iterable[tuple[Sequence[str], str]]) -> "Senses":
        """These senses with more whole phrasings, without training again: endings count, misspellings do not."""
        new, numbers = copy(self), {concept: number for number, concept in enumerate(self.concepts)}
        new._taught = [(frozenset(stems), numbers[key]) for stems, key in examples if stems and key in numbers]
        return new

    def evidence(self, stems: Sequence[str], loudness: Sequence[float]) -> Scores:
        """How much each stem (a row), as loud as said, speaks for each of `concepts` (a column); 0 = not at all."""
        evidence = np.zeros((len(stems), len(self.concepts)), np.float32)
        for row, stem in enumerate(stems):
            found = [self._weights[piece] for piece in pieces(stem) if piece in self._weights]
            for where, weights in found:
                evidence[row, where] += weights
            evidence[row] *= np.float32(loudness[row] * self._telling.get(stem, _STRANGE) / max(1.0, len(found)) ** 0.5)
        for row, pair in enumerate(pairwise(stems)):
            if (known := self._weights.get(" ".join(pair))) is not None:
                evidence[row, known[0]] += np.float32(_PAIR) * known[1]
        self._add_phrases(stems, evidence)
        return evidence

    def _add_phrases(self, stems: Sequence[str], evidence: Scores) -> None:
        """A whole phrasing said, in any order and with a few words between, speaks louder than its words."""
        where: dict[str, int] = {}
        for row, stem in enumerate(stems):
            where.setdefault(stem, row)
        said = where.keys()
        for stem, row in where.items():
            for phrase, number in self._phrases.get(stem, ()):
                if phrase <= said:
                    rows = [where[one] for one in phrase]
                    if max(rows) - min(rows) < len(phrase) + _BETWEEN:
                        telling = sum(self._telling[one] for one in phrase)
                        evidence[row, number] = max(evidence[row, number], np.float32(_PHRASE * telling))
        for phrase, number in self._taught:
            if phrase <= said:
                rows = [where[one] for one in phrase]
                if max(rows) - min(rows) < len(phrase) + _BETWEEN:
                    for one in phrase:  # as telling as any other reading of the word: somebody has said what it means
                        loud = np.float32(_PHRASE * max(_TAUGHT, self._telling.get(one, _STRANGE)))
                        evidence[where[one], number] = np.maximum(loud, evidence[where[one]].max())


def best_window(evidence: Scores) -> Scores:
    """The evidence for each concept in the words after each other that speak most for it, and a share of the rest."""
    total = evidence.sum(axis=0)
    if len(evidence) <= _WINDOW:
        return np.asarray(total, np.float32)
    sums = np.cumsum(np.vstack([np.zeros((1, evidence.shape[1]), np.float32), evidence]), axis=0)
    best = (sums[_WINDOW:] - sums[:-_WINDOW]).max(axis=0)
    return np.asarray(best + np.float32(_REST) * (total - best), np.float32)

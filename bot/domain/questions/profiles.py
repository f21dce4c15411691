"""What offers speak of, as the senses hear it: each offer's concepts, to be held against what a question hints at.

Known as explicit semantic analysis (Gabrilovich and Markovitch 2007): texts are alike that speak of like concepts.
"""

from collections.abc import Iterable, Sequence
from copy import copy

import numpy as np

from bot.domain.offers import Offer
from bot.domain.questions import words
from bot.domain.questions.lexicon import Lexicon
from bot.domain.questions.postings import Rows, Vector

_FAINT = 0.15  # of the loudest: below that, a concept is none of the offer's
_FEW = 1000  # offers: of so few all is read, and at once; of more only the known words of their topics
_LOUDNESS = (1.5, 1.5, 1.0)  # of topics, name and summary
_MEMORY = 4096  # profiles that are remembered: 3 KB each

Profile = tuple[Vector, Vector]


class Profiles:
    """Of every offer what its name, topics and summary speak of, made when it is first asked for.

    Its concepts, and where it is in the middle of the network (`network.py`), among texts that are about like things.
    """

    def __init__(self, offers: Sequence[Offer], lexicon: Lexicon) -> None:
        self._offers, self._silent, self._senses = offers, lexicon.silent, lexicon.senses
        self._columns = {concept: column for column, concept in enumerate(lexicon.senses.concepts)}
        self._directions = lexicon.senses.directions()
        self._made: dict[tuple[str, ...], Profile] = {}  # of texts, or of the stems of topics
        if len(offers) <= _FEW:
            for row in range(len(offers)):
                self._of(row)

    def exchanged(self, offers: Sequence[Offer]) -> "Profiles":
        """The profiles of other offers, which are mostly the same."""
        new = copy(self)
        new._offers = offers
        return new

    def likeness(self, rows: Rows, hints: Iterable[tuple[str, int]]) -> tuple[Vector, Vector]:
        """How alike (the cosine) some offers are to what a question hints at: by concepts, and in the middle."""
        if not len(rows):
            return np.empty(0, np.float32), np.empty(0, np.float32)
        hinted = np.zeros(len(self._columns), np.float32)
        for concept, share in hints:
            if concept in self._columns:
                hinted[self._columns[concept]] = share
        concepts, middles = zip(*map(self._of, rows.tolist()), strict=True)
        return np.stack(concepts) @ _unit(hinted), np.stack(middles) @ _unit(self._directions @ hinted)

    def _of(self, row: int) -> Profile:
        offer = self._offers[row]
        topics = " ".join(offer.topics)
        few = len(self._offers) <= _FEW
        key = (topics, offer.name, offer.summary) if few else tuple(filter(self._senses.knows, self._stems(topics)))
        profile = self._made.get(key)
        if profile is None:
            profile = self._make([self._stems(text) for text in key] if few else [key])
            if len(self._made) >= _MEMORY:
                self._made.clear()
            self._made[key] = profile
        return profile

    def _stems(self, text: str) -> list[str]:
        return [words.stem(word) for word in words.words(text) if word not in self._silent]

    def _make(self, said: Sequence[Sequence[str]]) -> Profile:
        heard = np.zeros(len(self._columns), np.float32)
        middle = np.zeros(len(self._directions), np.float32)
        for stems, loud in zip(said, _LOUDNESS, strict=False):
            for stem in stems:
                heard += np.float32(loud) * self._senses.heard(stem)
            middle += np.float32(loud) * _unit(self._senses.middle(stems, [1.0] * len(stems)))
        return _unit(np.maximum(0.0, heard - _FAINT * heard.max())), _unit(middle)


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / (float(np.linalg.norm(vector)) or 1.0), np.float32)

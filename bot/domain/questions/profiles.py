"""What offers speak of, as the senses hear it, and have: each offer's concepts, held against a question's hints.

Known as explicit semantic analysis (Gabrilovich and Markovitch 2007): texts are alike that speak of like concepts.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import chain
from typing import NamedTuple

import numpy as np

from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.domain.questions import words
from bot.domain.questions.affinity import Table
from bot.domain.questions.lexicon import Lexicon
from bot.domain.questions.postings import Numbers, Postings, Rows, Vector, among

_FAINT = 0.15  # of the loudest: below that, a concept is none of the offer's
_FEW = 1000  # offers: of so few all is read, and at once; of more only the known words of their topics
_LOUDNESS = (1.5, 1.5, 1.0, 0.7)  # of topics, name, summary and description
_SHORT = 1e-9  # a vector that is none
_MEMORY = 4096  # profiles that are remembered (3-5 KB each), and topics
_PART = re.compile(r"[.;:!?,()]\s*|\s+og\s+")


class Profile(NamedTuple):
    """What an offer speaks of: concepts as a whole (length 1), the peaks of its parts, and where in the middle."""

    whole: Vector
    peaks: Vector
    middle: Vector


class Profiles:
    """Of every offer what its topics, name, summary and description speak of.

    As concepts, of the whole and of whichever part (a topic, a clause) speaks most of it, and as where it is in the
    middle of the network (`network.py`), among texts that are about like things. And who has the concept: `owners`.
    """

    def __init__(self, directory: Directory, lexicon: Lexicon, owners: Mapping[str, Postings]) -> None:
        self._silent, self._senses = lexicon.silent, lexicon.senses
        self._concepts = lexicon.senses.concepts
        self._columns = {concept: column for column, concept in enumerate(self._concepts)}
        self._directions = np.ascontiguousarray(lexicon.senses.directions().T)
        self._made: dict[tuple[str, ...], Profile] = {}  # of texts
        self._stems_of: dict[str, Sequence[str]] = {}  # of topics
        self._spoken: dict[tuple[str, ...], tuple[Vector, Vector]] = {}  # of the stems of topics
        self._take(directory, owners)

    def exchanged(self, directory: Directory, owners: Mapping[str, Postings]) -> "Profiles":
        """The profiles of a changed directory, which are mostly the same."""
        new = copy(self)
        new._take(directory, owners)
        return new

    def _take(self, directory: Directory, owners: Mapping[str, Postings]) -> None:
        self._offers, self._taught, self._owners = directory.offers, directory.search_words, owners
        few = [self._read(offer) for offer in self._offers] if len(self._offers) <= _FEW else []
        self._all = self._stacked(few) if few else None
        self._answering: tuple[Table, Vector] | None = None  # a table of what answers what, times what offers say

    def _stacked(self, profiles: Sequence[Profile]) -> Vector:
        """How much of each concept (a row) every offer speaks: as a whole, then at peaks, in the middle, and has."""
        whole, peaks, middle = (np.stack(column).T for column in zip(*profiles, strict=True))
        owned = self._owned(self._concepts, np.arange(len(profiles), dtype=np.uint32))
        return np.concatenate([whole, peaks, self._directions @ middle, owned], axis=1)

    @property
    def are_few(self) -> bool:
        """Whether there are so few that a question can be held against each."""
        return self._all is not None

    def likeness(self, rows: Rows, hints: Iterable[tuple[str, int]], wants: Vector, said: Table) -> Vector:
        """How alike some offers (columns) are to what a question hints at: by concepts, by peaks, in the middle.

        And, as the last rows, how well (0-1) each has what is hinted at, and how much of what the question `wants`
        it says, by the table of what is `said` (`affinity.py`).
        """
        if not len(rows):
            return np.empty((5, 0), np.float32)
        known = [(self._columns[concept], share) for concept, share in hints if concept in self._columns]
        columns = [column for column, _ in known]
        shares = np.array([share for _, share in known], np.float32)
        hinted = _unit(shares)
        direction = hinted @ self._directions[columns]
        found = np.empty((5, len(rows)), np.float32)
        if self._all is not None:
            found[:4] = (hinted @ self._all[columns]).reshape(4, -1)[:, rows]
            found[4] = (wants @ self._answers(said))[rows]
        else:
            whole, middle = self._topical([self._offers[row] for row in rows.tolist()])
            owned = self._owned([self._concepts[column] for column in columns], rows.astype(np.uint32))
            wanted = (said @ wants).reshape(2, -1).sum(axis=0)
            found[:2] = hinted @ whole[columns]
            found[2:] = direction @ middle, hinted @ owned, wanted @ whole
        found[2] /= np.maximum(np.linalg.norm(direction), np.float32(_SHORT))
        found[3] *= np.linalg.norm(shares) / np.float32(max(1, shares.sum()))
        return found

    def said(self, rows: Rows) -> Vector:
        """What some offers of few (a row each) speak of, as a whole and at their peaks."""
        assert self._all is not None
        whole, peaks, *_ = np.hsplit(self._all, 4)
        return np.concatenate([whole[:, rows], peaks[:, rows]]).T

    def _answers(self, said: Table) -> Vector:
        """How much each of few offers (a column) says of whatever a question may want."""
        if self._answering is None or self._answering[0] is not said:
            self._answering = said, (self.said(np.arange(len(self._offers))) @ said).T
        return self._answering[1]

    def _owned(self, concepts: Iterable[str], rows: Numbers) -> Vector:
        """How much (0-1) each of some offers (columns) has each concept."""
        has = [among(self._owners[concept], rows) for concept in concepts]
        return np.array(has, np.float32).reshape(-1, len(rows)) / np.float32(100)

    def _read(self, offer: Offer) -> Profile:
        """The profile of all that an offer says."""
        topics = self._topics(offer)
        key = (*topics, offer.name, offer.summary, offer.description)
        profile = self._made.get(key)
        if profile is None:
            texts = (" ".join(topics), offer.name, offer.summary, offer.description)
            parts = (*topics, offer.name, *_PART.split(offer.summary), *_PART.split(offer.description))
            profile = self._profile(map(self._stems, texts), map(self._stems, parts))
            if len(self._made) >= _MEMORY:
                self._made.clear()
            self._made[key] = profile
        return profile

    def _topical(self, offers: Sequence[Offer]) -> tuple[Vector, Vector]:
        """What the topics of offers (columns) speak of, by the words that the senses know: whole and middle."""
        told = [tuple(chain.from_iterable(map(self._known, self._topics(offer)))) for offer in offers]
        found = {stems: self._spoken.get(stems) for stems in told}
        if new := [stems for stems, known in found.items() if known is None]:
            if len(self._spoken) + len(new) > _MEMORY:
                self._spoken.clear()
            made = dict(zip(new, self._speaking(new), strict=True))
            self._spoken.update(made)
            found |= made
        whole, middle = zip(*(known for stems in told if (known := found[stems])), strict=True)
        return np.array(whole).T, np.array(middle).T

    def _speaking(self, told: Sequence[Sequence[str]]) -> Iterator[tuple[Vector, Vector]]:
        """What stems speak of, whole and middle, each of several times."""
        numbers = {stem: number for number, stem in enumerate(dict.fromkeys(chain.from_iterable(told)))}
        says = np.zeros((len(told), len(numbers)), np.float32)
        for row, several in enumerate(told):
            for stem in several:
                says[row, numbers[stem]] += 1
        heard, vectors = self._senses.each(list(numbers))
        return zip(_clear(says @ heard), _unit(says @ vectors), strict=True)

    def _known(self, topic: str) -> Sequence[str]:
        """The stems of a topic that the senses know."""
        stems = self._stems_of.get(topic)
        if stems is None:
            if len(self._stems_of) >= _MEMORY:
                self._stems_of.clear()
            self._stems_of[topic] = stems = tuple(filter(self._senses.knows, self._stems(topic)))
        return stems

    def _topics(self, offer: Offer) -> tuple[str, ...]:
        """What it is about, also as administrators have said."""
        return (*offer.topics, *self._taught.get(offer.id, ()))

    def _stems(self, text: str) -> list[str]:
        return [words.stem(word) for word in words.words(text) if word not in self._silent]

    def _profile(self, texts: Iterable[Sequence[str]], parts: Iterable[Sequence[str]]) -> Profile:
        """Of texts, each as loud as its place, and of parts of them, all as stems."""
        heard = np.zeros(len(self._columns), np.float32)
        middle = np.zeros(self._directions.shape[1], np.float32)
        for stems, loud in zip(texts, _LOUDNESS, strict=False):
            heard += np.float32(loud) * self._heard(stems)
            middle += np.float32(loud) * _unit(self._senses.middle(self._senses.said(stems, [1.0] * len(stems))))
        peaks = [_clear(self._heard(stems)) for stems in parts]
        return Profile(_clear(heard), np.max([np.zeros_like(heard), *peaks], axis=0), _unit(middle))

    def _heard(self, stems: Sequence[str]) -> Vector:
        return np.asarray(self._senses.each(stems)[0].sum(axis=0), np.float32)


def _clear(heard: Vector) -> Vector:
    """What is heard of concepts, without the faint ones, as vectors of length 1."""
    return _unit(np.maximum(0.0, heard - _FAINT * heard.max(axis=-1, keepdims=True)))


def _unit(vectors: Vector) -> Vector:
    """With length 1, or 0: a vector, or one a row."""
    length = np.sqrt(np.vecdot(vectors, vectors))[..., None]
    return np.asarray(vectors / np.maximum(length, np.float32(_SHORT)), np.float32)

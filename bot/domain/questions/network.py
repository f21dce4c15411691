"""A linear text classifier with a narrow middle, as fastText has it (Joulin et al. 2016, arXiv:1607.01759), in numpy.

A text is a handful of traits; each trait is a short vector; what a text is about is read from their sum. Kin words
get vectors that are alike, since they are said for the same classes: so a sentence is understood that no example has.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from itertools import chain
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
_Begun = tuple[Floats, Floats, Floats]  # vectors, output, bias

_WIDTH = 128  # numbers in a vector
_BATCH = 128  # texts
_FORGOTTEN = 0.5  # share of a text's traits left out each time it is read, so that no single one is relied on
_SELDOM = 3  # texts that must have a trait: fewer teach nothing
_SEED = 20261126
_STEPS = 127  # of a number of eight bits


class _Course(NamedTuple):
    """How often the texts are read, how fast is learned from them, and how boldly at first (AdaGrad's first sum)."""

    epochs: int
    rate: float
    seen: float


class _Texts(NamedTuple):
    """The traits of texts, one text after the other; where each begins, and the last ends; the class of each."""

    traits: Ids
    starts: Ids
    classes: Ids


_FIRST, _MORE = _Course(7, 0.1, 1e-6), _Course(6, 0.2, 0.05)


class Network:
    """Texts as rows of traits in, how likely each class is out."""

    def __init__(self, texts: Sequence[Sequence[int]], classes: Ids, traits: int) -> None:
        """Train it. `texts`: the traits of each text, each below `traits`; `classes`: the class of each text."""
        read = _flattened(texts, classes)
        often = np.bincount(read.traits, minlength=traits) >= _SELDOM
        self._rows: NDArray[np.int32] = np.where(often, np.cumsum(often) - 1, -1).astype(np.int32)  # of each trait
        random, many = np.random.default_rng(_SEED), int(classes.max(initial=-1)) + 1
        vectors = (0.05 * random.standard_normal((int(often.sum()), _WIDTH))).astype(np.float32)
        output, bias = np.zeros((_WIDTH, many), np.float32), np.zeros(many, np.float32)
        self._learn(read, (vectors, output, bias), _FIRST, random)

    def read_on(self, texts: Sequence[Sequence[int]], classes: Ids) -> "Network":
        """The network after more texts; what these don't speak of, it forgets a little."""
        new, vectors = copy(self), self._vectors.astype(np.float32) * self._scale[:, None]
        begun = vectors, self._output.copy(), self._bias.copy()
        new._learn(_flattened(texts, classes), begun, _MORE, np.random.default_rng(_SEED))
        return new

    def _learn(self, texts: _Texts, begun: _Begun, course: _Course, random: np.random.Generator) -> None:
        """Read texts, and keep what was learned, in numbers of eight bits."""
        known = self._rows[texts.traits] >= 0
        starts = np.concatenate([[0], np.cumsum(known)])[texts.starts]
        said = _Texts(self._rows[texts.traits[known]].astype(np.int64), starts, texts.classes)
        vectors, self._output, self._bias = _trained(said, begun, course, random)
        most = np.maximum(np.abs(vectors).max(axis=1), 1e-9)
        self._scale: Floats = (most / _STEPS).astype(np.float32)
        self._vectors: NDArray[np.int8] = np.rint(vectors / self._scale[:, None]).astype(np.int8)

    def summed(self, traits: Sequence[int], loudness: Sequence[float] | None = None) -> tuple[Floats, float]:
        """The sum of some traits' vectors, each as loud as said, and how many of them say something."""
        rows = self._rows[np.array(traits, np.int64)]
        known = rows >= 0
        rows = rows[known]
        loud = np.ones(len(rows), np.float32) if loudness is None else np.array(loudness, np.float32)[known]
        return (loud * self._scale[rows]) @ self._vectors[rows].astype(np.float32), float(loud.sum())

    def each_summed(self, texts: Sequence[Sequence[int]]) -> tuple[Floats, list[float]]:
        """The same for each of several texts (a row), all traits as loud."""
        rows = self._rows[np.fromiter((trait for text in texts for trait in text), np.int64)]
        text = np.repeat(np.arange(len(texts)), [len(one) for one in texts])[rows >= 0]
        rows = rows[rows >= 0]
        sums = np.zeros((len(texts), self.width), np.float32)
        begins = np.flatnonzero(np.diff(text, prepend=-1))
        sums[text[begins]] = np.add.reduceat(self._scale[rows, None] * self._vectors[rows], begins, axis=0)
        return sums, np.bincount(text, minlength=len(texts)).astype(float).tolist()

    @staticmethod
    def middle(total: Floats, many: float) -> Floats:
        """What a text is about, as a vector: from the sum of its traits' vectors, of so many."""
        return np.asarray(total / np.float32(max(1e-9, many) ** 0.5), np.float32)

    def likelihoods(self, middle: Floats) -> Floats:
        """The logarithm of how likely each class is."""
        scores = middle @ self._output + self._bias
        scores -= scores.max()
        return np.asarray(scores - np.log(np.exp(scores).sum()), np.float32)

    def directions(self) -> Floats:
        """Of each class (a column), where in the middle its texts are, as a vector of length 1."""
        return np.asarray(self._output / np.linalg.norm(self._output, axis=0).clip(1e-9), np.float32)

    def mark(self) -> str:
        """Two letters that tell it from most others: which one a vector of the middle is of."""
        first, other = divmod(crc32(self._output.tobytes()) % (26 * 26), 26)
        return chr(ord("a") + first) + chr(ord("a") + other)

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return len(self._output)

    def packed(self) -> dict[str, NDArray[Any]]:
        """As arrays, to be kept in a file."""
        return {
            "rows": self._rows,
            "scale": self._scale,
            "vectors": self._vectors,
            "output": self._output,
            "bias": self._bias,
        }

    @classmethod
    def unpacked(cls, arrays: Mapping[str, NDArray[Any]]) -> "Network":
        """The reverse of `packed`."""
        new = cls.__new__(cls)
        new._rows, new._scale, new._vectors = arrays["rows"], arrays["scale"], arrays["vectors"]
        new._output, new._bias = arrays["output"], arrays["bias"]
        return new


def _flattened(texts: Sequence[Sequence[int]], classes: Ids) -> _Texts:
    starts = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return _Texts(np.fromiter(chain.from_iterable(texts), np.int64, int(starts[-1])), starts, classes)


def _trained(texts: _Texts, begun: _Begun, course: _Course, random: np.random.Generator) -> _Begun:
    """Vectors of traits, and from the middle to the classes: minibatches, AdaGrad, softmax, dropout."""
    flat, starts, classes = texts
    vectors, output, bias = begun
    seen, seen_output = np.full(len(vectors), course.seen, np.float32), np.full_like(output, course.seen)
    sizes = np.diff(starts)
    told = np.flatnonzero(sizes)  # texts with a trait
    for epoch in range(course.epochs):
        rate = np.float32(course.rate * (1 - 0.9 * epoch / course.epochs))
        order = random.permutation(told)
        for batch in np.split(order, np.arange(_BATCH, len(order), _BATCH)):
            text = np.repeat(np.arange(len(batch)), sizes[batch])
            within = np.arange(len(text)) - np.repeat(np.cumsum(sizes[batch]) - sizes[batch], sizes[batch])
            read = random.random(len(text)) > _FORGOTTEN
            text, within = text[read], within[read]
            used, column = np.unique(flat[starts[batch][text] + within], return_inverse=True)
            share = 1 / (np.sqrt(sizes[batch][text]) * (1 - _FORGOTTEN))
            said = np.zeros((len(batch), len(used)), np.float32)
            np.add.at(said, (text, column), share.astype(np.float32))
            before = vectors[used]
            middle = said @ before
            wrong = middle @ output + bias
            wrong = np.exp(wrong - wrong.max(axis=1, keepdims=True))
            wrong /= wrong.sum(axis=1, keepdims=True)
            wrong[np.arange(len(batch)), classes[batch]] -= 1
            slope, back = middle.T @ wrong, said.T @ (wrong @ output.T)
            seen_output += slope * slope
            output -= rate * slope / np.sqrt(seen_output)
            bias -= np.float32(0.05) * rate * wrong.sum(axis=0)
            seen[used] += np.einsum("ij,ij->i", back, back) / np.float32(_WIDTH)
            vectors[used] = before - (rate / np.sqrt(seen[used]))[:, None] * back
    return vectors, output, bias

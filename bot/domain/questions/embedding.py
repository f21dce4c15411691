"""An optional language model: a table of word vectors in a folder, as model2vec writes it.

`tokenizer.json` (WordPiece or Unigram) cuts a text into pieces, `model.safetensors` has a vector for each; what a
text means is their mean. A question is compared with the phrasings of every concept; what is near counts a little.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions.lexicon import phrasings

Vectors = NDArray[np.float32]

_WEIGHT = 3.0  # evidence for a concept that means exactly what the question means
_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}
_WORD = re.compile(r"\w+|[^\w\s]")
_LONGEST = 60  # letters of a word
_UNKNOWN = -1e9


class BadModel(Exception):
    """What is wrong with the folder, in Danish: a sentence that says what to do."""


class Embedding:
    """Texts as vectors of length 1; a text without a known piece is the zero vector."""

    def __init__(self, pieces: Mapping[str, float], kind: str, vectors: Vectors) -> None:
        """`pieces`: piece → its score, in the order of the vectors' rows. `kind`: "WordPiece" or "Unigram"."""
        self._scores, self._kind, self._vectors = pieces, kind, vectors
        self._rows = {piece: row for row, piece in enumerate(pieces)}
        self._lower = not any(piece != piece.lower() for piece in pieces if not piece.startswith(("[", "<")))

    @classmethod
    def load(cls, folder: Path) -> "Embedding":
        """The model in a folder; raises BadModel."""
        try:
            model = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]
            kind = str(model.get("type") or "WordPiece")
            pairs = model["vocab"].items() if kind == "WordPiece" else enumerate(model["vocab"])
            if kind == "WordPiece":
                pieces = {str(piece): 0.0 for piece, _ in sorted(pairs, key=lambda pair: int(pair[1]))}
            else:
                pieces = {str(piece): float(score) for _, (piece, score) in pairs}
            tensors = _safetensors(folder / "model.safetensors")
            vectors = tensors["embeddings"]
            if "mapping" in tensors:
                vectors = vectors[tensors["mapping"].astype(np.intp)]
            if "weights" in tensors:
                vectors = vectors * tensors["weights"].reshape(-1, 1)
        except FileNotFoundError as error:
            lacking = Path(str(error.filename)).name
            remedy = "Peg på mappen med hele modellen, eller lad nøglen være tom."
            raise BadModel(f"mangler {lacking}. {remedy}") from error
        except OSError as error:
            raise BadModel("kan ikke læses. Giv Vejviser lov til at læse mappen og filerne i den.") from error
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            raise BadModel("er ikke en model i model2vec's format. Hent den igen, eller vælg en anden.") from error
        if kind not in ("WordPiece", "Unigram"):
            raise BadModel("har en tokenizer, som ikke kan bruges. Vælg en model med WordPiece eller Unigram.")
        if vectors.ndim != 2 or len(vectors) < len(pieces) or not np.isfinite(vectors).all():
            raise BadModel("passer ikke sammen: model.safetensors har ikke en vektor for hvert ord i tokenizer.json.")
        return cls(pieces, kind, np.ascontiguousarray(vectors, np.float32))

    def vector(self, text: str) -> Vectors:
        """What a text means."""
        text = unicodedata.normalize("NFKC", text)
        rows = [row for word in _WORD.findall(text.lower() if self._lower else text) for row in self._cut(word)]
        mean = self._vectors[rows].mean(axis=0) if rows else np.zeros(self._vectors.shape[1], np.float32)
        return np.asarray(mean / (float(np.linalg.norm(mean)) or 1.0), np.float32)

    def _cut(self, word: str) -> Sequence[int]:
        if len(word) > _LONGEST:
            return ()
        return self._greedy(word) if self._kind == "WordPiece" else self._likeliest(f"▁{word}")

    def _greedy(self, word: str) -> Sequence[int]:
        """WordPiece: the longest piece, then the longest that follows; none when a rest is unknown."""
        rows, at = [], 0
        while at < len(word):
            ends = range(len(word), at, -1)
            end = next((end for end in ends if ("##" if at else "") + word[at:end] in self._rows), None)
            if end is None:
                return ()
            rows.append(self._rows[("##" if at else "") + word[at:end]])
            at = end
        return rows

    def _likeliest(self, word: str) -> Sequence[int]:
        """Unigram: the pieces whose scores together are greatest; a letter that is no piece is left out."""
        best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
        for end in range(1, len(word) + 1):
            found = (best[end - 1][0] + _UNKNOWN, best[end - 1][1])
            for at in range(end):
                piece = word[at:end]
                if piece in self._rows and (score := best[at][0] + self._scores[piece]) > found[0]:
                    found = score, (*best[at][1], self._rows[piece])
            best.append(found)
        return best[-1][1]


class Meanings:
    """What each concept means: the mean of its phrasings."""

    def __init__(self, embedding: Embedding, phrasings: Mapping[str, Iterable[str]]) -> None:
        """`phrasings`: concept key → its phrasings, in the order in which the senses have the concepts."""
        self._embedding = embedding
        self.concepts = tuple(phrasings)
        means = np.array([np.mean([embedding.vector(t) for t in texts], axis=0) for texts in phrasings.values()])
        self._means = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def evidence(self, text: str) -> Vectors:
        """How much a question speaks for each concept, beside what its words say: nearer than most concepts, or 0."""
        near = self._means @ self._embedding.vector(text)
        return np.asarray(_WEIGHT * np.maximum(0, near - near.mean()), np.float32)


def meanings(folder: Path) -> Meanings:
    """What the concepts mean to the model in a folder; raises BadModel."""
    embedding = Embedding.load(folder)
    return Meanings(embedding, phrasings())


def _safetensors(path: Path) -> dict[str, NDArray[Any]]:
    """The tensors of a file: its header's length (eight bytes), the header as JSON, and the raw numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, about in header.items():
        if name != "__metadata__":
            start, end = about["data_offsets"]
            raw = data[8 + size + start : 8 + size + end]
            if len(raw) != np.dtype(_TYPES[about["dtype"]]).itemsize * math.prod(about["shape"]):
                raise ValueError("a tensor is cut short")
            found[name] = np.frombuffer(raw, _TYPES[about["dtype"]]).reshape(about["shape"])
    return found

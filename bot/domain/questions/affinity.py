"""What answers what: how well an offer answers a question, by the concepts that either speaks of.

Likeness sets football beside football (`profiles.py`). That a club answers who has nobody to eat with is learned
from judged questions: a number for every pair of concepts, as the product of two narrow tables. Known as supervised
semantic indexing (Bai et al. 2009, https://doi.org/10.1145/1645953.1645979). bench/learn_ranking.py learns it.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions.postings import Vector

_NINTHS = 9

Concepts = Iterable[tuple[str, int]]
Table = NDArray[np.float32]  # a row a concept


@dataclass(frozen=True, slots=True)
class Affinity:
    """Two tables, each with the concepts twice: as hints and as needs; in what an offer says as a whole and at peaks.

    `numbers`: the number of each concept; `pointed`: one more table, with the directions that a gist is told in.
    """

    numbers: Mapping[str, int]
    asked: Table
    pointed: Table
    said: Table

    @classmethod
    def of(cls, learned: Mapping[str, Any], concepts: Sequence[str]) -> "Affinity":
        """What was learned, for the concepts of this version, of which some may be new and have none."""
        known = {concept: row for row, concept in enumerate(learned["concepts"])}
        rows = [known.get(concept, -1) for concept in concepts]  # the last row is empty
        asked, said = (_unpacked(learned[name], learned["width"]) for name in ("asked", "said"))
        asked, pointed = asked[: len(said)], asked[len(said) :]
        numbers = {concept: number for number, concept in enumerate(concepts)}
        return cls(numbers, _arranged(asked, rows), pointed, _arranged(said, rows))

    def wants(self, hints: Concepts, needs: Concepts, gist: Vector) -> Vector:
        """A question as a narrow vector: `said` times it is how much each concept that an offer says answers.

        `gist`: where the whole of it points, as `gist.py` reads it.
        """
        rows, loud = asking(self.numbers, hints, needs)
        return np.asarray(loud @ self.asked[rows] + gist @ self.pointed, np.float32)


def packed(table: Table) -> str:
    """A table as a text, in numbers of two bytes: as a list of numbers it takes seven MiB more to read."""
    return b64encode(table.astype("<f2").tobytes()).decode("ascii")


def _unpacked(text: str, columns: int) -> Table:
    return np.frombuffer(b64decode(text), "<f2").astype(np.float32).reshape(-1, columns)


def asking(numbers: Mapping[str, int], hints: Concepts, needs: Concepts) -> tuple[NDArray[np.intp], Vector]:
    """A question as rows of what is asked, and how loud each is: hints with length 1 together, needs as likely."""
    hinted = [(numbers[concept], share) for concept, share in hints if concept in numbers]
    needed = [(len(numbers) + numbers[concept], ninths) for concept, ninths in needs if concept in numbers]
    length = max(1.0, sum(share * share for _, share in hinted) ** 0.5)
    rows = np.array([row for row, _ in (*hinted, *needed)], np.intp)
    loud = [*(share / length for _, share in hinted), *(ninths / _NINTHS for _, ninths in needed)]
    return rows, np.array(loud, np.float32)


def _arranged(table: Table, rows: Sequence[int]) -> Table:
    """Both halves of a table, each with these of its rows; -1: an empty one."""
    halves = np.pad(table.reshape(2, -1, table.shape[1]), ((0, 0), (0, 1), (0, 0)))
    return np.concatenate(halves[:, rows])

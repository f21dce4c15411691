"""How likely an offer is to answer a question: a small neural network over signals, learned from judged questions.

bench/learn_ranking.py makes data/ranking.json; `signals.py` says what the network looks at.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions.affinity import Affinity
from bot.domain.questions.postings import Vector

_FAR = 5.0  # deviations: nothing is further off

Signals = NDArray[np.float32]  # a row an offer, a column a signal


@dataclass(frozen=True, slots=True)
class Judge:
    """Networks with a hidden layer (tanh), whose mean decides, side by side as one: weights in, bias, out, bias.

    And what answers what, by the concepts of either: learned together with them, it counts beside them.
    """

    mean: Vector
    deviation: Vector
    into: Signals
    bias: Vector
    out: Vector
    last: float
    affinity: Affinity

    @classmethod
    def load(cls, path: Path, concepts: Sequence[str]) -> "Judge":
        """The judge in a file that bench/learn_ranking.py has written, for the concepts of this version."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")), concepts)

    @classmethod
    def of(cls, learned: Mapping[str, Any], concepts: Sequence[str]) -> "Judge":
        """What is in such a file: mean, deviation and nets as lists, and the tables of what answers what."""
        mean, deviation = (np.array(learned[name], np.float32) for name in ("mean", "deviation"))
        into, bias, out, last = zip(*learned["nets"], strict=True)
        whole = np.concatenate([np.array(one, np.float32) for one in into], axis=1)
        together = np.concatenate(out).astype(np.float32) / np.float32(len(out))
        affinity = Affinity.of(learned, concepts)
        biases = np.concatenate(bias).astype(np.float32)
        return cls(mean, deviation, whole, biases, together, float(np.mean(last)), affinity)

    def likely(self, signals: Signals, affinity: Vector) -> Vector:
        """How likely (0-1) each offer is to answer, by its signals and by how well what it says fits the question."""
        seen = scaled(signals, self.mean, self.deviation)
        logits = np.tanh(seen @ self.into + self.bias) @ self.out + np.float32(self.last) + affinity
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def scaled(signals: Signals, mean: Vector, deviation: Vector) -> Signals:
    """Each signal in deviations from its mean, as the networks see it."""
    return np.asarray(np.clip((signals - mean) / deviation, -_FAR, _FAR), np.float32)

"""How likely an offer is to answer a question: a small neural network over signals, learned from judged questions.

bench/learn_ranking.py makes data/ranking.json; `signals.py` says what the network looks at.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions.postings import Vector

_FAR = 5.0  # deviations: nothing is further off

Signals = NDArray[np.float32]  # a row an offer, a column a signal


@dataclass(frozen=True, slots=True)
class Judge:
    """Networks with a hidden layer (tanh), whose mean decides, side by side as one: weights in, bias, out, bias."""

    mean: Vector
    deviation: Vector
    into: Signals
    bias: Vector
    out: Vector
    last: float

    @classmethod
    def load(cls, path: Path) -> "Judge":
        """The judge in a file that bench/learn_ranking.py has written."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, learned: Mapping[str, Any]) -> "Judge":
        """What is in such a file: mean, deviation and nets as lists."""
        mean, deviation = (np.array(learned[name], np.float32) for name in ("mean", "deviation"))
        into, bias, out, last = zip(*learned["nets"], strict=True)
        whole = np.concatenate([np.array(one, np.float32) for one in into], axis=1)
        together = np.concatenate(out).astype(np.float32) / np.float32(len(out))
        return cls(mean, deviation, whole, np.concatenate(bias).astype(np.float32), together, float(np.mean(last)))

    def likely(self, signals: Signals) -> Vector:
        """How likely (0-1) each offer is to answer."""
        seen = scaled(signals, self.mean, self.deviation)
        logits = np.tanh(seen @ self.into + self.bias) @ self.out + np.float32(self.last)
        return np.asarray(1 / (1 + np.exp(-logits)), np.float32)


def scaled(signals: Signals, mean: Vector, deviation: Vector) -> Signals:
    """Each signal in deviations from its mean, as the networks see it."""
    return np.asarray(np.clip((signals - mean) / deviation, -_FAR, _FAR), np.float32)

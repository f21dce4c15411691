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

from bot.domain.questions.postings import Vector

_FAR = 5.0  # deviations: nothing is further off

Signals = NDArray[np.float32]  # a row an offer, a column a signal


@dataclass(frozen=True, slots=True)
class Judge:
    """Networks with a hidden layer (tanh), whose mean decides. `nets`: weights in, their bias, weights out, bias."""

    mean: Vector
    deviation: Vector
    nets: tuple[tuple[Signals, Vector, Vector, float], ...]

    @classmethod
    def load(cls, path: Path) -> "Judge":
        """The judge in a file that bench/learn_ranking.py has written."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, learned: Mapping[str, Any]) -> "Judge":
        """What is in such a file: mean, deviation and nets as lists."""
        mean, deviation = (np.array(learned[name], np.float32) for name in ("mean", "deviation"))
        nets = tuple((*_arrays(*net[:3]), float(net[3])) for net in learned["nets"])
        return cls(mean, deviation, nets)

    def likely(self, signals: Signals) -> Vector:
        """How likely (0-1) each offer is to answer."""
        seen = scaled(signals, self.mean, self.deviation)
        logits = np.zeros(len(signals), np.float32)
        for into, bias, out, last in self.nets:
            logits += np.tanh(seen @ into + bias) @ out + np.float32(last)
        return np.asarray(1 / (1 + np.exp(-logits / max(1, len(self.nets)))), np.float32)


def scaled(signals: Signals, mean: Vector, deviation: Vector) -> Signals:
    """Each signal in deviations from its mean, as the networks see it."""
    return np.asarray(np.clip((signals - mean) / deviation, -_FAR, _FAR), np.float32)


def _arrays(into: Sequence[float], bias: Sequence[float], out: Sequence[float]) -> tuple[Signals, Vector, Vector]:
    return np.array(into, np.float32), np.array(bias, np.float32), np.array(out, np.float32)

"""Learning to tell two kinds of things apart by their traits: logistic regression, by L-BFGS."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]

_STEPS = 60
_REMEMBERED = 8  # steps whose course tells how the slope bends


@dataclass(frozen=True, slots=True)
class Learned:
    """The weight of each trait, by its number, and what speaks for it beforehand."""

    weights: NDArray[np.float32]
    bias: float

    def of(self, traits: Numbers) -> float:
        """Above 0: rather yes."""
        return float(self.weights[traits].sum()) / float(np.sqrt(max(1, len(traits)))) + self.bias


def number(trait: str, size: int) -> int:
    """A trait's number below `size`; a few share one."""
    return crc32(trait.encode("utf-8", "replace")) % size


def learn(rows: Sequence[Numbers], yes: Sequence[bool], size: int, smooth: float, weight: Weights) -> Learned:
    """From examples: each one's traits, whether it is one, what it counts. `smooth`: how small weights are held."""
    index = np.concatenate(rows)
    lengths = np.array([len(row) for row in rows])
    row_of = np.repeat(np.arange(len(rows)), lengths)
    value = np.repeat(1 / np.sqrt(np.maximum(1, lengths)), lengths)
    said = np.array(yes, np.float64)

    def slope(point: Weights) -> tuple[float, Weights]:
        score = np.bincount(row_of, point[index] * value, len(rows)) + point[size]
        loss = float((weight * np.logaddexp(0, np.where(said > 0, -score, score))).sum())
        off = weight * (1 / (1 + np.exp(-score)) - said)
        down = np.asarray(np.bincount(index, off[row_of] * value, size + 1), np.float64)
        down[:size] += smooth * point[:size]
        down[size] = off.sum()
        return loss + 0.5 * smooth * float((point[:size] ** 2).sum()), down

    point = _lowest(slope, np.zeros(size + 1))
    return Learned(point[:size].astype(np.float32), float(point[size]))


def _lowest(slope: Callable[[Weights], tuple[float, Weights]], point: Weights) -> Weights:
    """L-BFGS: walks downhill, and straighter than down by what the last steps showed."""
    moves: list[tuple[Weights, Weights]] = []
    height, down = slope(point)
    for _ in range(_STEPS):
        way = _way(down, moves)
        step = 1.0
        while True:
            there = point - step * way
            lower, steep = slope(there)
            if lower <= height - 1e-4 * step * float(down @ way) or step < 1e-6:
                break
            step /= 2
        move, bend = there - point, steep - down
        if float(move @ bend) > 1e-10:
            moves = [*moves, (move, bend)][-_REMEMBERED:]
        done = abs(height - lower) < 1e-5 * max(1.0, abs(height))
        point, height, down = there, lower, steep
        if done:
            break
    return point


def _way(down: Weights, moves: Sequence[tuple[Weights, Weights]]) -> Weights:
    way, parts = down.copy(), []
    for move, bend in reversed(moves):
        part = float(move @ way) / float(bend @ move)
        parts.append(part)
        way -= part * bend
    if moves:
        move, bend = moves[-1]
        way *= float(move @ bend) / float(bend @ bend)
    else:
        way /= max(1.0, float(np.linalg.norm(down)))
    for (move, bend), part in zip(moves, reversed(parts), strict=True):
        way += move * (part - float(bend @ way) / float(bend @ move))
    return way

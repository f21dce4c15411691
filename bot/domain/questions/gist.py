"""The gist of a question: where the whole of it points in the middle of the network, as letters in a button.

The middle (`network.py`) tells kin apart that no concept tells apart. Each of its numbers is kept in nineteen steps.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

NUMBERS = 128
_STEPS = np.float32(30)  # of a length of 1
_MOST = 9  # steps either way: more is seldom
_NOUGHT = ord("j")  # the letter of 0: from a for -9 to s for 9


def written(middle: Floats, mark: str) -> str:
    """The gist of a question whose words together are there in the middle; "" for one that is nowhere.

    `mark`: letters that tell which network it was.
    """
    length = np.sqrt(middle @ middle)
    if not length:
        return ""
    steps = np.clip(np.rint(middle * (_STEPS / length)), -_MOST, _MOST) + np.float32(_NOUGHT)
    letters: bytes = steps.astype(np.uint8).tobytes()
    return mark + letters.decode("ascii")


def read(gist: str, mark: str) -> Floats:
    """Where a gist points; nowhere if it is of another network, as in a button of an older version."""
    if not gist.startswith(mark) or len(gist) != len(mark) + NUMBERS:
        return np.zeros(NUMBERS, np.float32)
    letters = np.frombuffer(gist[len(mark) :].encode("ascii"), np.uint8)
    return (letters.astype(np.float32) - np.float32(_NOUGHT)) / _STEPS

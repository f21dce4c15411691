"""Phrasings that are kept whole: which of them a question says, in any order and with a few words between."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BETWEEN = 4  # words that may stand between those of a phrasing


class Phrasings:
    """Phrasings by the rarest of their stems. Stems are numbers from 0 on, and so are concepts.

    In arrays, read through memory views: as tuples they are no faster and take 14 MiB more.
    """

    def __init__(self, phrases: Sequence[Sequence[int]], means: Sequence[int], telling: Sequence[float]) -> None:
        """`means`: the concept of each phrase; `telling`: how telling each stem is."""
        rarest = [max(phrase, key=lambda stem: (telling[stem], stem)) for phrase in phrases]
        order = sorted(range(len(phrases)), key=rarest.__getitem__)
        stems = [tuple(dict.fromkeys((rarest[at], *phrases[at]))) for at in order]
        self._keep(
            {
                "phrases": np.fromiter(chain.from_iterable(stems), np.int32),
                "phrase_ends": np.cumsum([0, *map(len, stems)], dtype=np.int32),
                "phrase_starts": np.searchsorted([rarest[at] for at in order], np.arange(len(telling) + 1)),
                "means": np.array([means[at] for at in order], np.uint16),
                "loud": np.array([sum(telling[stem] for stem in phrase) for phrase in stems], np.float32),
            }
        )

    def _keep(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        self._stems, self._ends = arrays["phrases"].data, arrays["phrase_ends"].data
        self._last = arrays["phrases"][arrays["phrase_ends"][1:] - 1].data
        self._starts, self._means, self._loud = (arrays[name].data for name in ("phrase_starts", "means", "loud"))

    def said_in(self, places: Mapping[int, int]) -> Iterator[tuple[int, int, float]]:
        """The phrasings said in a text whose known stems stand at `places`.

        Of each where its rarest stem stands, what it means, and how telling its stems are together.
        """
        starts, last, ends, stems = self._starts, self._last, self._ends, self._stems
        for rarest, row in places.items():
            first, end = starts[rarest], starts[rarest + 1]
            for one, stem in enumerate(last[first:end].tolist(), first) if first < end else ():
                if stem in places:  # most lack their last stem already
                    rows = [places.get(stem, -1) for stem in stems[ends[one] : ends[one + 1]].tolist()]
                    if min(rows) >= 0 and close(rows):
                        yield row, self._means[one], self._loud[one]

    def packed(self) -> dict[str, NDArray[Any]]:
        """As arrays, to be kept in a file."""
        return self._arrays

    @classmethod
    def unpacked(cls, arrays: Mapping[str, NDArray[Any]]) -> "Phrasings":
        """The reverse of `packed`."""
        new = cls.__new__(cls)
        new._keep({name: arrays[name] for name in ("phrases", "phrase_ends", "phrase_starts", "means", "loud")})
        return new


def close(rows: Sequence[int]) -> bool:
    """Whether the words at these places stand close enough to belong to one phrasing."""
    return max(rows) - min(rows) < len(rows) + _BETWEEN

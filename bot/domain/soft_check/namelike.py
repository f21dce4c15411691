"""How much a word looks like a first name by its letters, so that a name that is on no list is seen: *Shpresa*.

Learned from data/first_names.txt against the everyday words of the concepts' phrasings.
"""

import re
import tomllib
from collections.abc import Iterable, Set

import numpy as np

from bot.domain.soft_check.learning import Learned, Numbers, learn, number
from bot.domain.soft_check.words import DATA, words

SIZE = 1 << 14
_SIZES = (2, 3, 4)  # letters of a piece, the word's ends included
_WORD = re.compile("[a-zæøåé]{3,}")


def pieces(word: str) -> set[str]:
    """The pieces of a word."""
    marked = f"^{word.lower()[:30]}$"
    return {marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1)}


def learn_names(listed: Set[str] | None = None) -> Learned:
    """From the lists in data/; `listed`: some of the names, if not all."""
    names = sorted(words().first_names if listed is None else listed)
    known = {name.lower() for name in words().first_names}
    others = sorted(_everyday() - known)
    rows = [_numbers(pieces(word)) for word in (*names, *others)]
    weight = np.array([len(others) / len(names) / 2] * len(names) + [1.0] * len(others))
    return learn(rows, [True] * len(names) + [False] * len(others), SIZE, 0.05, weight)


def likeness(word: str, learned: Learned) -> float:
    """Above 0 for most names, below for most words."""
    return learned.of(_numbers(pieces(word)))


def _numbers(traits: Iterable[str]) -> Numbers:
    return np.array([number(trait, SIZE) for trait in traits], np.int64)


def _everyday() -> set[str]:
    tables = (tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted((DATA / "concepts").glob("*.toml")))
    texts = (text for table in tables for concept in table.values() for text in concept.values())
    return {word for text in texts if isinstance(text, str) for word in _WORD.findall(text)}

"""English beside Danish: which of the two a phrase is, and the English words that would be taken for Danish ones."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.domain.questions import words

_MARK = "en_"


class English(NamedTuple):
    """Small words of English alone and of Danish alone; English words that are others in Danish ("more", "bag")."""

    small: frozenset[str]
    danish: frozenset[str]
    false_friends: frozenset[str]

    def is_spoken(self, said: Sequence[str]) -> bool:
        """Whether plain words are English, apart from what is called by a Danish word: by their small words."""
        english = sum(word in self.small for word in said)
        return english > 1 and english > sum(word in self.danish for word in said)

    def key(self, word: str, stem: str) -> str:
        """What the senses hear in an English word: its stem, unless that is a Danish word's ("more" is no mother)."""
        return _MARK + words.fold(word) if word in self.false_friends else stem

    def keys(self, text: str) -> tuple[str, ...]:
        """What the senses hear in a phrase of either language."""
        said = words.words(text)
        if not self.is_spoken(said):
            return words.keys(text)
        return tuple(self.key(word, words.stem(word)) for word in said)

"""English beside Danish: which of the two a question is, and which English words are no Danish ones."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple, Self

from bot.domain.questions import words


class English(NamedTuple):
    """Small words of English alone and of Danish alone; English words that are others in Danish ("it", "bag")."""

    small: frozenset[str]
    danish: frozenset[str]
    false_friends: Container[str]

    @classmethod
    def read(cls, silent: Mapping[str, str], words_of_both: Iterable[str], false_friends: str) -> Self:
        """From the lists of data/danish.toml, and all silent words."""
        small = frozenset(words.words(f"{silent['english']} {silent['english_function']}"))
        danish = frozenset(words_of_both) - small
        return cls(small.difference(words.words(silent["function"])), danish, frozenset(words.words(false_friends)))

    def is_spoken(self, said: Sequence[str]) -> bool:
        """Whether plain words are English, apart from what is called by a Danish word: by their small words."""
        english = sum(word in self.small for word in said)
        return english > 1 and english > sum(word in self.danish for word in said)

"""Danish words: tokens, spelling folded to one form, stems, and the distance between two spellings."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("danish")
_LOCK = threading.Lock()  # the stemmer keeps the word at hand in itself
_STEMS: dict[str, str] = {}  # words of the data only: what people type is never kept

_TOKEN = re.compile(r"\w+")
_JOINED = re.compile(r"\b([^\W\d_])-(?=[^\W\d_])")  # e-sport is one word
_ACCENTS = str.maketrans("äöüéèêáàâóòôíìîúùûñç", "æøyeeeaaaoooiiiuuunc")
_ACCENTED = re.compile("[äöüéèêáàâóòôíìîúùûñç]")
_FOLD = str.maketrans("æøå", "aoa")
_SPELLINGS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its lower-case spelling, its folded key, and where it stands in the text."""

    text: str
    key: str
    start: int
    end: int


def plain(text: str) -> str:
    """Lower case, NFC, one spelling of æ ø å (ae oe aa, ä ö), no other accents; e-sport becomes esport."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _ACCENTED.search(text):  # seldom, and translating is slow
            text = text.translate(_ACCENTS)
    for written, letter in _SPELLINGS:
        text = text.replace(written, letter)
    return _JOINED.sub(r"\1", text) if "-" in text else text


def fold(text: str) -> str:
    """A plain text without æ ø å, since people leave the dots and rings out."""
    return text.translate(_FOLD)


def spell(text: str) -> str:
    """A name as a key that ignores case, accents and the ways to write æ ø å, but not its endings."""
    return fold(plain(text))


def stem(word: str) -> str:
    """The folded Danish stem of a plain word."""
    known = _STEMS.get(word)
    if known is not None:
        return known
    with _LOCK:
        return _stemmed(word)


def _stemmed(word: str) -> str:
    """Stemmed until nothing changes: otherwise legeplads is legeplad, and legepladser is legeplads."""
    shorter: str = _STEMMER.stemWord(word)
    while shorter != word and len(shorter) > 3:
        word, shorter = shorter, _STEMMER.stemWord(shorter)
    return fold(shorter)


def learn(words: Iterable[str]) -> None:
    """Remember the stems of the data's own plain words, so that a question need not compute them."""
    with _LOCK:
        for word in words:
            if word not in _STEMS:
                _STEMS[word] = _stemmed(word)


def tokens(text: str) -> list[Token]:
    """The words of a plain text."""
    return [Token(m[0], stem(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The words of any text, in plain spelling."""
    return _TOKEN.findall(plain(text))


def keys(text: str) -> tuple[str, ...]:
    """The stems of any text."""
    return tuple(stem(word) for word in words(text))


def distance(one: str, other: str, most: int) -> int:
    """Letters added, left out, changed or swapped with a neighbour; `most` + 1 when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, mark in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mark))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


class Spelling:
    """Finds the known word that a misspelt one was meant to be."""

    def __init__(self, known: Iterable[str]) -> None:
        self._buckets: dict[str, list[tuple[str, int]]] = {}
        for word in known:
            if len(word) >= 5:
                entry = (word, _letters(word))
                self._buckets.setdefault(word[:2], []).append(entry)
                self._buckets.setdefault("-" + word[-3:], []).append(entry)

    def meant(self, word: str) -> str | None:
        """The nearest known word: one mistake up to eight letters, two from nine; None when there is none."""
        most = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
        if not most or len(word) > 40:
            return None
        letters = _letters(word)
        found: str | None = None
        for bucket in (word[:2], "-" + word[-3:]):
            for other, mask in self._buckets.get(bucket, ()):
                if most == 2 and other[0] != word[0]:
                    continue  # people seldom miss the first letter and another one
                if (letters ^ mask).bit_count() <= 2 * most and (off := distance(word, other, most)) <= most:
                    found, most = other, off - 1
                    if most < 0:
                        return found
        return found


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 31)
    return mask

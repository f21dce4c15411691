"""Danish words: tokens, spelling folded to one form, stems, and what a misspelt one was meant to be."""

import re
import threading
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from rapidfuzz.distance.OSA import distance

_STEMMER = snowballstemmer.stemmer("danish")
_STEMMER.maxCacheSize = 0  # to remember ten thousand words takes five times as long as to stem them
_LOCK = threading.Lock()  # the stemmer keeps the word at hand in itself
_APART = {  # stem → words that the stemmer takes for others: a gang is no band, to borrow no LAN, ballet no bonfire
    "bande": "bande banden bander banderne bandens bandernes",
    "skate": "skate skater skatere skates",
    "sommer": "sommer sommeren sommerens sommers somre somrene",
    "dans": "dans dansen dansens danse danser danses dansede danset",
    "ballet": "ballet balletten ballettens balletter",
    "baal": "bål bålet bålets",
    "laan": "lån lånet lånets lånene låne låner lånes lånte lånt",
    "laege": "læge lægen lægens læger lægerne lægers",
    "hals": "hals halsen halsens halse",
}
# With the words of the data only: what people type is never kept.
_STEMS = {word: stem for stem, several in _APART.items() for word in several.split()}

LONGEST = 1500  # characters of a question that are read
END = "\0"
_TOKEN = re.compile(r"\w+")
_TOKEN_OR_END = re.compile(rf"\w+|{END}")
_JOINED = re.compile(r"-(?<=\b[^\W\d_]-)(?=[^\W\d_])")  # e-sport is one word
_TOGETHER = 300  # texts
_ACCENTS = dict(zip("äöüéèêáàâóòôíìîúùûñç", "æøyeeeaaaoooiiiuuunc", strict=True))
_ACCENTED = re.compile(f"[{''.join(_ACCENTS)}]")
_SHORT = 4  # letters of a stem that many words have
_SPELLINGS = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))


class Token(NamedTuple):
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
        text = _ACCENTED.sub(lambda found: _ACCENTS[found[0]], text)
    for written, letter in _SPELLINGS:
        text = text.replace(written, letter)
    return _JOINED.sub("", text) if "-" in text else text


def fold(text: str) -> str:
    """A plain text without æ ø å, since people leave the dots and rings out."""
    return text if text.isascii() else text.replace("æ", "a").replace("ø", "o").replace("å", "a")


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


def name_key(word: str, key: str | None = None) -> str:
    """What a plain word (with that stem) is in a name: its stem, but a short one as spelled, so gamer is not GAME."""
    key = key or stem(word)
    return key if len(key) > _SHORT else fold(word).removesuffix("s") or word


def learn(words: Iterable[str]) -> None:
    """Remember the stems of the data's own plain words, so that a question need not compute them."""
    new = [word for word in words if word not in _STEMS]
    for at in range(0, len(new), 1000):  # the lock is not kept for long
        with _LOCK:
            for word, shorter in zip(some := new[at : at + 1000], _STEMMER.stemWords(some), strict=True):
                same = shorter == word or len(shorter) <= 3
                _STEMS[word] = fold(shorter) if same else _stemmed(shorter)


def tokens(text: str) -> list[Token]:
    """The words of a plain text."""
    return [Token(m[0], stem(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The words of any text, in plain spelling."""
    return _TOKEN.findall(plain(text))


def words_of(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of each of several texts."""
    for found in words_together(texts):
        begin = 0
        for _ in range(found.count(END)):
            end = found.index(END, begin)
            yield found[begin:end]
            begin = end + 1


def words_together(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of several texts, END after each; a few hundred are by far quicker together, thousands are not."""
    left = iter(texts)
    while some := list(islice(left, _TOGETHER)):
        joined = END.join((*some, ""))
        if joined.count(END) > len(some):  # one held the END
            joined = END.join((*(text.replace(END, " ") for text in some), ""))
        yield _TOKEN_OR_END.findall(plain(joined))


def keys(text: str) -> tuple[str, ...]:
    """The stems of any text."""
    return tuple(stem(word) for word in words(text))


_LONG = 40  # letters of a word that is corrected


class Spelling:
    """Finds the known word that a misspelt one was meant to be."""

    def __init__(self, known: Iterable[str]) -> None:
        self._words = [word for word in known if len(word) >= 5]
        self._lengths = np.fromiter((min(len(word), 2 * _LONG) for word in self._words), np.int16, len(self._words))
        self._letters = np.concatenate(
            [_letters(self._words[at : at + 10_000]) for at in range(0, len(self._words) or 1, 10_000)]
        )
        buckets: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, word in enumerate(self._words):
            buckets[word[:2]].append(number)
            buckets["-" + word[-3:]].append(number)
        self._buckets = {key: np.array(numbers, np.uint32) for key, numbers in buckets.items()}

    def meant(self, word: str) -> str | None:
        """The nearest known word; None when there is none."""
        found = self.nearest(word)
        return found[0] if found else None

    def nearest(self, word: str, among: Container[str] | None = None) -> tuple[str, int] | None:
        """The nearest known word and how far off it is: one mistake up to eight letters, two from nine."""
        most = 0 if len(word) < 5 else 1 if len(word) < 9 else 2
        if not most or len(word) > _LONG:
            return None
        letters = _letters([word])[0]
        found: tuple[str, int] | None = None
        for bucket in (word[:2], "-" + word[-3:]):
            numbers = self._buckets.get(bucket)
            if numbers is None:
                continue
            near = np.bitwise_count(self._letters[numbers] ^ letters) <= 2 * most
            near &= abs(self._lengths[numbers] - len(word)) <= most
            for other in map(self._words.__getitem__, numbers[near].tolist()):
                if most == 2 and other[0] != word[0]:
                    continue  # people seldom miss the first letter and another one
                if (among is None or other in among) and (off := distance(word, other, score_cutoff=most)) <= most:
                    found, most = (other, off), off - 1
                    if most < 0:
                        return found
        return found


def _letters(words: Sequence[str]) -> NDArray[np.uint32]:
    """Which letters each word has, as bits."""
    spelled = np.array(words or [""], np.str_)
    codes = spelled.view(np.uint32).reshape(len(spelled), -1)
    bits = np.where(codes > 0, np.uint32(1) << (codes & np.uint32(31)), np.uint32(0))
    letters: NDArray[np.uint32] = np.bitwise_or.reduce(bits, axis=1)[: len(words)]
    return letters

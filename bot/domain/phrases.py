"""Phrases that people maintain in a data file, and where they stand in what somebody wrote.

A phrase's words: a/b one of them · a* a beginning · a? may be missing · a+b one after the other ·
<name> one of a group · .. up to four words.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LETTERS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "é": "e", "è": "e", "ü": "u"})
_WORD = re.compile(r"[a-z0-9]+")
_GAP = "(?:[a-z0-9]+ ){0,4}?"  # not over what was blotted out
_LONGEST = 2000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as a regular expression. `key` says what it tells; a `weak` one yields to an explaining context."""

    key: str
    source: str
    weak: bool = False


class Phrases:
    """Phrases by the first word they can begin with, so that few are tried per word; compiled when first tried."""

    def __init__(self, groups: Mapping[str, list[str]]) -> None:
        self.words: set[str] = set()  # every whole word of a phrase, as it is spelled in a normal text
        self._groups = groups
        self._whole: dict[str, list[Phrase]] = {}
        self._begins: dict[str, list[Phrase]] = {}
        self._lengths: tuple[int, ...] = ()
        self._patterns: dict[str, re.Pattern[str]] = {}  # compiling them all at start takes a tenth of a second

    def add(self, written: str, key: str = "", *, weak: bool = False) -> None:
        """Take a phrase; raises ValueError when it could begin with anything, KeyError for an unknown group."""
        parts = written.split()
        if not parts or parts[0] == ".." or parts[0].endswith("?"):
            raise ValueError(f"a phrase must begin with a word that is there: »{written}«")
        phrase = Phrase(key, "".join(self._source(part) for part in parts), weak)
        for form in dict.fromkeys(form.split()[0] for form in self._forms(parts[0])):
            if form.endswith("*"):
                self._begins.setdefault(form[:-1], []).append(phrase)
            else:
                self._whole.setdefault(form, []).append(phrase)
        self._lengths = tuple(sorted({len(begins) for begins in self._begins}))

    def _source(self, part: str) -> str:
        if part == "..":
            return _GAP
        forms = self._forms(part.removesuffix("?"))
        self.words |= {word for form in forms if not form.endswith("*") for word in form.split()}
        one = "|".join(form[:-1] + "[a-z0-9]*" if form.endswith("*") else form for form in forms)
        return f"(?:(?:{one}) )?" if part.endswith("?") else f"(?:{one}) "

    def _forms(self, part: str) -> list[str]:
        """The spellings of a part's words in normal text."""
        found = []
        for word in part.split("/"):
            for one in self._groups[word[1:-1]] if word.startswith("<") else [word]:
                plain = one.lower().translate(_LETTERS)
                if plain.endswith("*"):
                    found += [plain, plain.replace("aa", "a").replace("oe", "o")]
                else:
                    found.append(" ".join(_spelling(word) for word in plain.split("+")))
        return found

    def found(self, text: str) -> Iterator[tuple[Phrase, re.Match[str]]]:
        """Every phrase that stands in a normal text."""
        at = 0
        for word in text.split():
            candidates = list(self._whole.get(word, ()))
            for length in self._lengths:
                if length > len(word):
                    break
                candidates += self._begins.get(word[:length], ())
            for phrase in candidates:
                if match := self._pattern(phrase).match(text, at):
                    yield phrase, match
            at += len(word) + 1

    def _pattern(self, phrase: Phrase) -> re.Pattern[str]:
        found = self._patterns.get(phrase.source)
        if found is None:
            found = self._patterns[phrase.source] = re.compile(phrase.source)
        return found

    def blotted(self, text: str) -> str:
        """The text with every phrase's words made unreadable, so that no other phrase reads them or over them."""
        for _, match in self.found(text):
            start, end = match.span()
            text = text[:start] + re.sub(r"[a-z0-9]", "·", match[0]) + text[end:]
        return text


def typos(words: list[str]) -> dict[str, str]:
    """Each of the words, and each with one letter missing, → the word: what `normal` corrects with."""
    right = [spelled(word) for word in words]
    return {word[:i] + word[i + 1 :]: word for word in right for i in range(len(word))} | {w: w for w in right}


def normal(text: str, corrections: Mapping[str, str], known: set[str] | frozenset[str]) -> str:
    """Words in one spelling, each followed by a space; a long word that is not known is corrected by one letter."""
    out = []
    for word in _WORD.findall(text[:_LONGEST].lower().translate(_LETTERS)):
        plain = _spelling(word)
        if len(plain) >= 6 and plain not in known:
            plain = _corrected(plain, corrections)
        out.append(plain + " ")
    return "".join(out)


def spelled(word: str) -> str:
    """A word as it is spelled in a normal text."""
    return _spelling(word.lower().translate(_LETTERS))


def _spelling(word: str) -> str:
    """One spelling for å/aa/a and ø/oe/o where that leaves four letters ("far" and "får" stay apart)."""
    plain = word.replace("aa", "a").replace("oe", "o")
    return plain if len(plain) >= 4 else word


def _corrected(word: str, corrections: Mapping[str, str]) -> str:
    """The word that `word` is one letter away from (missing, extra, wrong, swapped), or itself."""
    if word in corrections:
        return corrections[word]
    for i in range(len(word)):
        if right := corrections.get(word[:i] + word[i + 1 :]):
            return right
    return word

"""Phrases that people maintain in a data file, and where they stand in what somebody wrote.

A phrase's words: a/b one of them · a* a beginning · a? may be missing · a+b one after the other ·
<name> one of a group · .. up to four words · ... up to twelve · $ the end.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_LETTERS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "é": "e", "è": "e", "ü": "u"})
_WORD = re.compile(r"[a-z0-9]+")
_BETWEEN = {  # not over what was blotted out
    "..": "(?:[a-z0-9]+ ){0,4}?",
    "...": "(?:[a-z0-9]+ ){0,12}?",
    "$": "$",
}
_MEMORY = 4096  # words whose phrases are remembered
_TELLING = 3  # letters of a beginning
_LONGEST = 2000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as people write it. `key` says what it tells; a `weak` one yields to an explaining context."""

    key: str
    written: str
    weak: bool = False


_Pattern = tuple[re.Pattern[str], frozenset[str] | None]


class _Tried(NamedTuple):
    """A phrase that may begin with a word, and words of which it needs one: most are told by that not to be there."""

    phrase: Phrase
    pattern: re.Pattern[str]
    needs: frozenset[str] | None


class Phrases:
    """Phrases by the first word they can begin with, so that few are tried per word; compiled when first tried."""

    def __init__(self, groups: Mapping[str, list[str]]) -> None:
        self.words: set[str] = set()  # every whole word of a phrase, as it is spelled in a normal text
        self._groups = groups
        self._whole: dict[str, list[Phrase]] = {}
        self._begins: dict[str, list[Phrase]] = {}
        self._known: dict[str, list[str]] = {}
        self._tried: dict[str, list[_Tried]] = {}  # at a word that was looked up
        self._ready: dict[str, list[_Tried]] = {}  # at a common word
        self._lengths: dict[str, set[int]] = {}  # of the beginnings in _begins, by first two letters
        self._patterns: dict[str, _Pattern] = {}  # compiling them all at start takes a tenth of a second

    def add(self, written: str, key: str = "", *, weak: bool = False) -> None:
        """Take a phrase; raises ValueError when it could begin with anything, KeyError for an unknown group."""
        parts = written.split()
        if not parts or parts[0] in _BETWEEN or parts[0].endswith("?"):
            raise ValueError(f"a phrase must begin with a word that is there: »{written}«")
        phrase = Phrase(key, written, weak)
        for part in parts:
            self._forms(part)  # learns the words
        for form in dict.fromkeys(form.split()[0] for form in self._forms(parts[0])):
            if form.endswith("*"):
                self._begins.setdefault(form[:-1], []).append(phrase)
                self._lengths.setdefault(form[:-1][:2], set()).add(len(form) - 1)
            else:
                self._whole.setdefault(form, []).append(phrase)

    def _forms(self, part: str) -> list[str]:
        """The spellings of a part's words in normal text; kept, as most stand in many phrases."""
        found = []
        for word in () if part in _BETWEEN else part.removesuffix("?").split("/"):
            if word not in self._known:
                names = self._groups[word[1:-1]] if word.startswith("<") else [word]
                self._known[word] = list(dict.fromkeys(form for name in names for form in _forms(name)))
                self.words |= {one for form in self._known[word] if not form.endswith("*") for one in form.split()}
            found += self._known[word]
        return found

    def found(self, text: str, *, weak: bool = True) -> Iterator[tuple[Phrase, re.Match[str]]]:
        """Every phrase that stands in a normal text; the weak ones only when asked for."""
        at = 0
        words = text.split()
        said = frozenset((*words, *(word[:_TELLING] + "*" for word in words)))
        for word in words:
            for phrase, pattern, needs in self._beginning(word):
                if needs is not None and said.isdisjoint(needs):
                    continue
                if (weak or not phrase.weak) and (match := pattern.match(text, at)):
                    yield phrase, match
            at += len(word) + 1

    def _beginning(self, word: str) -> list[_Tried]:
        """The phrases that may begin with a word."""
        tried = self._ready.get(word)
        if tried is None:
            tried = self._tried.get(word)
        if tried is None:
            if len(self._tried) >= _MEMORY:
                self._tried.clear()
            self._tried[word] = tried = self._looked_up(word)
        return tried

    def _looked_up(self, word: str) -> list[_Tried]:
        phrases = list(self._whole.get(word, ()))
        for two in {word[:1], word[:2]}:
            for length in self._lengths.get(two, ()):
                phrases += self._begins.get(word[:length], ()) if length <= len(word) else ()
        return [_Tried(one, *(self._patterns.get(one.written) or self._compiled(one))) for one in phrases]

    def compile(self, common: Iterable[str] = ()) -> None:
        """Compile every phrase now, rather than when it is first tried, and look up the common words."""
        for phrases in (*self._whole.values(), *self._begins.values()):
            for phrase in phrases:
                if phrase.written not in self._patterns:
                    self._compiled(phrase)
        nothing: list[_Tried] = []
        self._ready = {word: self._looked_up(word) or nothing for word in common}

    def _compiled(self, phrase: Phrase) -> _Pattern:
        source = "".join(self._source(part) for part in phrase.written.split())
        return self._patterns.setdefault(phrase.written, (re.compile(source), self._needs(phrase)))

    def _needs(self, phrase: Phrase) -> frozenset[str] | None:
        """The words, and the first letters of words ("tru*"), of which one must follow; None: anything would do."""
        for part in phrase.written.split()[:0:-1]:
            if part not in _BETWEEN and not part.endswith("?"):
                forms = [form.split()[0] for form in self._forms(part)]
                if any(form.endswith("*") and len(form) <= _TELLING for form in forms):
                    return None
                return frozenset(form[:_TELLING] + "*" if form.endswith("*") else form for form in forms)
        return None

    def _source(self, part: str) -> str:
        if part in _BETWEEN:
            return _BETWEEN[part]
        one = "|".join(f[:-1] + "[a-z0-9]*" if f.endswith("*") else f for f in self._forms(part))
        return f"(?:(?:{one}) )?" if part.endswith("?") else f"(?:{one}) "

    def blotted(self, text: str) -> str:
        """The text with every phrase's words made unreadable, so that no other phrase reads them or over them."""
        for _, match in self.found(text):
            start, end = match.span()
            text = text[:start] + re.sub(r"[a-z0-9]", "·", match[0]) + text[end:]
        return text


def _forms(written: str) -> list[str]:
    *before, last = written.lower().translate(_LETTERS).split("+")
    begin = "".join(_spelling(word) + " " for word in before)
    if last.endswith("*"):
        return [begin + last, begin + last.replace("aa", "a").replace("oe", "o")]
    return [begin + _spelling(last)]


def typos(words: list[str]) -> dict[str, str]:
    """Each of the words, and each with one letter missing, → the word: what `normal` corrects with."""
    right = [spelled(word) for word in words]
    return {word[:i] + word[i + 1 :]: word for word in right for i in range(len(word))} | {w: w for w in right}


def normal(text: str, corrections: Mapping[str, str], known: set[str] | frozenset[str]) -> str:
    """Words in one spelling, each followed by a space; a word that is not known is written out or corrected."""
    out = []
    for word in _WORD.findall(text[:_LONGEST].lower().translate(_LETTERS)):
        plain = _spelling(word)
        if plain not in known:
            plain = _corrected(plain, corrections) if len(plain) >= 6 else corrections.get(plain, plain)
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

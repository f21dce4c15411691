"""Phrases that people maintain in a data file, and where they stand in what somebody wrote.

A phrase's words: a/b one of them · a* a beginning · a? may be missing · a+b one after the other ·
<name> one of a group · .. up to four words · ... up to twelve · $ the end.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

_LETTERS = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "é": "e", "è": "e", "ü": "u"})
_WORD = re.compile(r"[a-z0-9]+")
_END = "$"
_BETWEEN = {  # not over what was blotted out
    "..": "(?:[a-z0-9]+ ){0,4}?",
    "...": "(?:[a-z0-9]+ ){0,12}?",
    _END: _END,
}
_TELLING = (5, 3)  # letters of a beginning
_LONGEST = 2000  # characters of a text that are read


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase as people write it. `key` says what it tells; a `weak` one yields to an explaining context."""

    key: str
    written: str
    weak: bool = False


class _Tried(NamedTuple):
    """A phrase, and the words that it needs: one of each."""

    phrase: Phrase
    needs: Sequence[frozenset[str]]


class Phrases:
    """Phrases by the words of theirs that stand in the fewest others, so that few are tried on a text.

    What a text is searched by is made when it is first searched, or by `compile`.
    """

    def __init__(self, groups: Mapping[str, list[str]]) -> None:
        self.words: set[str] = set()  # every whole word of a phrase, as it is spelled in a normal text
        self._groups = groups
        self._phrases: list[Phrase] = []
        self._known: dict[str, list[str]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}

    def add(self, written: str, key: str = "", *, weak: bool = False) -> None:
        """Take a phrase; raises ValueError when it could begin with anything, KeyError for an unknown group."""
        parts = written.split()
        if not parts or parts[0] in _BETWEEN or parts[0].endswith("?"):
            raise ValueError(f"a phrase must begin with a word that is there: »{written}«")
        for part in parts:
            self._forms(part)  # learns the words
        self._phrases.append(Phrase(key, written, weak))

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
        """Every phrase that stands in a normal text, some of them twice; the weak ones only when asked for."""
        words = [word for whole in text.split() for word in (whole, *(whole[:most] + "*" for most in _TELLING))]
        said = set(words)
        for phrase, needs in chain.from_iterable(self._tried.get(word, ()) for word in ("", *words)):
            if (weak or not phrase.weak) and not any(map(said.isdisjoint, needs)):
                for match in self._pattern(phrase.written).finditer(text):
                    yield phrase, match

    @cached_property
    def _tried(self) -> Mapping[str, Sequence[_Tried]]:
        """The phrases by the words, and the first letters of words ("tru*"), of which they need one; "": of none."""
        needs = {phrase: self._needs(phrase) for phrase in self._phrases}
        many = Counter(chain.from_iterable(chain.from_iterable(needs.values())))
        tried: dict[str, list[_Tried]] = {}
        for phrase, several in needs.items():
            first, *more = sorted(several, key=lambda forms: sum(map(many.__getitem__, forms))) or [frozenset([""])]
            for word in first:
                tried.setdefault(word, []).append(_Tried(phrase, more))
        return tried

    def _needs(self, phrase: Phrase) -> list[frozenset[str]]:
        parts = [part for part in phrase.written.split() if part not in _BETWEEN and not part.endswith("?")]
        needs = [frozenset(_told_by(form.split()[0]) for form in self._forms(part)) for part in parts]
        return [told for told in needs if "" not in told]

    def compile(self) -> None:
        """Make ready what is otherwise made when it is first needed: a few seconds' work."""
        for tried in self._tried.values():
            for phrase, _ in tried:
                self._pattern(phrase.written)

    def _pattern(self, written: str) -> re.Pattern[str]:
        if written not in self._patterns:
            self._patterns[written] = re.compile("(?<![^ ])" + "".join(map(self._source, written.split())))
        return self._patterns[written]

    def _source(self, part: str) -> str:
        if part in _BETWEEN:
            return _BETWEEN[part]
        words = (f[:-1] + "[a-z0-9]* " if f.endswith("*") else _BETWEEN.get(f, f + " ") for f in self._forms(part))
        return f"(?:{'|'.join(words)}){'?' * part.endswith('?')}"

    def blotted(self, text: str) -> str:
        """The text with every phrase's words made unreadable, so that no other phrase reads them or over them."""
        for _, match in self.found(text):
            start, end = match.span()
            text = text[:start] + re.sub(r"[a-z0-9]", "·", match[0]) + text[end:]
        return text


def _told_by(form: str) -> str:
    """What a text must have of a word or of a beginning ("tru*"); "" for one too short to tell, and for its end."""
    if form == _END:
        return ""
    if not form.endswith("*"):
        return form
    return next((form[:most] + "*" for most in _TELLING if len(form) > most), "")


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

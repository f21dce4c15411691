"""What only frames a message: greetings, who is asking, how one has searched, thanks, a signature.

The usual ones are patterns (data/courtesies.toml); others are clauses at either end that sound like it, by points
learned from what people write around their questions (bench/learn_courtesies.py).
"""

import re
import tomllib
from collections.abc import Container, Sequence
from functools import cache
from itertools import pairwise

from bot.domain.questions import aside, words
from bot.domain.questions.lexicon import DATA, lexicon
from bot.domain.weighing import weigh

_LAST = 120  # characters at the end
_MOST = 8  # clauses that are left out one after the other, and of a sentence that is
_BARE = 2  # words
_TELLING = re.compile(r"[^\W\d]{3}")  # a word; "16 år" and "NV" alone ask for nothing
_CLAUSE = re.compile(r"(?:[\w'’]|[ \t](?!-)|-(?=\w)|(?:(?<=\bi \d)|(?<=\bfra \d))\.(?= ))+")  # "i 4. har"
_ENDS = re.compile(r"[^\s,;()-]")  # a sentence
_MARKS = {"komma": ",", "punktum": ".", "spørgsmålstegn": "?", "udråbstegn": "!", "ny linje": "."}
_TAUGHT = ("et", "en", "med", "til", "om", "i", "af", "sætte", "sætter", "lære")  # how to use a mark
_NO_MARK = "".join(rf"(?<!\b{word})" for word in _TAUGHT)
_DICTATED = re.compile(rf"(?<=\w){_NO_MARK} ({'|'.join(_MARKS)})\b(?! (?:i|og|på|eller)\b)(?: |\Z)")
_SPELLED = (("å", "[åa]"), ("æ", "[æa]"), ("ø", "[øo]"))  # people leave the rings and dots out


def without_courtesies(text: str, places: Container[str] = ()) -> str:
    """The plain text without what frames it at either end; a clause that names one of the folded `places` stays."""
    text = _without_patterns(_punctuated(text))
    several = clauses(text)
    if len(several) < 2:
        return text
    begin, end = 0, len(several)
    for _ in range(_MOST):
        left = several[begin:end]
        first, more = _framing(text, left[:_MOST], places)
        last, fewer = _framing(text, left[: -_MOST - 1 : -1], places)
        if len(left) < 2 or max(first, last) <= 0:
            break
        begin, end = (begin + more, end) if first > last else (begin, end - fewer)
    rest = text[several[begin].start() : several[end - 1].end()]
    return rest if _TELLING.search(rest) else text


def _punctuated(text: str) -> str:
    """The text with the marks that were dictated as words: "i skole komma hjælp til lektier punktum"."""
    return _DICTATED.sub(lambda found: _MARKS[found[1]] + " ", text)


def clauses(text: str) -> list[re.Match[str]]:
    """The clauses of a plain text: what stands between marks and line ends."""
    return [found for found in _CLAUSE.finditer(text) if not found[0].isspace()]


def _framing(text: str, several: Sequence[re.Match[str]], places: Container[str]) -> tuple[float, int]:
    """How much the clauses from the first on sound like framing: those of its sentence, or it alone; and how many."""
    most = 1
    for one, other in pairwise(several[:-1]):  # something must be left
        between = text[min(one.end(), other.end()) : max(one.start(), other.start())]
        if _ENDS.search(between):
            break
        most += 1
    if most > 1:
        whole = _weight(" ".join(one[0] for one in sorted(several[:most], key=re.Match.start)), places)
        if whole > 0:
            return whole, most
    return _weight(several[0][0], places), 1


def traits(said: Sequence[str]) -> set[str]:
    """What counts in a clause: its words, and how the everyday ones stand beside others."""
    return {*said, *aside.traits(said, lexicon().everyday)}


def _weight(clause: str, places: Container[str]) -> float:
    """How much a clause sounds like framing; numbers, places and a bare need ("10 år, ordblind") never do."""
    said, points = words.words(clause), lexicon().courtesy
    if sum(points.traits.get(word, 0.0) for word in said) < 0:  # as those of nine in ten others
        return points.start
    if any(word.isdecimal() or words.fold(word) in places for word in said):
        return points.start
    if len(said) <= _BARE and any(words.stem(word) in lexicon().single for word in said):
        return points.start
    return weigh(traits(said), points)


def _without_patterns(text: str) -> str:
    first, last = _patterns()
    found = first.match(text)
    begin = found.end() if found else 0
    found = last.search(text, max(begin, len(text) - _LAST))
    return text[begin : found.start() if found else len(text)]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any number of what comes first, and of what comes last behind other words."""
    read = tomllib.loads((DATA / "courtesies.toml").read_text(encoding="utf-8"))
    lines = {name: "|".join(filter(None, text.splitlines())) for name, text in read.items()}
    loose = {name: _loosely(pattern.replace("ROLE", f"(?:{lines['role']})")) for name, pattern in lines.items()}
    last = rf"(?:(?:{loose['last']})(?:\W+|\Z))"
    return (
        re.compile(rf"\W*(?:(?:{loose['first']})(?:\W+|\Z))+"),
        re.compile(rf"(?<=\w)\W+(?:{last}+|{last}*(?:{loose['signature']})\W*)\Z"),
    )


def _loosely(pattern: str) -> str:
    """The pattern with a comma allowed between words, and with æ ø å also without rings and dots."""
    pattern = re.sub(r" (?![?+*])", lambda _: r"[\s,]+", pattern)
    for letter, others in _SPELLED:
        pattern = pattern.replace(letter, others)
    return pattern

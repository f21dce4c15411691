"""What is wrong in a file, as one Danish sentence that says where, what and what to write."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.privacy import contains_cpr

MOST_SHOWN = 100  # problems kept per file; all are counted
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]+")


class TransferError(Exception):
    """A file cannot be read or written; the text is Danish and says what to do."""


class Wrong(Exception):
    """Something is wrong: what it is, what to write, and the known words that `word` may have meant."""

    def __init__(
        self, wrong: str, remedy: str, *, line: int | None = None, word: str = "", known: Iterable[str] = ()
    ) -> None:
        super().__init__(wrong)
        self.line = line
        self.wrong = wrong
        self.remedy = remedy
        self.word = word
        self.known = known


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in one file. `line` counts from 1; None = the whole file. `field` is the key or the column."""

    file: str
    line: int | None
    field: str | None
    wrong: str
    remedy: str
    unit: str = "linje"

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", {self.unit} {self.line}"
        if self.field is not None:
            place += f", {self.field}"
        return f"{place}: {self.wrong} {self.remedy}".rstrip()


@dataclass(slots=True)
class Problems:
    """The problems of one file: the first hundred are kept, all are counted."""

    file: str
    kept: list[Problem] = field(default_factory=list)
    count: int = 0
    unit: str = "linje"  # what `line` counts: spreadsheets have rows ("række")

    def add(self, line: int | None, name: str | None, wrong: Wrong) -> None:
        """Note that `wrong` stands at `line` (or where it says itself), in the field or column `name`."""
        self.count += 1
        if len(self.kept) < MOST_SHOWN:  # guessing what was meant is slow: only for those that are shown
            remedy = _meant(wrong.word, wrong.known) or wrong.remedy
            self.kept.append(Problem(self.file, wrong.line or line, name, wrong.wrong, remedy, self.unit))


def shown(value: object) -> str:
    """`value` as a message may quote it: short, on one line, and never digits that may be a CPR number."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | float):
        return "Tallet" if abs(value) >= 1_000_000 else str(value)
    if isinstance(value, dict):
        return "Et objekt"
    if isinstance(value, list | tuple):
        return "En liste"
    text = " ".join(_INVISIBLE.sub(" ", str(value)).split())
    if contains_cpr(text):
        return "»…«"
    return f"»{text[:60]}…«" if len(text) > 60 else f"»{text}«"


def _meant(word: str, known: Iterable[str]) -> str:
    """ "Mente du »Nørrebro«?", or "" when no known word is near."""
    if not 0 < len(word) <= 60:
        return ""
    spellings = {k.casefold(): k for k in known}
    near = difflib.get_close_matches(word.casefold(), spellings, n=1, cutoff=0.6)
    return f"Mente du »{spellings[near[0]]}«?" if near else ""

"""What only frames a message: greetings, who is asking, thanks, a signature (data/courtesies.toml)."""

import re
import tomllib
from functools import cache

from bot.domain.questions.lexicon import DATA

_LAST = 200  # characters at the end
_SPELLED = (("å", "(?:å|aa?)"), ("æ", "(?:æ|ae?)"), ("ø", "(?:ø|oe?)"))


def without_courtesies(text: str) -> str:
    """The text without what frames it at its beginning and at its end."""
    lower = text.lower()  # ignoring case is three times as slow
    if len(lower) != len(text):  # as that of the Turkish İ is
        text = lower
    first, last = _patterns()
    found = first.match(lower)
    begin = found.end() if found else 0
    found = last.search(lower, max(begin, len(text) - _LAST))
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
    """The pattern with a comma allowed between words, and with other ways to write å æ ø."""
    pattern = re.sub(r" (?![?+*])", lambda _: r"[\s,]+", pattern)
    for letter, others in _SPELLED:
        pattern = pattern.replace(letter, others)
    return pattern

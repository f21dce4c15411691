"""What only frames a message: greetings, who is asking, thanks, a signature (data/courtesies.toml)."""

import re
import tomllib
from functools import cache

from bot.domain.questions.lexicon import DATA

_SPELLED = (("å", "(?:å|aa?)"), ("æ", "(?:æ|ae?)"), ("ø", "(?:ø|oe?)"))


def without_courtesies(text: str) -> str:
    """The text without what frames it at its beginning and at its end."""
    return _courtesies().sub(" ", text)


@cache
def _courtesies() -> re.Pattern[str]:
    """Any number of what comes first, and of what comes last behind other words."""
    read = tomllib.loads((DATA / "courtesies.toml").read_text(encoding="utf-8"))
    lines = {name: "|".join(filter(None, text.splitlines())) for name, text in read.items()}
    first, last = (_loosely(lines[end].replace("ROLE", f"(?:{lines['role']})")) for end in ("first", "last"))
    whole = rf"\A\W*(?:(?:{first})(?:\W+|$))+|(?<=\w)\W+(?:(?:{last})(?:\W+|$))+\Z"
    return re.compile(whole, re.IGNORECASE | re.DOTALL)


def _loosely(pattern: str) -> str:
    """The pattern with a comma allowed between words, and with other ways to write å æ ø."""
    pattern = re.sub(r" (?![?+*])", lambda _: r"[\s,]+", pattern)
    for letter, others in _SPELLED:
        pattern = pattern.replace(letter, others)
    return pattern

"""Words that should never have been kept: where they stand in a text, and the text without them."""

import re
import unicodedata

INSTEAD = "(slettet)"
LEAST = 3  # letters and digits: fewer stand everywhere
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"  # soft hyphens and the like, which come with pasted text
_AROUND = 40  # characters shown on either side


def pattern(words: str) -> re.Pattern[str] | None:
    """Finds the words as they are, whole, in either case and however they are spaced, signs that nobody sees aside.

    None for too few letters, and for what stands in INSTEAD itself.
    """
    words = re.sub(f"[{_UNSEEN}]", "", words)
    if sum(letter.isalnum() for letter in words) < LEAST:
        return None
    forms = {words, *(unicodedata.normalize(form, words) for form in ("NFC", "NFD"))}
    either = "|".join(map(_spaced, sorted(forms)))
    found = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
    return None if found.search(INSTEAD) else found


def _spaced(words: str) -> str:
    return rf"[\s{_UNSEEN}]+".join(f"[{_UNSEEN}]*".join(map(re.escape, word)) for word in words.split())


def without(text: str, words: re.Pattern[str]) -> str:
    """The text with INSTEAD in place of the words."""
    return words.sub(INSTEAD, text)


def around(text: str, words: re.Pattern[str]) -> str:
    """Where the words stand first: a line with what is before and after; "" where they do not stand."""
    found = words.search(text)
    if found is None:
        return ""
    begin, end = max(0, found.start() - _AROUND), min(len(text), found.end() + _AROUND)
    line = " ".join(text[begin:end].split())
    return f"{'…' if begin else ''}{line}{'…' if end < len(text) else ''}"

"""Everyday words that are misspelt, or written without rings and dots, as they were meant: "i Rokilde", "15 ar"."""

import re
from collections.abc import Container, Sequence

from bot.domain.danish_time import DAYS
from bot.domain.questions import words
from bot.domain.questions.index import Index
from bot.domain.questions.naming import is_known
from bot.domain.questions.words import Token

_LEAST = 5  # letters of a word that is corrected
_LONG = 8  # letters of one in which a letter may be another one
_DAYS = {words.fold(day + ending): day + ending for day in DAYS for ending in ("", "s", "en", "e", "ene")}
_WEEKDAYS = words.Spelling(_DAYS)
_IN = {"i", "in"}
_LIKE_A_DAY = re.compile(r"(?!frida)\w*?(?:dag|ag\Z)")


def corrected(plain: str, said: Sequence[Token], named: Container[int], index: Index) -> str:
    """The plain text, with rings and dots where they were left out, and words that nobody knows as usual ones.

    Not those at the positions `named`, and not those that the directory has as near: what is on offer comes first.
    A town is meant only after "i" or "in".
    """
    ringed = index.lexicon.ringed
    right: list[tuple[Token, str]] = []
    for at, token in enumerate(said):
        if at in named:
            continue
        before = said[at - 1].text if at else ""
        years = token.text == "ar" and before.isdecimal()  # a word too, but not there
        meant = "år" if years else ringed.get(token.text) or _meant(token, before, index)
        if meant:
            right.append((token, meant))
    for token, meant in reversed(right):
        plain = plain[: token.start] + meant + plain[token.end :]
    return plain


def _meant(token: Token, before: str, index: Index) -> str | None:
    """The usual word that a misspelt one behind another was meant to be."""
    word, lexicon = words.fold(token.text), index.lexicon
    if "ag" in word and _LIKE_A_DAY.match(word) and word not in lexicon.usual:  # though phrasings may have it
        found = _WEEKDAYS.nearest(word)
        if found and found[1] == 1 and found[0][0] == word[0]:  # "bandage" is no "mandage"
            return _DAYS[found[0]]
    if (before, token.text) in lexicon.towns:  # Nykøbing Falster
        return None
    if len(word) < _LEAST or not word.isalpha() or lexicon.senses.knows(token.key) or is_known(word, index):
        return None
    town = lexicon.spelling.nearest(word, lexicon.town_begins) if before in _IN else None
    if town and (town[0],) in lexicon.towns:  # "i Aalbor" is no "i alvor"
        return lexicon.usual[town[0]]
    found = lexicon.spelling.nearest(word)
    if found is None or index.meant(token.key, found[1]) or index.split(word, token.key):
        return None
    changed = len(found[0]) == len(word) and sorted(found[0]) != sorted(word)
    if changed and len(word) < _LONG:  # another word, more often than a wrong letter: "danger" is no "danser"
        return None
    meant = lexicon.usual[found[0]]
    return None if (meant,) in lexicon.towns else meant

"""Streets: which words are some, who is in them, and the numbers of their houses."""

import re
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.domain.questions import words
from bot.domain.questions.words import Token

if TYPE_CHECKING:
    from bot.domain.questions.index import Index

ENDINGS = ("gade", "vej", "alle", "strade", "vange", "plads", "torv")  # folded
_ALWAYS = ("gade", "vej", "strade", "vange")  # a word that ends so and is known for nothing else is a street
_PLACES = ("plads", "torv")  # but "flexplads" is none
_BESIDE = ("hallen", "hal", "parken", "station")  # "Nørrebrohallen" is called after an area, as a street may be
_BEFORE = {"ny", "gammel", "gl", "store", "lille", "norre", "sonder", "vester", "oster", "nordre", "sondre", "sankt"}
_SHORTEST = 4  # letters before the ending
_APART = re.compile(r"[,;/()]| og |\d+\w*")
_HOUSE = re.compile(r"\d{1,3}[a-z]?$")
_YEARS = re.compile(r"ar(?:s|ig|ige|igt)?$")


def streets_of(address: str) -> Iterator[list[str]]:
    """The plain words of each street in an address: "Valdemarsgade 4 og Ny Carlsbergvej 33"."""
    for part in _APART.split(address):
        said = words.words(words.plain(part))
        ends = [at for at, word in enumerate(said) if words.fold(word).endswith(ENDINGS)]
        if ends and (ends[0] or words.fold(said[0]) not in ENDINGS):
            yield said[: ends[0] + 1]


def area_in(word: str, index: "Index") -> Sequence[str]:
    """The areas that a folded word begins with: "norrebrogade"."""
    for ending in (*ENDINGS, *_BESIDE):
        name = word.removesuffix(ending)
        if name != word and len(name) > _SHORTEST and name not in index.lexicon.common_forms:
            return index.places.get((name,), ())
    return ()


def unknown_streets(capitals: Container[str], said: Sequence[Token], taken: set[int], index: "Index") -> set[int]:
    """The positions of streets that the directory knows nothing of.

    A word that ends like one is one, if nothing else is known of it; where it is a compound or people say it, too
    ("Jagtvej", but "skolevej"), it must be written as a name or have a house number.
    """
    spelled = [words.fold(token.text) for token in said]
    found: set[int] = set()
    for at, token in enumerate(said):
        word = spelled[at]
        ending = next((ending for ending in ENDINGS if word.endswith(ending)), "")
        if at in taken or not ending:
            continue
        begins = at - 1 if at and spelled[at - 1] in _BEFORE and spelled[at - 1] in capitals else at
        named = is_house(spelled, at + 1) or (word in capitals and (at > 0 or len(said) <= 2))
        if word == ending:  # "Vigerslev Allé"
            before = at and spelled[at - 1] in capitals and word in capitals and not _is_said(said[at - 1], index)
            found |= {at - 1, at} - taken if before else set()
        elif len(word) < len(ending) + _SHORTEST or _is_the_directorys(token, index):
            continue
        elif (named and ending not in _PLACES) or (
            ((named and at > 0) or ending in _ALWAYS) and not _is_said(token, index)
        ):
            found |= {begins, at} - taken
    return found


def houses(spelled: Sequence[str], streets: Container[int]) -> set[int]:
    """The positions of the house numbers ("82 D") behind what ends like a street and is at one of those positions."""
    ends = (at for at, word in enumerate(spelled) if at in streets and word.endswith(ENDINGS))
    found = {at + 1 for at in ends if is_house(spelled, at + 1)}
    return found | {at + 1 for at in found if is_letter(spelled, at + 1)}


def is_house(spelled: Sequence[str], at: int) -> bool:
    """Whether a number stands there that is no age."""
    after = spelled[at + 1] if at + 1 < len(spelled) else ""
    return at < len(spelled) and bool(_HOUSE.match(spelled[at])) and not _YEARS.match(after)


def is_letter(spelled: Sequence[str], at: int) -> bool:
    """Whether a single letter stands there that is no word: of a house, or of a postal district ("2200 N")."""
    return at < len(spelled) and len(spelled[at]) == 1 and spelled[at].isalpha() and spelled[at] != "i"


def _is_the_directorys(token: Token, index: "Index") -> bool:
    """Whether it is a word of the directory, or of what offers may call a concept: "byggelegeplads"."""
    known = token.key in index.postings or token.key in index.lexicon.single or token.text in index.lexicon.silent
    return known or words.fold(token.text) in index.forms


def _is_said(token: Token, index: "Index") -> bool:
    """Whether people say it, or it is made of words that they do."""
    word, lexicon = words.fold(token.text), index.lexicon
    if word in lexicon.common_forms or token.text in lexicon.silent or lexicon.senses.knows(token.key):
        return True
    parts = index.split(word, token.key)
    return parts is not None and parts[0] is not None

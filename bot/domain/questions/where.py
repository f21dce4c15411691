"""Where a question asks, whom it names, and its words as they were meant."""

from typing import NamedTuple

from bot.domain.questions import naming, streets, words
from bot.domain.questions.correcting import corrected
from bot.domain.questions.courtesies import without_courtesies
from bot.domain.questions.denying import read_tried
from bot.domain.questions.index import Index
from bot.domain.questions.words import Token


class Where(NamedTuple):
    """The plain text and its tokens, and what was read in them; all positions are those of the tokens.

    `named`: the offers, also by their telephone numbers; `areas`, `avoided`: ids, as in `near`, where somebody is
    named as a place. `at_areas`, `elsewhere`: where areas (streets, house numbers and towns that somebody left among
    them) and a town elsewhere stand; `streets`: where those stand that nobody knows; `tried`, `in_vain`: see
    `read_tried`.
    """

    plain: str
    said: list[Token]
    named: naming.Named
    areas: list[str]
    avoided: list[str]
    near: list[str]
    at_areas: set[int]
    elsewhere: set[int]
    streets: set[int]
    tried: set[int]
    in_vain: set[int]


def read_where(text: str, index: Index) -> Where:
    """The words of a question without courtesies and misspellings, and where and with whom it is asked for."""
    plain = index.lexicon.written_out(without_courtesies(words.plain(text), index.place_begins))
    capitals = naming.capital_words(text)
    said = words.tokens(plain)
    tried, in_vain = read_tried(plain, said)
    named = naming.read_names(said, index, tried)
    named.numbers.extend(naming.with_number(plain, index))
    spelled = [words.fold(token.text) for token in said]
    areas, avoided, at_areas = naming.read_areas(capitals, spelled, named.spans, index)
    unknown = streets.unknown_streets(capitals, said, at_areas | named.spans | named.avoided_spans, index)
    at_areas |= unknown
    at_areas |= streets.houses(spelled, at_areas | named.spans)
    right = corrected(plain, said, at_areas | named.spans, index)
    if right != plain:
        plain, said = right, words.tokens(right)
    elsewhere = naming.read_elsewhere(capitals, said, named.spans, index)
    at_areas |= naming.read_left(said, index) - named.spans - elsewhere
    if elsewhere and elsewhere.isdisjoint(at_areas) and max(elsewhere) + 1 in at_areas:  # "i Rødovre centrum"
        areas = []
    elif areas or avoided:
        elsewhere = set()
    near = [] if areas else naming.near_name(said, named.numbers, named.spans, index)
    return Where(plain, said, named, areas, avoided, near, at_areas, elsewhere, unknown, tried, in_vain)

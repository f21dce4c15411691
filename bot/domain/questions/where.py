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

    `names`, `avoided_names`: numbers of offers; `areas`, `avoided`: ids, as in `near`, where somebody is named as a
    place. `at_names`, `at_areas`, `at_avoided`, `elsewhere`: where the names of offers, of areas, of whom it must not
    be and of a town elsewhere stand, streets and house numbers among the areas; `streets`: where those stand that
    nobody knows; `tried`, `in_vain`: see `read_tried`.
    """

    plain: str
    said: list[Token]
    names: list[int]
    avoided_names: list[int]
    areas: list[str]
    avoided: list[str]
    near: list[str]
    at_names: set[int]
    at_avoided: set[int]
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
    names = [*named.numbers, *naming.with_number(plain, index)]
    spelled = [words.fold(token.text) for token in said]
    areas, avoided, at_areas = naming.read_areas(capitals, spelled, named.spans, index)
    unknown = streets.unknown_streets(capitals, said, at_areas | named.spans | named.avoided_spans, index)
    at_areas |= unknown
    at_areas |= streets.houses(spelled, at_areas | named.spans)
    right = corrected(plain, said, at_areas | named.spans, index)
    if right != plain:
        plain, said = right, words.tokens(right)
    elsewhere = naming.read_elsewhere(capitals, said, named.spans, index)
    if elsewhere and elsewhere.isdisjoint(at_areas) and max(elsewhere) + 1 in at_areas:  # "i Rødovre centrum"
        areas = []
    elif areas or avoided:
        elsewhere = set()
    near = [] if areas else naming.near_name(said, names, named.spans, index)
    return Where(
        plain=plain,
        said=said,
        names=names,
        avoided_names=named.avoided,
        areas=areas,
        avoided=avoided,
        near=near,
        at_names=named.spans,
        at_avoided=named.avoided_spans,
        at_areas=at_areas,
        elsewhere=elsewhere,
        streets=unknown,
        tried=tried,
        in_vain=in_vain,
    )

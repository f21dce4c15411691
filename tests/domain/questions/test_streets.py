"""Streets in a question: those of offers, those called after an area, and those that nobody knows."""

import pytest

from bot.domain.questions import Index, Understood, describe, gap_facets, rank, understand
from bot.domain.questions.streets import streets_of
from tests.domain.questions.conftest import MONDAY


def read(words: str, index: Index) -> Understood:
    return understand(words, MONDAY, index)


def test_an_address_may_hold_several_streets_of_several_words() -> None:
    assert [*streets_of("Valdemarsgade 4 og Ny Carlsbergvej 33")] == [["valdemarsgade"], ["ny", "carlsbergvej"]]
    assert [*streets_of("Carl Jacobsens Vej 2C, 2. tv.")] == [["carl", "jacobsens", "vej"]]
    assert [*streets_of("Skolesiden")] == [*streets_of("Baghuset, 1. sal")] == []


@pytest.mark.parametrize("words", ["Enghavevej", "enghavevej 82 D", "Nørre Voldgade 23", "Præstøgade"])
def test_a_street_in_an_address_asks_for_who_is_there(words: str, copenhagen: Index) -> None:
    found = read(words, copenhagen)
    street = words.lower().split(" 2")[0].split(" 8")[0]
    assert found.names and not (found.needs or found.age)
    assert all(street in str(copenhagen.offers[copenhagen.numbers[one]].address).lower() for one in found.names)
    assert not [facet for facet in describe(found, copenhagen) if facet.text.startswith("emne")]


def test_beside_such_a_street_is_where_it_is(copenhagen: Index) -> None:
    assert "vesterbro" in read("klub ved Enghavevej til en på 14", copenhagen).areas


@pytest.mark.parametrize(
    ("words", "area"),
    [("Nørrebrogade 208", "noerrebro"), ("Amagerbrogade 100", "amagerbro"), ("Nørrebrohallen", "noerrebro"),
     ("2200 N", "noerrebro"), ("2200 n", "noerrebro")],
)  # fmt: skip
def test_what_is_called_after_an_area_is_there(words: str, area: str, copenhagen: Index) -> None:
    assert read(words, copenhagen) == Understood(areas=(area,), length=len(words.split()))


@pytest.mark.parametrize(
    "words",
    ["Griffenfeldsgade", "rantzausgade", "Rantzausgade 10", "Istedgade", "Frederikssundsvej 150", "Jagtvej 69",
     "Heimdalsgade 39"],
)  # fmt: skip
def test_a_street_that_nobody_knows_is_no_topic_and_no_gap(words: str, copenhagen: Index) -> None:
    found = read(words, copenhagen)
    assert [facet.text for facet in describe(found, copenhagen)] == ["en vej, jeg ikke kender"]
    assert gap_facets(found, copenhagen) is None and not rank(found, MONDAY, copenhagen).answer


def test_in_a_longer_question_it_is_left_out(copenhagen: Index) -> None:
    with_street, without = (read(f"klub {w}til en på 14", copenhagen) for w in ("ved Rantzausgade 10 ", ""))
    assert with_street.street and (with_street.topics, with_street.age) == (without.topics, without.age)


@pytest.mark.parametrize(
    "words",
    ["gadefodbold", "udvej", "legeplads", "Legeplads 5 år", "arbejdsplads", "praktikplads", "byggelegeplads",
     "studieplads", "Læreplads", "Flexplads", "aflastningsplads", "skolevej", "en sikker skolevej", "brigade"],
)  # fmt: skip
def test_what_only_ends_like_a_street_is_none(words: str, copenhagen: Index) -> None:
    found = read(words, copenhagen)
    assert not found.street and not found.areas

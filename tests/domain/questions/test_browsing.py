"""What is shown where an area and an age are told, and no topic."""

import pytest

from bot.domain.questions import Found, Index, rank, understand
from tests.domain.questions.conftest import MONDAY


def ask(text: str, index: Index) -> Found:
    return rank(understand(text, MONDAY, index), MONDAY, index)


def ids(found: Found) -> list[str]:
    return [match.offer_id for match in found.answer]


@pytest.mark.parametrize("text", ["Vanløse 14 år noget at lave", "2720 14 år", "vanloese 15 år keder sig"])
def test_where_nobody_nearby_states_the_age_some_from_further_away_come_before_whom_to_call(
    text: str, copenhagen: Index
) -> None:
    found = ids(ask(text, copenhagen))
    assert found[0] == "natteravnene-vanloese"
    assert "ungevaerker-koebenhavn" in found
    assert found[-1] == "bbu-broenshoej-husum-vanloese"


def test_further_away_is_the_next_area_before_the_city(copenhagen: Index) -> None:
    assert {"klub-n", "kvisten-capella", "ucyn-ungevaerk"} <= set(ids(ask("blågården 15 år", copenhagen)))


@pytest.mark.parametrize(
    "text", ["Vanløse", "Valby 8 år", "Kulbaneparken, 12-årig, noget at lave", "Tingbjerg 17 år"]
)
def test_else_an_area_is_answered_by_what_is_there(text: str, copenhagen: Index) -> None:
    assert "ungdomsskolen-koebenhavn" not in ids(ask(text, copenhagen))


@pytest.mark.parametrize("text", ["Østerbro 16 år om aftenen", "16 år Lundevænget aften"])
def test_who_is_closed_at_that_part_of_the_day_comes_last(text: str, copenhagen: Index) -> None:
    assert ids(ask(text, copenhagen))[-1] == "bbu-city-oesterbro"


def test_beside_a_word_that_nobody_knows_what_is_there_for_them_may_do(copenhagen: Index) -> None:
    found = ask("noget blomf, dreng 12, Husum", copenhagen)
    assert found.answer == ()
    assert len(found.maybe) == 3 and all("topics" in match.fails for match in found.maybe)
    assert ask("noget blomf Husum", copenhagen).maybe == ()


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("spejder NV", "bellahoej-21st-barking"),
        ("vigerslev geder", "legepladsen-dyren-folehaven"),
        ("amagerbro pigeklub", "pige-og-drengeklub-gyldenrisparken"),
    ],
)
def test_the_first_near_miss_is_nearby(text: str, nearest: str, copenhagen: Index) -> None:
    first = ask(text, copenhagen).maybe[0]
    assert (first.offer_id, first.fails) == (nearest, ("areas",))

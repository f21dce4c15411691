"""Towns outside the directory: what is asked for there is an honest no."""

import pytest

from bot.domain.questions import Index, understand
from tests.domain.questions.conftest import MONDAY


@pytest.mark.parametrize("text", ["klub i Odense", "fodbold i Høje Taastrup", "unge i gellerup", "klub i Ry", "køge"])
def test_a_town_outside_the_directory_is_elsewhere(text: str, birkeby: Index) -> None:
    assert understand(text, MONDAY, birkeby).elsewhere


def test_what_is_named_in_another_town_is_elsewhere_but_not_for_who_comes_from_there(copenhagen: Index) -> None:
    assert understand("Børnebasket i Roskilde", MONDAY, copenhagen).elsewhere
    assert not understand("jeg er fra Roskilde og leder efter Børnebasket København", MONDAY, copenhagen).elsewhere


def test_a_word_is_no_town_that_is_spelled_with_other_letters(copenhagen: Index) -> None:
    assert not understand("krudt, der skal brænde", MONDAY, copenhagen).elsewhere
    assert understand("klub i Brande", MONDAY, copenhagen).elsewhere
    assert understand("klub i Ålborg", MONDAY, copenhagen).elsewhere
    assert understand("klub i Alborg", MONDAY, copenhagen).elsewhere


@pytest.mark.parametrize(
    "text", ["klub i Rokilde", "youth club in Esjberg", "håndbold for piger i Hivdovre", "leg i aalbor"]
)
def test_a_misspelt_town_is_elsewhere_too(text: str, copenhagen: Index) -> None:
    assert understand(text, MONDAY, copenhagen).elsewhere


def test_a_part_of_a_towns_name_is_no_misspelt_word(copenhagen: Index) -> None:
    asked = understand("krisecenter nær Nykøbing Falster", MONDAY, copenhagen)
    assert asked.elsewhere
    assert "fast" not in asked.topics


def test_no_word_is_a_misspelt_town_unless_it_says_where(copenhagen: Index) -> None:
    assert not understand("rokilde for børn", MONDAY, copenhagen).elsewhere


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("vi flytter til Odense, hvad er der for børn", True),
        ("vi flytter til Malmø, har de en klub", True),
        ("hvem tager imod underretninger til Esbjerg Kommune", True),
        ("min far flytter til Odense, og jeg vil snakke med nogen", False),
        ("flyttet fra Esbjerg Kommune, søger en klub", False),
    ],
)
def test_to_another_town_asks_for_it_there_only_with_a_question(text: str, elsewhere: bool, birkeby: Index) -> None:
    assert understand(text, MONDAY, birkeby).elsewhere == elsewhere

"""Whether a question asks for an offer, or for something else with the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions import Index, rank, understand, words
from bot.domain.questions.aside import aside, traits
from bot.domain.questions.lexicon import lexicon
from bot.domain.questions.understood import ASIDE, Understood
from bot.domain.weighing import Points
from tests.domain.questions.conftest import MONDAY


def tenths(question: str) -> int:
    return aside(words.words(question), lexicon().everyday, lexicon().aside)


@pytest.mark.parametrize(
    ("offer", "other"),
    [
        ("findes der fodbold for piger på 12 år", "hvad koster en god fodbold, og hvem laver dem"),
        ("hvem kan hjælpe min søn med lektier", "hvad er svaret på opgave tre i matematik"),
        ("er der en klub, der har åbent om aftenen", "hvad hedder formanden for den klub"),
    ],
)
def test_how_a_question_is_put_tells_what_it_asks_for(offer: str, other: str) -> None:
    assert tenths(offer) <= ASIDE < tenths(other)


def test_what_a_question_is_about_does_not_count() -> None:
    everyday = frozenset({"hvor", "er", "der"})
    assert traits(["hvor", "er", "der", "skak"], everyday) == traits(["hvor", "er", "der", "tennis"], everyday)


def test_a_word_or_two_are_put_in_no_way(birkeby: Index) -> None:
    assert aside(["knallert", "kørekort"], frozenset(), Points(9.0)) == 0


def test_a_question_that_asks_for_something_else_has_no_answer_until_that_is_taken_back(birkeby: Index) -> None:
    other = Understood(topics=("fodbold",), aside=60)
    assert not rank(other, MONDAY, birkeby).answer
    assert rank(other, MONDAY, birkeby).maybe
    assert rank(Understood(topics=("fodbold",)), MONDAY, birkeby).answer


def test_an_offer_that_was_named_is_asked_for_however_it_is_put(birkeby: Index) -> None:
    assert understand("hvem ejer Toftens Boldklub, og hvad tjener han", MONDAY, birkeby).aside == 0


@given(st.text())
def test_any_text_is_weighed(text: str) -> None:
    assert 0 <= tenths(text) <= 99

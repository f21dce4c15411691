"""Figures and texts as they are typed: five different things, and a number is read as Danes write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.status.indicators import Catalogue, Indicator, Unit
from bot.domain.status.values import Given, Text, Value
from bot.domain.status.wording import (
    Mistyped,
    read_figure,
    read_text,
    show_figure,
    show_text,
    write_figure,
    write_text,
)
from bot.settings.status import SHIPPED

CATALOGUE = Catalogue.read(SHIPPED)
PERSONS, DKK = CATALOGUE.indicators["unge"], CATALOGUE.indicators["forbrug"]
words = st.sampled_from([given for given in Given if given is not Given.ANSWER]).map(lambda one: Value(None, one))
whole = st.integers(0, 10**9).map(lambda one: Value(float(one)))
money = st.integers(0, 10**12).map(lambda one: Value(one / 100))


@given(st.none() | words | whole)
def test_a_count_comes_back_as_it_was_written(value: Value | None) -> None:
    assert read_figure(write_figure(value), PERSONS) == value


@given(st.none() | words | money)
def test_money_comes_back_as_it_was_written(value: Value | None) -> None:
    assert read_figure(write_figure(value), DKK) == value


@given(st.text(max_size=30))
def test_anything_that_is_typed_is_a_value_or_a_mistake_with_a_sentence(typed: str) -> None:
    for indicator in (PERSONS, DKK):
        try:
            read_figure(typed, indicator)
        except Mistyped as mistake:
            assert str(mistake).endswith(".")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0", 0), ("12", 12), ("1.250", 1250), ("1 250", 1250), ("1.250.000,5", 1250000.5), ("12,5", 12.5), (" 7 ", 7),
     ("-0", 0)],
)  # fmt: skip
def test_numbers_as_danes_write_them(typed: str, number: float) -> None:
    assert read_figure(typed, DKK) == Value(number)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("-3", "mindre end 0"), ("12,5", "hele tal"), ("1.25", "Skriv 1,25"), ("12 %", "ikke procenten"),
     ("ca. 12", "Skriv kun et tal"), ("tolv", "Skriv kun et tal"), ("1.2.3", "Skriv kun et tal"),
     ("9" * 14, "for stort")],
)  # fmt: skip
def test_a_mistake_says_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(Mistyped, match=said):
        read_figure(typed, PERSONS)


def test_no_answer_nothing_new_not_relevant_unknown_and_zero_are_five_different_things() -> None:
    typed = ["", "intet nyt", "Ikke relevant", "VED IKKE.", "0"]
    values = [read_figure(one, PERSONS) for one in typed]
    shown = [show_figure(one, Unit.PERSONS) for one in values]
    assert shown == ["ingen svar", "intet nyt", "ikke relevant", "ved ikke", "0 personer"]
    assert len({*values}) == 5
    texts = [read_text(one) for one in ["", "Intet nyt", "ikke relevant", "ved  ikke", "0"]]
    assert [show_text(one) for one in texts] == ["ingen svar", "intet nyt", "ikke relevant", "ved ikke", "0"]


@given(st.text(max_size=50).map(str.strip).filter(bool).filter(lambda one: read_text(one) == Text(one)))
def test_a_text_stays_as_it_is(text: str) -> None:
    assert read_text(write_text(Text(text))) == Text(text)


def test_a_text_that_only_begins_with_the_words_is_a_text() -> None:
    assert read_text("Intet nyt om klubben") == Text("Intet nyt om klubben")


def test_every_unit_says_what_is_whole() -> None:
    hours = Indicator("t", "Timer", Unit.HOURS, "plans", PERSONS.definitions)
    assert read_figure("1,5", hours) == Value(1.5)


def test_kroner_with_oere_have_two_digits_of_them() -> None:
    assert show_figure(Value(125000.5), Unit.DKK) == "125.000,50 kr."
    assert show_figure(Value(125000.0), Unit.DKK) == "125.000 kr."
    assert show_figure(Value(12.5), Unit.HOURS) == "12,5 timer"

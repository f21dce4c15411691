"""Words: one spelling, stems, near spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lektiecaféerne", "lektiecafe"),
        ("klubberne", "klub"),
        ("FÆDRE", "faedre"),
        ("støtte", "stotte"),
        ("blå", "blaa"),
        ("legepladser", "legeplads"),
        ("danse", "dans"),
        ("e-sport", "esport"),
    ],
)
def test_endings_case_and_the_spelling_of_danish_letters_make_no_difference(one: str, other: str) -> None:
    assert words.keys(one) == words.keys(other)


def test_different_words_stay_different() -> None:
    assert words.keys("dans") != words.keys("dansk")
    assert words.keys("bold") != words.keys("bolig")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("fodblod", "fodbold"), ("spjeder", "spejder"), ("kriminalitesforbyg", "kriminalitetsforebyg")],
)
def test_a_misspelt_word_is_recognised(written: str, meant: str) -> None:
    assert words.Spelling(["fodbold", "spejder", "kriminalitetsforebyg", "lektiehjalp"]).meant(written) == meant


def test_a_short_or_far_word_is_not_guessed_at() -> None:
    known = words.Spelling(["klub", "tennis", "kampsport"])
    assert known.meant("klib") is None
    assert known.meant("dennie") is None
    assert known.meant("transport") is None


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text: str) -> None:
    plain = words.plain(text)
    assert all(plain[token.start : token.end] == token.text for token in words.tokens(plain))


def test_a_gang_is_no_band_and_to_skate_no_tax() -> None:
    assert {words.stem(word) for word in ("bande", "banden", "bander", "banderne")} == {"bande"}
    assert words.stem("band") != "bande"
    assert words.stem("skate") != words.stem("skat")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ballet", "bål"), ("danse", "dannelse"), ("låne", "lan"), ("lægen", "lægger"), ("halsen", "hal")],
)
def test_words_that_the_stemmer_takes_for_one_another_are_kept_apart(one: str, other: str) -> None:
    assert words.stem(one) != words.stem(other)

"""Words that should never have been kept: found as they are, and taken out."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.erasing import INSTEAD, around, pattern, without


def _of(words: str) -> re.Pattern[str]:
    found = pattern(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("Ali fra 7.b", "Vi taler om Ali fra 7.b og om økonomi.", f"Vi taler om {INSTEAD} og om økonomi."),
        ("ali  fra 7.B", "Ali\nfra 7.b", INSTEAD),
        ("Ali", "Alis mor, Vitalitet, ALI og ali.", f"Alis mor, Vitalitet, {INSTEAD} og {INSTEAD}."),
        ("(privat)", "Møde (privat) kl. 10", f"Møde {INSTEAD} kl. 10"),
        ("Åse", unicodedata.normalize("NFD", "Åse kom."), f"{INSTEAD} kom."),
        ("070512", "Nummeret er 070512 og fire til", f"Nummeret er {INSTEAD} og fire til"),
        ("Ali fra 7.b", "Ali\u00a0fra 7.b, A\u00adli\u200b fra 7.\u200bb", f"{INSTEAD}, {INSTEAD}"),
        ("A\u00adli", "Ali og Alis", f"{INSTEAD} og Alis"),
        ("a.*bc", "a.*bc aXXbc", f"{INSTEAD} aXXbc"),
    ],
)
def test_words_are_taken_out_as_they_are_and_whole(words: str, text: str, left: str) -> None:
    assert without(text, _of(words)) == left


@pytest.mark.parametrize("words", ["", "  ", "og", "…!?", "a b", "a\u200bb", "slettet", "(Slettet)"])
def test_too_few_letters_and_what_is_put_instead_are_no_words_to_erase(words: str) -> None:
    assert pattern(words) is None


def test_what_stands_around_is_one_line() -> None:
    text = "Første punkt.\n" + "ord " * 30 + "Ali fra 7.b " + "ord " * 30
    shown = around(text, _of("Ali fra 7.b"))
    assert shown.startswith("…") and shown.endswith("…") and "Ali fra 7.b" in shown and "\n" not in shown
    assert around("Ali fra 7.b", _of("Ali fra 7.b")) == "Ali fra 7.b"
    assert around("Ingen her", _of("Ali fra 7.b")) == ""


@given(st.text(min_size=3, max_size=20), st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_erased_is_not_found_again_and_the_rest_stays(words: str, before: str, after: str) -> None:
    found = pattern(words)
    if found is None:
        return
    left = without(f"{before} {words} {after}", found)
    assert INSTEAD in left
    assert found.search(left) is None

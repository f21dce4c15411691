"""Cutting and escaping text for Slack."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Link
from bot.platforms.slack.text import clean, escape, mrkdwn, plain, typed, width
from tests import slack_limits


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("kort", 4, "kort"),
        ("længere", 4, "læn…"),
        ("to ord", 4, "to…"),
        ("to ord", 5, "to…"),
        ("to ord mere", 7, "to ord…"),
        ("Nørrebro, frist mandag 5. oktober", 22, "Nørrebro, frist…"),
        ("se " + "x" * 40, 35, "se " + "x" * 31 + "…"),
        ("a & b", 7, "a…"),
        ("a & b", 9, "a &amp; b"),
        ("a & b c", 9, "a &amp;…"),
        ("👍👍👍", 5, "👍👍…"),
        ("👍👍👍", 4, "👍…"),
        ("x👩‍👧y", 5, "x…"),
        ("x👍🏽y", 4, "x…"),
        ("🇩🇰🇸🇪", 7, "🇩🇰…"),
        ("ae\u0301i", 3, "a…"),
    ],
)
def test_text_is_cut_after_a_word_or_between_characters_as_people_see_them(text: str, room: int, cut: str) -> None:
    assert mrkdwn(text, room) == cut


@settings(deadline=None)
@given(st.text(), st.integers(1, 60))
def test_no_text_is_longer_than_its_room(text: str, room: int) -> None:
    assert slack_limits.width(plain(text, room)) <= room
    assert slack_limits.width(mrkdwn(text, room)) <= room
    assert slack_limits.width(mrkdwn((text, Link(text, "https://x.dk"), text), room)) <= room


@settings(deadline=None)
@given(st.text())
def test_width_is_counted_as_the_limits_count_it(text: str) -> None:
    assert width(text) == slack_limits.width(text)


@settings(deadline=None)
@given(st.text())
def test_clean_text_has_nothing_unprintable(text: str) -> None:
    assert not [c for c in clean(text) if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]


def test_a_link_is_kept_whole_or_shown_as_text() -> None:
    link = Link("33 17 33 33", "tel:+4533173333")
    assert mrkdwn(("Ring ", link, " nu"), 100) == "Ring <tel:+4533173333|33 17 33 33> nu"
    assert mrkdwn((link,), 15) == "33 17 33 33"
    assert mrkdwn((link,), 5) == "33…"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.dk/a b", "https://x.dk/|<", "x.dk", "", "https://" + "x" * 1001]
)
def test_an_address_that_is_no_safe_link_is_shown_as_text(url: str) -> None:
    assert mrkdwn((Link("tekst", url),), 3000) == "tekst"


def test_an_ampersand_in_an_address_is_escaped() -> None:
    assert mrkdwn((Link("x", "https://x.dk/?a=1&b=2"),), 100) == "<https://x.dk/?a=1&amp;b=2|x>"


def test_danish_letters_and_other_scripts_stay() -> None:
    assert plain("Rødovre Å שלום", 100) == "Rødovre Å שלום"


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("<@UBOT> fodbold &amp; <#C1|nordvest>", "fodbold & nordvest"),
        ("ring <tel:33173333|33 17 33 33> eller <mailto:a@b.dk|a@b.dk>", "ring 33 17 33 33 eller a@b.dk"),
        ("<https://a.dk/b>", "https://a.dk/b"),
        ("under &lt;18 &amp;lt; <!here> <!subteam^S1|@alle>", "under <18 &lt;"),
        ("<@U1|anna>0102<@U2>031234", "0102 031234"),
    ],
)
def test_what_somebody_typed_is_read_out_of_slacks_markup(sent: str, seen: str) -> None:
    assert " ".join(typed(sent).split()) == seen


@given(st.text())
def test_any_text_that_slack_escapes_is_read_as_it_was_typed(text: str) -> None:
    assert typed(escape(text)) == text.strip()

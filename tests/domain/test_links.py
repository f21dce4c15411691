"""Tokens of personal links: ours are known, forged ones are not, and what is kept gives nothing away."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import links

KEY = "k" * 32


def test_a_token_is_genuine_under_its_key_only() -> None:
    token = links.token(KEY)
    assert len(token) == links.LENGTH
    assert links.genuine(token, KEY)
    assert not links.genuine(token, "j" * 32)
    assert links.token(KEY) != token


@given(st.text(max_size=60) | st.text("ABCab01-_=+/", min_size=43, max_size=43))
def test_what_somebody_made_up_is_not_genuine(text: str) -> None:
    assert not links.genuine(text, KEY)


@given(st.integers(0, 42), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
def test_a_token_with_one_letter_changed_is_not_genuine(place: int, letter: str) -> None:
    token = links.token(KEY)
    changed = token[:place] + letter + token[place + 1 :]
    assert links.genuine(changed, KEY) == (changed == token)


def test_the_holder_is_known_by_the_address_however_it_is_written_and_only_with_the_token() -> None:
    token = links.token(KEY)
    assert links.holder(token, " Lone@Example.dk") == links.holder(token, "lone@example.dk")
    assert links.holder(token, "lone@example.dk") != links.holder(token, "ny@example.dk")
    assert links.holder(token, "lone@example.dk") != links.holder(links.token(KEY), "lone@example.dk")
    assert links.holder(token, None) == links.holder(token, "")


def test_a_seal_belongs_to_one_text_one_link_and_one_key() -> None:
    token = links.token(KEY)
    seals = {
        links.seal(token, KEY, "a"), links.seal(token, KEY, "b"),
        links.seal(links.token(KEY), KEY, "a"), links.seal(token, "j" * 32, "a"),
    }  # fmt: skip
    assert len(seals) == 4

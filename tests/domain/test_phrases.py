"""Phrases as people write them in a data file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phrases import Phrases, normal, typos

GROUPS = {"dyr": ["hund", "kat*"]}


def stands(phrase: str, text: str) -> bool:
    phrases = Phrases(GROUPS)
    phrases.add(phrase)
    return any(phrases.found(normal(text, {}, phrases.words)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("rød/blå bil", "en blå bil"),
        ("cykel* hjem", "cyklen er væk, cykelhjelm, cykelsti hjem"),
        ("løber op*", "løber opad"),
        ("løber fort*/hurtigt", "løber fortovet rundt"),
        ("løber .. hurtigt", "han løber med lange skridt hurtigt"),
        ("løber meget? hurtigt", "løber hurtigt"),
        ("løber meget? hurtigt", "løber meget hurtigt"),
        ("<dyr> gør", "hund gør"),
        ("min <dyr>", "min kattekilling"),
        ("går i+dag/nu", "går i dag"),
        ("går i+da*", "går i dagene"),
        ("løber ... hurtigt", "løber en to tre fire fem seks syv hurtigt"),
        ("går nu $", "han går nu!"),
        ("går nu/$", "han går!"),
        ("går nu/$", "han går nu hjem"),
        ("blåbærgrød", "BLAABAERGROED"),
    ],
)
def test_a_phrase_stands_in_a_text(phrase: str, text: str) -> None:
    assert stands(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("rød/blå bil", "bilen er blå"),
        ("løber .. hurtigt", "løber en to tre fire fem hurtigt"),
        ("far", "får"),
        ("går i+dag/nu", "går i morgen"),
        ("løber ... hurtigt", "løber 1 2 3 4 5 6 7 8 9 10 11 12 13 hurtigt"),
        ("går nu $", "går nu hjem"),
        ("går nu/$", "går hjem"),
        ("bil", "bilen"),
    ],
)
def test_a_phrase_does_not_stand_in_a_text(phrase: str, text: str) -> None:
    assert not stands(phrase, text)


_WORDS = ("går", "gåtur", "hjem", "hjemme", "nu", "i", "dag", "kat", "hunden", "hund", "løber")
_SEVERAL = ("går hjem*/nu", "<dyr> .. hjem", "gå* nu/$", "i+dag .. kat", "hund $", "løber nu? hjem/i", "nu", "gåt*")


@given(st.lists(st.sampled_from(_WORDS), max_size=9))
def test_a_phrase_stands_among_others_where_it_stands_alone(said: list[str]) -> None:
    phrases = Phrases(GROUPS)
    for phrase in _SEVERAL:
        phrases.add(phrase)
    text = " ".join(said)
    found = {phrase.written for phrase, _ in phrases.found(normal(text, {}, phrases.words))}
    assert found == {phrase for phrase in _SEVERAL if stands(phrase, text)}


def test_what_is_blotted_out_is_read_by_no_phrase_and_over_by_none() -> None:
    calm, phrases = Phrases({}), Phrases({})
    calm.add("grøn te")
    for phrase in ("te", "drikker .. koldt"):
        phrases.add(phrase)
    text = calm.blotted(normal("han drikker grøn te koldt", {}, frozenset()))
    assert not any(phrases.found(text))
    assert len(text) == len("han drikker gron te koldt ")


def test_weak_phrases_are_found_only_when_asked_for() -> None:
    phrases = Phrases({})
    phrases.add("hund")
    phrases.add("kat", weak=True)
    assert [phrase.written for phrase, _ in phrases.found("hund kat ")] == ["hund", "kat"]
    assert [phrase.written for phrase, _ in phrases.found("hund kat ", weak=False)] == ["hund"]


@pytest.mark.parametrize("typed", ["eksempel", "eksmpel", "ekssempel", "eksenpel", "eskempel"])
def test_a_long_word_with_one_mistake_is_corrected(typed: str) -> None:
    assert normal(typed, typos(["eksempel"]), frozenset()) == "eksempel "


def test_a_word_that_a_phrase_knows_is_not_corrected() -> None:
    assert normal("eksempler", typos(["eksempel"]), frozenset({"eksempler"})) == "eksempler "


def test_a_short_word_is_written_out_unless_a_phrase_knows_it() -> None:
    assert normal("ik nu", {"ik": "ikke"}, frozenset()) == "ikke nu "
    assert normal("ik nu", {"ik": "ikke"}, frozenset({"ik"})) == "ik nu "


@pytest.mark.parametrize("phrase", ["", ".. bil", "... bil", "$", "meget? bil"])
def test_a_phrase_that_could_begin_anywhere_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="must begin"):
        Phrases({}).add(phrase)

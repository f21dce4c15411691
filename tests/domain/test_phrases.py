"""Phrases as people write them in a data file."""

import pytest

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
        ("løber .. hurtigt", "han løber med lange skridt hurtigt"),
        ("løber meget? hurtigt", "løber hurtigt"),
        ("løber meget? hurtigt", "løber meget hurtigt"),
        ("<dyr> gør", "hund gør"),
        ("min <dyr>", "min kattekilling"),
        ("går i+dag/nu", "går i dag"),
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
        ("bil", "bilen"),
    ],
)
def test_a_phrase_does_not_stand_in_a_text(phrase: str, text: str) -> None:
    assert not stands(phrase, text)


def test_what_is_blotted_out_is_read_by_no_phrase_and_over_by_none() -> None:
    calm, phrases = Phrases({}), Phrases({})
    calm.add("grøn te")
    for phrase in ("te", "drikker .. koldt"):
        phrases.add(phrase)
    text = calm.blotted(normal("han drikker grøn te koldt", {}, frozenset()))
    assert not any(phrases.found(text))
    assert len(text) == len("han drikker gron te koldt ")


@pytest.mark.parametrize("typed", ["eksempel", "eksmpel", "ekssempel", "eksenpel", "eskempel"])
def test_a_long_word_with_one_mistake_is_corrected(typed: str) -> None:
    assert normal(typed, typos(["eksempel"]), frozenset()) == "eksempel "


def test_a_word_that_a_phrase_knows_is_not_corrected() -> None:
    assert normal("eksempler", typos(["eksempel"]), frozenset({"eksempler"})) == "eksempler "


@pytest.mark.parametrize("phrase", ["", ".. bil", "meget? bil"])
def test_a_phrase_that_could_begin_anywhere_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="must begin"):
        Phrases({}).add(phrase)

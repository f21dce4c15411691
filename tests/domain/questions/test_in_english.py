"""English questions: their words are heard as English ones, and none is taken for the Danish word it looks like."""

import pytest

from bot.domain.questions import Index, understand
from tests.domain.questions.conftest import MONDAY


@pytest.mark.parametrize(
    "text",
    [
        "my husband and I have no time for it",
        "she made a letter and put it in the bag",
        "is there anything still open when we come home",
        "we do not understand the message from the school",
    ],
)
def test_an_english_word_is_no_danish_one_that_looks_alike(text: str, copenhagen: Index) -> None:
    assert not {"tim", "it", "hus+band", "mad", "bag", "let", "stil", "hom", "stand", "sag"}.intersection(
        understand(text, MONDAY, copenhagen).topics
    )


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("it", "it"),
        ("hvem kan hjælpe med it og mitid", "it"),
        ("is there any football for my son in Tingbjerg", "footbal"),
        ("my søn needs help with his lektier", "lekti"),
    ],
)
def test_a_word_that_the_directory_has_is_a_topic_in_both_languages(text: str, topic: str, copenhagen: Index) -> None:
    found = understand(text, MONDAY, copenhagen)
    assert topic in found.topics or found.needs


def test_an_english_word_that_people_say_is_not_called_unknown(copenhagen: Index) -> None:
    assert understand("my son hates school and sleeps the whole day", MONDAY, copenhagen).missing == 0


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("where can my kids play football", True),
        ("my søn is always alone after school", True),
        ("er der noget for mine kids i weekenden", False),
        ("fodbold", False),
        ("hvor kan jeg få hjælp til at finde et job", False),
    ],
)
def test_a_question_is_english_by_its_small_words(text: str, english: bool, copenhagen: Index) -> None:
    assert copenhagen.lexicon.english.is_spoken(text.split()) == english


def test_what_there_is_in_an_area_is_asked_for_in_english_too(copenhagen: Index) -> None:
    found = understand("what is there for kids in Valby", MONDAY, copenhagen)
    assert (found.areas, found.needs, found.topics) == (("valby",), (), ())

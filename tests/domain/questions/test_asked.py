"""What judged questions ask for: told by who is right, learned by bench/learn_asked.py, kept in data/asked.txt."""

import pytest

from bench.learn_asked import Listener, asked
from bot.domain.acute import Acute
from bot.domain.questions import Index
from bot.domain.questions.lexicon import DATA, lexicon, whole_questions


@pytest.fixture(scope="module")
def listener() -> Listener:
    return Listener.unpacked(lexicon().senses.packed())


def concept(question: str, right: list[str], index: Index, listener: Listener) -> str | None:
    """What the question asks for when these offers are right."""
    acute = Acute.load(DATA / "acute.toml")
    found = [key for _, key in asked([{"q": question, "relevant": right}], index, acute, listener)]
    return found[0] if found else None


def test_who_is_right_tells_which_of_the_likely_concepts_is_meant(copenhagen: Index, listener: Listener) -> None:
    story = "min søn på 15 har ingen venner og hænger bare ud"
    clubs = ["ungevaerker-koebenhavn", "guldberg-ungevaerk", "tphu-ungevaerk", "ucyn-ungevaerk"]
    assert concept(story, clubs, copenhagen, listener) in {"ungdomsklub", "klub", "varested"}
    assert concept(story, ["headspace", "girltalk"], copenhagen, listener) in {"ensomhed", "samtale"}


def test_what_nothing_answers_asks_for_what_the_directory_lacks(copenhagen: Index, listener: Listener) -> None:
    found = concept("hvor kan han gå til ishockey", [], copenhagen, listener)
    assert found == "ishockey"
    assert not copenhagen.has(found)


def test_what_no_likely_concept_explains_teaches_nothing(copenhagen: Index, listener: Listener) -> None:
    assert concept("gældsrådgivning", ["broenshoej-boldklub"], copenhagen, listener) is None


def test_what_was_learned_names_concepts_and_only_the_stems_of_words() -> None:
    known = {*lexicon().senses.concepts, ""}
    lines = list(whole_questions())
    assert len(lines) > 15_000
    assert {key for _, key in lines} <= known
    assert all(stems and all(stem.isalnum() for stem in stems) for stems, _ in lines)

"""The network: it learns classes, kin words come near each other, and it can be kept in a file."""

import numpy as np
import pytest

from bot.domain.questions.network import Network
from bot.domain.questions.sensing import Scores, Senses

ANIMALS = ("hund og kat", "kat og hest", "hest og hund", "hund kat hest")
GAMES = ("skak og dam", "dam og kort", "kort og skak", "skak dam kort")


@pytest.fixture(scope="module")
def senses() -> Senses:
    examples = [(text.split(), key) for key, texts in (("dyr", ANIMALS), ("spil", GAMES)) for text in texts * 5]
    asides = [text.split() for text in ("vejret i morgen", "hvad er vejret", "vejret er dårligt") * 5]
    return Senses(examples, asides, [(["hvor", "er", "hund"], "dyr"), (["hvor", "er", "skak"], "spil")] * 5)


def likelihoods(senses: Senses, words: list[str]) -> tuple[Scores, float]:
    said = senses.said(words, [1.0] * len(words))
    return senses.likelihoods(said, senses.middle(said))


def likely(senses: Senses, text: str) -> tuple[str, float]:
    found, nothing = likelihoods(senses, text.split())
    return senses.concepts[int(np.argmax(found))], nothing


@pytest.mark.parametrize(("text", "concept"), [("hund", "dyr"), ("hvor er hest", "dyr"), ("hvor er kort", "spil")])
def test_a_text_is_about_what_like_texts_were_about(senses: Senses, text: str, concept: str) -> None:
    assert likely(senses, text)[0] == concept
    assert likely(senses, text)[1] < 0.2


def test_what_asks_for_nothing_on_offer_is_known_as_such(senses: Senses) -> None:
    assert likely(senses, "hvad er vejret i dag")[1] > 0.5


def test_a_text_without_a_known_piece_says_nothing(senses: Senses) -> None:
    found, nothing = likelihoods(senses, ["zzzzq"])
    assert np.exp(found).max() < 1e-9
    assert nothing == 0
    assert likelihoods(senses, [])[1] == 0


def test_a_taught_phrasing_is_certain(senses: Senses) -> None:
    taught = senses.taught([(["zzzzq", "hund"], "spil")])
    assert likely(taught, "zzzzq hund")[0] == "spil"
    assert likely(senses, "zzzzq hund")[0] == "dyr"


def test_what_is_read_later_counts_without_forgetting_what_was_read_before(senses: Senses) -> None:
    story = ["trille", "kort", "over", "bordet", "med", "vennerne"]
    later = senses.read_on([(story, "dyr"), (["vejret", "hund"], ""), (["hund"], "gone"), (["dam"], "spil")] * 20)
    assert (likely(senses, " ".join(story))[0], likely(later, " ".join(story))[0]) == ("spil", "dyr")
    assert likely(later, "vejret hund")[1] > likely(senses, "vejret hund")[1]
    assert likely(later, "dam")[0] == likely(senses, "dam")[0] == "spil"
    assert later.mark != senses.mark


def test_it_comes_back_from_a_file_as_it_was(senses: Senses) -> None:
    again = Senses.unpacked(senses.packed())
    for text in ("hund", "hvor er kort", "vejret"):
        assert np.array_equal(likelihoods(senses, text.split())[0], likelihoods(again, text.split())[0])
    assert again.mark == senses.mark


def test_words_said_for_the_same_are_near_each_other(senses: Senses) -> None:
    def near(one: str, other: str) -> float:
        a, b = senses.middle(senses.said([one], [1.0])), senses.middle(senses.said([other], [1.0]))
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert near("hest", "hund") > near("hest", "skak")


def test_the_same_texts_make_the_same_network() -> None:
    texts, classes = [[0, 1], [1, 2], [3, 4], [4, 5]] * 4, np.array([0, 0, 1, 1] * 4)
    one, other = (Network(texts, classes, 6).packed() for _ in range(2))
    assert all(np.array_equal(one[name], other[name]) for name in one)

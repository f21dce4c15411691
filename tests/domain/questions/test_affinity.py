"""What answers what: learned from judged questions, for whatever concepts there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.learn_ranking import Examples, learned, together
from bot.domain.questions import Index
from bot.domain.questions.affinity import Affinity, Concepts, asking, packed
from bot.domain.questions.gist import NUMBERS
from bot.domain.questions.postings import Vector

NOWHERE = np.zeros(NUMBERS, np.float32)
CONCEPTS = ["ensomhed", "fodbold", "klub"]
POINTING = np.zeros((NUMBERS, 1), np.float32)
POINTING[7] = 3
LEARNED = {
    "concepts": CONCEPTS,
    "width": 1,
    "asked": packed(np.concatenate([np.array([[1.0], [0.0], [0.0], [2.0], [0.0], [0.0]], np.float32), POINTING])),
    "said": packed(np.array([[0.0], [-1.0], [1.0], [0.0], [0.0], [0.5]], np.float32)),
}


def taught(many: int) -> Examples:
    """Who is lonely is answered by a club and not by football, and no signal tells it."""
    numbers = np.arange(2 * many)
    asked, said = np.zeros((many, 6 + NUMBERS), np.float32), np.zeros((2, 6), np.float32)
    asked[:, 0], said[0, 2], said[1, 1] = 1, 1, 1
    signals, answers = np.zeros((2 * many, 3), np.float32), (numbers % 2 == 0).astype(np.float32)
    return Examples(signals, answers, np.ones(2 * many, np.float32), numbers // 2, numbers % 2, asked, said)


def wanted(affinity: Affinity, hints: Concepts, needs: Concepts) -> Vector:
    """How much each concept in what an offer says, as a whole and at its peaks, makes it an answer."""
    return affinity.said @ affinity.wants(hints, needs, NOWHERE)


def test_what_answers_is_learned_where_no_signal_tells_it() -> None:
    answers = wanted(Affinity.of(learned(taught(600), CONCEPTS), CONCEPTS), (("ensomhed", 9),), ())
    assert answers[CONCEPTS.index("klub")] > 2 > -2 > answers[CONCEPTS.index("fodbold")]


def test_examples_of_several_sets_keep_their_own_questions_and_offers() -> None:
    one, other = taught(3), taught(2)
    both = together([one, other])
    assert both.question.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert both.offer.tolist() == [0, 1] * 3 + [2, 3] * 2
    assert len(both.asked) == 5
    assert len(both.said) == 4


def test_a_need_and_a_hint_count_each_by_itself() -> None:
    affinity = Affinity.of(LEARNED, CONCEPTS)
    assert wanted(affinity, (("ensomhed", 9),), ()).tolist() == pytest.approx([0, -1, 1, 0, 0, 0.5])
    assert wanted(affinity, (), (("ensomhed", 9),)).tolist() == pytest.approx([0, -2, 2, 0, 0, 1])
    assert not wanted(affinity, (), ()).any()


def test_where_the_whole_points_counts_too() -> None:
    affinity, gist = Affinity.of(LEARNED, CONCEPTS), NOWHERE.copy()
    gist[7] = 1
    assert (affinity.said @ affinity.wants((), (), gist)).tolist() == pytest.approx([0, -3, 3, 0, 0, 1.5])


def test_hints_are_as_loud_together_as_one_alone() -> None:
    rows, loud = asking({"ensomhed": 0, "klub": 1}, (("ensomhed", 3), ("klub", 4), ("ukendt", 9)), (("klub", 9),))
    assert rows.tolist() == [0, 1, 3]
    assert loud.tolist() == pytest.approx([0.6, 0.8, 1])


@given(st.permutations([*CONCEPTS, "ny"]))
def test_it_does_not_matter_in_what_order_concepts_are_and_a_new_one_has_nothing(concepts: list[str]) -> None:
    affinity, hints = Affinity.of(LEARNED, concepts), (("ensomhed", 9),)
    answers = wanted(affinity, hints, ()).tolist()
    assert dict(zip(concepts, answers[:4], strict=True)) == {"ensomhed": 0, "fodbold": -1, "klub": 1, "ny": 0}
    assert dict(zip(concepts, answers[4:], strict=True)) == {"ensomhed": 0, "fodbold": 0, "klub": 0.5, "ny": 0}
    assert not wanted(affinity, (("ny", 9),), ()).any()


def test_what_an_offer_says_is_weighed_as_a_whole_and_at_its_peaks(copenhagen: Index) -> None:
    rows = np.array([5, 3])
    hints = (("ensomhed", 9), ("fodbold", 3))
    affinity, needs = copenhagen.lexicon.judge.affinity, (("ensomhed", 6),)
    *_, fits = copenhagen.profiles.likeness(rows, hints, affinity.wants(hints, needs, NOWHERE), affinity.said)
    answers = copenhagen.profiles.said(rows) @ wanted(affinity, hints, needs)
    assert fits.tolist() == pytest.approx(answers.tolist(), abs=1e-4)
    assert fits.any()

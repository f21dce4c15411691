"""The gist of a question: as much of where it points as letters in a button tell."""

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import COPENHAGEN
from bot.domain.questions import Index, rank, understand
from bot.domain.questions.describing import describe
from bot.domain.questions.gist import NUMBERS, read, written

MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
STEP = 1 / 30
numbers = st.lists(st.floats(-100, 100, width=32), min_size=NUMBERS, max_size=NUMBERS)


@given(numbers.map(lambda found: np.array(found, np.float32)).filter(lambda found: float(found @ found) > 1e-6))
def test_a_gist_points_where_the_question_does_to_half_a_step(middle: np.ndarray) -> None:
    gist = written(middle, "vl")
    assert set(gist[2:]) <= set("abcdefghijklmnopqrs")
    wanted = np.clip(middle / np.linalg.norm(middle), -9 * STEP, 9 * STEP)
    assert np.abs(read(gist, "vl") - wanted).max() <= STEP / 2 + 1e-5


def test_what_says_nothing_points_nowhere() -> None:
    assert written(np.zeros(NUMBERS, np.float32), "vl") == ""
    assert not read("", "vl").any()


@given(st.text(max_size=200))
def test_a_gist_of_another_network_or_of_nobodys_making_points_nowhere(gist: str) -> None:
    assert not read(gist, "ål").any()


def test_a_question_of_another_version_is_answered_without_its_gist(copenhagen: Index) -> None:
    understood = understand("han gider ikke skolen mere og hænger ud om aftenen", MONDAY, copenhagen)
    assert understood.gist.startswith(copenhagen.lexicon.senses.mark)
    older = replace(understood, gist="".join(reversed(understood.gist)))
    without = replace(understood, gist="")
    assert rank(older, MONDAY, copenhagen) == rank(without, MONDAY, copenhagen)
    assert rank(understood, MONDAY, copenhagen) != rank(without, MONDAY, copenhagen)


def test_what_was_not_meant_is_not_pointed_at_either(copenhagen: Index) -> None:
    understood = understand("skylder for mobilen", MONDAY, copenhagen)
    [need] = [facet for facet in describe(understood, copenhagen) if facet.name == "needs"]
    assert need.without.gist == ""


@pytest.mark.parametrize("question", ["fodbold", "hun er ensom", "a" * 1500])
def test_it_takes_the_place_of_a_short_word_in_a_button(question: str, copenhagen: Index) -> None:
    assert len(understand(question, MONDAY, copenhagen).gist) in (0, 2 + NUMBERS)

"""Which whole phrasings a question says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions.phrasings import Phrasings

TELLING = (0.5, 0.875, 0.125, 0.75, 0.25)  # of five stems
NEW = Phrasings([[0, 1], [2], [0, 3, 3], [4, 1]], [7, 8, 9, 7], TELLING)
KEPT = Phrasings.unpacked(NEW.packed())


@pytest.mark.parametrize("phrasings", [NEW, KEPT], ids=["new", "kept"])
def test_a_phrasing_is_said_where_its_rarest_stem_stands_in_any_order(phrasings: Phrasings) -> None:
    assert list(phrasings.said_in({1: 0, 0: 2})) == [(0, 7, 1.375)]
    assert list(phrasings.said_in({0: 1, 3: 4})) == [(4, 9, 1.25)]
    assert list(phrasings.said_in({2: 5})) == [(5, 8, 0.125)]


def test_a_phrasing_with_many_words_between_is_none() -> None:
    assert list(NEW.said_in({0: 0, 1: 5})) != []
    assert list(NEW.said_in({0: 0, 1: 6})) == []


def test_nothing_said_and_no_phrasings_are_no_error() -> None:
    assert list(NEW.said_in({})) == list(Phrasings([], [], TELLING).said_in({0: 0})) == []


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), max_size=8),
    st.dictionaries(st.integers(0, 4), st.integers(0, 12)),
)
def test_what_is_said_is_what_one_would_find_one_by_one(phrases: list[list[int]], places: dict[int, int]) -> None:
    means = list(range(len(phrases)))
    found = sorted(meant for _, meant, _ in Phrasings(phrases, means, TELLING).said_in(places))
    at = [[places.get(stem, -1) for stem in set(phrase)] for phrase in phrases]
    assert found == [n for n in means if min(at[n]) >= 0 and np.ptp(at[n]) < len(at[n]) + 4]

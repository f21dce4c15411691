"""Openings lift an offer: it helps those who ask next, whatever the place does to them, and it cannot run away."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions import Match, Understood
from bot.domain.questions.lifting import BOUND, FORGOTTEN, Count, expected, lifted, lifts, topic_of, week_of

TODAY = date(2026, 11, 23)
SCORES = {"a": 1.0, "b": 1.0, "c": 0.99, "d": 0.98, "e": 0.97, "f": 0.8, "g": 0.6}
ANSWER = tuple(Match(id_, score) for id_, score in SCORES.items())
COUNTS = st.lists(
    st.builds(
        Count,
        st.sampled_from("abcdefg"),
        st.integers(0, 10**6),
        st.integers(-5, 10**9),
        st.floats(-1, 1e9, allow_nan=False),
    ),
    max_size=40,
)


class Openings:
    """The counts of one topic, as the store keeps them."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int], tuple[int, float]] = {}

    def add(self, opened: str, seen: Mapping[str, float], week: int) -> None:
        for id_, chance in seen.items():
            before = self.counts.get((id_, week), (0, 0.0))
            self.counts[id_, week] = before[0] + (id_ == opened), before[1] + chance

    def all(self) -> Iterable[Count]:
        return [Count(id_, week, opened, chance) for (id_, week), (opened, chance) in self.counts.items()]


def year(
    wanted: Mapping[str, float], bias: float, dice: random.Random, mistaken: float = 0.1
) -> tuple[tuple[Match, ...], float]:
    """Fifty weeks of twenty askers who see the n-th offer with chance 1/n^bias: the last order, and what it gained.

    An asker wants one offer (drawn from `wanted`), opens it if it is seen, and at times opens another by mistake.
    The gain is that of the mean reciprocal rank of what is wanted.
    """
    openings, today = Openings(), TODAY
    order = ANSWER
    for _ in range(50):
        today += timedelta(weeks=1)
        order = lifted(ANSWER, lifts(openings.all(), today))
        for _ in range(20):
            need = dice.choices(list(wanted), list(wanted.values()))[0]
            for at, match in enumerate(order, 1):
                looks = dice.random() < at**-bias
                if looks and (match.offer_id == need or dice.random() < mistaken / 5):
                    openings.add(match.offer_id, expected(match.offer_id, order), week_of(today))
    return order, rank_of(wanted, order) - rank_of(wanted, ANSWER)


def rank_of(wanted: Mapping[str, float], order: tuple[Match, ...]) -> float:
    """The mean reciprocal rank of what is wanted."""
    place = {match.offer_id: n for n, match in enumerate(order, 1)}
    return sum(share / place[id_] for id_, share in wanted.items()) / sum(wanted.values())


def drawn(dice: random.Random) -> dict[str, float]:
    """What askers want, in any proportion; the question's scores know nothing of it among the first five."""
    return {id_: dice.random() ** 3 for id_ in "abcde"} | {"f": 0.02, "g": 0.01}


@pytest.mark.parametrize("bias", [0.5, 1.0, 1.5])
def test_it_helps_those_who_ask_next_however_much_the_place_decides(bias: float) -> None:
    dice = random.Random(7)
    gains = [year(drawn(dice), bias, dice)[1] for _ in range(25)]
    assert mean(gains) > 0.05, gains
    assert mean(gain < -0.05 for gain in gains) <= 0.1, gains


def test_an_order_that_is_right_already_stays_right() -> None:
    dice = random.Random(3)
    order, gain = year({"a": 1.0, "b": 0.5, "c": 0.3, "d": 0.2, "e": 0.1}, 1.0, dice)
    assert order[0].offer_id == "a"
    assert gain > -0.02


def test_attention_alone_moves_nothing_for_long() -> None:
    """Everybody opens whatever comes first: then what comes first is expected to be opened."""
    openings = Openings()
    for n in range(5000):
        order = lifted(ANSWER, lifts(openings.all(), TODAY))
        at = random.Random(n).choices(range(5), [1 / (k + 1) for k in range(5)])[0]
        openings.add(order[at].offer_id, expected(order[at].offer_id, order), week_of(TODAY))
    assert all(abs(lift) < BOUND / 5 for lift in lifts(openings.all(), TODAY).values())


def test_an_offer_opened_by_mistake_or_by_one_zealous_person_never_passes_a_clearly_better_one() -> None:
    openings = Openings()
    for _ in range(10_000):
        order = lifted(ANSWER, lifts(openings.all(), TODAY))
        openings.add("g", expected("g", order), week_of(TODAY))
        assert [match.offer_id for match in order[-2:]] == ["f", "g"]


@given(COUNTS)
def test_whatever_the_counts_a_lift_stays_within_its_bound(counts: list[Count]) -> None:
    lift = lifts(counts, TODAY)
    assert all(-BOUND <= value <= BOUND for value in lift.values())
    order = lifted(ANSWER, lift)
    assert sorted(match.offer_id for match in order) == sorted(SCORES)
    for first, later in pairwise(order):
        assert later.score <= first.score * (1 + BOUND) / (1 - BOUND) + 1e-9


@given(COUNTS)
def test_from_any_start_the_right_order_is_found_again(counts: list[Count]) -> None:
    """Old counts fade: after the years in which they are forgotten the same openings give the same order."""
    later = TODAY + timedelta(weeks=FORGOTTEN + 1)
    old = [count for count in counts if count.week <= week_of(TODAY)]
    fresh = Openings()
    for _ in range(30):
        fresh.add("c", expected("c", ANSWER), week_of(later))
    assert lifts([*old, *fresh.all()], later)["c"] == lifts(fresh.all(), later)["c"]
    assert lifted(ANSWER, lifts([*old, *fresh.all()], later))[0].offer_id == "c"


def test_an_opening_takes_as_much_as_it_gives() -> None:
    assert sum(expected("c", ANSWER).values()) == pytest.approx(1)
    assert list(expected("c", ANSWER)) == ["a", "b", "c", "d", "e"]
    assert list(expected("f", ANSWER)) == list(SCORES)


def test_where_there_was_no_choice_nothing_is_learned() -> None:
    assert expected("a", ANSWER[:1]) == {}
    assert expected("x", ANSWER) == {}


TOPICS: list[tuple[Understood, str | None]] = [
    (Understood(topics=("klub",), needs=(("ensomhed", 6),)), "#ensomhed"),
    (Understood(topics=("klub", "aften")), "klub"),
    (Understood(areas=("x",)), None),
]


@pytest.mark.parametrize(("understood", "topic"), TOPICS)
def test_openings_are_counted_under_what_the_question_is_about(understood: Understood, topic: str | None) -> None:
    assert topic_of(understood) == topic


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert week_of(date(2026, 11, 23)) == week_of(date(2026, 11, 29)) == week_of(date(2026, 11, 22)) + 1

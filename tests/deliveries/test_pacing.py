"""Pacing and circuits, on a clock of our own."""

from bot.deliveries.circuit import FAILURES, FIRST, LONGEST, Circuit
from bot.deliveries.pacing import Pace


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_turns_lie_apart_for_one_address_and_for_all() -> None:
    pace = Pace(between=1.0, apart=0.2, clock=Seconds())
    turns = [round(pace.turn(who, patience=10), 1) for who in ("a", "b", "a", "c")]
    assert turns == [0.0, 0.2, 1.0, 0.6]


def test_a_turn_that_comes_too_late_is_not_taken() -> None:
    pace = Pace(between=1.0, apart=0.2, clock=Seconds())
    pace.rest("a", 30)
    assert [pace.turn("a", patience=10) for _ in range(2)] == [30.0, 30.0]
    assert pace.turn("b", patience=10) == 0.0


def test_many_addresses_are_forgotten_again() -> None:
    seconds = Seconds()
    pace = Pace(between=1.0, apart=0.0, clock=seconds)
    for n in range(10_001):
        seconds.at += 1
        pace.turn(str(n), patience=10)
    assert len(pace._next) < 10


def test_a_circuit_opens_after_failures_in_a_row_and_lets_one_through_now_and_then() -> None:
    seconds = Seconds()
    circuit = Circuit(seconds)
    assert [circuit.failed() for _ in range(FAILURES)] == [False] * (FAILURES - 1) + [True]
    assert FIRST / 2 <= circuit.wait() <= FIRST
    seconds.at += FIRST
    assert circuit.wait() == 0.0, "one may try"
    assert circuit.wait() > 0, "and the others wait for it"
    assert circuit.succeeded() is True
    assert circuit.wait() == 0.0


def test_the_longer_it_lasts_the_longer_the_pauses_up_to_ten_minutes() -> None:
    circuit = Circuit(Seconds())
    for _ in range(40):
        circuit.failed()
    assert LONGEST / 2 <= circuit.wait() <= LONGEST


def test_a_success_between_failures_keeps_it_closed() -> None:
    circuit = Circuit(Seconds())
    for _ in range(3):
        for _ in range(FAILURES - 1):
            circuit.failed()
        assert circuit.succeeded() is False
    assert circuit.wait() == 0.0

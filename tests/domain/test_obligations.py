"""What a school year owes: each plan one meeting with UU and a second proposed; both parties owe it equally."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings import Meeting, State
from bot.domain.obligations import is_overdue, is_premature, owed, parties, stand, watchers, windows
from bot.domain.organisation import Board, Group, Organisation, Person, Plan, Role, Series

UU = Series("uu-plan", "Helhedsplan og UU", ("plan_leader", "coordinator:uu"), "plan", 1, 2)
STEERING = Series("styre", "Styregruppemøde", (), "group", 4, 4, group="styregruppe")
BOARD = Series("bydel", "Bydelsbestyrelse og helhedsplaner", ("board_secretary", "plan_leader"), "board", 1, 1)
ORGANISATION = Organisation(
    boards=(Board("noerrebro", "Nørrebro"), Board("valby", "Valby")),
    plans=(Plan("a", "Plan A", "noerrebro"), Plan("b", "Plan B", "valby")),
    groups=(Group("styregruppe", "Styregruppen", ("tmf", "buf")),),
    series=(UU, STEERING, BOARD),
    people=(
        Person("leder-a", "Leder A", Role.PLAN_LEADER, plan="a"),
        Person("leder-b", "Leder B", Role.PLAN_LEADER, plan="b"),
        Person("uu", "Koordinator, UU", Role.COORDINATOR, party="uu"),
        Person("kommune", "Koordinator, TMF", Role.COORDINATOR, party="tmf"),
        Person("sekretaer", "Sekretær", Role.BOARD_SECRETARY, board="noerrebro"),
        Person("medarbejder", "Medarbejder, TMF", party="tmf"),
    ),
)


def all_owed(series: str) -> list[Meeting]:
    return [one for one in owed(ORGANISATION, 2026) if one.series == series]


def test_each_plan_owes_uu_one_meeting_and_a_second_is_proposed() -> None:
    found = [(one.subject, one.number, one.owed, one.opens, one.closes) for one in all_owed("uu-plan")]
    first = (date(2026, 8, 15), date(2026, 11, 30))
    second = (date(2027, 3, 10), date(2027, 5, 31))
    assert found == [(p, n, n == 1, *(first if n == 1 else second)) for p in ("a", "b") for n in (1, 2)]
    assert all_owed("uu-plan")[0].title == "Plan A og UU"


def test_both_parties_owe_it_and_nobody_elses() -> None:
    assert parties(all_owed("uu-plan")[0], ORGANISATION, {}) == ("leder-a", "uu")


def test_a_group_has_a_series_of_its_own_spread_over_the_year() -> None:
    found = all_owed("styre")
    assert len(found) == 4 and found[0].title == "Styregruppemøde: Styregruppen"
    assert found[0].opens == date(2026, 8, 15) and found[-1].closes == date(2027, 5, 31)
    assert parties(found[0], ORGANISATION, {}) == ("kommune",), "its parties' people, but not every member of staff"


def test_a_boards_series_is_between_its_secretary_and_its_plans_leaders() -> None:
    assert parties(all_owed("bydel")[0], ORGANISATION, {}) == ("sekretaer", "leder-a")


def test_the_coordinator_of_the_series_watches_over_it_else_all_of_them() -> None:
    assert watchers(all_owed("uu-plan")[0], ORGANISATION, {}) == ("uu",)
    assert watchers(all_owed("bydel")[0], ORGANISATION, {}) == ("uu", "kommune")


def test_who_has_left_is_replaced_and_a_circle_ends() -> None:
    assert stand(("a", "b"), {"a": "c", "c": "d"}) == ("d", "b")
    assert stand(("a", "b"), {"a": "b"}) == ("b",)
    assert len(stand(("a",), {"a": "b", "b": "a"})) == 1


FIRST, SECOND = all_owed("uu-plan")[:2]


@pytest.mark.parametrize(
    ("first", "second", "today", "late"),
    [
        (State.OWED, State.OWED, date(2026, 11, 30), False),
        (State.OWED, State.OWED, date(2026, 12, 1), True),
        (State.PROPOSED, State.OWED, date(2026, 12, 1), True),
        (State.BOOKED, State.OWED, date(2026, 12, 1), False),
        (State.DROPPED, State.OWED, date(2026, 12, 1), False),
        (State.OWED, State.HELD, date(2027, 5, 1), False),
    ],
)
def test_only_none_in_the_year_is_overdue(first: State, second: State, today: date, late: bool) -> None:
    both = (replace(FIRST, state=first), replace(SECOND, state=second))
    assert is_overdue(both[0], both, today) is late
    assert not is_overdue(both[1], both, date(2027, 7, 31)), "a second is only proposed"


def test_nobody_is_told_of_the_second_before_the_first_is_agreed() -> None:
    assert is_premature(SECOND, (FIRST, SECOND))
    assert not is_premature(SECOND, (replace(FIRST, state=State.BOOKED), SECOND))
    assert not is_premature(FIRST, (FIRST, SECOND))


@given(st.integers(0, 12), st.integers(0, 12), st.integers(2020, 2060))
def test_windows_lie_in_their_school_year_one_after_the_other(owing: int, wanted: int, year: int) -> None:
    found = windows(replace(UU, owed_per_year=owing, wanted_per_year=wanted), year)
    assert len(found) == max(owing, wanted)
    assert all(date(year, 8, 1) <= opens < closes <= date(year + 1, 7, 31) for opens, closes in found)
    assert list(found) == sorted(found)


def test_windows_of_ones_own_are_those() -> None:
    own = replace(UU, wanted_per_year=1, windows=("02-01/03-01",))
    assert windows(own, 2026) == ((date(2027, 2, 1), date(2027, 3, 1)),)

"""Meetings in the store, on both engines: as they were, found by whom and when, changed once or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain import meetings
from bot.domain.meetings import Appointment, Change, FollowUp, Meeting, NotPossible, Point, State
from bot.store import Store, StoreError
from tests.store.standing import NOON, StandingClock

OWED = Meeting(0, "uu-plan", "a", 2026, "Plan A og UU", plan="a", opens=date(2026, 8, 15), closes=date(2026, 11, 30))
TIME = Appointment(NOON + timedelta(days=10), NOON + timedelta(days=10, hours=1), "Klub Borup", "https://x.dk")



def book(meeting: Meeting) -> Meeting:
    return meetings.book(meeting, TIME, ("uu", "leder"), "leder", NOON)


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
FROM, TO = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")
times = st.datetimes(FROM, TO).map(lambda one: one.replace(tzinfo=UTC))
maybe = st.none() | times
people = st.lists(st.sampled_from(["a", "b", "c"]), unique=True).map(tuple)
stored = st.builds(
    Meeting, id=st.just(0), series=texts, subject=texts, school_year=st.integers(2020, 2040), title=texts,
    number=st.just(0), attempt=st.just(1), plan=st.none() | texts, owed=st.booleans(), opens=st.none() | st.dates(),
    closes=st.none() | st.dates(), state=st.sampled_from(State), start=maybe, end=maybe, place=texts, link=texts,
    organiser=texts, participants=people, times=st.lists(st.tuples(times, times), max_size=4).map(tuple),
    answers=st.dictionaries(texts, st.lists(st.none() | st.booleans()).map(tuple), max_size=3),
    coming=st.dictionaries(texts, st.booleans(), max_size=3),
    agenda=st.lists(st.builds(Point, texts, texts), max_size=3).map(tuple), decisions=texts, recorded=st.booleans(),
    reason=texts, later=st.dictionaries(texts, st.dates(), max_size=3), revision=st.integers(1, 99),
    change=st.sampled_from(get_args(Change)), changed_at=maybe, made_at=times, answered_at=maybe, earlier=maybe,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stored)
def test_any_meeting_comes_back_as_it_was(store: Store, one: Meeting) -> None:
    added = store.meetings.add(one, "uu")
    assert store.meetings.find(added.id) == added == replace(one, id=added.id, attempt=added.attempt)


def test_obligations_are_stored_once(store: Store) -> None:
    wanted = [OWED, replace(OWED, number=2, owed=False)]
    assert store.meetings.add_missing(wanted) == 2
    assert store.meetings.add_missing(wanted) == 0
    assert [one.number for one in store.meetings.of_year(2026)] == [1, 2]


def test_a_step_is_stored_with_who_takes_part(store: Store) -> None:
    one = store.meetings.add(OWED, "uu")
    changed = store.meetings.change(one.id, book, "uu", "book")
    assert store.meetings.find(one.id) == changed
    assert store.meetings.of_person("leder", states=[State.BOOKED]) == (changed,)
    assert [entry.action for entry in store.audit.of("meeting", str(one.id))] == ["book", "create"]


def test_a_step_that_is_not_possible_changes_nothing(store: Store) -> None:
    one = store.meetings.add(OWED, "uu")
    with pytest.raises(NotPossible):
        store.meetings.change(one.id, lambda m: meetings.hold(m, NOON), "uu", "hold")
    assert store.meetings.find(one.id) == one
    with pytest.raises(StoreError):
        store.meetings.change(one.id, lambda m: replace(m, reason="\0"), "uu", "drop")


def test_what_is_booked_several_times_at_the_same_moment_is_one_meeting(store: Store) -> None:
    store.meetings.add_missing([OWED])
    more = replace(OWED, number=0, owed=False)

    def settle(days: int) -> Meeting:
        time = replace(TIME, start=TIME.start + timedelta(days=days), end=TIME.end + timedelta(days=days))
        return store.meetings.settle(
            more, time.start, lambda one: meetings.book(one, time, ("uu",), "uu", NOON), "uu"
        )

    with ThreadPoolExecutor(12) as pool:
        ids = [sent.result().id for sent in [pool.submit(settle, n % 3) for n in range(36)]]
    stored = store.meetings.siblings(OWED)
    assert [(one.number, one.attempt, one.state) for one in stored] == [
        (0, 1, State.BOOKED), (0, 2, State.BOOKED), (1, 1, State.BOOKED),
    ]  # fmt: skip
    assert len({one.start for one in stored}) == 3
    assert [len(set(ids[n::3])) for n in range(3)] == [1, 1, 1], "each is told of its own"


def test_an_extra_meeting_that_cannot_be_booked_is_not_stored_either(store: Store) -> None:
    store.meetings.add_missing([OWED])
    store.meetings.settle(OWED, TIME.start, book, "uu")
    with pytest.raises(StoreError):
        store.meetings.settle(replace(OWED, number=0), NOON, lambda m: replace(book(m), place="\0"), "uu")
    assert len(store.meetings.siblings(OWED)) == 1


def test_what_is_still_owed_after_a_cancellation_is_stored_with_it(store: Store) -> None:
    one = store.meetings.add(OWED, "uu")
    store.meetings.change(one.id, book, "uu", "book")
    store.meetings.change(one.id, lambda m: meetings.cancel(m, "Sygdom", NOON), "uu", "cancel", meetings.again)
    assert [(m.attempt, m.state) for m in store.meetings.siblings(one)] == [(1, State.DROPPED), (2, State.OWED)]


def test_a_meeting_sleeps_until_its_next_step_and_a_change_wakes_it(store: Store, clock: StandingClock) -> None:
    one = store.meetings.add(OWED, "uu")
    ((found, stamp, seen),) = store.meetings.waking(NOON)
    assert (found, seen) == (one, NOON)
    store.meetings.looked(NOON, [(one.id, stamp, NOON + timedelta(days=1))])
    assert store.meetings.waking(NOON) == ()
    clock.at = NOON + timedelta(hours=1)
    store.meetings.change(one.id, lambda m: meetings.put_off(m, "uu", date(2026, 12, 24)), "uu", "later")
    assert [m.id for m, *_ in store.meetings.waking(clock.at)] == [one.id]


def test_looking_does_not_put_to_sleep_what_changed_meanwhile(store: Store) -> None:
    one = store.meetings.add(OWED, "uu")
    ((_, stamp, _),) = store.meetings.waking(NOON)
    store.meetings.change(one.id, lambda m: meetings.drop(m, "Nedlagt", NOON), "uu", "drop")
    store.meetings.looked(NOON, [(one.id, stamp, None)])
    assert [m.id for m, *_ in store.meetings.waking(NOON)] == [one.id]


def test_a_follow_up_is_reminded_once_and_ends_when_it_is_done(store: Store) -> None:
    one = store.meetings.add(OWED, "uu")
    first = store.followups.add(FollowUp(0, one.id, "leder", "Ring til klubben", date(2026, 12, 10)), NOON, "uu")
    assert [f.id for f in store.followups.waking(NOON)] == [first]
    store.followups.reminded([first])
    assert store.followups.waking(NOON) == ()
    assert [f.text for f in store.followups.of_person("leder")] == ["Ring til klubben"]
    store.followups.finish(first, "leder")
    assert store.followups.of_person("leder") == ()
    assert [f.done for f in store.followups.of_meeting(one.id)] == [True]


def test_a_deputy_stands_in_on_the_days_and_a_chain_is_followed(store: Store) -> None:
    store.deputies.add("uu", "leder", date(2026, 12, 1), date(2026, 12, 5), "uu")
    store.deputies.add("leder", "sekretaer", date(2026, 12, 5), date(2026, 12, 5), "uu")
    stands = [store.deputies.standing_in("uu", date(2026, 12, day)) for day in (4, 5, 6)]
    assert stands == ["leder", "sekretaer", "uu"]
    (mine,) = store.deputies.of("uu", date(2026, 12, 1))
    assert store.deputies.remove(mine.id, "uu", "uu") and not store.deputies.remove(mine.id, "uu", "uu")


def test_two_who_stand_in_for_each_other_end_somewhere(store: Store) -> None:
    for person, deputy in (("a", "b"), ("b", "a")):
        store.deputies.add(person, deputy, date(2026, 12, 1), date(2026, 12, 5), "a")
    assert store.deputies.standing_in("a", date(2026, 12, 2)) == "b"


def test_who_has_left_is_replaced_once_everywhere(store: Store) -> None:
    one = store.meetings.add(OWED, "uu")
    store.meetings.change(one.id, book, "uu", "book")
    todo = store.followups.add(FollowUp(0, one.id, "leder", "Ring", date(2026, 12, 10)), NOON, "uu")
    assert store.deputies.replace("leder", "ny-leder", date(2026, 12, 3), "uu") == 1
    changed = store.meetings.find(one.id)
    assert changed is not None
    assert (changed.organiser, changed.participants) == ("ny-leder", ("uu", "ny-leder"))
    assert store.meetings.of_person("leder", states=[State.BOOKED]) == ()
    found = store.followups.find(todo)
    assert found is not None and found.owner == "ny-leder"
    assert store.deputies.gone() == {"leder": "ny-leder"}
    assert store.deputies.standing_in("leder", date(2027, 1, 1)) == "ny-leder"
    store.deputies.replace("ny-leder", "leder", date(2027, 1, 1), "uu")
    assert store.deputies.gone() == {"ny-leder": "leder"}, "somebody may come back"

"""Referrals: kept as counts, taken back by who entered them."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.referrals import Referral, Step
from bot.store import Store
from bot.store.tables import referrals
from tests.store.standing import NOON

THREE = Referral(NOON, "lundtoftegade", "#fritidsjob", Step.MET, 3, "leder")


def test_a_count_is_read_as_it_was_stored(store: Store) -> None:
    number = store.referrals.add(THREE)
    assert store.referrals.find(number) == replace(THREE, id=number)
    assert store.referrals.find(number + 1) is None
    assert [entry.action for entry in store.audit.of("referral", str(number))] == ["create"]


def test_there_is_no_room_for_words() -> None:
    assert set(referrals.columns.keys()) == {"id", "at", "area", "target", "step", "count", "person_id"}


def test_who_entered_it_takes_it_back_within_ten_minutes(store: Store) -> None:
    number = store.referrals.add(THREE)
    assert not store.referrals.undo(number, "vejleder", NOON)
    assert not store.referrals.undo(number, "leder", NOON + timedelta(minutes=10))
    assert store.referrals.undo(number, "leder", NOON + timedelta(minutes=9, seconds=59))
    assert not store.referrals.undo(number, "leder", NOON), "it is gone"
    assert store.referrals.find(number) is None
    assert [entry.action for entry in store.audit.of("referral", str(number))] == ["undo", "create"]


def test_a_period_holds_its_beginning_and_not_its_end(store: Store) -> None:
    hours = [timedelta(hours=n) for n in range(4)]
    numbers = [store.referrals.add(replace(THREE, at=NOON + hour)) for hour in hours]
    found = store.referrals.between(NOON + hours[1], NOON + hours[3])
    assert [one.id for one in found] == numbers[1:3]


def test_somebodys_own_are_the_latest_first(store: Store) -> None:
    old, new = (store.referrals.add(replace(THREE, at=NOON + timedelta(days=n))) for n in (0, 2))
    store.referrals.add(replace(THREE, person="vejleder"))
    assert [one.id for one in store.referrals.of_person("leder", NOON)] == [new, old]
    assert [one.id for one in store.referrals.of_person("leder", NOON + timedelta(days=1))] == [new]

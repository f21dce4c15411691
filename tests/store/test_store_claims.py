"""Claims: each thing that a chat sends is worked once, and nothing is lost when the one at it dies."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.store import Store
from bot.store.claims import KEPT, LEASE
from tests.store.standing import StandingClock

KEY = "slack/Ev1"


def test_the_first_to_claim_works_and_the_others_do_not(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(store.claims.first, [KEY] * 8)) == [False] * 7 + [True]
    assert store.claims.first("slack/Ev2")


def test_what_is_done_is_never_worked_again(store: Store, clock: StandingClock) -> None:
    store.claims.first(KEY)
    assert not store.claims.is_done(KEY)
    store.claims.done(KEY)
    clock.at += LEASE * 2
    assert store.claims.is_done(KEY)
    assert not store.claims.first(KEY)


def test_what_was_left_undone_is_anybodys_when_its_lease_is_over(store: Store, clock: StandingClock) -> None:
    store.claims.first(KEY)
    clock.at += LEASE - timedelta(seconds=1)
    assert not store.claims.first(KEY)
    clock.at += timedelta(seconds=1)
    assert [store.claims.first(KEY) for _ in range(2)] == [True, False]


def test_a_broken_promise_is_found_once_and_not_worked_as_if_it_were_new(store: Store, clock: StandingClock) -> None:
    for key in (KEY, "slack/Ev2", "other/1"):
        store.claims.first(key)
        store.claims.promise(key, f"by {key}")
    store.claims.done("slack/Ev2")
    assert store.claims.broken("slack/") == {}
    clock.at += LEASE
    assert not store.claims.first(KEY)
    assert store.claims.broken("slack/") == {KEY: f"by {KEY}"}
    assert store.claims.broken("slack/") == {}, "somebody has it"


def test_old_claims_are_deleted(store: Store, clock: StandingClock) -> None:
    store.claims.first(KEY)
    clock.at += KEPT
    store.claims.first("slack/Ev2")
    assert store.claims.delete_old() == 0
    clock.at += LEASE
    assert store.claims.delete_old() == 1
    assert store.claims.first(KEY), "it is unknown again"

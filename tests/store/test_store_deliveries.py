"""Deliveries: each has a key and goes out once; who sends it has claimed it; nothing is forgotten."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivering import Delivery
from bot.store import Store
from bot.store.deliveries import OVERDUE, OVERTAKEN, Record
from tests.store.standing import NOON, StandingClock

HOUR = timedelta(hours=1)
LEASE = timedelta(seconds=60)
ONE = Delivery("meeting_reminder", "meeting:17", 0, "7d", "anna", NOON, NOON + 24 * HOUR)


def claimed(store: Store, **more: object) -> Record:
    (record,) = store.deliveries.claim(10, LEASE, **more)  # type: ignore[arg-type]
    return record


def states(store: Store, about: str = "meeting:17") -> list[tuple[str, str, str | None]]:
    return [(one.delivery.step, one.state, one.reason) for one in store.deliveries.of(about)]


def test_a_second_insert_is_no_insert(store: Store) -> None:
    assert store.deliveries.add([ONE, ONE, replace(ONE, person="bo")]) == 2
    assert store.deliveries.add([ONE, replace(ONE, revision=1)]) == 1
    assert store.deliveries.add([]) == 0


def test_more_than_a_database_takes_at_once_are_added(store: Store) -> None:
    many = [replace(ONE, about=f"meeting:{n}") for n in range(1201)]
    assert [store.deliveries.add(many), store.deliveries.add(many)] == [1201, 0]
    assert store.deliveries.count("waiting") == 1201


def test_what_is_due_is_claimed_once(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([replace(ONE, due=NOON + HOUR)])
    assert store.deliveries.claim(10, LEASE) == []
    clock.at += HOUR
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: store.deliveries.claim(10, LEASE), range(8)))
    ((record,),) = [one for one in found if one]
    assert (record.delivery.key, record.attempt, record.doubt) == ("meeting_reminder/meeting:17/0/7d/anna", 1, False)


def test_many_claim_at_the_same_time_and_none_gets_what_another_has(store: Store) -> None:
    store.deliveries.add(replace(ONE, about=f"meeting:{n}", person=f"p{n % 50}") for n in range(200))

    def work(_: int) -> list[int]:
        return [one.id for _ in range(3) for one in store.deliveries.claim(10, LEASE)]

    with ThreadPoolExecutor(6) as pool:
        ids = [id for found in pool.map(work, range(6)) for id in found]
    assert len(ids) == len(set(ids)) and len(ids) >= 30


def test_a_claim_takes_one_for_each_person_and_none_for_the_busy(store: Store) -> None:
    store.deliveries.add(replace(ONE, about=f"meeting:{n}", person=who) for n in range(3) for who in ("anna", "bo"))
    first = store.deliveries.claim(10, LEASE, busy={"bo"})
    assert [one.delivery.person for one in first] == ["anna"]
    assert sorted(one.delivery.person for one in store.deliveries.claim(10, LEASE)) == ["anna", "bo"]


def test_at_night_only_what_is_urgent_is_claimed(store: Store) -> None:
    store.deliveries.add([ONE, replace(ONE, kind="meeting_moved", urgent=True)])
    assert claimed(store, urgent_only=True).delivery.kind == "meeting_moved"
    assert claimed(store).delivery == ONE


def test_what_was_sent_is_never_claimed_again(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([ONE])
    record = claimed(store)
    assert store.deliveries.begin(record, "slack:T1/U1", LEASE)
    assert store.deliveries.sent(record, "slack")
    clock.at += HOUR
    assert store.deliveries.claim(10, LEASE) == []
    assert states(store) == [("7d", "sent", None)]


def test_the_claim_of_one_who_died_before_sending_is_anybodys_without_doubt(
    store: Store, clock: StandingClock
) -> None:
    store.deliveries.add([ONE])
    dead = claimed(store)
    assert store.deliveries.claim(10, LEASE) == []
    clock.at += LEASE
    heir = claimed(store)
    assert (heir.attempt, heir.doubt, heir.tried) == (2, False, NOON)
    assert not store.deliveries.begin(dead, "slack:T1/U1", LEASE), "who lost the claim must not send"
    assert not store.deliveries.sent(dead, "slack")


def test_the_claim_of_one_who_died_while_sending_is_in_doubt(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([ONE])
    store.deliveries.begin(claimed(store), "slack:T1/U1", grace=2 * LEASE)
    clock.at += LEASE
    assert store.deliveries.claim(10, LEASE) == [], "the grace is not over"
    clock.at += LEASE
    heir = claimed(store)
    assert (heir.doubt, heir.place) == (True, "slack:T1/U1")


def test_what_certainly_did_not_arrive_is_without_doubt_the_next_time(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([ONE])
    record = claimed(store)
    store.deliveries.begin(record, "slack:T1/U1", LEASE)
    store.deliveries.put_off(record, NOON + HOUR, "Slack bad om at vente")
    clock.at += HOUR
    assert (claimed(store).doubt, states(store)) == (False, [("7d", "waiting", "Slack bad om at vente")])


def test_what_makes_no_sense_any_more_is_recorded(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([ONE])
    clock.at += 24 * HOUR
    assert store.deliveries.claim(10, LEASE) == []
    assert states(store) == [("7d", "dropped", OVERDUE)]


def test_of_several_missed_steps_only_the_latest_goes_out(store: Store, clock: StandingClock) -> None:
    steps = [replace(ONE, step=step, due=NOON + n * HOUR) for n, step in enumerate(("28d", "7d", "1d"))]
    store.deliveries.add([*steps, replace(ONE, person="bo"), replace(ONE, kind="meeting_agenda")])
    clock.at += HOUR
    found = {(one.delivery.kind, one.delivery.person, one.delivery.step) for one in store.deliveries.claim(9, LEASE)}
    found |= {(one.delivery.kind, one.delivery.person, one.delivery.step) for one in store.deliveries.claim(9, LEASE)}
    assert found == {
        ("meeting_reminder", "anna", "7d"),
        ("meeting_reminder", "bo", "7d"),
        ("meeting_agenda", "anna", "7d"),
    }
    assert states(store)[:3] == [("28d", "dropped", OVERTAKEN), ("7d", "waiting", None), ("1d", "waiting", None)]


def test_in_doubt_it_is_returned_though_it_makes_no_sense_any_more(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([ONE])
    store.deliveries.begin(claimed(store), "slack:T1/U1", LEASE)
    clock.at += 24 * HOUR
    record = claimed(store)
    assert (record.doubt, record.gone) == (True, OVERDUE)


def test_a_newer_revision_voids_what_waits_for_the_older(store: Store) -> None:
    store.deliveries.add([ONE, replace(ONE, revision=1), replace(ONE, about="meeting:18")])
    assert store.deliveries.void("meeting:17", 1, "mødet er flyttet") == 1
    assert states(store) == [("7d", "dropped", "mødet er flyttet"), ("7d", "waiting", None)]
    assert states(store, "meeting:18") == [("7d", "waiting", None)]


def test_what_is_voided_between_claim_and_send_is_not_sent(store: Store) -> None:
    store.deliveries.add([ONE])
    record = claimed(store)
    store.deliveries.void("meeting:17", 1, "mødet er aflyst")
    assert not store.deliveries.begin(record, "slack:T1/U1", LEASE)


def test_what_is_voided_while_it_is_sent_is_looked_up_and_not_sent_again(store: Store, clock: StandingClock) -> None:
    store.deliveries.add([ONE])
    store.deliveries.begin(claimed(store), "slack:T1/U1", LEASE)
    assert store.deliveries.void("meeting:17", 1, "mødet er aflyst") == 0
    clock.at += LEASE
    assert claimed(store).gone == OVERDUE


def test_what_failed_is_shown_and_tried_again_or_dropped(store: Store) -> None:
    store.deliveries.add([ONE, replace(ONE, person="bo")])
    for record in store.deliveries.claim(10, LEASE):
        store.deliveries.failed(record, "Slack kender ikke kontoen")
    first, second = store.deliveries.failures()
    assert store.deliveries.count("failed") == 2
    assert store.deliveries.retry(first.id) == 1
    assert claimed(store).id == first.id
    assert store.deliveries.give_up(second.id, "opgivet")
    assert not store.deliveries.give_up(second.id, "opgivet")
    assert (store.deliveries.count("failed"), store.deliveries.count("waiting")) == (0, 1)
    assert store.deliveries.retry() == 0


def test_what_waits_is_listed_with_what_comes_next_first(store: Store) -> None:
    store.deliveries.add([replace(ONE, due=NOON + HOUR), replace(ONE, person="bo")])
    assert [one.delivery.person for one in store.deliveries.waiting()] == ["bo", "anna"]


@pytest.mark.parametrize("state", ["waiting", "failed"])
def test_a_partial_index_answers_what_is_due_and_what_failed(sqlite_store: Store, state: str) -> None:
    with sqlite_store._database.reading() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT id FROM deliveries WHERE state = '{state}'"
        ).all()
    assert f"ix_deliveries_{'next' if state == 'waiting' else 'failed'}" in str(plan)

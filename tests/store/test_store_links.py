"""Links are known by their marks, end one by one or all at once, and are deleted when nobody needs them."""

from datetime import timedelta

from bot.domain.organisation import Organisation, Person
from bot.store import Store
from bot.store.links import KEPT, LinkRecord
from tests.store.standing import NOON, StandingClock


def people(store: Store) -> None:
    store.apply_organisation(Organisation(people=(Person("a", "A", name="Anna", email="a@a.dk"), Person("b", "B"))))


def link(mark: str, person: str = "a", target: str = "moede.coming", days: int = 30) -> LinkRecord:
    given: dict[str, str | int | bool] = {"meeting": 17, "yes": True, "why": "æ"}
    return LinkRecord(mark, person, target, given, "Møde", "Jeg kommer", "h", NOON, NOON + timedelta(days=days))


def test_a_link_comes_back_as_it_was(store: Store) -> None:
    people(store)
    store.links.add(link("1"))
    assert store.links.get("1") == link("1")
    assert store.links.get("2") is None


def test_the_first_use_counts(store: Store, clock: StandingClock) -> None:
    people(store)
    store.links.add(link("1"))
    store.links.use("1")
    clock.at += timedelta(days=1)
    store.links.use("1")
    used = store.links.get("1")
    assert used is not None and used.used == NOON
    assert store.links.of("a") == ()


def test_revoking_ends_a_persons_links_or_those_to_one_target(store: Store) -> None:
    people(store)
    for one in (link("1"), link("2", target="kalender"), link("3", "b")):
        store.links.add(one)
    assert store.links.revoke("a", "kalender") == 1
    assert [one.mark for one in store.links.of("a")] == ["1"]
    assert (store.links.revoke("a"), store.links.revoke("a")) == (1, 0)
    assert [one.mark for one in store.links.of("b")] == ["3"]


def test_one_that_stands_alone_ends_the_earlier_to_the_same_target(store: Store) -> None:
    people(store)
    for one in (link("1", target="kalender"), link("2"), link("3", "b", "kalender")):
        store.links.add(one)
    store.links.add(link("4", target="kalender"), alone=True)
    assert [store.links.get(mark) is not None for mark in "1234"] == [False, True, True, True]


def test_forgetting_a_person_ends_their_links(store: Store) -> None:
    people(store)
    store.links.add(link("1"))
    store.people.forget("a", "test")
    assert store.links.get("1") is None


def test_an_expired_link_is_kept_a_while_to_say_so(store: Store, clock: StandingClock) -> None:
    people(store)
    store.links.add(link("1", days=1))
    clock.at += timedelta(days=1)
    assert store.links.of("a") == ()
    assert (store.links.delete_expired(), store.links.get("1")) == (0, link("1", days=1))
    clock.at += KEPT
    assert store.links.delete_expired() == 1

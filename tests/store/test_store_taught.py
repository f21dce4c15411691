"""Search words outlive every import and are used at once; openings are counts that no directory's version knows."""

from datetime import timedelta

import pytest

from bot.domain.offers import Offer
from bot.domain.questions.lifting import FORGOTTEN, Count, week_of
from bot.store import Store, StoreError
from tests.store.standing import NOON, StandingClock

OFFER = Offer("klub-n", "Klub N")


def test_words_are_in_the_directory_and_let_its_version_grow(store: Store) -> None:
    store.apply_offers([OFFER])
    before = store.directory()
    store.taught.add("offer", "klub-n", ["hænge ud", "chille"], "administrator")
    store.taught.add("concept", "ensomhed", ["ingen at spise med"], "administrator")
    after = store.directory()
    assert after.version == before.version + 2
    assert after.search_words == {"klub-n": ("hænge ud", "chille")}
    assert after.concept_words == {"ensomhed": ("ingen at spise med",)}


def test_no_import_loses_words(store: Store) -> None:
    store.apply_offers([OFFER])
    store.taught.add("offer", "klub-n", ["chille"], "administrator")
    store.apply_offers([Offer("klub-n", "Klub N", "Ny tekst"), Offer("klub-x", "Klub X")])
    store.apply_offers([Offer("klub-x", "Klub X")])
    assert store.directory().search_words == {"klub-n": ("chille",)}


def test_the_same_words_are_attached_once(store: Store) -> None:
    first = store.taught.add("offer", "klub-n", ["chille", "chille"], "a")
    version = store.version()
    assert store.taught.add("offer", "klub-n", ["chille"], "b") == ()
    assert store.version() == version
    assert [one.id for one in store.taught.all()] == list(first)


def test_who_attached_and_removed_words_is_in_the_audit_log(store: Store, clock: StandingClock) -> None:
    (number,) = store.taught.add("concept", "ensomhed", ["alene"], "administrator")
    clock.at += timedelta(hours=1)
    assert store.taught.remove(number, "anden")
    assert not store.taught.remove(number, "anden")
    removed, added = store.audit.of("concept", "ensomhed")
    assert (added.action, added.actor, added.at, added.changes) == (
        "attach", "administrator", NOON, {"words": (None, "alene")},
    )  # fmt: skip
    assert (removed.action, removed.actor, removed.changes) == ("detach", "anden", {"words": ("alene", None)})
    assert store.directory().concept_words == {}


def test_words_with_an_impossible_character_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="ikke kan gemmes"):
        store.taught.add("offer", "klub-n", ["chille", "halv \ud83d"], "a")
    assert store.taught.all() == ()


def test_openings_add_up_by_week_without_a_new_version(store: Store, clock: StandingClock) -> None:
    version = store.version()
    store.openings.add("#fritidsjob", "a", {"a": 0.75, "b": 0.25})
    store.openings.add("#fritidsjob", "b", {"b": 0.75, "a": 0.25})
    clock.at += timedelta(weeks=1)
    store.openings.add("#fritidsjob", "a", {"a": 0.75, "b": 0.25})
    week = week_of(NOON.date())
    assert set(store.openings.of("#fritidsjob")) == {
        Count("a", week, 1, 1.0), Count("b", week, 1, 1.0),
        Count("a", week + 1, 1, 0.75), Count("b", week + 1, 0, 0.25),
    }  # fmt: skip
    assert store.openings.of("#ensomhed") == ()
    assert store.version() == version


def test_openings_are_deleted_when_they_count_no_longer(store: Store, clock: StandingClock) -> None:
    store.openings.add("klub", "a", {"a": 0.75, "b": 0.25})
    clock.at += timedelta(weeks=FORGOTTEN)
    assert store.openings.delete_old() == 0
    clock.at += timedelta(weeks=1)
    assert store.openings.delete_old() == 2
    assert store.openings.of("klub") == ()

"""The directory is read again only where it changed, and is never stale."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.domain.areas import Area
from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation, Person, Plan, Role
from bot.store import Store
from bot.store.directory import read
from bot.store.tables import offers as offers_table

CLUBS = tuple(Offer(f"klub-{letter}", f"Klub {letter}") for letter in "abc")
PLANS = Organisation(
    plans=(Plan("to", "Toften"),), people=(Person("leder", "Leder", Role.STAFF, "Ane", "ane@example.org"),)
)


def fresh(store: Store) -> Directory:
    """The whole directory, read anew."""
    with store._database.snapshot() as connection:
        return read(connection)


def same(one: Directory, other: Directory) -> bool:
    """Whether two directories hold the same (areas have no equality of their own)."""
    return (one.offers, tuple(one.areas), one.organisation, one.version) == (
        other.offers, tuple(other.areas), other.organisation, other.version)  # fmt: skip


def filled(store: Store) -> Directory:
    store.apply_areas([Area("by", "Byen", "by")])
    store.apply_organisation(PLANS)
    store.apply_offers(CLUBS)
    return store.directory()


def test_after_an_edit_all_but_the_edited_offer_are_the_same_objects(store: Store) -> None:
    before = filled(store)
    store.offers.edit("klub-b", {"phone": "33 66 33 66"}, "owner", "leder")
    after = store.directory()
    assert [one is other for one, other in zip(before.offers, after.offers, strict=True)] == [True, False, True]
    assert after.offers[1].phone == after.offer("klub-b").phone == "33 66 33 66"  # type: ignore[union-attr]
    assert (after.areas is before.areas, after.organisation is before.organisation) == (True, True)
    assert after.version == before.version + 1
    assert store.directory() is after


def test_names_are_those_of_the_directory_as_it_is_now_and_are_made_once(store: Store) -> None:
    filled(store)
    names = store.known_names()
    assert list(names.spans("Ane fra Toften ringer")) == [(0, 3, False), (8, 14, False)]
    assert store.known_names() is names
    store.people.forget("leder", "leder")
    assert list(store.known_names().spans("Ane fra Toften ringer")) == [(8, 14, False)]


def test_an_import_replaces_what_differs_in_its_place_and_adds_what_is_new_at_the_end(store: Store) -> None:
    before = filled(store)
    new = Offer("aller-nyest", "Nyt sted")
    store.apply_offers([new, replace(CLUBS[2], summary="Om aftenen"), CLUBS[0]])
    after = store.directory()
    assert [offer.id for offer in after.offers] == ["klub-a", "klub-b", "klub-c", "aller-nyest"]
    assert [one is other for one, other in zip(before.offers, after.offers, strict=False)] == [True, True, False]
    assert same(after, fresh(store))


def test_an_import_that_changes_nothing_or_is_only_tried_leaves_the_directory_alone(store: Store) -> None:
    before = filled(store)
    store.apply_offers(CLUBS)
    store.apply_offers([replace(CLUBS[0], name="Prøve")], dry_run=True)
    assert store.directory() is before


def test_an_import_whose_value_a_person_has_set_is_not_read_again(store: Store) -> None:
    filled(store)
    store.offers.edit("klub-a", {"name": "Klubben"}, "owner", "leder")
    before = store.directory()
    store.apply_offers([replace(CLUBS[0], name="Navnet fra filen")])
    assert store.directory() is before
    store.offers.edit("klub-b", {"name": "Den anden"}, "owner", "leder")
    assert store.directory().offers[0] is before.offers[0]
    assert same(store.directory(), fresh(store))


def test_a_forgotten_person_is_gone_from_the_directory_and_the_offers_stay_the_same_objects(store: Store) -> None:
    before = filled(store)
    store.people.forget("leder", "leder")
    after = store.directory()
    assert [(person.name, person.email) for person in after.organisation.people] == [(None, None)]
    assert all(one is other for one, other in zip(before.offers, after.offers, strict=True))
    assert after.areas is before.areas
    assert same(after, fresh(store))


def test_new_areas_are_read_and_what_is_equal_stays_the_same_object(store: Store) -> None:
    before = filled(store)
    store.apply_areas([Area("by", "Byen", "by"), Area("nord", "Nord", "bydel", "by")])
    after = store.directory()
    assert len(after.areas) == 2
    assert after.organisation is before.organisation


def test_what_another_process_wrote_is_read_however_many_versions_came_between(store: Store) -> None:
    filled(store)
    other = Store(store._database)
    other.offers.edit("klub-a", {"phone": "1"}, "owner", "leder")
    other.apply_organisation(replace(PLANS, plans=(Plan("to", "På Toften"),)))
    other.offers.edit("klub-c", {"phone": "2"}, "owner", "leder")
    after = store.directory()
    assert [offer.phone for offer in after.offers] == ["1", None, "2"]
    assert after.organisation.plans[0].name == "På Toften"
    assert same(after, fresh(store))


def test_an_offer_deleted_by_hand_is_gone_after_the_next_change(store: Store) -> None:
    filled(store)
    with store._database.writing() as connection:
        connection.execute(delete(offers_table).where(offers_table.c.id == "klub-b"))
    store.offers.edit("klub-a", {"phone": "1"}, "owner", "leder")
    assert [offer.id for offer in store.directory().offers] == ["klub-a", "klub-c"]


def test_many_writers_and_readers_at_once_leave_nothing_stale(store: Store) -> None:
    filled(store)
    readers = [store, Store(store._database)]

    def work(thread: int) -> None:
        for n in range(12):
            if thread % 3 == 2:
                store.apply_offers([replace(CLUBS[n % 3], summary=f"{thread} {n}"), Offer(f"ny-{thread}-{n}", "Ny")])
            else:
                store.offers.edit(f"klub-{'abc'[n % 3]}", {"place": f"{thread} {n}"}, "owner", "leder")
            for reader in readers:
                found, version = reader.directory(), store.version()
                assert found.version <= version

    with ThreadPoolExecutor(6) as pool:
        for done in [pool.submit(work, thread) for thread in range(6)]:
            done.result()
    for reader in readers:
        assert same(reader.directory(), fresh(store))


ids = st.sampled_from(["a", "b", "c", "d", "e"])
texts = st.sampled_from(["", "x", "y", "z"])
edits = st.tuples(st.just("edit"), ids, st.sampled_from(["summary", "description"]), texts)
imports = st.tuples(
    st.just("import"), st.lists(st.tuples(ids, texts, texts), max_size=4, unique_by=lambda row: row[0])
)
places = st.tuples(st.just("areas"), ids, texts)
forgets = st.tuples(st.just("forget"), ids)
people = st.tuples(st.just("people"), ids, texts)
looks = st.tuples(st.just("look"))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=timedelta(seconds=20), max_examples=25
)
@given(st.lists(edits | imports | places | people | forgets | looks, max_size=12))
def test_any_row_of_changes_gives_what_a_fresh_read_gives(store: Store, steps: list[tuple[object, ...]]) -> None:
    do: dict[str, Callable[..., object]] = {
        "edit": lambda id_, field, text: store.offers.edit(id_, {field: text}, "owner", "leder"),
        "import": lambda rows: store.apply_offers([Offer(id_, n or "Navn", summary=s) for id_, n, s in rows]),
        "areas": lambda id_, name: store.apply_areas([Area(id_, name or "Navn")]),
        "people": lambda id_, name: store.apply_organisation(
            Organisation(people=(Person(id_, "Titel", Role.STAFF, name or None, None),))
        ),
        "forget": lambda id_: store.people.forget(id_, "leder"),
        "look": store.directory,
    }
    for name, *values in steps:
        try:
            do[str(name)](*values)
        except KeyError:
            continue  # not there yet
        if name == "look":
            assert same(store.directory(), fresh(store))
    assert same(store.directory(), fresh(store))

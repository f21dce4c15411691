"""Importing into the directory."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

import pytest

from bot.domain.areas import Area
from bot.domain.offers import Offer, Slot
from bot.domain.organisation import (
    Board,
    Funding,
    Group,
    Initiative,
    Organisation,
    Party,
    Person,
    Plan,
    Role,
    Series,
)
from bot.store import Changes, Store, StoreError

CLUB = Offer(
    "klub-n",
    "Klub N",
    areas=("noerrebro",),
    min_age=13,
    max_age=17,
    schedule=(Slot("man", time(16), time(22, 30)), Slot("søn")),
    price_dkk=0,
    phone="33 17 33 33",
)
HELP = Offer("lektiehjælp", "Lektiehjælp", kind="indsats")
ORGANISATION = Organisation(
    parties=(Party("uu", "UU", "buf"), Party("buf", "Børne- og Ungdomsforvaltningen", note="æøå")),
    boards=(Board("b", "Bydelsbestyrelsen", ("noerrebro",)),),
    plans=(Plan("p", "Helhedsplanen", "b", ("noerrebro",), ("Afd. 1",), "note"),),
    groups=(Group("g", "Styregruppen", ("uu", "buf")), Group("f", "Følgegruppen", members="plan_leaders")),
    series=(Series("s", "Helhedsplan og UU", ("plan_leader", "coordinator:uu"), "plan", 1, 2),),
    initiatives=(
        Initiative("i", "Indsatsen", funding=(Funding("LBF", 4_930_000_000, 2.7), Funding("BUF"))),
        Initiative("j", "Den anden", full_time_years=4.2, meetings_per_year=(1, 2), lessons=("Smalt sigte",)),
    ),
    people=(Person("leder", "Leder", Role.PLAN_LEADER, "Ida Ærø", "ida@example.org", plan="p"),),
)


def test_imported_offers_are_in_the_directory_in_the_files_order(store: Store) -> None:
    changes = store.apply_offers([HELP, CLUB])
    assert changes == Changes(added=2)
    assert store.directory().offers == (HELP, CLUB)


def test_imported_areas_and_organisation_come_back_as_they_were(store: Store) -> None:
    areas = (Area("kbh", "København", "by"), Area("n", "Nørrebro", "bydel", "kbh", ("2200",), ("2200",), ("v", "ø")))
    assert store.apply_areas(areas).added == 2
    assert store.apply_organisation(ORGANISATION).added == 10
    assert tuple(store.directory().areas) == areas
    assert store.directory().organisation == ORGANISATION


def test_importing_again_changes_nothing(store: Store) -> None:
    store.apply_offers([CLUB, HELP])
    store.apply_organisation(ORGANISATION)
    version, log = store.version(), store.audit.recent(100)
    assert store.apply_offers([HELP, CLUB]) == Changes(unchanged=2)
    assert store.apply_organisation(ORGANISATION) == Changes(unchanged=10)
    assert (store.version(), store.audit.recent(100)) == (version, log)


def test_the_version_grows_with_every_import_that_changes_something(store: Store) -> None:
    assert store.version() == 0
    store.apply_offers([CLUB])
    store.apply_offers([replace(CLUB, phone=None)])
    assert store.version() == 2


def test_a_changed_offer_is_an_update_in_the_audit_log_with_before_and_after(store: Store) -> None:
    store.apply_offers([CLUB, HELP])
    later = replace(CLUB, phone="33 66 33 66", areas=("noerrebro", "valby"))
    altered = (("klub-n", ("areas", "phone")),)
    assert store.apply_offers([later, HELP]) == Changes(changed=1, unchanged=1, altered=altered)
    update, create = store.audit.of("offer", "klub-n")
    assert (update.action, create.action) == ("update", "create")
    assert update.changes == {
        "phone": ("33 17 33 33", "33 66 33 66"),
        "areas": (["noerrebro"], ["noerrebro", "valby"]),
    }
    assert store.directory().offers == (later, HELP)


def test_a_vanished_offer_is_reported_and_stays(store: Store) -> None:
    store.apply_offers([CLUB, HELP])
    assert store.apply_offers([HELP]) == Changes(unchanged=1, vanished=("klub-n",))
    assert store.directory().offers == (CLUB, HELP)


def test_a_dry_run_says_what_would_happen_and_does_nothing(store: Store) -> None:
    assert store.apply_offers([CLUB], dry_run=True) == Changes(added=1)
    assert store.directory().offers == ()
    assert store.version() == 0
    assert store.audit.recent(1) == ()


def test_an_import_that_breaks_midway_leaves_nothing(store: Store) -> None:
    def broken() -> Iterator[Offer]:
        for number in range(2500):
            yield replace(CLUB, id=f"klub-{number}")
        raise ValueError("line 2501 is faulty")

    with pytest.raises(ValueError, match="2501"):
        store.apply_offers(broken())
    assert (store.directory().offers, store.version(), store.audit.recent(1)) == ((), 0, ())
    assert store.apply_offers([CLUB]).added == 1  # and nothing is locked


def test_the_same_id_twice_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="»klub-n« står der to gange"):
        store.apply_offers([CLUB, HELP, CLUB])
    assert store.directory().offers == ()


def test_progress_is_told_how_far_a_long_import_has_come(store: Store) -> None:
    told: list[int] = []
    store.apply_offers((replace(CLUB, id=f"klub-{n}") for n in range(2500)), progress=told.append)
    assert told == [1000, 2000, 2500]
    assert len(store.directory().offers) == 2500


def test_an_import_may_read_the_store_while_it_runs(store: Store) -> None:
    store.apply_areas([Area("n", "Nørrebro")])
    offers = (replace(CLUB, areas=tuple(area.id for area in store.directory().areas)) for _ in range(1))
    store.apply_offers(offers)
    assert store.directory().offers[0].areas == ("n",)


def test_the_directory_is_read_once_for_each_version(store: Store) -> None:
    store.apply_offers([CLUB])
    first = store.directory()
    assert store.directory() is first
    store.apply_offers([HELP])
    assert store.directory() is not first
    assert store.directory().version == 2

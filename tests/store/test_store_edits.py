"""Persons' edits of offers, and imports after them."""

from dataclasses import replace

import pytest

from bot.domain.offers import Offer, Slot
from bot.store import Changes, Store, StoreError

CLUB = Offer("klub-n", "Klub N", areas=("noerrebro",), phone="33 17 33 33")


def test_an_edit_is_in_the_directory_and_its_origin_known(store: Store) -> None:
    store.apply_offers([CLUB])
    store.offers.edit("klub-n", {"phone": "33 66 33 66"}, "owner", "leder-klub-n")
    store.offers.edit("klub-n", {"schedule": (Slot("ons"),)}, "administrator", "administrator")
    assert store.directory().offers == (replace(CLUB, phone="33 66 33 66", schedule=(Slot("ons"),)),)
    origins = store.offers.origins("klub-n")
    assert origins["phone"] == "owner"
    assert origins["schedule"] == "administrator"
    assert {origins[name] for name in origins.keys() - {"phone", "schedule"}} == {"import"}
    assert store.version() == 3


def test_an_edit_is_in_the_audit_log_with_who_did_it(store: Store) -> None:
    store.apply_offers([CLUB])
    store.offers.edit("klub-n", {"phone": None}, "owner", "leder-klub-n")
    latest = store.audit.recent(1)[0]
    assert (latest.actor, latest.action, latest.record_id) == ("leder-klub-n", "update", "klub-n")
    assert latest.changes == {"phone": ("33 17 33 33", None)}


def test_a_later_import_keeps_the_edit_and_says_so(store: Store) -> None:
    store.apply_offers([CLUB])
    store.offers.edit("klub-n", {"phone": "33 66 33 66"}, "owner", "leder-klub-n")
    changes = store.apply_offers([replace(CLUB, phone="70 20 30 40", place="Klubben")])
    assert changes == Changes(changed=1, kept=(("klub-n", "phone"),), altered=(("klub-n", ("place",)),))
    assert store.directory().offers == (replace(CLUB, phone="33 66 33 66", place="Klubben"),)
    assert store.offers.origins("klub-n")["phone"] == "owner"


def test_the_old_file_again_keeps_the_edit_and_changes_nothing(store: Store) -> None:
    store.apply_offers([CLUB])
    store.offers.edit("klub-n", {"phone": "33 66 33 66"}, "owner", "leder-klub-n")
    version = store.version()
    for _ in range(2):
        assert store.apply_offers([CLUB]) == Changes(unchanged=1, kept=(("klub-n", "phone"),))
    assert store.version() == version


def test_an_edit_stays_the_persons_after_an_import_that_agrees(store: Store) -> None:
    store.apply_offers([CLUB])
    store.offers.edit("klub-n", {"phone": "33 66 33 66"}, "owner", "leder-klub-n")
    assert store.apply_offers([replace(CLUB, phone="33 66 33 66")]) == Changes(unchanged=1)
    store.apply_offers([CLUB])
    assert store.directory().offers[0].phone == "33 66 33 66"


def test_an_import_that_does_not_name_an_edited_offer_leaves_it_alone(store: Store) -> None:
    store.apply_offers([CLUB])
    store.offers.edit("klub-n", {"phone": "33 66 33 66"}, "owner", "leder-klub-n")
    assert store.apply_offers([]) == Changes(vanished=("klub-n",))
    assert store.offers.origins("klub-n")["phone"] == "owner"


def test_an_unknown_offer_cannot_be_edited(store: Store) -> None:
    with pytest.raises(KeyError):
        store.offers.edit("ukendt", {"phone": "1"}, "owner", "leder")
    with pytest.raises(KeyError):
        store.offers.origins("ukendt")


def test_fields_that_belong_together_are_set_together_or_not_at_all(store: Store) -> None:
    store.apply_offers([CLUB])
    before = store.version()
    with pytest.raises(StoreError):
        store.offers.edit("klub-n", {"price_dkk": 100, "price_note": "\x00"}, "owner", "leder")
    assert store.directory().offers == (CLUB,)
    assert store.version() == before
    store.offers.edit("klub-n", {"min_age": 40, "max_age": 50}, "owner", "leder")
    assert store.version() == before + 1


@pytest.mark.parametrize("field", ["id", "digest", "edited", "ukendt"])
def test_only_what_an_offer_says_can_be_edited(store: Store, field: str) -> None:
    store.apply_offers([CLUB])
    with pytest.raises(ValueError, match=field):
        store.offers.edit("klub-n", {field: "x"}, "owner", "leder")


def test_an_edit_with_an_impossible_character_is_refused(store: Store) -> None:
    store.apply_offers([CLUB])
    with pytest.raises(StoreError, match="place"):
        store.offers.edit("klub-n", {"place": "a\0b"}, "owner", "leder")
    assert store.directory().offers == (CLUB,)

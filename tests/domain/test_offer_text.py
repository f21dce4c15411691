"""The Danish of an offer's facts."""

from datetime import UTC, date, datetime, time

import pytest

from bot.domain import offer_text as text
from bot.domain.areas import Area, Areas
from bot.domain.offers import Offer, Slot, Weekday

AREAS = Areas([Area("noerrebro", "Nørrebro")])


def slots(days: str, start: time | None = None, end: time | None = None) -> tuple[Slot, ...]:
    names: list[Weekday] = days.split()  # type: ignore[assignment]
    return tuple(Slot(day, start, end) for day in names)


def test_a_place_shows_its_address_once_and_its_area() -> None:
    offer = Offer(
        "k",
        "K",
        areas=("noerrebro",),
        place="Klub N",
        address="Guldbergsgade 10",
        postal_code="2200",
        city="København N",
    )
    assert text.where(offer, AREAS) == "Klub N, Guldbergsgade 10, 2200 København N (Nørrebro)"


def test_an_offer_without_a_place_shows_its_area() -> None:
    assert text.where(Offer("k", "K", areas=("noerrebro",)), AREAS) == "Nørrebro"


@pytest.mark.parametrize(
    ("schedule", "shown"),
    [
        (slots("man tir ons tor", time(9), time(15)), "man–tor kl. 9–15"),
        (slots("man tor fre", time(17), time(22, 30)), "man, tor og fre kl. 17–22.30"),
        (slots("man tir ons tor fre lør søn", time(8), time(22)), "alle dage kl. 8–22"),
        (slots("fre lør", time(22), time(2)), "fre og lør kl. 22–2"),
        (slots("ons"), "ons"),
        (slots("ons", time(16)), "ons fra kl. 16"),
        ((), ""),
    ],
)
def test_days_with_the_same_hours_are_gathered(schedule: tuple[Slot, ...], shown: str) -> None:
    assert text.hours(schedule) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (13, 17, "13–17 år"),
        (18, None, "fra 18 år"),
        (None, 12, "til og med 12 år"),
        (5, 5, "5 år"),
        (None, None, "ikke oplyst"),
    ],
)
def test_ages_say_which_end_is_open(low: int | None, high: int | None, shown: str) -> None:
    assert text.ages(Offer("a", "A", min_age=low, max_age=high)) == shown


def test_a_free_offer_is_gratis_and_an_unknown_price_says_so() -> None:
    assert text.price(Offer("a", "A", price_dkk=0, price_note="Gratis")) == "gratis"
    assert text.price(Offer("a", "A", price_dkk=0, price_note="Chat og sms er gratis")) == "Chat og sms er gratis"
    assert text.price(Offer("a", "A")) == "ikke oplyst"
    assert text.price(Offer("a", "A", price_dkk=1250, price_note="pr. år")) == "1.250 kr. (pr. år)"


def test_kroner_are_written_as_danes_write_them() -> None:
    assert text.kroner(4_930_000) == "4.930.000"
    assert text.kroner(49.5) == "49,50"


def test_an_old_source_asks_people_to_ring_first() -> None:
    shown = text.source("https://www.bha.dk/klub", "2019", date(2026, 11, 23))
    assert shown == "Kilde: bha.dk, 2019 – ring, før du henviser"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.xn--nrrebrobyggerne-5tb.dk/om", "nørrebrobyggerne.dk"),
        ("https://www.nørrebrobyggerne.dk", "nørrebrobyggerne.dk"),
        ("http://xn--/x", "xn--"),
        ("http://a..dk", "a..dk"),
    ],
)
def test_a_source_is_spelled_as_people_spell_it(url: str, site: str) -> None:
    assert text.source(url, "2026", date(2026, 11, 23)) == f"Kilde: {site}, 2026"


def test_an_undated_source_says_so() -> None:
    assert (
        text.source("https://kk.dk/x", None, date(2026, 1, 1)) == "Kilde: kk.dk · Dato ukendt"
    )


@pytest.mark.parametrize(
    ("source_date", "old"),
    [
        ("2023", False),
        ("2022", True),
        ("2023-11", False),
        ("2023-10", True),
        ("2023-11-23", True),
        ("2023-11-24", False),
    ],
)
def test_a_source_is_old_three_years_after_the_last_day_it_may_be_from(source_date: str, old: bool) -> None:
    assert text.is_old(source_date, date(2026, 11, 23)) is old


def test_what_happens_after_midnight_is_told_under_its_own_day() -> None:
    assert text.danish_day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "24. november 2026"

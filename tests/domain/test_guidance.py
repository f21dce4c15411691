"""Whom one is told to call about a worry, and when."""

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest

from bot.clock import COPENHAGEN
from bot.domain.acute import Acute
from bot.domain.areas import Area, Areas
from bot.domain.directory import Directory
from bot.domain.guidance import Guidance, guidance
from bot.domain.offers import WEEKDAYS, Offer, Slot

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=COPENHAGEN)
MONDAY_NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=COPENHAGEN)

OFFICE_HOURS = tuple(Slot(day, time(9), time(15)) for day in WEEKDAYS[:5])
NORTH = Offer(
    "nord",
    "Familieafsnit Nord",
    areas=("nord",),
    max_age=17,
    topics=("underretning",),
    phone="11 11 11 11",
    kind="kontakt",
    schedule=OFFICE_HOURS,
)
SOUTH = replace(NORTH, id="syd", name="Familieafsnit Syd", areas=("syd",), phone="22 22 22 22")
CENTRAL = replace(NORTH, id="by", name="Børneafdelingen", areas=("aaby",), phone="33 33 33 33")
ADULTS = replace(CENTRAL, id="voksne", name="Voksenafsnittet", phone="55 55 55 55", min_age=18, max_age=None)
NIGHT = Offer(
    "vagt",
    "Socialvagten",
    areas=("aaby",),
    topics=("akut hjælp",),
    phone="44 44 44 44",
    kind="kontakt",
    schedule_note="Åbent 24 timer i døgnet",
)
AREAS = Areas(
    [
        Area("aaby", "Åby", "by"),
        Area("nord", "Nord", "bydel", "aaby"),
        Area("parken", "Parken", "boligområde", "nord"),
        Area("syd", "Syd", "bydel", "aaby"),
        Area("oest", "Øst", "bydel", "aaby"),
    ]
)
TOWN = Directory((NORTH, SOUTH, CENTRAL, NIGHT, ADULTS), AREAS)


def advice(
    *keys: str,
    areas: tuple[str, ...] = (),
    adult: bool | None = None,
    now: datetime = MONDAY_TEN,
    town: Directory = TOWN,
) -> Guidance:
    return guidance(keys, areas, adult, now, town, ACUTE)


def phones(found: Guidance) -> list[str | None]:
    return [contact.phone for contact in found.contacts]


def test_112_comes_first_where_life_is_in_danger_and_the_districts_office_next_while_it_is_open() -> None:
    assert phones(advice("vold", areas=("parken",)))[:3] == ["112", "11 11 11 11", "44 44 44 44"]


def test_who_may_jump_is_met_with_112_the_emergency_line_and_the_life_line_and_asked_directly() -> None:
    found = advice("livsfare", "spring", "trusler")
    assert phones(found)[:2] == ["112", "70 201 201"]  # 1813 is Copenhagen's
    assert "Spørg direkte, og lad ikke den unge være alene." in found.lines
    assert "82 12 12 12" not in phones(found)


def test_the_poison_line_is_for_what_was_swallowed_and_takes_no_advice_away() -> None:
    found = advice("livsfare", "forgiftning", "vold")
    assert phones(found)[:2] == ["112", "82 12 12 12"]
    assert set(advice("livsfare", "vold").lines) == set(found.lines)
    assert "82 12 12 12" not in phones(advice("livsfare"))


def test_those_who_answer_at_night_come_before_an_office_that_is_closed() -> None:
    found = advice("omsorgssvigt", areas=("parken",), now=MONDAY_NIGHT)
    assert phones(found)[:2] == ["44 44 44 44", "11 11 11 11"]
    assert found.contacts[1].hours_text == "Lukket nu · man–fre kl. 9–15"


@pytest.mark.parametrize("day", [(2026, 12, 25), (2027, 5, 6)])
def test_an_office_is_closed_on_christmas_day_and_ascension_day(day: tuple[int, int, int]) -> None:
    found = advice("omsorgssvigt", areas=("syd",), now=datetime(*day, 10, tzinfo=COPENHAGEN))
    assert phones(found)[0] == "44 44 44 44"


def test_a_district_without_an_office_of_its_own_gets_the_citys() -> None:
    assert "33 33 33 33" in phones(advice("vold", areas=("oest",)))


def test_without_an_area_one_gets_the_citys_office_and_is_asked_for_the_area() -> None:
    found = advice("vold")
    assert "33 33 33 33" in phones(found)
    assert not {"11 11 11 11", "22 22 22 22"} & set(phones(found))
    assert any("Skriv området" in line for line in found.lines)


def test_an_area_that_nobody_knows_counts_as_none() -> None:
    assert advice("vold", areas=("atlantis",)) == advice("vold")


def test_two_areas_give_both_offices() -> None:
    assert {"11 11 11 11", "22 22 22 22"} <= set(phones(advice("vold", areas=("parken", "syd"))))


def test_a_town_without_night_duty_shows_none_and_still_helps() -> None:
    town = Directory((NORTH,), AREAS)
    assert phones(advice("husly", areas=("nord",), town=town))[0] == "11 11 11 11"
    assert phones(advice("selvmord", town=Directory()))[0] == "112"


def test_an_adult_gets_the_adults_office_no_childrens_line_and_no_duty_to_notify() -> None:
    found = advice("vold", areas=("nord",), adult=True)
    assert "55 55 55 55" in phones(found)
    assert not {"11 11 11 11", "33 33 33 33", "116 111"} & set(phones(found))
    assert not any("§ 133" in line for line in found.duty)


def test_a_child_gets_no_adults_office() -> None:
    assert "55 55 55 55" not in phones(advice("vold", areas=("nord",), adult=False))


def test_the_duty_names_both_paragraphs_the_age_and_that_vejviser_forwards_nothing() -> None:
    duty = " ".join(advice("omsorgssvigt").duty)
    for part in ("barnets lov § 133", "barnets lov § 135", "under 18 år"):
        assert part in duty
    assert "Vejviser sender ikke din underretning videre" in duty


def test_a_number_is_shown_once_with_the_directorys_own_record_of_it() -> None:
    red = Offer("red", "RED hos os", areas=("aaby",), topics=("social kontrol",), phone="70277686", kind="kontakt")
    found = advice("tvang", "vold", town=Directory((red,), AREAS))
    digits = [(phone or "").replace(" ", "") for phone in phones(found)]
    assert digits.count("70277686") == 1
    assert digits.count("112") == 1
    assert next(c for c in found.contacts if c.phone == "70277686").offer_id == "red"


def test_contacts_of_another_city_are_not_shown() -> None:
    assert "1813" not in phones(advice("selvmord"))
    assert "33 17 41 22" not in phones(advice("husly", adult=True))


def test_no_worry_gives_no_guidance() -> None:
    assert advice() == advice("findes-ikke") == Guidance("", (), (), ())

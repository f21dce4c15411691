"""What a record's note about its times states, when it has no hours in columns."""

from datetime import time

import numpy as np
import pytest

from bot.domain.offers import WEEKDAYS, Offer, Slot, Weekday
from bot.domain.questions.ages import Age
from bot.domain.questions.facts import Facts, is_costless, noted
from bot.domain.questions.times import When


@pytest.mark.parametrize(
    ("note", "when"),
    [
        ("Mandag og torsdag med åbent til kl. 20; starttid ikke oplyst", When(("man", "tor"), None, time(20))),
        ("Hverdage 8-16", When(WEEKDAYS[:5], time(8), time(16))),
        ("Dagligt kl. 13-17, enkelte aftener kl. 17-20", When(WEEKDAYS, time(13), time(17))),
        ("Tirsdag; klokkeslæt ikke oplyst", When(("tir",))),
        ("Hverdage i uge 7-9", When(WEEKDAYS[:5])),
        ("Mandag for 13-17-årige", When(("man",))),
        ("Uge 26-31", When()),
        ("Mandag-torsdag kl. 14-17", When(WEEKDAYS[:4], time(14), time(17))),
        ("Man.-tors. kl. 8-15", When(WEEKDAYS[:4], time(8), time(15))),
        ("Fredag til mandag", When(("man", "fre", "lør", "søn"))),
        ("Hverdage efter kl. 15 og hele weekenden", When(WEEKDAYS, time(15), None)),
        ("Sidste torsdag i måneden", When(("tor",))),
        ("Hver anden søndag", When(("søn",))),
        ("Sidste onsdag i måneden kl. 17", When(("ons",), time(17), time(17))),
    ],
)
def test_a_note_about_times_is_read_as_a_question_is(note: str, when: When) -> None:
    assert noted(note) == when


@pytest.mark.parametrize(
    ("days", "start", "end", "is_open"),
    [
        (("man",), time(18), time(23), True),
        (("man",), time(20), time(23), False),
        (("tir",), time(18), time(23), False),
        (("tor",), None, None, True),
    ],
)
def test_who_states_days_and_hours_in_a_note_is_open_then(
    days: tuple[Weekday, ...], start: time | None, end: time | None, is_open: bool
) -> None:
    facts = Facts.of([Offer("x", "X", schedule_note="Mandag og torsdag med åbent til kl. 20")])
    assert facts.is_open(days, start, end).tolist() == [is_open]


@pytest.mark.parametrize(
    ("days", "at", "is_open"),
    [
        (("lør",), time(23), True),
        (("lør",), time(12), True),
        (("søn",), time(7), True),
        (("tir",), time(3), True),
        (("tir",), time(12), False),
        ((), time(3), True),
    ],
)
def test_a_note_may_tell_the_night_and_the_whole_weekend(
    days: tuple[Weekday, ...], at: time, is_open: bool
) -> None:
    note = "Uden for kontortid: hverdage fra kl. 15 til næste morgen, hele weekenden og helligdage"
    assert Facts.of([Offer("x", "X", schedule_note=note)]).is_open(days, at, at).tolist() == [is_open]


def test_who_is_open_over_midnight_is_open_after_it_whatever_the_day() -> None:
    facts = Facts.of([Offer("x", "X", schedule=(Slot("fre", time(20), time(2)),))])
    assert facts.is_open((), time(1), time(1)).all()
    assert facts.is_open(("lør",), time(1), time(1)).all()
    assert not facts.is_open(("fre",), time(1), time(1)).any()
    assert not facts.is_open((), time(3), time(3)).any()


def test_a_note_without_hours_tells_none_of_a_day_that_has_them() -> None:
    slots = (Slot("lør", time(10), time(11)),)
    facts = Facts.of([Offer("x", "X", schedule=slots, schedule_note="Første lørdag i måneden")])
    assert facts.is_open(("lør",), time(10), time(10)).all()
    assert not facts.is_open(("lør",), time(20), time(20)).any()


def test_who_tells_no_hour_may_be_open_at_any_of_its_days() -> None:
    facts = Facts.of([Offer("x", "X", schedule_note="Tirsdag; klokkeslæt ikke oplyst")])
    assert facts.is_open(("tir",), time(17), time(17)).all()
    assert not facts.is_open((), time(17), time(17)).any()
    assert np.array_equal(facts.is_open(("ons",), None, None), [False])


@pytest.mark.parametrize(
    ("offer", "costless"),
    [
        (Offer("x", "X", kind="kontakt"), True),
        (Offer("x", "X", kind="indsats"), True),
        (Offer("x", "X", topics=("fritidsjob", "vejledning")), True),
        (Offer("x", "X", topics=("rådgivning",)), True),
        (Offer("x", "X", topics=("legeplads", "dyr")), True),
        (Offer("x", "X", kind="kontakt", topics=("kriminalitetsforebyggelse",)), False),
        (Offer("x", "X", topics=("fritidsklub", "job")), False),
        (Offer("x", "X", topics=("lejr",)), False),
        (Offer("x", "X", topics=("rådgivning",), price_dkk=200), False),
    ],
)
def test_an_office_a_job_and_counselling_cost_nothing(offer: Offer, costless: bool) -> None:
    assert is_costless(offer) == costless


@pytest.mark.parametrize(
    ("text", "audience", "fits"),
    [
        ("Klubben har eget pigehold om tirsdagen.", (), True),
        ("Klubben har hold for piger om torsdagen.", ("piger", "drenge"), True),
        ("Sport og faste pigedage om mandagen.", ("alle",), True),
        ("Hold for piger og drenge fra U5.", ("piger", "drenge"), False),
        ("Der er et breakhold for drenge.", (), False),
        ("Fodbold for alle.", (), False),
        ("Fodbold for alle.", ("piger",), True),
    ],
)
def test_who_has_a_team_for_girls_has_something_for_girls_only(
    text: str, audience: tuple[str, ...], fits: bool
) -> None:
    facts = Facts.of([Offer("x", "X", description=text, audience=audience)])
    assert facts.fits_audience("piger", np.array([0]), stated=False, only=True).tolist() == [fits]


@pytest.mark.parametrize(
    ("offer", "age", "fits"),
    [
        (Offer("o", "Terapi", "For unge under 25.", max_age=24), (0, 1), False),
        (Offer("o", "Terapi", "For unge under 25.", max_age=24), (3, 3), False),
        (Offer("o", "Terapi", "For unge under 25.", max_age=24), (14, 14), True),
        (Offer("o", "Mødregruppe", "For mødre under 25.", audience=("forældre",), max_age=24), (0, 1), True),
        (Offer("o", "Musikskole", "For 0-25-årige.", min_age=0, max_age=25), (0, 1), True),
        (Offer("o", "Børneenhed", "For børn under 18.", max_age=17), (0, 1), True),
    ],
)
def test_under_25_alone_is_for_no_small_children(offer: Offer, age: Age, fits: bool) -> None:
    assert bool(Facts.of([offer]).fits_age(age, np.array([0]), stated=False)[0]) is fits

"""What a record's note about its times states, when it has no hours in columns."""

from datetime import time

import numpy as np
import pytest

from bot.domain.offers import WEEKDAYS, Offer, Weekday
from bot.domain.questions.facts import Facts, noted
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


def test_who_tells_no_hour_may_be_open_at_any_of_its_days() -> None:
    facts = Facts.of([Offer("x", "X", schedule_note="Tirsdag; klokkeslæt ikke oplyst")])
    assert facts.is_open(("tir",), time(17), time(17)).all()
    assert not facts.is_open((), time(17), time(17)).any()
    assert np.array_equal(facts.is_open(("ons",), None, None), [False])

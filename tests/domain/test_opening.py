"""Whether an office answers right now."""

from datetime import date, datetime, time

import pytest

from bot.clock import COPENHAGEN
from bot.domain.offers import WEEKDAYS, Offer, Slot
from bot.domain.opening import open_now, public_holiday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=COPENHAGEN)  # the 23rd is a Monday


def office(*slots: Slot, note: str | None = None) -> Offer:
    return Offer("x", "X", schedule=slots, schedule_note=note)


def test_an_office_is_open_from_its_first_minute_until_its_last_is_over() -> None:
    monday = office(Slot("man", time(9), time(15)))
    assert open_now(monday, at(23, 9)) and open_now(monday, at(23, 14, 59))
    assert not open_now(monday, at(23, 8, 59)) and not open_now(monday, at(23, 15))


def test_an_evening_that_ends_past_midnight_is_still_open_after_midnight() -> None:
    friday = office(Slot("fre", time(20), time(2)))
    assert open_now(friday, at(28, 1))
    assert not open_now(friday, at(28, 20))
    assert not open_now(friday, at(27, 1))


def test_unknown_hours_are_not_read_as_closed() -> None:
    assert open_now(office(), at(23, 10)) is None
    assert open_now(office(Slot("man", time(9), None)), at(23, 10)) is None


@pytest.mark.parametrize("note", ["Åbent 24 timer i døgnet, alle dage", "Døgnet rundt"])
def test_day_and_night_means_always(note: str) -> None:
    assert open_now(office(note=note), datetime(2026, 12, 25, 3, tzinfo=COPENHAGEN))


def test_a_line_that_is_open_every_day_is_open_on_holidays_and_an_office_is_not() -> None:
    christmas = datetime(2026, 12, 25, 10, tzinfo=COPENHAGEN)  # a Friday
    assert not open_now(office(*(Slot(day, time(8), time(22)) for day in WEEKDAYS[:5])), christmas)
    assert open_now(office(*(Slot(day, time(8), time(22)) for day in WEEKDAYS)), christmas)


def test_the_public_holidays_of_2027_are_known() -> None:
    every_day = [date.fromordinal(n) for n in range(date(2027, 1, 1).toordinal(), date(2028, 1, 1).toordinal())]
    known = " ".join(f"{day:%d/%m}" for day in every_day if public_holiday(day))
    assert known == "01/01 25/03 26/03 28/03 29/03 06/05 16/05 17/05 05/06 24/12 25/12 26/12 31/12"

"""The calendar: when messages may go out, where a step moves to, and which meeting times are odd."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import COPENHAGEN, Calendar, school_year
from bot.settings import Settings

CALENDAR = Settings().calendar.made()
MOMENTS = st.integers(0, 9 * 365 * 86_400).map(
    lambda s: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
) | st.builds(
    lambda day, seconds: datetime.combine(day, time(), UTC) + timedelta(seconds=seconds),  # daylight-saving changes
    st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2027, 3, 27), date(2027, 10, 30)]),
    st.integers(0, 3 * 86_400),
)
HOURS = st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1])


def local(*when: int) -> datetime:
    return datetime(*when, tzinfo=COPENHAGEN)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 28), "a Saturday"),
        (date(2027, 3, 25), "Maundy Thursday"),
        (date(2027, 5, 6), "Ascension Day"),
        (date(2027, 5, 7), "the bridge day after it"),
        (date(2028, 5, 1), "1 May"),
        (date(2028, 6, 5), "5 June"),
        (date(2026, 12, 24), "Christmas Eve"),
        (date(2026, 12, 31), "New Year's Eve"),
        (date(2027, 7, 14), "July's quiet weeks"),
    ],
)
def test_nothing_goes_out_on(day: date, why: str) -> None:
    assert not CALENDAR.is_working_day(day), why


def test_an_ordinary_day_is_a_working_day_also_in_the_schools_holidays() -> None:
    assert CALENDAR.is_working_day(date(2026, 11, 23))
    assert CALENDAR.is_working_day(date(2027, 2, 16)), "winter holiday: the offices are open"
    assert CALENDAR.is_working_day(date(2026, 5, 8)), "the great prayer day is a working day since 2024"


@pytest.mark.parametrize(
    ("at", "allowed"),
    [((7, 59, 59), False), ((8, 0), True), ((15, 59, 59), True), ((16, 0), False)],
)
def test_the_hours_are_from_8_until_16(at: tuple[int, ...], allowed: bool) -> None:
    assert CALENDAR.is_allowed(local(2026, 11, 23, *at)) is allowed


@pytest.mark.parametrize(
    ("at", "before", "after"),
    [
        (local(2026, 11, 23, 10, 0), local(2026, 11, 23, 10, 0), local(2026, 11, 23, 10, 0)),
        (local(2026, 11, 22, 10, 0), local(2026, 11, 20, 10, 0), local(2026, 11, 23, 8, 0)),
        (local(2026, 11, 23, 6, 0), local(2026, 11, 20, 15, 0), local(2026, 11, 23, 8, 0)),
        (local(2026, 11, 23, 19, 0), local(2026, 11, 23, 15, 0), local(2026, 11, 24, 8, 0)),
        (local(2027, 3, 28, 2, 30), local(2027, 3, 24, 8, 0), local(2027, 3, 30, 8, 0)),  # DST begins, at Easter
        (local(2026, 10, 25, 2, 30), local(2026, 10, 23, 8, 0), local(2026, 10, 26, 8, 0)),  # DST ends
        (local(2026, 12, 31, 9, 0), local(2026, 12, 30, 9, 0), local(2027, 1, 4, 8, 0)),
    ],
)
def test_a_closed_moment_gives_way(at: datetime, before: datetime, after: datetime) -> None:
    assert CALENDAR.step_before(at) == before
    assert CALENDAR.step_after(at) == after


@given(MOMENTS, HOURS)
def test_a_step_moves_to_an_allowed_moment_on_its_side_and_stays_there(
    at: datetime, hours: tuple[time, time]
) -> None:
    calendar = Calendar(*hours, CALENDAR.days_off, CALENDAR.bridge_days, CALENDAR.quiet_weeks)
    before, after = calendar.step_before(at), calendar.step_after(at)
    assert before <= at <= after
    assert calendar.is_allowed(before) and calendar.is_allowed(after)
    assert calendar.step_before(before) == before and calendar.step_after(after) == after
    if calendar.is_allowed(at):
        assert before == after == at


@given(MOMENTS)
def test_no_working_day_lies_between_a_step_and_where_it_moved(at: datetime) -> None:
    day, before, after = at.astimezone(COPENHAGEN).date(), CALENDAR.step_before(at), CALENDAR.step_after(at)
    for moved, edge in ((before.date(), 1), (after.date(), -1)):
        one = moved + timedelta(days=edge)
        while (one < day) if edge == 1 else (one > day):
            assert not CALENDAR.is_working_day(one)
            one += timedelta(days=edge)


@given(st.dates(date(2024, 1, 1), date(2033, 1, 1)), st.integers(-30, 30))
def test_working_days_are_counted_there_and_back(day: date, count: int) -> None:
    there = CALENDAR.working_days(day, count)
    assert (there > day) if count > 0 else (there < day) if count < 0 else (there == day)
    if count and CALENDAR.is_working_day(day):
        assert CALENDAR.working_days(there, -count) == day


def test_a_calendar_without_working_days_says_so() -> None:
    with pytest.raises(ValueError, match="no working days"):
        Calendar(quiet_weeks=frozenset(range(1, 54))).working_days(date(2026, 1, 1), 1)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (local(2026, 12, 3, 10), local(2026, 12, 3, 11), None),
        (local(2027, 3, 29, 10), None, "29. marts er anden påskedag."),
        (local(2027, 5, 6, 10), None, "6. maj er Kristi himmelfartsdag."),
        (local(2028, 5, 1, 10), None, "1. maj er en fridag."),
        (local(2028, 6, 5, 10), None, "5. juni er anden pinsedag."),
        (local(2029, 6, 5, 10), None, "5. juni er grundlovsdag."),
        (local(2027, 5, 7, 10), None, "7. maj er en indeklemt fridag."),
        (local(2026, 11, 28, 10), None, "28. november er en lørdag."),
        (local(2026, 10, 14, 10), None, "14. oktober ligger i skolernes efterårsferie."),
        (local(2027, 2, 16, 10), None, "16. februar ligger i skolernes vinterferie."),
        (local(2027, 3, 23, 10), None, "23. marts ligger i skolernes påskeferie."),
        (local(2026, 12, 28, 10), None, "28. december ligger i skolernes juleferie."),
        (local(2026, 7, 15, 10), None, "15. juli ligger i skolernes sommerferie."),
        (local(2026, 12, 3, 7), None, "Tiden ligger uden for almindelig arbejdstid (kl. 8-16)."),
        (local(2026, 12, 3, 15), local(2026, 12, 3, 17), "Tiden ligger uden for almindelig arbejdstid (kl. 8-16)."),
        (local(2026, 12, 3, 15), local(2026, 12, 3, 16), None),
    ],
)
def test_a_meeting_time_is_odd(start: datetime, end: datetime | None, said: str | None) -> None:
    assert CALENDAR.objection(start, end) == said


def test_the_schools_summer_is_from_the_last_saturday_of_june_to_the_second_monday_of_august() -> None:
    days = [date(2026, 6, 1) + timedelta(days=n) for n in range(90)]
    off = [day for day in days if CALENDAR.school_holiday(day)]
    assert (off[0], off[-1]) == (date(2026, 6, 27), date(2026, 8, 9))


def test_a_municipality_adds_school_holidays_of_its_own() -> None:
    calendar = Calendar(school_holidays=((date(2027, 5, 6), date(2027, 5, 9)),))
    assert calendar.school_holiday(date(2027, 5, 9)) == "ferie"
    assert calendar.school_holiday(date(2027, 5, 10)) is None


def test_a_school_year_begins_on_1_august() -> None:
    assert [school_year(day) for day in (date(2026, 7, 31), date(2026, 8, 1), date(2027, 1, 1))] == [2025, 2026, 2026]

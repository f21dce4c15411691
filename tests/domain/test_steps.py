"""Who is told what about a meeting, and when: in the allowed hours, before what it is about, DST and holidays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import meetings
from bot.domain.calendar import COPENHAGEN, Calendar
from bot.domain.delivering import Delivery
from bot.domain.meetings import Appointment, FollowUp, Meeting
from bot.domain.steps import Concerned, Rules, follow_up_step, steps

CALENDAR = Calendar(quiet_weeks=frozenset(range(27, 32)))
PEOPLE = Concerned(("leder", "uu"), ("uu",))
MADE = datetime(2026, 8, 1, 10, 0, tzinfo=COPENHAGEN)
OWED = Meeting(
    1, "uu-plan", "a", 2026, "Plan A og UU", opens=date(2026, 8, 15), closes=date(2026, 11, 30), made_at=MADE
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


def told(meeting: Meeting) -> list[tuple[str, str, str]]:
    found = steps(meeting, PEOPLE, Rules(), CALENDAR)
    return [(one.step, one.person, f"{one.due.astimezone(COPENHAGEN):%Y-%m-%d %H.%M}") for one in found]


def booked(start: str, now: str = "2026-09-01T10:00") -> Meeting:
    begins = at(start)
    agreed = Appointment(begins, begins + timedelta(hours=1), "Klub Borup")
    return meetings.book(OWED, agreed, ("leder", "uu"), "leder", at(now))


def test_what_is_owed_is_told_nudged_halfway_and_four_weeks_before_the_end() -> None:
    assert told(OWED) == [
        ("owed", "leder", "2026-08-17 08.00"),  # the 15th is a Saturday
        ("owed", "uu", "2026-08-17 08.00"),
        ("halfway", "leder", "2026-10-07 09.00"),
        ("halfway", "uu", "2026-10-07 09.00"),
        ("last", "leder", "2026-11-02 09.00"),
        ("last", "uu", "2026-11-02 09.00"),
    ]


def test_a_second_meeting_is_only_proposed_so_nobody_is_pressed_at_its_end() -> None:
    second = replace(OWED, number=2, owed=False, opens=date(2027, 3, 10), closes=date(2027, 5, 31))
    assert {step for step, *_ in told(second)} == {"owed", "halfway"}


def test_reminding_later_moves_only_that_persons_nudge() -> None:
    put_off = meetings.put_off(OWED, "uu", date(2026, 10, 20))
    mine = [(step, due) for step, person, due in told(put_off) if person == "uu"]
    assert mine == [("last", "2026-11-02 09.00"), ("later-2026-10-20", "2026-10-20 09.00")]
    assert [one for one in told(put_off) if one[1] == "leder"] == [one for one in told(OWED) if one[1] == "leder"]


def test_a_booked_meeting_is_announced_prepared_and_asked_about() -> None:
    found = [(step, due) for step, person, due in told(booked("2026-12-03T10:00")) if person == "leder"]
    assert found == [
        ("invited", "2026-09-01 10.00"),
        ("agenda", "2026-11-19 09.00"),
        ("28d", "2026-11-05 09.00"),
        ("7d", "2026-11-26 09.00"),
        ("1d", "2026-12-02 09.00"),
        ("held", "2026-12-04 08.00"),
    ]
    unanswered = [due for step, person, due in told(booked("2026-12-03T10:00")) if step == "unanswered"]
    assert unanswered == ["2026-12-18 09.00"]  # ten working days after the question


def test_the_day_before_a_monday_is_the_friday_and_easter_is_stepped_over() -> None:
    assert ("1d", "uu", "2026-12-04 09.00") in told(booked("2026-12-07T10:00"))
    assert ("1d", "uu", "2027-03-24 09.00") in told(booked("2027-03-30T10:00")), "Tuesday after Easter"
    assert ("held", "leder", "2027-03-30 08.00") in told(booked("2027-03-24T10:00")), "Wednesday before Easter"


def test_what_lies_before_the_booking_is_covered_by_the_invitation() -> None:
    found = {step for step, *_ in told(booked("2026-12-03T10:00", now="2026-11-24T12:00"))}
    assert found == {"invited", "7d", "1d", "held", "unanswered"}


def moved(start: str, now: str) -> tuple[Delivery, ...]:
    begins = at(start)
    agreed = Appointment(begins, begins + timedelta(hours=1))
    found = steps(meetings.move(booked("2026-12-03T10:00"), agreed, at(now)), PEOPLE, Rules(), CALENDAR)
    return tuple(one for one in found if one.kind == "meeting_moved")


def test_a_move_within_48_hours_is_told_at_once_even_at_night() -> None:
    news = moved("2026-12-10T10:00", now="2026-12-01T22:30")
    assert [(one.person, one.due, one.urgent) for one in news] == [
        (person, at("2026-12-01T22:30"), True) for person in ("leder", "uu")
    ]


def test_a_move_long_before_waits_for_the_morning() -> None:
    assert {(one.due, one.urgent) for one in moved("2026-12-10T10:00", now="2026-11-27T22:30")} == {
        (at("2026-11-30T08:00"), False)
    }


def test_a_cancelled_meeting_is_told_to_all_and_reminds_nobody() -> None:
    gone = meetings.cancel(booked("2026-12-03T10:00"), "Sygdom", at("2026-11-20T10:00"))
    assert told(gone) == [("cancelled", "leder", "2026-11-20 10.00"), ("cancelled", "uu", "2026-11-20 10.00")]


def test_only_those_who_have_not_answered_are_nudged_and_then_the_organiser_chooses() -> None:
    times = tuple((at(f"2026-10-{day}T10:00"), at(f"2026-10-{day}T11:00")) for day in (20, 21))
    asked = meetings.propose(OWED, times, ("leder", "uu", "sekretaer"), "leder", at("2026-09-01T10:00"))
    one = meetings.answer(asked, "uu", 0, True, at("2026-09-02T10:00"))
    one = meetings.answer(one, "uu", 1, False, at("2026-09-02T10:00"))
    assert [(step, person) for step, person, _ in told(one) if step.startswith("nudge")] == [
        ("nudge-1", "sekretaer"),
        ("nudge-2", "sekretaer"),
    ]
    both = meetings.answer(one, "sekretaer", None, True, at("2026-09-04T18:00"))
    assert ("answered", "leder", "2026-09-07 08.00") in told(both)
    assert meetings.best(both, at("2026-09-04T18:00")) == 0
    assert meetings.best(both, at("2026-10-20T18:00")) == 1, "the first is over"


def test_a_follow_up_is_reminded_at_its_date_or_the_working_day_before() -> None:
    assert follow_up_step(FollowUp(3, 1, "uu", "Ring", date(2026, 12, 5)), CALENDAR).due == at("2026-12-04T09:00")


FROM, TO = datetime.fromisoformat("2026-08-02"), datetime.fromisoformat("2029-06-01")
moments = st.datetimes(FROM, TO).map(lambda one: one.replace(tzinfo=UTC))
starts = st.datetimes(FROM, TO).map(lambda one: one.replace(tzinfo=COPENHAGEN))


@given(starts, moments, st.booleans())
def test_no_step_is_outside_the_hours_or_after_its_meeting(start: datetime, now: datetime, cancels: bool) -> None:
    agreed = Appointment(start, start + timedelta(hours=1))
    meeting = meetings.book(OWED, agreed, ("leder", "uu"), "leder", now)
    if cancels:
        meeting = meetings.cancel(meeting, "Sygdom", now)
    for one in steps(meeting, PEOPLE, Rules(), CALENDAR):
        assert one.urgent or CALENDAR.is_allowed(one.due), one
        if one.kind in ("meeting_held", "meeting_unanswered"):
            assert one.due > start
        elif now < start:
            assert now <= one.due < start, one


@given(st.dates(date(2026, 8, 15), date(2027, 5, 31)), moments)
def test_a_reminder_stands_at_the_same_hour_on_both_sides_of_a_change_of_clocks(day: date, now: datetime) -> None:
    start = datetime.combine(day, datetime.min.time().replace(hour=13), COPENHAGEN)
    meeting = meetings.book(OWED, Appointment(start, start + timedelta(hours=1)), ("uu",), "leder", now)
    for one in steps(meeting, PEOPLE, Rules(), CALENDAR):
        if one.kind == "meeting_reminder":
            assert one.due.astimezone(COPENHAGEN).hour == 9


@given(moments)
def test_asking_again_gives_the_same_keys_each_once(now: datetime) -> None:
    meeting = booked("2026-12-03T10:00")
    keys = [one.key for one in steps(meeting, PEOPLE, Rules(), CALENDAR)]
    assert keys == [one.key for one in steps(meeting, PEOPLE, Rules(), CALENDAR)]
    assert len(keys) == len(set(keys))

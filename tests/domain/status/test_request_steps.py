"""Whatever is asked, answered and deferred: who has answered is never reminded, and the day never moves."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import COPENHAGEN, Calendar
from bot.domain.status import requests
from bot.domain.status.periods import Period
from bot.domain.status.request_steps import (
    ASKED,
    ESCALATED,
    NUDGE,
    OVERDUE,
    REMINDER,
    Concerned,
    later_day,
    nudges,
    steps,
)
from bot.domain.status.requests import Days, Request

CALENDAR = Calendar(quiet_weeks=frozenset({28, 29, 30}))
REPORTERS = ("plan:a", "plan:b", "party:uu")
PEOPLE = {"plan:a": ("a", "a2"), "plan:b": ("b",), "party:uu": ("uu",)}
BEGIN = date(2026, 8, 1)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Request, Concerned]:
    made = datetime(2026, 8, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 24 * 400)))
    due = made.date() + timedelta(days=draw(st.integers(1, 120)))
    later = draw(st.dictionaries(st.sampled_from(["a", "b", "uu"]), st.integers(0, 60), max_size=2))
    request = Request(
        "n", REPORTERS, Period.of("2026-Q3"), "status", due, "sek", made_at=made, id=1,
        later={who: made.date() + timedelta(days=days) for who, days in later.items()},
    )  # fmt: skip
    silent = frozenset(draw(st.sets(st.sampled_from(REPORTERS))))
    return request, Concerned(PEOPLE, silent, "sek", ("uu", "k"))


@given(asked())
def test_only_the_silent_hear_again_and_every_step_lies_within_the_allowed_hours(
    found: tuple[Request, Concerned],
) -> None:
    request, people = found
    silent = {person for one in people.silent for person in PEOPLE[one]}
    all_ = steps(request, people, Days(), CALENDAR)
    assert len({one.key for one in all_}) == len(all_)
    for one in all_:
        assert CALENDAR.is_allowed(one.due)
        assert one.kind in (ASKED, ESCALATED) or one.person in silent
    assert {one.person for one in all_ if one.kind == ASKED} == {"a", "a2", "b", "uu"}
    assert {one.person for one in all_ if one.kind == OVERDUE} == silent
    assert {one.person for one in all_ if one.kind == ESCALATED} == ({"sek", "uu", "k"} if silent else set())


def test_reminders_that_holidays_move_together_are_one_and_an_old_one_is_not_sent_beside_the_next() -> None:
    made = datetime(2027, 6, 1, 8, tzinfo=UTC)
    request = Request("n", REPORTERS, Period.of("2027-Q2"), "status", date(2027, 8, 3), "sek", made_at=made, id=1)
    all_ = steps(request, Concerned(PEOPLE, frozenset({"plan:b"}), "sek", ()), Days(), CALENDAR)
    found = [one for one in all_ if one.kind == REMINDER]
    assert [one.step for one in found] == ["2d", "day"], "7 and 2 days before lie in the quiet weeks"
    assert found[0].until == found[1].due


@given(asked(), st.dates(BEGIN, BEGIN + timedelta(days=500)))
def test_deferring_changes_no_step_of_others_and_none_after_the_day(
    found: tuple[Request, Concerned], day: date
) -> None:
    request, people = found
    put_off = requests.put_off(request, "b", day)
    assert put_off.due == request.due
    before, after = ({*steps(one, people, Days(), CALENDAR)} for one in (request, put_off))
    for one in before ^ after:
        assert (one.kind, one.person) == (REMINDER, "b")


@given(asked(), st.integers(0, 200))
def test_one_is_reminded_again_before_the_day_is_over_or_the_next_working_day(
    found: tuple[Request, Concerned], days: int
) -> None:
    request, _ = found
    assert request.made_at is not None
    now = request.made_at + timedelta(days=days)
    chosen = later_day(request, now, 3, CALENDAR)
    assert chosen > now.astimezone(COPENHAGEN).date()
    assert chosen <= max(request.due, CALENDAR.working_days(now.astimezone(COPENHAGEN).date(), 1))


@given(asked(), st.integers(0, 23))
def test_two_nudges_of_one_day_have_one_key(found: tuple[Request, Concerned], hour: int) -> None:
    request, _ = found
    first = nudges(request, ["a"], datetime(2026, 12, 1, 0, 30, tzinfo=COPENHAGEN), CALENDAR)
    again = nudges(request, ["a"], datetime(2026, 12, 1, hour, tzinfo=COPENHAGEN), CALENDAR)
    assert first[0].key == again[0].key and first[0].kind == NUDGE

"""A year before an initiative ends, those concerned are told once that it must be decided what comes after."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.app import find_schedules
from bot.cards import Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.domain.organisation import Initiative
from bot.domain.status.decisions import decision_day
from bot.forecast import forecast
from schedules import decisions


def dated(desk: Desk, **dates: str) -> Desk:
    """The municipality has written an initiative's dates into organisation.toml."""
    organisation = desk.store.directory().organisation
    first, *rest = organisation.initiatives
    desk.store.apply_organisation(replace(organisation, initiatives=(replace(first, **dates), *rest)))  # type: ignore[arg-type]
    return desk


def at(desk: Desk, *when: int) -> Desk:
    return replace(desk, clock=Clock.demo(datetime(*when, tzinfo=COPENHAGEN), speed=0.0))  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("due", "end", "day"),
    [
        (None, "2029-12-31", date(2028, 12, 31)), (None, "2028-02-29", date(2027, 2, 28)),
        (None, "2029", date(2028, 12, 31)), (None, "2029-06", date(2028, 6, 30)),
        ("2028-05-01", "2029-12-31", date(2028, 5, 1)), ("2028-05", None, date(2028, 5, 1)), (None, None, None),
    ],
)  # fmt: skip
def test_the_day_is_the_one_written_or_twelve_months_before_the_end(
    due: str | None, end: str | None, day: date | None
) -> None:
    assert decision_day(Initiative("i", "I", decision_due=due, end=end)) == day


def test_the_steering_group_coordinators_and_secretaries_are_told_once(desk: Desk) -> None:
    desk = dated(desk, end="2027-11-24")
    assert list(decisions.due(at(desk, 2026, 11, 24, 7, 0))) == [], "not before the day"
    then = at(desk, 2026, 11, 24, 12, 0)
    decisions.run(then)
    decisions.run(then)
    waiting = [record.delivery for record in desk.store.deliveries.waiting(most=100)]
    assert sorted(one.person for one in waiting) == [
        "administrator-teknik-og-miljoeforvaltningen", "koordinator-uu", "sekretaer-bydelsbestyrelsen-bispebjerg",
        "sekretaer-bydelsbestyrelsen-noerrebro",
    ]  # fmt: skip
    assert list(decisions.due(at(desk, 2027, 11, 25, 12, 0))) == [], "the initiative is over"


def test_the_message_leads_to_the_effect(desk: Desk) -> None:
    desk = at(dated(desk, end="2027-11-24"), 2026, 11, 24, 12, 0)
    first = next(iter(decisions.due(desk)))
    message = decisions.compose(first, desk)
    assert isinstance(message, Message)
    assert message.card.title.startswith("Tid til at beslutte: Ungdomsuddannelse")
    assert "Indsatsen slutter onsdag 24. november 2027." in str(message.card.lines[0])
    assert [one.action for one in message.card.buttons] == ["statusrapport.effect_of"]
    moved = dated(desk, end="2028-11-24")
    assert decisions.compose(first, moved) == "datoen for beslutningen er ændret"


def test_a_forecast_shows_it(desk: Desk) -> None:
    desk = dated(desk, decision_due="2027-01-15")
    found = forecast(desk, find_schedules(), date(2027, 1, 11), date(2027, 1, 20))
    mine = [one for one in found if one.delivery.kind == "decision_due"]
    assert len(mine) == 4 and {one.at.date() for one in mine} == {date(2027, 1, 15)}


def test_an_initiative_without_dates_is_not_spoken_of(desk: Desk) -> None:
    assert list(decisions.due(at(desk, 2035, 1, 2, 12, 0))) == []

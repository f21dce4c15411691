"""/moede: a booked meeting is moved or cancelled, and what is owed begins again."""

import pytest

from bot.chat import Answer, Desk
from bot.domain.organisation import Role
from schedules.meetings import run
from tests.commands.test_moede import agree, at, card, form, meeting
from tests.conftest import press, say


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Monday 23 November 2026 at 14: what the year owes is stored."""
    run(desk)
    return desk


def cancel(desk: Desk, number: int = 1) -> Answer:
    one = meeting(desk, number=number)
    return press(desk, "moede.cancelled", Role.PLAN_LEADER, {"reason": "Sygdom"}, meeting=one.id)


def test_after_a_cancellation_the_buttons_are_those_of_what_is_owed_anew(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    cancel(desk)
    agree(desk, "23. november 2026 kl. 10 på Klub Borup")
    after = at(desk, "2026-11-24T10:00")
    press(after, "moede.save_record", Role.PLAN_LEADER, {"decisions": "Job-café"}, meeting=meeting(desk).id)
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "14. december kl. 10"}
    press(after, "moede.save_new", Role.PLAN_LEADER, typed)
    shown = card(cancel(after, number=2))
    assert "aftale et møde mere" in str(shown.lines)
    anew = meeting(desk, number=2)
    assert anew.attempt == 2 and {button.values["meeting"] for button in shown.buttons} == {anew.id}


def test_the_agenda_follows_along_to_what_is_owed_anew(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    say(desk, "/moede dagsorden Fritidsjob", Role.PLAN_LEADER)
    told = "Dagsordenen følger med til det nye møde."
    assert told in str(form(say(desk, "/moede aflys", Role.PLAN_LEADER)).lines)
    assert told in str(card(cancel(desk)).lines)
    shown = card(agree(desk, "10. december kl. 10 på Klub Borup"))
    assert "1. Fritidsjob – du" in shown.lines


def test_without_an_agenda_nothing_is_said_of_one(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    assert "Dagsorden" not in str(form(say(desk, "/moede aflys", Role.PLAN_LEADER)).lines)
    assert "Dagsorden" not in str(card(cancel(desk)).lines)

"""/moede: a booked meeting is moved or cancelled, and what is owed begins again."""

from datetime import datetime

import pytest

from bot.cards import Button, Card, Form
from bot.chat import Answer, Desk, FieldErrors
from bot.clock import COPENHAGEN
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


def opened(desk: Desk, role: Role = Role.PLAN_LEADER, words: str = "") -> Form:
    return form(say(desk, f"/moede flyt {words}", role))


def buttons(shown: Card, text: str) -> list[Button]:
    return [button for item in shown.items for button in item.buttons if button.text == text]


def send(desk: Desk, form: Form, when: str, role: Role = Role.PLAN_LEADER, **typed: str) -> Answer:
    return press(desk, "moede.moved", role, {"when": when} | typed, **form.values)


def is_at(desk: Desk, begins: str, ends: str, place: str) -> bool:
    start, end = (datetime.fromisoformat(f"2026-12-{at}").replace(tzinfo=COPENHAGEN) for at in (begins, ends))
    one = meeting(desk)
    return (one.start, one.end, one.place) == (start, end, place)


@pytest.mark.parametrize(("word", "verb", "button"), [("flyt", "flytte", "Flyt"), ("aflys", "aflyse", "Aflys")])
def test_which_meeting_is_asked_only_where_there_are_several(desk: Desk, word: str, verb: str, button: str) -> None:
    assert card(say(desk, f"/moede {word}", Role.PLAN_LEADER)).title == f"Der er ingen møder at {verb}"
    agree(desk, "3. december kl. 10-11")
    assert "NørreBrobyggerne og UU" in str(form(say(desk, f"/moede {word}", Role.PLAN_LEADER)).lines)
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "17. december kl. 10"}
    press(desk, "moede.save_new", Role.PLAN_LEADER, typed)
    asked = card(say(desk, f"/moede {word}", Role.PLAN_LEADER))
    assert asked.title == f"Hvilket møde skal {verb}s?"
    pressed = [press(desk, one.action, Role.PLAN_LEADER, **one.values) for one in buttons(asked, button)]  # type: ignore[arg-type]
    assert [form(one).title for one in pressed] == [f"{button} mødet"] * 2


def test_a_move_keeps_the_place_and_how_long_the_meeting_lasts_unless_it_says(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11.30 på Klub Borup")
    begun = opened(desk, words="14. december kl 10")
    assert begun.fields[0].value == "14. december kl 10"
    assert "aftalt til torsdag 3. december 2026 kl. 10-11.30 på Klub Borup. Varighed og sted er som" in str(
        begun.lines
    )
    send(desk, begun, "14. december kl 10")
    assert is_at(desk, "14T10:00", "14T11:30", "Klub Borup")
    send(desk, opened(desk), "15. december kl. 10-11 hos UU")
    assert is_at(desk, "15T10:00", "15T11:00", "UU")
    send(desk, opened(desk), "15. december kl. 10-11, https://teams.example.org/x")
    assert (meeting(desk).place, meeting(desk).link) == ("", "https://teams.example.org/x")
    same = send(desk, opened(desk), "15. december kl. 10")
    assert isinstance(same, FieldErrors) and "allerede har" in same.errors["when"]


def test_a_move_meanwhile_is_told_before_another_replaces_it(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11")
    mine, theirs = opened(desk), opened(desk, Role.COORDINATOR)
    assert card(send(desk, mine, "4. december kl. 10 på Klub Borup")).tone == "done"
    again = form(send(desk, theirs, "9. december kl. 13", Role.COORDINATOR))
    assert again.lines[0] == "Imens er mødet flyttet til fredag 4. december 2026 kl. 10-11 på Klub Borup."
    assert again.fields[0].value == "9. december kl. 13", "nothing typed is lost"
    assert is_at(desk, "04T10:00", "04T11:00", "Klub Borup")
    assert card(send(desk, again, "9. december kl. 13", Role.COORDINATOR)).tone == "done"
    assert is_at(desk, "09T13:00", "09T14:00", "Klub Borup")


def test_an_odd_time_that_is_sent_again_still_replaces_no_move_unseen(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11")
    mine, theirs = opened(desk), opened(desk, Role.COORDINATOR)
    send(desk, mine, "4. december kl. 10")
    odd = form(send(desk, theirs, "6. december kl. 10", Role.COORDINATOR))
    assert "søndag" in odd.said
    again = form(send(desk, odd, "6. december kl. 10", Role.COORDINATOR))
    assert "Imens er mødet flyttet" in str(again.lines)
    assert card(send(desk, again, "6. december kl. 10", Role.COORDINATOR)).tone == "done", (
        "the day is asked about once"
    )


def test_a_meeting_chosen_in_the_form_that_was_moved_meanwhile_is_told_of(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "17. december kl. 10"}
    press(desk, "moede.save_new", Role.PLAN_LEADER, typed)
    begun = opened(desk, words="10. december kl. 10")
    assert "sted er som før" in str(begun.lines)
    first = begun.fields[0].options[0].value
    assert card(send(desk, begun, "9. december kl. 10", which=first)).tone == "done"
    assert is_at(desk, "09T10:00", "09T11:00", "Klub Borup")
    again = form(send(desk, begun, "10. december kl. 10", which=first))
    assert "Imens er mødet flyttet til onsdag 9. december" in str(again.lines)
    assert card(send(desk, again, "10. december kl. 10")).tone == "done"


def test_who_moves_what_was_cancelled_meanwhile_is_told_so(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11")
    begun = opened(desk)
    cancel(desk)
    assert "mødet er »Aflyst«" in str(card(send(desk, begun, "9. december kl. 10")).lines)


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


def test_an_odd_day_is_told_once_and_at_no_field_that_it_is_not_about(desk: Desk) -> None:
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "6. december kl. 10"}
    asked = form(press(desk, "moede.save_new", Role.PLAN_LEADER, typed))
    assert asked.said.startswith("6. december er en søndag. Send igen")
    assert not [field for field in asked.fields if "søndag" in field.hint]
    assert asked.fields[1].hint.startswith("Fx: 3. december"), "what may be written still stands there"


def test_a_meeting_that_was_held_at_another_time_is_not_moved_there_but_held(desk: Desk) -> None:
    agree(desk, "i fredags kl. 10")
    facts = dict(card(press(desk, "moede.show", Role.PLAN_LEADER, meeting=meeting(desk).id)).facts)
    assert facts["Deltagere"] == "du og Koordinator (UU)", "nobody is still to answer"
    begun = form(press(desk, "moede.move", Role.PLAN_LEADER, meeting=meeting(desk).id))
    past = send(desk, begun, "i går kl. 10")
    assert isinstance(past, FieldErrors) and "tryk »Ja, det blev holdt«" in past.errors["when"]

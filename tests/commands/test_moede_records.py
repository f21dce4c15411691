"""/moede: what is typed becomes the record; two write one, the same is sent twice, the school year ends meanwhile."""

import pytest

from bot.cards import Form
from bot.chat import Answer, Desk, FieldErrors
from bot.domain.meetings import State
from bot.domain.organisation import Role
from schedules.meetings import run
from tests.commands.test_moede import TITLE, UU, agree, at, card, form, meeting, texts
from tests.conftest import press, say

CAFE, CLUB = "Fælles job-café i marts.", "Klubben får en nøgle."
SERIES = "uu-plan|noerrebrobyggerne"
TODO = {"text1": "Find lokale", "owner1": UU, "day1": "2026-12-10"}


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The day after a meeting that was held."""
    run(desk)
    agree(desk, "24. november kl. 10-11 på Klub Borup")
    after = at(desk, "2026-11-25T08:00")
    press(after, "moede.held", Role.PLAN_LEADER, meeting=meeting(desk).id)
    return after


def over_too(desk: Desk) -> None:
    """A second meeting, of which nobody has said whether it was held."""
    press(desk, "moede.save_new", Role.PLAN_LEADER, {"what": SERIES, "when": "24. november 2026 kl. 14"})


def opened(desk: Desk, role: Role = Role.PLAN_LEADER) -> Form:
    return form(press(desk, "moede.write_record", role, meeting=meeting(desk).id))


def send(desk: Desk, form: Form, decisions: str, role: Role = Role.PLAN_LEADER, **typed: str) -> Answer:
    given = {field.name: field.value for field in form.fields} | {"decisions": decisions} | typed
    return press(desk, form.action, role, given, **form.values)


def test_a_record_written_meanwhile_is_shown_before_another_replaces_it(desk: Desk) -> None:
    mine, theirs = opened(desk), opened(desk, Role.COORDINATOR)
    send(desk, mine, CAFE)
    again = form(send(desk, theirs, CLUB, Role.COORDINATOR, **TODO))
    assert CAFE in str(again.lines)
    assert [field.value for field in again.fields][:2] == [CLUB, "Find lokale"], "nothing typed is lost"
    assert meeting(desk).decisions == CAFE
    both = f"{CAFE} {CLUB}"
    assert card(send(desk, again, both, Role.COORDINATOR)).title == "Tak, referatet er gemt"
    assert meeting(desk).decisions == both


def test_who_wrote_no_decisions_gets_those_written_meanwhile_in_the_form(desk: Desk) -> None:
    mine, theirs = opened(desk), opened(desk, Role.COORDINATOR)
    send(desk, mine, CAFE)
    again = form(send(desk, theirs, "", Role.COORDINATOR, **TODO))
    assert again.fields[0].value == CAFE
    assert card(send(desk, again, CAFE, Role.COORDINATOR)).tone == "done"
    assert meeting(desk).decisions == CAFE
    assert [one.text for one in desk.store.followups.of_person(UU)] == ["Find lokale"]


def test_ones_own_record_is_rewritten_without_a_question(desk: Desk) -> None:
    send(desk, opened(desk), CAFE)
    assert card(send(desk, opened(desk), CLUB)).tone == "done"
    assert meeting(desk).decisions == CLUB


def test_a_form_from_before_it_told_what_it_began_with_replaces_nothing_unseen(desk: Desk) -> None:
    first, second = (
        press(desk, "moede.save_record", Role.PLAN_LEADER, {"decisions": text}, meeting=meeting(desk).id)
        for text in (CAFE, CLUB)
    )
    assert card(first).tone == "done"
    assert CAFE in str(form(second).lines)


def test_a_record_that_is_sent_twice_is_kept_once(desk: Desk) -> None:
    mine = opened(desk)
    for _ in range(2):
        assert card(send(desk, mine, CAFE, Role.PLAN_LEADER, **TODO)).tone == "done"
    send(desk, mine, CAFE, Role.PLAN_LEADER, **TODO | {"day1": "2026-12-11"})
    assert [one.day.day for one in desk.store.followups.of_person(UU)] == [10, 11]


def test_what_the_last_school_year_left_without_a_record_still_waits(desk: Desk) -> None:
    agreed = {"what": SERIES, "when": "28. juli 2027 kl. 10"}
    july = at(desk, "2027-07-01T10:00")
    again = form(press(july, "moede.save_new", Role.PLAN_LEADER, agreed))  # people are on holiday then
    press(july, "moede.save_new", Role.PLAN_LEADER, agreed, **again.values)
    send(desk, opened(desk), CAFE)
    later = at(desk, "2027-08-02T10:00")
    waiting = [item for item in card(say(later, "/moede", Role.PLAN_LEADER)).items if "28. juli" in str(item.facts)]
    assert texts(waiting[0])[0] == "Ja, det blev holdt"
    assert "Hvilket møde" in card(say(later, "/moede referat", Role.PLAN_LEADER)).title


def test_what_was_typed_is_what_the_record_begins_with(desk: Desk) -> None:
    begun = form(say(desk, f"/moede referat {CAFE}", Role.PLAN_LEADER))
    assert (begun.fields[0].value, meeting(desk).recorded) == (CAFE, False)
    assert card(send(desk, begun, CAFE)).title == "Tak, referatet er gemt"
    assert meeting(desk).decisions == CAFE


def test_typed_words_note_a_meeting_as_held_only_when_its_record_is_saved(desk: Desk) -> None:
    over_too(desk)
    send(desk, opened(desk), CAFE)
    begun = form(say(desk, f"/moede referat {CLUB}", Role.PLAN_LEADER))
    assert begun.lines == (f"{TITLE}. Når du gemmer referatet, er mødet også noteret som holdt.",)
    second = meeting(desk, number=2)
    assert second.state is State.BOOKED
    assert card(send(desk, begun, CLUB)).tone == "done"
    assert (meeting(desk, number=2).decisions, meeting(desk, number=2).state) == (CLUB, State.HELD)


def test_typed_words_are_kept_while_their_meeting_is_chosen(desk: Desk) -> None:
    over_too(desk)
    begun = form(say(desk, f"/moede referat {CAFE}", Role.PLAN_LEADER))
    which, decisions, *_ = begun.fields
    assert (len(which.options), decisions.value) == (2, CAFE)
    assert "Vælg, hvilket møde" in str(card(send(desk, begun, CAFE)).lines)
    late = str(meeting(desk, number=2).id)
    wrong = send(desk, begun, CAFE, Role.PLAN_LEADER, which=late, **TODO | {"day1": "2026-11-01"})
    assert isinstance(wrong, FieldErrors) and wrong.errors.keys() == {"day1"}
    assert meeting(desk, number=2).state is State.BOOKED, "nothing is noted of what must be mended"
    assert card(send(desk, begun, CAFE, Role.PLAN_LEADER, which=late, **TODO)).tone == "done"
    assert (meeting(desk).decisions, meeting(desk, number=2).decisions) == ("", CAFE)
    assert meeting(desk, number=2).state is State.HELD
    assert [one.text for one in desk.store.followups.of_person(UU)] == ["Find lokale"]


def test_a_chosen_meeting_whose_record_was_written_meanwhile_keeps_it_until_it_was_seen(desk: Desk) -> None:
    over_too(desk)
    begun = form(say(desk, f"/moede referat {CLUB}", Role.PLAN_LEADER))
    send(desk, opened(desk, Role.COORDINATOR), CAFE, Role.COORDINATOR)
    again = form(send(desk, begun, CLUB, which=str(meeting(desk).id)))
    assert CAFE in str(again.lines) and again.fields[0].value == CLUB
    assert card(send(desk, again, f"{CAFE} {CLUB}")).tone == "done"
    assert meeting(desk).decisions == f"{CAFE} {CLUB}"


def test_no_record_is_written_of_a_meeting_to_come(desk: Desk) -> None:
    press(desk, "moede.save_new", Role.PLAN_LEADER, {"what": SERIES, "when": "26. november kl. 14"})
    early = {"which": str(meeting(desk, number=2).id), "decisions": CAFE}
    assert "ikke begyndt endnu" in str(card(press(desk, "moede.save_record", Role.PLAN_LEADER, early)).lines)
    assert meeting(desk, number=2).state is State.BOOKED

"""/moede: times that are offered, and offered anew: a button means the time that it shows."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from pydantic import SecretStr

from bot.cards import Button, Card, Form, Message
from bot.chat import Answer, Desk, FieldErrors
from bot.domain.meetings import State
from bot.domain.organisation import Role
from bot.settings import Settings, Web
from schedules.meetings import compose, run
from tests.commands.test_moede import LEADER, TITLE, UU, agree, at, card, form, meeting, propose
from tests.conftest import person, press, say
from tests.platforms.web.conftest import serving

FIRST = {"time1": "2026-11-26T10:00", "time2": "2026-11-27T10:00"}
OTHER = {"time1": "2026-12-08T10:00", "time2": "2026-12-09T10:00"}
CHANGED = "Tiderne er ændret, siden du fik dem."


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Monday 23 November 2026 at 14: what the year owes is stored."""
    run(desk)
    return desk


def offer(desk: Desk, times: dict[str, str], role: Role = Role.PLAN_LEADER) -> None:
    form = {"lasts": "60", "place": "Klub Borup"} | times
    assert card(press(desk, "moede.proposed", role, form, meeting=meeting(desk).id)).tone == "done"


def shown(desk: Desk, function: str, role: Role) -> Card:
    return card(press(desk, f"moede.{function}", role, meeting=meeting(desk).id))


def buttons(on: Card) -> dict[str, Button]:
    return {button.text: button for button in (*(one for item in on.items for one in item.buttons), *on.buttons)}


def push(desk: Desk, button: Button, role: Role) -> Answer:
    return press(desk, button.action, role, **button.values)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["Kan", "Kan ikke", "Jeg kan dem alle", "Jeg kan ingen af dem"])
def test_an_answer_to_times_that_are_offered_no_longer_is_refused(desk: Desk, text: str) -> None:
    offer(desk, FIRST)
    old = buttons(shown(desk, "times", Role.COORDINATOR))[text]
    offer(desk, OTHER)
    assert CHANGED in str(card(push(desk, old, Role.COORDINATOR)).lines)
    assert UU not in meeting(desk).answers
    new = buttons(shown(desk, "times", Role.COORDINATOR))[text]
    push(desk, new, Role.COORDINATOR)
    assert UU in meeting(desk).answers


def test_a_mails_link_answers_no_other_time_than_the_one_it_shows(desk: Desk) -> None:
    web = Web(public_url="https://vejviser.example")
    desk = replace(desk, settings=Settings(web=web, vejviser_link_key=SecretStr("k" * 32)))
    offer(desk, FIRST)
    first = shown(desk, "times", Role.COORDINATOR).items[0]
    kan = first.buttons[0]
    url = desk.link(person(desk, Role.COORDINATOR), kan.action, kan.values, title=first.title, text=kan.text)
    assert url is not None
    offer(desk, OTHER)
    with serving(desk) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        path = url.removeprefix("https://vejviser.example")
        assert "26. november" in client.get(path).text
        assert CHANGED in client.post(path).text
    assert UU not in meeting(desk).answers


@pytest.mark.parametrize("text", ["Aftal den bedste tid", "Aftal denne tid"])
def test_a_time_that_is_offered_no_longer_is_not_booked(desk: Desk, text: str) -> None:
    offer(desk, FIRST)
    old = buttons(shown(desk, "choices", Role.PLAN_LEADER))[text]
    offer(desk, OTHER, Role.COORDINATOR)
    assert CHANGED in str(card(push(desk, old, Role.PLAN_LEADER)).lines)
    assert meeting(desk).state is State.PROPOSED


def test_buttons_from_before_they_told_of_which_offer_they_are_count_while_there_was_only_one(desk: Desk) -> None:
    id_ = meeting(desk).id
    offer(desk, FIRST)
    press(desk, "moede.can", Role.COORDINATOR, meeting=id_, number=0, yes=True)
    assert meeting(desk).answers[UU] == (True, None)
    offer(desk, OTHER)
    assert CHANGED in str(card(press(desk, "moede.can", Role.COORDINATOR, meeting=id_, number=0, yes=True)).lines)
    assert CHANGED in str(card(press(desk, "moede.choose", Role.PLAN_LEADER, meeting=id_, number=0)).lines)
    assert meeting(desk).answers.keys() == {LEADER}


def test_the_same_times_sent_again_ask_nobody_anew(desk: Desk) -> None:
    offer(desk, FIRST)
    press(desk, "moede.can", Role.COORDINATOR, meeting=meeting(desk).id, number=0, yes=True)
    before = meeting(desk)
    offer(desk, FIRST)
    assert meeting(desk) == before


def test_a_time_that_is_offered_again_among_others_keeps_its_answers(desk: Desk) -> None:
    offer(desk, FIRST)
    press(desk, "moede.can", Role.COORDINATOR, meeting=meeting(desk).id, number=1, yes=False)
    offer(desk, {"time1": FIRST["time2"], "time2": OTHER["time1"]})
    assert meeting(desk).answers == {LEADER: (True, True), UU: (False, None)}
    offer(desk, {"time1": FIRST["time2"]}, Role.COORDINATOR)
    assert meeting(desk).answers == {LEADER: (True,), UU: (False,)}
    assert meeting(desk).answered_at == desk.now, "who offered them is told that all have answered"


def test_who_is_asked_reads_where_the_meeting_would_be(desk: Desk) -> None:
    propose(desk, place="Klub Borup")
    run(desk)
    asked = [one.delivery for one in desk.store.deliveries.of(meeting(desk).about) if one.delivery.step == "asked"]
    said = compose(asked[0], desk)
    assert isinstance(said, Message)
    seen = [shown(desk, function, Role.COORDINATOR) for function in ("times", "choices", "show")]
    assert [dict(one.facts).get("Hvor") for one in (said.card, *seen)] == ["Klub Borup"] * 4
    propose(desk, place="")
    assert "Hvor" not in dict(shown(desk, "times", Role.COORDINATOR).facts)


def test_a_typed_time_is_kept_while_the_meeting_to_be_moved_is_chosen(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    more = {"what": "uu-plan|noerrebrobyggerne", "when": "15. april 2027 kl. 10"}
    press(desk, "moede.save_new", Role.PLAN_LEADER, more)
    opened = form(say(desk, "/moede flyt 11. december kl. 9 på UU", Role.PLAN_LEADER))
    which, when = opened.fields
    assert [one.text for one in which.options] == [f"3. december: {TITLE}", f"15. april: {TITLE}"]
    assert when.value == "11. december kl. 9 på UU"
    unchosen = press(desk, opened.action, Role.PLAN_LEADER, {"when": when.value})
    assert card(unchosen).lines == ("Vælg, hvilket møde det handler om.",)
    odd = {"which": which.options[0].value, "when": "25. december kl. 9"}
    again = form(press(desk, opened.action, Role.PLAN_LEADER, odd))
    assert card(press(desk, again.action, Role.PLAN_LEADER, odd, **again.values)).title == "Mødet er flyttet"
    assert "25. december" in str(card(say(desk, "/moede", Role.PLAN_LEADER)).items)


def test_a_new_meeting_sent_several_times_at_the_same_moment_is_one(desk: Desk, two_booked: list[int]) -> None:
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "4. marts 2027 kl. 10"}
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(press, desk, "moede.save_new", Role.PLAN_LEADER, typed) for _ in range(8)]
        assert [card(one.result()).title for one in sent] == ["Mødet er aftalt"] * 8
    stored = desk.store.meetings.siblings(meeting(desk))
    assert [(one.number, one.state) for one in stored] == [(n, State.BOOKED) for n in range(3)]


@pytest.fixture
def two_booked(desk: Desk) -> list[int]:
    """The ids of two meetings that are booked, the next first."""
    agree(desk, "3. december kl. 10 på Klub Borup")
    more = {"what": "uu-plan|noerrebrobyggerne", "when": "15. april 2027 kl. 10"}
    press(desk, "moede.save_new", Role.PLAN_LEADER, more)
    return [meeting(desk).id, meeting(desk, number=2).id]


def chosen(desk: Desk, opened: Form, number: int) -> Answer:
    """The form is sent with the meeting chosen, and everything else as it stands there."""
    which, *rest = opened.fields
    sent = {one.name: one.value for one in rest} | {which.name: which.options[number].value}
    return press(desk, opened.action, Role.PLAN_LEADER, sent, **opened.values)


def test_a_typed_point_is_kept_while_the_meeting_is_chosen(desk: Desk, two_booked: list[int]) -> None:
    opened = form(say(desk, "/moede dagsorden Fritidsjob til de unge", Role.PLAN_LEADER))
    assert [one.text for one in opened.fields[0].options] == [f"3. december: {TITLE}", f"15. april: {TITLE}"]
    assert card(chosen(desk, opened, 1)).title == "Punktet er på dagsordenen"
    found = [desk.store.meetings.find(id_) for id_ in two_booked]
    assert [[point.text for point in one.agenda] for one in found if one] == [[], ["Fritidsjob til de unge"]]


def test_a_typed_point_is_asked_about_once_though_its_meeting_is_chosen_afterwards(
    desk: Desk, two_booked: list[int]
) -> None:
    asked = form(say(desk, "/moede dagsorden Ali på 14 år", Role.PLAN_LEADER))
    words, question = asked.fields
    said = {words.name: words.value, question.name: question.options[0].value}
    opened = form(press(desk, asked.action, Role.PLAN_LEADER, said, **asked.values))
    assert card(chosen(desk, opened, 0)).title == "Punktet er på dagsordenen"
    other = replace(opened, fields=tuple(replace(f, value=f.value.replace("Ali", "Bo")) for f in opened.fields))
    assert isinstance(chosen(desk, other, 0), FieldErrors), "it was said of no other text"
    mended = form(press(desk, asked.action, Role.PLAN_LEADER, said | {words.name: "Fritidsjob"}, **asked.values))
    assert [one.name for one in mended.fields] == ["which", "text"]


def test_a_typed_point_that_is_too_long_is_refused_before_a_meeting_is_chosen(
    desk: Desk, two_booked: list[int]
) -> None:
    said = card(say(desk, f"/moede dagsorden {'Fritidsjob ' * 40}", Role.PLAN_LEADER))
    assert "439 tegn" in str(said.lines)


def test_a_typed_reason_is_kept_while_the_meeting_to_be_cancelled_is_chosen(
    desk: Desk, two_booked: list[int]
) -> None:
    opened = form(say(desk, "/moede aflys Sygdom", Role.PLAN_LEADER))
    assert opened.lines == ("Alle deltagere får besked én gang.",)
    assert card(chosen(desk, opened, 0)).title == "Mødet er aflyst"
    (cancelled, other) = (desk.store.meetings.find(id_) for id_ in two_booked)
    assert cancelled and other
    assert (cancelled.reason, cancelled.state, other.state) == ("Sygdom", State.DROPPED, State.BOOKED)
    assert form(say(desk, "/moede aflys Streik", Role.PLAN_LEADER)).fields[0].value == "Streik", "the only one left"


def test_one_time_is_offered_and_several_are(desk: Desk) -> None:
    offer(desk, {"time1": FIRST["time1"]})
    assert dict(shown(desk, "show", Role.COORDINATOR).facts)["Hvornår"] == "1 tid er foreslået"
    offer(desk, FIRST)
    assert dict(shown(desk, "show", Role.COORDINATOR).facts)["Hvornår"] == "2 tider er foreslået"


def test_a_meeting_that_was_only_wanted_is_not_asked_for_when_its_time_is_over(desk: Desk) -> None:
    agree(desk, "24. november kl. 10 på Klub Borup")
    inside = at(desk, "2027-05-31T10:00")
    assert "kan aftale et møde mere inden 31. maj" in str(card(say(inside, "/moede", Role.PLAN_LEADER)))
    late = at(desk, "2027-07-27T10:00")
    assert "møde mere" not in str(card(say(late, "/moede", Role.PLAN_LEADER)))
    second = card(press(late, "moede.show", Role.PLAN_LEADER, meeting=meeting(late, number=2).id))
    assert second.lines[0] == "Der blev ikke aftalt et møde mere inden 31. maj. Det er ikke et krav."


def moved_to(desk: Desk, when: str) -> None:
    assert card(press(desk, "moede.moved", Role.PLAN_LEADER, {"when": when}, meeting=meeting(desk).id)).tone == "done"


@pytest.mark.parametrize("text", ["Jeg kommer", "Jeg kommer ikke"])
def test_an_answer_to_a_time_that_the_meeting_had_before_it_was_moved_asks_anew(desk: Desk, text: str) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    old = buttons(shown(desk, "show", Role.COORDINATOR))[text]
    moved_to(desk, "10. december kl. 13 på UU")
    told = card(push(desk, old, Role.COORDINATOR))
    assert (told.title, told.tone) == ("Mødet er flyttet", "problem")
    assert "så dit svar er ikke gemt" in str(told.lines)
    assert dict(told.facts) == {"Hvornår": "torsdag 10. december kl. 13-14", "Hvor": "UU"}
    assert meeting(desk).coming == {}
    assert card(push(desk, buttons(told)[text], Role.COORDINATOR)).tone == "done"
    assert meeting(desk).coming == {UU: text == "Jeg kommer"}


def test_a_mails_link_does_not_say_that_one_comes_at_another_time_than_its_own(desk: Desk) -> None:
    web = Web(public_url="https://vejviser.example")
    desk = replace(desk, settings=Settings(web=web, vejviser_link_key=SecretStr("k" * 32)))
    agree(desk, "3. december kl. 10 på Klub Borup")
    come = buttons(shown(desk, "show", Role.COORDINATOR))["Jeg kommer"]
    url = desk.link(person(desk, Role.COORDINATOR), come.action, come.values, title=TITLE, text=come.text)
    assert url is not None
    moved_to(desk, "10. december kl. 13 på UU")
    with serving(desk) as address, httpx.Client(base_url=address, trust_env=False, timeout=30) as client:
        answer = client.post(url.removeprefix("https://vejviser.example")).text
    assert "Mødet er flyttet" in answer and "torsdag 10. december kl. 13-14" in answer
    assert meeting(desk).coming == {}


def test_an_answer_of_a_button_from_before_they_told_its_time_counts_until_the_meeting_is_moved(desk: Desk) -> None:
    offer(desk, FIRST)
    press(desk, "moede.choose", Role.PLAN_LEADER, meeting=meeting(desk).id, number=0)
    press(desk, "moede.come", Role.COORDINATOR, meeting=meeting(desk).id, yes=True)
    assert meeting(desk).coming == {UU: True}
    moved_to(desk, "10. december kl. 13 på UU")
    again = press(desk, "moede.come", Role.COORDINATOR, meeting=meeting(desk).id, yes=True)
    assert card(again).title == "Mødet er flyttet"
    assert meeting(desk).coming == {}


def test_who_answers_for_a_meeting_that_was_cancelled_is_told_so(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    old = buttons(shown(desk, "show", Role.COORDINATOR))["Jeg kommer"]
    press(desk, "moede.cancelled", Role.PLAN_LEADER, {"reason": "Sygdom"}, meeting=meeting(desk).id)
    assert "»Aflyst«" in str(card(push(desk, old, Role.COORDINATOR)).lines)

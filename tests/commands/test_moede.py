"""/moede: agreeing, offering times, moving, cancelling, the agenda, the record, the overview, deputies."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cards import Card, Form, Item
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Replace, Reply, dispatch, entries
from bot.clock import COPENHAGEN, Clock
from bot.domain.meetings import Meeting, State
from bot.domain.organisation import Role
from schedules.meetings import run
from tests.conftest import person, press, say

LEADER, UU, SECRETARY = "leder-noerrebrobyggerne", "koordinator-uu", "sekretaer-bydelsbestyrelsen-noerrebro"
TITLE = "NørreBrobyggerne og UU"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Monday 23 November 2026 at 14: what the year owes is stored."""
    run(desk)
    return desk


def at(desk: Desk, text: str) -> Desk:
    """The same desk on another day."""
    now = datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)
    desk.store._database.now = lambda: now
    return replace(desk, clock=Clock.demo(now, speed=0.0))


def meeting(desk: Desk, plan: str = "noerrebrobyggerne", number: int = 1) -> Meeting:
    found = [one for one in desk.store.meetings.of_year(2026) if (one.subject, one.number) == (plan, number)]
    return found[-1]


def card(answer: Answer) -> Card:
    assert isinstance(answer, Reply | Replace), answer
    return answer.card


def form(answer: Answer) -> Form:
    assert isinstance(answer, Open), answer
    return answer.form


def texts(shown: Card | Item) -> list[str]:
    return [button.text for button in shown.buttons]


def agree(desk: Desk, when: str, role: Role = Role.PLAN_LEADER, **values: str) -> Answer:
    return press(desk, "moede.agreed", role, {"when": when}, meeting=meeting(desk).id, **values)


def test_what_is_owed_stands_first_with_who_does_what_next(desk: Desk) -> None:
    shown = card(say(desk, "/moede", Role.PLAN_LEADER))
    assert shown.items[0].title == TITLE
    assert shown.items[0].lines == ("Næste: du eller Koordinator (UU) aftaler en tid senest 30. november.",)
    assert texts(shown.items[0])[:2] == ["Vi har en aftale", "Foreslå tider"]


def test_moede_with_danish_letters_is_the_same_command(desk: Desk) -> None:
    assert card(say(desk, "møde", Role.PLAN_LEADER)) == card(say(desk, "/moede", Role.PLAN_LEADER))


def test_staff_without_meetings_is_told_so_kindly(desk: Desk) -> None:
    assert "ikke noget, der venter" in str(card(say(desk, "/moede")).lines)


def test_an_agreement_is_one_line(desk: Desk) -> None:
    opened = form(press(desk, "moede.agree", Role.PLAN_LEADER, meeting=meeting(desk).id))
    assert [field.label for field in opened.fields] == ["Hvornår og hvor?", "Hvem skal også med?"]
    shown = card(agree(desk, "3. december kl. 10-11.30 på Klub Borup"))
    assert shown.title == "Mødet er aftalt"
    assert "Næste: I mødes torsdag 3. december kl. 10-11.30." in shown.lines
    booked = meeting(desk)
    assert (booked.state, booked.place, booked.participants) == (State.BOOKED, "Klub Borup", (LEADER, UU))


def test_a_line_that_cannot_be_read_is_told_at_its_field(desk: Desk) -> None:
    answer = agree(desk, "på Klub Borup")
    assert isinstance(answer, FieldErrors)
    assert "hvilken dag" in answer.errors["when"]


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("25. december kl. 10", "juledag"),
        ("20. maj kl. 10", None),
        ("15. februar kl. 10", "vinterferie"),
        ("13. oktober 2027 kl. 10", "ligger i skoleåret 2027/28, ikke i 2026/27"),
        ("3. december 2025 kl. 10", "Onsdag 3. december 2025 ligger i skoleåret 2025/26"),
        ("3. december kl. 18", "uden for almindelig arbejdstid"),
    ],
)
def test_an_odd_time_is_flagged_once_and_sending_again_accepts_it(desk: Desk, when: str, why: str | None) -> None:
    answer = agree(desk, when)
    if why is None:
        assert card(answer).tone == "done"
        return
    again = form(answer)
    assert why in again.said
    assert again.fields[0].value == when, "nothing typed is lost"
    accepted = str(again.values["accepted"])
    assert card(agree(desk, when, accepted=accepted)).tone == "done"


def test_what_is_said_of_an_odd_time_goes_with_it_and_the_meeting_stays_named(desk: Desk) -> None:
    first = form(agree(desk, "24. december kl. 10"))
    assert first.lines == (f"{meeting(desk).title}.",) and "juleaftensdag" in first.said
    unread = agree(desk, "kl 10", accepted=str(first.values["accepted"]))
    assert isinstance(unread, FieldErrors) and "hvilken dag" in unread.errors["when"]
    again = first.again({}, unread.asking)
    assert not again.said and again.lines == first.lines


def test_a_place_that_is_no_personal_data_is_not_asked_about_again_with_an_odd_time(desk: Desk) -> None:
    when = "25. december kl. 10 hos Amina på 14 år"
    asked = agree(desk, when)
    assert isinstance(asked, FieldErrors) and asked.asking is not None
    typed = {"when": when, asked.asking.name: asked.asking.options[0].value}
    odd = form(press(desk, "moede.agreed", Role.PLAN_LEADER, typed, meeting=meeting(desk).id))
    again = {one.name: one.value for one in odd.fields}
    assert "juledag" in odd.said and again.items() >= typed.items()
    assert card(press(desk, odd.action, Role.PLAN_LEADER, again, **odd.values)).tone == "done"


def test_another_odd_time_is_flagged_too(desk: Desk) -> None:
    accepted = str(form(agree(desk, "25. december kl. 10")).values["accepted"])
    assert "juledag" in form(agree(desk, "26. december kl. 10", accepted=accepted)).said


def test_moving_or_offering_times_into_another_school_year_is_flagged(desk: Desk) -> None:
    assert "2027/28" in form(propose(desk, time2="2027-12-03T10:00")).said
    agree(desk, "3. december kl. 10")
    late = at(desk, "2026-12-02T10:00")
    moved = press(late, "moede.moved", Role.PLAN_LEADER, {"when": "1. december kl. 10"}, meeting=meeting(desk).id)
    assert "1. december 2027 ligger i skoleåret 2027/28" in form(moved).said


def propose(desk: Desk, role: Role = Role.PLAN_LEADER, **form: str) -> Answer:
    given = {"time1": "2026-12-03T10:00", "time2": "2026-12-04T13:00", "lasts": "60", "place": "Klub Borup"}
    return press(desk, "moede.proposed", role, given | form, meeting=meeting(desk).id)


def test_times_are_offered_answered_and_the_best_is_booked_with_one_click(desk: Desk) -> None:
    opened = form(press(desk, "moede.propose", Role.PLAN_LEADER, meeting=meeting(desk).id))
    assert [one.kind for one in opened.fields][:4] == ["datetime"] * 4
    assert card(propose(desk)).title == "Tiderne er sendt"
    asked = card(press(desk, "moede.times", Role.COORDINATOR, meeting=meeting(desk).id))
    assert [item.title for item in asked.items] == [
        "Torsdag 3. december kl. 10-11", "Fredag 4. december kl. 13-14",
    ]  # fmt: skip
    id_ = meeting(desk).id
    press(desk, "moede.can", Role.COORDINATOR, meeting=id_, number=0, yes=False)
    thanks = card(press(desk, "moede.can", Role.COORDINATOR, meeting=id_, number=1, yes=True))
    assert thanks.tone == "done"
    assert "vælger en tid" in str(thanks.lines)
    choices = card(press(desk, "moede.choices", Role.PLAN_LEADER, meeting=id_))
    assert [(item.lines[0], texts(item)) for item in choices.items] == [
        ("1 af 2 kan.", ["Aftal denne tid"]), ("2 af 2 kan.", ["Aftal den bedste tid"]),
    ]  # fmt: skip
    styles = {one.text: one.style for one in card(say(desk, "/moede", Role.PLAN_LEADER)).items[0].buttons}
    assert [text for text, style in styles.items() if style == "primary"] == ["Vælg en tid"]
    best = choices.items[1].buttons[0]
    booked = card(press(desk, best.action, Role.PLAN_LEADER, **best.values))  # type: ignore[arg-type]
    assert booked.title == "Mødet er aftalt"
    assert meeting(desk).start == datetime(2026, 12, 4, 13, 0, tzinfo=COPENHAGEN)


def test_an_odd_or_past_time_among_those_offered_is_flagged(desk: Desk) -> None:
    wrong = propose(desk, time2="2026-11-20T10:00")
    assert isinstance(wrong, FieldErrors) and "forbi" in wrong.errors["time2"]
    again = form(propose(desk, time2="2026-12-24T10:00"))
    assert "juleaftensdag" in again.said
    assert [one.value for one in again.fields[:2]] == ["2026-12-03T10:00", "2026-12-24T10:00"]


def test_who_is_not_asked_cannot_answer(desk: Desk) -> None:
    propose(desk)
    answer = press(desk, "moede.can", Role.BOARD_SECRETARY, meeting=meeting(desk).id, number=0, yes=True)
    assert "Det kan deltagere og parter." in str(card(answer).lines)


def test_reminding_later_says_when(desk: Desk) -> None:
    shown = card(press(desk, "moede.later", Role.PLAN_LEADER, meeting=meeting(desk).id, days=14))
    assert shown.title == "Jeg minder dig om det 7. december"
    assert meeting(desk).state is State.OWED, "the obligation stays"


def test_moving_fills_in_what_is_and_takes_what_is_new(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11.30 på Klub Borup")
    opened = form(say(desk, "/moede flyt", Role.PLAN_LEADER))
    assert opened.fields[0].value == "torsdag 3. december 2026 kl. 10-11.30 på Klub Borup"
    same = press(desk, "moede.moved", Role.PLAN_LEADER, {"when": opened.fields[0].value}, meeting=meeting(desk).id)
    assert isinstance(same, FieldErrors)
    moved = press(desk, "moede.moved", Role.PLAN_LEADER, {"when": "10/12 kl. 13 på UU"}, meeting=meeting(desk).id)
    assert card(moved).title == "Mødet er flyttet"
    assert meeting(desk).revision == 3


def test_cancelling_needs_a_reason_and_asks_for_a_new_time(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    id_ = meeting(desk).id
    assert isinstance(press(desk, "moede.cancelled", Role.COORDINATOR, {"reason": " "}, meeting=id_), FieldErrors)
    shown = card(press(desk, "moede.cancelled", Role.COORDINATOR, {"reason": "Sygdom"}, meeting=id_))
    assert texts(shown) == ["Vi har en aftale", "Foreslå tider"]
    assert meeting(desk).state is State.OWED and meeting(desk).attempt == 2


def test_a_point_is_added_by_anyone_invited_with_words_or_a_form(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    say(desk, "/moede dagsorden Fritidsjob til de unge", Role.PLAN_LEADER)
    press(desk, "moede.add_point", Role.COORDINATOR, {"text": "Næste skoleår"}, meeting=meeting(desk).id)
    shown = card(say(desk, "/moede dagsorden", Role.COORDINATOR))
    assert "1. Fritidsjob til de unge – Leder (NørreBrobyggerne)" in shown.items[0].lines
    assert "2. Næste skoleår – du" in shown.items[0].lines


def test_a_point_too_long_for_the_agenda_is_refused_whole(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    answer = say(desk, "/moede dagsorden " + "Fritidsjob til sommer. " * 20, Role.PLAN_LEADER)
    assert "459 tegn langt. Skriv det med højst 300" in str(card(answer).lines)
    assert meeting(desk).agenda == ()


def test_a_cpr_number_in_a_point_goes_no_further(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    form = {"text": "Om 010203-1234"}
    assert isinstance(press(desk, "moede.add_point", Role.PLAN_LEADER, form, meeting=meeting(desk).id), FieldErrors)
    assert meeting(desk).agenda == ()


def test_afterwards_the_record_has_decisions_and_follow_ups_that_their_owners_see(desk: Desk) -> None:
    agree(desk, "24. november kl. 10-11 på Klub Borup")
    early = press(desk, "moede.held", Role.PLAN_LEADER, meeting=meeting(desk).id)
    assert "ikke begyndt endnu" in str(card(early).lines)
    after = at(desk, "2026-11-25T08:00")
    assert texts(card(say(after, "/moede", Role.PLAN_LEADER)).items[0])[0] == "Ja, det blev holdt"
    form(press(after, "moede.held", Role.PLAN_LEADER, meeting=meeting(desk).id))
    assert meeting(desk).state is State.HELD
    typed = {"decisions": "Fælles job-café i marts.", "text1": "Find lokale", "owner1": UU, "day1": "2026-12-10"}
    past = typed | {"day1": "2026-11-01"}
    wrong = press(after, "moede.save_record", Role.PLAN_LEADER, past, meeting=meeting(desk).id)
    assert isinstance(wrong, FieldErrors) and wrong.errors.keys() == {"day1"}
    saved = card(press(after, "moede.save_record", Role.PLAN_LEADER, typed, meeting=meeting(desk).id))
    assert "Koordinator (UU) følger op senest 10. december" in str(saved.lines)
    todo = card(say(after, "/moede", Role.COORDINATOR)).items
    mine = next(item for item in todo if item.title == "Følg op: Find lokale")
    assert card(press(after, mine.buttons[0].action, Role.COORDINATOR, **mine.buttons[0].values)).tone == "done"  # type: ignore[arg-type]
    assert after.store.followups.of_person(UU) == ()


def test_a_new_meeting_takes_the_place_of_what_is_owed(desk: Desk) -> None:
    opened = form(say(desk, "/moede ny 3. december kl. 10 på Klub Borup", Role.PLAN_LEADER))
    assert opened.fields[1].value == "3. december kl. 10 på Klub Borup"
    assert [option.text for option in opened.fields[0].options] == [TITLE], "a plan leader: only the own plan"
    typed = {"what": opened.fields[0].value, "when": opened.fields[1].value}
    assert card(press(desk, "moede.save_new", Role.PLAN_LEADER, typed)).title == "Mødet er aftalt"
    assert meeting(desk).state is State.BOOKED


def test_a_new_meeting_on_a_day_just_over_is_not_booked_for_the_next_year_unasked(desk: Desk) -> None:
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "20. november kl. 10"}
    asked = form(press(desk, "moede.save_new", Role.PLAN_LEADER, typed))
    assert "20. november 2027 ligger i skoleåret 2027/28" in asked.said
    written = press(desk, "moede.save_new", Role.PLAN_LEADER, typed | {"when": "20. november 2026 kl. 10"})
    assert card(written).title == "Mødet er skrevet op"
    assert meeting(desk).start == datetime(2026, 11, 20, 10, tzinfo=COPENHAGEN)


def test_a_new_meeting_sent_twice_is_one(desk: Desk) -> None:
    typed = {"what": "uu-plan|noerrebrobyggerne", "when": "4. december kl. 10"}
    first, second = (card(press(desk, "moede.save_new", Role.PLAN_LEADER, typed)) for _ in range(2))
    assert first == second and second.title == "Mødet er aftalt"
    states = [one.state for one in desk.store.meetings.of_year(2026) if one.subject == "noerrebrobyggerne"]
    assert states == [State.BOOKED, State.OWED]
    press(desk, "moede.cancelled", Role.PLAN_LEADER, {"reason": "Sygdom"}, meeting=meeting(desk).id)
    press(desk, "moede.save_new", Role.PLAN_LEADER, typed)
    assert meeting(desk).state is State.BOOKED, "what was cancelled does not count"


def test_a_meeting_beyond_those_wanted_is_one_more(desk: Desk) -> None:
    for day in ("4. december 2026", "4/1 2027", "4. februar 2027"):
        typed = {"what": "uu-plan|noerrebrobyggerne", "when": f"{day} kl. 10"}
        press(desk, "moede.save_new", Role.PLAN_LEADER, typed)
    numbers = [one.number for one in desk.store.meetings.of_year(2026) if one.subject == "noerrebrobyggerne"]
    assert sorted(numbers) == [0, 1, 2]


def test_the_overview_shows_what_is_overdue_first(desk: Desk) -> None:
    late = at(desk, "2026-12-01T10:00")
    shown = card(say(late, "/moede oversigt", Role.COORDINATOR))
    assert shown.title == "Møder i skoleåret 2026/27"
    assert shown.lines == ("Frist overskredet: 2 · Foreslået, ikke krævet: 2",)
    assert dict(shown.items[0].facts)["Tilstand"] == "Frist overskredet (Mangler aftale)"
    assert "aftaler en tid nu – fristen var 30. november" in str(shown.items[0].lines)


def test_a_secretary_sees_only_the_own_boards_plans(desk: Desk) -> None:
    shown = card(say(desk, "/moede oversigt", Role.BOARD_SECRETARY))
    assert {item.title.partition(" (")[0] for item in shown.items} == {TITLE}


def test_dropping_needs_a_reason_and_stands_in_the_overview(desk: Desk) -> None:
    press(desk, "moede.dropped", Role.COORDINATOR, {"reason": "Planen ophører"}, meeting=meeting(desk).id)
    assert meeting(desk).state is State.DROPPED
    answer = press(desk, "moede.drop", Role.PLAN_LEADER, meeting=meeting(desk).id)
    assert "Det kan administratorer, koordinatorer og sekretæren" in str(card(answer).lines)


def test_a_deputy_answers_for_who_is_away(desk: Desk) -> None:
    form_ = {"who": SECRETARY, "first": "2026-11-23", "last": "2026-12-01"}
    assert card(press(desk, "moede.save_deputy", Role.COORDINATOR, form_)).tone == "done"
    propose(desk)
    id_ = meeting(desk).id
    press(desk, "moede.can", Role.BOARD_SECRETARY, meeting=id_, number=-1, yes=True)
    assert meeting(desk).answers[UU] == (True, True)
    shown = card(say(desk, "/moede stedfortraeder", Role.COORDINATOR))
    assert shown.items[0].title.endswith("er din stedfortræder")
    press(desk, "moede.remove_deputy", Role.COORDINATOR, id=int(str(shown.items[0].buttons[0].values["id"])))
    assert card(say(desk, "/moede stedfortræder", Role.COORDINATOR)).items == ()


def test_who_has_left_is_replaced_everywhere_once(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    answer = press(desk, "moede.replace_person", Role.COORDINATOR, {"old": LEADER, "new": "medarbejder-klub-borup"})
    assert "1 møde" in str(card(answer).lines)
    assert meeting(desk).participants == ("medarbejder-klub-borup", UU)
    assert isinstance(press(desk, "moede.replace_person", Role.COORDINATOR, {"old": UU, "new": UU}), FieldErrors)


def test_home_shows_what_waits(desk: Desk) -> None:
    answer = dispatch(Ask(person(desk, Role.PLAN_LEADER)), desk, "vejviser.overview")
    assert TITLE in [item.title for item in card(answer).items]


def test_a_booked_meeting_stands_in_the_participants_calendar(desk: Desk) -> None:
    agree(desk, "3. december kl. 10 på Klub Borup")
    (entry,) = entries(person(desk, Role.COORDINATOR), desk)
    assert (entry.title, entry.place, entry.start) == (TITLE, "Klub Borup", meeting(desk).start)
    assert entries(person(desk, Role.BOARD_SECRETARY), desk) == ()


def test_the_times_shown_are_those_of_copenhagen_over_the_change_of_clocks(desk: Desk) -> None:
    agree(desk, "1. april 2027 kl. 10-11")
    start = meeting(desk).start
    assert start is not None and start.astimezone(COPENHAGEN).utcoffset() == timedelta(hours=2)

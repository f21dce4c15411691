"""What is owed is told, what is booked is announced and reminded of, and each step is handed over once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar

from bot.cards import Card, Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.domain import meetings
from bot.domain.meetings import Appointment, FollowUp, Meeting, Point
from bot.store import Store
from schedules.meetings import compose, due, run

LEADER, UU, SECRETARY = "leder-noerrebrobyggerne", "koordinator-uu", "sekretaer-bydelsbestyrelsen-noerrebro"
TITLE = "NørreBrobyggerne og UU"


class Day:
    """A desk whose time the test sets."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def at(self, text: str) -> Desk:
        now = datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)
        self.desk.store._database.now = lambda: now
        self.desk = replace(self.desk, clock=Clock.demo(now, speed=0.0))
        return self.desk

    def run(self, text: str) -> list[tuple[str, str, str]]:
        """What is new in the queue after a run then: (kind, step, person)."""
        desk = self.at(text)
        before = {one.delivery.key for one in desk.store.deliveries.waiting(1000)}
        run(desk)
        run(desk)
        after = [one.delivery for one in desk.store.deliveries.waiting(1000)]
        return sorted((one.kind, one.step, one.person) for one in after if one.key not in before)

    def meeting(self, plan: str = "noerrebrobyggerne", number: int = 1) -> Meeting:
        found = [m for m in self.desk.store.meetings.of_year(2026) if (m.subject, m.number) == (plan, number)]
        return found[-1]

    def book(self, start: str, text: str, by: str = LEADER) -> Meeting:
        desk = self.at(text)
        begins = datetime.fromisoformat(start).replace(tzinfo=COPENHAGEN)
        agreed = Appointment(begins, begins + timedelta(hours=1), "Klub Borup")
        return desk.store.meetings.change(
            self.meeting().id, lambda m: meetings.book(m, agreed, (LEADER, UU), by, desk.now), by, "book"
        )

    def say(self, kind: str, step: str, person: str) -> Message | str:
        """What a delivery of that kind says now."""
        found = [r.delivery for r in self.desk.store.deliveries.of(self.meeting().about)]
        return compose(
            next(d for d in reversed(found) if (d.kind, d.step, d.person) == (kind, step, person)), self.desk
        )


@pytest.fixture
def day(desk: Desk, store: Store) -> Day:
    return Day(desk)


def card(said: Message | str) -> Card:
    assert isinstance(said, Message), said
    return said.card


def test_both_parties_are_told_what_they_owe_with_what_they_can_do(day: Day) -> None:
    assert day.run("2026-08-14T10:00") == []
    told = day.run("2026-08-17T10:00")
    assert [one for one in told if one[2] == LEADER] == [("meeting_owed", "owed", LEADER)]
    assert len([one for one in told if one[2] == UU]) == 2, "one for each plan"
    shown = card(day.say("meeting_owed", "owed", LEADER))
    assert shown.title == f"I mangler at aftale et møde: {TITLE}"
    assert shown.lines[1] == "Næste: du eller Koordinator (UU) aftaler en tid senest 30. november."
    assert [button.text for button in shown.buttons] == ["Vi har en aftale", "Foreslå tider", "Påmind mig senere"]


def test_running_after_weeks_of_silence_loses_no_obligation(day: Day) -> None:
    day.run("2026-08-03T10:00")
    told = day.run("2026-11-03T10:00")
    assert {step for _, step, person in told if person == LEADER} == {"owed", "halfway", "last"}
    day.desk.store.deliveries.claim(50, timedelta(minutes=5))
    waiting = [r.delivery.step for r in day.desk.store.deliveries.waiting(50) if r.delivery.person == LEADER]
    assert waiting == ["last"], "of several missed steps the latest goes out"


def test_reminding_later_moves_one_persons_nudge_only(day: Day) -> None:
    day.run("2026-08-17T10:00")
    until = datetime(2026, 10, 20).date()  # noqa: DTZ001 - a date
    day.desk.store.meetings.change(day.meeting().id, lambda m: meetings.put_off(m, LEADER, until), LEADER, "later")
    assert ("meeting_owed", "halfway", UU) in day.run("2026-10-08T10:00")
    assert ("meeting_owed", "later-2026-10-20", LEADER) in day.run("2026-10-20T10:00")


def test_a_booking_invites_everyone_with_a_calendar_entry_and_ends_the_nudging(day: Day) -> None:
    day.run("2026-08-17T10:00")
    day.book("2026-12-03T10:00", "2026-09-01T10:00")
    assert day.run("2026-09-01T10:01") == [("meeting_invitation", "invited", person) for person in (UU, LEADER)]
    said = day.say("meeting_invitation", "invited", UU)
    assert card(said).lines == ("Næste: I mødes torsdag 3. december kl. 10-11.",)
    assert [button.text for button in card(said).buttons][:2] == ["Jeg kommer", "Jeg kommer ikke"]
    assert isinstance(said, Message)
    assert "Kalenderfil (.ics)" not in str(said.card), "the mail has the file itself"
    assert said.in_chat.buttons[-1].text == "Kalenderfil (.ics)"
    event = Calendar.from_ical(said.attachments[0].content).walk("VEVENT")[0]
    assert event.decoded("DTSTART").astimezone(COPENHAGEN) == day.meeting().start
    assert not any("owed" in kind for kind, _, person in day.run("2026-10-07T10:00") if person == LEADER)


def test_the_last_reminder_has_agenda_place_and_who_is_coming(day: Day) -> None:
    day.run("2026-08-17T10:00")
    booked = day.book("2026-12-03T10:00", "2026-09-01T10:00")
    change = day.desk.store.meetings.change
    change(booked.id, lambda m: meetings.come(m, UU, True), UU, "come")
    change(booked.id, lambda m: meetings.add_point(m, Point(UU, "Fritidsjob til de unge")), UU, "point")
    assert ("meeting_reminder", "28d", UU) in day.run("2026-11-05T09:00")
    assert ("meeting_reminder", "agenda", UU) in day.run("2026-11-19T09:00")
    assert ("meeting_reminder", "7d", UU) in day.run("2026-11-26T09:00")
    assert ("meeting_reminder", "1d", LEADER) in day.run("2026-12-02T09:00")
    shown = card(day.say("meeting_reminder", "1d", LEADER))
    assert shown.title == f"I morgen: {TITLE}"
    assert "1. Fritidsjob til de unge – Koordinator (UU)" in shown.lines
    assert dict(shown.facts)["Hvor"] == "Klub Borup"
    assert dict(shown.facts)["Deltagere"] == "Kommer: Koordinator (UU). Har ikke svaret: du"


def test_a_move_tells_everyone_once_and_voids_what_waited(day: Day) -> None:
    day.run("2026-08-17T10:00")
    booked = day.book("2026-12-03T10:00", "2026-09-01T10:00")
    day.run("2026-11-26T09:00")
    begins = datetime(2026, 12, 10, 13, 0, tzinfo=COPENHAGEN)
    moved = Appointment(begins, begins + timedelta(hours=1), "Rådhuset")
    desk = day.at("2026-11-26T09:01")
    desk.store.meetings.change(booked.id, lambda m: meetings.move(m, moved, desk.now), LEADER, "move")
    assert day.run("2026-11-26T09:02") == [("meeting_moved", "moved", person) for person in (UU, LEADER)]
    waiting = [r.delivery.step for r in desk.store.deliveries.of(booked.about) if r.state == "waiting"]
    assert waiting == ["moved", "moved"]
    said = day.say("meeting_moved", "moved", UU)
    assert dict(card(said).facts)["Før"] == "torsdag 3. december kl. 10"
    assert ("meeting_reminder", "7d", UU) in day.run("2026-12-03T09:00"), "reminders follow the new time"


def test_a_cancellation_asks_for_a_new_time_and_takes_the_entry_out(day: Day) -> None:
    day.run("2026-08-17T10:00")
    booked = day.book("2026-12-03T10:00", "2026-09-01T10:00")
    desk = day.at("2026-12-02T20:00")
    desk.store.meetings.change(
        booked.id, lambda m: meetings.cancel(m, "Sygdom", desk.now), UU, "cancel", meetings.again
    )
    run(desk)
    told = [r.delivery for r in desk.store.deliveries.of(booked.about) if r.state == "waiting"]
    assert {(one.person, one.urgent, one.due) for one in told} == {(UU, True, desk.now), (LEADER, True, desk.now)}
    said = compose(told[0], desk)
    assert isinstance(said, Message)
    assert dict(said.card.facts)["Grund"] == "Sygdom"
    assert said.card.buttons[0].values["meeting"] == day.meeting().id != booked.id
    assert Calendar.from_ical(said.attachments[0].content)["METHOD"] == "CANCEL"


def test_the_organiser_is_asked_afterwards_and_the_coordinator_told_when_nobody_answers(day: Day) -> None:
    day.run("2026-08-17T10:00")
    day.book("2026-12-03T10:00", "2026-09-01T10:00")
    assert ("meeting_held", "held", LEADER) in day.run("2026-12-04T08:00")
    assert day.say("meeting_held", "held", LEADER)
    assert ("meeting_unanswered", "unanswered", UU) in day.run("2026-12-18T10:00")
    shown = card(day.say("meeting_unanswered", "unanswered", UU))
    assert [button.text for button in shown.buttons] == [
        "Ja, det blev holdt", "Nej, det er flyttet", "Nej, det er aflyst",
    ]  # fmt: skip


def test_nobody_is_told_of_a_second_meeting_while_the_first_waits(day: Day) -> None:
    day.run("2026-08-17T10:00")
    day.run("2027-03-10T10:00")
    second = day.meeting(number=2)
    delivery = next(r.delivery for r in day.desk.store.deliveries.of(second.about))
    assert compose(delivery, day.desk) == "årets første møde er ikke aftalt endnu"


def test_a_message_about_an_older_revision_is_not_sent(day: Day) -> None:
    day.run("2026-08-17T10:00")
    delivery = next(r.delivery for r in day.desk.store.deliveries.of(day.meeting().about))
    day.book("2026-12-03T10:00", "2026-08-17T10:01")
    assert compose(delivery, day.desk) == "mødet er ændret siden"


def test_a_deputy_reads_for_whom_the_message_is(day: Day) -> None:
    day.run("2026-08-17T10:00")
    day.desk.store.deputies.add(LEADER, SECRETARY, day.desk.today, day.desk.today, LEADER)
    shown = card(day.say("meeting_owed", "owed", LEADER))
    assert shown.small == ("Du får beskeden som stedfortræder for Leder (NørreBrobyggerne).",)
    assert "du " not in str(shown.lines[1])


def test_a_follow_up_is_reminded_at_its_date_once(day: Day) -> None:
    day.run("2026-08-17T10:00")
    desk = day.at("2026-12-04T08:00")
    when = datetime(2026, 12, 10, 9, 0, tzinfo=COPENHAGEN)
    todo = FollowUp(0, day.meeting().id, UU, "Ring til klubben", when.date())
    number = desk.store.followups.add(todo, when, LEADER)
    assert ("meeting_followup", "due", UU) not in day.run("2026-12-09T09:00")
    assert ("meeting_followup", "due", UU) in day.run("2026-12-10T09:00")
    (record,) = day.desk.store.deliveries.of(f"followup:{number}")
    assert card(compose(record.delivery, day.desk)).title == "Husk at følge op: Ring til klubben"
    day.desk.store.followups.finish(number, UU)
    assert compose(record.delivery, day.desk) == "der er fulgt op"


def test_a_forecast_sees_what_is_owed_before_anything_is_stored(day: Day) -> None:
    found = list(due(day.at("2026-08-17T10:00")))
    told = [one for one in found if one.about == "owed:uu-plan/noerrebrobyggerne/2026/1"]
    assert {one.person for one in told} == {LEADER, UU}
    assert card(compose(told[0], day.desk)).title == f"I mangler at aftale et møde: {TITLE}"
    assert day.desk.store.meetings.of_year(2026) == (), "asking stores nothing"

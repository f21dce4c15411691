"""Who is asked is told once; only the silent are reminded, and at last those who asked and who watch are told."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.cards import Card, Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.domain.status import reports, requests
from bot.domain.status.periods import Period
from bot.domain.status.reports import Draft
from bot.domain.status.request_steps import nudges
from bot.domain.status.requests import Request
from bot.domain.status.values import Content, Text
from bot.forecast import forecast
from schedules import status
from schedules.status import compose, run

LEADER, OTHER, UU = "leder-noerrebrobyggerne", "leder-beboerprojekt-nordvest", "koordinator-uu"
SECRETARY = "sekretaer-bydelsbestyrelsen-noerrebro"
PLAN, NORDVEST = "plan:noerrebrobyggerne", "plan:beboerprojekt-nordvest"


class Day:
    """A desk whose time the test sets, and one request that is due on Monday 4 January."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.at("2026-11-23T14:00")
        asked, due = (PLAN, NORDVEST, "party:uu"), date(2027, 1, 4)
        new = Request("noerrebro", asked, Period.of("2026-Q3"), "status", due, SECRETARY)
        self.request = self.desk.store.requests.add(new, SECRETARY)

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
        new = [one for one in after if one.key not in before]
        return sorted((one.kind.removeprefix("status_"), one.step, one.person) for one in new)

    def answers(self, reporter: str, step: Any) -> None:
        one = next(one for one in self.desk.store.reports.of_request(self.request.id) if one.reporter == reporter)
        self.desk.store.reports.change(one.id, step, LEADER, "answer")

    def answer(self, reporter: str) -> None:
        content = Content({"sket": Text("Klubben er åben.")})
        self.answers(reporter, lambda one: reports.answer(one, content, LEADER, self.desk.now))

    def say(self, kind: str, person: str) -> Message | str:
        """What the newest delivery of that kind says now."""
        found = [record.delivery for record in self.desk.store.deliveries.of(self.request.about)]
        newest = next(d for d in reversed(found) if (d.kind, d.person) == (f"status_{kind}", person))
        return compose(newest, self.desk)


@pytest.fixture
def day(desk: Desk) -> Day:
    return Day(desk)


def card(said: Message | str) -> Card:
    assert isinstance(said, Message), said
    return said.card


def test_everyone_who_is_asked_is_told_once_with_three_buttons(day: Day) -> None:
    assert day.run("2026-11-23T14:01") == [("request", "asked", one) for one in (UU, OTHER, LEADER)]
    shown = card(day.say("request", LEADER))
    assert shown.title == "Status for 3. kvartal 2026: NørreBrobyggerne"
    assert shown.lines[0] == (
        "Sekretær (bydelsbestyrelsen Nørrebro) beder om status til den boligsociale bydelsbestyrelse for Nørrebro."
    )
    assert shown.lines[-1] == "Næste: du svarer senest mandag 4. januar."
    assert [one.text for one in shown.buttons] == ["Udfyld", "Intet nyt", "Påmind mig senere"]
    assert day.run("2026-11-24T10:00") == []


def test_only_the_silent_are_reminded_and_at_last_those_who_asked_and_who_watch(day: Day) -> None:
    day.run("2026-11-23T14:01")
    day.answer(NORDVEST)
    day.answers("party:uu", lambda one: reports.nothing_new(one, UU, day.desk.now))
    day.answers(PLAN, lambda one: reports.save_draft(one, Draft({"tekst:sket": "På vej"}), LEADER, day.desk.now))
    assert day.run("2026-12-28T09:00") == [("reminder", "7d", LEADER)]
    shown = card(day.say("reminder", LEADER))
    assert shown.title == "Om 7 dage er fristen: status for 3. kvartal 2026, NørreBrobyggerne"
    assert shown.buttons[0].text == "Skriv videre", "a draft is no answer"
    assert day.run("2026-12-30T15:00") == [("reminder", "2d", LEADER)], "2 January is a Saturday"
    assert day.run("2027-01-04T08:00") == [("reminder", "day", LEADER)]
    assert card(day.say("reminder", LEADER)).title.startswith("I dag er fristen")
    assert day.run("2027-01-06T09:00") == [("overdue", "overdue", LEADER)]
    assert card(day.say("overdue", LEADER)).lines[-1] == "Næste: du svarer nu – fristen var mandag 4. januar."
    assert day.run("2027-01-11T09:00") == [("escalated", "escalated", one) for one in (UU, SECRETARY)]
    shown = card(day.say("escalated", SECRETARY))
    assert dict(shown.facts) == {
        "Mangler": "NørreBrobyggerne", "Svar": "1 kladde, overskredet, 1 besvaret, 1 intet nyt",
    }  # fmt: skip
    assert [one.text for one in shown.buttons] == ["Vis oversigt", "Ryk alle", "Lav udkast til papiret"]
    assert day.run("2027-03-01T09:00") == []


def test_an_answer_makes_what_waits_fall_away(day: Day) -> None:
    day.run("2026-12-28T09:00")
    day.answer(PLAN)
    assert day.say("reminder", LEADER) == "der er svaret"
    for one in (NORDVEST, "party:uu"):
        day.answer(one)
    day.run("2027-01-11T09:00")
    assert not [one for one in day.desk.store.deliveries.of(day.request.about) if "escalated" in one.delivery.kind]


def test_deferring_moves_ones_nudge_and_neither_answers_nor_moves_the_day(day: Day) -> None:
    day.run("2026-11-23T14:01")
    until = date(2026, 12, 29)
    day.desk.store.requests.change(day.request.id, lambda one: requests.put_off(one, LEADER, until), LEADER, "later")
    assert ("reminder", "7d", LEADER) not in day.run("2026-12-28T09:00")
    assert day.run("2026-12-29T09:00") == [("reminder", "later-2026-12-29", LEADER)]
    assert card(day.say("reminder", LEADER)).title.startswith("Du bad om at blive mindet om det")
    told = day.run("2027-01-11T09:00")
    assert ("escalated", "escalated", SECRETARY) in told
    assert [step for _, step, person in told if person == LEADER] == ["overdue", "2d", "day"]


def test_a_withdrawal_tells_those_who_have_not_answered_and_nobody_is_reminded(day: Day) -> None:
    day.run("2026-11-23T14:01")
    day.answer(NORDVEST)
    desk = day.at("2026-11-24T10:00")
    desk.store.requests.change(day.request.id, lambda one: requests.withdraw(one, desk.now), SECRETARY, "withdraw")
    assert day.run("2026-11-24T10:01") == [("withdrawn", "withdrawn", one) for one in (UU, LEADER)]
    assert card(day.say("withdrawn", LEADER)).title == "Trukket tilbage: status for 3. kvartal 2026, NørreBrobyggerne"
    assert day.run("2027-01-11T09:00") == []
    left = {one.delivery.kind for one in day.desk.store.deliveries.of(day.request.about) if one.state == "waiting"}
    assert left == {"status_withdrawn"}


def test_a_nudge_says_who_waits_and_not_to_who_has_answered(day: Day) -> None:
    day.run("2026-11-23T14:01")
    desk = day.at("2026-12-01T10:00")
    wanted = nudges(day.request, [LEADER, OTHER], desk.now, desk.calendar)
    assert desk.store.deliveries.add(wanted) == 2
    assert desk.store.deliveries.add(wanted) == 0
    day.answer(NORDVEST)
    assert day.say("nudge", OTHER) == "der er svaret"
    assert card(day.say("nudge", LEADER)).lines[0] == "Sekretær (bydelsbestyrelsen Nørrebro) venter på svaret."


def test_a_deputy_reads_for_whom_the_message_is(day: Day) -> None:
    day.run("2026-11-23T14:01")
    day.desk.store.deputies.add(LEADER, OTHER, day.desk.today, day.desk.today, LEADER)
    (note,) = card(day.say("request", LEADER)).small
    assert note == "Du får beskeden som stedfortræder for Leder (NørreBrobyggerne)."


def test_who_came_instead_of_a_leader_answers_for_both_with_one_message(day: Day) -> None:
    day.run("2026-11-23T14:01")
    day.desk.store.deputies.replace(LEADER, OTHER, day.desk.today, SECRETARY)
    assert day.run("2026-12-28T09:00") == [("reminder", "7d", one) for one in (UU, OTHER)]
    shown = card(day.say("reminder", OTHER))
    assert [one.title for one in shown.items] == [
        "NørreBrobyggerne, 3. kvartal 2026", "Beboerprojekt Nordvest, 3. kvartal 2026",
    ]  # fmt: skip


def test_a_forecast_tells_what_would_go_out(day: Day) -> None:
    told = forecast(day.desk, [status], date(2026, 11, 23), date(2027, 1, 31))
    mine = [(one.at.date().isoformat(), one.delivery.step) for one in told if one.delivery.person == LEADER]
    assert mine == [
        ("2026-11-23", "asked"), ("2026-12-28", "7d"), ("2026-12-30", "2d"), ("2027-01-04", "day"),
        ("2027-01-06", "overdue"),
    ]  # fmt: skip


def test_a_message_about_what_is_gone_or_changed_is_not_sent(day: Day) -> None:
    day.run("2026-11-23T14:01")
    (first, *_) = [one.delivery for one in day.desk.store.deliveries.of(day.request.about)]
    assert compose(replace(first, about="request:99"), day.desk) == "anmodningen findes ikke længere"
    assert compose(replace(first, revision=9), day.desk) == "anmodningen er ændret siden"

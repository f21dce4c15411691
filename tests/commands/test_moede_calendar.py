"""/moede kalender: an address shown once, with the meetings that did not come as an invitation by mail."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.chat import Desk, Reply, entries
from bot.clock import COPENHAGEN
from bot.documents.calendars import feed
from bot.domain import links
from bot.domain.delivering import Delivery
from bot.domain.entries import Entry
from bot.domain.organisation import Role
from bot.domain.steps import INVITATION
from bot.settings import Settings, Web
from schedules.meetings import run
from tests.commands.test_moede import agree, card, meeting, texts
from tests.conftest import NOW, person, press, say

PUBLIC = "https://v.example"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    run(desk)
    settings = Settings(web=Web(public_url=PUBLIC), vejviser_link_key=SecretStr("k" * 32))
    return replace(desk, settings=settings)


def kept(desk: Desk, url: str) -> bool:
    token = url.removeprefix(f"{PUBLIC}/kalender/").removesuffix(".ics")
    return desk.store.links.get(links.mark(token)) is not None


def test_an_address_is_shown_once_and_a_new_one_ends_it(desk: Desk) -> None:
    assert texts(card(say(desk, "/moede kalender", Role.PLAN_LEADER))) == ["Få en adresse"]
    first = str(card(press(desk, "moede.new_calendar", Role.PLAN_LEADER)).lines[0])
    asked = card(say(desk, "/moede kalender", Role.PLAN_LEADER))
    assert texts(asked) == ["Få en ny adresse", "Luk adressen"] and first not in str(asked)
    second = str(card(press(desk, "moede.new_calendar", Role.PLAN_LEADER)).lines[0])
    assert (kept(desk, first), kept(desk, second)) == (False, True)
    press(desk, "moede.close_calendar", Role.PLAN_LEADER)
    assert not kept(desk, second)


def test_without_an_address_of_the_page_one_is_told_whom_to_ask(desk: Desk) -> None:
    without = replace(desk, settings=Settings())
    answer = press(without, "moede.new_calendar")
    assert isinstance(answer, Reply) and "Spørg administratoren" in str(answer.card)
    told = card(say(without, "/moede kalender", Role.PLAN_LEADER))
    assert "Spørg administratoren" in str(told.lines) and "Kalenderfil (.ics)" in str(told.lines)
    assert texts(told) == [], "nothing is offered that could only fail"
    press(desk, "moede.new_calendar", Role.PLAN_LEADER)
    assert texts(card(say(without, "/moede kalender", Role.PLAN_LEADER))) == ["Luk adressen"]


def test_a_meeting_on_the_net_is_at_its_link(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 https://teams.example.org/x")
    (entry,) = entries(person(desk, Role.PLAN_LEADER), desk)
    assert entry.place == "https://teams.example.org/x"
    assert "LOCATION:https://teams.example.org/x" in feed("Møder", [entry], NOW).decode()


def test_booked_meetings_stand_in_it_until_they_came_by_mail(desk: Desk) -> None:
    leader = person(desk, Role.PLAN_LEADER)
    assert entries(leader, desk) == ()
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    booked = meeting(desk)
    start = datetime(2026, 12, 3, 10, tzinfo=COPENHAGEN)
    uid = f"vejviser-moede-{booked.id}"
    assert entries(leader, desk) == (
        Entry(uid, booked.title, start, start + timedelta(hours=1), "Klub Borup", booked.revision, booked.changed_at),
    )
    desk.store.deliveries.add([Delivery(INVITATION, booked.about, booked.revision, "invited", leader.id, NOW)])
    while records := desk.store.deliveries.claim(50, timedelta(minutes=1)):
        for record in records:
            desk.store.deliveries.sent(record, "mail" if record.delivery.person == leader.id else "slack")
    assert entries(leader, desk) == ()
    assert len(entries(person(desk, Role.COORDINATOR), desk)) == 1

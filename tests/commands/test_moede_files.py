"""/moede's files: a meeting for one's own calendar, made, moved and taken out, and the overview as Excel."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from bot.cards import Attachment
from bot.chat import Answer, Desk, Reply
from bot.clock import COPENHAGEN
from bot.domain.organisation import Role
from schedules.meetings import run
from tests.commands.test_moede import TITLE, agree, card, meeting, texts
from tests.conftest import press, say

FETCH = "Kalenderfil (.ics)"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Monday 23 November 2026 at 14: what the year owes is stored."""
    run(desk)
    return desk


def file(answer: Answer) -> Attachment:
    assert isinstance(answer, Reply) and len(answer.files) == 1, answer
    return answer.files[0]


def calendar(desk: Desk, role: Role = Role.PLAN_LEADER) -> tuple[str, Any]:
    """The method and the event of the meeting's file."""
    made = file(press(desk, "moede.calendar_file", role, meeting=meeting(desk).id))
    assert (made.name, made.mime.partition(";")[0]) == ("moede.ics", "text/calendar")
    read = Calendar.from_ical(made.content)
    return str(read["METHOD"]), read.walk("VEVENT")[0]


def test_a_booked_meeting_is_fetched_for_ones_own_calendar(desk: Desk) -> None:
    assert FETCH in texts(card(agree(desk, "3. december kl. 10-11 på Klub Borup")))
    method, event = calendar(desk)
    assert method == "REQUEST" and event["UID"] == f"vejviser-moede-{meeting(desk).id}"
    assert event.decoded("DTSTART").astimezone(COPENHAGEN) == meeting(desk).start
    assert str(event["LOCATION"]) == "Klub Borup" and len(event["ATTENDEE"]) == 2


def test_the_file_of_a_moved_meeting_moves_the_entry(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    before = calendar(desk)[1]
    press(desk, "moede.moved", Role.PLAN_LEADER, {"when": "4. december kl. 13-14"}, meeting=meeting(desk).id)
    method, after = calendar(desk, Role.COORDINATOR)
    assert method == "REQUEST" and after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]


def test_the_file_of_a_cancelled_meeting_takes_it_out(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    id_ = meeting(desk).id
    press(desk, "moede.cancelled", Role.PLAN_LEADER, {"reason": "Sygdom"}, meeting=id_)
    assert FETCH in texts(card(press(desk, "moede.show", Role.PLAN_LEADER, meeting=id_)))
    answer = press(desk, "moede.calendar_file", Role.PLAN_LEADER, meeting=id_)
    assert "ud af din kalender" in str(card(answer).lines)
    assert b"METHOD:CANCEL" in file(answer).content


def test_a_meeting_that_is_not_agreed_has_no_file(desk: Desk) -> None:
    id_ = meeting(desk).id
    assert FETCH not in texts(card(press(desk, "moede.show", Role.PLAN_LEADER, meeting=id_)))
    assert "ikke aftalt" in str(card(press(desk, "moede.calendar_file", Role.PLAN_LEADER, meeting=id_)).lines)


def test_others_meetings_are_not_fetched(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    answer = press(desk, "moede.calendar_file", Role.STAFF, meeting=meeting(desk).id)
    assert isinstance(answer, Reply) and answer.card.tone == "problem" and not answer.files


def test_without_any_address_one_is_told_of_the_other_way(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    organisation = desk.store.directory().organisation
    people = tuple(replace(one, email=None) for one in organisation.people)
    desk.store.apply_organisation(replace(organisation, people=people))
    answer = press(desk, "moede.calendar_file", Role.PLAN_LEADER, meeting=meeting(desk).id)
    assert "/moede kalender" in str(card(answer).lines)


def rows(answer: Answer) -> list[tuple[object, ...]]:
    sheet = load_workbook(BytesIO(file(answer).content))["Møder"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    return list(sheet.iter_rows(values_only=True))


def test_the_overview_is_fetched_as_excel(desk: Desk) -> None:
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    shown = card(say(desk, "/moede oversigt", Role.COORDINATOR))
    (button,) = [one for one in shown.buttons if one.text == "Hent som Excel"]
    answer = press(desk, button.action, Role.COORDINATOR, **button.values)  # type: ignore[arg-type]
    assert file(answer).name == "moeder-2026-27.xlsx"
    found = rows(answer)
    assert found[0][:5] == ("Skoleår", "Møde", "Helhedsplan", "Nr.", "Tilstand")
    booked = next(row for row in found if row[4] == "Aftalt")
    assert booked[:2] == ("2026/27", TITLE) and booked[6:8] == ("2026-12-03 10.00", "Klub Borup")
    assert len(found) == len(shown.items) + 1


def test_a_secretarys_excel_holds_only_what_the_secretary_sees(desk: Desk) -> None:
    found = rows(press(desk, "moede.overview_file", Role.BOARD_SECRETARY, year=2026))
    assert {row[1] for row in found[1:]} == {TITLE}


@pytest.mark.parametrize(("role", "year"), [(Role.COORDINATOR, 1999), (Role.COORDINATOR, 2031), (Role.STAFF, 2026)])
def test_without_meetings_or_the_right_there_is_no_excel(desk: Desk, role: Role, year: int) -> None:
    answer = press(desk, "moede.overview_file", role, year=year)
    assert isinstance(answer, Reply) and answer.card.tone == "problem" and not answer.files

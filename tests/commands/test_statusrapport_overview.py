"""What has been answered: the extract and its approval, freezing, the overview, nudging, the files."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.cards import Item
from bot.chat import Ask, Desk, Reply
from bot.clock import COPENHAGEN, Clock
from bot.domain.organisation import Person, Role
from bot.domain.status.requests import Request
from commands.statusrapport import home
from tests.commands.status_asking import (
    LEADER,
    PLAN,
    SECRETARY,
    SKET,
    UU,
    answered,
    ask_for,
    card,
    does,
    follow,
    form,
    refused,
    report,
    who,
)
from tests.conftest import press, say


@pytest.fixture
def asked(desk: Desk) -> Request:
    return ask_for(desk)


# ── The extract, approving, freezing ─────────────────────────────────────────────────────────────────────────────


def test_a_leader_sees_and_approves_the_extract_and_a_change_needs_a_new_approval(desk: Desk, asked: Request) -> None:
    first = answered(desk, tal__rekrutteret__="3")
    shown = card(does(desk, LEADER, "extract", report=first.id))
    figures = next(one for one in shown.items if one.title == "Tal")
    assert "3 personer (andre ser <5)" in str(figures.lines)
    assert "Brugte penge: ingen svar" in figures.lines
    (button,) = shown.buttons
    assert card(follow(desk, LEADER, button)).title == "Uddraget er godkendt"
    assert report(desk, PLAN).is_approved
    answered(desk, tekst__sket="Noget andet")
    assert "rettet, siden du så" in refused(follow(desk, LEADER, button))
    assert "Du kan ikke godkende" in refused(does(desk, SECRETARY, "approve", report=first.id, number=2))


def test_a_long_extract_comes_in_parts_and_is_approved_at_its_end(desk: Desk, asked: Request) -> None:
    long = "Vi har holdt klubben åben. " * 100
    first = answered(desk, tekst__sket=long, tekst__milepaele=long, tekst__succes=long)
    shown = card(does(desk, LEADER, "extract", report=first.id))
    texts = [item.title for item in shown.items]
    while shown.buttons[0].text == "Resten af uddraget":
        shown = card(follow(desk, LEADER, shown.buttons[0]))
        texts += [item.title for item in shown.items]
    assert shown.title.endswith("(del 3 af 3)") and shown.buttons[0].text == "Godkend"
    assert len(texts) == 5 + 3 * 2 + 1, "a text of 2,700 characters is three items"
    assert str(card(does(desk, LEADER, "versions", report=first.id)).buttons[0].text) == "Resten af svaret"


def test_counts_of_people_are_not_shown_to_who_has_not_entered_them(desk: Desk, asked: Request) -> None:
    first = answered(desk, **{"tal__rekrutteret__": "3", "tal__koordination-forbrug__": "120.000"})
    shown = card(does(desk, SECRETARY, "extract", report=first.id))
    figures = next(one for one in shown.items if one.title == "Tal")
    assert figures.lines == (
        "Unge, der er kommet med i kommunens fremskudte indsatser: oplyst", "Brugte penge: 120.000 kr.",
    )  # fmt: skip
    assert shown.buttons == ()


def test_a_frozen_answer_is_changed_only_after_the_secretary_has_opened_it(desk: Desk, asked: Request) -> None:
    first = answered(desk)
    with desk.store._database.writing() as connection:
        desk.store.reports.put_in_paper(connection, [first.id], 1)
    for target in ("fill", "save_draft", "save_page"):
        values = {"report": first.id} | ({} if target == "fill" else {"page": "tekst"})
        assert "frosset" in refused(does(desk, LEADER, target, {"tekst:sket": "Nyt"}, **values))
    assert "Du kan ikke låse" in refused(does(desk, UU, "reopen", report=first.id))
    assert card(does(desk, SECRETARY, "reopen", report=first.id)).tone == "done"
    assert form(does(desk, LEADER, "fill", report=first.id))


# ── The overview ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_overview_says_who_has_answered_and_nudges_the_silent_once_a_day(desk: Desk, asked: Request) -> None:
    answered(desk)
    (item,) = card(does(desk, SECRETARY, "overview")).items
    assert dict(item.facts)["Svar"] == "1 besvaret, 1 mangler svar"
    shown = card(follow(desk, SECRETARY, item.buttons[0]))
    assert shown.lines == ("Næste: UU svarer.",)
    assert [(one.title, dict(one.facts)["Tilstand"]) for one in shown.items] == [
        ("NørreBrobyggerne", "Besvaret"), ("UU", "Mangler svar"),
    ]  # fmt: skip
    assert "UU får besked nu" in str(card(does(desk, SECRETARY, "nudge", id=asked.id)).lines)
    uu = report(desk, "party:uu").id
    assert card(does(desk, SECRETARY, "nudge_one", report=uu)).title == "De er allerede rykket i dag"
    waiting = [one.delivery for one in desk.store.deliveries.waiting(99) if one.delivery.kind == "status_nudge"]
    assert [one.person for one in waiting] == [UU]
    assert "ingen at rykke" in card(does(desk, SECRETARY, "nudge_one", report=report(desk, PLAN).id)).title


def test_a_steering_group_sees_its_initiatives_answers_and_can_do_nothing(desk: Desk, asked: Request) -> None:
    first = answered(desk)
    organisation = desk.store.directory().organisation
    led = [replace(one, steering=("buf",) if one.plan else one.steering) for one in organisation.initiatives]
    chief = Person("chef-buf", "Chef, BUF", party="buf")
    people = (*organisation.people, chief)
    desk.store.apply_organisation(replace(organisation, initiatives=tuple(led), people=people))
    (item,) = card(does(desk, "chef-buf", "overview")).items
    shown = card(follow(desk, "chef-buf", item.buttons[0]))
    assert [one.title for one in shown.items] == ["NørreBrobyggerne", "UU"]
    assert shown.buttons == ()
    assert SKET in str(card(does(desk, "chef-buf", "extract", report=first.id)).items)
    for target in ("nudge", "withdraw"):
        assert "Du kan ikke" in refused(does(desk, "chef-buf", target, id=asked.id))


def test_a_leader_sees_only_the_own_row_and_staff_none(desk: Desk, asked: Request) -> None:
    shown = card(does(desk, LEADER, "request", id=asked.id))
    assert [one.title for one in shown.items] == ["NørreBrobyggerne"]
    assert card(does(desk, "medarbejder-klub-borup", "overview")).items == ()
    assert "Du kan ikke se svaret" in refused(does(desk, "medarbejder-klub-borup", "request", id=asked.id))


def test_home_shows_who_asked_what_has_not_come_in_time(desk: Desk, asked: Request) -> None:
    titles = [one.title for one in home(asked_by(desk, SECRETARY), desk)]
    assert titles == []
    after = replace(desk, clock=Clock.demo(datetime(2027, 1, 5, 9, tzinfo=COPENHAGEN), 0.0))
    (item,) = home(asked_by(after, SECRETARY), after)
    assert dict(item.facts)["Svar"] == "2 overskredet"


def test_what_is_missing_after_its_day_is_overdue(desk: Desk, asked: Request) -> None:
    after = replace(desk, clock=Clock.demo(datetime(2027, 1, 5, 9, tzinfo=COPENHAGEN), 0.0))
    does(after, UU, "save_draft", {"tekst:sket": "På vej"}, report=report(desk, "party:uu").id, page="tekst")
    shown = card(does(after, SECRETARY, "request", id=asked.id))
    assert [dict(one.facts)["Tilstand"] for one in shown.items] == ["Overskredet", "Kladde, overskredet"]
    (item,) = card(say(after, "/status", Role.PLAN_LEADER)).items
    assert item.lines == ("Næste: du svarer nu – fristen var mandag 4. januar.",)


def test_the_overview_comes_as_excel(desk: Desk, asked: Request) -> None:
    answered(desk)
    answer = does(desk, SECRETARY, "as_excel", id=0)
    assert isinstance(answer, Reply)
    (file,) = answer.files
    rows = list(load_workbook(BytesIO(file.content)).active.values)  # type: ignore[union-attr]
    assert [(row[6], row[7]) for row in rows[1:]] == [("NørreBrobyggerne", "besvaret"), ("UU", "mangler svar")]
    assert "Du kan ikke" in refused(does(desk, LEADER, "as_excel", id=asked.id))


def test_what_landsbyggefonden_asks_for_again_is_exported(desk: Desk, asked: Request) -> None:
    answered(desk, tekst__milepaele="=Klubben åbnede", tekst__succes="ved ikke")
    answer = does(desk, SECRETARY, "national", year=2026)
    assert isinstance(answer, Reply)
    xlsx, csv = answer.files
    rows = list(load_workbook(BytesIO(xlsx.content)).active.values)  # type: ignore[union-attr]
    assert [row[3] for row in rows] == ["Svar", "=Klubben åbnede", "ved ikke"]
    assert csv.content.decode("utf-8-sig").splitlines()[1].endswith(";'=Klubben åbnede")
    assert "ingen svar om 2025" in str(card(does(desk, SECRETARY, "national", year=2025)).lines)


def asked_by(desk: Desk, id: str) -> Ask:
    return Ask(who(desk, id))


def test_home_shows_what_is_owed(desk: Desk, asked: Request) -> None:
    overview = card(press(desk, "vejviser.overview", Role.PLAN_LEADER))
    titles = [one.title for one in overview.items if isinstance(one, Item)]
    assert "NørreBrobyggerne, 3. kvartal 2026" in titles


def test_unknown_words_and_reports_are_refused(desk: Desk) -> None:
    assert "kender jeg ikke" in refused(say(desk, "/statusrapport vrøvl"))
    assert "findes ikke" in refused(does(desk, LEADER, "show", report=99))
    assert "findes ikke" in refused(does(desk, SECRETARY, "request", id=99))

"""/brobyg: counting, undoing, the form, the overview with small numbers hidden."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.cards import Card
from bot.chat import Answer, Desk, FieldErrors, Open, Replace, Reply
from bot.clock import COPENHAGEN, Clock
from bot.domain.organisation import Role
from bot.domain.referrals import Referral, Step
from bot.domain.small_numbers import HIDDEN
from bot.papers.surroundings import bridged
from bot.platforms.slack import draw, modals
from bot.platforms.web import draw as web
from commands.brobyg import BUILDERS
from commands.brobyg.overview import OVERSEERS, PAGE
from tests import slack_limits
from tests.conftest import NOW, person, press, say

SUMMER = datetime(2026, 8, 17, 12, tzinfo=COPENHAGEN)
FORM = {"count": "3", "area": "lundtoftegade", "target": "fritidsjob", "step": "met"}


def card(answer: Answer) -> Card:
    """The card, after both platforms have drawn it within their limits."""
    assert isinstance(answer, Reply | Replace), answer
    message = draw.message(answer.card)
    assert slack_limits.of_message(message["blocks"], message["text"]) == []
    assert answer.card.title in web.entry(answer.card)
    return answer.card


def later(desk: Desk, **more: float) -> Desk:
    """The same desk some time later."""
    now = desk.now + timedelta(**more)
    desk.store._database.now = lambda: now
    return replace(desk, clock=Clock.demo(now, speed=0.0))


def stored(desk: Desk) -> list[tuple[str, str, Step, int]]:
    found = desk.store.referrals.between(NOW - timedelta(days=999), NOW + timedelta(days=1))
    return [(one.area, one.target, one.step, one.count) for one in found]


def entered(
    desk: Desk, area: str, target: str, count: int, role: Role = Role.STAFF, step: Step = Step.REFERRED
) -> None:
    desk.store.referrals.add(Referral(SUMMER, area, target, step, count, person(desk, role).id))


def text(shown: Card, title: str) -> str:
    item = next(one for one in shown.items if one.title == title)
    return "\n".join([str(item.facts[0][1]) if item.facts else "", *map(str, item.lines)])


def test_a_bridge_is_counted_and_shown_as_it_was_understood(desk: Desk) -> None:
    shown = card(say(desk, "/brobyg fritidsjob lundtoftegade 3 mødt op"))
    assert shown.facts == (("Antal unge", "3"), ("Fra", "Lundtoftegade"), ("Til", "fritidsjob"), ("Trin", "mødt op"))
    assert stored(desk) == [("lundtoftegade", "#fritidsjob", Step.MET, 3)]


def test_what_is_not_understood_is_told_and_nothing_is_counted(desk: Desk) -> None:
    shown = card(say(desk, "/brobyg mange fra lundtoftegade"))
    assert shown.tone == "problem"
    assert "helt tal fra 1 til 99" in str(shown.lines[0]) and "slags tilbud" in str(shown.lines[0])
    assert "/brobyg 3 lundtoftegade fritidsjob" in str(shown.lines[0])
    assert stored(desk) == []


@pytest.mark.parametrize("role", Role)
def test_staff_and_plan_leaders_count_and_nobody_else(role: Role, desk: Desk) -> None:
    shown = card(say(desk, "/brobyg 3 lundtoftegade fritidsjob", role))
    assert (shown.tone == "plain") is (role in BUILDERS)
    assert len(stored(desk)) == (role in BUILDERS)


@pytest.mark.parametrize("role", Role)
def test_the_buttons_without_words_are_those_that_the_role_may_press(role: Role, desk: Desk) -> None:
    shown = card(say(desk, "/brobyg", role))
    texts = [button.text for button in shown.buttons]
    assert texts == ["Udfyld"] * (role in BUILDERS) + ["Oversigt"] * (role in OVERSEERS)


def test_who_entered_it_undoes_it_for_ten_minutes(desk: Desk) -> None:
    button = card(say(desk, "/brobyg 3 lundtoftegade fritidsjob")).buttons[0]
    assert button.text == "Fortryd"
    assert card(press(desk, button.action, Role.PLAN_LEADER, **button.values)).tone == "problem"  # type: ignore[arg-type]
    shown = card(press(later(desk, minutes=9), button.action, **button.values))  # type: ignore[arg-type]
    assert (shown.title, shown.lines) == ("Brobygningen er fortrudt", ("3 henvist: Lundtoftegade → fritidsjob",))
    assert stored(desk) == []
    assert card(press(desk, button.action, **button.values)).tone == "problem"  # type: ignore[arg-type]


def test_after_ten_minutes_it_stands(desk: Desk) -> None:
    button = card(say(desk, "/brobyg 3 lundtoftegade fritidsjob")).buttons[0]
    desk = later(desk, minutes=10)
    assert "10 minutter" in str(card(press(desk, button.action, **button.values)).lines)  # type: ignore[arg-type]
    assert len(stored(desk)) == 1
    assert card(say(desk, "/brobyg")).items[0].buttons == ()


def test_one_sees_ones_own_latest(desk: Desk) -> None:
    say(desk, "/brobyg 3 lundtoftegade fritidsjob")
    say(desk, "/brobyg 2 husum boksning", Role.PLAN_LEADER)
    (item,) = card(say(desk, "/brobyg")).items
    assert item.title == "3 henvist: Lundtoftegade → fritidsjob"
    assert [button.text for button in item.buttons] == ["Fortryd"]


def test_the_form_counts_the_same(desk: Desk) -> None:
    answer = press(desk, "brobyg.fill_in")
    assert isinstance(answer, Open)
    assert slack_limits.of_view(modals.form(answer.form, {"channel": "C1"})) == []
    assert [one.name for one in answer.form.fields] == list(FORM)
    card(press(desk, answer.form.action, form=FORM))
    assert stored(desk) == [("lundtoftegade", "#fritidsjob", Step.MET, 3)]


def test_a_form_that_comes_twice_is_counted_once_and_a_second_one_again(desk: Desk) -> None:
    first, second = (press(desk, "brobyg.fill_in") for _ in range(2))
    assert isinstance(first, Open) and isinstance(second, Open)
    sent = [press(desk, one.form.action, Role.STAFF, FORM, **one.form.values) for one in (first, first, second)]
    titles = [card(answer).title for answer in sent]
    assert titles == ["Brobygningen er noteret", "Brobygningen er allerede noteret", "Brobygningen er noteret"]
    assert len(stored(desk)) == 2


def test_the_forms_mistakes_stand_at_their_fields(desk: Desk) -> None:
    answer = press(desk, "brobyg.save", form={"count": "mange", "area": "atlantis", "target": "", "step": "x"})
    assert isinstance(answer, FieldErrors)
    assert list(answer.errors) == list(FORM)
    answer = press(desk, "brobyg.save", form={**FORM, "count": "100"})
    assert isinstance(answer, FieldErrors) and list(answer.errors) == ["count"]
    assert stored(desk) == []


def test_the_overview_hides_small_numbers_from_all_but_those_who_entered_them(desk: Desk) -> None:
    entered(desk, "lundtoftegade", "#fritidsjob", 3, Role.PLAN_LEADER)
    for role in (Role.STAFF, Role.PLAN_LEADER):
        entered(desk, "lundtoftegade", "#boksning", 10, role)
        entered(desk, "husum", "#fritidsjob", 15, role)
        entered(desk, "husum", "#boksning", 20, role)
        entered(desk, "valby", "#fritidsjob", 25, role)
    entered(desk, "lundtoftegade", "#fritidsjob", 12, step=Step.MET)
    shown = card(say(desk, "/brobyg oversigt", Role.COORDINATOR))
    assert shown.title == "Brobygning til tilbud, 3. kvartal 2026"
    assert text(shown, "Lundtoftegade") == (
        "23 henvist · 12 mødt op\nboksning: • henvist\nfritidsjob: <5 henvist · 12 mødt op"
    )
    assert text(shown, "I alt").startswith("143 henvist · 12 mødt op")
    assert text(shown, "Valby") == "50 henvist\nfritidsjob: 50 henvist"
    mine = card(say(desk, "/brobyg oversigt", Role.PLAN_LEADER))
    assert "fritidsjob: 3 henvist" in text(mine, "Lundtoftegade") and "boksning: •" in text(mine, "Lundtoftegade")


def test_who_entered_all_the_others_cannot_subtract_them(desk: Desk) -> None:
    entered(desk, "lundtoftegade", "#fritidsjob", 3, Role.PLAN_LEADER)
    entered(desk, "lundtoftegade", "#boksning", 20, Role.STAFF)
    shown = card(say(desk, "/brobyg oversigt", Role.COORDINATOR))
    assert text(shown, "Lundtoftegade").startswith("• henvist")


def test_the_excel_file_hides_ones_own_small_numbers_too(desk: Desk) -> None:
    entered(desk, "lundtoftegade", "#fritidsjob", 3, Role.PLAN_LEADER)
    entered(desk, "lundtoftegade", "#fritidsjob", 12, step=Step.MET)
    button = card(say(desk, "/brobyg oversigt", Role.PLAN_LEADER)).buttons[-1]
    assert button.text == "Hent som Excel"
    answer = press(desk, button.action, Role.PLAN_LEADER, **button.values)  # type: ignore[arg-type]
    assert isinstance(answer, Reply)
    (file,) = answer.files
    assert file.name == "brobygning-2026-3-kvartal.xlsx"
    rows = list(load_workbook(BytesIO(file.content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0][:5] == ("Område", "Tilbud eller emne", "Henvist", "Fulgt derhen", "Mødt op")
    assert rows[1][:5] == ("I alt", "Alle", "<5", None, "12")
    assert rows[-1][:5] == ("Lundtoftegade", "fritidsjob", "<5", None, "12")
    answer = press(desk, button.action, Role.PLAN_LEADER, quarter=2026 * 4 + 1)
    assert isinstance(answer, Reply) and answer.card.tone == "problem" and not answer.files
    assert card(press(desk, button.action, Role.PLAN_LEADER, quarter=2026 * 4 + 3)).tone == "problem"


def test_small_numbers_that_members_without_an_id_entered_are_hidden_in_the_file_and_in_the_boards_paper(
    desk: Desk,
) -> None:
    for area, target, count in (("lundtoftegade", "#fritidsjob", 3), ("husum", "#boksning", 2)):
        desk.store.referrals.add(Referral(SUMMER, area, target, Step.REFERRED, count, person=""))
    answer = press(desk, "brobyg.overview_file", Role.COORDINATOR, quarter=2026 * 4 + 2)
    assert isinstance(answer, Reply)
    rows = list(load_workbook(BytesIO(answer.files[0].content)).worksheets[0].iter_rows(values_only=True))
    assert {row[2] for row in rows[1:]} == {HIDDEN}
    areas, (first, last) = desk.store.directory().areas, (SUMMER.date(), NOW.date())
    told = bridged(desk.store, areas, ("lundtoftegade", "husum"), first, last, desk.now)
    assert [one.steps[0] for one in told] == [HIDDEN, HIDDEN]


def test_the_running_quarter_is_not_shown(desk: Desk) -> None:
    say(desk, "/brobyg 30 lundtoftegade fritidsjob")
    shown = card(say(desk, "/brobyg oversigt", Role.COORDINATOR))
    assert shown.lines == ("Der er ikke noteret brobygning i det kvartal.",)
    assert [button.text for button in shown.buttons] == ["Forrige kvartal"]
    for quarter in (2026 * 4 + 3, 1, -5):
        assert card(press(desk, "brobyg.overview", Role.COORDINATOR, quarter=quarter)).tone == "problem"
    (before,) = shown.buttons
    previous = card(press(desk, before.action, Role.COORDINATOR, **before.values))  # type: ignore[arg-type]
    assert previous.title.endswith("2. kvartal 2026") and previous.buttons[-1].text == "Næste kvartal"
    in_january = card(say(later(desk, days=60), "/brobyg oversigt", Role.COORDINATOR))
    assert "30 henvist" in text(in_january, "Lundtoftegade")


def test_the_overview_shows_where_bridges_are_missing(desk: Desk) -> None:
    now = desk.store._database.now
    desk.store._database.now = lambda: SUMMER
    for area in ("husum", "husum", "lundtoftegade"):
        desk.store.gaps.add(area, None, (), None)
    desk.store._database.now = now
    entered(desk, "lundtoftegade", "#fritidsjob", 30)
    shown = card(say(desk, "/brobyg oversigt", Role.BOARD_SECRETARY))
    assert text(shown, "Hvor broen mangler").strip() == "Husum: 2 spørgsmål uden svar, ingen henvist"


def test_many_areas_come_a_page_at_a_time(desk: Desk) -> None:
    areas = [area.id for area in desk.index.current().areas][: PAGE + 3]
    for area in areas:
        entered(desk, area, "#fritidsjob", 10)
    shown = card(say(desk, "/brobyg oversigt", Role.ADMINISTRATOR))
    more = shown.buttons[0]
    assert (len(shown.items), more.text) == (PAGE + 1, "Flere områder (3)")
    assert len(card(press(desk, more.action, Role.ADMINISTRATOR, **more.values)).items) == 3  # type: ignore[arg-type]

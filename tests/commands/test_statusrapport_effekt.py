"""/statusrapport effekt: whose it is, what it shows, the files, and the steering group's goals."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.chat import Desk, FieldErrors, Open, Reply
from bot.domain.organisation import Role
from bot.domain.status.figures import Figure
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value
from tests.conftest import press, say
from tests.slack_limits import of_message
from tests.status_data import AT, GOALS, three_years

PLAN, INITIATIVE = "beboerprojekt-nordvest", "ungdomsuddannelse"
GOAL = {
    "indicator": "ungdomsuddannelse", "area": "lundtoftegade", "baseline": "70", "period": "2. halvår 2023",
    "target": "110", "enough": "Mindst halvdelen af de unge er i gang.",
}  # fmt: skip


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Three years of figures, and two goals."""
    desk.store.figures.take(three_years(desk.catalogue))
    for goal in GOALS:
        desk.store.figures.add_goal(goal)
    return desk


def reply(answer: object) -> Reply:
    assert isinstance(answer, Reply), answer
    return answer


def shown(desk: Desk, role: Role = Role.STAFF, start: int = 0, kind: str = "plan", id: str = PLAN) -> Reply:
    return reply(press(desk, "statusrapport.effect_of", role, kind=kind, id=id, start=start))


def test_a_leader_sees_the_own_plan_and_a_secretary_the_own_board(filled: Desk) -> None:
    assert reply(say(filled, "/statusrapport effekt", Role.PLAN_LEADER)).card.title == "Effekt: NørreBrobyggerne"
    board = reply(say(filled, "/statusrapport effekt", Role.BOARD_SECRETARY)).card
    assert board.title == "Effekt: Den boligsociale bydelsbestyrelse for Nørrebro"


def test_others_choose_or_name_one(filled: Desk) -> None:
    choice = reply(say(filled, "/statusrapport effekt")).card
    assert len(choice.items) == 7
    assert reply(say(filled, "/statusrapport effekt Beboerprojekt Nordvest")).card.title.endswith("Nordvest")
    assert reply(say(filled, "/status effekt bispebjerg")).card.title.endswith("Bispebjerg")
    assert "kender ingen" in str(reply(say(filled, "/statusrapport effekt månen")).card.lines)


def test_the_card_says_what_the_numbers_carry_and_brings_a_chart_of_each(filled: Desk) -> None:
    answer = shown(filled)
    assert "de viser ikke, at indsatsen er årsagen" in str(answer.card.lines[0])
    assert [item.title for item in answer.card.items] == [
        "Unge på 15-24 år i området", "Unge i 10. klasse", "Unge i forberedende aktiviteter (også FGU)",
    ]  # fmt: skip
    assert [file.mime for file in answer.files] == ["image/png"] * 3
    assert answer.files[0].alt.startswith("Diagram: Unge på 15-24 år i området, Beboerprojekt Nordvest")
    rows = dict(answer.card.items[1].facts)
    assert rows["Vestergårdsvej"] == "<5 · <5 · <5 · <5 · <5 · <5"
    assert rows["Svar"] == "4 af 4 · 4 af 4 · 4 af 4 · 4 af 4 · 4 af 4 · 3 af 4"
    assert "Flere indikatorer (7)" in [one.text for one in answer.card.buttons]
    more = shown(filled, start=9)
    assert [item.title for item in more.card.items] == ["Fælles aktiviteter med Klub Borup og skolen"]


def test_numbers_with_gaps_between_stand_with_their_periods(desk: Desk) -> None:
    told = (("2024-H1", Value(210.0)), ("2025-H2", Value(205.0)), ("2026-H1", Value(None, Given.UNKNOWN)))
    figures = [Figure("unge", "party:uu", "staerevej", Period.of(key), n, 1, "", at=AT) for key, n in told]
    desk.store.figures.take(figures)
    rows = dict(shown(desk).card.items[0].facts)
    assert str(rows["Stærevej"]).startswith("1. halvår 2024: 210 · 2. halvår 2025: 205 · 1. halvår 2026: ved ikke.")
    assert rows["Svar"] == "1. halvår 2024: 1 af 4 · 2. halvår 2025: 1 af 4"


def test_where_all_answers_are_words_there_is_no_chart(desk: Desk) -> None:
    only = Figure("andet", "party:uu", "staerevej", Period.of("2026-H1"), Value(None, Given.UNKNOWN), 1, "", at=AT)
    desk.store.figures.take([only])
    answer = shown(desk)
    assert answer.card.items[0].lines == ("Der er svar, men ingen tal endnu.",) and answer.files == ()


def test_every_page_fits_into_a_message(filled: Desk) -> None:
    from bot.platforms.slack.draw import blocks

    for start in range(0, 12, 3):
        answer = shown(filled, Role.ADMINISTRATOR, start, "initiative", INITIATIVE)
        assert of_message(blocks(answer.card)) == []


def test_the_spreadsheet_holds_the_same_numbers(filled: Desk) -> None:
    (file,) = reply(press(filled, "statusrapport.effect_excel", kind="plan", id=PLAN)).files
    book = load_workbook(BytesIO(file.content))
    assert book.sheetnames == ["Tal", "Overblik", "Svar", "Forklaring", "Definitioner"]
    rows = {row[:4]: row[4:6] for row in book["Tal"].iter_rows(values_only=True)}
    assert rows["Unge i 10. klasse", "Vestergårdsvej", None, "1. halvår 2024"] == ("<5", None)
    assert rows["Unge i 10. klasse", "Stærevej", None, "1. halvår 2024"] == (11, "8,1 %")
    assert rows["Unge på 15-24 år i området", "København", "ja", "1. halvår 2024"] == (98000, None)


def test_only_the_steering_group_and_administrators_write_goals(filled: Desk) -> None:
    button = "Skriv udgangspunkt og mål"
    for role, may in ((Role.ADMINISTRATOR, True), (Role.PLAN_LEADER, False), (Role.COORDINATOR, False)):
        card = shown(filled, role, 0, "initiative", INITIATIVE).card
        assert (button in [one.text for one in card.buttons]) is may
    refused = reply(press(filled, "statusrapport.write_goal", Role.COORDINATOR, initiative=INITIATIVE))
    assert "styregruppe" in str(refused.card.lines)


def test_a_goal_is_written_and_the_earlier_one_stays_in_sight(filled: Desk) -> None:
    opened = press(filled, "statusrapport.write_goal", Role.ADMINISTRATOR, initiative=INITIATIVE)
    assert isinstance(opened, Open)
    form = {**GOAL, "target": "120"}
    saved = press(filled, "statusrapport.save_goal", Role.ADMINISTRATOR, form, initiative=INITIATIVE)
    assert dict(reply(saved).card.facts)["Mål"] == "120"
    assert [one.target for one in filled.store.figures.goals("ungdomsuddannelse")] == [110.0, 120.0]
    card = shown(filled, Role.ADMINISTRATOR, 3, "initiative", INITIATIVE).card
    assert card.items[1].small == (
        "Mål: 120, skrevet mandag 23. november 2026 af Administrator, Teknik- og Miljøforvaltningen.",
        "Tidligere mål: 110, skrevet søndag 1. november 2026 af Koordinator, UU.",
    )


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("baseline", "halvfjerds", "Skriv et helt tal fra 0 og op"), ("target", "1,5", "Skriv et helt tal"),
        ("period", "efteråret", "Skriv perioden"), ("enough", " ", "betydelig nok"), ("area", "husum", "Vælg et af"),
        ("indicator", "fritid-unge", "Vælg en indikator"), ("indicator", "forbrug", ""),
        ("enough", "En dreng på 13 år i Lundtoftegade, hvis mor er syg, skal i skole.", ""),
    ],
)  # fmt: skip
def test_a_mistake_stands_at_its_field(filled: Desk, field: str, typed: str, says: str) -> None:
    form = {**GOAL, field: typed}
    answer = press(filled, "statusrapport.save_goal", Role.ADMINISTRATOR, form, initiative=INITIATIVE)
    assert isinstance(answer, FieldErrors)
    assert says in answer.errors["area" if typed == "forbrug" else field]
    assert len(filled.store.figures.goals()) == 2


def test_an_administrator_is_told_that_an_initiative_has_no_dates(filled: Desk) -> None:
    assert "Ingen slutdato" in str(shown(filled, Role.ADMINISTRATOR, 0, "initiative", INITIATIVE).card.small)
    assert "Ingen slutdato" not in str(shown(filled, Role.STAFF, 0, "initiative", INITIATIVE).card.small)


def test_without_figures_it_says_so(desk: Desk) -> None:
    answer = shown(desk)
    assert answer.card.lines == ("Der er ingen tal endnu.",)
    assert answer.files == ()

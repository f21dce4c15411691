"""/indsats: every name of the municipality's memo is found, and its card says what the memo says."""

import tomllib

import pytest

from bot.cards import Button, Card
from bot.chat import Answer, Ask, Desk, Reply, dispatch
from bot.settings import HOUSE
from tests.conftest import person, press, say

MEMO = tomllib.loads((HOUSE / "data" / "koebenhavn" / "organisation.toml").read_text(encoding="utf-8"))
NAMES = [
    one["name"] for kind in ("parties", "boards", "plans", "groups", "series", "initiatives") for one in MEMO[kind]
]
TITLES = [one["title"] for one in MEMO["people"]]


def card(desk: Desk, words: str) -> Card:
    answer = say(desk, f"/indsats {words}")
    assert isinstance(answer, Reply)
    return answer.card


def _pressed(desk: Desk, button: Button) -> Answer:
    return dispatch(Ask(person(desk)), desk, button.action, button.values)


@pytest.mark.parametrize("name", NAMES + TITLES)
def test_every_name_of_the_memo_is_found(name: str, desk: Desk) -> None:
    assert card(desk, name).title == name


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_found_in_a_question_without_capitals(name: str, desk: Desk) -> None:
    assert card(desk, f"hvad er {name.lower()}?").title == name


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("hvem er EKI?", "Enhed for Kriminalpræventive Indsatser (EKI)"),
        ("UU", "Ungdommens Uddannelsesvejledning København (UU)"),
        ("BUF", "Børne- og Ungdomsforvaltningen"),
        ("tmf", "Teknik- og Miljøforvaltningen"),
        ("Sikker By", "Økonomiforvaltningen"),
        ("praktikpladser", "Beskæftigelses- og Integrationsforvaltningen"),
        ("CFBU", "Center for Boligsocial Udvikling (CFBU)"),
        ("Munkevangen", "Beboerprojekt Nordvest"),
        ("Stærevej", "Beboerprojekt Nordvest"),
        ("Vestergårdsvej", "Beboerprojekt Nordvest"),
        ("Sangergården", "Beboerprojekt Nordvest"),
        ("styrket fritidsliv", "Beboerprojekt Nordvest: Styrket fritidsliv"),
        ("den faglige følgegruppe", "Den faglige følgegruppe (helhedsplanslederne)"),
        ("den boligsociale ungevejleder", "Ungdomsuddannelse til udsatte unge i de udsatte boligområder"),
        ("bydelsbestyrelsen på Nørrebro", "Den boligsociale bydelsbestyrelse for Nørrebro"),
        ("koordinator UU", "Koordinator, UU"),
    ],
)
def test_places_abbreviations_and_obligations_of_the_memo_are_found(words: str, title: str, desk: Desk) -> None:
    assert card(desk, words).title == title


def test_an_initiative_shows_purpose_money_and_years_by_source(desk: Desk) -> None:
    shown = card(desk, "ungdomsuddannelse")
    facts = {label: str(line) for label, line in shown.facts}
    assert shown.lines[0] == MEMO["initiatives"][0]["purpose"]
    assert "4.930.000 kr. og 2,7 årsværk fra Uforbrugte boligsociale restmidler" in facts["Penge"]
    assert "1,5 årsværk fra Børne- og Ungdomsforvaltningen" in facts["Penge"]
    assert facts["Årsværk"] == "4,2 i alt"
    assert facts["Periode"] == "3 år (start- og slutdato ikke oplyst)"
    assert facts["Styregruppe"] == "Teknik- og Miljøforvaltningen og Børne- og Ungdomsforvaltningen"
    assert facts["Følgegruppe"] == "helhedsplanernes ledere"
    assert "EKI" in facts["Samarbejdspartnere"]
    assert facts["Møder"] == "Hver helhedsplan mødes med UU 1-2 gange om året"
    assert "Den boligsociale ungevejleder" in facts["Bygger på"]
    assert "Kontakt: Koordinator, UU" in facts


def test_the_cards_buttons_lead_to_the_parties_it_names(desk: Desk) -> None:
    shown = card(desk, "ungdomsuddannelse")
    button = next(one for one in shown.buttons if one.text.startswith("Ungdommens"))
    answer = _pressed(desk, button)
    assert isinstance(answer, Reply)
    assert answer.card.title == "Ungdommens Uddannelsesvejledning København (UU)"
    assert dict(answer.card.facts)["Hører under"] == "Børne- og Ungdomsforvaltningen"


def test_a_plan_shows_its_areas_departments_board_leader_and_the_meetings_it_owes(desk: Desk) -> None:
    facts = {label: str(line) for label, line in card(desk, "Beboerprojekt Nordvest").facts}
    assert facts["Boligafdelinger"] == "Munkevangen, Afd. 49 Stærevej, Vestergårdsvej og Sangergården"
    assert facts["Bydelsbestyrelse"] == "Den boligsociale bydelsbestyrelse for Bispebjerg"
    assert facts["Møder"] == "Helhedsplan og UU: 1-2 gange om året"
    assert "leder.nordvest@example.org" in facts["Kontakt: Leder, Beboerprojekt Nordvest"]


def test_no_words_list_the_initiatives(desk: Desk) -> None:
    assert [item.title for item in card(desk, "").items] == [one["name"] for one in MEMO["initiatives"]]


def test_an_unknown_name_says_what_to_write_instead(desk: Desk) -> None:
    shown = card(desk, "xyzzy")
    assert shown.tone == "problem"
    assert "/tilbud" in str(shown.lines)


def test_a_button_to_something_gone_says_so(desk: Desk) -> None:
    answer = press(desk, "indsats.about", kind="party", id="findes-ikke")
    assert isinstance(answer, Reply)
    assert "findes ikke længere" in str(answer.card.lines)


def test_a_misspelt_name_is_asked_about(desk: Desk) -> None:
    asked = card(desk, "Ungdomsudannelse")
    assert asked.title == "Mente du …?"
    meant = _pressed(desk, asked.buttons[0])
    assert isinstance(meant, Reply) and meant.card.title.startswith("Ungdomsuddannelse")
    assert "Jeg kender ingen" in str(card(desk, "xylofonkvabs").lines)


def test_the_effect_of_an_initiative_a_plan_or_a_board_is_one_press_away(desk: Desk) -> None:
    shown = card(desk, "ungdomsuddannelse")
    effect = _pressed(desk, shown.buttons[0])
    assert isinstance(effect, Reply) and shown.title in effect.card.title
    assert "Vis effekt" not in str(card(desk, "hvem er EKI?").buttons)

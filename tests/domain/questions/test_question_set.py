"""The judged questions of this repository, on the directory that comes along; and the names it must know."""

import json

import pytest

from bot.domain.questions import Index, rank, understand
from bot.settings import HOUSE
from tests.domain.questions.conftest import MONDAY

ROWS = [
    json.loads(line)
    for line in (HOUSE / "tests" / "questions" / "koebenhavn.jsonl").read_text(encoding="utf-8").splitlines()
]


def answer(text: str, index: Index) -> list[str]:
    return [match.offer_id for match in rank(understand(text, MONDAY, index), MONDAY, index).answer]


def test_nine_of_ten_questions_are_answered_right_at_once(copenhagen: Index) -> None:
    rows = [row for row in ROWS if not row["none"]]
    wrong = [row["q"] for row in rows if not set(answer(row["q"], copenhagen)[:1]) & set(row["relevant"])]
    assert len(wrong) <= len(rows) / 10, wrong


def test_nineteen_of_twenty_questions_without_an_answer_get_none(copenhagen: Index) -> None:
    rows = [row for row in ROWS if row["none"]]
    wrong = [row["q"] for row in rows if answer(row["q"], copenhagen)]
    assert len(wrong) <= len(rows) / 20, wrong


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Klub Borup", "klub-borup"),
        ("Beboerprojekt Nordvest", "beboerprojekt-nordvest"),
        ("NørreBrobyggerne", "noerrebrobyggerne"),
        ("Nørre Brobyggerne", "noerrebrobyggerne"),
        ("Sangergården", "klub-borup"),
        ("Afd. 49 Stærevej", "klub-borup"),
        ("Munkevangen", "klub-borup"),
        ("Vestergårdsvej", "klub-borup"),
        ("UU", "uu-koebenhavn"),
        ("SSP", "ssp-koebenhavn"),
        ("Ungdommens Uddannelsesvejledning København", "uu-koebenhavn"),
        ("opsøgende vejledning i boligområderne", "uu-opsoegende-boligomraader"),
    ],
)
def test_parties_plans_and_places_of_the_memo_are_found(name: str, first: str, copenhagen: Index) -> None:
    found = answer(name, copenhagen)
    assert first in found[:3], found


@pytest.mark.parametrize("name", ["Grøndalsvængets Skole", "Lundtoftegade", "Mimersgadekvarteret", "Bispebjerg"])
def test_the_memos_places_are_areas_with_offers(name: str, copenhagen: Index) -> None:
    assert understand(name, MONDAY, copenhagen).areas
    assert answer(name, copenhagen)


def test_every_offer_is_found_by_its_own_name(copenhagen: Index) -> None:
    lost = [offer.name for offer in copenhagen.offers if offer.id not in answer(offer.name, copenhagen)[:5]]
    assert lost == []


def test_every_area_is_found_by_its_name_and_aliases(copenhagen: Index) -> None:
    lost = []
    for area in copenhagen.areas:
        around = {area.id, *copenhagen.areas.parts(area.id), *copenhagen.areas.parents(area.id)}
        for name in (area.name, *area.aliases):
            if not around & set(understand(f"fodbold i {name}", MONDAY, copenhagen).areas):
                lost.append(name)
    assert lost == []

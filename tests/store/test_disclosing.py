"""Everything about a person, a plan or a period is found, and no table is forgotten."""

import json
import stat
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.chat import Ask, Desk, dispatch
from bot.domain.offers import Offer
from bot.settings import HOUSE
from bot.store.disclosing import NAMES, NOBODY, PERSON, About
from bot.store.tables import metadata
from bot.transfer import TransferError, export_disclosure, read_directory
from tests.papers.a_request import LEADER, SECRETARY, TEXT, UU, made, order, request_in


@pytest.fixture
def full(desk: Desk) -> Desk:
    directory = read_directory(HOUSE / "data" / "koebenhavn")
    desk.store.apply_areas(directory.areas)
    desk.store.apply_organisation(directory.organisation)
    order(desk, request_in(desk))
    return desk


def test_every_table_is_searched_or_holds_nothing_about_anybody() -> None:
    assert {*PERSON} | NOBODY == {*metadata.tables.values()} and not {*PERSON} & NOBODY
    assert {table.name for table in PERSON} == {*NAMES}
    held = {"person_id", "person", "actor", "organiser", "requester", "made_by", "frozen_by", "draft_by"}
    held |= {"approved_by", "closed_by", "deputy"}
    for table in metadata.tables.values():
        assert held & {*table.c.keys()} <= {*PERSON.get(table, ())}, table.name


def test_a_persons_own_answers_figures_and_doings_are_found(full: Desk) -> None:
    found = full.store.disclosure.about(About(person=LEADER))
    assert TEXT in json.dumps(found["Svar"], ensure_ascii=False).replace("\\n", "\n")
    assert {row["person_id"] for row in found["Svar"]} == {LEADER}
    assert found["Person"][0]["title"] == "Leder, NørreBrobyggerne"
    assert [row["count"] for row in found["Brobygning"]] == [12, 2]
    assert {row["actor"] for row in found["Log"]} == {LEADER, "import"}, "and what was done to them"
    assert "Papirer" not in found and "Papirer" in full.store.disclosure.about(About(person=SECRETARY))


def test_what_a_person_reported_is_found_though_it_stands_under_the_title(full: Desk) -> None:
    full.store.apply_offers([Offer(id="klub-n", name="Klub Nørrebro")])
    for person, text in ((LEADER, "Telefonen er ændret"), (SECRETARY, "Lukket om mandagen")):
        asker = full.store.people.find(person)
        dispatch(Ask(asker, form={"text": text}), full, "tilbud.report", {"id": "klub-n"})
    found = full.store.disclosure.about(About(person=LEADER))
    assert [row["text"] for row in found["Meldte fejl"]] == ["Telefonen er ændret"]
    assert [row["kind"] for row in found["Log"]].count("feedback") == 1


def test_what_is_secret_or_only_for_the_program_is_left_out(full: Desk) -> None:
    told = json.dumps(full.store.disclosure.about(About(person=SECRETARY)))
    assert "snapshot" not in told and "digest" not in told and "holder" not in told


def test_a_plans_requests_answers_figures_and_papers_are_found(full: Desk) -> None:
    made(full)
    found = full.store.disclosure.about(About(plan="noerrebrobyggerne"))
    assert {row["reporter"] for row in found["Statusrapporter"]} == {"plan:noerrebrobyggerne"}
    assert {row["reporter"] for row in found["Tal"]} == {"plan:noerrebrobyggerne"}
    assert len(found["Anmodninger"]) == len(found["Papirer"]) == 1
    assert {row["kind"] for row in found["Log"]} == {"report", "request", "paper", "plan"}
    assert not full.store.disclosure.about(About(plan="findes-ikke"))


def test_a_period_narrows_and_is_enough_alone(full: Desk) -> None:
    before = About(first=date(2020, 1, 1), last=date(2020, 12, 31))
    assert full.store.disclosure.about(before) == {}
    within = full.store.disclosure.about(About(first=date(2026, 1, 1), last=date(2026, 6, 30)))
    assert {row["period"] for row in within["Tal"]} == {"2026-H1"}
    both = full.store.disclosure.about(About(UU, "", date(2024, 1, 1), date(2024, 6, 30)))
    assert {row["period"] for row in both["Tal"]} == {"2024-H1"} and "Svar" not in both


def test_it_is_written_to_a_zip_with_the_papers(full: Desk, tmp_path: Path) -> None:
    path = tmp_path / "indsigt.zip"
    made(full)
    assert export_disclosure(full.store, About(plan="noerrebrobyggerne"), path) > 5
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert {"læs-mig.txt", "oplysninger.json", "oplysninger.xlsx"} <= {*names}
        assert [name for name in names if name.startswith("papirer/")] == [
            "papirer/udkast-1-version-1.docx", "papirer/udkast-1-version-1.pdf",
        ]  # fmt: skip
        sheets = load_workbook(BytesIO(archive.read("oplysninger.xlsx"))).sheetnames
        assert sheets[0] == "Indhold" and "Tal" in sheets
        assert "Helhedsplan: noerrebrobyggerne" in archive.read("læs-mig.txt").decode()
    with pytest.raises(TransferError):
        export_disclosure(full.store, About(plan="x"), tmp_path / "indsigt.pdf")

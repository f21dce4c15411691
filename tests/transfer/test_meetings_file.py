"""meetings.csv begins with the calendar that a municipality has; the overview comes out as Excel."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bot.__main__ import cli
from bot.clock import COPENHAGEN
from bot.domain.meetings import State
from bot.store import Store
from bot.transfer import FileReport, export_meetings, import_files

HEAD = "series,plan,starts,ends,place,status\n"
GOOD = HEAD + (
    "uu-plan,noerrebrobyggerne,2026-12-03 10:00,2026-12-03 11:30,Klub Borup,booked\n"
    '"uu-plan",beboerprojekt-nordvest,2026-10-01T13:00,,"Rådhuset, stuen",held\n'
)


def take(store: Store, folder: Path, text: str, dry_run: bool = False) -> FileReport:
    file = folder / "meetings.csv"
    file.write_text(text, encoding="utf-8")
    (report,) = import_files([file], store, dry_run=dry_run)
    return report


def test_booked_and_held_meetings_take_the_place_of_what_is_owed(store: Store, tmp_path: Path) -> None:
    assert "2 nye, 0 ændrede, 0 uændrede" in take(store, tmp_path, GOOD).text
    found = {(one.subject, one.number): one for one in store.meetings.of_year(2026)}
    booked = found["noerrebrobyggerne", 1]
    assert (booked.state, booked.place) == (State.BOOKED, "Klub Borup")
    assert booked.start == datetime(2026, 12, 3, 10, 0, tzinfo=COPENHAGEN)
    assert booked.participants == ("leder-noerrebrobyggerne", "koordinator-uu")
    assert found["beboerprojekt-nordvest", 1].state is State.HELD
    assert found["noerrebrobyggerne", 2].state is State.OWED


def test_again_changes_nothing_and_a_dry_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    assert "2 nye" in take(store, tmp_path, GOOD, dry_run=True).text
    assert store.meetings.of_year(2026) == ()
    take(store, tmp_path, GOOD)
    before = store.meetings.of_year(2026)
    assert "0 nye, 0 ændrede, 2 uændrede" in take(store, tmp_path, GOOD).text
    assert store.meetings.of_year(2026) == before
    held = GOOD.replace("2026-12-03", "2026-10-03").replace("booked", "held")
    assert "1 ny, 0 ændrede, 1 uændret" in take(store, tmp_path, held).text


def test_a_dry_run_from_the_command_line_says_that_nothing_was_kept(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", encoding="utf-8")
    (tmp_path / "areas.jsonl").write_text('{"id": "by", "name": "By", "level": "by", "parent": null}\n', "utf-8")
    words = ["import", str(tmp_path / "areas.jsonl"), "--config", str(tmp_path / "config.toml")]
    done = CliRunner().invoke(cli, [*words, "--dry-run"])
    assert "1 ny, 0 ændrede, 0 uændrede.\nIntet er gemt" in done.output
    assert "Intet er gemt" not in CliRunner().invoke(cli, words).output


def test_semicolons_and_danish_words_and_times_are_read(store: Store, tmp_path: Path) -> None:
    text = "series;plan;starts;ends;place;status\nuu-plan;noerrebrobyggerne;3.12.2026 10.00;;Klub Borup;aftalt\n"
    assert not take(store, tmp_path, text).failed


def test_a_place_on_several_lines_is_one_and_rows_after_it_keep_their_line_numbers(
    store: Store, tmp_path: Path
) -> None:
    row = 'uu-plan,{},2026-12-03 10:00,,"Klub Borup,\n""Salen"", 1. sal",booked\n'
    assert not take(store, tmp_path, HEAD + row.format("noerrebrobyggerne")).failed
    assert [one.place for one in store.meetings.of_year(2026) if one.place] == ['Klub Borup, "Salen", 1. sal']
    assert "linje 4, plan:" in take(store, tmp_path, HEAD + row.format("noerrebrobyggerne") + row.format("x")).text


def test_quotes_that_do_not_close_are_told_where_they_open(store: Store, tmp_path: Path) -> None:
    row = "uu-plan,noerrebrobyggerne,2026-12-03 10:00,,{},booked\n"
    assert (
        "linje 3: Et citationstegn mangler sin afslutning"
        in take(store, tmp_path, HEAD + row.format("Klub") + row.format('"Klub') + row.format("Klub")).text
    )
    wrong = take(store, tmp_path, HEAD + row.format('"Klub"Borup') + row.format("Klub").replace("uu-plan", "x")).text
    assert "linje 2: Citationstegnene på linjen går ikke op." in wrong and "linje 3, series:" in wrong


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("uu-pan,noerrebrobyggerne,2026-12-03 10:00,,,booked", "linje 2, series: »uu-pan« er en ukendt mødeserie."),
        ("uu-plan,noerre,2026-12-03 10:00,,,booked", "linje 2, plan: »noerre« er en ukendt helhedsplan."),
        ("uu-plan,noerrebrobyggerne,3. december,,,booked", "linje 2, starts: »3. december« er ikke et tidspunkt."),
        ("uu-plan,noerrebrobyggerne,2026-12-03 10:00,2026-12-03 09:00,,booked", "linje 2, ends: Mødet slutter ikke"),
        (
            "uu-plan,noerrebrobyggerne,28.3.2027 02.30,,,booked",
            "linje 2, starts: »28.3.2027 02.30« findes ikke: den nat stilles uret frem. Skriv et andet klokkeslæt.",
        ),
        ("uu-plan,noerrebrobyggerne,2026-12-03 10:00,,,måske", "linje 2, status: »måske« er ikke en tilstand."),
        ("uu-plan,noerrebrobyggerne,2026-12-03 10:00,,,held", "linje 2, status: Mødet er ikke begyndt endnu"),
        ("uu-plan,noerrebrobyggerne,2026-12-03 10:00,,010203-1234,booked", "CPR-nummer"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_line_column_and_remedy(store: Store, tmp_path: Path, row: str, says: str) -> None:
    report = take(store, tmp_path, f"{HEAD}{row}\n")
    assert report.failed and says in report.text
    assert store.meetings.of_year(2026) == ()


def test_an_unknown_column_is_told(store: Store, tmp_path: Path) -> None:
    assert "Mente du »starts«?" in take(store, tmp_path, "series,plan,start\n").text


def test_the_overview_is_an_excel_file_of_texts(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, GOOD)
    assert export_meetings(store, tmp_path / "x.xlsx") == 4
    rows = list(load_workbook(tmp_path / "x.xlsx")["Møder"].values)
    assert rows[0][:5] == ("Skoleår", "Møde", "Helhedsplan", "Nr.", "Tilstand")
    assert ("2026/27", "NørreBrobyggerne og UU", "NørreBrobyggerne", "1", "Aftalt") in [row[:5] for row in rows]

"""indicators.csv brings history and figures to compare with; every fault is told with its line and a remedy."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.domain.status.values import Given
from bot.store import Store
from bot.transfer import FileReport, import_files

HEAD = "initiative,plan,area,period,indicator,value\n"
GOOD = HEAD + (
    "ungdomsuddannelse,,lundtoftegade,2024-H1,unge,181\n"
    "ungdomsuddannelse,noerrebrobyggerne,Lundtoftegade,2024-H1,ungdomsuddannelse,77\n"
    "ungdomsuddannelse,,koebenhavn,2024-H1,unge,98000\n"
    "ungdomsuddannelse,,,2024-H1,forbrug,780000\n"
    ",beboerprojekt-nordvest,,2024-H1,fritid-unge,ved ikke\n"
)


def take(store: Store, folder: Path, text: str, dry_run: bool = False, name: str = "indicators.csv") -> FileReport:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    (report,) = import_files([file], store, dry_run=dry_run)
    return report


def test_the_catalogue_says_who_reports_and_an_area_without_the_effort_is_to_compare_with(
    store: Store, tmp_path: Path
) -> None:
    assert "5 nye, 0 ændrede, 0 uændrede" in take(store, tmp_path, GOOD).text
    found = {(one.indicator, one.area): one for one in store.figures.all()}
    assert found["unge", "lundtoftegade"].reporter == "party:uu"
    assert found["ungdomsuddannelse", "lundtoftegade"].value.number == 77
    assert found["unge", "koebenhavn"].reporter == ""
    assert found["forbrug", ""].reporter == "party:uu"
    fun = found["fritid-unge", ""]
    assert (fun.reporter, fun.initiative) == ("plan:beboerprojekt-nordvest", "styrket-fritidsliv")
    assert fun.value.given is Given.UNKNOWN


def test_again_changes_nothing_and_a_dry_run_writes_nothing(store: Store, tmp_path: Path) -> None:
    assert "5 nye" in take(store, tmp_path, GOOD, dry_run=True).text
    assert store.figures.all() == ()
    take(store, tmp_path, GOOD)
    assert "0 nye, 0 ændrede, 5 uændrede" in take(store, tmp_path, GOOD).text
    assert "0 nye, 1 ændret, 4 uændrede" in take(store, tmp_path, GOOD.replace("181", "183")).text


def test_semicolons_tabs_danish_numbers_and_another_name_are_read(store: Store, tmp_path: Path) -> None:
    danish = "indicator;period;value;plan\naarsvaerk;2024-h1;2,1;\nforbrug;2024-H1;1.250.000,50;\n"
    assert not take(store, tmp_path, danish, name="tal.csv").failed
    assert [one.value.number for one in store.figures.all()] == [2.1, 1250000.5]
    assert not take(store, tmp_path, HEAD.replace(",", "\t") + "\t\t\t2025\tforbrug\t12.5\n").failed


def test_a_spreadsheet_is_read_too(store: Store, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (HEAD.strip().split(","), ["", "", "", "2024-H1", "aarsvaerk", 2.1]):
        sheet.append(row)
    workbook.save(tmp_path / "indikatorer.xlsx")
    (report,) = import_files([tmp_path / "indikatorer.xlsx"], store)
    assert "1 ny," in report.text, report.text


UU = "ungdomsuddannelse,noerrebrobyggerne,lundtoftegade,2024-H1,"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("ungdomsudannelse,,,2024-H1,forbrug,1", "linje 2, initiative: »ungdomsudannelse« er en ukendt indsats. M"),
        ("styrket-fritidsliv,,,2024-H1,forbrug,1", "hører til indsatsen ungdomsuddannelse. Skriv den, eller lad"),
        (",noerrebrobygerne,,2024-H1,rekrutteret,1", "linje 2, plan: »noerrebrobygerne« er en ukendt helhedsplan."),
        (",,,2024-H1,rekrutteret,1", "linje 2, plan: Feltet mangler: planerne giver selv tallet. Skriv"),
        (",beboerprojekt-nordvest,,2024-H1,rekrutteret,1", "Kun helhedsplanen noerrebrobyggerne giver det tal."),
        (",,lundtoftegde,2024-H1,unge,1", "linje 2, area: »lundtoftegde« er et ukendt område. Mente du »"),
        (",,,2024-H1,unge,1", "linje 2, area: Indikatoren unge har et tal for hvert område. Skriv området."),
        (",,lundtoftegade,2024-H1,forbrug,1", "Indikatoren forbrug har ikke tal for områder. Lad area stå tom."),
        (",beboerprojekt-nordvest,lundtoftegade,2024-H1,unge,1", "Området hører ikke til helhedsplanen"),
        (",,lundtoftegade,forår 2024,unge,1", "linje 2, period: »forår 2024« er ikke en periode. Skriv 2026,"),
        (",,lundtoftegade,2027-H1,unge,1", "1. halvår 2027 er ikke begyndt endnu."),
        (",,lundtoftegade,2024-H1,xyz,1", "tilføj det først i jeres egen fil med indikatorer ([status] catalogue"),
        (",,lundtoftegade,2024-H1,ungee,1", "linje 2, indicator: »ungee« er en ukendt indikator. Mente du »unge«?"),
        (UU + "unge,-3", "linje 2, value: Tallet er mindre end 0. Skriv et tal, fx 12"),
        (UU + "unge,2.5", "er ikke et helt tal. Skriv hele personer, fx 12."),
        (UU + "unge,mange", "linje 2, value: »mange« er ikke et tal. Skriv et tal, fx 12 eller 1.250,5"),
        (UU + "unge,", "linje 2, value: Feltet mangler; et tomt felt er ikke 0."),
        (UU + "unge,12\n" + UU + "job,13", "linje 3, value: job er større end det, den er en del af (unge)"),
        (UU + "unge,12\n" + UU + "unge,13", "linje 3: Tallet står også på linje 2. Slet det ene."),
        (UU + "unge,010203-1234", "CPR-nummer"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_line_column_and_remedy(store: Store, tmp_path: Path, row: str, says: str) -> None:
    report = take(store, tmp_path, f"{HEAD}{row}\n")
    assert report.failed and says in report.text, report.text
    assert store.figures.all() == ()


def test_a_part_above_a_denominator_that_is_stored_is_a_fault(store: Store, tmp_path: Path) -> None:
    take(store, tmp_path, HEAD + UU + "unge,12\n")
    assert "er større end det" in take(store, tmp_path, HEAD + UU + "job,13\n").text


def test_an_unknown_column_is_told(store: Store, tmp_path: Path) -> None:
    assert "Mente du »indicator«?" in take(store, tmp_path, "period,indikator,value\n").text

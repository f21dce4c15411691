"""Offers as an Excel file: what offices have in theirs, what is refused, and files that mean harm."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.store import Store
from bot.transfer import FileReport, TransferError, export_offers, import_files, spreadsheet

Imported = Callable[..., FileReport]
Rows = list[list[Any]]
DAY = datetime(2026, 12, 3)  # noqa: DTZ001 - Excel knows no zones


def workbook(rows: Rows, title: str = "Ark1", merged: tuple[str, ...] = ()) -> bytes:
    """A workbook as an office would save it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, changes: dict[str, bytes]) -> bytes:
    """The workbook with other parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return file.getvalue()


def only_offer(store: Store) -> Offer:
    (offer,) = store.directory().offers
    return offer


def test_what_excel_makes_of_numbers_and_dates_is_understood(imported: Imported, empty: Store) -> None:
    headings = ["Navn", "Alder fra", "Alder til", "Pris", "Telefon", "Postnr.", "Kildedato", "Område", "Tider note"]
    row = ["Klub Æblø", 12.0, 15, 49.5, 33173333, 2200, DAY, "Nørrebro", time(16, 30)]
    report = imported("tilbud.xlsx", workbook([headings, row]))
    assert not report.failed, report.text
    assert only_offer(empty) == Offer(
        "klub-aebloe",
        "Klub Æblø",
        areas=("noerrebro",),
        postal_code="2200",
        min_age=12,
        max_age=15,
        price_dkk=49.5,
        phone="33 17 33 33",
        source_date="2026-12-03",
        schedule_note="16:30",
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (1250.125, "1250,125"),
        (0.1 + 0.2, "0,3"),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
        (-3.0, "-3"),
        (987654321, "987654321"),
        (True, "SAND"),
        (date(2026, 12, 3), "2026-12-03"),
        (DAY.replace(hour=14, minute=30), "2026-12-03 14:30"),
        ("a_x000D_\nb", "a\r\nb"),
    ],
)
def test_a_cell_becomes_the_text_that_a_csv_file_would_have(value: Any, cell: str) -> None:
    assert spreadsheet._text(value) == cell


@pytest.mark.parametrize("number", [101901234, "010190-1234", 1512151234.0])
def test_a_cpr_number_is_refused_also_as_a_number_that_lost_its_zero(
    imported: Imported, number: float | str
) -> None:
    report = imported("tilbud.xlsx", workbook([["Navn", "Telefon"], ["Klub", number]]))
    assert "række 2, Telefon: Her ser ud til at stå et CPR-nummer." in report.text
    assert "1234" not in report.text.replace("test_", "")[-200:]


def test_every_fault_is_told_with_its_row(imported: Imported) -> None:
    rows: Rows = [
        ["Navn", "Alder fra", "Adresse"],
        [],
        ["Klub", 12.5, None],
        ["Anden", None, "=A1&B2"],
        ["Tredje", None, "#N/A"],
        ["Klub", None, None],
        ["Sjette", timedelta(hours=30), None],
    ]
    book = load_workbook(io.BytesIO(workbook(rows)))
    book.worksheets[0]["C8"] = ArrayFormula("C8", "=SUM(B1:B2)")
    report = imported("tilbud.xlsx", saved(book))
    assert [(problem.line, problem.field) for problem in report.problems] == [
        (4, None), (5, None), (7, None), (8, None), (3, "Alder fra"), (6, "Id")
    ]  # fmt: skip
    assert "række 4: En celle på rækken er en formel. Kopiér cellerne, og indsæt dem som værdier" in report.text
    assert "række 5: En celle på rækken viser en fejl fra Excel (#N/A)." in report.text
    assert "række 6, Id: Samme id, »klub«, står på række 3." in report.text


def test_headlines_over_the_columns_and_blank_rows_are_skipped(imported: Imported, empty: Store) -> None:
    rows: Rows = [["Tilbud 2026"], [], ["Navn", "By"], ["Nørrebro"], ["Klub", "Valby"], [None, None]]
    report = imported("tilbud.xlsx", workbook(rows, merged=("A1:C1", "A4:B4")))
    assert not report.failed, report.text
    assert only_offer(empty).name == "Klub"


def test_a_cell_merged_down_several_rows_is_refused_since_the_lower_ones_are_empty(imported: Imported) -> None:
    rows: Rows = [["Navn", "Område"], ["Klub", "Nørrebro"], ["Anden", None]]
    report = imported("tilbud.xlsx", workbook(rows, merged=("B2:B3",)))
    assert "række 2: Her er en celle flettet over flere rækker" in report.text


def test_the_sheet_tilbud_is_read_else_the_first_that_is_shown(imported: Imported, empty: Store) -> None:
    book = Workbook()
    hidden, first, named = book.worksheets[0], book.create_sheet("Ark2"), book.create_sheet("TILBUD ")
    hidden.sheet_state = "hidden"
    for sheet in (hidden, first, named):
        sheet.append(["Navn"])
        sheet.append([f"Fra {sheet.title.strip()}"])
    assert not imported("a.xlsx", saved(book)).failed
    assert [offer.name for offer in empty.directory().offers] == ["Fra TILBUD"]
    book.remove(named)
    assert not imported("b.xlsx", saved(book)).failed
    assert {offer.name for offer in empty.directory().offers} == {"Fra TILBUD", "Fra Ark2"}


def test_an_export_is_pleasant_to_open_and_holds_texts_only(tmp_path: Path) -> None:
    offer = Offer("a", "=1+1", "#N/A", "a_x0041_\ufffe", min_age=10, phone="+46 8 123 456", price_dkk=49.5)
    export_offers(Directory((offer,)), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Tilbud", "B2", "A1:Z2")
    assert sheet["A1"].font.b and sheet.column_dimensions["A"].width == 40
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}  # what is typed in them later stays text, too
    assert [cell.value for cell in sheet[2]][:3] == ["'=1+1", "#N/A", "a_x005F_x0041__xFFFE_"]


def test_a_text_that_no_cell_can_hold_is_told_at_export(tmp_path: Path) -> None:
    topics = tuple(f"{number:05}" + "x" * 95 for number in range(400))
    with pytest.raises(TransferError, match="Tilbuddet a har en tekst, der er for lang til Excel"):
        export_offers(Directory((Offer("a", "A", topics=topics),)), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


SIMPLE = workbook([["Navn"], ["Klub"]])
SHEET = "xl/worksheets/sheet1.xml"
LOL = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
ROOT = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen er tom."),
        (b"Navn;By\nKlub;Valby\n", "Det er ikke en Excel-fil, selv om den hedder .xlsx."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Filen er låst med en adgangskode"),
        (SIMPLE[:-100], "Filen kan ikke læses som et Excel-ark."),
        (b"PK\x03\x04" + bytes(100), "Filen kan ikke læses som et Excel-ark."),
        (workbook([]), "Arket er tomt. Den første linje skal være overskrifter"),
        (workbook([["Klub", "Valby"]]), "række 1: Kolonnen »Klub« kendes ikke."),
        (repacked(SIMPLE, {SHEET: LOL + ROOT + END}), "Filen kan ikke læses som et Excel-ark."),
        (repacked(SIMPLE, {SHEET: ROOT + b"<c/>" * 3_000_001 + END}), "Filen har for mange celler."),
        (repacked(SIMPLE, {"xl/media/0.bin": bytes(40_000_000)}), "Filen fylder over 40 MB, når den er pakket ud."),
        (repacked(SIMPLE, {SHEET: ROOT + b'<row r="99999999999"/>' + END}), "Arket er tomt."),
        (
            repacked(SIMPLE, {SHEET: ROOT + b"<row><c t='str'><v>x</v></c></row>" * 20_002 + END}),
            "Arket har over 20.000 rækker.",
        ),
        (workbook([["Navn"], ["x" * 32_767]]), "række 2, Navn: Teksten er 32767 tegn lang."),
    ],
)
def test_a_file_that_is_no_good_or_means_harm_is_told_in_a_sentence(
    imported: Imported, content: bytes, sentence: str
) -> None:
    tracemalloc.start()
    report = imported("tilbud.xlsx", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sentence in report.text
    assert peak < 100_000_000


def test_a_claimed_size_and_a_cell_far_out_cost_nothing(imported: Imported, empty: Store) -> None:
    claimed = ROOT.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    rows = b'<row r="1"><c r="A1" t="str"><v>Navn</v></c></row><row r="2"><c r="A2" t="str"><v>Klub</v></c></row>'
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    assert not imported("tilbud.xlsx", repacked(SIMPLE, {SHEET: claimed + rows + far + END})).failed
    assert only_offer(empty).name == "Klub"


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.xlsm", "a.numbers"])
def test_other_spreadsheets_are_told_what_to_save_as(imported: Imported, name: str) -> None:
    report = imported(name, b"\xd0\xcf\x11\xe0")
    assert "Den slags regneark læser Vejviser ikke. Åbn det, gem det som »Excel-projektmappe (.xlsx)«" in report.text


PARTS = zipfile.ZipFile(io.BytesIO(SIMPLE)).namelist()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(PARTS),
    st.integers(0, 3000),
    st.integers(0, 60),
    st.binary(max_size=40)
    | st.sampled_from([b'r="ZZZ9"', b't="s"', b"<f t='shared' si='0'>((</f>", b"<v>-7</v>", b"s='9999'"]),
)
def test_a_damaged_workbook_never_raises_and_is_never_half_written(
    empty: Store, tmp_path: Path, part: str, at: int, length: int, instead: bytes
) -> None:
    with zipfile.ZipFile(io.BytesIO(SIMPLE)) as archive:
        old = archive.read(part)
    at %= len(old)
    path = tmp_path / "tilbud.xlsx"
    path.write_bytes(repacked(SIMPLE, {part: old[:at] + instead + old[at + length :]}))
    before = empty.version()
    (report,) = import_files([path], empty)
    assert report.failed == bool(report.problem_count)
    assert not report.failed or empty.version() == before

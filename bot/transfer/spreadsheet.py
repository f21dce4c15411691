"""Reads and writes offers as an Excel file (.xlsx): the cells that a CSV file would have, as text."""

import math
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from bot.domain.areas import Areas
from bot.domain.directory import Directory
from bot.domain.privacy import contains_cpr
from bot.transfer.columns import COLUMNS, area_ids, row_of_cells
from bot.transfer.jsonl import Rows
from bot.transfer.lines import Progress, not_opened, refuse_other_than_a_file
from bot.transfer.problems import Problems, TransferError, Wrong
from bot.transfer.tables import HEADINGS, rows_by_field

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEET = "Tilbud"  # the sheet that is read, if there is one of that name; else the first one that is shown
LARGEST = 40_000_000  # bytes, unpacked; ten thousand offers with long texts are 30 million
MOST_TAGS = 3_000_000  # "<" in all parts together: a tag of four bytes becomes an object of hundreds
MOST_ROWS = 20_000  # with something in them
LAST_ROW, LAST_COLUMN = 1_048_576, 100  # what stands beyond is not looked at; Excel has no more rows
LONGEST_CELL = 32_767  # characters, as in Excel
_CHUNK = 1 << 20
_LESS = "Gem kun tilbuddene i filen, del den i flere, eller gem den som CSV."
_BROKEN = (  # what openpyxl raises for files that are no workbook, or half of one
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    TypeError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_MERGED = re.compile(rb'mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_SPELT = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS = {"name": 40, "summary": 60, "description": 60, "signup": 40, "id": 30}  # in characters
_WIDTH = 18


def read_spreadsheet(path: Path, areas: Areas, problems: Problems, progress: Progress) -> Rows:
    """Each row in the JSON file's shape with its number; what cannot be read becomes problems."""
    rows = read_cells_of(path, problems, progress)
    if rows:
        yield from rows_by_field(iter(rows), areas, problems)


def read_cells_of(path: Path, problems: Problems, progress: Progress) -> list[tuple[int, list[str]]]:
    """The filled rows of the sheet with their numbers; what cannot be read becomes problems."""
    try:
        refuse_other_than_a_file(path)
        with path.open("rb") as file:
            rows = _read(file, problems)
            progress(file.tell())
            return rows
    except Wrong as wrong:
        problems.add(None, None, wrong)
    except OSError as error:
        problems.add(None, None, not_opened(error))
    return []


def _read(file: BinaryIO, problems: Problems) -> list[tuple[int, list[str]]]:
    """All filled rows with their numbers: openpyxl's warnings are quieted, which no generator may do."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import TranslatorError

    _refuse_other_kinds(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what else is in the workbook: charts, validations, styles
            _refuse_bombs(file)
            return _rows(file, problems)
    except (*_BROKEN, TokenizerError, TranslatorError):
        wrong = "Filen kan ikke læses som et Excel-ark."
        raise Wrong(wrong, "Åbn den i Excel, gem den igen som »Excel-projektmappe (.xlsx)«, og prøv igen.") from None


def _refuse_other_kinds(file: BinaryIO) -> None:
    head = file.read(4)
    file.seek(0)
    if not head:
        raise Wrong("Filen er tom.", HEADINGS)
    if head == b"\xd0\xcf\x11\xe0":
        wrong = "Filen er låst med en adgangskode eller gemt i et gammelt Excel-format."
        raise Wrong(wrong, "Fjern adgangskoden i Excel, og gem som »Excel-projektmappe (.xlsx)«.")
    if head != b"PK\x03\x04":
        raise Wrong("Det er ikke en Excel-fil, selv om den hedder .xlsx.", "Gem den i Excel som .xlsx eller CSV.")


def _refuse_bombs(file: BinaryIO) -> None:
    """A small file may unfold to gigabytes. zipfile never gives more of a part than its declared size."""
    tags = 0
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise Wrong(f"Filen fylder over {LARGEST // 1_000_000} MB, når den er pakket ud.", _LESS)
        for part in archive.infolist():
            with archive.open(part) as unpacked:
                while chunk := unpacked.read(_CHUNK):
                    tags += chunk.count(b"<")
            if tags > MOST_TAGS:
                raise Wrong("Filen har for mange celler.", _LESS)


def _rows(file: BinaryIO, problems: Problems) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        sheet = _sheet(workbook)
        sheet.reset_dimensions()  # files may claim any
        across, down = _merged(sheet)
        rows: list[tuple[int, list[str]]] = []
        values = sheet.iter_rows(max_row=LAST_ROW, max_col=LAST_COLUMN, values_only=True)
        for number, row in enumerate(values, 1):
            if row.count(None) == len(row):  # the fastest way past a million of them
                continue
            filled = [n for n, value in enumerate(row) if value is not None]
            if len(filled) == 1 and number in across:  # a headline over the columns
                continue
            if len(rows) > MOST_ROWS:
                raise Wrong(f"Arket har over {MOST_ROWS:,} rækker.".replace(",", "."), _LESS)
            if number in down:
                wrong = "Her er en celle flettet over flere rækker, så kun den øverste har teksten."
                problems.add(number, None, Wrong(wrong, "Ophæv fletningen, og skriv teksten i hver række."))
                continue
            cells = _cells(row[: filled[-1] + 1], number, problems)
            if cells is not None:
                rows.append((number, cells))
        if not rows and not problems.count:
            raise Wrong("Arket er tomt.", HEADINGS)
        return rows
    finally:
        workbook.close()


def _sheet(workbook: "Workbook") -> Any:
    """The ReadOnlyWorksheet to read, of which the types know too little."""
    sheets: list[Any] = workbook.worksheets
    named = [sheet for sheet in sheets if sheet.title.strip().casefold() == SHEET.casefold()]
    seen = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise Wrong("Der er intet ark i filen.", HEADINGS)
    return (named or seen or sheets)[0]


def _merged(sheet: Any) -> tuple[set[int], set[int]]:
    """The rows with cells merged across columns, and the first rows of cells merged down several rows."""
    with sheet._get_source() as source:
        found = _MERGED.findall(source.read())
    across = {int(top) for left, top, right, bottom in found if top == bottom and left != right}
    return across, {int(top) for _, top, _, bottom in found if top != bottom}


def _cells(row: tuple[Any, ...], number: int, problems: Problems) -> list[str] | None:
    """The row's cells as a CSV file would have them; None when one cannot be read, which is noted."""
    try:
        return [_text(value) for value in row]
    except Wrong as wrong:
        problems.add(number, None, wrong)
        return None


def _text(value: Any) -> str:
    """One cell. Raises Wrong for a formula, an error of Excel's, and a text that Excel could not hold."""
    match value:
        case None:
            return ""
        case bool():
            return "SAND" if value else "FALSK"
        case int() | float():
            return _number(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case str():
            return _written(value)
    raise _formula() if "Formula" in type(value).__name__ else Wrong(
        "En celle på rækken er en varighed, ikke tekst.", "Skriv den som tekst."
    )


def _number(value: float) -> str:
    """12.0 → "12", 49.5 → "49,5". A number with nine digits has perhaps lost the zero of a CPR number."""
    if isinstance(value, float) and (not value.is_integer() or abs(value) >= 1e15):
        return f"{value:.15g}".replace(".", ",") if math.isfinite(value) else str(value)
    whole = str(int(value))
    return whole.zfill(10) if contains_cpr(whole.zfill(10)) else whole


def _written(text: str) -> str:
    from openpyxl.cell.cell import ERROR_CODES

    if text in ERROR_CODES:
        raise Wrong(f"En celle på rækken viser en fejl fra Excel ({text}).", "Ret cellen, eller tøm den.")
    if text.startswith("=") and len(text) > 1:
        raise _formula()
    if len(text) > LONGEST_CELL:
        raise Wrong(f"En celle på rækken har {len(text)} tegn.", f"Skriv højst {LONGEST_CELL} tegn.")
    return _SPELT.sub(lambda spelt: chr(int(spelt[1], 16)), text)


def _formula() -> Wrong:
    remedy = "Kopiér cellerne, og indsæt dem som værdier (»Indsæt speciel«, »Værdier«)."
    return Wrong("En celle på rækken er en formel.", remedy)


def write_spreadsheet(file: BinaryIO, directory: Directory) -> None:
    """All offers on one sheet. Every cell is text, also for what is typed below later: no formula, no guessed date.

    Raises TransferError for a text that no cell can hold.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, field in enumerate(COLUMNS, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = _WIDTHS.get(field, _WIDTH)
        column.number_format = "@"
    for row, texts in enumerate(_table(directory), 1):
        for number, text in enumerate(texts, 1):
            if text:
                cell = sheet.cell(row, number, text)
                cell.data_type, cell.number_format, cell.alignment = "s", "@", wrapped  # "#N/A" and "=1" are texts
                if row == 1:
                    cell.font = bold
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    workbook.save(file)


def _table(directory: Directory) -> Iterator[list[str]]:
    yield [column.heading for column in COLUMNS.values()]
    ids = area_ids(directory.areas)
    for offer in directory.offers:
        cells = [writable(cell) for cell in row_of_cells(offer, directory.areas, ids)]
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise TransferError(
                f"Tilbuddet {offer.id} har en tekst, der er for lang til Excel. Gem som .csv eller .jsonl i stedet."
            )
        yield cells


def writable(text: str) -> str:
    """The text as a cell can hold it."""
    return _UNWRITABLE.sub(_spell, text)


def _spell(char: re.Match[str]) -> str:
    """As Excel spells what XML cannot hold: a U+FFFE is "_xFFFE_", and so "_x0041_" itself is "_x005F_x0041_"."""
    return f"_x{ord(char[0]):04X}_"

"""Writes rows of text as an Excel or CSV file in memory, for an answer to the asker."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO

from bot.transfer.spreadsheet import LONGEST_CELL, writable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(title: str, headings: Mapping[str, int], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet; every cell is text, so that no spreadsheet runs or guesses anything. `headings` have widths."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for number, wide in enumerate(headings.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    for row, texts in enumerate([list(headings), *rows], 1):
        for number, text in enumerate(texts, 1):
            if text:
                cell = sheet.cell(row, number, writable(text)[:LONGEST_CELL])
                cell.data_type, cell.number_format = "s", "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if row == 1:
                    cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv_bytes(headings: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Semicolons, as Danish spreadsheets read it; what would be run as a formula begins with an apostrophe."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(list(headings))
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")

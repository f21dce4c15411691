"""An Excel or CSV file that goes with an answer, and plain sheets of text and numbers."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from itertools import chain
from typing import BinaryIO

from bot.cards import Attachment
from bot.transfer.columns import harmless
from bot.transfer.spreadsheet import LONGEST_CELL, writable

Cell = str | float | None
Sheet = tuple[Sequence[tuple[str, int]], Iterable[Sequence[Cell]]]  # headings with their widths, rows
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(name: str, write: Callable[[BinaryIO], None]) -> Attachment:
    """What `write` writes, as a file."""
    file = BytesIO()
    write(file)
    return Attachment(name, MIME, file.getvalue())


def csv_file(name: str, headings: Iterable[str], rows: Iterable[Sequence[str]]) -> Attachment:
    """Rows of text with semicolons, as Danish spreadsheets read them."""
    text = StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([harmless(cell) for cell in row] for row in (list(headings), *rows))
    return Attachment(name, "text/csv", text.getvalue().encode("utf-8-sig"))


def write_texts(
    file: BinaryIO, title: str, headings: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> None:
    """One sheet of text under `headings` (with their widths in characters)."""
    write_sheets(file, {title: (headings, rows)})


def write_sheets(file: BinaryIO, sheets: Mapping[str, Sheet]) -> None:
    """A sheet for each title. Numbers are numbers and everything else is text: no spreadsheet runs or guesses it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for title, (headings, rows) in sheets.items():
        sheet = book.create_sheet(title)
        for column, (_, wide) in enumerate(headings, 1):
            sheet.column_dimensions[get_column_letter(column)].width = wide
        for number, values in enumerate(chain([[name for name, _ in headings]], rows), 1):
            for column, value in enumerate(values, 1):
                if value is None or value == "":
                    continue
                cell = sheet.cell(number, column, writable(value)[:LONGEST_CELL] if isinstance(value, str) else value)
                cell.alignment = wrapped
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"
                if number == 1:
                    cell.font = bold
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    book.save(file)

"""An Excel or CSV file that goes with an answer, and plain sheets of text."""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO, StringIO
from typing import BinaryIO

from bot.cards import Attachment
from bot.transfer.columns import harmless
from bot.transfer.spreadsheet import LONGEST_CELL, writable

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
    """One sheet under `headings` (with their widths); every cell is text: no spreadsheet runs or guesses it."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for number, (_, wide) in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(number)].width = wide
    for row, texts in enumerate([[name for name, _ in headings], *rows], 1):
        for number, text in enumerate(texts, 1):
            if text:
                cell = sheet.cell(row, number, writable(text)[:LONGEST_CELL])
                cell.data_type, cell.number_format = "s", "@"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if row == 1:
                    cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(file)

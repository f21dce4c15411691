"""Writes the gap map as an Excel file for the boards: a sheet for each way to count; no sentences, which expire."""

from typing import BinaryIO

from bot.domain.gap_map import GapMap, Row
from bot.transfer.spreadsheet import writable

_SHEETS = {"Sted, alder og emne": "combination", "Steder": "area", "Aldre": "age", "Emner": "topic"}
_WIDTHS = (60, 22, 34)  # in characters


def write_gaps(file: BinaryIO, found: GapMap) -> None:
    """Every row of the map; names are text, so that none becomes a formula or a date."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, name in _SHEETS.items():
        sheet = workbook.create_sheet(title)
        sheet.append([title, "Spørgsmål uden svar", "Oftest manglede"])
        rows: tuple[Row, ...] = getattr(found, name)
        for number, row in enumerate(rows, 2):
            sheet.cell(number, 1, writable(row.name)).data_type = "s"
            sheet.cell(number, 2, row.count)
            sheet.cell(number, 3, row.failed)
        for column, width in zip("ABC", _WIDTHS, strict=True):
            sheet.column_dimensions[column].width = width
            sheet[f"{column}1"].font = Font(bold=True)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    workbook.save(file)

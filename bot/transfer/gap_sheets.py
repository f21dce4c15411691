"""Writes the gap map as an Excel file for the boards: a sheet for each way to count; no sentences, which expire."""

from typing import BinaryIO

from bot.domain.gap_map import GapMap, Row
from bot.transfer.workbook import Sheet, write_sheets

_SHEETS = {"Sted, alder og emne": "combination", "Steder": "area", "Aldre": "age", "Emner": "topic"}


def write_gaps(file: BinaryIO, found: GapMap) -> None:
    """Every row of the map."""
    write_sheets(file, {title: _sheet(title, getattr(found, name)) for title, name in _SHEETS.items()})


def _sheet(title: str, rows: tuple[Row, ...]) -> Sheet:
    headings = ((title, 60), ("Spørgsmål uden svar", 22), ("Oftest manglede", 34))
    return headings, [(row.name, row.count, row.failed) for row in rows]

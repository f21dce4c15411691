"""Writes the overview of meetings, plan × school year in five states, as an Excel file."""

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import school_year_name
from bot.domain.meeting_overview import Row, rows
from bot.domain.organisation import Organisation
from bot.store import Store
from bot.transfer.exporting import replace_file
from bot.transfer.problems import TransferError
from bot.transfer.workbook import write_texts

HEADINGS = {
    "Skoleår": 10, "Møde": 40, "Helhedsplan": 30, "Nr.": 6, "Tilstand": 26, "Frist": 14, "Dato": 18, "Sted": 30,
    "Besluttet": 60, "Grund": 30,
}  # fmt: skip
SHEET = "Møder"


def export_meetings(store: Store, path: Path) -> int:
    """Write all school years' meetings, the latest first; how many they were. Raises TransferError."""
    if path.suffix.casefold() != ".xlsx":
        raise TransferError(f"Jeg kan ikke skrive {path.name}: giv filen endelsen .xlsx.")
    organisation, today = store.directory().organisation, store.now().astimezone(COPENHAGEN).date()
    found = [
        row for year in store.meetings.years() for row in rows(store.meetings.of_year(year), today)
    ]  # fmt: skip
    replace_file(path, lambda file: write_overview(file, found, organisation))
    return len(found)


def write_overview(file: BinaryIO, found: Iterable[Row], organisation: Organisation) -> None:
    """One sheet with a row for each meeting."""
    plans = {plan.id: plan.name for plan in organisation.plans}
    write_texts(file, SHEET, list(HEADINGS.items()), (_cells(one, plans) for one in found))


def _cells(row: Row, plans: dict[str, str]) -> list[str]:
    one = row.meeting
    start = one.start.astimezone(COPENHAGEN) if one.start else None
    return [
        school_year_name(one.school_year), one.title, plans.get(one.plan or "", ""), str(one.number or "ekstra"),
        row.word,
        one.closes.isoformat() if one.closes else "", f"{start:%Y-%m-%d %H.%M}" if start else "", one.place,
        one.decisions, one.reason,
    ]  # fmt: skip

"""Writes the directory's offers to a file that imports again as they were, and the gap map to one for the boards."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from bot.domain.directory import Directory
from bot.domain.gap_map import GapMap
from bot.transfer.columns import COLUMNS, area_ids, row_of_cells
from bot.transfer.gap_sheets import write_gaps
from bot.transfer.offer_fields import row_of
from bot.transfer.problems import TransferError
from bot.transfer.spreadsheet import write_spreadsheet

_SEPARATORS = {".csv": ";", ".tsv": "\t"}  # Danish spreadsheets open a CSV file with semicolons


def export_offers(directory: Directory, path: Path) -> int:
    """Write all offers as .xlsx, .csv, .tsv or .jsonl, by the ending of `path`; how many they were.

    The file is whole or, after an error, as it was. Raises TransferError.
    """
    ending = path.suffix.casefold()
    if ending == ".jsonl":
        replace_file(path, lambda file: _write_lines(file, directory))
    elif ending in _SEPARATORS:
        replace_file(path, lambda file: _write_table(file, directory, _SEPARATORS[ending]))
    elif ending == ".xlsx":
        replace_file(path, lambda file: write_spreadsheet(file, directory))
    else:
        raise TransferError(f"Jeg kan ikke skrive {path.name}: giv filen endelsen .xlsx, .csv, .tsv eller .jsonl.")
    return len(directory.offers)


def export_gaps(found: GapMap, path: Path) -> int:
    """Write the gap map as .xlsx; how many questions it counts. As `export_offers`."""
    if path.suffix.casefold() != ".xlsx":
        raise TransferError(f"Jeg kan ikke skrive {path.name}: hullerne gemmes som et Excel-ark, .xlsx.")
    replace_file(path, lambda file: write_gaps(file, found))
    return found.total


def _write_lines(file: BinaryIO, directory: Directory) -> None:
    for offer in directory.offers:
        file.write(json.dumps(row_of(offer), ensure_ascii=False).encode() + b"\n")


def _write_table(file: BinaryIO, directory: Directory, separator: str) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(column.heading for column in COLUMNS.values())
    ids = area_ids(directory.areas)
    for offer in directory.offers:
        writer.writerow(row_of_cells(offer, directory.areas, ids))
    text.detach()  # flushes, and leaves the file open


def replace_file(path: Path, write: Callable[[BinaryIO], None], rights: int = 0o666) -> None:
    """Write beside the file, then put the new one in its place in one step; `rights` as of a new file."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with open(part, "xb", opener=lambda name, flags: os.open(name, flags, rights)) as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise TransferError(f"Jeg kan ikke skrive {path}: {_why(error, path)}") from error


def _why(error: OSError, path: Path) -> str:
    if path.is_dir():
        return "det er en mappe. Skriv også filens navn."
    if not path.parent.is_dir():
        return f"mappen {path.parent} findes ikke. Opret den først."
    if isinstance(error, PermissionError):
        return "Vejviser må ikke skrive i mappen."
    return "se efter, om disken er fuld eller skrivebeskyttet."

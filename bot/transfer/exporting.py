"""Writes the directory's offers to a file that imports again as they were."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from bot.domain.directory import Directory
from bot.transfer.columns import COLUMNS, area_ids, row_of_cells
from bot.transfer.offer_fields import row_of
from bot.transfer.problems import TransferError

_SEPARATORS = {".csv": ";", ".tsv": "\t"}  # Danish spreadsheets open a CSV file with semicolons


def export_offers(directory: Directory, path: Path) -> int:
    """Write all offers as .jsonl, .csv or .tsv, by the ending of `path`; how many they were.

    The file is whole or, after an error, as it was. Raises TransferError.
    """
    ending = path.suffix.casefold()
    if ending == ".jsonl":
        _replace(path, "utf-8", lambda file: _write_lines(file, directory))
    elif ending in _SEPARATORS:
        _replace(path, "utf-8-sig", lambda file: _write_table(file, directory, _SEPARATORS[ending]))
    else:
        raise TransferError(f"Jeg kan ikke skrive {path.name}: giv filen endelsen .jsonl, .csv eller .tsv.")
    return len(directory.offers)


def _write_lines(file: TextIO, directory: Directory) -> None:
    for offer in directory.offers:
        file.write(json.dumps(row_of(offer), ensure_ascii=False) + "\n")


def _write_table(file: TextIO, directory: Directory, separator: str) -> None:
    writer = csv.writer(file, delimiter=separator)
    writer.writerow(column.heading for column in COLUMNS.values())
    ids = area_ids(directory.areas)
    for offer in directory.offers:
        writer.writerow(row_of_cells(offer, directory.areas, ids))


def _replace(path: Path, encoding: str, write: Callable[[TextIO], None]) -> None:
    """Write beside the file, then put the new one in its place in one step."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with part.open("x", encoding=encoding, newline="") as file:
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

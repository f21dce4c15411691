"""Reads offers from a CSV or TSV file: finds the separator and the headings, gives each row with its line number.

sqlite_utils.utils.rows_from_file reads the same files, but gives no line numbers and stops at the first fault.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from bot.domain.areas import Areas
from bot.transfer.columns import AGES, COLUMNS, area_ids, field_of, heading_of, read_cells
from bot.transfer.jsonl import Rows
from bot.transfer.lines import Progress, read_lines
from bot.transfer.problems import Problems, Wrong, shown
from bot.transfer.values import RowProblems, screened, slug, trimmed

_TOLD = ""
_BOTH = ("min_age", "max_age")
_NO_HEADING = "kolonnen uden overskrift"
_QUOTES = 'Sæt citationstegn om hele cellen, og skriv et citationstegn inde i den som "".'
_LOOSE = "Giv kolonnen en overskrift, eller sæt citationstegn om tekst med skilletegn i."
_COLUMN = "Slet den, eller giv den en af overskrifterne i docs/format.md."
HEADINGS = f"Den første linje skal være overskrifter, fx {', '.join(c.heading for c in COLUMNS.values())}."


def read_table(path: Path, areas: Areas, problems: Problems, progress: Progress) -> Rows:
    """Each row in the JSON file's shape with the number of its first line; what cannot be read becomes problems."""
    lines = read_lines(path, problems, progress, unicode=False)
    begun = next(((number, text) for number, text in lines if trimmed(text)), None)
    if begun is not None and begun[1].casefold().startswith("sep=") and len(begun[1].strip()) == 5:
        begun = next(lines, None)  # Excel's own way to name the separator
    if begun is None:
        if not problems.count:
            problems.add(None, None, Wrong("Filen er tom.", HEADINGS))
        return
    headings = begun[1]
    separator = max(";,\t", key=lambda s: sum(field_of(h) is not None for h in _cells(headings, s)))
    yield from rows_by_field(cells_of(chain([begun], lines), separator, problems), areas, problems)


def rows_by_field(rows: Iterator[tuple[int, list[str]]], areas: Areas, problems: Problems) -> Rows:
    """Rows of cells, the headings first, in the JSON file's shape; what is wrong becomes problems."""
    first, headings = next(rows, (1, []))
    fields = _fields(headings, first, problems)
    if fields is None:
        return
    ids = area_ids(areas)
    for number, cells in rows:
        row, found = _row(fields, cells, ids)
        for field, wrong in found:
            problems.add(number, field and heading_of(field), wrong)
        if row:
            yield number, row  # also where a cell is wrong: the others may be, too


def _cells(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def cells_of(lines: Iterable[tuple[int, str]], separator: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it begins."""
    fed: list[int] = []  # the lines that the row at hand has taken

    def texts() -> Iterator[str]:
        for number, text in lines:
            fed[1:] = [number]  # the first and the latest are enough
            yield text

    reader = csv.reader(texts(), delimiter=separator, strict=True)
    while True:
        fed.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error) or "end of data" in str(error):  # the rest of the file is inside the quotes
                wrong = "Et citationstegn mangler sin afslutning; resten af filen er ikke læst."
                problems.add(fed[0], None, Wrong(wrong, _QUOTES))
                return
            problems.add(fed[-1], None, Wrong("Citationstegnene på linjen går ikke op.", _QUOTES))
            continue
        yield fed[0], cells


def _fields(headings: list[str], line: int, problems: Problems) -> list[str | None] | None:
    """The field of each column (None = a column without a heading, _TOLD = one that is told of and left out).

    None when no column holds the names: then the row is hardly one of headings.
    """
    before = problems.count
    fields: list[str | None] = []
    known = [*(c.heading for c in COLUMNS.values()), AGES]
    for heading in map(trimmed, headings):
        field, told = field_of(heading) if heading else None, problems.count
        if heading and field is None:
            wrong = f"Kolonnen {shown(heading)} kendes ikke."
            problems.add(line, None, Wrong(wrong, _COLUMN, word=heading, known=known))
        elif field is not None and (field in fields or (field == AGES and {*_BOTH} & {*fields})):
            problems.add(line, heading, Wrong("Kolonnen står der allerede.", "Saml dem i én kolonne."))
        elif field in _BOTH and AGES in fields:
            problems.add(line, heading, Wrong(f"{AGES} siger allerede alderen.", "Slet den ene af de to kolonner."))
        fields.append(field if problems.count == told else _TOLD)
    if "name" in fields:
        return fields
    if problems.count == before:
        problems.add(line, None, Wrong("Der mangler en kolonne med overskriften »Navn«.", HEADINGS))
    return None


def _row(fields: list[str | None], cells: list[str], ids: dict[str, str]) -> tuple[dict[str, Any], RowProblems]:
    """One row in the JSON file's shape, an empty cell as None and no key without a column; {} for a blank one."""
    written = {field: cell for field, cell in zip(fields, cells, strict=False) if field}
    loose = [cell for n, cell in enumerate(cells) if (n >= len(fields) or fields[n] is None) and trimmed(cell)]
    if found := screened({heading_of(field): cell for field, cell in written.items()} | {_NO_HEADING: loose}):
        return {}, found
    if loose:
        wrong = f"{shown(loose[0])} står i en kolonne uden overskrift."
        return {}, [(None, Wrong(wrong, _LOOSE))]
    raw, found = read_cells(written)
    if not raw and not found:
        return {}, found
    if "areas" in raw:
        raw["areas"] = [ids.get(area.casefold(), area) for area in raw["areas"]]
    raw = dict.fromkeys(chain.from_iterable(_BOTH if field == AGES else [field] for field in fields if field)) | raw
    raw["id"] = raw.get("id") or slug(str(raw["name"] or ""))
    return raw, found

"""Reads organisation.toml: TOML's tables in, one Organisation out, every mistake with its line."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.domain.areas import Areas
from bot.domain.organisation import Organisation
from bot.domain.privacy import CPR_IN_FIELD, contains_cpr
from bot.transfer.lines import Progress, read_lines
from bot.transfer.organisation_fields import TABLES, Table, tables
from bot.transfer.problems import Problems, Wrong, shown
from bot.transfer.values import RowProblems, checked, circles, screened, slug, unknown_keys

_LONGEST = 2_000_000  # characters in the whole file
_SEE = "Se docs/format.md; tekst skal stå i citationstegn, og hver tabel begynder med fx [[parties]]."


def read_organisation(path: Path, areas: Areas, problems: Problems, progress: Progress) -> Organisation:
    """The file's organisation; empty where `problems` were noted. `areas` are those that it may name."""
    text = _text(path, problems, progress)
    if problems.count:
        return Organisation()
    try:
        raw = _plain(tomllib.loads(text))
    except RecursionError:
        problems.add(None, None, Wrong("Filen er ikke gyldig TOML (for mange parenteser i hinanden).", _SEE))
        return Organisation()
    except ValueError as error:  # also for a number of thousands of digits
        at = re.search(r"at line ([0-9]+)", str(error))
        problems.add(int(at[1]) if at else None, None, Wrong("Her er filen ikke gyldig TOML.", _SEE))
        return Organisation()
    return _organisation(raw, _Places(text), areas, problems)


def _text(path: Path, problems: Problems, progress: Progress) -> str:
    lines: list[str] = []
    length = 0
    for number, line in read_lines(path, problems, progress, unicode=True):
        if contains_cpr(line):  # comments too
            problems.add(number, None, Wrong(CPR_IN_FIELD, ""))
        length += len(line)
        if length > _LONGEST:
            wrong = Wrong("Filen er for stor til en organisation.", "Se efter, om det er den rigtige fil.")
            problems.add(number, None, wrong)
            break
        lines.append(line)
    return "".join(lines)


def _plain(value: Any) -> Any:
    """TOML's values in JSON's shape: a date becomes its ISO text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


class _Places:
    """Where things stand in the file, which the TOML parser does not tell."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._tables: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, 1):
            if match := re.match(r"\s*\[\[?\s*\"?(\w+)\"?\s*\]", line):
                self._tables.setdefault(match[1], []).append(number)

    def table(self, name: str) -> int | None:
        """The line on which a table begins first."""
        key = re.compile(rf"\s*\"?{re.escape(name)}\"?\s*=")
        plain = (number for number, line in enumerate(self._lines, 1) if key.match(line))
        return self._tables[name][0] if name in self._tables else next(plain, None)

    def field(self, table: str, index: int, count: int, name: str) -> int | None:
        """The line of a field in the table's record number `index` of `count`; else that of the record."""
        begins = self._tables.get(table, [])
        if len(begins) != count:  # written in another way, or the like of a heading stands in a text
            return self.table(table)
        begin = begins[index]
        for number in range(begin, len(self._lines) if name else begin):
            line = self._lines[number]
            if line.lstrip().startswith("[["):
                break
            if re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", line):
                return number + 1
        return begin


def _organisation(raw: dict[str, Any], places: _Places, areas: Areas, problems: Problems) -> Organisation:
    for name, wrong in unknown_keys(raw, TABLES):
        problems.add(places.table(wrong.word), name, wrong)
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        value = raw.get(table, [])
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            wrong = Wrong("Det er ikke en liste af tabeller.", f"Begynd hver med [[{table}]].")
            problems.add(places.table(table), table, wrong)
            value = []
        rows[table] = value
    ids = {table: {row["id"] for row in rows[table] if isinstance(row.get("id"), str)} for table in TABLES}
    records: dict[str, tuple[Any, ...]] = {}
    for table, shape in tables(ids, {area.id for area in areas}).items():
        read = []
        seen: set[str] = set()
        for index, row in enumerate(rows[table]):
            record, found = _record(row, shape, seen)
            for name, wrong in found:
                line = places.field(table, index, len(rows[table]), name or wrong.word)  # an unknown key is the word
                problems.add(line, name, wrong)
            read += [record] if record is not None else []
        records[table] = tuple(read)
    parties = rows["parties"]
    inside_itself = circles({party.id: party.parent for party in records["parties"]})
    for index, row in enumerate(parties):
        if str(row.get("id")) in inside_itself:
            line = places.field("parties", index, len(parties), "parent")
            problems.add(line, "parent", Wrong("Parten hører under sig selv.", "Ret parent, så rækken får en ende."))
    return Organisation() if problems.count else Organisation(**records)


def _record(row: Mapping[str, Any], shape: Table, seen: set[str]) -> tuple[Any, RowProblems]:
    found = screened(row)
    if found:
        return None, found
    kept, found = checked(row, shape.checks, shape.required)
    found += unknown_keys(row, tuple(shape.checks))
    if "title" in kept:
        kept.setdefault("id", slug(kept["title"]))  # a person's id is made from the title
    if kept.get("id") in seen:
        wrong = Wrong(f"Id'et {shown(kept['id'])} står der allerede.", "Giv hver sit id.")
        found.append(("id" if "id" in row else "title", wrong))
    if kept.get("id") == "":
        found.append(("title", Wrong("Titlen har ingen bogstaver, et id kan laves af.", "Skriv et id.")))
    if "start" in kept and "end" in kept and kept["end"] < kept["start"]:
        found.append(("end", Wrong("Slutdatoen ligger før startdatoen.", "Byt om på dem, eller ret den ene.")))
    seen.add(kept.get("id", ""))
    return (None if found else shape.record(**kept)), found


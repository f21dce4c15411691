"""Imports files into the store: each is checked row by row and written whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.domain.areas import Area, Areas
from bot.domain.calendar import COPENHAGEN
from bot.domain.directory import Directory
from bot.domain.obligations import owed
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation, Person, Role
from bot.domain.status.indicators import Catalogue
from bot.settings.status import StatusSettings
from bot.store import Changes, Store, StoreError
from bot.transfer.area_fields import read_areas
from bot.transfer.columns import heading_of
from bot.transfer.indicators import is_indicators, read_indicators
from bot.transfer.jsonl import Rows, read_objects
from bot.transfer.lines import Progress, read_lines
from bot.transfer.meetings import is_meetings, read_meetings
from bot.transfer.offer_fields import offer_reader, row_of
from bot.transfer.organisation import read_organisation
from bot.transfer.problems import Problems, TransferError, Wrong, shown
from bot.transfer.report import FileKind, FileReport, shown_path
from bot.transfer.spreadsheet import read_spreadsheet
from bot.transfer.tables import read_table

_ORDER: tuple[FileKind, ...] = ("areas", "organisation", "offers", "table", "meetings", "indicators", "unknown")
_EXCEL = ".xlsx"
_TABLES = (_EXCEL, ".csv", ".tsv", ".txt")
_UNKNOWN = (
    "Vejviser læser tilbud (.xlsx, .csv, .tsv eller .jsonl), areas.jsonl, organisation.toml, meetings.csv "
    "og indicators.csv (eller .xlsx)."
)
_SAVE_AS = "Åbn det, gem det som »Excel-projektmappe (.xlsx)«, og importér den fil."
_OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".fods", ".numbers")


@dataclass(frozen=True, slots=True)
class _File:
    """A file under way: where it is, what it holds, what was found wrong, whom to tell how far it is read."""

    path: Path
    kind: FileKind
    problems: Problems
    told: Progress
    left: dict[str, None] = field(default_factory=dict)  # fields of known offers that a table has no columns for
    gone: list[Person] = field(default_factory=list)  # people whom the file no longer names


class _Faulty(Exception):
    """Raised into the store's transaction, so that it keeps nothing of a file with problems."""


def import_files(
    paths: Iterable[Path],
    store: Store,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
    catalogue: Catalogue | None = None,
) -> list[FileReport]:
    """Import the files, areas first whatever their order; the reports come in the order of `paths`.

    `progress` is told the bytes read so far and the bytes of all files. A dry run writes nothing. What is wrong with
    a file, or with writing it, is in its report; StoreError is raised only when the store cannot be read at all.
    `catalogue`: the indicators that figures may be of; the shipped ones, unless said.
    """
    kinds = {path: _kind(path) for path in dict.fromkeys(paths)}
    total = sum(map(_size, kinds))
    areas = store.directory().areas
    reports: dict[Path, FileReport] = {}
    done = 0
    for path in sorted(kinds, key=lambda path: _ORDER.index(kinds[path])):
        problems = Problems(shown_path(path), unit="række" if _is_excel(path) else "linje")
        file = _File(path, kinds[path], problems, partial(_tell, progress, done, total))
        changes: Changes | None = None
        try:
            with suppress(_Faulty):
                if file.kind == "indicators":
                    changes = _figures(file, store, catalogue or StatusSettings().made(), areas, dry_run=dry_run)
                else:
                    changes, areas = _apply(file, store, areas, dry_run=dry_run)
        except StoreError as error:
            file.problems.add(None, None, Wrong(str(error), ""))
        told = tuple(problems.kept), problems.count
        reports[path] = FileReport(path, file.kind, changes, *told, tuple(file.left), tuple(file.gone))
        file.told(_size(path))
        done += _size(path)
    return [reports[path] for path in kinds]


def read_directory(folder: Path, told: Callable[[str], object] | None = None) -> Directory:
    """The directory of a folder with offers.jsonl, areas.jsonl and perhaps organisation.toml, without a store.

    Raises TransferError with all problems, one a line; `told` is told of them instead, and they are left out.
    """

    def file(name: str, kind: FileKind) -> _File:
        return _File(folder / name, kind, Problems(shown_path(folder / name)), _untold)

    from_areas, from_offers = file("areas.jsonl", "areas"), file("offers.jsonl", "offers")
    from_organisation = file("organisation.toml", "organisation")
    areas = Areas(_areas(from_areas, Areas()))
    offers = tuple(_offers(from_offers, areas, faulty_too=True))
    organisation = _organisation(from_organisation, areas) if from_organisation.path.exists() else Organisation()
    problems = [str(p) for file in (from_areas, from_offers, from_organisation) for p in file.problems.kept]
    if problems:
        if told is None:
            raise TransferError("\n".join(problems))
        told("\n".join(problems))
    return Directory(offers, areas, organisation)


def _apply(file: _File, store: Store, areas: Areas, *, dry_run: bool) -> tuple[Changes, Areas]:
    """Write one file; what it changed, and the areas that there are then (in a dry run: would be)."""
    match file.kind:
        case "areas":
            read = _areas(file, areas)
            _refuse_faulty(file)
            return store.apply_areas(read, dry_run=dry_run), Areas([*areas, *read])
        case "organisation":
            organisation = _organisation(file, areas)
            _refuse_faulty(file)
            named = {person.id for person in organisation.people}
            others = (person for person in store.people.all() if person.id not in named)
            file.gone.extend(one for one in others if one.email or one.role is not Role.STAFF)
            return store.apply_organisation(organisation, dry_run=dry_run), areas
        case "meetings":
            return _meetings(file, store, dry_run=dry_run), areas
        case "unknown":
            if file.path.suffix.casefold() in _OTHER_SHEETS and file.path.is_file():
                file.problems.add(None, None, Wrong("Den slags regneark læser Vejviser ikke.", _SAVE_AS))
                raise _Faulty
            next(read_lines(file.path, file.problems, file.told, unicode=False), None)  # a folder? Excel?
            if not file.problems.count:
                file.problems.add(None, None, Wrong("Filens endelse er ukendt.", _UNKNOWN))
            raise _Faulty
    known = {offer.id: offer for offer in store.directory().offers} if file.kind == "table" else {}
    return store.apply_offers(_faultless(file, areas, known), dry_run=dry_run), areas


def _meetings(file: _File, store: Store, *, dry_run: bool) -> Changes:
    organisation = store.directory().organisation
    read = read_meetings(file.path, organisation, store.now(), file.problems, file.told)
    _refuse_faulty(file)
    years = sorted({one.school_year for one in read})
    return store.meetings.take(read, [one for year in years for one in owed(organisation, year)], dry_run=dry_run)


def _figures(file: _File, store: Store, catalogue: Catalogue, areas: Areas, *, dry_run: bool) -> Changes:
    organisation, today = store.directory().organisation, store.now().astimezone(COPENHAGEN).date()
    stored = store.figures.all()
    read = read_indicators(file.path, catalogue, organisation, areas, today, stored, file.problems, file.told)
    _refuse_faulty(file)
    return store.figures.take(read, dry_run=dry_run)


def _areas(file: _File, stored: Areas) -> list[Area]:
    return read_areas(read_objects(file.path, file.problems, file.told), stored, file.problems)


def _organisation(file: _File, areas: Areas) -> Organisation:
    return read_organisation(file.path, areas, file.problems, file.told)


def _faultless(file: _File, areas: Areas, known: Mapping[str, Offer]) -> Iterator[Offer]:
    """The file's offers until the first problem; raises _Faulty at the end when there was one."""
    yield from _offers(file, areas, known)
    _refuse_faulty(file)


def _offers(
    file: _File, areas: Areas, known: Mapping[str, Offer] = MappingProxyType({}), *, faulty_too: bool = False
) -> Iterator[Offer]:
    """The file's offers, as they are read, until the first problem or to the end; every problem is noted.

    What a row has no key for stands as it does in the `known` offer of that id.
    """
    problems, is_table = file.problems, file.kind == "table"
    read = offer_reader({area.id for area in areas})
    lines: dict[str, int] = {}
    for number, raw in _raw_offers(file, areas):
        left = _left(raw, known.get(raw["id"])) if is_table else {}
        file.left.update(dict.fromkeys(left))
        offer, wrongs = read(left | raw)
        if offer is not None and (first := lines.setdefault(offer.id, number)) != number:
            remedy = "Giv hvert tilbud sit eget id."
            wrongs = [("id", Wrong(f"Samme id, {shown(offer.id)}, står på {problems.unit} {first}.", remedy))]
            offer = None
        for name, wrong in wrongs:
            problems.add(number, heading_of(name) if is_table and name else name, wrong)
        if offer is not None and (faulty_too or not problems.count):
            yield offer


def _left(raw: Mapping[str, Any], known: Offer | None) -> dict[str, Any]:
    """What the known offer has that the row does not speak of."""
    row = row_of(known) if known else {}
    return {name: value for name, value in row.items() if name not in raw and value not in (None, "", [])}


def _raw_offers(file: _File, areas: Areas) -> Rows:
    if file.kind != "table":
        return read_objects(file.path, file.problems, file.told)
    read = read_spreadsheet if _is_excel(file.path) else read_table
    return read(file.path, areas, file.problems, file.told)


def _is_excel(path: Path) -> bool:
    return path.suffix.casefold() == _EXCEL


def _refuse_faulty(file: _File) -> None:
    if file.problems.count:
        raise _Faulty


def _kind(path: Path) -> FileKind:
    """What a file holds, by its ending, its name and, where those do not say, its first row."""
    ending, name = path.suffix.casefold(), path.stem.casefold()
    if ending in _TABLES:
        if is_indicators(path):
            return "indicators"
        return "meetings" if ending != _EXCEL and is_meetings(path) else "table"
    if ending == ".toml":
        return "organisation"
    if ending not in (".jsonl", ".ndjson", ".json"):
        return "unknown"
    if name.startswith(("areas", "områder", "omraader")):
        return "areas"
    if name.startswith(("offers", "tilbud")):
        return "offers"
    first = next((row for _, row in read_objects(path, Problems(""), _untold)), {})
    return "areas" if {"level", "parent", "aliases", "neighbours"} & first.keys() else "offers"


def _size(path: Path) -> int:
    with suppress(OSError):  # a folder on the way may be closed to us; reading will say so
        return path.stat().st_size if path.is_file() else 0
    return 0


def _tell(progress: Callable[[int, int], object], before: int, total: int, read: int) -> None:
    progress(min(before + read, total), total)


def _untold(_read: int) -> None:
    """The progress that nobody watches."""

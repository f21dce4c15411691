"""Import into the directory, all or nothing; and the directory as one value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, insert, null, select, update

from bot.domain.areas import Areas
from bot.domain.directory import Directory
from bot.domain.organisation import Organisation
from bot.store import audit
from bot.store.engine import next_version
from bot.store.forgetting import without_forgotten
from bot.store.records import AREAS, OFFERS, ORGANISATION, Change, Record, Shape
from bot.store.tables import meta
from bot.store.taught import words_by_target
from bot.store.trouble import StoreError

BATCH = 1000
Progress = Callable[[int], object]  # called with the number of records seen so far
_HIDDEN = {"person": frozenset({"name", "email"})}  # fields whose values stay out of the audit log


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import did, or would do. `vanished`: stored ids that it did not name, which stay as they are.

    `kept`: (id, field) where a person's edit differs from the import and was kept. `altered`: which records changed,
    and in which fields.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    altered: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


class Import:
    """An import of one kind of records, in batches within the caller's transaction."""

    def __init__(self, connection: Connection, shape: Shape, now: datetime) -> None:
        self.connection = connection
        self.shape = shape
        self.now = now
        table = shape.table
        self.digests: dict[str, str] = {}  # of all stored records, until they are seen
        self.seen: set[str] = set()
        self.touched: set[str] = set()  # those where a person has a say
        query = select(table.c.id, table.c.digest, _by_person(table).is_not(None)).order_by(table.c.position)
        for id_, digest, touched in connection.execute(query):
            self.digests[id_] = digest
            if touched:
                self.touched.add(id_)
        self.version = {"version": next_version(connection)} if "version" in table.c else {}
        self.position = connection.execute(select(func.coalesce(func.max(table.c.position), 0))).scalar_one()
        self.added = self.unchanged = 0
        self.kept: list[tuple[str, str]] = []
        self.altered: list[tuple[str, tuple[str, ...]]] = []

    def take(self, records: Iterable[Record]) -> None:
        """Store a batch."""
        new: list[dict[str, Any]] = []
        different: dict[str, dict[str, Any]] = {}
        for record in records:
            row = self.shape.row(record)
            row["digest"] = self.shape.digest(row)
            if record.id in self.seen:
                raise StoreError(f"»{record.id}« står der to gange. Giv hver sit id, eller slet den ene.")
            self.seen.add(record.id)
            stored = self.digests.pop(record.id, None)
            if stored is None:
                self.position += 1
                new.append(row | {"position": self.position} | self.version)
            elif stored != row["digest"] or record.id in self.touched:
                different[record.id] = row
            else:
                self.unchanged += 1
        if new:
            self._add(new)
        if different:
            self._change(different)

    def _add(self, new: Sequence[dict[str, Any]]) -> None:
        self.connection.execute(insert(self.shape.table), new)
        audit.write(self.connection, (self._entry("create", row["id"]) for row in new))
        self.added += len(new)

    def _change(self, different: Mapping[str, dict[str, Any]]) -> None:
        table = self.shape.table
        entries, updates = [], []
        for stored in self.connection.execute(select(table).where(table.c.id.in_(different))).mappings():
            id_ = stored["id"]
            row = without_forgotten(different[id_], stored.get("forgotten"))
            edited = stored.get("edited") or {}
            changes: dict[str, Change] = {}
            for name in self.shape.names:
                if row[name] == stored[name]:
                    continue
                if name in edited:
                    self.kept.append((id_, name))
                    row[name] = stored[name]
                else:
                    changes[name] = (stored[name], row[name])
            if changes:
                self.altered.append((id_, tuple(changes)))
                row |= self.version
                entries.append(self._entry("update", id_, changes))
            else:
                self.unchanged += 1
                row |= {name: stored[name] for name in self.version}
            if changes or row["digest"] != stored["digest"]:
                updates.append({f"new_{name}": value for name, value in row.items()})
        if updates:
            new: dict[str, Any] = {name.removeprefix("new_"): bindparam(name) for name in updates[0]}
            one = update(table).where(table.c.id == bindparam("new_id"))
            self.connection.execute(one.values(new), updates)
        audit.write(self.connection, entries)

    def _entry(self, action: str, id_: str, changes: Mapping[str, Change] | None = None) -> dict[str, Any]:
        hidden = _HIDDEN.get(self.shape.kind, frozenset())
        shown = {name: ("…", "…") if name in hidden else change for name, change in (changes or {}).items()}
        return audit.entry(self.now, "import", action, self.shape.kind, id_, shown)

    def result(self) -> Changes:
        """What was done; the records not seen have vanished."""
        altered = tuple(self.altered)
        return Changes(self.added, len(altered), self.unchanged, tuple(self.digests), tuple(self.kept), altered)


def _by_person(table: Table) -> ColumnElement[Any]:
    """The column that says that a person has had a say in a row."""
    return next((table.c[name] for name in ("edited", "forgotten") if name in table.c), null())


def take_all(
    connection: Connection, shape: Shape, records: Iterable[Record], now: datetime, progress: Progress | None
) -> Changes:
    """Import all records of one kind within the caller's transaction."""
    doing = Import(connection, shape, now)
    for batch in _batches(records):
        doing.take(batch)
        if progress:
            progress(len(doing.seen))
    return doing.result()


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    iterator = iter(records)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def version_of(connection: Connection) -> int:
    """The directory's version."""
    version: int = connection.execute(_VERSION).scalar_one()
    return version


def read(connection: Connection, known: Directory | None = None) -> Directory:
    """The directory as it is in the caller's transaction; of `known`, as it was before, only what changed is read.

    Offers unchanged since then, and areas and organisation equal to those, are the very same objects.
    """
    version, rest_version, count = connection.execute(_VERSIONS).one()
    if known is None or version < known.version:
        words = words_by_target(connection)
        return replace(_rest(connection), offers=_all(connection, OFFERS), version=version, **words)
    offers = known.offers
    if changed := {offer.id: offer for offer in _all(connection, OFFERS, OFFERS.table.c.version > known.version)}:
        offers = tuple([changed.pop(offer.id, offer) for offer in offers])
        offers += tuple(changed.values())  # new ones: positions only grow
    if len(offers) != count:  # somebody deleted one by hand
        offers = _all(connection, OFFERS)
    rest = known
    if rest_version > known.version:
        rest = _rest(connection)
        if tuple(rest.areas) == tuple(known.areas):
            rest = replace(rest, areas=known.areas)
        if rest.organisation == known.organisation:
            rest = replace(rest, organisation=known.organisation)
    return replace(rest, offers=offers, version=version, **words_by_target(connection))


def _rest(connection: Connection) -> Directory:
    """The directory without its offers."""
    organisation = {name: _all(connection, shape) for name, shape in ORGANISATION.items()}
    return Directory((), Areas(_all(connection, AREAS)), Organisation(**organisation))


def _all(connection: Connection, shape: Shape, *which: ColumnElement[bool]) -> tuple[Any, ...]:
    rows = connection.execute(select(*shape.columns).where(*which).order_by(shape.table.c.position))
    return tuple([shape.value(row) for row in rows])


_VERSION = select(meta.c.directory_version)
_VERSIONS = select(
    meta.c.directory_version, meta.c.rest_version, select(func.count()).select_from(OFFERS.table).scalar_subquery()
)

"""The records of the store as values, and the directory's values as rows and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, time
from operator import attrgetter
from typing import Any, Literal

from sqlalchemy import JSON, Row, Table

from bot.domain.areas import Area
from bot.domain.offers import Offer, Slot
from bot.domain.organisation import Board, Funding, Group, Initiative, Party, Person, Plan, Role, Series
from bot.store import tables
from bot.store.trouble import StoreError

Record = Offer | Area | Party | Board | Plan | Group | Series | Initiative | Person
Origin = Literal["import", "owner", "administrator"]
TargetKind = Literal["offer", "concept"]
Change = tuple[Any, Any]  # before, after: as JSON has it


_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account on a platform and whose it is; `standing` ("member", "guest", "stranger", …) as last checked."""

    platform: str
    id: str
    person_id: str | None
    standing: str
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """What somebody says is wrong with an offer; open as long as `outcome` is None."""

    id: int
    offer_id: str
    text: str
    actor: str
    at: datetime
    outcome: str | None = None
    closed_by: str | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GapRecord:
    """A question without an answer, as facets: area id, age band ("13-17"), topics, what failed."""

    id: int
    at: datetime
    area: str | None
    age_band: str | None
    topics: tuple[str, ...]
    failed: str | None


@dataclass(frozen=True, slots=True)
class SentenceRecord:
    """A question's own words, sent to the editors on purpose; deleted when it expires."""

    id: int
    at: datetime
    text: str
    facets: Mapping[str, str]
    expires: datetime


@dataclass(frozen=True, slots=True)
class SearchWords:
    """Words that an administrator (a person's id) attached to an offer (`target`: its id) or a concept (its key)."""

    id: int
    kind: TargetKind
    target: str
    words: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """Who did what ("create", "update", "forget", …) to which record; `changes`: field → (before, after)."""

    id: int
    at: datetime
    actor: str
    action: str
    kind: str
    record_id: str
    changes: Mapping[str, Change]


class Shape:
    """How one kind of the directory's values becomes rows of its table and back."""

    def __init__(self, kind: str, record: type[Any], table: Table) -> None:
        self.kind = kind
        self.record = record
        self.table = table
        self.names = tuple(field.name for field in fields(record))
        self.values = attrgetter(*self.names)
        self._lists = [i for i, name in enumerate(self.names) if isinstance(table.c[name].type, JSON)]
        self._list_names = [self.names[i] for i in self._lists]
        self._role = self.names.index("role") if "role" in self.names else None
        self.columns = [table.c[name] for name in self.names]

    def row(self, record: Record) -> dict[str, Any]:
        """The record's fields as the database holds them."""
        row = dict(zip(self.names, self.values(record), strict=True))
        for name in self._list_names:
            row[name] = list(row[name])
        if isinstance(record, Offer):
            row["schedule"] = [_slot(slot) for slot in record.schedule]
        elif isinstance(record, Initiative):
            row["funding"] = [[f.source, f.dkk, f.full_time_years] for f in record.funding]
        elif isinstance(record, Person):
            row["role"] = record.role.value
        return row

    def value(self, row: Row[Any]) -> Any:
        """The record of a row whose first columns are `columns`."""
        values = list(row[: len(self.names)])
        for i in self._lists:
            values[i] = tuple(values[i])
        if self.record is Offer:
            values[_SCHEDULE] = tuple([_read_slot(*slot) for slot in values[_SCHEDULE]])
        elif self.record is Initiative:
            values[_FUNDING] = tuple([Funding(*funding) for funding in values[_FUNDING]])
        elif self._role is not None:
            values[self._role] = Role(values[self._role])
        return self.record(*values)

    def digest(self, row: Mapping[str, Any]) -> str:
        """A short fingerprint of a row; raises StoreError for what a database cannot hold."""
        try:
            text = _json(list(row.values()))
            data = text.encode()
        except ValueError:
            text, data = "\\u0000", b""
        if "\\u0000" in text:
            check_storable(row)
        return hashlib.blake2b(data, digest_size=16).hexdigest()


def check_storable(values: Mapping[str, Any]) -> None:
    """Raise StoreError, naming the field, for a NUL, half a character or a number that is none.

    PostgreSQL cannot hold them, and SQLite would give something else back.
    """
    for name, value in values.items():
        try:
            text = _json(value).replace("\\\\", "")
            text.encode()
        except ValueError:
            text = "\\u0000"
        if "\\u0000" in text:
            raise StoreError(f"Feltet »{name}« har et tegn eller tal, der ikke kan gemmes. Skriv det om.")


def _slot(slot: Slot) -> list[str | None]:
    return [slot.weekday, _clock(slot.start), _clock(slot.end)]


def _clock(moment: time | None) -> str | None:
    return None if moment is None else moment.isoformat().removesuffix(":00")


def _read_slot(weekday: Any, start: str | None, end: str | None) -> Slot:
    return Slot(weekday, start and time.fromisoformat(start), end and time.fromisoformat(end))  # type: ignore[arg-type]


_SCHEDULE = [field.name for field in fields(Offer)].index("schedule")
_FUNDING = [field.name for field in fields(Initiative)].index("funding")

OFFERS = Shape("offer", Offer, tables.offers)
AREAS = Shape("area", Area, tables.areas)
PEOPLE = Shape("person", Person, tables.people)
ORGANISATION: Mapping[str, Shape] = {  # by the names of Organisation's fields
    "parties": Shape("party", Party, tables.parties),
    "boards": Shape("board", Board, tables.boards),
    "plans": Shape("plan", Plan, tables.plans),
    "groups": Shape("group", Group, tables.groups),
    "series": Shape("series", Series, tables.series),
    "initiatives": Shape("initiative", Initiative, tables.initiatives),
    "people": PEOPLE,
}

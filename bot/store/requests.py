"""Requests as rows, each with a report for everyone it asks; found by board and by when to look at them again."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, select, update

from bot.domain.status.periods import Period
from bot.domain.status.requests import Request
from bot.store import audit
from bot.store.claims import take_once
from bot.store.engine import Database
from bot.store.records import check_storable
from bot.store.status_tables import reports, requests
from bot.store.waking import looked

_NAMES = [field.name for field in fields(Request)]
_COLUMNS = [requests.c[name] for name in _NAMES]
_DAYS = ("meeting", "due", "draft", "sent")
_ONE = select(*_COLUMNS).where(requests.c.id == bindparam("id_"))
_WAKING = (
    select(*_COLUMNS, requests.c.stamp, requests.c.seen)
    .where(requests.c.next_at <= bindparam("now"))
    .order_by(requests.c.next_at)
    .limit(bindparam("most"))
)


class Requests:
    """The requests. `change` is the way to write: it applies one step of bot.domain.status.requests to the row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: Request, actor: str, form: str = "") -> Request:
        """Store a request, and an empty report for each reporter; with its id.

        Raises Again for a `form` that was taken before.
        """
        now = self._database.now()
        new = replace(new, made_at=new.made_at or now)
        row = _row(new)
        del row["id"]
        check_storable({"note": new.note})
        with self._database.writing() as connection:
            take_once(connection, form, now)
            values = {**row, "stamp": 1, "seen": now, "next_at": now}
            number = connection.execute(insert(requests).values(values).returning(requests.c.id)).scalar_one()
            empty = {
                "request_id": number, "period": new.period.key, "template": new.template, "version": 0,
                "draft_by": "", "approved": 0, "approved_by": "",
            }  # fmt: skip
            rows = [{**empty, "reporter": reporter} for reporter in new.reporters]
            if rows:
                connection.execute(insert(reports), rows)
            audit.write(connection, [audit.entry(now, actor, "create", "request", str(number))])
        return replace(new, id=number)

    def change(self, id: int, step: Callable[[Request], Request], actor: str, action: str) -> Request:
        """Take one step, and look at it anew. Unknown ids: KeyError."""
        now = self._database.now()
        with self._database.writing() as connection:
            query = select(*_COLUMNS, requests.c.stamp).where(requests.c.id == id).with_for_update()
            stored = connection.execute(query).one_or_none()
            if stored is None:
                raise KeyError(id)
            before = _value(stored)
            after = step(before)
            values = {**_row(after), "stamp": stored.stamp + 1, "next_at": now}
            if after.revision != before.revision:
                values["seen"] = now
            connection.execute(update(requests).where(requests.c.id == id).values(values))
            audit.write(connection, [audit.entry(now, actor, action, "request", str(id))])
        return after

    def find(self, id: int) -> Request | None:
        """One by its number."""
        return next(iter(self._read(_ONE, id_=id)), None)

    def all(self, *, board: str | None = None, most: int = 200) -> tuple[Request, ...]:
        """The newest first, withdrawn ones too; of one board only, if it is given."""
        query = select(*_COLUMNS).order_by(requests.c.id.desc()).limit(most)
        return self._read(query if board is None else query.where(requests.c.board == board))

    def of_reporter(self, reporter: str, most: int = 100) -> tuple[Request, ...]:
        """Those that ask a reporter, the newest first."""
        mine = select(reports.c.request_id).where(reports.c.reporter == reporter)
        query = select(*_COLUMNS).where(requests.c.id.in_(mine))
        return self._read(query.order_by(requests.c.id.desc()).limit(most))

    def waking(self, now: datetime, most: int = 1000) -> tuple[tuple[Request, int, datetime], ...]:
        """Those to be looked at by `now`, each with its stamp and until when its steps have been delivered."""
        with self._database.reading() as connection:
            rows = connection.execute(_WAKING, {"now": now, "most": most})
            return tuple((_value(row), row.stamp, row.seen) for row in rows)

    def looked(self, at: datetime, found: Iterable[tuple[int, int, datetime | None]]) -> None:
        """See `bot.store.waking.looked`."""
        looked(self._database, requests, at, found)

    def _read(self, query: Select[Any], **values: Any) -> tuple[Request, ...]:
        with self._database.reading() as connection:
            return tuple(_value(row) for row in connection.execute(query, values))


def _row(request: Request) -> dict[str, Any]:
    """The request as the database holds it."""
    row = {name: getattr(request, name) for name in _NAMES}
    for name in _DAYS:
        row[name] = row[name].isoformat() if row[name] else None
    return row | {
        "reporters": list(request.reporters),
        "period": request.period.key,
        "later": {person: day.isoformat() for person, day in request.later.items()},
    }


def _value(row: Any) -> Request:
    stored = dict(zip(_NAMES, row, strict=False))
    for name in _DAYS:
        stored[name] = date.fromisoformat(stored[name]) if stored[name] else None
    stored |= {
        "reporters": tuple(stored["reporters"]),
        "period": Period.of(stored["period"]),
        "later": {person: date.fromisoformat(day) for person, day in stored["later"].items()},
    }
    return Request(**stored)

"""The audit log: who did what to which record."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from bot.store.engine import Database
from bot.store.records import AuditRecord, Change
from bot.store.tables import audit


class Audit:
    """The audit log. `actor` is a person's id or "import": never a name, an address or a chat id."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, actor: str, action: str, kind: str, record_id: str, changes: Mapping[str, Change] | None = None
    ) -> None:
        """Record what was done; `changes`: field → (before, after), values that JSON knows."""
        with self._database.writing() as connection:
            write(connection, [entry(self._database.now(), actor, action, kind, record_id, changes)])

    def of(self, kind: str, record_id: str) -> tuple[AuditRecord, ...]:
        """What happened to a record, the latest first."""
        return self._read(select(audit).where(audit.c.kind == kind, audit.c.record_id == record_id))

    def recent(self, n: int) -> tuple[AuditRecord, ...]:
        """The latest `n` entries, the latest first."""
        return self._read(select(audit).limit(n))

    def delete_older(self, days: int) -> int:
        """Delete entries of more than so many days ago; how many."""
        with self._database.writing() as connection:
            old = audit.c.at < self._database.now() - timedelta(days=days)
            return connection.execute(delete(audit).where(old)).rowcount

    def _read(self, query: Select[Any]) -> tuple[AuditRecord, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(audit.c.id.desc())).all()
        return tuple(
            AuditRecord(r.id, r.at, r.actor, r.action, r.kind, r.record_id, _pairs(r.changes)) for r in rows
        )


def _pairs(changes: Mapping[str, Any] | None) -> dict[str, Change]:
    return {name: (before, after) for name, (before, after) in (changes or {}).items()}


def entry(  # noqa: PLR0917 - a row's columns in their order
    at: datetime,
    actor: str,
    action: str,
    kind: str,
    record_id: str,
    changes: Mapping[str, Change] | None = None,
) -> dict[str, Any]:
    """A row of the audit log."""
    return {
        "at": at,
        "actor": actor,
        "action": action,
        "kind": kind,
        "record_id": record_id,
        "changes": dict(changes) if changes else None,
    }


def write(connection: Connection, entries: Iterable[dict[str, Any]]) -> None:
    """Add rows within somebody's transaction."""
    rows = list(entries)
    if rows:
        connection.execute(insert(audit), rows)

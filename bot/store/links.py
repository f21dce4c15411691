"""Personal links, known by the marks of their tokens: the tokens themselves are not stored."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.store.engine import Database
from bot.store.tables import links

KEPT = timedelta(days=30)  # after its last day, so that whoever comes too late is told so


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """What the holder of a token may do: `target` ("command.function") with the values `given`, until `expires`.

    `title` and `text` are what the page says before the press. `holder` tells whom it was made for.
    """

    mark: str
    person_id: str
    target: str
    given: Mapping[str, str | int | bool]
    title: str
    text: str
    holder: str
    made: datetime
    expires: datetime
    used: datetime | None = None


_NAMES = tuple(field.name for field in fields(LinkRecord))
_COLUMNS = [links.c[name] for name in _NAMES]


class Links:
    """The links that were given out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, link: LinkRecord, *, alone: bool = False) -> None:
        """Store a link; `alone`: the person's earlier ones to the same target end."""
        values = {name: getattr(link, name) for name in _NAMES} | {"given": dict(link.given)}
        with self._database.writing() as connection:
            if alone:
                mine = (links.c.person_id == link.person_id, links.c.target == link.target)
                connection.execute(delete(links).where(*mine))
            connection.execute(links.insert().values(values))

    def get(self, mark: str) -> LinkRecord | None:
        """The link with that mark, also when it has expired."""
        with self._database.reading() as connection:
            row = connection.execute(select(*_COLUMNS).where(links.c.mark == mark)).first()
        return None if row is None else _record(row)

    def of(self, person_id: str) -> tuple[LinkRecord, ...]:
        """The person's links that still open something, the newest first."""
        open_ = (links.c.person_id == person_id, links.c.expires > self._database.now(), links.c.used.is_(None))
        with self._database.reading() as connection:
            rows = connection.execute(select(*_COLUMNS).where(*open_).order_by(links.c.made.desc())).all()
        return tuple(map(_record, rows))

    def use(self, mark: str) -> None:
        """The holder has got what it is for; the first time counts."""
        with self._database.writing() as connection:
            mine = update(links).where(links.c.mark == mark, links.c.used.is_(None))
            connection.execute(mine.values(used=self._database.now()))

    def revoke(self, person_id: str, target: str | None = None) -> int:
        """End the person's links, all or those to one target; how many."""
        mine = [links.c.person_id == person_id, *([links.c.target == target] if target else [])]
        with self._database.writing() as connection:
            return connection.execute(delete(links).where(*mine)).rowcount

    def delete_expired(self) -> int:
        """Delete what ended long ago; how many."""
        with self._database.writing() as connection:
            return connection.execute(delete(links).where(links.c.expires <= self._database.now() - KEPT)).rowcount


def _record(row: Row[Any]) -> LinkRecord:
    return LinkRecord(**row._mapping)

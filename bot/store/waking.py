"""Rows that are looked at again at a time of their own: what a schedule has done with them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Table, update

from bot.store.engine import Database


def looked(
    database: Database, table: Table, at: datetime, found: Iterable[tuple[int, int, datetime | None]]
) -> None:
    """Their steps are delivered until `at`: (id, stamp, when to look again); not of what has changed since."""
    rows = list(found)
    if not rows:
        return
    with database.writing() as connection:
        for id_, stamp, next_at in rows:
            same = (table.c.id == id_, table.c.stamp == stamp)
            connection.execute(update(table).where(*same).values(seen=at, next_at=next_at))

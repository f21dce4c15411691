"""Openings: which offers were opened after questions about a topic; counts by week, without who or what was asked."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import bindparam, delete, select

from bot.domain.questions.lifting import FORGOTTEN, Count, week_of
from bot.store.engine import Database, insert_for
from bot.store.tables import openings

_OF_TOPIC = select(openings.c.offer_id, openings.c.week, openings.c.opened, openings.c.expected).where(
    openings.c.topic == bindparam("topic_")
)


class Openings:
    """Counts per topic and offer. A new one does not change the directory's version."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, topic: str, opened: str, expected: Mapping[str, float]) -> None:
        """One was opened from an answer about `topic`; `expected`: offer id → the chance that its place gave it."""
        week = week_of(self._today())
        rows = [
            {"topic": topic, "offer_id": id_, "week": week, "opened": int(id_ == opened), "expected": chance}
            for id_, chance in sorted(expected.items())  # one order for all, so that no two wait for each other
        ]
        with self._database.writing() as connection:
            new = insert_for(connection, openings)
            more = {
                "opened": openings.c.opened + new.excluded.opened,
                "expected": openings.c.expected + new.excluded.expected,
            }
            keys = ["topic", "offer_id", "week"]
            connection.execute(new.on_conflict_do_update(index_elements=keys, set_=more), rows)

    def of(self, topic: str) -> tuple[Count, ...]:
        """What is counted for a topic. Cheap."""
        with self._database.reading() as connection:
            return tuple(Count(*row) for row in connection.execute(_OF_TOPIC, {"topic_": topic}))

    def delete_old(self) -> int:
        """Delete what counts no longer; how many."""
        with self._database.writing() as connection:
            old = openings.c.week < week_of(self._today()) - FORGOTTEN
            return connection.execute(delete(openings).where(old)).rowcount

    def _today(self) -> date:
        return self._database.now().date()

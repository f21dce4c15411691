"""Gaps: questions without an answer, as facets; and sentences sent to the editors on purpose."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from bot.store.engine import Database
from bot.store.records import GapRecord, SentenceRecord, check_storable
from bot.store.tables import gaps, sentences


class Gaps:
    """What people looked for and did not find."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, area: str | None, age_band: str | None, topics: tuple[str, ...], failed: str | None
    ) -> None:
        """Record a gap: the directory's own ids and terms, never the asker's words."""
        values: dict[str, object] = {"area": area, "age_band": age_band, "topics": topics, "failed": failed}
        values["at"] = self._database.now()
        with self._database.writing() as connection:
            connection.execute(insert(gaps).values(values))

    def all(self) -> tuple[GapRecord, ...]:
        """All gaps, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(gaps).order_by(gaps.c.id)).all()
        return tuple(
            GapRecord(row.id, row.at, row.area, row.age_band, tuple(row.topics), row.failed) for row in rows
        )

    def delete_older(self, days: int) -> int:
        """Delete those of more than so many days ago; how many."""
        with self._database.writing() as connection:
            old = gaps.c.at < self._database.now() - timedelta(days=days)
            return connection.execute(delete(gaps).where(old)).rowcount


class Sentences:
    """Questions in their askers' words, screened and sent on purpose; deleted when they expire."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, text: str, facets: Mapping[str, str], expires: datetime) -> int:
        """Store a sentence until `expires` (aware); its number."""
        check_storable({"text": text, "facets": dict(facets)})
        values = {"at": self._database.now(), "text": text, "facets": dict(facets), "expires": expires}
        with self._database.writing() as connection:
            statement = insert(sentences).values(values).returning(sentences.c.id)
            number: int = connection.execute(statement).scalar_one()
        return number

    def all(self) -> tuple[SentenceRecord, ...]:
        """Those not yet deleted, the oldest first."""
        with self._database.reading() as connection:
            return tuple(
                SentenceRecord(*row) for row in connection.execute(select(sentences).order_by(sentences.c.id))
            )

    def delete_expired(self) -> int:
        """Delete what has expired by now; how many."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(sentences).where(sentences.c.expires <= self._database.now()))
            return gone.rowcount

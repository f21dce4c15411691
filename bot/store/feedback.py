"""Feedback: what people say is wrong with an offer."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from bot.store import audit
from bot.store.claims import take_once
from bot.store.engine import Database
from bot.store.records import FeedbackRecord, check_storable
from bot.store.tables import feedback


class Feedback:
    """Feedback about offers, waiting until somebody closes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, offer_id: str, text: str, actor: str, form: str = "") -> int:
        """Store what somebody (a person's id) says about an offer; its number. The text must be screened.

        Raises Again for a `form` that was taken before.
        """
        check_storable({"text": text})
        now = self._database.now()
        with self._database.writing() as connection:
            take_once(connection, form, now)
            values = {"offer_id": offer_id, "text": text, "actor": actor, "at": now}
            statement = insert(feedback).values(values).returning(feedback.c.id)
            number: int = connection.execute(statement).scalar_one()
            audit.write(connection, [audit.entry(now, actor, "create", "feedback", str(number))])
        return number

    def waiting(self) -> tuple[FeedbackRecord, ...]:
        """What nobody has closed, the oldest first."""
        return self._read(select(feedback).where(feedback.c.closed_at.is_(None)))

    def find(self, id: int) -> FeedbackRecord | None:
        """One by its number."""
        return next(iter(self._read(select(feedback).where(feedback.c.id == id))), None)

    def close(self, id: int, outcome: str, actor: str) -> bool:
        """Say how it ended; False when somebody already has, or it is unknown: then nothing changes."""
        check_storable({"outcome": outcome})
        now = self._database.now()
        with self._database.writing() as connection:
            open_one = (feedback.c.id == id) & feedback.c.closed_at.is_(None)
            closed = {"outcome": outcome, "closed_by": actor, "closed_at": now}
            if not connection.execute(update(feedback).where(open_one).values(closed)).rowcount:
                return False
            audit.write(connection, [audit.entry(now, actor, "close", "feedback", str(id))])
        return True

    def delete_older(self, days: int) -> int:
        """Delete what was closed more than so many days ago; how many."""
        with self._database.writing() as connection:
            old = feedback.c.closed_at < self._database.now() - timedelta(days=days)
            return connection.execute(delete(feedback).where(old)).rowcount

    def _read(self, query: Select[Any]) -> tuple[FeedbackRecord, ...]:
        with self._database.reading() as connection:
            return tuple(FeedbackRecord(*row) for row in connection.execute(query.order_by(feedback.c.id)))

"""Referrals: counts of young people led from an area to an offer, and by whom they were entered."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select

from bot.domain.referrals import UNDO, Referral, Step
from bot.store import audit
from bot.store.claims import take_once
from bot.store.engine import Database
from bot.store.tables import referrals


class Referrals:
    """Counts without words; each can be taken back for ten minutes by who entered it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: Referral, form: str = "") -> int:
        """Store one (its id does not matter); its number. Raises Again for a `form` that was taken before."""
        values = {
            "at": new.at, "area": new.area, "target": new.target, "step": new.step.value, "count": new.count,
            "person_id": new.person,
        }  # fmt: skip
        with self._database.writing() as connection:
            take_once(connection, form, self._database.now())
            statement = insert(referrals).values(values).returning(referrals.c.id)
            number: int = connection.execute(statement).scalar_one()
            audit.write(
                connection, [audit.entry(self._database.now(), new.person, "create", "referral", str(number))]
            )
        return number

    def find(self, id: int) -> Referral | None:
        """One by its number."""
        return next(iter(self._read(select(referrals).where(referrals.c.id == id))), None)

    def undo(self, id: int, person: str, now: datetime) -> bool:
        """Delete what that person entered in the last ten minutes; whether it was there."""
        mine = (referrals.c.id == id, referrals.c.person_id == person, referrals.c.at > now - UNDO)
        with self._database.writing() as connection:
            gone = connection.execute(delete(referrals).where(*mine)).rowcount > 0
            if gone:
                audit.write(connection, [audit.entry(self._database.now(), person, "undo", "referral", str(id))])
        return gone

    def between(self, start: datetime, end: datetime) -> tuple[Referral, ...]:
        """Those from `start` on and before `end`, the oldest first."""
        within = (referrals.c.at >= start, referrals.c.at < end)
        return self._read(select(referrals).where(*within).order_by(referrals.c.at, referrals.c.id))

    def of_person(self, person: str, since: datetime) -> tuple[Referral, ...]:
        """What somebody entered, the latest first."""
        mine = (referrals.c.person_id == person, referrals.c.at >= since)
        return self._read(select(referrals).where(*mine).order_by(referrals.c.at.desc(), referrals.c.id.desc()))

    def _read(self, query: Select[Any]) -> tuple[Referral, ...]:
        with self._database.reading() as connection:
            return tuple(
                Referral(row.at, row.area, row.target, Step(row.step), row._mapping["count"], row.person_id, row.id)
                for row in connection.execute(query)
            )

"""Follow-ups: what meetings decided that somebody does before a day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from bot.domain.meetings import FollowUp
from bot.store import audit
from bot.store.engine import Database
from bot.store.records import check_storable
from bot.store.tables import followups

_COLUMNS = [followups.c[name] for name in ("id", "meeting_id", "person_id", "text", "day", "done")]


class FollowUps:
    """The follow-ups, each with an owner (a person's id) and a day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, new: FollowUp, remind_at: datetime, actor: str) -> int:
        """Store one (its id does not matter), to be reminded at that moment; its number. Twice does it once."""
        check_storable({"text": new.text})
        values = {
            "meeting_id": new.meeting, "person_id": new.owner, "text": new.text, "day": new.day.isoformat(),
            "done": False, "next_at": remind_at,
        }  # fmt: skip
        same = [followups.c[name] == values[name] for name in ("meeting_id", "person_id", "text", "day")]
        with self._database.alone("followups") as connection:
            if (stored := connection.execute(select(followups.c.id).where(*same)).scalar()) is not None:
                return int(stored)
            number: int = connection.execute(
                insert(followups).values(values).returning(followups.c.id)
            ).scalar_one()
            audit.write(
                connection, [audit.entry(self._database.now(), actor, "create", "followup", str(number))]
            )
        return number

    def find(self, id: int) -> FollowUp | None:
        """One by its number."""
        return next(iter(self._read(select(*_COLUMNS).where(followups.c.id == id))), None)

    def of_person(self, person: str) -> tuple[FollowUp, ...]:
        """What somebody has still to do, the next first."""
        mine = (followups.c.person_id == person, followups.c.done.is_(False))
        return self._read(select(*_COLUMNS).where(*mine).order_by(followups.c.day, followups.c.id))

    def of_meeting(self, meeting: int) -> tuple[FollowUp, ...]:
        """What a meeting decided."""
        return self._read(select(*_COLUMNS).where(followups.c.meeting_id == meeting).order_by(followups.c.id))

    def finish(self, id: int, actor: str) -> None:
        """It is done: nobody is reminded of it."""
        with self._database.writing() as connection:
            one = update(followups).where(followups.c.id == id, followups.c.done.is_(False))
            if connection.execute(one.values(done=True, next_at=None)).rowcount:
                audit.write(connection, [audit.entry(self._database.now(), actor, "done", "followup", str(id))])

    def waking(self, now: datetime) -> tuple[FollowUp, ...]:
        """Those to be reminded of by `now`."""
        return self._read(select(*_COLUMNS).where(followups.c.next_at <= now).order_by(followups.c.next_at))

    def reminded(self, ids: Iterable[int]) -> None:
        """They need not be looked at again."""
        if gone := list(ids):
            with self._database.writing() as connection:
                connection.execute(update(followups).where(followups.c.id.in_(gone)).values(next_at=None))

    def put_in_place(self, connection: Connection, old: str, new: str) -> None:
        """In somebody's transaction: what `old` has still to do is `new`'s."""
        mine = (followups.c.person_id == old, followups.c.done.is_(False))
        connection.execute(update(followups).where(*mine).values(person_id=new))

    def _read(self, query: Select[Any]) -> tuple[FollowUp, ...]:
        with self._database.reading() as connection:
            return tuple(
                FollowUp(id_, meeting, owner, text, date.fromisoformat(day), done)
                for id_, meeting, owner, text, day, done in connection.execute(query)
            )

"""Deputies: who stands in for whom on which days, and who came when somebody left."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, or_, select, update

from bot.domain.meetings import Deputy, replaced
from bot.store import audit
from bot.store.engine import Database
from bot.store.followups import FollowUps
from bot.store.meetings import Meetings
from bot.store.tables import deputies

_THEN = (
    select(deputies)
    .where(
        deputies.c.person_id == bindparam("person"),
        deputies.c.first <= bindparam("day"),
        or_(deputies.c.last.is_(None), deputies.c.last >= bindparam("day")),
    )
    .order_by(deputies.c.id)
)
_GONE = select(deputies).where(deputies.c.last.is_(None)).order_by(deputies.c.id)


class Deputies:
    """Stand-ins with dates. A chain is followed: a deputy who is away has a deputy, too."""

    def __init__(self, database: Database, meetings: Meetings, followups: FollowUps) -> None:
        self._database = database
        self._meetings = meetings
        self._followups = followups

    def add(self, person: str, deputy: str, first: date, last: date, actor: str) -> int:
        """`deputy` gets the person's messages on the days from `first` to `last`; its number."""
        values = {"person_id": person, "deputy": deputy, "first": first.isoformat(), "last": last.isoformat()}
        with self._database.writing() as connection:
            number: int = connection.execute(
                insert(deputies).values(values).returning(deputies.c.id)
            ).scalar_one()
            audit.write(
                connection, [audit.entry(self._database.now(), actor, "create", "deputy", str(number))]
            )
        return number

    def remove(self, id: int, person: str, actor: str) -> bool:
        """Take one of a person's deputies away; False when there is no such."""
        with self._database.writing() as connection:
            one = delete(deputies).where(deputies.c.id == id, deputies.c.person_id == person)
            if not connection.execute(one).rowcount:
                return False
            audit.write(connection, [audit.entry(self._database.now(), actor, "delete", "deputy", str(id))])
        return True

    def of(self, person: str, today: date) -> tuple[Deputy, ...]:
        """A person's deputies from today on."""
        return self._read(
            select(deputies).where(deputies.c.person_id == person, _until(today)).order_by(deputies.c.first)
        )

    def for_deputy(self, deputy: str, today: date) -> tuple[Deputy, ...]:
        """For whom somebody stands in today."""
        begun = deputies.c.first <= today.isoformat()
        return self._read(select(deputies).where(deputies.c.deputy == deputy, begun, _until(today)))

    def standing_in(self, person: str, day: date) -> str:
        """Who gets a person's messages on a day: the person, or the deputy."""
        seen = {person}
        while True:
            found = self._read(_THEN, person=person, day=day.isoformat())
            deputy = next((one.deputy for one in found if one.deputy not in seen), None)
            if deputy is None:
                return person
            seen.add(person := deputy)

    def gone(self) -> Mapping[str, str]:
        """Who has left → who came instead."""
        found = self._read(_GONE)
        return {one.person: one.deputy for one in found}

    def replace(self, old: str, new: str, first: date, actor: str) -> int:
        """Put somebody in the place of one who has left, once, everywhere: in how many meetings."""
        with self._database.writing() as connection:
            same = {"person_id": old, "deputy": new, "first": first.isoformat(), "last": None}
            connection.execute(delete(deputies).where(deputies.c.person_id == old))
            back = (deputies.c.person_id == new, deputies.c.last.is_(None))
            connection.execute(delete(deputies).where(*back))  # somebody who has come back
            connection.execute(update(deputies).where(deputies.c.deputy == old).values(deputy=new))
            connection.execute(delete(deputies).where(deputies.c.person_id == deputies.c.deputy))
            connection.execute(insert(deputies).values(same))
            count = self._meetings.put_in_place(connection, old, new, partial(replaced, old=old, new=new))
            self._followups.put_in_place(connection, old, new)
            audit.write(
                connection, [audit.entry(self._database.now(), actor, "replace", "person", old, {"by": (old, new)})]
            )
        return count

    def _read(self, query: Select[Any], **values: Any) -> tuple[Deputy, ...]:
        with self._database.reading() as connection:
            return tuple(
                Deputy(id_, person, deputy, date.fromisoformat(first), date.fromisoformat(last) if last else None)
                for id_, person, deputy, first, last in connection.execute(query, values)
            )


def _until(day: date) -> Any:
    return or_(deputies.c.last.is_(None), deputies.c.last >= day.isoformat())

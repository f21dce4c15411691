"""Claims: what a chat sent us, by its number, so that each thing is worked once though it may come several times."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from bot.store.engine import Database, insert_for
from bot.store.tables import claims

LEASE = timedelta(seconds=50)  # Slack tries again at once, after 1 and after 5 minutes: the second finds it over
KEPT = timedelta(days=1)  # nobody sends the same thing again later than that
_KEY = claims.c.key == bindparam("key_")
_DONE = select(claims.c.done).where(_KEY)


class Again(Exception):
    """What was sent has been taken before."""


def take_once(connection: Connection, form: str, now: datetime) -> None:
    """In somebody's transaction: take a form that was sent, by the number it carries ("": none). Raises Again."""
    values = {"key": f"form/{form}", "until": now, "done": True, "place": None}
    new = insert_for(connection, claims).values(values).on_conflict_do_nothing(index_elements=["key"])
    if form and connection.execute(new.returning(claims.c.key)).first() is None:
        raise Again


class Claims:
    """Who works on what. A claim that is not done when its lease is over is anybody's again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(self, key: str, lease: timedelta = LEASE) -> bool:
        """Whether the caller is to do the work: nobody has done it, and nobody is at it."""
        now = self._database.now()
        values = {"key": key, "until": now + lease, "done": False, "place": None}
        with self._database.writing() as connection:
            new = insert_for(connection, claims).values(values)
            over = and_(claims.c.done.is_(False), claims.c.place.is_(None), claims.c.until <= now)
            taken = new.on_conflict_do_update(index_elements=["key"], set_=values, where=over)
            return connection.execute(taken.returning(claims.c.key)).first() is not None

    def is_done(self, key: str) -> bool:
        """Whether the work was done; False for an unknown key."""
        with self._database.reading() as connection:
            return bool(connection.execute(_DONE, {"key_": key}).scalar())

    def promise(self, key: str, place: str, lease: timedelta = LEASE) -> None:
        """The asker was told to wait, at `place` (the platform's own): see `broken`."""
        self._update(key, place=place, until=self._database.now() + lease)

    def done(self, key: str) -> None:
        """The work is done; where the asker was told to wait is forgotten."""
        self._update(key, done=True, place=None)

    def broken(self, beginning: str) -> dict[str, str]:
        """Promises that nobody is keeping any more: keys (with that beginning) → places. The caller has them now."""
        now = self._database.now()
        over = (claims.c.done.is_(False), claims.c.place.is_not(None), claims.c.until <= now)
        mine = claims.c.key.startswith(beginning, autoescape=True)
        with self._database.writing() as connection:
            taken = update(claims).where(mine, *over).values(until=now + LEASE)
            rows = connection.execute(taken.returning(claims.c.key, claims.c.place)).all()
        return {row.key: row.place for row in rows}

    def delete_old(self) -> int:
        """Delete what nobody will send again; how many."""
        with self._database.writing() as connection:
            return connection.execute(delete(claims).where(claims.c.until <= self._database.now() - KEPT)).rowcount

    def _update(self, key: str, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(update(claims).where(_KEY).values(values), {"key_": key})

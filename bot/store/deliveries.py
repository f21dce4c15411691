"""Deliveries: what goes out to whom. A key makes each a single row; who sends it claims it first.

A claim moves `next`, when somebody is to look at it again: should the claimer die, that moment comes. `begin` is
recorded before a message leaves, so that one whose sender died is in doubt and looked up before it is sent again.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, Row, and_, delete, exists, func, literal, or_, select, update

from bot.domain.delivering import Delivery
from bot.store.engine import Database, insert_for
from bot.store.tables import FAILED, WAITING, Utc, deliveries

State = Literal["waiting", "sent", "failed", "dropped"]
OVERDUE = "tiden for det er gået"
OVERTAKEN = "et senere skridt om det samme går ud i stedet"
_NAMES = [field.name for field in fields(Delivery)]
_AT_ONCE = 200  # looked through for one claim
_CHUNK = 500  # keys in one question: SQLite takes so many values and not many more
_later = deliveries.alias("later")


@dataclass(frozen=True, slots=True)
class Record:
    """A stored delivery. `doubt`: a send of it began (at `place`) and nobody knows how it ended.

    `gone` says why it is not to be sent (any more); it is returned by a claim only where there is doubt.
    """

    id: int
    delivery: Delivery
    state: State
    next: datetime
    attempt: int = 0
    tried: datetime | None = None
    doubt: bool = False
    place: str | None = None
    reason: str | None = None
    gone: str | None = None
    failures: int = 0


class Deliveries:
    """The queue and what became of it; every change is one transaction, but many new ones (`add`) are several."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # What schedules and commands do.

    def add(self, wanted: Iterable[Delivery]) -> int:
        """Store those whose key is new; how many. A second insert is no insert; nothing new costs no writing."""
        left, added = iter(wanted), 0
        while chunk := list(islice(left, _CHUNK)):
            if rows := [_row(one) for one in self.unknown(chunk)]:
                with self._database.writing() as connection:
                    new = insert_for(connection, deliveries).on_conflict_do_nothing().returning(deliveries.c.id)
                    added += len(connection.execute(new, rows).all())
        return added

    def unknown(self, wanted: Iterable[Delivery]) -> list[Delivery]:
        """Those whose key is not stored yet, each once."""
        by_key = {one.key: one for one in wanted}
        keys = list(by_key)
        with self._database.reading() as connection:
            for begin in range(0, len(keys), _CHUNK):
                known = select(deliveries.c.key).where(deliveries.c.key.in_(keys[begin : begin + _CHUNK]))
                for key in connection.execute(known).scalars():
                    del by_key[key]
        return list(by_key.values())

    def void(self, about: str, below_revision: int, reason: str) -> int:
        """What waits about older revisions of a thing is bortfaldet; how many. What is in doubt is looked up."""
        mine = and_(deliveries.c.about == about, deliveries.c.revision < below_revision, WAITING)
        now = self._database.now()
        with self._database.writing() as connection:
            in_doubt = update(deliveries).where(mine, deliveries.c.begun.is_not(None))
            connection.execute(in_doubt.values(until=now))
            over = update(deliveries).where(mine, deliveries.c.begun.is_(None))
            return connection.execute(over.values(state="dropped", reason=reason, done=now)).rowcount

    # What the sender does.

    def claim(
        self, most: int, lease: timedelta, *, urgent_only: bool = False, busy: Collection[str] = ()
    ) -> list[Record]:
        """Up to `most` that are due, one per person and none for `busy` people; nobody else gets them for `lease`.

        What makes no sense any more is recorded as bortfaldet on the way.
        """
        now = self._database.now()
        with self._database.reading() as connection:  # the idle case, and the usual one: no lock is taken
            if connection.execute(self._due(now, urgent_only, busy).limit(1)).first() is None:
                return []
        taken: dict[str, Record] = {}
        with self._database.writing() as connection:
            due = self._due(now, urgent_only, busy).limit(_AT_ONCE).with_for_update(skip_locked=True, of=deliveries)
            for row in connection.execute(due).all():
                gone = _gone(row, now)
                if gone and row.begun is None:
                    _finish(connection, row.id, "dropped", gone, now)
                elif row.person not in taken and len(taken) < most:
                    taken[row.person] = _record(row, row.attempt + 1, gone, now)
            ids = [record.id for record in taken.values()]
            claimed = {"attempt": deliveries.c.attempt + 1, "next": now + lease}
            claimed["tried"] = func.coalesce(deliveries.c.tried, literal(now, Utc()))
            if ids:
                connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(claimed))
        return list(taken.values())

    def _due(self, now: datetime, urgent_only: bool, busy: Collection[str]) -> Any:
        overtaken = exists().where(
            _later.c.about == deliveries.c.about,
            _later.c.person == deliveries.c.person,
            _later.c.kind == deliveries.c.kind,
            _later.c.state == "waiting",
            _later.c.due <= now,
            or_(_later.c.urgent, deliveries.c.urgent.is_(False)),
            or_(
                _later.c.due > deliveries.c.due,
                and_(_later.c.due == deliveries.c.due, _later.c.id > deliveries.c.id),
            ),
        )
        query = select(deliveries, overtaken.label("overtaken")).where(WAITING, deliveries.c.next <= now)
        if urgent_only:
            query = query.where(deliveries.c.urgent)
        if busy:
            query = query.where(deliveries.c.person.not_in(busy))
        return query.order_by(deliveries.c.next)

    def begin(self, record: Record, place: str, grace: timedelta) -> bool:
        """Record, durably, that a send begins; False for who has lost the claim (and must not send).

        Until `grace` is over nobody looks at it.
        """
        now = self._database.now()
        with self._database.durably() as connection:
            values = {"begun": now, "place": place, "next": now + grace}
            return bool(connection.execute(update(deliveries).where(*_held(record)).values(values)).rowcount)

    def sent(self, record: Record, channel: str) -> bool:
        """It has arrived."""
        now = self._database.now()
        return self._mark(record, state="sent", done=now, begun=None, place=None, reason=None, channel=channel)

    def put_off(
        self, record: Record, until: datetime, reason: str, *, doubt: bool = False, failure: bool = False
    ) -> bool:
        """Look at it again then; with `doubt` a send may have arrived, otherwise it certainly has not.

        `failure`: it was tried and failed, which `Record.failures` counts.
        """
        values: dict[str, Any] = {"next": until, "reason": reason, "failures": record.failures + failure}
        if not doubt:
            values |= {"begun": None, "place": None}
        return self._mark(record, **values)

    def failed(self, record: Record, reason: str) -> bool:
        """It cannot be delivered: administrators see it."""
        return self._mark(
            record, state="failed", reason=reason, done=self._database.now(), begun=None, place=None
        )

    def dropped(self, record: Record, reason: str) -> bool:
        """It no longer applies (bortfaldet)."""
        return self._mark(
            record, state="dropped", reason=reason, done=self._database.now(), begun=None, place=None
        )

    def _mark(self, record: Record, **values: Any) -> bool:
        with self._database.writing() as connection:
            return bool(connection.execute(update(deliveries).where(*_held(record)).values(values)).rowcount)

    def hold(self, reason: str) -> int:
        """Leave to an administrator what is due, and not known to be on its way or too late; how many."""
        now = self._database.now()
        due = (WAITING, deliveries.c.next <= now, deliveries.c.begun.is_(None))
        still = or_(deliveries.c.until.is_(None), deliveries.c.until > now)
        with self._database.writing() as connection:
            held = update(deliveries).where(*due, still).values(state="failed", reason=reason, done=now)
            return connection.execute(held).rowcount

    # What administrators see and do.

    def waiting(self, most: int = 20) -> list[Record]:
        """What waits, the next first."""
        return self._list(select(deliveries).where(WAITING).order_by(deliveries.c.next).limit(most))

    def failures(self, most: int = 20) -> list[Record]:
        """What could not be delivered, the latest first."""
        return self._list(select(deliveries).where(FAILED).order_by(deliveries.c.id.desc()).limit(most))

    def count(self, state: Literal["waiting", "failed"]) -> int:
        """How many wait, or could not be delivered."""
        where = WAITING if state == "waiting" else FAILED
        with self._database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(deliveries).where(where)).scalar_one())

    def of(self, about: str) -> list[Record]:
        """All that went or goes out about a thing, in order."""
        return self._list(select(deliveries).where(deliveries.c.about == about).order_by(deliveries.c.id))

    def told(self, person: str, channel: str, kinds: Collection[str], about: Collection[str]) -> set[str]:
        """Which of those things deliveries of those kinds have told the person about, over that channel."""
        mine = (deliveries.c.person == person, deliveries.c.channel == channel, deliveries.c.state == "sent")
        query = select(deliveries.c.about).where(deliveries.c.about.in_(about), *mine, deliveries.c.kind.in_(kinds))
        with self._database.reading() as connection:
            return set(connection.execute(query).scalars())

    def retry(self, id: int | None = None) -> int:
        """Try again what could not be delivered, one or all; how many."""
        now = self._database.now()
        mine = [FAILED] if id is None else [FAILED, deliveries.c.id == id]
        values = {"state": "waiting", "next": now, "tried": None, "done": None, "failures": 0}
        with self._database.writing() as connection:
            return connection.execute(update(deliveries).where(*mine).values(values)).rowcount

    def give_up(self, id: int, reason: str) -> bool:
        """An administrator drops what failed or waits; not what is being sent."""
        values = {"state": "dropped", "reason": reason, "done": self._database.now()}
        mine = (deliveries.c.id == id, or_(FAILED, WAITING), deliveries.c.begun.is_(None))
        with self._database.writing() as connection:
            return bool(connection.execute(update(deliveries).where(*mine).values(values)).rowcount)

    def delete_older(self, days: int) -> int:
        """Delete what ended more than so many days ago; how many. A key is kept while it could be asked for again."""
        before = self._database.now() - timedelta(days=days)
        with self._database.writing() as connection:
            over = (deliveries.c.done < before, deliveries.c.until.is_(None) | (deliveries.c.until < before))
            return connection.execute(delete(deliveries).where(*over)).rowcount

    def _list(self, query: Any) -> list[Record]:
        with self._database.reading() as connection:
            return [_record(row, row.attempt) for row in connection.execute(query)]


def _row(one: Delivery) -> dict[str, Any]:
    given = {name: getattr(one, name) for name in _NAMES}
    return given | {"key": one.key, "state": "waiting", "next": one.due, "attempt": 0, "failures": 0}


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**{name: getattr(row, name) for name in _NAMES})


def _record(row: Row[Any], attempt: int, gone: str | None = None, now: datetime | None = None) -> Record:
    return Record(
        row.id, _delivery(row), row.state, row.next, attempt, row.tried or now, row.begun is not None, row.place,
        row.reason, gone, row.failures,
    )  # fmt: skip


def _gone(row: Row[Any], now: datetime) -> str | None:
    """Why it is not to be sent any more."""
    if row.until is not None and row.until <= now:
        return OVERDUE
    return OVERTAKEN if row.overtaken else None


def _held(record: Record) -> Iterator[Any]:
    """That a claim is still its holder's."""
    yield deliveries.c.id == record.id
    yield deliveries.c.attempt == record.attempt
    yield WAITING


def _finish(connection: Connection, id: int, state: State, reason: str, now: datetime) -> None:
    connection.execute(update(deliveries).where(deliveries.c.id == id).values(state=state, reason=reason, done=now))



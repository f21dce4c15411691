"""Meetings as rows: found by whom, by year and by when to look at them again; each change is one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from bot.domain.meetings import OPEN, TAKEN, Meeting, Point, State
from bot.domain.obligations import owed
from bot.domain.organisation import Organisation
from bot.store import audit
from bot.store.directory import Changes
from bot.store.engine import Database, insert_for
from bot.store.records import check_storable
from bot.store.tables import attendance, meetings
from bot.store.waking import looked

_NAMES = [field.name for field in fields(Meeting)]
_COLUMNS = [meetings.c[name] for name in _NAMES]
_KEY = ("series", "subject", "school_year", "number", "attempt")
_ONE = select(*_COLUMNS).where(meetings.c.id == bindparam("id_"))
_SIBLINGS = (
    select(*_COLUMNS)
    .where(*(meetings.c[name] == bindparam(f"{name}_") for name in _KEY[:3]))
    .order_by(meetings.c.number, meetings.c.attempt)
)
_WAKING = (
    select(*_COLUMNS, meetings.c.stamp, meetings.c.seen)
    .where(meetings.c.next_at <= bindparam("now"))
    .order_by(meetings.c.next_at)
    .limit(bindparam("most"))
)
_FREE = ("title", "place", "link", "agenda", "decisions", "reason")


class Meetings:
    """The meetings. `change` is the way to write: it applies one step of bot.domain.meetings to the stored row."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.ensured: tuple[int, int] | None = None  # the directory's version and year whose obligations are stored

    def add(self, meeting: Meeting, actor: str) -> Meeting:
        """Store a new meeting; with its id. One beyond those owed (number 0) gets a free attempt."""
        with self._database.alone("meetings") as connection:
            return self._add(connection, meeting, actor)

    def settle(self, more: Meeting, start: datetime, book: Callable[[Meeting], Meeting], actor: str) -> Meeting:
        """`book` what waits of a series and subject, or one `more`; what is booked for that `start` already stays.

        One at a time on PostgreSQL too, so that what is sent twice in the same moment is one meeting.
        """
        key = {f"{name}_": getattr(more, name) for name in _KEY[:3]}
        with self._database.alone("meetings") as connection:
            connection.execute(_SIBLINGS.with_for_update(), key)
            stored = [_value(row) for row in connection.execute(_SIBLINGS, key)]  # once the others are done
            same = next((one for one in stored if one.state in TAKEN and one.start == start), None)
            if same is not None:
                return same
            waiting = next((one for one in stored if one.state in OPEN), None)
            waiting = waiting or self._add(connection, more, actor)
            return self._change(connection, waiting.id, book, actor, "book")

    def add_missing(self, wanted: Iterable[Meeting]) -> int:
        """Store those of the obligations that are not there; how many they were."""
        now = self._database.now()
        rows = [{**_row(replace(one, made_at=now)), "stamp": 1, "seen": now, "next_at": now} for one in wanted]
        if not rows:
            return 0
        for row in rows:
            del row["id"]
        with self._database.writing() as connection:
            new = insert_for(connection, meetings).on_conflict_do_nothing(index_elements=_KEY)
            new = new.returning(meetings.c.id)
            return sum(len(connection.execute(new.values(row)).all()) for row in rows)

    def ensure(self, organisation: Organisation, version: int, year: int) -> None:
        """Store the obligations of a school year and the next, when the directory's version or the year is new.

        Then, and at a start, which may come with other rules, every meeting under way is looked at anew.
        """
        if self.ensured != (version, year):
            self.add_missing([*owed(organisation, year), *owed(organisation, year + 1)])
            self.wake()
            self.ensured = (version, year)

    def change(
        self,
        id: int,
        step: Callable[[Meeting], Meeting],
        actor: str,
        action: str,
        then: Callable[[Meeting], Meeting | None] = lambda _: None,
    ) -> Meeting:
        """Take one step, and store what comes `then`, if anything, in the same transaction. Unknown ids: KeyError.

        What the step raises leaves everything as it was.
        """
        with self._database.writing() as connection:
            after = self._change(connection, id, step, actor, action)
            new = then(after)
            if new is not None:
                self._insert(connection, new, actor)
        return after

    def _change(
        self, connection: Connection, id: int, step: Callable[[Meeting], Meeting], actor: str, action: str
    ) -> Meeting:
        now = self._database.now()
        query = select(*_COLUMNS, meetings.c.stamp).where(meetings.c.id == id).with_for_update()
        stored = connection.execute(query).one_or_none()
        if stored is None:
            raise KeyError(id)
        before = _value(stored)
        after = step(before)
        check_storable({name: value for name, value in _row(after).items() if name in _FREE})
        values = {**_row(after), "stamp": stored.stamp + 1, "next_at": now}
        if after.revision != before.revision:
            values["seen"] = now
        connection.execute(update(meetings).where(meetings.c.id == id).values(values))
        if set(after.participants) != set(before.participants):
            _attend(connection, after)
        changes = {"state": (before.state.value, after.state.value)} if before.state != after.state else None
        audit.write(connection, [audit.entry(now, actor, action, "meeting", str(id), changes)])
        return after

    def _add(self, connection: Connection, meeting: Meeting, actor: str) -> Meeting:
        if meeting.number == 0:
            mine = [meetings.c[name] == getattr(meeting, name) for name in _KEY[:4]]
            highest = connection.execute(select(func.max(meetings.c.attempt)).where(*mine)).scalar()
            meeting = replace(meeting, attempt=(highest or 0) + 1)
        return self._insert(connection, meeting, actor)

    def _insert(self, connection: Connection, meeting: Meeting, actor: str) -> Meeting:
        now = self._database.now()
        meeting = replace(meeting, made_at=meeting.made_at or now)
        row = _row(meeting)
        del row["id"]
        check_storable({name: row[name] for name in _FREE})
        values = {**row, "stamp": 1, "seen": now, "next_at": now}
        number = connection.execute(insert(meetings).values(values).returning(meetings.c.id)).scalar_one()
        stored = replace(meeting, id=number)
        _attend(connection, stored)
        audit.write(connection, [audit.entry(now, actor, "create", "meeting", str(number))])
        return stored

    def take(self, imported: Iterable[Meeting], wanted: Iterable[Meeting], *, dry_run: bool = False) -> Changes:
        """Import meetings, all or nothing: each takes the place of one that is still owed, if there is one.

        `wanted` are the obligations of their years. One with the same series, subject and start is the same.
        """
        added = changed = unchanged = 0
        rows = [*imported]
        self.add_missing([] if dry_run else wanted)
        with self._database.writing() as connection:
            for one in rows:
                query = {f"{name}_": getattr(one, name) for name in _KEY[:3]}
                stored = [_value(row) for row in connection.execute(_SIBLINGS, query)]
                same = next((m for m in stored if m.start == one.start and m.state is not State.DROPPED), None)
                if same is not None and (same.state, same.end, same.place) == (one.state, one.end, one.place):
                    unchanged += 1
                    continue
                if same is not None and same.state is State.HELD:
                    one = replace(one, state=State.HELD)  # noqa: PLW2901 - what was told here is not untold
                target = same or next((m for m in stored if m.state in OPEN), None)
                if target is None:
                    mine = [m.attempt for m in stored if m.number == 0]
                    self._insert(connection, replace(one, attempt=max(mine, default=0) + 1), "import")
                    added += 1
                    continue
                self._put(connection, target, one)
                added, changed = added + (same is None), changed + (same is not None)
            if dry_run:
                connection.rollback()
        return Changes(added, changed, unchanged)

    def _put(self, connection: Connection, target: Meeting, one: Meeting) -> None:
        now = self._database.now()
        after = replace(
            target, state=one.state, start=one.start, end=one.end, place=one.place, times=(), answers={}, later={},
            participants=target.participants or one.participants, organiser=target.organiser or one.organiser,
            change=one.change, changed_at=now, revision=target.revision + 1,
        )  # fmt: skip
        values = {**_row(after), "stamp": meetings.c.stamp + 1, "seen": now, "next_at": now}
        connection.execute(update(meetings).where(meetings.c.id == target.id).values(values))
        _attend(connection, after)
        audit.write(connection, [audit.entry(now, "import", "update", "meeting", str(target.id))])

    def find(self, id: int) -> Meeting | None:
        """One by its number."""
        return next(iter(self._read(_ONE, id_=id)), None)

    def of_year(self, year: int, *, states: Sequence[State] = tuple(State)) -> tuple[Meeting, ...]:
        """Those of a school year, by series, subject, number and attempt."""
        of_year = (meetings.c.school_year == year, meetings.c.state.in_(states))
        return self._read(select(*_COLUMNS).where(*of_year).order_by(*(meetings.c[name] for name in _KEY)))

    def years(self) -> tuple[int, ...]:
        """The school years that have meetings, the latest first."""
        with self._database.reading() as connection:
            found = select(meetings.c.school_year).distinct().order_by(meetings.c.school_year.desc())
            return tuple(connection.execute(found).scalars())

    def siblings(self, meeting: Meeting) -> tuple[Meeting, ...]:
        """All of the same series, subject and school year, the meeting itself too."""
        return self._read(_SIBLINGS, **{f"{name}_": getattr(meeting, name) for name in _KEY[:3]})

    def of_person(
        self, person: str, *, states: Sequence[State], since: datetime | None = None
    ) -> tuple[Meeting, ...]:
        """Those that a person takes part in, the next first; `since`: that begin later than that."""
        mine = select(attendance.c.meeting_id).where(attendance.c.person_id == person)
        query = select(*_COLUMNS).where(meetings.c.id.in_(mine), meetings.c.state.in_(states))
        if since is not None:
            query = query.where(meetings.c.start >= since)
        return self._read(query.order_by(meetings.c.start, meetings.c.id))

    def waking(self, now: datetime, most: int = 1000) -> tuple[tuple[Meeting, int, datetime], ...]:
        """Those to be looked at by `now`, each with its stamp and until when its steps have been delivered."""
        with self._database.reading() as connection:
            rows = connection.execute(_WAKING, {"now": now, "most": most})
            return tuple((_value(row), row.stamp, row.seen) for row in rows)

    def wake(self) -> None:
        """Look at every meeting under way again: rules or people may have changed."""
        now = self._database.now()
        sleeping = (meetings.c.next_at > now, meetings.c.state.in_((*OPEN, State.BOOKED)))
        with self._database.writing() as connection:
            connection.execute(update(meetings).where(*sleeping).values(next_at=now))

    def looked(self, at: datetime, found: Iterable[tuple[int, int, datetime | None]]) -> None:
        """See `bot.store.waking.looked`."""
        looked(self._database, meetings, at, found)

    def put_in_place(self, connection: Connection, old: str, new: str, swap: Callable[[Meeting], Meeting]) -> int:
        """In somebody's transaction: `swap` in every meeting that is not over where `old` takes part; how many."""
        mine = select(attendance.c.meeting_id).where(attendance.c.person_id == old)
        concerned = (meetings.c.id.in_(mine)) | (meetings.c.organiser == old)
        query = select(*_COLUMNS).where(concerned, meetings.c.state.in_((*OPEN, State.BOOKED))).with_for_update()
        found = [_value(row) for row in connection.execute(query)]
        for before in found:
            after = swap(before)
            values = {**_row(after), "stamp": meetings.c.stamp + 1, "next_at": self._database.now()}
            connection.execute(update(meetings).where(meetings.c.id == before.id).values(values))
            _attend(connection, after)
        return len(found)

    def _read(self, query: Select[Any], **values: Any) -> tuple[Meeting, ...]:
        with self._database.reading() as connection:
            return tuple(_value(row) for row in connection.execute(query, values))


def _attend(connection: Connection, meeting: Meeting) -> None:
    connection.execute(delete(attendance).where(attendance.c.meeting_id == meeting.id))
    rows = [{"meeting_id": meeting.id, "person_id": person} for person in dict.fromkeys(meeting.participants)]
    if rows:
        connection.execute(insert(attendance), rows)


def _row(meeting: Meeting) -> dict[str, Any]:
    """The meeting as the database holds it."""
    row = {name: getattr(meeting, name) for name in _NAMES}
    return row | {
        "state": meeting.state.value,
        "opens": _iso(meeting.opens),
        "closes": _iso(meeting.closes),
        "participants": list(meeting.participants),
        "times": [[start.isoformat(), end.isoformat()] for start, end in meeting.times],
        "answers": {person: list(can) for person, can in meeting.answers.items()},
        "coming": dict(meeting.coming),
        "agenda": [[point.by, point.text] for point in meeting.agenda],
        "later": {person: day.isoformat() for person, day in meeting.later.items()},
    }


def _value(row: Any) -> Meeting:
    stored = dict(zip(_NAMES, row, strict=False))
    change: Literal["made"] = stored["change"]
    stored |= {
        "state": State(stored["state"]),
        "opens": _date(stored["opens"]),
        "closes": _date(stored["closes"]),
        "participants": tuple(stored["participants"]),
        "times": tuple((datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in stored["times"]),
        "answers": {person: tuple(can) for person, can in stored["answers"].items()},
        "agenda": tuple(Point(*point) for point in stored["agenda"]),
        "later": {person: date.fromisoformat(day) for person, day in stored["later"].items()},
        "change": change,
    }
    return Meeting(**stored)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

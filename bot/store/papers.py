"""Papers as rows: ordered, made in the background, kept with a checksum, frozen, corrected, filed.

A frozen paper is never changed or deleted, only corrected by a new version. What is not frozen is a draft.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from bot.domain.status.editions import Edition
from bot.domain.status.reports import NotPossible, reopen
from bot.domain.status.snapshot import Snapshot, snapshot_of
from bot.store import audit, editions
from bot.store.editions import NONE, Editions
from bot.store.engine import Database
from bot.store.records import check_storable
from bot.store.reports import Reports
from bot.store.status_tables import papers, reports

_NAMES = (
    "id", "board", "request_id", "first", "last", "state", "progress", "problem", "made_by", "made_at",
    "docx_sha256", "pdf_sha256", "number", "version", "corrects", "changes", "frozen_at", "frozen_by", "journal",
    "filed", "attempts", "done_at",
)  # fmt: skip
_SELECT = select(*(papers.c[name] for name in _NAMES))  # not the files: they are large
MOST_ATTEMPTS = 3
GIVEN_UP = "Papiret kunne ikke laves i tre forsøg. Prøv igen, eller giv administratoren besked."


class State(StrEnum):
    """Where a paper is. Making and freezing are work for the background."""

    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    FREEZING = "freezing"
    FROZEN = "frozen"


WORK = (State.MAKING, State.FREEZING)


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper without its files. `first` and `last` are the period's ISO days; people are ids; `progress` per cent.

    `corrects` is the paper that this is a later version of, 0 for none; `number` is "" until it is frozen.
    """

    board: str
    first: str
    last: str
    made_at: datetime
    made_by: str = ""
    request: int = 0
    state: State = State.MAKING
    progress: int = 0
    problem: str = ""
    docx_sha256: str = ""
    pdf_sha256: str = ""
    number: str = ""
    version: int = 1
    corrects: int = 0
    changes: tuple[str, ...] = ()
    frozen_at: datetime | None = None
    frozen_by: str = ""
    journal: str = ""
    filed: str = ""
    attempts: int = 0
    done_at: datetime | None = None
    id: int = 0

    @property
    def about(self) -> str:
        """What its deliveries are about."""
        return f"paper:{self.id}"


@dataclass(frozen=True, slots=True)
class Files:
    """A paper's bytes."""

    docx: bytes
    pdf: bytes


class Papers:
    """The papers."""

    def __init__(self, database: Database, its_reports: Reports) -> None:
        self._database = database
        self._reports = its_reports

    def order(  # noqa: PLR0917 - what a paper is about
        self, board: str, first: date, last: date, by: str, request: int = 0, corrects: int = 0
    ) -> PaperRecord:
        """Have one made; the same that is being made already is not made twice."""
        now = self._database.now()
        same = {
            "board": board, "first": first.isoformat(), "last": last.isoformat(), "request_id": request or None,
            "corrects": corrects or None,
        }  # fmt: skip
        with self._database.alone("papers") as connection:
            alike = [papers.c[name].is_not_distinct_from(value) for name, value in same.items()]
            found = connection.execute(_SELECT.where(papers.c.state == State.MAKING, *alike)).first()
            if found is not None:
                return _value(found)
            version = 1
            if corrects:
                before = connection.execute(select(papers.c.version).where(papers.c.id == corrects)).scalar_one()
                version = before + 1
            values = same | {
                "state": State.MAKING, "progress": 0, "problem": "", "made_by": by, "made_at": now, "docx_sha256": "",
                "pdf_sha256": "", "version": version, "changes": [], "frozen_by": "", "attempts": 0,
            }  # fmt: skip
            id_ = connection.execute(insert(papers).values(values).returning(papers.c.id)).scalar_one()
            audit.write(connection, [audit.entry(now, by, "create", "paper", str(id_))])
            return _value(connection.execute(_SELECT.where(papers.c.id == id_)).one())

    # ── Making: in the background, tried again after a crash ─────────────────────────────────────────────────────

    def claim(self, lease: timedelta) -> PaperRecord | None:
        """The oldest that is to be made and that nobody has touched for a while, for the caller to make."""
        now = self._database.now()
        free = (papers.c.state.in_(WORK), papers.c.alive.is_(None) | (papers.c.alive <= now - lease))
        oldest = _SELECT.where(*free).order_by(papers.c.id).limit(1)
        with self._database.reading() as connection:
            if connection.execute(oldest).first() is None:
                return None
        with self._database.writing() as connection:
            found = connection.execute(oldest.with_for_update(skip_locked=True)).first()
            if found is None:
                return None
            if found.attempts >= MOST_ATTEMPTS:
                self._give_up(connection, found, GIVEN_UP, now)
                return None
            begun = {"attempts": found.attempts + 1, "alive": now, "progress": 0}
            connection.execute(update(papers).where(papers.c.id == found.id).values(begun))
            return _value(connection.execute(_SELECT.where(papers.c.id == found.id)).one())

    def release(self, id: int) -> None:
        """Its maker has ended without having made it: it may be claimed at once."""
        working = (papers.c.id == id, papers.c.state.in_(WORK))
        with self._database.writing() as connection:
            connection.execute(update(papers).where(*working).values(alive=None))

    def progress(self, id: int, per_cent: int) -> None:
        """How far its maker is: also a sign of life."""
        values = {"progress": per_cent, "alive": self._database.now()}
        with self._database.writing() as connection:
            connection.execute(update(papers).where(papers.c.id == id, papers.c.state.in_(WORK)).values(values))

    def keep(self, id: int, snapshot: Snapshot, edition: Edition | None = None, after: Editions = NONE) -> None:
        """What it is made from: it can be made again from that. `edition` was made with those that were out then."""
        values = {"snapshot": asdict(snapshot), "changes": list(snapshot.changes)}
        if edition is not None:
            values["edition"] = editions.as_kept(edition, after)
        with self._database.writing() as connection:
            connection.execute(update(papers).where(papers.c.id == id, papers.c.state.in_(WORK)).values(values))

    def made(self, id: int, files: Files) -> None:
        """It is done; nothing happens if somebody else was first."""
        now = self._database.now()
        values: dict[str, Any] = {
            "docx": files.docx, "pdf": files.pdf, "docx_sha256": _sum(files.docx),
            "pdf_sha256": _sum(files.pdf), "progress": 100, "problem": "", "done_at": now, "alive": None,
            "attempts": 0,
        }  # fmt: skip
        with self._database.writing() as connection:
            state = connection.execute(select(papers.c.state).where(papers.c.id == id).with_for_update()).scalar()
            if state in WORK:
                values["state"] = State.FROZEN if state == State.FREEZING else State.READY
                connection.execute(update(papers).where(papers.c.id == id).values(values))

    def _give_up(self, connection: Connection, found: Any, problem: str, now: datetime) -> None:
        values: dict[str, Any] = {"problem": problem, "done_at": now, "alive": None, "attempts": 0}
        if found.state == State.FREEZING and not found.pdf_sha256:  # out already, but for words: bot.store.erasing
            values |= {"done_at": None, "alive": now}
        elif found.state == State.FREEZING:  # back to the draft that it was
            values |= {"state": State.READY, "number": None, "frozen_at": None, "frozen_by": ""}
            values["snapshot"] = asdict(replace(_snapshot(connection, found.id), number=""))
            connection.execute(update(reports).where(reports.c.paper_id == found.id).values(paper_id=None))
        else:
            values["state"] = State.FAILED
        connection.execute(update(papers).where(papers.c.id == found.id).values(values))

    def retry(self, id: int, by: str) -> bool:
        """Make one that failed again; whether it had."""
        with self._database.writing() as connection:
            failed = (papers.c.id == id, papers.c.state == State.FAILED)
            values = {"state": State.MAKING, "problem": "", "progress": 0, "done_at": None, "alive": None}
            again = connection.execute(update(papers).where(*failed).values(values)).rowcount > 0
            if again:
                audit.write(connection, [audit.entry(self._database.now(), by, "retry", "paper", str(id))])
        return again

    # ── Freezing, correcting, filing ─────────────────────────────────────────────────────────────────────────────

    def freeze(self, id: int, by: str) -> PaperRecord:
        """Give it its number and lock its reports; the background lays it out once more, without *Udkast*.

        One at a time, so that each sees the editions of those before it. Raises NotPossible, KeyError.
        """
        now = self._database.now()
        with self._database.alone("papers") as connection:
            found = connection.execute(_SELECT.where(papers.c.id == id).with_for_update()).one_or_none()
            if found is None:
                raise KeyError(id)
            if found.state != State.READY:
                raise NotPossible("Papiret er ikke et færdigt udkast, så det kan ikke fryses.")
            snapshot = _snapshot(connection, id)
            self._unchanged(connection, snapshot)
            made = connection.execute(select(papers.c.edition).where(papers.c.id == id)).scalar_one()
            edition = editions.at_freezing(connection, made)
            number = self._number(connection, found, now)
            values = {
                "edition": edition,
                "state": State.FREEZING, "number": number, "frozen_at": now, "frozen_by": by, "done_at": None,
                "problem": "", "progress": 0,
            }  # fmt: skip
            connection.execute(update(papers).where(papers.c.id == id).values(values))
            self._reports.put_in_paper(connection, [one.report for one in snapshot.reported if one.report], id)
            audit.write(connection, [audit.entry(now, by, "freeze", "paper", str(id), {"number": (None, number)})])
            return _value(connection.execute(_SELECT.where(papers.c.id == id)).one())

    def _number(self, connection: Connection, found: Any, now: datetime) -> str:
        """ "noerrebro-2026-3"; a correction keeps its own. Raises NotPossible if that version is there already."""
        if found.corrects:
            query = select(papers.c.number).where(papers.c.id == found.corrects)
            before = str(connection.execute(query).scalar_one())
            same = select(papers.c.id).where(papers.c.number == before, papers.c.version == found.version)
            if connection.execute(same).first():
                raise NotPossible("Der er allerede frosset en rettelse af det papir. Ret den i stedet.")
            return before
        begins = f"{found.board or 'papir'}-{now.year}-"
        given = connection.execute(select(papers.c.number).where(papers.c.number.startswith(begins))).scalars()
        return f"{begins}{max((int(one.rpartition('-')[2]) for one in given), default=0) + 1}"

    def _unchanged(self, connection: Connection, snapshot: Snapshot) -> None:
        """Raises NotPossible when somebody has answered since; nobody answers until the transaction is over."""
        told = {one.report: one.version for one in snapshot.reported if one.report}
        query = select(reports.c.id, reports.c.version).where(reports.c.id.in_(told)).order_by(reports.c.id)
        if any(told[id_] != version for id_, version in connection.execute(query.with_for_update())):
            raise NotPossible("Der er svaret, siden papiret blev lavet. Lav det igen, og se det igennem først.")

    def reopen(self, id: int, by: str) -> int:
        """Its reports may be changed again, so that a correction can be made; how many they were."""
        with self._database.reading() as connection:
            ids = connection.execute(select(reports.c.id).where(reports.c.paper_id == id)).scalars().all()
        for one in ids:
            self._reports.change(one, reopen, by, "reopen")
        return len(ids)

    def file(self, id: int, journal: str, day: date, by: str) -> bool:
        """Record under which journal number, and when, a frozen paper was filed; whether it is frozen."""
        check_storable({"journal": journal})
        with self._database.writing() as connection:
            frozen = (papers.c.id == id, papers.c.state == State.FROZEN)
            values = {"journal": journal, "filed": day.isoformat()}
            done = connection.execute(update(papers).where(*frozen).values(values)).rowcount > 0
            if done:
                audit.write(connection, [audit.entry(self._database.now(), by, "file", "paper", str(id))])
        return done

    def delete_drafts(self, before: datetime) -> int:
        """Delete what was never frozen, finished before then; what is frozen must be filed, and stays."""
        drafts = papers.c.state.in_((State.READY, State.FAILED))
        never = (drafts, papers.c.number.is_(None), papers.c.done_at < before)
        with self._database.writing() as connection:
            return connection.execute(delete(papers).where(*never)).rowcount

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    def find(self, id: int) -> PaperRecord | None:
        """One by its number."""
        return next(iter(self._read(_SELECT.where(papers.c.id == id))), None)

    def all(self, board: str = "", most: int = 1000) -> tuple[PaperRecord, ...]:
        """The newest first; of one board, or of all."""
        query = _SELECT.order_by(papers.c.id.desc()).limit(most)
        return self._read(query.where(papers.c.board == board) if board else query)

    def done_since(self, at: datetime) -> tuple[PaperRecord, ...]:
        """Those made or given up since then."""
        return self._read(_SELECT.where(papers.c.done_at >= at).order_by(papers.c.id))

    def files(self, id: int) -> Files | None:
        """Its bytes, once it is made."""
        with self._database.reading() as connection:
            row = connection.execute(select(papers.c.docx, papers.c.pdf).where(papers.c.id == id)).first()
        return Files(row.docx, row.pdf) if row and row.docx and row.pdf else None

    def snapshot(self, id: int) -> Snapshot | None:
        """Everything it was made from."""
        with self._database.reading() as connection:
            found = connection.execute(select(papers.c.snapshot).where(papers.c.id == id)).scalar()
        return snapshot_of(found) if found else None

    def editions(self) -> Editions:
        """What the frozen papers have shown of the figures about people."""
        with self._database.reading() as connection:
            return editions.read(connection)

    def verify(self, id: int) -> bool:
        """Whether its bytes are still those that were made."""
        record, kept = self.find(id), self.files(id)
        return bool(record and kept) and (_sum(kept.docx), _sum(kept.pdf)) == (record.docx_sha256, record.pdf_sha256)  # type: ignore[union-attr]

    def _read(self, query: Select[Any]) -> tuple[PaperRecord, ...]:
        with self._database.reading() as connection:
            return tuple(_value(row) for row in connection.execute(query))


def _snapshot(connection: Connection, id: int) -> Snapshot:
    found: Mapping[str, Any] = connection.execute(select(papers.c.snapshot).where(papers.c.id == id)).scalar_one()
    return snapshot_of(found)


def _value(row: Any) -> PaperRecord:
    stored = dict(zip(_NAMES, row, strict=True))
    stored["request"] = stored.pop("request_id") or 0
    stored["state"], stored["changes"] = State(stored["state"]), tuple(stored["changes"])
    for name in ("number", "journal", "filed"):
        stored[name] = stored[name] or ""
    stored["corrects"] = stored["corrects"] or 0
    return PaperRecord(**stored)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

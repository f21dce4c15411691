"""Take words that should never have been kept out of everything that is: rows, their log, papers and their files.

Every column that may hold what somebody wrote is in _FREE; a test knows what the others hold.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, delete, select, update

from bot.domain.calendar import COPENHAGEN
from bot.domain.erasing import around, without
from bot.domain.status.reports import NotPossible
from bot.store import audit, tables
from bot.store import status_tables as status
from bot.store.disclosing import NAMES
from bot.store.engine import Database, directory_changed, hold, next_version
from bot.store.papers import WORK, State

BEING_MADE = "Et papir bliver lavet lige nu. Vent et minut, og prøv igen."
Change = Callable[[str], str]
Held = tuple[Table, list[ColumnElement[bool]]]  # a row: its table, and what tells it from the others
_DONE = (State.READY, State.FROZEN)


def _every(value: Any, change: Change) -> Any:
    """Every text in a value of JSON; keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_every(one, change) for one in value]
    return {key: _every(one, change) for key, one in value.items()} if isinstance(value, dict) else value


def _points(agenda: list[list[str]], change: Change) -> Any:
    return [[by, change(text)] for by, text in agenda]


def _content(content: Mapping[str, Any], change: Change) -> Any:
    """Of an answer: its figures stay, and what kind of answer each text is."""
    return {**content, "texts": {key: [given, change(text)] for key, (given, text) in content["texts"].items()}}


def _snapshot(kept: Mapping[str, Any], change: Change) -> Any:
    """Of what a paper is made from: what people wrote, goals' words among it, and what a correction tells of it."""
    reported = [
        {**one, "texts": [{**written, "text": change(written["text"])} for written in one["texts"]]}
        for one in kept["reported"]
    ]
    measured = [
        {**one, "sentence": change(one["sentence"]), "notes": _every(one["notes"], change)}
        for one in kept["measured"]
    ]
    return {
        **kept, "reported": reported, "measured": measured, "note": change(kept["note"]),
        "changes": _every(kept["changes"], change),
    }  # fmt: skip


_FREE: Mapping[Table, Mapping[str, Callable[[Any, Change], Any]]] = {
    tables.meetings: dict.fromkeys(("title", "place", "link", "decisions", "reason"), _every) | {"agenda": _points},
    tables.followups: {"text": _every},
    status.reports: {"draft": _every},
    status.requests: {"note": _every},  # after reports, as who changes a report locks them
    status.report_versions: {"content": _content},
    status.goals: {"enough": _every},
    status.papers: {"snapshot": _snapshot, "changes": _every, "journal": _every},
    tables.feedback: dict.fromkeys(("text", "outcome"), _every),
    tables.sentences: {"text": _every},
    tables.search_words: {"words": _every},
    tables.links: {"title": _every},
    tables.offers: dict.fromkeys(
        ("name", "summary", "description", "organisation", "place", "address", "topics", "schedule_note",
         "price_note", "signup", "source_note"),
        _every,
    ),
    tables.audit: {"changes": _every},
}  # fmt: skip
_NAMES = {**NAMES, "sentences": "Sætninger til redaktionen", "offers": "Tilbud"}
_DAY = {  # the column that tells best when
    "meetings": "start", "followups": "day", "requests": "made_at", "reports": "draft_at", "report_versions": "at",
    "goals": "at", "papers": "made_at", "feedback": "at", "sentences": "at", "search_words": "at", "links": "made",
    "audit": "at",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A row that holds the words: the Danish name of its kind, its day, and the words among those around them."""

    kind: str
    day: date | None
    text: str


class Erasing:
    """Finds and erases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, words: re.Pattern[str]) -> tuple[Place, ...]:
        """Where the words are kept. Nobody waits for it, however much there is to read."""
        with self._database.snapshot() as connection:
            return tuple(_place(table, row, words) for table, row in _holding(connection, words))

    def erase(self, words: re.Pattern[str], actor: str) -> tuple[Place, ...]:
        """Take them out; where they were. What they were is in no log.

        Search words that hold them go whole. An import does not bring back what was in an offer. A paper is made
        again from what is left, a frozen one under its number. Raises NotPossible while a paper is being made.
        """
        places: list[Place] = []
        while held := self._held(words):  # until nobody has written them again meanwhile
            places += self._take_out(held, words, actor)
        return tuple(places)

    def _held(self, words: re.Pattern[str]) -> list[Held]:
        with self._database.snapshot() as connection:
            return [
                (table, [column == getattr(row, column.name) for column in table.primary_key])
                for table, row in _holding(connection, words)
            ]

    def _take_out(self, held: list[Held], words: re.Pattern[str], actor: str) -> list[Place]:
        """All or nothing, of the rows as they are now: others may have changed since they were found."""
        places, changed = [], set()
        with self._database.changing_directory() as connection:
            _let_no_paper_be_made(connection)
            for table, this in held:
                row = connection.execute(_select(table).where(*this).with_for_update()).one_or_none()
                values = _without(table, row, words) if row else {}
                if not row or not values:
                    continue
                if table is tables.search_words:
                    connection.execute(delete(table).where(*this))
                else:
                    more = _beside(connection, table, row, values)
                    connection.execute(update(table).where(*this).values({**values, **more}))
                places.append(_place(table, row, words))
                changed.add(table)
            if changed & {tables.offers, tables.search_words}:
                directory_changed(connection, offers_only=True)
            if places:
                audit.write(
                    connection, [audit.entry(self._database.now(), actor, "erase", "text", str(len(places)))]
                )
        return places


def _let_no_paper_be_made(connection: Connection) -> None:
    """Until the transaction is over nobody begins; raises NotPossible when somebody is at it, with the old words."""
    hold(connection, "papers")
    papers = status.papers.c
    unfinished = select(papers.state, papers.attempts, papers.alive).where(papers.state.not_in(_DONE))
    for row in connection.execute(unfinished.order_by(papers.id).with_for_update()).all():
        if row.state in WORK and row.attempts and row.alive:
            raise NotPossible(BEING_MADE)


def _select(table: Table) -> Select[Any]:
    return select(*(one for one in table.c if one.name not in ("docx", "pdf")))


def _holding(connection: Connection, words: re.Pattern[str]) -> Iterator[tuple[Table, Row[Any]]]:
    """The rows that hold the words; all are read, a few at a time."""
    for table in _FREE:
        rows = connection.execute(_select(table).order_by(*table.primary_key), execution_options={"yield_per": 1000})
        yield from ((table, row) for row in rows if _without(table, row, words))


def _without(table: Table, row: Row[Any], words: re.Pattern[str]) -> dict[str, Any]:
    """The columns that hold the words, as they are without them."""
    stored = {name: getattr(row, name) for name in _FREE[table]}
    after = {
        name: _FREE[table][name](value, lambda text: without(text, words))
        for name, value in stored.items()
        if value is not None
    }
    return {name: value for name, value in after.items() if value != stored[name]}


def _beside(connection: Connection, table: Table, row: Row[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What else a row gets: who holds an older one has lost it, and a paper's files are made anew."""
    if table in (tables.meetings, status.requests):
        return {"stamp": row.stamp + 1}
    if table is tables.offers:
        edited = {**(row.edited or {}), **dict.fromkeys(values, "administrator")}
        return {"edited": edited, "version": next_version(connection)}
    if table is status.papers and row.state != State.FAILED:
        again = State.FREEZING if row.state in (State.FROZEN, State.FREEZING) else State.MAKING
        gone = {"docx": None, "pdf": None, "docx_sha256": "", "pdf_sha256": "", "done_at": None}
        return {"state": again, "progress": 0, "attempts": 0, "alive": None, **gone}
    return {}


def _place(table: Table, row: Row[Any], words: re.Pattern[str]) -> Place:
    found: list[str] = []

    def look(text: str) -> str:
        found.append(around(text, words))
        return text

    for name, walk in _FREE[table].items():
        value = getattr(row, name)
        if value is not None:
            walk(value, look)
    at = getattr(row, _DAY[table.name]) if table.name in _DAY else None
    day = at.astimezone(COPENHAGEN).date() if isinstance(at, datetime) else date.fromisoformat(at) if at else None
    return Place(_NAMES[table.name], day, next(filter(None, found)))

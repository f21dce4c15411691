"""Everything that is kept about a person, a plan or a period, for who asks to see it: row by row, table by table.

Every table has its place here: it is searched, or it holds nothing about anybody (tests/store/test_disclosing.py).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from bot.domain.calendar import COPENHAGEN
from bot.domain.status.periods import Period
from bot.store import status_tables as status
from bot.store import tables
from bot.store.engine import Database

Rows = Mapping[str, list[dict[str, Any]]]  # what it is called in Danish → its rows
PERSON: Mapping[Table, tuple[str, ...]] = {  # the columns that hold a person's id, or the title it was done under
    tables.people: ("id",),
    tables.accounts: ("person_id",),
    tables.links: ("person_id",),
    tables.deputies: ("person_id", "deputy"),
    tables.meetings: ("organiser",),
    tables.attendance: ("person_id",),
    tables.followups: ("person_id",),
    tables.referrals: ("person_id",),
    tables.deliveries: ("person",),
    tables.feedback: ("actor", "closed_by"),
    tables.search_words: ("actor",),
    tables.audit: ("actor",),
    status.requests: ("requester",),
    status.reports: ("draft_by", "approved_by"),
    status.report_versions: ("person_id",),
    status.figures: ("person_id",),
    status.goals: ("person_id",),
    status.papers: ("made_by", "frozen_by"),
}
NOBODY = frozenset(  # the directory itself, and what was never anybody's
    {
        tables.areas, tables.boards, tables.claims, tables.gaps, tables.groups, tables.initiatives, tables.meta,
        tables.offers, tables.openings, tables.parties, tables.plans, tables.sentences, tables.series,
    }
)  # fmt: skip
NAMES = {
    "people": "Person", "accounts": "Konti i chatten", "links": "Personlige links", "deputies": "Stedfortrædere",
    "meetings": "Møder", "attendance": "Deltagelse", "followups": "Opfølgninger", "referrals": "Brobygning",
    "deliveries": "Beskeder", "feedback": "Meldte fejl", "search_words": "Søgeord", "audit": "Log",
    "requests": "Anmodninger", "reports": "Statusrapporter", "report_versions": "Svar", "figures": "Tal",
    "goals": "Mål", "papers": "Papirer",
}  # fmt: skip
_DATED = (  # what a period alone finds
    tables.meetings, status.requests, status.reports, status.report_versions, status.figures, status.goals,
    status.papers, tables.audit,
)  # fmt: skip
_UNTOLD = {  # secrets, files and what only the program needs
    "digest", "position", "forgotten", "mark", "holder", "docx", "pdf", "snapshot", "edition", "stamp",
    "seen", "next_at", "key",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What is asked for; all that is given must hold. At least one of them is."""

    person: str = ""
    plan: str = ""
    first: date | None = None
    last: date | None = None


class Disclosure:
    """Searches all that is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def about(self, what: About) -> Rows:
        """The rows by their Danish name; empty ones are left out."""
        with self._database.snapshot() as connection:
            of_plan = _of_plan(connection, what.plan) if what.plan else None
            person = _id_and_title(connection, what.person) if what.person else ()
            found: dict[str, list[dict[str, Any]]] = {}
            for table in _tables(what):
                rows = list(_rows(connection, table, what, person, of_plan))
                if rows:
                    found[NAMES[table.name]] = rows
        return found


def _tables(what: About) -> Sequence[Table]:
    return tuple(PERSON) if what.person or what.plan else _DATED


def _id_and_title(connection: Connection, person: str) -> tuple[str, ...]:
    """What the rows of a person may bear: what is reported, corrected and forgotten stands under the title."""
    titles = select(tables.people.c.title).where(tables.people.c.id == person)
    return (person, *connection.execute(titles).scalars())


def _of_plan(connection: Connection, plan: str) -> Mapping[Table, list[Any]]:
    """The ids of what belongs to a plan."""
    reporter = f"plan:{plan}"
    ours = connection.execute(
        select(status.reports.c.id, status.reports.c.request_id).where(status.reports.c.reporter == reporter)
    ).all()
    reports, asked = [row.id for row in ours], [row.request_id for row in ours if row.request_id]
    papers = connection.execute(
        select(status.papers.c.id, status.papers.c.snapshot).where(status.papers.c.snapshot.is_not(None))
    )
    told = [row.id for row in papers if any(one["reporter"] == reporter for one in row.snapshot["reported"])]
    meetings = connection.execute(select(tables.meetings.c.id).where(tables.meetings.c.plan == plan)).scalars().all()
    return {status.reports: reports, status.requests: asked, status.papers: told, tables.meetings: list(meetings)}


def _rows(
    connection: Connection,
    table: Table,
    what: About,
    person: tuple[str, ...],
    of_plan: Mapping[Table, list[Any]] | None,
) -> Iterator[dict[str, Any]]:
    query = select(*(column for column in table.c if column.name not in _UNTOLD))
    if person:
        mine: list[ColumnElement[bool]] = [table.c[name].in_(person) for name in PERSON[table]]
        if table is tables.meetings:
            there = select(tables.attendance.c.meeting_id).where(tables.attendance.c.person_id == what.person)
            mine.append(table.c.id.in_(there))
        if table is tables.audit:
            mine.append((table.c.kind == "person") & (table.c.record_id == what.person))
        query = query.where(or_(*mine))
    if of_plan is not None:
        condition = _belongs(table, what.plan, of_plan)
        if condition is None:
            return
        query = query.where(condition)
    for row in connection.execute(query.order_by(*table.primary_key)).mappings():
        if _within(table, dict(row), what):
            yield {name: _plain(value) for name, value in row.items()}


def _belongs(table: Table, plan: str, of_plan: Mapping[Table, list[Any]]) -> Any:
    """The condition that a row belongs to a plan; None where none does."""
    if table in of_plan:
        return table.c.id.in_(of_plan[table])
    if table is tables.people:
        return table.c.plan == plan
    if table is status.figures:
        return table.c.reporter == f"plan:{plan}"
    if table is status.report_versions:
        return table.c.report_id.in_(of_plan[status.reports])
    if table in (tables.attendance, tables.followups):
        return table.c.meeting_id.in_(of_plan[tables.meetings])
    if table is tables.audit:
        parts = [(table.c.kind == of.name[:-1]) & table.c.record_id.in_(map(str, ids)) for of, ids in of_plan.items()]
        return or_((table.c.kind == "plan") & (table.c.record_id == plan), *parts)
    return None


_WHEN: Mapping[str, Callable[[Mapping[str, Any]], tuple[Any, Any]]] = {
    "meetings": lambda row: (row["start"] or row["opens"], row["start"] or row["closes"]),
    "requests": lambda row: (_period(row["period"]).first, _period(row["period"]).last),
    "reports": lambda row: (_period(row["period"]).first, _period(row["period"]).last),
    "figures": lambda row: (_period(row["period"]).first, _period(row["period"]).last),
    "papers": lambda row: (row["first"], row["last"]),
    "report_versions": lambda row: (row["at"], row["at"]),
    "goals": lambda row: (row["at"], row["at"]),
    "audit": lambda row: (row["at"], row["at"]),
    "referrals": lambda row: (row["at"], row["at"]),
    "feedback": lambda row: (row["at"], row["at"]),
    "search_words": lambda row: (row["at"], row["at"]),
    "deliveries": lambda row: (row["due"], row["due"]),
    "followups": lambda row: (row["day"], row["day"]),
}


def _period(key: str) -> Period:
    return Period.of(key)


def _within(table: Table, row: Mapping[str, Any], what: About) -> bool:
    """Whether it is about days of the period; what has no day is about all of them."""
    if what.first is None and what.last is None:
        return True
    begins, ends = (_day(one) for one in _WHEN[table.name](row)) if table.name in _WHEN else (None, None)
    late = what.last is not None and begins is not None and begins > what.last
    early = what.first is not None and ends is not None and ends < what.first
    return not (late or early)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(COPENHAGEN).date()
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else value or None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value

"""Reports as rows, with every version that was sent; the newest one's figures stand in the table of figures."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, select, update

from bot.domain.status.figures import Figure
from bot.domain.status.periods import Period
from bot.domain.status.reports import Draft, Report, Version
from bot.domain.status.values import Content, Given, Text, Value
from bot.store import audit
from bot.store.engine import Database, insert_for
from bot.store.figures import PLACE, row_of
from bot.store.records import check_storable
from bot.store.status_tables import figures, report_versions, reports, requests

_LATEST = [report_versions.c[name] for name in ("at", "person_id", "nothing_new", "content")]
_SELECT = select(reports, *_LATEST).select_from(
    reports.outerjoin(
        report_versions,
        and_(report_versions.c.report_id == reports.c.id, report_versions.c.number == reports.c.version),
    )
)


def _none(_report: Report) -> Iterable[Figure]:
    return ()


class Reports:
    """The reports. `change` is the way to write: it applies one step of bot.domain.status.reports to the row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, new: Report, actor: str) -> Report:
        """A voluntary report of a reporter, period and template: the one that has been begun, else a new one."""
        same = (
            reports.c.request_id.is_(None),
            reports.c.reporter == new.reporter,
            reports.c.period == new.period.key,
            reports.c.template == new.template,
            reports.c.version == 0,
        )
        with self._database.alone("reports") as connection:
            found = connection.execute(_SELECT.where(*same).order_by(reports.c.id)).first()
            if found is None:
                values = {
                    "reporter": new.reporter, "period": new.period.key, "template": new.template, "version": 0,
                    "draft_by": "", "approved": 0, "approved_by": "",
                }  # fmt: skip
                id_ = connection.execute(insert(reports).values(values).returning(reports.c.id)).scalar_one()
                audit.write(connection, [audit.entry(self._database.now(), actor, "create", "report", str(id_))])
                found = connection.execute(_SELECT.where(reports.c.id == id_)).one()
            return _value(found)

    def change(
        self,
        id: int,
        step: Callable[[Report], Report],
        actor: str,
        action: str,
        its_figures: Callable[[Report], Iterable[Figure]] = _none,
    ) -> Report:
        """Take one step. A new version is kept for good, and `its_figures` (of any report) replace earlier ones.

        All in one transaction; what the step raises leaves everything as it was. Unknown ids: KeyError.
        """
        now = self._database.now()
        with self._database.writing() as connection:
            held = select(reports.c.id).where(reports.c.id == id).with_for_update()
            if connection.execute(held).first() is None:
                raise KeyError(id)
            before = _value(connection.execute(_SELECT.where(reports.c.id == id)).one())  # once others are done
            after = step(before)
            connection.execute(update(reports).where(reports.c.id == id).values(_row(after)))
            if after.latest is not None and after.latest != before.latest:
                _keep(connection, after, after.latest)
                _replace(connection, after, its_figures, now)
            if after.request:
                awake = {"stamp": requests.c.stamp + 1, "next_at": now}
                connection.execute(update(requests).where(requests.c.id == after.request).values(awake))
            audit.write(connection, [audit.entry(now, actor, action, "report", str(id))])
        return after

    def find(self, id: int) -> Report | None:
        """One by its number."""
        return next(iter(self._read(_SELECT.where(reports.c.id == id))), None)

    def of_request(self, request: int) -> tuple[Report, ...]:
        """Everyone's who was asked, in the order they were asked in."""
        return self._read(_SELECT.where(reports.c.request_id == request).order_by(reports.c.id))

    def of_requests(self, ids: Iterable[int]) -> Mapping[int, tuple[Report, ...]]:
        """The same for several requests."""
        found: dict[int, tuple[Report, ...]] = dict.fromkeys(ids, ())
        for report in self._read(_SELECT.where(reports.c.request_id.in_(found)).order_by(reports.c.id)):
            found[report.request] += (report,)
        return found

    def of_reporter(self, reporter: str, most: int = 100) -> tuple[Report, ...]:
        """A reporter's, the newest first."""
        return self._read(_SELECT.where(reports.c.reporter == reporter).order_by(reports.c.id.desc()).limit(most))

    def sent(self, year: int) -> tuple[Report, ...]:
        """All that have been sent about a year or a part of it, by period, reporter and number."""
        about = (reports.c.version > 0, reports.c.period.startswith(str(year), autoescape=True))
        return self._read(_SELECT.where(*about).order_by(reports.c.period, reports.c.reporter, reports.c.id))

    def versions(self, report: int) -> tuple[Version, ...]:
        """Every answer as it was sent, the first one first."""
        of_it = report_versions.c.report_id == report
        query = select(report_versions).where(of_it).order_by(report_versions.c.number)
        with self._database.reading() as connection:
            return tuple(
                Version(row.number, row.at, row.person_id, bool(row.nothing_new), _content(row.content))
                for row in connection.execute(query)
            )

    def put_in_paper(self, connection: Connection, ids: Iterable[int], paper: int) -> None:
        """In somebody's transaction: they stand in that frozen paper, and can be changed no more."""
        connection.execute(update(reports).where(reports.c.id.in_(list(ids))).values(paper_id=paper))

    def delete_drafts(self, before: datetime) -> int:
        """Throw away drafts that nobody has touched since, and voluntary reports that never became more.

        One without a draft counts from the first time that it is seen here.
        """
        old = (reports.c.draft_at < before,)
        with self._database.writing() as connection:
            voluntary = (reports.c.request_id.is_(None), reports.c.version == 0)
            seen = update(reports).where(*voluntary, reports.c.draft_at.is_(None))
            connection.execute(seen.values(draft_at=self._database.now()))
            gone = connection.execute(delete(reports).where(*old, *voluntary)).rowcount
            nothing = {"draft": None, "draft_by": "", "draft_at": None}
            return gone + connection.execute(update(reports).where(*old).values(nothing)).rowcount

    def _read(self, query: Select[Any]) -> tuple[Report, ...]:
        with self._database.reading() as connection:
            return tuple(_value(row) for row in connection.execute(query))


def _keep(connection: Connection, report: Report, version: Version) -> None:
    check_storable({key: text.text for key, text in version.content.texts.items()})
    values = {
        "report_id": report.id, "number": version.number, "at": version.at, "person_id": version.person,
        "nothing_new": int(version.nothing_new), "content": _json(version.content),
    }  # fmt: skip
    connection.execute(insert(report_versions).values(values))


def _replace(
    connection: Connection, report: Report, its_figures: Callable[[Report], Iterable[Figure]], now: datetime
) -> None:
    """The figures of a reporter's period: of all its reports, in the order they were sent, so that the newest holds.

    What one of them no longer says, an earlier one may still say. *Intet nyt* takes the place of nothing.
    """
    about = (reports.c.reporter == report.reporter, reports.c.period == report.period.key, reports.c.version > 0)
    in_order = _SELECT.where(*about).order_by(report_versions.c.at, reports.c.id)
    sent = [_value(row) for row in connection.execute(in_order)]
    connection.execute(delete(figures).where(figures.c.source.in_([f"report:{one.id}" for one in sent])))
    statement = insert_for(connection, figures)
    rest = [column.name for column in figures.c if column.name not in ("id", *PLACE)]
    instead = statement.on_conflict_do_update(
        index_elements=PLACE, set_={name: statement.excluded[name] for name in rest}
    )
    quiet = [one for one in sent if one.latest and one.latest.nothing_new]
    for figure in (figure for one in quiet for figure in its_figures(one)):
        row = row_of(figure) | {"at": figure.at or now}
        connection.execute(statement.on_conflict_do_nothing(index_elements=PLACE).values(row))
    for figure in (figure for one in sent if one not in quiet for figure in its_figures(one)):
        connection.execute(instead.values(row_of(figure) | {"at": figure.at or now}))


def _row(report: Report) -> dict[str, Any]:
    """What of a report may change, as the database holds it."""
    draft = report.draft
    check_storable(draft.typed if draft else {})
    return {
        "version": report.latest.number if report.latest else 0,
        "draft": {"typed": dict(draft.typed), "seen": list(draft.seen)} if draft else None,
        "draft_by": report.draft_by,
        "draft_at": report.draft_at,
        "approved": report.approved,
        "approved_by": report.approved_by,
        "paper_id": report.paper or None,
    }


def _value(row: Any) -> Report:
    latest = None
    if row.version:
        latest = Version(row.version, row.at, row.person_id, bool(row.nothing_new), _content(row.content))
    draft = Draft(row.draft["typed"], tuple(row.draft["seen"])) if row.draft else None
    return Report(
        row.reporter, Period.of(row.period), row.template, row.request_id or 0, latest, draft, row.draft_by,
        row.draft_at, row.approved, row.approved_by, row.paper_id or 0, row.id,
    )  # fmt: skip


def _json(content: Content) -> dict[str, Any]:
    return {
        "texts": {key: [text.given.value, text.text] for key, text in content.texts.items()},
        "figures": [[*where, value.given.value, value.number] for where, value in content.figures.items()],
    }


def _content(stored: Mapping[str, Any]) -> Content:
    return Content(
        {key: Text(text, Given(given)) for key, (given, text) in stored["texts"].items()},
        {(key, area): Value(number, Given(given)) for key, area, given, number in stored["figures"]},
    )

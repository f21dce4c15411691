"""Figures of indicators, the newest of each place and period; and goals, every one that was ever written."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, delete, insert, select

from bot.domain.status.figures import Figure, Goal
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value
from bot.store import audit
from bot.store.directory import Changes
from bot.store.engine import Database
from bot.store.status_tables import figures, goals

IMPORT = "import"
PLACE = ("indicator", "initiative", "reporter", "area", "period")  # the columns that say where a figure stands
Key = tuple[str, ...]


class Figures:
    """What reports and imports counted. An import never takes the place of what a report gave."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, indicators: Iterable[str] | None = None) -> tuple[Figure, ...]:
        """All, or those of some indicators (ids), by indicator, reporter, area and period."""
        query = select(figures).order_by(*(figures.c[name] for name in PLACE))
        if indicators is not None:
            query = query.where(figures.c.indicator.in_(list(indicators)))
        with self._database.reading() as connection:
            return tuple(_figure(row) for row in connection.execute(query))

    def take(self, imported: Iterable[Figure], *, dry_run: bool = False) -> Changes:
        """Import figures, all or nothing. `kept`: where a report says otherwise, whose figure stays."""
        now = self._database.now()
        added = changed = unchanged = 0
        kept: list[tuple[str, str]] = []
        with self._database.writing() as connection:
            stored = {_key(one): one for one in map(_figure, connection.execute(select(figures)))}
            entries = []
            for one in imported:
                before = stored.get(_key(one))
                if before is not None and (before.value, before.definition) == (one.value, one.definition):
                    unchanged += 1
                    continue
                if before is not None and before.source != IMPORT:
                    kept.append((" ".join(part for part in _key(one) if part), "value"))
                    continue
                here = [figures.c[name] == value for name, value in zip(PLACE, _key(one), strict=True)]
                connection.execute(delete(figures).where(*here))
                connection.execute(insert(figures).values({**row_of(one), "source": IMPORT, "at": now}))
                added, changed = added + (before is None), changed + (before is not None)
                action = "create" if before is None else "update"
                entries.append(audit.entry(now, IMPORT, action, "figure", "/".join(_key(one))))
            audit.write(connection, entries)
            if dry_run:
                connection.rollback()
        return Changes(added, changed, unchanged, kept=tuple(kept))

    def add_goal(self, new: Goal) -> None:
        """Write a goal down; the earlier ones stay."""
        values = {
            "initiative": new.initiative, "indicator": new.indicator, "area": new.area, "baseline": new.baseline,
            "baseline_period": new.baseline_period.key if new.baseline_period else None, "target": new.target,
            "enough": new.enough, "person_id": new.person, "at": new.at,
        }  # fmt: skip
        about = "/".join(part for part in (new.initiative, new.indicator, new.area) if part)
        with self._database.writing() as connection:
            connection.execute(insert(goals).values(values))
            audit.write(connection, [audit.entry(self._database.now(), new.person, "create", "goal", about)])

    def goals(self, initiative: str | None = None) -> tuple[Goal, ...]:
        """All that were ever written, or those of an initiative, the earliest first."""
        query = select(goals).order_by(goals.c.at, goals.c.id)
        if initiative is not None:
            query = query.where(goals.c.initiative == initiative)
        with self._database.reading() as connection:
            return tuple(_goal(row) for row in connection.execute(query))


def row_of(one: Figure) -> dict[str, Any]:
    """The figure as the database holds it, but for when it was written."""
    return {
        "indicator": one.indicator, "initiative": one.initiative, "reporter": one.reporter, "area": one.area,
        "period": one.period.key, "given": one.value.given.value, "number": one.value.number,
        "definition": one.definition, "person_id": one.person, "source": one.source,
    }  # fmt: skip


def _key(one: Figure) -> Key:
    return (one.indicator, one.initiative, one.reporter, one.area, one.period.key)


def _figure(row: Row[Any]) -> Figure:
    return Figure(
        row.indicator, row.reporter, row.area, Period.of(row.period), Value(row.number, Given(row.given)),
        row.definition, row.initiative, row.person_id, row.source, row.at,
    )  # fmt: skip


def _goal(row: Row[Any]) -> Goal:
    period = Period.of(row.baseline_period) if row.baseline_period else None
    return Goal(row.initiative, row.indicator, row.area, row.baseline, period, row.target, row.enough,
                row.person_id, row.at)  # fmt: skip

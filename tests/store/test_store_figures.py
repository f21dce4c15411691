"""Figures and goals: imported whole, never over a report's, and every goal kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from bot.domain.status.figures import Figure, Goal
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value
from bot.store import Store
from bot.store.figures import row_of
from bot.store.status_tables import figures
from tests.store.standing import NOON

TEN = Figure("unge", "party:uu", "lundtoftegade", Period.of("2026-H1"), Value(10.0), 1, "ungdomsuddannelse")
GOAL = Goal("ungdomsuddannelse", "unge", "", 8.0, Period.of("2023-H2"), 20.0, "Flere.", "styregruppe", NOON)


def test_figures_are_read_as_they_were_imported(store: Store) -> None:
    unknown = replace(TEN, area="husum", value=Value(None, Given.UNKNOWN))
    other = replace(TEN, indicator="job")
    did = store.figures.take([TEN, unknown, other])
    assert (did.added, did.changed, did.unchanged) == (3, 0, 0)
    assert store.figures.all(["unge"]) == (replace(unknown, at=NOON), replace(TEN, at=NOON))
    assert len(store.figures.all()) == 3


def test_again_changes_nothing_and_a_dry_run_writes_nothing(store: Store) -> None:
    assert store.figures.take([TEN], dry_run=True).added == 1
    assert store.figures.all() == ()
    store.figures.take([TEN])
    assert store.figures.take([TEN]).unchanged == 1
    assert store.figures.take([replace(TEN, value=Value(11.0))]).changed == 1
    assert [one.value.number for one in store.figures.all()] == [11.0]
    about = "unge/ungdomsuddannelse/party:uu/lundtoftegade/2026-H1"
    assert [entry.action for entry in store.audit.of("figure", about)] == ["update", "create"]


def test_what_a_report_gave_stays(store: Store) -> None:
    reported = row_of(replace(TEN, source="report:7", person="leder"))
    with store._database.writing() as connection:
        connection.execute(insert(figures).values({**reported, "at": NOON}))
    assert store.figures.take([TEN]).unchanged == 1
    did = store.figures.take([replace(TEN, value=Value(99.0))])
    assert did.kept == (("unge ungdomsuddannelse party:uu lundtoftegade 2026-H1", "value"),)
    (kept,) = store.figures.all()
    assert (kept.value.number, kept.source, kept.person) == (10.0, "report:7", "leder")


def test_an_import_that_fails_on_the_way_keeps_nothing(store: Store) -> None:
    def broken() -> object:
        yield TEN
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.figures.take(broken())  # type: ignore[arg-type]
    assert store.figures.all() == ()


def test_goals_are_followed_and_never_changed(store: Store) -> None:
    later = replace(GOAL, target=30.0, baseline=None, baseline_period=None, at=NOON + timedelta(days=1))
    store.figures.add_goal(GOAL)
    store.figures.add_goal(later)
    assert store.figures.goals("ungdomsuddannelse") == (GOAL, later)
    assert store.figures.goals("en-anden") == ()
    assert len(store.audit.of("goal", "ungdomsuddannelse/unge")) == 2

"""What has been kept long enough is deleted, after the days that the config says."""

from dataclasses import replace
from datetime import timedelta

from bot.chat import Desk
from bot.settings import Retention, Settings
from schedules.retention import run
from tests.conftest import NOW


def later(desk: Desk, days: int) -> None:
    """The store's clock moves on."""
    desk.store._database.now = lambda: NOW + timedelta(days=days)


def test_gaps_and_audit_are_deleted_after_three_years_and_not_before(desk: Desk) -> None:
    desk.store.gaps.add("noerrebro", "13-17", ("fodbold",), None)
    desk.store.audit.add("import", "create", "offer", "klub-n")
    later(desk, 1095)
    run(desk)
    assert len(desk.store.gaps.all()) == 1
    assert desk.store.audit.recent(10)
    later(desk, 1096)
    run(desk)
    run(desk)
    assert desk.store.gaps.all() == ()
    assert desk.store.audit.recent(10) == ()


def test_the_config_says_how_long(desk: Desk) -> None:
    desk.store.gaps.add("noerrebro", None, (), None)
    later(desk, 31)
    run(replace(desk, settings=Settings(retention=Retention(gaps=30))))
    assert desk.store.gaps.all() == ()

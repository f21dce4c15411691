"""While the database is away the log says so once, and not at every try of what runs by itself."""

import logging
import os
from dataclasses import replace

import pytest
from sqlalchemy import make_url

from bot.app import tick
from bot.chat import Desk
from bot.outage import AGAIN, Outage
from bot.store import Store
from schedules import decisions, papers
from tests.conftest import NOW
from tests.postgresql import binaries, running

AWAY = "the database cannot be used; vejviser check says why, and what to do"
BACK = "the database can be used again"


def test_a_database_that_goes_and_comes_back_is_told_once_each_and_counts_as_no_error_of_ours(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    programs = binaries()
    if programs is None:
        assert not os.environ.get("CI")
        pytest.skip("PostgreSQL is not installed")
    with running(programs) as cluster:
        url = make_url(f"{cluster.url}/postgres").set(drivername="postgresql+psycopg")
        store = Store.open(url.render_as_string(hide_password=False), lambda: NOW)
        there = replace(desk, store=store)
        tick(papers, there)
        assert caplog.messages == []
        with cluster.away():
            for _ in range(3):
                tick(papers, there)
                tick(decisions, there)
            assert [(one.levelno, one.getMessage(), one.exc_info) for one in caplog.records] == [
                (logging.WARNING, AWAY, None)
            ]
        tick(papers, there)
        tick(decisions, there)
        assert caplog.messages == [AWAY, BACK]
        store.close()


def test_a_database_that_is_away_for_long_or_comes_and_goes_is_told_of_each_five_minutes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = [0.0]
    outage = Outage(lambda: clock[0])
    for second in range(int(2 * AGAIN) + 2):
        clock[0] = float(second)
        outage.away()
    assert caplog.messages == [AWAY] * 3
    outage.over()
    outage.away()
    outage.over()
    assert caplog.messages == [*[AWAY] * 3, BACK]

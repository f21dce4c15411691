"""The database goes away, hangs or runs full: what the log and /healthz say of it."""

import logging
import os
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import psycopg
import pytest

from bot.app import asgi, tick
from bot.chat import Desk
from bot.clock import Clock
from bot.outage import AGAIN, Outage
from bot.store import Store
from schedules import decisions, papers
from tests.conftest import NOW
from tests.postgresql import Cluster, binaries, running
from tests.serving import served

AWAY = "the database cannot be used; vejviser check says why, and what to do"
BACK = "the database can be used again"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of our own, to stop."""
    programs = binaries()
    if programs is None:
        assert not os.environ.get("CI")
        pytest.skip("PostgreSQL is not installed")
    with running(programs) as started:
        yield started


@pytest.fixture
def there(cluster: Cluster, desk: Desk) -> Iterator[Desk]:
    """A desk whose store is in it."""
    store = Store.open(f"{cluster.url}/postgres".replace("postgresql://", "postgresql+psycopg://"), lambda: NOW)
    yield replace(desk, store=store)
    store.close()


def test_a_database_that_goes_and_comes_back_is_told_once_each_and_counts_as_no_error_of_ours(
    there: Desk, cluster: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    tick(papers, there)
    assert caplog.messages == []
    with cluster.away():
        for _ in range(3):
            tick(papers, there)
            tick(decisions, there)
        said = [(one.levelno, one.getMessage(), one.exc_info) for one in caplog.records]
        assert said == [(logging.WARNING, AWAY, None)]
    tick(papers, there)
    tick(decisions, there)
    assert caplog.messages == [AWAY, BACK]


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


def asked(url: str) -> httpx.Response:
    return httpx.get(f"{url}/healthz", trust_env=False)


def test_healthz_says_soon_that_the_database_hangs(
    there: Desk, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(asgi(replace(there, clock=Clock()))) as url:
        assert asked(url).json() == {"ok": True, "store": True, "index": 0, "chats": {}}
        with psycopg.connect(f"{cluster.url}/postgres") as other, monkeypatch.context() as hurried:
            hurried.setattr("bot.app.PATIENCE", 0.2)
            other.execute("LOCK TABLE meta IN ACCESS EXCLUSIVE MODE")
            began = time.monotonic()
            for _ in range(3):
                answer = asked(url)
                assert (answer.status_code, answer.json()["store"]) == (503, False)
            assert time.monotonic() - began < 3
        assert asked(url).status_code == 200


def test_healthz_says_that_there_is_no_room_to_write(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(asgi(replace(desk, clock=Clock()))) as url:
        assert asked(url).status_code == 200
        monkeypatch.setattr("bot.store.opened.NEEDED", 10**18)
        assert asked(url).status_code == 503

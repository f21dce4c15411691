"""Many threads, several processes, and a process that dies."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import sleep

import pytest

from bot.domain.offers import Offer
from bot.settings import HOUSE
from bot.store import AccountRecord, Store
from bot.store.directory import read
from tests.store.standing import NOON, StandingClock

CLUB = Offer("klub-n", "Klub N")
OPEN = """
from datetime import datetime, UTC
from bot.store import Store
store = Store.open({url!r}, lambda: datetime(2026, 12, 3, tzinfo=UTC))
"""
DIE = """
import os, signal
from bot.domain.offers import Offer

def offers():
    for number in range(2500):
        yield Offer(f"klub-{number}", "Klub")
    os.kill(os.getpid(), signal.SIGKILL)

store.apply_offers(offers())
"""


def test_threads_write_and_read_at_once_without_a_failure(store: Store) -> None:
    store.apply_offers([CLUB])

    def work(thread: int) -> None:
        for n in range(25):
            store.feedback.add("klub-n", f"{thread} {n}", "leder")
            store.accounts.put(AccountRecord("slack", f"T/{n}", None, "member", NOON + timedelta(minutes=thread)))
            store.offers.edit("klub-n", {"place": f"{thread} {n}"}, "owner", "leder")
            assert store.directory().offers[0].name == "Klub N"

    with ThreadPoolExecutor(9) as pool:
        for done in [pool.submit(work, thread) for thread in range(9)]:
            done.result()
    assert len(store.feedback.waiting()) == 9 * 25
    assert store.version() == 1 + 9 * 25


def test_a_writer_waits_for_an_import(store: Store) -> None:
    def slow() -> Iterator[Offer]:
        for number in range(3):
            sleep(0.1)
            yield replace(CLUB, id=f"klub-{number}")

    with ThreadPoolExecutor(5) as pool:
        importing = pool.submit(store.apply_offers, slow())
        writing = [pool.submit(store.gaps.add, None, None, (), None) for _ in range(4)]
        assert importing.result().added == 3
        for done in writing:
            done.result()
    assert len(store.gaps.all()) == 4


def test_two_imports_at_once_come_one_after_the_other(store: Store) -> None:
    def slow() -> Iterator[Offer]:
        sleep(0.2)  # long enough for all to have begun
        yield CLUB

    with ThreadPoolExecutor(3) as pool:
        changes = [done.result() for done in [pool.submit(store.apply_offers, slow()) for _ in range(3)]]
    assert sorted((c.added, c.unchanged) for c in changes) == [(0, 1), (0, 1), (1, 0)]
    assert store.version() == 1


def test_readers_never_see_half_an_import(store: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        done = pool.submit(store.apply_offers, (replace(CLUB, id=f"klub-{n}") for n in range(3000)))
        seen = set()
        while not done.done():
            seen.add(len(store.directory().offers))
        done.result()
    assert seen <= {0, 3000}
    assert len(store.directory().offers) == 3000


def test_the_directory_is_read_as_it_was_at_one_moment(store: Store) -> None:
    store.apply_offers([CLUB])
    with store._database.snapshot() as connection:
        before = read(connection)
        store.apply_offers([replace(CLUB, phone="33 17 33 33")])
        after = read(connection)
    assert (after.offers, after.version) == (before.offers, before.version)
    assert store.directory().version == before.version + 1


def test_several_processes_may_make_the_database_at_once(url: str, clock: StandingClock) -> None:
    program = OPEN.format(url=url) + "print(store.version())"
    starts = [
        subprocess.Popen([sys.executable, "-c", program], cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(3)
    ]
    assert [start.communicate()[0] for start in starts] == [b"0\n"] * 3
    store = Store.open(url, clock)
    assert store.apply_offers([CLUB]).added == 1
    store.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_process_that_dies_in_an_import_leaves_nothing(
    request: pytest.FixtureRequest, engine: str, clock: StandingClock
) -> None:
    url = request.getfixturevalue(f"empty_{engine}_url")
    dead = subprocess.run([sys.executable, "-c", OPEN.format(url=url) + DIE], cwd=HOUSE, check=False)
    assert dead.returncode == -9
    store = Store.open(url, clock)
    assert (store.directory().offers, store.version(), store.audit.recent(1)) == ((), 0, ())
    assert store.apply_offers([CLUB]).added == 1
    store.close()


def test_the_log_is_emptied_unless_somebody_reads_and_nobody_is_disturbed(sqlite_store: Store) -> None:
    def log() -> int:
        return Path(f"{sqlite_store._database.engine.url.database}-wal").stat().st_size

    sqlite_store.apply_offers([CLUB])
    with sqlite_store._database.snapshot() as connection:
        before = read(connection)
        sqlite_store.feedback.add("klub-n", "Forkert telefonnummer", "leder")
        sqlite_store.wipe()
        assert log() > 0
        assert read(connection).offers == before.offers
    sqlite_store.wipe()
    assert log() == 0
    assert len(sqlite_store.feedback.waiting()) == 1


def test_a_store_in_memory_serves_several_threads(clock: StandingClock) -> None:
    store = Store.open("sqlite://", clock)
    store.apply_offers([CLUB])
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(store.feedback.add, "klub-n", "x", "leder") for _ in range(20)]:
            done.result()
    assert len(store.feedback.waiting()) == 20
    store.close()

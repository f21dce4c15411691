"""What the owner of a database is told when it fails, and what nobody is told."""

import os
import secrets
import shutil
import sqlite3
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.domain.offers import Offer
from bot.store import Store, StoreError, examine
from bot.store.trouble import DatabaseRefused
from tests.store.standing import StandingClock

CLUB = Offer("klub-n", "Klub N")


@pytest.mark.parametrize(
    "url", ["", "vejviser.db", "mysql://x/y", "sqlite+aiosqlite:///x.db", "postgresql://h/d"]
)
def test_an_address_that_we_cannot_use_is_refused(
    url: str, clock: StandingClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError, match=r"config.toml|kan ikke"):
        Store.open(url, clock)


def test_a_file_that_is_no_database_is_refused_and_left_alone(clock: StandingClock, tmp_path: Path) -> None:
    (tmp_path / "brev.db").write_text("Kære alle, " * 500)
    with pytest.raises(StoreError, match="ikke en database"):
        Store.open(f"sqlite:///{tmp_path}/brev.db", clock)
    assert (tmp_path / "brev.db").read_text() == "Kære alle, " * 500


@pytest.mark.parametrize("way", [Store.open, partial(Store.open, make=False), examine])
def test_another_programs_file_is_not_changed_before_it_is_refused(
    way: Callable[[str, StandingClock], object], clock: StandingClock, tmp_path: Path
) -> None:
    file = tmp_path / "sager.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE sager (id INTEGER)")
    before = file.read_bytes()
    with pytest.raises(StoreError, match="ikke Vejvisers"):
        way(f"sqlite:///{file}", clock)
    assert (file.read_bytes(), [*tmp_path.iterdir()]) == (before, [file])


def test_our_own_file_lets_readers_and_a_writer_work_at_once(sqlite_store: Store) -> None:
    with sqlite_store._database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_folder_in_the_files_place_is_refused(clock: StandingClock, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="åbne databasens fil"):
        Store.open(f"sqlite:///{tmp_path}", clock)


def test_a_folder_that_cannot_be_made_is_told(clock: StandingClock, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(StoreError, match="kan ikke læses eller skrives: en del af stien er en fil"):
        Store.open(f"sqlite:///{tmp_path}/fil/vejviser.db", clock)


@pytest.fixture
def unwritable(migrated_file: Path) -> Iterator[Path]:
    """A database in a folder where we may only read: as somebody else when run as root, who may do anything."""
    folder = Path(tempfile.mkdtemp(prefix="vejviser-"))
    file = Path(shutil.copy(migrated_file, folder))
    file.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield file
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_file_that_we_may_only_read_is_told(unwritable: Path, clock: StandingClock) -> None:
    with pytest.raises(StoreError, match="skrive i"):
        Store.open(f"sqlite:///{unwritable}", clock)


def test_a_full_disk_is_told_and_leaves_nothing(sqlite_store: Store) -> None:
    with sqlite_store._database.reading() as connection:  # the only connection so far
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="plads på disken"):
        sqlite_store.apply_offers(replace(CLUB, id=f"klub-{n}") for n in range(2000))
    assert sqlite_store.directory().offers == ()


def test_a_server_that_does_not_answer_is_told_without_the_password(clock: StandingClock) -> None:
    password = secrets.token_hex(8)
    with pytest.raises(StoreError, match="kan ikke nå databasen") as told:
        Store.open(f"postgresql+psycopg://vejviser:{password}@127.0.0.1:1/vejviser", clock)
    assert password not in "".join(traceback.format_exception(told.value))


def test_a_wrong_password_is_told(cluster: str, clock: StandingClock) -> None:
    wrong = "postgresql+psycopg://vejviser:forkert@" + cluster.rpartition("@")[2] + "/postgres"
    with pytest.raises(StoreError, match="adgangskoden"):
        Store.open(wrong, clock)


def test_the_store_goes_on_after_the_server_has_dropped_its_connections(
    postgresql_url: str, clock: StandingClock
) -> None:
    store = Store.open(postgresql_url, clock)
    store.apply_offers([CLUB])
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert store.healthy()
    assert store.directory().offers == (CLUB,)
    store.close()


def test_a_store_is_healthy_until_its_file_is_gone(sqlite_store: Store, tmp_path: Path) -> None:
    assert sqlite_store.healthy()
    (tmp_path / "vejviser.db").unlink()
    assert not sqlite_store.healthy()


def test_a_store_without_its_tables_is_not_healthy(store: Store) -> None:
    with store._database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE meta RENAME TO gone")
    assert not store.healthy()
    with store._database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO meta")
    assert store.healthy()


@pytest.mark.parametrize("bad", [{"summary": None}, {"min_age": 10**30}, {"name": object()}, {"topics": None}])
def test_a_row_that_the_database_refuses_is_in_no_traceback(store: Store, bad: dict[str, Any]) -> None:
    offer = replace(CLUB, description="hemmelig" + "t", place="hemmelig" + "t", **bad)
    with pytest.raises(Exception) as refused:
        store.apply_offers([offer])
    assert "hemmelig" + "t" not in "".join(traceback.format_exception(refused.value))


def test_a_value_that_postgresql_quotes_in_its_error_is_in_no_traceback(
    empty_postgresql_url: str, clock: StandingClock
) -> None:
    store = Store.open(empty_postgresql_url, clock)
    age: Any = "-".join(["tretten", "år"])
    with pytest.raises(DatabaseRefused, match="InvalidTextRepresentation") as refused:
        store.apply_offers([replace(CLUB, min_age=age)])
    assert age not in "".join(traceback.format_exception(refused.value))
    store.close()

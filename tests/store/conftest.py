"""Stores to test: an empty one on SQLite and on a PostgreSQL cluster of our own."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.store import Store
from bot.store.tables import meta, metadata
from tests.postgresql import binaries, running
from tests.store.standing import NOON, StandingClock


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/folder/vejviser.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a new database, on each engine in turn."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, clock: StandingClock) -> Iterator[Store]:
    """An empty store, on each engine in turn."""
    opened = Store.open(request.getfixturevalue(f"empty_{request.param}_url"), clock)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(empty_sqlite_url: str, clock: StandingClock) -> Iterator[Store]:
    """An empty store on SQLite."""
    opened = Store.open(empty_sqlite_url, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def migrated_postgresql_url(cluster: str) -> str:
    """A PostgreSQL database at head, which tests share one after the other."""
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE shared")
    url = f"{cluster}/shared".replace("postgresql://", "postgresql+psycopg://")
    Store.open(url, lambda: NOON).close()
    return url


@pytest.fixture
def empty_postgresql_url(migrated_postgresql_url: str) -> str:
    tables = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables if table is not meta)
    with psycopg.connect(migrated_postgresql_url.replace("+psycopg", ""), autocommit=True) as server:
        server.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
        server.execute("UPDATE meta SET directory_version = 0, rest_version = 0")
    return migrated_postgresql_url


@pytest.fixture
def postgresql_url(cluster: str) -> Iterator[str]:
    """The address of a new, empty database in the cluster."""
    name = f"test_{secrets.token_hex(4)}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        yield f"{cluster}/{name}".replace("postgresql://", "postgresql+psycopg://")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A PostgreSQL cluster on loopback in a folder of its own: postgresql://user:password@host:port."""
    programs = binaries()
    if programs is None:
        missing = "PostgreSQL is not installed (Debian: apt install postgresql): the store is tested on SQLite only"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with running(programs) as started:
        yield started.url

"""A connection to SQLite or PostgreSQL: reading, a snapshot, writing; the same promises on both."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from zlib import crc32

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, exc, func, make_url, select, update
from sqlalchemy.pool import QueuePool

from bot.store.tables import meta
from bot.store.trouble import BUSY, StoreError, explained

BUSY_SECONDS = 30  # a writer waits this long for another: longer than importing 100,000 offers takes
CONNECTIONS = 16  # 8 commands, the scheduler, and some to spare
_LOST_LINE = {  # PostgreSQL's machine is gone without a word: told within a minute, however long a statement may take
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}


class Database:
    """An engine with the ways that the store uses it. `now` tells the time, aware."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self.engine = engine
        self.now = now

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """For one statement."""
        with explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """For several statements that must see the same moment."""
        with explained(), self.engine.connect() as connection:
            connection.execution_options(begin="BEGIN")
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all or nothing. SQLite takes the write lock at once, so it never fails half-way."""
        with explained(), self.engine.connect() as connection:
            connection.execution_options(begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    @contextmanager
    def durably(self) -> Iterator[Connection]:
        """As `writing`, and on the disk when it is over: not even a power cut takes it back (SQLite's would)."""
        with explained(), self.engine.connect() as connection:
            sqlite = connection.dialect.name == "sqlite"
            driver = connection.connection.driver_connection
            assert driver is not None
            if sqlite:
                driver.execute("PRAGMA synchronous=FULL").fetchall()
            connection.execution_options(begin="BEGIN IMMEDIATE")
            try:
                with connection.begin():
                    yield connection
            finally:
                if sqlite:
                    driver.execute("PRAGMA synchronous=NORMAL").fetchall()

    @contextmanager
    def alone(self, about: str) -> Iterator[Connection]:
        """As `writing`, one at a time `about` a thing on PostgreSQL too: what is looked for first stays as it is."""
        with self.writing() as connection:
            hold(connection, about)
            yield connection

    def changing_directory(self) -> AbstractContextManager[Connection]:
        """As `writing`, one at a time on PostgreSQL too."""
        return self.alone("directory")


def hold(connection: Connection, about: str) -> None:
    """Nobody else is `alone` about it until the caller's transaction is over; SQLite has one writer as it is."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(crc32(about.encode()))))


def directory_changed(connection: Connection, *, offers_only: bool = False) -> None:
    """Let the directory's version grow; called once in a transaction that changed it.

    `offers_only`: nothing but offers changed, and each of those bears `next_version`: only they are read again.
    """
    grown = meta.c.directory_version + 1
    connection.execute(
        update(meta).values({"directory_version": grown} | ({} if offers_only else {"rest_version": grown}))
    )


def next_version(connection: Connection) -> int:
    """The version that the directory will have after this transaction (of `changing_directory`)."""
    return int(connection.execute(select(meta.c.directory_version)).scalar_one()) + 1


def sqlite_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory and for other engines."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database)


def place_of(url: URL) -> str:
    """Where a database is, without user or password."""
    file = sqlite_file(url)
    return str(file.absolute()) if file is not None else f"PostgreSQL {url.host or 'localhost'}/{url.database}"


def parsed(url: str) -> URL:
    """The address of a database; raises StoreError for one that we cannot use."""
    try:
        address = make_url(url)
    except (exc.ArgumentError, ValueError):  # ValueError: a port that is no number
        address = None
    if address is None or address.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise StoreError(
            "Databasens adresse i {url} forstår jeg ikke. Skriv sqlite:///FIL eller "
            "postgresql+psycopg://BRUGER@VÆRT:PORT/DATABASE."
        )
    if address.drivername == "postgresql+psycopg" and not address.database:
        raise StoreError("Databasens navn mangler i {url}. Skriv det til sidst: postgresql+psycopg://…/DATABASE.")
    return address


def file_at(address: str) -> Path | None:
    """`sqlite_file` of an address as it is written; None also for one that we cannot use."""
    try:
        return sqlite_file(parsed(address))
    except StoreError:
        return None


def engine_for(url: URL) -> Engine:
    """An engine for either kind. It never shows parameters: they hold names and people's own words."""
    options: dict[str, Any] = {
        "hide_parameters": True,
        "json_serializer": json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode,
    }
    if url.get_backend_name() == "postgresql":
        options |= {"pool_pre_ping": True, "connect_args": _LOST_LINE}
        return create_engine(url, pool_size=CONNECTIONS, max_overflow=0, **options)
    in_memory = sqlite_file(url) is None  # then the one connection is the database, and threads take turns
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1 if in_memory else CONNECTIONS,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        **options,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN: Python's own comes too late for DDL and snapshots
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def keep_log(engine: Engine) -> None:
    """SQLite: from now on readers and a writer do not wait for each other. Written in the file, so only in ours.

    SQLite does not wait for another process that is doing the same, so we do.
    """
    late = monotonic() + BUSY_SECONDS
    while engine.dialect.name == "sqlite":
        try:
            with explained(), engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL").fetchall()
        except StoreError as error:
            if str(error) != BUSY or monotonic() > late:
                raise
            sleep(0.05)
        else:
            return


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin")
    if begin:  # a single read needs no transaction
        connection.exec_driver_sql(begin)


def insert_for(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, which SQLAlchemy has per engine only."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)

"""Bring a database to the newest schema, after a copy of its own. At head it costs a query or two and no Alembic."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.store.engine import place_of
from bot.store.rights import is_fit, may_write
from bot.store.trouble import NEWER, NOT_OURS, RIGHTS, StoreError, absent, explained

MIGRATIONS = Path(__file__).with_name("migrations")
log = logging.getLogger(__name__)
_LOCK = 5_617_411  # PostgreSQL: any number, the same for everyone who migrates


def revisions(folder: Path = MIGRATIONS) -> list[str]:
    """The known revisions, oldest first: the first four characters of the files in versions/."""
    return sorted(path.name[:4] for path in (folder / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def revision_of(connection: Connection) -> str | None:
    """The database's revision, None for an empty database; raises StoreError for one that cannot be ours."""
    is_fit(connection)
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    revision = None
    if {"alembic_version", "meta", "offers"} <= tables:
        revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is None:
        raise StoreError(NOT_OURS)
    return str(revision)


def migrate(engine: Engine, before: Callable[[str], object] | None = None, folder: Path = MIGRATIONS) -> None:
    """Migrate to head in one transaction; `before` is called first, with the old revision, if there is one."""
    known = revisions(folder)
    with explained(), engine.connect() as connection:
        revision = revision_of(connection)
        if revision == known[-1]:
            if not may_write(connection):
                raise StoreError(RIGHTS)
            return
    if revision is not None:
        if revision not in known:
            raise StoreError(NEWER)
        if before:
            before(revision)
    with explained(), engine.connect() as connection:
        connection.execution_options(begin="BEGIN IMMEDIATE")
        with _foreign_keys_off(connection), connection.begin():
            _upgrade(connection, folder)
    if revision is not None:
        log.info("the database was migrated", extra={"revision": f"{revision}-{known[-1]}"})


def must_be_ready(engine: Engine) -> None:
    """For who only reads: a database that is not there, or not at head, is neither made nor migrated."""
    place = place_of(engine.url)
    with explained(), engine.connect() as connection:
        revision = revision_of(connection)
    if revision is None:
        raise absent(place)
    if revision not in revisions():
        raise StoreError(NEWER)
    if revision != revisions()[-1]:
        raise StoreError(
            f"Databasen {place} er fra en ældre udgave ({revision}) end denne Vejviser. Stop den gamle Vejviser, og "
            "start denne med vejviser serve, så bliver databasen opdateret."
        )


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, which its foreign keys forbid; checked afterwards."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection, folder: Path) -> None:
    from alembic import command  # a quarter of a second, and only needed here
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreError("Databasen kan ikke opdateres: den hænger ikke sammen. Gendan en sikkerhedskopi.")

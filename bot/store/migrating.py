"""Bring a database to the newest schema, after a copy of its own. At head this costs one query and no Alembic."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.store.files import copy_of
from bot.store.trouble import NEWER, NOT_OURS, StoreError, explained

MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 5_617_411  # PostgreSQL: any number, the same for everyone who migrates


def revisions(folder: Path = MIGRATIONS) -> list[str]:
    """The known revisions, oldest first: the first four characters of the files in versions/."""
    return sorted(path.name[:4] for path in (folder / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def revision_of(connection: Connection) -> str | None:
    """The database's revision, None for an empty database; raises StoreError for somebody else's."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "meta" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if tables:
        raise StoreError(NOT_OURS)
    return None


def migrate(engine: Engine, file: Path | None, now: datetime, folder: Path = MIGRATIONS) -> Path | None:
    """Migrate to head in one transaction; the path of the copy made before, if one was needed.

    `file` is an SQLite database's; a PostgreSQL database is copied by its administrator (docs).
    """
    known = revisions(folder)
    with explained(), engine.connect() as connection:
        revision = revision_of(connection)
    if revision == known[-1]:
        return None
    if revision is not None and revision not in known:
        raise StoreError(NEWER)
    copy = None
    if file is not None and revision is not None:
        stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        copy = copy_of(file, file.with_name(f"{file.name}.før-migrering-fra-{revision}-{stamp}"))
    with explained(), engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF") if engine.name == "sqlite" else None
        connection.rollback()
        with connection.execution_options(begin="BEGIN IMMEDIATE").begin():
            _upgrade(connection, folder)
        connection.invalidate()  # so that no later user gets a connection without foreign keys
    return copy


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
        raise StoreError("Databasen hænger ikke sammen efter opdateringen. Intet er ændret; gendan en sikkerhedskopi.")

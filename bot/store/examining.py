"""Look at a database as it stands, for `vejviser check`: nothing is made, migrated or changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select, update

from bot.domain.directory import Directory
from bot.domain.organisation import Person
from bot.store import directory
from bot.store.engine import Database, engine_for, parsed, place_of, sqlite_file
from bot.store.files import mended, would_make_room
from bot.store.migrating import revision_of, revisions
from bot.store.rights import may_make, may_write
from bot.store.tables import audit, meta
from bot.store.trouble import NEWER, RIGHTS, StoreError, explained


@dataclass(frozen=True, slots=True)
class Examined:
    """What a database is. `place` names it, without user or password; `file` is an SQLite database's.

    "none": no file or no tables yet; "older": to be migrated, and not read. Only what is "ready" has a directory;
    `imported` is when an import last changed it.
    """

    place: str
    file: Path | None
    state: Literal["none", "older", "ready"] = "none"
    revision: str = ""
    directory: Directory | None = None
    imported: datetime | None = None

    @property
    def people(self) -> tuple[Person, ...]:
        """The registered people."""
        return self.directory.organisation.people if self.directory else ()


def examine(url: str, now: Callable[[], datetime]) -> Examined:
    """Look at the database and try to write in it. Raises StoreError for one that Vejviser cannot use."""
    address = parsed(url)
    file = sqlite_file(address)
    place = place_of(address)
    with mended():
        missing = file is not None and not file.exists()
    if file is not None and missing:
        would_make_room(file)
        return Examined(place, file)
    engine = engine_for(address)
    try:
        database = Database(engine, now)
        with explained(), engine.connect() as connection:
            revision = revision_of(connection)
            if revision is not None and revision not in revisions():
                raise StoreError(NEWER)
            if not (may_write if revision == revisions()[-1] else may_make)(connection):
                raise StoreError(RIGHTS)
        if revision is None:
            return Examined(place, file)
        _try_to_write(database)
        if revision != revisions()[-1]:
            return Examined(place, file, "older", revision)
        return _read(database, place, file, revision)
    finally:
        engine.dispose()


def _try_to_write(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(update(meta).values(id=meta.c.id))
        connection.rollback()


def _read(database: Database, place: str, file: Path | None, revision: str) -> Examined:
    with database.snapshot() as connection:
        last_import = select(func.max(audit.c.at)).where(audit.c.actor == "import")
        imported = connection.execute(last_import).scalar()
        return Examined(place, file, "ready", revision, directory.read(connection), imported)

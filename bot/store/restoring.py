"""Put a backup in the place of an SQLite database, and keep what was there."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import URL

from bot.store.engine import engine_for, parsed, sqlite_file
from bot.store.files import ON_POSTGRESQL, discard, mended, write_copy
from bot.store.migrating import migrate, revision_of
from bot.store.trouble import StoreError


def restore(url: str, path: Path) -> Path | None:
    """Replace the database by the backup at `path`, migrated if it is older; where the present one was kept.

    Vejviser must be stopped. Raises StoreError, and then nothing has changed.
    """
    file = sqlite_file(parsed(url))
    if file is None:
        raise StoreError(ON_POSTGRESQL)
    if not path.is_file():
        raise StoreError(f"Filen {path} findes ikke. Skriv stien til en fil, som vejviser backup har lavet.")
    with mended():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.gendannes")
        try:
            _prepare(path, draft)
            kept = _keep(file, draft) if file.exists() else None
            draft.replace(file)
        finally:
            discard(draft)
    return kept


def _prepare(path: Path, draft: Path) -> None:
    """Make of the backup a checked database of the newest schema."""
    engine = engine_for(URL.create("sqlite", database=str(draft)))
    try:
        write_copy(path, draft)
        with engine.connect() as connection:
            if revision_of(connection) is None:
                raise StoreError("an empty file")
    except sqlite3.OperationalError:  # the disk's fault, not the backup's
        raise
    except (sqlite3.DatabaseError, StoreError) as error:
        raise StoreError(
            f"Filen {path} er ikke en sikkerhedskopi af Vejviser, eller den er beskadiget. "
            "Vælg en fil, som vejviser backup har lavet."
        ) from error
    finally:
        engine.dispose()
    try:
        migrate(engine)
    finally:
        engine.dispose()


def _keep(file: Path, draft: Path) -> Path:
    """Copy the present database beside itself, even a damaged one, and give the draft its owner and rights."""
    _claim(file)
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"{file.name}.før-gendannelse-{changed}{f'-{n}' if n > 1 else ''}" for n in count(1))
    kept = next(free for name in names if not (free := file.with_name(name)).exists())
    shutil.copy2(file, kept)
    for part in ("-wal", "-shm"):  # only a damaged database still has them, and they must not meet the new one
        beside = file.with_name(file.name + part)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + part))
    shutil.copymode(file, draft)
    with suppress(PermissionError):  # root restores for the service's own user; others cannot give files away
        os.chown(draft, file.stat().st_uid, file.stat().st_gid)
    return kept


def _claim(file: Path) -> None:
    """Fold the write-ahead log into the file; SQLite allows that only when nobody else has it open."""
    try:
        with closing(sqlite3.connect(file, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise StoreError("Vejviser bruger databasen lige nu. Stop Vejviser, og gendan så igen.") from error
        raise
    except sqlite3.DatabaseError:
        pass  # damaged, or no database at all: that is why somebody restores

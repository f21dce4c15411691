"""An SQLite database's file: room for it, and copies of it while it lives."""

import errno
import glob
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import URL

from bot.store.engine import engine_for, parsed, sqlite_file
from bot.store.migrating import revision_of
from bot.store.trouble import StoreError, absent, explained, sentence_for

ON_POSTGRESQL = (
    "Vejvisers database ligger i PostgreSQL. Tag kopien med dens egne værktøjer: "
    "pg_dump --format=custom --file=FIL NAVN. Skal den lægges tilbage, så stop Vejviser, og slet og opret databasen "
    "først: dropdb NAVN && createdb --encoding=UTF8 --template=template0 --owner=BRUGER NAVN && "
    "pg_restore --no-owner --role=BRUGER --dbname=NAVN FIL."
)
BEFORE_MIGRATING, BEFORE_RESTORING = "før-migrering-fra", "før-gendannelse"  # in the names of the copies we make

_WHY = {
    errno.ENOENT: "mappen findes ikke",
    errno.ENOTDIR: "en del af stien er en fil og ikke en mappe",
    errno.EEXIST: "en del af stien er en fil og ikke en mappe",
    errno.EISDIR: "det er en mappe og ikke en fil",
    errno.EACCES: "Vejviser har ikke ret til det",
    errno.EPERM: "Vejviser har ikke ret til det",
    errno.EROFS: "disken kan kun læses",
    errno.ENOSPC: "der er ikke mere plads på disken",
}


@contextmanager
def mended() -> Iterator[None]:
    """Turn a disk's or a database file's failure into a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(sentence_for(error) or f"Databasens fil kan ikke bruges: {error}.") from error
    except OSError as error:
        why = _WHY.get(error.errno or 0, "disken melder fejl")
        raise StoreError(f"{error.filename} kan ikke læses eller skrives: {why}. Ret det, og prøv igen.") from error


def make_room(file: Path) -> None:
    """Make a new database's folder, and the file so that only its owner can read it."""
    with mended():
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)


def would_make_room(file: Path) -> None:
    """Raise StoreError where `make_room` would; makes nothing."""
    with mended():
        folder = next(one for one in file.absolute().parents if one.exists())
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "", str(file))
        ours = os.access(folder, os.W_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)
        if not ours:
            raise PermissionError(errno.EACCES, "", str(folder))


def present(file: Path) -> None:
    """Raise StoreError where there is no such file: SQLite would make one."""
    with mended():
        if not file.exists():
            raise absent(str(file.absolute()))


def backup(url: str, path: Path) -> Path:
    """Copy a live database as it is, of whatever edition, to a new file, and return its own; SQLite only.

    Never makes a database nor overwrites a file. Raises StoreError, and then there is no file at `path`.
    """
    file = sqlite_file(parsed(url))
    if file is None:
        raise StoreError(ON_POSTGRESQL)
    present(file)
    engine = engine_for(URL.create("sqlite", database=str(file)))
    try:
        with explained(), engine.connect() as connection:
            if revision_of(connection) is None:
                raise absent(str(file.absolute()))
        copy_of(file, path)
    finally:
        engine.dispose()
    return file


def copies_beside(file: Path) -> list[Path]:
    """The copies that Vejviser itself has made of a database, the oldest first."""
    found = file.parent.glob(f"{glob.escape(file.name)}.før-*")
    made = (f"{file.name}.{BEFORE_MIGRATING}-", f"{file.name}.{BEFORE_RESTORING}-")
    ours = (path for path in found if path.name.startswith(made) and not path.name.endswith(("-wal", "-shm")))
    return sorted(ours, key=lambda path: path.stat().st_mtime)


def copy_of(file: Path, path: Path) -> Path:
    """A consistent, checked copy of a live database in one file at `path`, which must not exist.

    It gets its name when it is whole: what is broken off looks like no copy, nor is it in the way of the next.
    """
    draft = Path(f"{path}.skrives-{os.getpid()}")
    with mended():
        try:
            _must_be_free(path)
            write_copy(file, draft)
            _must_be_free(path)
            draft.replace(path)
        except OSError as error:  # of the name that was asked for, not of the draft
            raise OSError(error.errno, error.strerror, str(path)) from error
        finally:
            discard(draft)
    return path


def _must_be_free(path: Path) -> None:
    if path.exists():
        raise StoreError(f"Filen {path} findes allerede, så vælg et andet navn.")


def discard(draft: Path) -> None:
    """Delete an unfinished database and what SQLite keeps beside it."""
    for part in ("", "-journal", "-wal", "-shm"):
        draft.with_name(draft.name + part).unlink(missing_ok=True)


def write_copy(file: Path, draft: Path) -> None:
    """Copy the database in `file` to `draft`, whatever that was, and check it."""
    discard(draft)
    draft.touch(mode=0o600)
    readable = f"{file.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(readable, uri=True)) as source, closing(sqlite3.connect(draft)) as target:
        source.backup(target)  # in one step: one moment, however much is written meanwhile
        target.execute("PRAGMA journal_mode=DELETE").fetchall()  # one file, nothing beside it
        if target.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StoreError("Databasens fil er beskadiget. Stop Vejviser, og gendan en ældre sikkerhedskopi.")
    with draft.open("rb+") as written:
        os.fsync(written.fileno())


def empty_log(url: URL) -> None:
    """See Store.wipe. Who reads for longer than a second keeps the log as it is; nobody who writes waits longer."""
    file = sqlite_file(url)
    if file is None:
        return
    with mended(), closing(sqlite3.connect(file, timeout=1)) as connection:
        connection.execute("PRAGMA schema_version").fetchall()  # read once, it knows of the log
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def only_sender(url: URL) -> IO[bytes] | None:
    """The lock of the one process that sends from an SQLite database, held until it is closed or the process ends.

    PostgreSQL needs none: there several can send.
    """
    file = sqlite_file(url)
    if file is None:
        return None
    import fcntl  # where there are no such locks, Windows, Vejviser is only tried out

    path = Path(f"{file.resolve()}.afsender")
    with mended():
        held = path.open("ab")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            raise StoreError(
                f"En anden Vejviser sender allerede beskeder fra {file}, og med SQLite må kun én gøre det. "
                "Stop den anden først, eller flyt databasen til PostgreSQL."
            ) from None
    return held

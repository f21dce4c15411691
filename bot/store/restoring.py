"""Put a backup in the place of an SQLite database, and keep what was there."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import URL, func, select

from bot.domain.calendar import COPENHAGEN
from bot.domain.offer_text import danish_date
from bot.store.deliveries import Deliveries
from bot.store.engine import Database, engine_for, parsed, sqlite_file
from bot.store.files import BEFORE_RESTORING, ON_POSTGRESQL, discard, mended, write_copy
from bot.store.migrating import migrate, revision_of
from bot.store.tables import audit, deliveries
from bot.store.trouble import StoreError

RESTORED = "databasen er gendannet, så den er måske sendt allerede"


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the backup came from and is now, and where the former database was kept; as text, what to do now.

    `latest`: when the last thing happened that the backup knows of; `held`: how many messages an administrator must
    decide on, since nobody can tell whether they have been sent since.
    """

    source: Path
    file: Path
    kept: Path | None
    latest: datetime | None
    held: int

    def __str__(self) -> str:
        said = [f"Databasen {self.file.absolute()} er gendannet fra {self.source.absolute()}."]
        if self.kept:
            said.append(f"Den tidligere ligger i {self.kept.absolute()}.")
        if self.latest:
            at = self.latest.astimezone(COPENHAGEN)
            said.append(f"Det seneste i kopien er fra {danish_date(at.date().isoformat())} kl. {at:%H.%M}.")
        said.append(
            "Alt, der er sket siden, er væk. De, der er glemt siden, og de ord, der er slettet siden, er tilbage: "
            "gør det om med /vejviser glem mig og /vejviser slet. "
            "Det, Vejviser har sendt siden, kan blive sendt igen."
        )
        if self.held:
            many = "1 besked" if self.held == 1 else f"{self.held} beskeder"
            said.append(
                f"{many} er måske sendt allerede og holdes tilbage: "
                "tryk Prøv igen eller Opgiv i /vejviser leveringer."
            )
        return "\n".join(said)


def restore(url: str, path: Path, now: Callable[[], datetime]) -> Restored:
    """Replace the database by the backup at `path`, migrated if it is older, and keep the present one.

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
            latest, held = _prepare(path, draft, now)
            kept = _keep(file, draft) if file.exists() else None
            draft.replace(file)
        finally:
            discard(draft)
    return Restored(path, file, kept, latest, held)


def _prepare(path: Path, draft: Path, now: Callable[[], datetime]) -> tuple[datetime | None, int]:
    """Make of the backup a checked database of the newest schema, with its messages held; see Restored."""
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
        database = Database(engine, now)
        with database.reading() as connection:
            times = (connection.execute(select(func.max(one))).scalar() for one in (audit.c.at, deliveries.c.tried))
            latest = max((at for at in times if at is not None), default=None)
        return latest, Deliveries(database).hold(RESTORED)
    finally:
        engine.dispose()


def _keep(file: Path, draft: Path) -> Path:
    """Copy the present database beside itself, even a damaged one, and give the draft its owner and rights."""
    _claim(file)
    changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"{file.name}.{BEFORE_RESTORING}-{changed}{f'-{n}' if n > 1 else ''}" for n in count(1))
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

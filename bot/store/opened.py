"""The open store: everything the program reads and writes, by its word."""

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import disk_usage
from threading import Lock
from typing import IO

from sqlalchemy import Connection, delete
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.areas import Area
from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation
from bot.domain.soft_check import NOBODY, KnownNames
from bot.store import directory
from bot.store.accounts import Accounts
from bot.store.audit import Audit
from bot.store.claims import Claims
from bot.store.deliveries import Deliveries
from bot.store.deputies import Deputies
from bot.store.directory import Changes, Progress
from bot.store.disclosing import Disclosure
from bot.store.engine import Database, directory_changed, engine_for, keep_log, parsed, sqlite_file
from bot.store.erasing import Erasing
from bot.store.feedback import Feedback
from bot.store.figures import Figures
from bot.store.files import BEFORE_MIGRATING, copy_of, empty_log, make_room, only_sender, present
from bot.store.followups import FollowUps
from bot.store.gaps import Gaps, Sentences
from bot.store.links import Links
from bot.store.meetings import Meetings
from bot.store.migrating import migrate, must_be_ready
from bot.store.offers import Offers
from bot.store.openings import Openings
from bot.store.papers import Papers
from bot.store.people import People
from bot.store.records import AREAS, OFFERS, ORGANISATION
from bot.store.referrals import Referrals
from bot.store.reports import Reports
from bot.store.requests import Requests
from bot.store.tables import accounts
from bot.store.taught import Taught
from bot.store.trouble import StoreError

log = logging.getLogger(__name__)
NEEDED = 1_000_000  # bytes free on SQLite's disk: with less, the next change may find no room


class Store:
    """The records. Made with `Store.open`; safe in several threads; what its owner can mend is a StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()
        self._directory: Directory | None = None
        self._names: tuple[Directory | None, KnownNames] = (None, NOBODY)
        self.offers = Offers(database)
        self.people = People(database)
        self.accounts = Accounts(database)
        self.feedback = Feedback(database)
        self.gaps = Gaps(database)
        self.sentences = Sentences(database)
        self.taught = Taught(database)
        self.openings = Openings(database)
        self.claims = Claims(database)
        self.meetings = Meetings(database)
        self.followups = FollowUps(database)
        self.referrals = Referrals(database)
        self.requests = Requests(database)
        self.reports = Reports(database)
        self.papers = Papers(database, self.reports)
        self.figures = Figures(database)
        self.deputies = Deputies(database, self.meetings, self.followups)
        self.deliveries = Deliveries(database)
        self.links = Links(database)
        self.audit = Audit(database)
        self.disclosure = Disclosure(database)
        self.erasing = Erasing(database)

    @classmethod
    def open(cls, url: str, now: Callable[[], datetime], *, make: bool = True) -> "Store":
        """Open (and if need be make, or copy and migrate) the database; `now` gives aware times.

        `url`: sqlite:///FILE or postgresql+psycopg://… Without `make`, for who only reads, one that is missing or
        older is left as it is and refused.
        """
        address = parsed(url)
        file = sqlite_file(address)
        if file is not None:
            (make_room if make else present)(file)
        engine = engine_for(address)
        try:
            if make:
                migrate(engine, before=partial(_keep_copy, file, now))
                keep_log(engine)
            else:
                must_be_ready(engine)
        except StoreError:
            engine.dispose()
            raise
        return cls(Database(engine, now))

    def close(self) -> None:
        """Close all connections."""
        self._database.engine.dispose()

    def only_sender(self) -> IO[bytes] | None:
        """Be the only process that sends deliveries, until what is returned is closed; None where several may.

        Raises StoreError when another one is it.
        """
        return only_sender(self._database.engine.url)

    @property
    def address(self) -> str | None:
        """Where another process finds the same database, with its secret; None for one in memory."""
        url = self._database.engine.url
        in_memory = url.get_backend_name() == "sqlite" and sqlite_file(url) is None
        return None if in_memory else url.render_as_string(hide_password=False)

    def now(self) -> datetime:
        """The time, as this store tells it."""
        return self._database.now()

    def healthy(self) -> bool:
        """Whether the database answers, and its file is still there, with room to write."""
        file = sqlite_file(self._database.engine.url)
        try:
            self.version()
        except (StoreError, SQLAlchemyError):
            return False
        return file is None or (file.exists() and disk_usage(file.parent).free >= NEEDED)

    def version(self) -> int:
        """The directory's version; it grows with every change. Cheap."""
        with self._database.reading() as connection:
            return directory.version_of(connection)

    def directory(self) -> Directory:
        """The directory as it is now; only what has changed is read again, everything else is the same objects."""
        version = self.version()
        known = self._directory
        if known is not None and known.version == version:
            return known
        with self._lock:
            if self._directory is None or self._directory.version != version:
                with self._database.snapshot() as connection:
                    self._directory = directory.read(connection, self._directory)
            return self._directory

    def known_names(self) -> KnownNames:
        """The names in the directory as it is now, which the soft check lets pass; made anew only after a change."""
        now = self.directory()
        of, names = self._names
        if of is not now:
            names = KnownNames.of_directory(now)
            self._names = (now, names)
        return names

    def apply_offers(
        self, records: Iterable[Offer], *, dry_run: bool = False, progress: Progress | None = None
    ) -> Changes:
        """Import offers in one transaction, all or nothing; `progress` is told the number so far."""
        return self._apply(
            lambda c, now: directory.take_all(c, OFFERS, records, now, progress), dry_run, offers_only=True
        )

    def apply_areas(
        self, records: Iterable[Area], *, dry_run: bool = False, progress: Progress | None = None
    ) -> Changes:
        """Import areas, as `apply_offers`."""
        return self._apply(lambda c, now: directory.take_all(c, AREAS, records, now, progress), dry_run)

    def apply_organisation(
        self, organisation: Organisation, *, dry_run: bool = False, progress: Progress | None = None
    ) -> Changes:
        """Import the organisation, as `apply_offers`; forgotten people stay forgotten.

        An account whose person has got another address, or none, is asked about anew: that may be a successor.
        """

        def take(connection: Connection, now: datetime) -> Changes:
            changes = Changes()
            for name, shape in ORGANISATION.items():
                records = getattr(organisation, name)
                changes += directory.take_all(connection, shape, records, now, None)
                if progress:
                    progress(changes.added + changes.changed + changes.unchanged)
            moved = [id_ for id_, names in changes.altered if "email" in names]
            connection.execute(delete(accounts).where(accounts.c.person_id.in_(moved)))
            return changes

        return self._apply(take, dry_run)

    def _apply(
        self, take: Callable[[Connection, datetime], Changes], dry_run: bool, *, offers_only: bool = False
    ) -> Changes:
        with self._database.changing_directory() as connection:
            changes = take(connection, self._database.now())
            if dry_run:
                connection.rollback()
            elif changes.added or changes.changed:
                directory_changed(connection, offers_only=offers_only)
        return changes

    def wipe(self) -> None:
        """Let what was deleted leave the disk, too: SQLite's log has it until it is emptied."""
        empty_log(self._database.engine.url)


def _keep_copy(file: Path | None, now: Callable[[], datetime], revision: str) -> None:
    """The database as it is before a migration; PostgreSQL's is copied by its administrator (docs)."""
    if file is not None:
        stamp = now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        copy_of(file, file.with_name(f"{file.name}.{BEFORE_MIGRATING}-{revision}-{stamp}"))
        log.info("a copy of the database was kept", extra={"revision": revision})

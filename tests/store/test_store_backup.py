"""Backup of a live database, and restore."""

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import text

from bot.domain.delivering import Delivery
from bot.domain.offers import Offer
from bot.store import Store, StoreError, backup, restore
from bot.store.restoring import RESTORED
from tests.store.standing import NOON, StandingClock

CLUB = Offer("klub-n", "Klub N")
HELP = Offer("lektier", "Lektiehjælp")


def counted(file: Path, query: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(query).fetchone()[0])


def back_up(folder: Path, name: str = "kopi.db") -> None:
    backup(f"sqlite:///{folder}/vejviser.db", folder / name)


def test_a_backup_holds_everything_in_one_private_file(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.apply_offers([CLUB])
    back_up(tmp_path)
    copy = Store.open(f"sqlite:///{tmp_path}/kopi.db", StandingClock())
    assert copy.directory().offers == (CLUB,)
    copy.close()
    assert stat.S_IMODE((tmp_path / "kopi.db").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob("kopi*")] == ["kopi.db"]


def test_a_new_databases_file_is_private(sqlite_url: str, tmp_path: Path, clock: StandingClock) -> None:
    Store.open(sqlite_url, clock).close()
    assert stat.S_IMODE((tmp_path / "folder" / "vejviser.db").stat().st_mode) == 0o600


def test_a_backup_never_overwrites_a_file(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "kopi.db").write_text("vigtigt")
    with pytest.raises(StoreError, match="findes allerede"):
        back_up(tmp_path)
    assert (tmp_path / "kopi.db").read_text() == "vigtigt"


def test_a_backup_to_a_folder_that_does_not_exist_says_so(sqlite_store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"findes-ikke/kopi\.db .* mappen findes ikke"):
        back_up(tmp_path, "findes-ikke/kopi.db")


def test_a_backup_while_others_write_is_one_moment(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.apply_offers([CLUB])
    enough = Event()

    def write() -> None:
        while not enough.is_set():
            sqlite_store.feedback.add("klub-n", "Lukket", "leder")  # with its audit entry, or not at all

    writers = [Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        for n in range(8):
            back_up(tmp_path, f"kopi-{n}.db")
    finally:
        enough.set()
        for writer in writers:
            writer.join()
    held = [counted(tmp_path / f"kopi-{n}.db", "SELECT count(*) FROM feedback") for n in range(8)]
    logged = [counted(tmp_path / f"kopi-{n}.db", "SELECT count(*) FROM audit") for n in range(8)]
    assert logged == [1 + n for n in held]
    assert held == sorted(held)
    assert held[-1] > held[0]


def test_postgresql_is_backed_up_with_its_own_tools(
    postgresql_url: str, clock: StandingClock, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="pg_dump"):
        backup(postgresql_url, tmp_path / "kopi")
    (tmp_path / "kopi").touch()
    with pytest.raises(StoreError, match="pg_restore"):
        restore(postgresql_url, tmp_path / "kopi", clock)


def test_a_restored_database_is_as_it_was_and_the_present_one_is_kept(
    sqlite_store: Store, tmp_path: Path, clock: StandingClock
) -> None:
    sqlite_store.apply_offers([CLUB])
    back_up(tmp_path)
    sqlite_store.apply_offers([CLUB, HELP])
    sqlite_store.close()
    url = f"sqlite:///{tmp_path}/vejviser.db"
    kept = restore(url, tmp_path / "kopi.db", clock).kept
    assert kept is not None
    assert kept.name.startswith("vejviser.db.før-gendannelse-2")
    for address, offers in ((url, (CLUB,)), (f"sqlite:///{kept}", (CLUB, HELP))):
        store = Store.open(address, clock)
        assert store.directory().offers == offers
        store.close()


def test_restoring_twice_keeps_both(sqlite_store: Store, tmp_path: Path) -> None:
    back_up(tmp_path)
    sqlite_store.close()
    os.utime(tmp_path / "vejviser.db", (1_800_000_000, 1_800_000_000))
    url = f"sqlite:///{tmp_path}/vejviser.db"
    first = restore(url, tmp_path / "kopi.db", StandingClock()).kept
    os.utime(tmp_path / "vejviser.db", (1_800_000_000, 1_800_000_000))
    second = restore(url, tmp_path / "kopi.db", StandingClock()).kept
    assert first is not None
    assert second is not None
    assert second != first
    assert first.exists()
    assert second.exists()


def test_a_backup_is_restored_where_there_is_no_database_yet(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.apply_offers([CLUB])
    back_up(tmp_path)
    url = f"sqlite:///{tmp_path}/ny/vejviser.db"
    assert restore(url, tmp_path / "kopi.db", StandingClock()).kept is None
    store = Store.open(url, StandingClock())
    assert store.directory().offers == (CLUB,)
    store.close()
    assert [path.name for path in (tmp_path / "ny").iterdir()] == ["vejviser.db"]


def test_restore_is_refused_while_vejviser_runs(sqlite_store: Store, tmp_path: Path) -> None:
    back_up(tmp_path)
    sqlite_store.apply_offers([CLUB])
    with pytest.raises(StoreError, match="Stop Vejviser"):
        restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "kopi.db", StandingClock())
    assert sqlite_store.healthy()
    assert sqlite_store.version() == 1
    assert not list(tmp_path.glob("*gendan*"))


def test_a_damaged_database_is_replaced_and_kept(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.apply_offers([CLUB])
    back_up(tmp_path)
    sqlite_store.close()
    (tmp_path / "vejviser.db").write_bytes(b"skrammel" * 1000)
    kept = restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "kopi.db", StandingClock()).kept
    assert kept is not None
    assert kept.read_bytes() == b"skrammel" * 1000
    store = Store.open(f"sqlite:///{tmp_path}/vejviser.db", StandingClock())
    assert store.directory().offers == (CLUB,)
    store.close()


def test_a_restored_file_keeps_its_rights(sqlite_store: Store, tmp_path: Path) -> None:
    back_up(tmp_path)
    sqlite_store.close()
    file = tmp_path / "vejviser.db"
    file.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(file, 1234, 2345)
    before = file.stat()
    restore(f"sqlite:///{file}", tmp_path / "kopi.db", StandingClock())
    after = file.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


@pytest.mark.parametrize("content", [b"", b"ikke en database", b"SQLite format 3\0" + b"x" * 5000])
def test_what_is_no_backup_is_refused_and_nothing_changes(
    sqlite_store: Store, tmp_path: Path, content: bytes
) -> None:
    sqlite_store.apply_offers([CLUB])
    sqlite_store.close()
    (tmp_path / "kopi.db").write_bytes(content)
    before = (tmp_path / "vejviser.db").read_bytes()
    with pytest.raises(StoreError, match="ikke en sikkerhedskopi af Vejviser"):
        restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "kopi.db", StandingClock())
    assert (tmp_path / "vejviser.db").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kopi.db", "vejviser.db"]


def test_a_backup_with_a_damaged_page_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.apply_offers([CLUB])
    back_up(tmp_path)
    sqlite_store.close()
    pages = bytearray((tmp_path / "kopi.db").read_bytes())
    pages[4096 : 2 * 4096] = b"\xff" * 4096
    (tmp_path / "kopi.db").write_bytes(pages)
    with pytest.raises(StoreError, match="beskadiget"):
        restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "kopi.db", StandingClock())


def test_another_programs_database_is_no_backup(sqlite_store: Store, tmp_path: Path) -> None:
    sqlite_store.close()
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    with pytest.raises(StoreError, match="ikke en sikkerhedskopi af Vejviser"):
        restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "other.db", StandingClock())


def test_a_missing_backup_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="findes ikke"):
        restore(sqlite_url, tmp_path / "kopi.db", StandingClock())
    assert not (tmp_path / "folder").exists()


def test_a_backup_of_a_newer_program_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    back_up(tmp_path)
    with sqlite_store._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(tmp_path, "nyere.db")
    sqlite_store.close()
    with pytest.raises(StoreError, match="nyere Vejviser"):
        restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "nyere.db", StandingClock())


def test_what_may_have_been_sent_since_waits_for_an_administrator(
    sqlite_store: Store, tmp_path: Path, clock: StandingClock
) -> None:
    due = Delivery("meeting_reminder", "meeting:17", 0, "7d", "anna", NOON)
    over = replace(due, about="meeting:18", until=NOON)
    doubtful = replace(due, about="meeting:19", person="bo")
    sqlite_store.deliveries.add([doubtful])
    (claimed,) = sqlite_store.deliveries.claim(1, timedelta(seconds=60))
    assert sqlite_store.deliveries.begin(claimed, "D1", timedelta(seconds=60))
    sqlite_store.deliveries.add([due, over, replace(due, about="meeting:20", due=NOON + timedelta(days=2))])
    back_up(tmp_path)
    sqlite_store.close()
    clock.at = NOON + timedelta(hours=9)
    done = restore(f"sqlite:///{tmp_path}/vejviser.db", tmp_path / "kopi.db", clock)
    assert (done.held, done.latest) == (1, NOON)
    store = Store.open(f"sqlite:///{tmp_path}/vejviser.db", clock)
    (held,) = store.deliveries.failures()
    assert (held.delivery.about, held.reason) == ("meeting:17", RESTORED)
    sent = [one.delivery.about for one in store.deliveries.claim(9, timedelta(seconds=60))]
    assert sent == ["meeting:19"], "what was begun is looked up"
    assert store.deliveries.retry() == 1
    store.close()

"""Looking at a database for `vejviser check`: what it is, and that the look leaves no trace."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from bot.domain.areas import Area
from bot.domain.offers import Offer
from bot.store import Store, StoreError, examine
from bot.store.migrating import revisions
from tests.store.standing import NOON, StandingClock


def test_where_nothing_is_nothing_is_made(url: str, clock: StandingClock) -> None:
    found = examine(url, clock)
    assert (found.state, found.directory, found.people) == ("none", None, ())
    if found.file is None:
        engine = create_engine(url)
        assert inspect(engine).get_table_names() == []
        engine.dispose()
    else:
        assert not found.file.parent.exists()


def test_one_that_cannot_be_made_is_not_promised(clock: StandingClock, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    with pytest.raises(StoreError, match="en del af stien er en fil og ikke en mappe"):
        examine(f"sqlite:///{tmp_path}/fil/vejviser.db", clock)


@pytest.mark.parametrize(("rights", "why"), [(0o555, "{folder} kan ikke"), (0o000, "{folder}/ny/v.db kan ikke")])
def test_a_folder_that_we_may_not_write_in_or_enter_is_told(clock: StandingClock, rights: int, why: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="vejviser-"))
    folder.chmod(rights)
    root = os.geteuid() == 0
    if root:  # who may do anything
        os.seteuid(65534)
    try:
        with pytest.raises(StoreError, match=f"{why.format(folder=folder)} .* ikke ret til det"):
            examine(f"sqlite:///{folder}/ny/v.db", clock)
    finally:
        if root:
            os.seteuid(0)
        folder.rmdir()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_database_in_use_is_read(engine: str, request: pytest.FixtureRequest, clock: StandingClock) -> None:
    address = request.getfixturevalue(f"empty_{engine}_url")
    store = Store.open(address, clock)
    store.apply_areas([Area("nv", "Nordvest", "kvarter")])
    store.apply_offers([Offer("klub", "Klub", areas=("nv",))])
    found = examine(address, clock)
    assert (found.state, found.revision) == ("ready", revisions()[-1])
    assert found.directory is not None
    assert ([o.id for o in found.directory.offers], [a.id for a in found.directory.areas]) == (["klub"], ["nv"])
    assert found.imported == NOON
    store.close()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_an_edit_by_a_person_is_no_import(engine: str, request: pytest.FixtureRequest, clock: StandingClock) -> None:
    address = request.getfixturevalue(f"empty_{engine}_url")
    store = Store.open(address, clock)
    store.audit.add("administrator", "update", "offer", "klub")
    assert examine(address, clock).imported is None
    store.close()


def test_the_place_of_a_server_names_neither_user_nor_password(
    empty_postgresql_url: str, clock: StandingClock
) -> None:
    address = make_url(empty_postgresql_url)
    assert address.username and address.password
    hidden = address.set(username=None, password=None, query={"user": address.username, "password": address.password})
    for one in (address, hidden):
        place = examine(one.render_as_string(hide_password=False), clock).place
        assert place == f"PostgreSQL 127.0.0.1/{address.database}"


def test_an_older_database_is_left_as_it_is(tmp_path: Path, clock: StandingClock) -> None:
    file = tmp_path / "first.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(Path(__file__).with_name("first_schema.sql").read_text())
    found = examine(f"sqlite:///{file}", clock)
    assert (found.state, found.revision, found.directory) == ("older", "0001", None)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_one_that_cannot_be_written_is_refused(empty_sqlite_url: str, clock: StandingClock) -> None:
    with Path(empty_sqlite_url.removeprefix("sqlite:///")).open("rb+") as file:
        file.seek(18)
        file.write(b"\x03")  # SQLite's own mark: whoever writes must be newer; root may write whatever the rights say
    with pytest.raises(StoreError, match="Jeg må ikke skrive i databasens fil"):
        examine(empty_sqlite_url, clock)


def test_one_that_another_program_holds_is_refused(postgresql_url: str, clock: StandingClock) -> None:
    engine = create_engine(postgresql_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE sager (id integer)"))
    engine.dispose()
    with pytest.raises(StoreError, match="Databasen er ikke Vejvisers"):
        examine(postgresql_url, clock)

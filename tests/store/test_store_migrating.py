"""Migrations: from nothing, from the first schema, to a schema that does not exist yet; and back never."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from bot.domain.offers import Slot
from bot.settings import HOUSE
from bot.store import Store, StoreError
from bot.store.migrating import MIGRATIONS, revisions
from bot.store.tables import metadata
from tests.store.standing import StandingClock

FIRST = Path(__file__).with_name("first_schema.sql")
TOMORROW = '''
"""What a later migration may do: change a table that others point to, and its rows."""
import sqlalchemy as sa
from alembic import op

revision = "9998"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("offers") as offers:
        offers.add_column(sa.Column("capacity", sa.Integer(), nullable=False, server_default="12"))
    with op.batch_alter_table("offers") as offers:
        offers.alter_column("signup", new_column_name="sign_up")
    {more}
'''


@pytest.fixture
def first_url(tmp_path: Path) -> str:
    """A database of the first schema, with a row in every table."""
    file = tmp_path / "first.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST.read_text())
    return f"sqlite:///{file}"


def tomorrows_house(folder: Path, more: str = "") -> Path:
    """A copy of the program with one migration more."""
    for part in ("domain", "store"):
        shutil.copytree(HOUSE / "bot" / part, folder / "bot" / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOUSE / "bot" / "__init__.py", folder / "bot")
    later = TOMORROW.format(head=revisions()[-1], more=more)
    (folder / "bot" / "store" / "migrations" / "versions" / "9998_tomorrow.py").write_text(later)
    return folder


def open_in(house: Path, url: str, then: str = "") -> str:
    """Open the store with another house's program; what it prints, or how it failed."""
    program = (
        "from datetime import datetime, UTC\n"
        "from bot.store import Store\n"
        f"store = Store.open({url!r}, lambda: datetime(2026, 12, 3, 10, 15, tzinfo=UTC))\n{then}\nstore.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=house, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def columns(url: str, table: str) -> set[str]:
    engine = create_engine(url)
    found = {column["name"] for column in inspect(engine).get_columns(table)}
    engine.dispose()
    return found


def test_the_migrations_make_the_tables_that_the_program_uses(store: Store) -> None:
    with store._database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_migrations_are_one_line_and_named_by_their_numbers() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    line = [step.revision for step in script.walk_revisions()]
    assert line[::-1] == revisions()
    assert [step.down_revision for step in script.walk_revisions()] == [*line[1:], None]


def test_a_database_of_the_first_schema_keeps_what_it_holds(first_url: str, clock: StandingClock) -> None:
    store = Store.open(first_url, clock)
    directory = store.directory()
    club = directory.offers[0]
    assert (club.id, club.schedule) == ("klub-n", (Slot("man", time(16), time(22)), Slot("søn")))
    assert (club.phone, store.offers.origins("klub-n")["phone"]) == ("33 66 33 66", "owner")
    assert directory.areas.parts("koebenhavn") == {"koebenhavn", "noerrebro"}
    assert len(directory.organisation.initiatives[0].funding) == 1
    leader = store.people.by_email("leder@example.org")
    assert leader is not None
    assert [account.id for account in store.accounts.of(leader.id)] == ["T1/U2"]
    assert [one.offer_id for one in store.feedback.waiting()] == ["lektier"]
    assert store.gaps.all()[0].topics == ("cricket",)
    assert store.sentences.all()[0].facets == {"topics": "cricket"}
    assert len(store.audit.of("offer", "klub-n")) == 2
    assert [store.claims.first("slack/Ev1") for _ in range(2)] == [True, False], "made by 0002"
    with store._database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == revisions()[-1]
    store.close()


def test_a_forgotten_person_of_the_first_schema_stays_forgotten(first_url: str, clock: StandingClock) -> None:
    store = Store.open(first_url, clock)
    organisation = store.directory().organisation
    guide = next(person for person in organisation.people if person.id == "vejleder")
    again = replace(guide, email="Vejleder@example.org")
    store.apply_organisation(replace(organisation, people=(again,)))
    assert store.people.find("vejleder") == guide
    store.close()


def test_opening_a_database_at_head_needs_no_alembic_and_makes_no_copy(sqlite_store: Store, tmp_path: Path) -> None:
    url = str(sqlite_store._database.engine.url)
    loaded = open_in(HOUSE, url, "import sys; print('alembic' in sys.modules, 'psycopg' in sys.modules)")
    assert loaded == "False False\n"
    assert not list(tmp_path.glob("*før-migrering*"))


def test_an_old_database_is_copied_before_it_is_migrated(first_url: str, tmp_path: Path) -> None:
    house = tomorrows_house(tmp_path / "house")
    assert open_in(house, first_url) == ""
    assert {"capacity", "sign_up"} <= columns(first_url, "offers")
    copy = tmp_path / "first.db.før-migrering-fra-0001-20261203T101500Z"
    assert "capacity" not in columns(f"sqlite:///{copy}", "offers")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM offers").fetchone() == (2,)
    with closing(sqlite3.connect(tmp_path / "first.db")) as connection:
        kept = connection.execute("SELECT count(*) FROM feedback JOIN offers ON offer_id = offers.id").fetchone()
        assert kept == (2,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert open_in(house, first_url) == ""  # at head now: no second copy
    assert len(list(tmp_path.glob("*før-migrering*"))) == 1


def test_the_log_tells_that_a_database_was_migrated_and_a_copy_kept(
    first_url: str, clock: StandingClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", "bot"):
        Store.open(first_url, clock).close()
        Store.open(first_url, clock).close()
    logged = [(record.getMessage(), vars(record)["revision"]) for record in caplog.records]
    assert logged == [
        ("a copy of the database was kept", "0001"),
        ("the database was migrated", f"0001-{revisions()[-1]}"),
    ]


def test_a_new_database_is_migrated_without_a_copy(sqlite_url: str, clock: StandingClock, tmp_path: Path) -> None:
    Store.open(sqlite_url, clock).close()
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["vejviser.db"]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_migration_that_fails_leaves_the_database_as_it_was(
    request: pytest.FixtureRequest, engine: str, tmp_path: Path
) -> None:
    url = request.getfixturevalue(f"{engine}_url")
    Store.open(url, StandingClock()).close()
    house = tomorrows_house(tmp_path / "house", more="raise RuntimeError('half-way')")
    assert "half-way" in open_in(house, url)
    assert not {"capacity", "sign_up"} & columns(url, "offers")
    Store.open(url, StandingClock()).close()


def test_a_migration_that_would_break_a_reference_is_undone(first_url: str, tmp_path: Path) -> None:
    house = tomorrows_house(tmp_path / "house", more="op.execute(\"DELETE FROM offers WHERE id = 'lektier'\")")
    assert "hænger ikke sammen" in open_in(house, first_url)
    assert "capacity" not in columns(first_url, "offers")


def test_foreign_keys_hold_after_a_migration(sqlite_url: str, clock: StandingClock) -> None:
    store = Store.open(sqlite_url, clock)  # the connection that migrated is used again
    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.feedback.add("ukendt", "tekst", "leder")
    store.close()


def test_a_postgresql_database_is_migrated_too(postgresql_url: str, clock: StandingClock, tmp_path: Path) -> None:
    Store.open(postgresql_url, clock).close()
    assert open_in(tomorrows_house(tmp_path / "house"), postgresql_url) == ""
    assert {"capacity", "sign_up"} <= columns(postgresql_url, "offers")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_database_of_a_newer_program_is_refused(
    request: pytest.FixtureRequest, engine: str, clock: StandingClock
) -> None:
    url = request.getfixturevalue(f"{engine}_url")
    store = Store.open(url, clock)
    with store._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="nyere Vejviser"):
        Store.open(url, clock)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_somebody_elses_database_is_left_alone(
    request: pytest.FixtureRequest, engine: str, clock: StandingClock, tmp_path: Path
) -> None:
    url = request.getfixturevalue(f"{engine}_url")
    (tmp_path / "folder").mkdir()
    other = create_engine(url)
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    other.dispose()
    with pytest.raises(StoreError, match="ikke Vejvisers"):
        Store.open(url, clock)
    assert columns(url, "invoices") == {"id"}

"""PostgreSQL lets us in, or not, and with what rights: each cause has a sentence of its own."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from bot.store import Store, StoreError, examine
from bot.store.engine import engine_for
from tests.store.standing import StandingClock

OWNER = "må ikke lave, ændre og skrive i tabellerne"


@pytest.fixture
def guest(postgresql_url: str) -> Iterator[str]:
    """The address of a new database, of a user who owns nothing in it."""
    name, password = f"gaest_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'".encode())
        yield make_url(postgresql_url).set(username=name, password=password).render_as_string(hide_password=False)
        owner.execute(f"DROP OWNED BY {name}; DROP ROLE {name}".encode())


def granted(url: str, to: str, rights: str) -> None:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
        owner.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA public TO {make_url(to).username}".encode())


def refused(url: str, clock: StandingClock) -> str:
    """What who starts Vejviser is told, which is what who checks it is told."""
    with pytest.raises(StoreError) as starting:
        Store.open(url, clock)
    with pytest.raises(StoreError) as checking:
        examine(url, clock)
    assert str(starting.value) == str(checking.value)
    return str(starting.value)


def test_a_user_who_may_make_no_tables_is_told_before_anything_is_made(guest: str, clock: StandingClock) -> None:
    assert OWNER in refused(guest, clock)


@pytest.mark.parametrize("rights", ["SELECT", "SELECT, INSERT, UPDATE"])
def test_a_user_who_may_not_write_everything_is_told_and_can_still_export(
    postgresql_url: str, guest: str, clock: StandingClock, rights: str
) -> None:
    Store.open(postgresql_url, clock).close()
    assert OWNER in refused(guest, clock), "no rights at all"
    granted(postgresql_url, guest, rights)
    assert OWNER in refused(guest, clock)
    reader = Store.open(guest, clock, make=False)
    assert reader.directory().offers == ()
    reader.close()


def test_a_user_with_all_rights_to_the_tables_is_let_in(
    postgresql_url: str, guest: str, clock: StandingClock
) -> None:
    Store.open(postgresql_url, clock).close()
    granted(postgresql_url, guest, "ALL")
    Store.open(guest, clock).close()
    assert examine(guest, clock).state == "ready"


def test_a_server_that_can_only_be_read_is_told(postgresql_url: str, clock: StandingClock) -> None:
    Store.open(postgresql_url, clock).close()
    assert "kan kun læses fra" in refused(f"{postgresql_url}?options=-cdefault_transaction_read_only=on", clock)


def test_a_database_in_another_encoding_is_refused(cluster: str, clock: StandingClock) -> None:
    name = f"latin_{secrets.token_hex(4)}"
    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} ENCODING 'LATIN1' TEMPLATE template0".encode())
        assert "createdb --encoding=UTF8" in refused(f"{cluster}/{name}".replace(":", "+psycopg:", 1), clock)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "forkert"}, "kender ikke brugeren eller afviser adgangskoden"),
        ({"database": "findes_ikke"}, "har ingen database med det navn"),
        ({"port": 1}, "ingen PostgreSQL svarer på adressen"),
        ({"port": 99999}, "ingen PostgreSQL svarer på adressen"),
        ({"host": "vejviser.invalid"}, "værtens navn findes ikke"),
        ({"query": {"sslmode": "require"}}, "en sikker forbindelse (TLS)"),
        ({"query": {"nix": "3"}}, "har efter »?« noget, som PostgreSQL ikke kender"),
        ({"database": ""}, "Databasens navn mangler i [store] url i config.toml"),
    ],
)
def test_each_cause_has_a_sentence_of_its_own(
    migrated_postgresql_url: str, clock: StandingClock, change: dict[str, str], said: str
) -> None:
    url = make_url(migrated_postgresql_url).set(**change)  # type: ignore[arg-type]
    assert said in refused(url.render_as_string(hide_password=False), clock)


def test_a_port_that_is_no_number_is_told(clock: StandingClock) -> None:
    assert "forstår jeg ikke" in refused("postgresql+psycopg://u@127.0.0.1:abc/d", clock)


def test_an_address_from_the_environment_is_to_be_mended_there(
    clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VEJVISER_STORE__URL", "postgresql+psycopg://u@127.0.0.1:1/d")
    told = refused("postgresql+psycopg://u@127.0.0.1:1/d", clock)
    assert "vært og port i miljøvariablen VEJVISER_STORE__URL er rigtige" in told


def test_a_copy_that_was_laid_over_a_newer_database_is_explained(postgresql_url: str, clock: StandingClock) -> None:
    Store.open(postgresql_url, clock).close()
    with psycopg.connect(postgresql_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute("UPDATE alembic_version SET version_num = '0007'")  # as pg_restore --clean leaves it
    with pytest.raises(StoreError, match="Slet databasen, opret den tom, og læg kopien tilbage"):
        Store.open(postgresql_url, clock)


def test_a_machine_that_is_gone_is_noticed_however_long_a_statement_may_take(migrated_postgresql_url: str) -> None:
    engine = engine_for(make_url(migrated_postgresql_url))
    with engine.connect() as connection:
        used = connection.connection.driver_connection.info.get_parameters()  # type: ignore[union-attr]
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "0"
    engine.dispose()
    assert (used["keepalives_idle"], used["tcp_user_timeout"]) == ("30", "60000")

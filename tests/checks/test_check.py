"""`vejviser check` on set-ups that are in order and on many that are not, against a Slack over real HTTP."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, JSONResponse

from bot.checks import check
from bot.checks.acute import ABOUT
from bot.checks.database import database
from bot.checks.machine import room
from bot.clock import Clock
from bot.domain.areas import Area
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation, Person
from bot.platforms.slack.scopes import SCOPES
from bot.settings import HOUSE
from bot.store import Examined, Store
from tests.fake_slack import APP_TOKEN, TOKEN, FakeSlack, failing, fake_slack, rate_limited

REAL = Clock()
SECRET = "0123456789abcdef" * 2
FIRST_SCHEMA = HOUSE / "tests" / "store" / "first_schema.sql"
LEADER = Person("leder", "Leder, NørreBrobyggerne", name="Inger Hansen", email="inger@kk.example")


@dataclass
class Setup:
    """A municipality's set-up in a folder, to break: what `check` says of it is `lines()`."""

    folder: Path
    slack: FakeSlack
    mode: str = "socket"
    clock: Clock = REAL
    config: str = ""
    environ: dict[str, str] = field(
        default_factory=lambda: {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
        }
    )

    @property
    def database(self) -> Path:
        """Its database's file."""
        return self.folder / "vejviser.db"

    def write(self) -> Path:
        """config.toml, as it is now."""
        path = self.folder / "config.toml"
        port = "" if "[server]" in self.config else "[server]\nport = 0\n"
        slack = f'[slack]\nmode = "{self.mode}"\napi_url = "{self.slack.address}/api/"\n'
        path.write_text(f"{slack}{self.config}{port}")
        return path

    def lines(self) -> list[str]:
        """What `check` says; never a secret, nor a person's name or address."""
        said = [str(finding) for finding in check(self.write(), self.clock, self.environ)]
        private = [*self.environ.values(), LEADER.name, LEADER.email]
        assert not [one for one in private if one and one in "\n".join(said)]
        return said

    def broken(self) -> list[str]:
        """The lines that are not ✓; not that of the acute contacts, which grow old as the time goes by."""
        return [line for line in self.lines() if line[0] != "✓" and ABOUT not in line]

    def fill(self, offers: tuple[Offer, ...], people: tuple[Person, ...] = (LEADER,)) -> None:
        """Put these in the database."""
        store = Store.open(f"sqlite:///{self.database}", self.clock.now)
        store.apply_areas([Area("nv", "Nordvest", "kvarter")])
        store.apply_organisation(Organisation(people=people))
        store.apply_offers(offers)
        store.close()


@pytest.fixture
def setup(empty_sqlite_url: str, tmp_path: Path) -> Iterator[Setup]:
    """One that is in order."""
    assert empty_sqlite_url == f"sqlite:///{tmp_path / 'vejviser.db'}"
    today = REAL.now().date().isoformat()
    with fake_slack() as slack:
        slack.scopes = {scope.name for scope in SCOPES}
        slack.add_user("U2", "inger@kk.example")
        made = Setup(tmp_path, slack)
        made.fill((Offer("klub", "Klub", areas=("nv",), source_date=today),))
        yield made


def test_all_is_well_over_sockets(setup: Setup) -> None:
    assert setup.broken() == []
    setup.slack.calls.clear()
    lines = setup.lines()
    assert [line[2:].partition(":")[0] for line in lines] == [
        "Opsætning", "Database", "Tilbud", "Disk", "Server", "Akutte kontakter", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN",
        "Slack", "Ur", "Rettigheder", "Forbindelse", "Personer", "Mail", "Tidszone",
    ]  # fmt: skip
    assert "1 tilbud, senest ændret ved import" in lines[2]
    assert setup.slack.calls == ["auth.test", "apps.connections.open", "users.lookupByEmail"]


def test_over_http_the_one_thing_left_is_the_address_that_slack_must_reach(setup: Setup) -> None:
    setup.mode, setup.config = "http", '[server]\nhost = "0.0.0.0"\nport = 9000\n'
    (line,) = setup.broken()
    assert line.startswith("! Forbindelse: Slack skal kunne nå https://JERES-VÆRT/slack/events")
    assert "http://0.0.0.0:9000/slack/events" in line


def test_with_slack_off_nobody_is_asked(setup: Setup) -> None:
    setup.mode = "off"
    (line, _) = setup.broken()
    assert line.startswith("! Slack: er slået fra.")
    assert line.endswith("Alt andet er også slået fra, så ingen kan bruge Vejviser.")
    assert setup.slack.calls == []


def test_a_look_changes_nothing(setup: Setup) -> None:
    before = setup.database.read_bytes()
    setup.lines()
    assert setup.database.read_bytes() == before
    setup.database.unlink()
    setup.lines()
    assert not setup.database.exists()


def settings_that_do_not_exist(setup: Setup) -> None:
    setup.config = "[server]\nprot = 8081\n"


def no_bot_token(setup: Setup) -> None:
    del setup.environ["SLACK_BOT_TOKEN"]


def tokens_swapped(setup: Setup) -> None:
    setup.environ |= {"SLACK_BOT_TOKEN": APP_TOKEN, "SLACK_APP_TOKEN": TOKEN}


def a_token_in_quotes(setup: Setup) -> None:
    setup.environ["SLACK_APP_TOKEN"] = f'"{APP_TOKEN}"'


def a_signing_secret_that_is_something_else(setup: Setup) -> None:
    setup.mode, setup.environ["SLACK_SIGNING_SECRET"] = "http", "A0123456789"


def a_token_that_slack_does_not_know(setup: Setup) -> None:
    setup.environ["SLACK_BOT_TOKEN"] = "xoxb-of-another-app"


def an_app_that_was_removed(setup: Setup) -> None:
    setup.slack.failures["auth.test"].append(failing("account_inactive"))


def a_code_that_nobody_knows(setup: Setup) -> None:
    setup.slack.failures["auth.test"].append(failing("team_access_not_granted"))


def slack_out_of_reach(setup: Setup) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        setup.slack.address = f"http://127.0.0.1:{taken.getsockname()[1]}"


def a_proxy_that_answers_for_slack(setup: Setup) -> None:
    setup.slack.failures["auth.test"].append(HTMLResponse("<h1>Log ind på gæstenettet</h1>", 403))


def a_scope_missing(setup: Setup) -> None:
    setup.slack.scopes -= {"im:history"}


def an_app_token_that_slack_does_not_know(setup: Setup) -> None:
    setup.environ["SLACK_APP_TOKEN"] = "xapp-of-another-app"


def an_app_token_without_its_scope(setup: Setup) -> None:
    setup.slack.failures["apps.connections.open"].append(failing("missing_scope"))


def a_database_that_is_none(setup: Setup) -> None:
    setup.database.write_bytes(b"regneark" * 1000)


def somebody_elses_database(setup: Setup) -> None:
    setup.database.unlink()
    with closing(sqlite3.connect(setup.database)) as connection:
        connection.execute("CREATE TABLE sager (id INTEGER)")


def a_database_of_a_newer_program(setup: Setup) -> None:
    with closing(sqlite3.connect(setup.database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def no_database(setup: Setup) -> None:
    setup.database.unlink()


def no_offers(setup: Setup) -> None:
    with closing(sqlite3.connect(setup.database)) as connection, connection:
        connection.execute("DELETE FROM offers")


def no_areas(setup: Setup) -> None:
    with closing(sqlite3.connect(setup.database)) as connection, connection:
        connection.execute("DELETE FROM areas")


def a_clock_ten_minutes_fast(setup: Setup) -> None:
    setup.clock = Clock.demo(REAL.now() + timedelta(minutes=10))


BROKEN = {
    settings_that_do_not_exist: "✗ Opsætning: {folder}/config.toml, linje 5: [server] prot findes ikke. Mente du",
    no_bot_token: "✗ SLACK_BOT_TOKEN: mangler. Hent den hos Slack (»OAuth & Permissions«), og sæt miljøvariablen.",
    tokens_swapped: "✗ SLACK_BOT_TOKEN: skal begynde med xoxb- og stå uden mellemrum og anførselstegn.",
    a_token_in_quotes: "✗ SLACK_APP_TOKEN: skal begynde med xapp- og stå uden mellemrum og anførselstegn.",
    a_signing_secret_that_is_something_else: "✗ SLACK_SIGNING_SECRET: skal være 32 tegn, 0-9 og a-f.",
    a_token_that_slack_does_not_know: "✗ Slack: Slack kender ikke tokenet. Hent det igen",
    an_app_that_was_removed: "✗ Slack: Appen er fjernet fra arbejdspladsen. Installér den igen",
    a_code_that_nobody_knows: "✗ Slack: Slack siger nej. Slå fejlkoden op på docs.slack.dev. (team_access",
    slack_out_of_reach: "✗ Slack: {slack} kan ikke nås: forbindelsen bliver afvist. Åbn for udgående https dertil",
    a_proxy_that_answers_for_slack: "✗ Slack: {slack} kan ikke nås: en anden end Slack svarer, med HTTP 403.",
    a_scope_missing: "✗ Rettigheder: mangler im:history. Indlæs manifestet igen, og tryk »Reinstall to Workspace«",
    an_app_token_that_slack_does_not_know: "✗ Forbindelse: Slack kender ikke tokenet.",
    an_app_token_without_its_scope: "✗ Forbindelse: app-tokenet mangler connections:write. Lav et nyt",
    a_database_that_is_none: "✗ Database: Databasens fil er ikke en database. Ret [store] url i config.toml",
    somebody_elses_database: "✗ Database: Databasen er ikke Vejvisers.",
    a_database_of_a_newer_program: "✗ Database: Databasen er lavet af en nyere Vejviser end denne.",
    no_database: "✗ Tilbud: der er ingen, så alle svar bliver tomme. Indlæs dem: vejviser import areas.jsonl",
    no_offers: "✗ Tilbud: der er ingen, så alle svar bliver tomme.",
    no_areas: "✗ Tilbud: der er ingen områder, så intet sted bliver genkendt. Indlæs areas.jsonl.",
    a_clock_ten_minutes_fast: "✗ Ur: maskinens ur går 60",
}


@pytest.mark.parametrize("how", BROKEN, ids=lambda how: how.__name__)
def test_what_is_broken_has_a_line_of_its_own_that_says_what_to_do(setup: Setup, how: object) -> None:
    assert callable(how)
    how(setup)
    lines = setup.broken()
    expected = BROKEN[how].format(folder=setup.folder, slack=setup.slack.address.removeprefix("http://"))
    assert next(line for line in lines if line.startswith("✗")).startswith(expected), lines


def test_every_broken_set_up_is_told_apart(setup: Setup) -> None:
    lines = {line.removeprefix("✗ ") for line in BROKEN.values()}
    assert len(lines) == len(BROKEN) >= 10


def test_an_older_database_is_told_and_not_touched(setup: Setup) -> None:
    setup.database.unlink()
    with closing(sqlite3.connect(setup.database)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text())
    old, offers, *_ = setup.broken()
    assert old.startswith(f"! Database: {setup.database} er fra en ældre udgave (0001).")
    assert old.endswith("efter at der er taget en kopi.")
    postgresql = Examined("PostgreSQL db/vejviser", None, "older", "0001")
    assert database(postgresql).text.endswith("når Vejviser starter. Tag selv en kopi med pg_dump først.")
    assert offers.startswith("! Tilbud: kan først ses efter, når databasen er opdateret.")
    with closing(sqlite3.connect(setup.database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_the_copies_that_vejviser_made_itself_are_told_until_they_are_deleted(setup: Setup) -> None:
    setup.mode = "off"
    made = setup.folder / "vejviser.db.før-migrering-fra-0007-20261101T030000Z"
    made.touch()
    (setup.folder / "vejviser.db.afsender").touch()
    (line,) = [line for line in setup.lines() if "Kopier" in line]
    assert line.startswith(f"✓ Kopier: Vejviser har lagt {made.name} fra ")
    older = setup.folder / "vejviser.db.før-gendannelse-20260102T030000Z"
    older.touch()
    os.utime(older, (1_767_322_800, 1_767_322_800))
    (line,) = [line for line in setup.lines() if "Kopier" in line]
    assert line.startswith("! Kopier: Vejviser har lagt 2 ved siden af databasen, den ældste er ")
    assert f"{older.name} fra 2. januar 2026." in line
    assert "glemt og slettet, så slet dem" in line


def test_old_and_undated_sources_are_counted(setup: Setup) -> None:
    setup.fill((Offer("a", "A", source_date="2019-05"), Offer("b", "B")))
    (line,) = setup.broken()
    assert "Kilderne er fra maj 2019 til" in line
    assert "1 er tre år gamle eller ældre, og 1 har ingen dato." in line


def test_a_scope_that_nothing_uses_is_told(setup: Setup) -> None:
    setup.slack.scopes |= {"files:read", "channels:history"}
    (line,) = setup.broken()
    assert line.startswith("! Rettigheder: alle er der, men channels:history, files:read bliver ikke brugt.")


def test_scopes_that_a_proxy_took_away_are_not_called_missing(setup: Setup) -> None:
    setup.slack.failures["auth.test"].append(JSONResponse({"ok": True, "team": "KK", "user": "vejviser"}))
    (line,) = setup.broken()
    assert line.startswith("! Rettigheder: Slack fortalte dem ikke.")


def test_people_whom_slack_does_not_know_are_named_by_title(setup: Setup) -> None:
    setup.fill((), people=(LEADER, Person("uu", "Koordinator, UU", email="uu@kk.example"), Person("x", "Afløser")))
    (line,) = setup.broken()
    assert "1 findes ikke i Slack med deres arbejdsmail (Koordinator, UU)" in line
    assert "1 står uden arbejdsmail (Afløser)" in line
    assert "ret email i organisation.toml, og indlæs den igen, så de får deres rolle" in line
    assert line.endswith("mail er slået fra, så de kan ikke nås.")


def test_somebody_who_left_counts_as_not_found(setup: Setup) -> None:
    setup.slack.add_user("U2", "inger@kk.example", deleted=True)
    (line,) = setup.broken()
    assert "1 findes ikke i Slack" in line


def test_no_more_people_are_looked_up_than_slack_allows_in_a_minute(setup: Setup) -> None:
    people = tuple(Person(f"p{n}", f"Vejleder {n}", email=f"p{n}@kk.example") for n in range(60))
    setup.fill((), people=people)
    (line,) = setup.broken()
    assert setup.slack.calls.count("users.lookupByEmail") == 50
    assert line.count("Vejleder") == 10 and "og 39 til" in line
    assert "11 er ikke set efter, for Slack tillader kun 50 ad gangen" in line


def test_being_told_to_wait_ends_the_search_for_people(setup: Setup) -> None:
    setup.slack.failures["users.lookupByEmail"].append(rate_limited(30))
    assert setup.broken() == [
        "! Personer: kun 0 af 1 er set efter. Slack beder os vente. Prøv igen om et par minutter. (ratelimited)"
    ]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(2, "! Ur: maskinens ur går 1"), (-2, "! Ur: maskinens ur går 1"), (-20, "✗ Ur: maskinens ur går 1")],
)
def test_a_clock_is_measured_against_slacks(setup: Setup, minutes: int, said: str) -> None:
    setup.clock = Clock.demo(REAL.now() + timedelta(minutes=minutes))
    (line,) = [one for one in setup.lines() if " Ur: " in one]
    assert line.startswith(said)
    assert ("hurtigt" if minutes > 0 else "langsomt") in line


def test_a_disk_is_told_before_it_is_full(tmp_path: Path) -> None:
    marks = [room(free, tmp_path).mark for free in (50_000_000, 500_000_000, 5_000_000_000)]
    assert marks == ["✗", "!", "✓"]


@pytest.mark.parametrize("how", [a_database_that_is_none, no_database], ids=lambda how: how.__name__)
def test_the_disk_is_told_though_the_database_cannot_be_used(setup: Setup, how: object) -> None:
    assert callable(how)
    how(setup)
    assert any(line[2:].startswith(f"Disk: {setup.folder} har") for line in setup.lines())


def command_line(setup: Setup, **environ: str) -> "subprocess.CompletedProcess[str]":
    mine: Mapping[str, str] = {**os.environ, **setup.environ, **environ}
    words = [sys.executable, "-m", "bot", "check", "--config", str(setup.write())]
    return subprocess.run(words, cwd=HOUSE, env=dict(mine), capture_output=True, text=True, check=False)


def test_the_command_ends_with_nothing_to_complain_of(setup: Setup) -> None:
    done = command_line(setup)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if ABOUT not in line]
    assert [line[0] for line in lines] == ["✓"] * 14


def test_the_command_fails_when_something_is_broken_here_the_data_of_time_zones(setup: Setup, tmp_path: Path) -> None:
    tokyo = files("tzdata") / "zoneinfo" / "Asia" / "Tokyo"
    wrong = tmp_path / "zones" / "Europe" / "Copenhagen"
    wrong.parent.mkdir(parents=True)
    wrong.write_bytes(tokyo.read_bytes())
    done = command_line(setup, PYTHONTZPATH=str(tmp_path / "zones"))
    assert done.returncode == 1
    assert "✗ Tidszone: maskinens data om Europe/Copenhagen er forkerte" in done.stdout
    assert done.stderr == "Noget skal rettes: se linjerne med ✗.\n"

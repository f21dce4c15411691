"""Commands that only read: from the wrong folder they must not make an empty database and say that all is well."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.settings import HOUSE
from bot.store import Store

DAYS = ("--from", "2026-12-01", "--to", "2026-12-02")
READING = [
    ("backup", "kopi.db"),
    ("export", "offers", "tilbud.csv"),
    ("export", "insight", "indsigt.zip", *DAYS),
    ("ask", "klub"),
    ("forecast", *DAYS),
    ("report", "--board", "noerrebro", *DAYS, "--out", "papirer"),
]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a config.toml."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", READING, ids=" ".join)
@pytest.mark.parametrize("there", ["nothing", "an empty file"])
def test_what_only_reads_makes_no_database(elsewhere: Path, command: tuple[str, ...], there: str) -> None:
    if there == "an empty file":
        (elsewhere / "vejviser.db").touch()
    before = {path: path.read_bytes() for path in elsewhere.iterdir()}
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 1
    assert done.output == (
        f"Der er ingen Vejviser-database i {elsewhere}/vejviser.db. Skriv --config og stien til jeres config.toml, "
        "eller ret [store] url i config.toml.\n"
    )
    assert {path: path.read_bytes() for path in elsewhere.iterdir()} == before


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_what_only_reads_migrates_no_database(elsewhere: Path, command: tuple[str, ...]) -> None:
    file = elsewhere / "vejviser.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((HOUSE / "tests" / "store" / "first_schema.sql").read_text())
    before = file.read_bytes()
    done = CliRunner().invoke(cli, command)
    assert file.read_bytes() == before
    if command[0] == "backup":
        assert done.output == f"Sikkerhedskopien af {file} ligger i {elsewhere}/kopi.db.\n"
    else:
        assert done.output.startswith(f"Databasen {file} er fra en ældre udgave (0001) end denne Vejviser. Stop")


def test_a_backup_that_is_ended_leaves_nothing_and_the_next_works(migrated_file: Path, elsewhere: Path) -> None:
    file = Path(shutil.copy(migrated_file, elsewhere / "vejviser.db"))
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("CREATE TABLE ballast (b); INSERT INTO ballast VALUES (randomblob(60000000));")
    command = [sys.executable, "-m", "bot", "backup", "kopi.db"]
    running = subprocess.Popen(command, cwd=elsewhere, env=os.environ | {"PYTHONPATH": str(HOUSE)})
    while running.poll() is None and not list(elsewhere.glob("kopi.db*")):
        time.sleep(0.001)
    running.send_signal(signal.SIGTERM)
    assert running.wait(30) == 128 + signal.SIGTERM
    assert [*elsewhere.iterdir()] == [file]
    (elsewhere / "kopi.db.skrives-1").touch()  # what is left where there was no time to tidy up
    assert CliRunner().invoke(cli, ["backup", "kopi.db"]).exit_code == 0
    assert (elsewhere / "kopi.db").stat().st_size > 60_000_000


def test_who_restores_is_told_what_is_gone_and_what_is_back(migrated_file: Path, elsewhere: Path) -> None:
    shutil.copy(migrated_file, elsewhere / "vejviser.db")
    store = Store.open("sqlite:///vejviser.db", lambda: datetime(2026, 11, 20, 12, 5, tzinfo=UTC))
    store.audit.add("administrator", "update", "offer", "klub")
    store.close()
    CliRunner().invoke(cli, ["backup", "kopi.db"])
    said = CliRunner().invoke(cli, ["restore", "kopi.db"]).output
    assert f"Databasen {elsewhere}/vejviser.db er gendannet fra {elsewhere}/kopi.db." in said
    assert re.search(rf"Den tidligere ligger i {elsewhere}/vejviser\.db\.før-gendannelse-\w+\.", said)
    assert "Det seneste i kopien er fra 20. november 2026 kl. 13.05." in said
    assert "gør det om med /vejviser glem mig og /vejviser slet" in said
    assert "kan blive sendt igen" in said

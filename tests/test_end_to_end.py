"""The real program from the outside: imported, served, asked over signed Slack and the page, and stopped."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.settings import HOUSE
from tests.conftest import COPENHAGEN_FILES
from tests.fake_slack import APP_TOKEN, SECRET, TOKEN, FakeSlack, fake_slack
from tests.fake_slack.sockets import sockets

CPR = "010203-1234"


@dataclass
class Running:
    """A server in a process of its own, its database and what it has logged."""

    process: subprocess.Popen[bytes]
    address: str
    folder: Path

    def logged(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def stored(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.folder.glob("vejviser.db*"))


def vejviser(*arguments: str, folder: Path, **secrets: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    environ = os.environ | {"PYTHONPATH": str(HOUSE)} | secrets
    return subprocess.run(command, check=False, cwd=folder, env=environ, capture_output=True, text=True, timeout=60)


@contextmanager
def serving(folder: Path, slack: FakeSlack, mode: str = "http") -> Iterator[Running]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "config.toml"
    config.write_text(
        f'[server]\nport = {port}\nlog_level = "debug"\n[web]\ndemo = true\n'
        f'[slack]\nmode = "{mode}"\napi_url = "{slack.address}/api/"\n',
        encoding="utf-8",
    )
    secrets = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "SLACK_APP_TOKEN": APP_TOKEN}
    with (folder / "log").open("wb") as log:
        command = [sys.executable, "-X", "dev", "-m", "bot", "serve", "--config", str(config)]
        environ = os.environ | secrets | {"PYTHONPATH": str(HOUSE)}
        process = subprocess.Popen(command, cwd="/", env=environ, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    slack.endpoint = f"{address}/slack/events"
    try:
        _wait_until_healthy(process, address)
        yield Running(process, address, folder)
    finally:
        process.kill()
        process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/healthz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError("the server did not become healthy")


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds Copenhagen's directory, to copy."""
    folder = tmp_path_factory.mktemp("imported")
    done = vejviser("import", *map(str, COPENHAGEN_FILES), folder=folder)
    assert done.returncode == 0, done.stderr
    assert "133 nye" in done.stdout
    return folder


@pytest.fixture
def folder(imported: Path, tmp_path: Path) -> Path:
    """A folder of its own whose database holds Copenhagen's directory."""
    return Path(shutil.copytree(imported, tmp_path, dirs_exist_ok=True))


def test_a_signed_request_is_answered_and_a_form_is_corrected_and_kept_until_the_server_is_stopped(
    folder: Path,
) -> None:
    with fake_slack() as slack, serving(folder, slack) as running:
        assert slack.slash("/tilbud nørrebro") == 200
        answer = slack.seen()[-1]
        assert "Klub N" in answer.shown()
        more = next(
            one for b in answer.blocks for one in b.get("elements", ()) if str(one.get("text")).find("Flere") > 0
        )
        assert slack.press(answer, more["text"]["text"]) == 200
        slack.wait(lambda: "Nr. 6–10" in slack.seen()[-1].shown())

        assert slack.press(answer, "Forkert oplysning?") == 200
        modal = slack.modal()
        assert slack.submit(modal, text=f"ring til {CPR}") == 200
        assert "CPR" in modal.errors["text"]
        assert slack.submit(modal, text="Telefonen er 11 22 33 44") == 200
        slack.wait(lambda: "Tak" in slack.modal().shown())
        assert slack.refused == []
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(20) == 0
    with sqlite3.connect(folder / "vejviser.db") as database:
        assert database.execute("select text, actor from feedback").fetchall() == [
            ("Telefonen er 11 22 33 44", "Medarbejder")
        ]
    database.close()


def test_over_sockets_too_questions_are_answered_and_no_words_or_tickets_are_logged(folder: Path) -> None:
    with fake_slack() as slack, sockets(slack) as wire, serving(folder, slack, "socket") as running:
        assert slack.slash("/tilbud xyzzyvej på nørrebro") == 200
        assert "× Område: Nørrebro" in slack.seen()[-1].shown()
        wire.drop(wire.live()[0])
        assert slack.slash("/tilbud xyzzyvej") == 200
        slack.wait(lambda: len(wire.live()) == 2)
        assert slack.refused == []
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(20) == 0
        log = running.logged()
    assert '"message": "connected to Slack"' in log
    for secret in ("xyzzyvej", "ticket", TOKEN, APP_TOKEN):
        assert secret not in log.lower(), secret
    assert '"level": "error"' not in log


def test_after_a_run_full_of_secrets_no_log_and_no_store_holds_one(folder: Path) -> None:
    words = ["Bodilsen", "xyzzyvej", "skilsmissesag", "hemmeligheden"]
    with fake_slack() as slack, serving(folder, slack) as running:
        slack.slash(f"/tilbud drengen {words[0]} på {words[1]} og {words[2]}, {words[3]}")
        slack.slash(f"/indsats {words[0]} {words[3]}")
        slack.slash(f"/findesikke {words[0]}")
        slack.slash(f"/tilbud {CPR} {words[1]}")
        slack.slash("/tilbud 010203\n1234")
        slack.post(f"{{{words[0]}", headers={"content-type": "application/json"})
        slack.post(f"payload={words[1]}")
        slack.slash("/tilbud nørrebro")
        slack.press(slack.seen()[-1], "Forkert oplysning?")
        modal = slack.modal()
        slack.submit(modal, text=f"{words[2]} {CPR}")
        with sqlite3.connect(folder / "vejviser.db") as database:
            database.execute("alter table feedback rename to gone")  # now storing fails, with the words as parameters
        database.close()
        slack.submit(modal, text=f"Åbningstiderne passer ikke, {words[3]}")
        assert "Fejlnummer" in slack.modal().shown()
        page = {"origin": running.address}
        for text in (f"{words[0]} bor på {words[1]}", f"{CPR} {words[3]}"):
            assert httpx.post(f"{running.address}/ask", data={"words": text}, headers=page).status_code == 200
        running.process.send_signal(signal.SIGTERM)
        assert running.process.wait(20) == 0

        log, stored = running.logged(), running.stored().decode("utf-8", "replace")
        shown = "".join(message.shown() for message in slack.messages)
    assert re.search(r'"error_id": "\w{8}"', log), "the failure was not logged at all"
    assert '"level": "debug", "logger": "asyncio"' in log, "debug output was not logged at all"
    for secret in (*words, CPR, "0102031234", "010203"):
        assert secret.lower() not in log.lower(), secret
        assert secret.lower() not in stored.lower(), secret
    for secret in (TOKEN, SECRET, "anna@kk.example"):
        assert secret not in log, secret
    assert CPR not in shown


def test_a_second_server_on_the_same_port_or_sqlite_database_says_what_to_do(folder: Path) -> None:
    with fake_slack() as slack, serving(folder, slack) as running:
        same_port = vejviser("demo", "--port", running.address.rpartition(":")[2], folder=folder)
        secrets = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "VEJVISER_SERVER__PORT": "0"}
        same_database = vejviser("serve", "--config", str(folder / "config.toml"), folder=folder, **secrets)
    assert same_port.returncode == same_database.returncode == 1
    assert "Kører Vejviser allerede?" in same_port.stderr
    assert "En anden Vejviser sender allerede beskeder" in same_database.stderr
    assert "Traceback" not in same_port.stderr + same_database.stderr


def test_a_question_is_answered_in_the_terminal_as_text_and_as_json(folder: Path) -> None:
    text = vejviser("ask", "lektiehjælp", "i", "husum", folder=folder)
    assert "Lektiecafé" in text.stdout, text
    as_json = vejviser("ask", "lektiehjælp i husum", "--json", folder=folder)
    assert as_json.stdout.startswith('{"q": "lektiehjælp i husum", "answer": ["')


def test_a_backup_is_restored_from_the_command_line(folder: Path) -> None:
    assert vejviser("backup", "copy.db", folder=folder).returncode == 0
    (folder / "vejviser.db").unlink()
    done = vejviser("restore", "copy.db", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "Klub N" in vejviser("ask", "nørrebro", folder=folder).stdout


def test_an_export_is_imported_again_without_a_change(folder: Path) -> None:
    assert "133 tilbud" in vejviser("export", "offers", "tilbud.csv", folder=folder).stdout
    assert "0 nye, 0 ændrede, 133 uændrede" in vejviser("import", "tilbud.csv", folder=folder).stdout


def test_a_faulty_file_is_reported_and_nothing_of_it_is_written(folder: Path) -> None:
    good = '{"id": "ny", "name": "Ny klub"}'
    (folder / "tilbud.jsonl").write_text(f'{good}\n{{"id": "x", "name": "X", "min_age": "tolv"}}\n', encoding="utf-8")
    done = vejviser("import", "tilbud.jsonl", folder=folder)
    assert done.returncode == 1
    assert "linje 2, min_age: »tolv« er ikke et helt tal. Skriv fx 12." in done.stdout
    assert "Ny klub" not in vejviser("ask", "Ny klub", folder=folder).stdout


def test_a_mistake_in_the_settings_is_told_with_key_line_and_remedy(folder: Path) -> None:
    (folder / "config.toml").write_text("[server]\nprot = 80\n", encoding="utf-8")
    done = vejviser("serve", folder=folder)
    assert done.returncode == 1
    assert "linje 2" in done.stderr
    assert "port" in done.stderr
    assert "Traceback" not in done.stderr

"""The real program, at a time of one's choosing: with a Slack and a mail server on loopback, begun again each day."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.settings import HOUSE
from tests.fake_mail import FakeMail
from tests.fake_slack import SECRET, TOKEN, FakeSlack, Message

SPEED = 60  # a second is a minute: what is due each minute comes each second


@dataclass
class Town:
    """One town's Vejviser: its folder with config.toml and the database, its Slack, its mail, its page's address."""

    folder: Path
    slack: FakeSlack
    mail: FakeMail
    port: int

    @property
    def url(self) -> str:
        """The page; also what stands before personal links, so it is the same every day."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def at(self, when: str) -> Iterator[None]:
        """The server from that time on, until it is stopped; it must end well and have logged no error."""
        command = [
            sys.executable, "-m", "bot", "serve", "--config", str(self.folder / "config.toml"),
            "--clock", when, "--speed", str(SPEED),
        ]  # fmt: skip
        secrets = {
            "SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET, "VEJVISER_LINK_KEY": "n" * 32,
            "PYTHONPATH": str(HOUSE),
        }  # fmt: skip
        log = self.folder / f"log-{when.replace(':', '')}"
        with log.open("wb") as file:
            process = subprocess.Popen(command, cwd="/", env=os.environ | secrets, stdout=file, stderr=file)
        self.slack.endpoint = f"{self.url}/slack/events"
        try:
            self._healthy(process, log)
            yield
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.wait()
        assert '"level": "error"' not in log.read_text(encoding="utf-8")

    def _healthy(self, process: subprocess.Popen[bytes], log: Path) -> None:
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/healthz", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(log.read_text(encoding="utf-8"))

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        database = sqlite3.connect(f"file:{self.folder / 'vejviser.db'}?mode=ro", uri=True)
        try:
            return database.execute(query, given).fetchall()
        finally:
            database.close()

    def told(self, user: str) -> list[Message]:
        """What stands in somebody's own conversation with the app, files among it."""
        channel = self.slack._private(user)
        return [one for one in self.slack.messages if one.channel == channel]

    def mailed(self, address: str) -> list[str]:
        """The plain texts of the mails that somebody got."""
        found = [one for one in self.mail.mails if address in str(one["To"])]
        return [
            "\n".join(body.get_content().splitlines())
            for one in found
            if (body := one.get_body(("plain",))) is not None
        ]

    def wait(self, happened: Callable[[], Any]) -> None:
        """Until something has come: on a busy machine a paper takes half a minute."""
        deadline = time.monotonic() + 90
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.02)

    def settled(self) -> None:
        """Until each schedule has looked at least once more, and nothing waits that could go out."""
        time.sleep(1.6)
        self.wait(lambda: not self.rows("select 1 from deliveries where state = 'waiting'"))


def town(folder: Path, slack: FakeSlack, mail: FakeMail, files: tuple[Path, ...]) -> Town:
    """A town whose directory the real import has read, with Slack, mail and the page to choose who one is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "config.toml").write_text(
        f'[server]\nport = {port}\n[web]\ndemo = true\npublic_url = "http://127.0.0.1:{port}"\n'
        f'[slack]\nmode = "http"\napi_url = "{slack.address}/api/"\n'
        f'[mail]\nhost = "127.0.0.1"\nport = {mail.port}\nsecurity = "none"\nsender = "vejviser@kk.example"\n',
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "bot", "import", *map(str, files)]
    environ = os.environ | {"PYTHONPATH": str(HOUSE)}
    done = subprocess.run(command, check=False, cwd=folder, env=environ, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return Town(folder, slack, mail, port)


def link(mail: str, button: str) -> str:
    """The personal link of a button, in the plain text of a mail."""
    found = re.search(rf"^{re.escape(button)}:\n(http\S+)$", mail, re.MULTILINE)
    assert found, mail
    return found[1]

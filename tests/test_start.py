"""What a server says of itself when it starts: its version, where it listens, and whether anything is switched on."""

import logging
import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import version

import pytest

from bot.app import asgi
from bot.chat import Desk
from bot.clock import Clock
from bot.settings import Settings, StoreSettings, Web
from tests.serving import served

NOTHING = "nothing is switched on: set [slack] mode, or [web] public_url, in config.toml"


def test_a_server_that_is_ready_says_which_it_is_without_a_secret(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    store = StoreSettings(url="postgresql+psycopg://vejviser:hemmelig@db/vejviser")
    caplog.set_level(logging.INFO, "bot")
    with served(asgi(replace(desk, clock=Clock(), settings=Settings(store=store, web=Web(demo=True))))):
        (ready,) = (one for one in caplog.records if one.getMessage() == "ready")
    said = vars(ready)
    assert (said["version"], said["address"]) == (version("vejviser"), "127.0.0.1:8080")
    assert said["database"] == "postgresql"
    assert "hemmelig" not in str(said)
    assert NOTHING not in caplog.messages


def test_a_server_on_which_nothing_is_switched_on_says_so(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with served(asgi(replace(desk, clock=Clock()))):
        assert NOTHING in caplog.messages


def test_the_version_is_told() -> None:
    done = subprocess.run([sys.executable, "-m", "bot", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"Vejviser {version('vejviser')}\n"


def test_letters_that_a_locale_lacks_are_replaced() -> None:
    command = [sys.executable, "-m", "bot", "check", "--config", "findes-ikke.toml"]
    done = subprocess.run(command, capture_output=True, check=False, env=os.environ | {"PYTHONIOENCODING": "latin-1"})
    assert done.stdout.decode("latin-1").startswith("? Opsætning: findes-ikke.toml: Filen findes ikke.")
    assert b"Traceback" not in done.stderr

"""Logs say what happened and where, and hold nobody's words: not in messages, payloads, arguments or tracebacks."""

import ast
import asyncio
import hashlib
import hmac
import io
import json
import logging
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from bot import logs
from bot.chat import Answer, Ask, Command, Desk, Reply, action, dispatch
from bot.domain.organisation import Person
from bot.settings import HOUSE

SECRETS = ["hemmelig sætning om Yusuf", "010190-1234", "xoxb-hemmelig-token", "yusuf@example.dk"]
SECRET = " ".join(SECRETS)


class Log(io.StringIO):
    """What was written, as text and as lines."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def said_nothing(self) -> bool:
        written = self.getvalue()
        assert written, "nothing was logged, so nothing was tested"
        return not any(
            word in written
            for secret in SECRETS
            for word in (secret, *secret.split(), repr(secret)[1:-1])
            if len(word) > 4
        )


@pytest.fixture
def log() -> Iterator[Log]:
    """Logs set up at debug, and everything that set_up touches put back afterwards."""
    root, written = logging.getLogger(), Log()
    before = (root.handlers, root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning)
    logs.set_up("debug", written)
    yield written
    root.handlers, root.level, logging.raiseExceptions = before[0], before[1], before[2]
    sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks


def deep_trouble() -> None:
    """An exception with a cause, a context, notes, a group, and secrets in all of them and in local values."""
    words = SECRET
    try:
        try:
            int(words)
        except ValueError as error:
            error.add_note(words)
            raise KeyError(words) from error
    except KeyError as error:
        group = ExceptionGroup(words, [RuntimeError(words), ExceptionGroup(words, [OSError(words)])])
        group.add_note(words)
        raise group from error


def test_a_failing_command_leaves_an_error_id_types_and_frames_but_no_words(log: Log, desk: Desk) -> None:
    def run(ask: Ask, desk: Desk) -> Answer:
        deep_trouble()
        raise AssertionError

    broken = Command("tilbud", actions={"run": action()(run).action})  # type: ignore[attr-defined]
    asker = Person("p", SECRET, email=SECRET)
    answer = dispatch(Ask(asker, words="hvad med Yusuf"), replace(desk, commands={"tilbud": broken}), "tilbud")
    assert isinstance(answer, Reply)
    [line] = [line for line in log.lines if line["level"] == "error"]
    assert line["message"] == "failed"
    assert line["target"] == "tilbud"
    assert line["error_id"] == dict(answer.card.facts)["Fejlnummer"]
    kinds = [error["type"] for error in line["exceptions"]]
    assert kinds[:2] == ["builtins.ExceptionGroup", "builtins.KeyError"]
    assert {"builtins.ValueError", "builtins.RuntimeError", "builtins.OSError"} <= set(kinds)
    assert line["exceptions"][0]["frames"][0].startswith("bot/chat.py:")
    assert line["exceptions"][0]["frames"][-1].endswith(" deep_trouble")
    assert log.said_nothing()


async def _bolt(words: str) -> None:
    async def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-hemmelig-token")

    app = AsyncApp(signing_secret="s", authorize=authorize, process_before_response=True)

    @app.command("/tilbud")
    async def answer(ack: Any, command: dict[str, str]) -> None:
        await ack(command["text"])
        logging.getLogger("slack_bolt").debug(f"{words}")  # noqa: G004 - as libraries do
        raise ValueError(command["text"])

    for command in ("/tilbud", "/ukendt"):
        body = urlencode(
            {
                "command": command,
                "text": words,
                "user_id": "U1",
                "team_id": "T1",
                "response_url": f"https://x/{words}",
            }
        )
        stamp = str(int(time.time()))  # noqa: TID251 - Bolt compares it with the real clock
        signature = "v0=" + hmac.new(b"s", f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers: dict[str, str | Sequence[str]] = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature,
        }
        await app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))


async def _aiohttp(words: str) -> None:
    async def fail(request: web.Request) -> web.Response:
        raise RuntimeError(await request.text())

    app = web.Application()
    app.router.add_post("/", fail)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://{host}:{port}/?q={words}", data=words) as response,
    ):
        assert response.status == 500
    await runner.cleanup()


async def _asyncio(words: str) -> None:
    async def fail() -> None:
        raise RuntimeError(words)

    task = asyncio.create_task(fail(), name=words)
    await asyncio.wait([task])
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": words, "exception": task.exception(), "task": task})


def _sqlalchemy(words: str) -> None:
    engine = create_engine("sqlite://", echo="debug")
    with engine.begin() as connection:
        connection.execute(text("create table t (a text unique)"))
        connection.execute(text("insert into t values (:a)"), {"a": words})
        connection.execute(text("select * from t")).all()
    try:
        with engine.begin() as connection:
            connection.execute(text("insert into t values (:a)"), {"a": words})
    except IntegrityError:
        logging.getLogger("sqlalchemy").exception(words)
    engine.dispose()


def _anything(words: str) -> None:
    for name in ("uvicorn.error", "uvicorn.access", "apscheduler", "starlette", "bot.platforms.slack.library", "x"):
        lent = logging.getLogger(name)
        lent.warning(words)
        lent.error("%s %(x)s", words)
        lent.debug({"a": words})


@pytest.mark.parametrize(
    "noise",
    [
        lambda words: asyncio.run(_bolt(words)),
        lambda words: asyncio.run(_aiohttp(words)),
        lambda words: asyncio.run(_asyncio(words), debug=True),
        _sqlalchemy,
        _anything,
    ],
    ids=["Bolt", "aiohttp", "asyncio", "SQLAlchemy", "any other"],
)
def test_libraries_at_debug_write_where_and_what_kind_but_no_words(log: Log, noise: Callable[[str], None]) -> None:
    noise(SECRET)
    assert log.said_nothing()
    assert all("where" in line and "message" not in line for line in log.lines)


def test_a_field_that_does_not_look_like_a_code_is_not_written(log: Log) -> None:
    extra = {"error_id": SECRET, "target": SECRET, "error": SECRET, "status": SECRET, "anything": SECRET, "count": 7}
    logs.log.handle(logs.log.makeRecord("bot.chat", logging.ERROR, logs.__file__, 1, "failed", (), None, extra=extra))
    [line] = log.lines
    assert (line["error_id"], line["target"], line["error"], line["status"], line["count"]) == ("?", "?", "?", "?", 7)
    assert "anything" not in line
    assert log.said_nothing()


def test_uvicorns_coming_and_going_is_told(log: Log) -> None:
    logging.getLogger().setLevel(logging.INFO)
    logging.getLogger("uvicorn.error").info("Application startup complete.")
    logging.getLogger("uvicorn.error").info("Something else")
    assert [line["message"] for line in log.lines] == ["Application startup complete."]


def test_endless_recursion_and_endless_causes_are_cut(log: Log) -> None:
    def again() -> None:
        again()

    error: Exception = ValueError()
    for _ in range(50):
        error = RuntimeError().with_traceback(None)
        error.__cause__ = ValueError()
        error.__cause__.__cause__ = error
    logs.log.error("failed", exc_info=error)
    try:
        again()
    except RecursionError:
        logs.log.exception("failed")
    assert [len(line["exceptions"]) for line in log.lines] == [2, 1]
    assert len(log.lines[1]["exceptions"][0]["frames"]) == logs.FRAMES


UNCAUGHT = """
import sys, threading, warnings
from bot import logs
logs.set_up("info")
words = sys.argv[1]
warnings.warn(words)
class Noisy:
    def __del__(self): raise ValueError(words)
    def __repr__(self): return words
Noisy()
def fail(): raise RuntimeError(words)
thread = threading.Thread(target=fail, name=words); thread.start(); thread.join()
try: fail()
except RuntimeError as error: raise LookupError(words) from error
"""


def test_what_nobody_caught_is_logged_without_its_words() -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNCAUGHT, SECRET], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    log = Log(done.stderr)
    assert log.said_nothing()
    assert [line["error"] for line in log.lines] == ["UserWarning", "ValueError", "RuntimeError", "LookupError"]


def test_a_broken_stream_does_not_print_what_it_could_not_write(log: Log, capsys: pytest.CaptureFixture[str]) -> None:
    log.write("something was logged\n")
    log.close()
    logging.getLogger("slack_sdk").error(SECRET)
    assert capsys.readouterr().err == ""


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for package in ("bot", "commands", "schedules"):
        for path in sorted((HOUSE / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical", "log"}
                    and ast.unparse(node.func.value) in {"log", "logger", "logging", "quiet"}
                ):
                    yield path, node


def test_our_own_messages_are_constants_and_their_fields_are_known() -> None:
    calls = list(_calls())
    assert len(calls) > 3
    for path, call in calls:
        place = f"{path}:{call.lineno}"
        assert len(call.args) == 1, f"{place}: the message is never filled in; use extra="
        assert isinstance(call.args[0], ast.Constant), f"{place}: the message must be a constant"
        for keyword in call.keywords:
            if keyword.arg == "extra":
                assert isinstance(keyword.value, ast.Dict), place
                assert {ast.literal_eval(key) for key in keyword.value.keys if key} <= set(logs.FIELDS), place

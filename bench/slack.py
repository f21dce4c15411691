"""Measure signed `/tilbud` over HTTP: requests a second and waiting times, beside bare Bolt that only says "ok".

    .venv/bin/python -m bench.slack [--questions FILE.jsonl] [--rounds N] [--at-once 32]

The server is the real one, on one core; the load and a Slack of our own, which knows the askers, are on another.
Every request is signed anew, over connections that stay open; no answer is cached. "CPU ms" is the processor time
that the server spends on a request: unlike the rest, it hardly depends on what else the machine is doing.
"""

import argparse
import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from tests.fake_slack import SECRET, TEAM, TOKEN, fake_slack, signature

HOUSE = Path(__file__).resolve().parent.parent

DIRECTORY = [HOUSE / "data" / "koebenhavn" / name for name in ("areas.jsonl", "offers.jsonl", "organisation.toml")]
SECRETS = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_SIGNING_SECRET": SECRET}
ASKERS = 32
GOAL_RATE, GOAL_P99 = 400, 100  # requests a second, and ms, at 32 at once on one core
Server = tuple[int, int]  # process id (taskset becomes the server itself) and port
_trigger = count(1)


def main() -> None:
    """Print a row for Vejviser and one for bare Bolt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, default=HOUSE / "tests" / "questions" / "koebenhavn.jsonl")
    parser.add_argument("--rounds", type=int, default=0, help="how often every question is asked (0: 2,000 requests)")
    parser.add_argument("--at-once", type=int, default=32)
    given = parser.parse_args()
    lines = given.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["q"] for line in lines if line.strip()]
    rounds = given.rounds or -(-2000 // len(questions))
    server_core = _cores()
    print(f"{len(questions)} questions, {rounds} times, {given.at_once} at once, server on core {server_core}")
    print("| server | requests/s | p50 ms | p99 ms | most ms | CPU ms |\n| --- |" + " ---: |" * 5)
    with fake_slack() as slack:
        for n in range(ASKERS):
            slack.add_user(f"A{n}", f"a{n}@kk.example")
        asked = questions * rounds
        with bare_bolt(slack.address, server_core) as server:
            measure("bare Bolt", server, asked, given.at_once)
        with vejviser(slack.address, server_core) as server:
            rate, p99 = measure("Vejviser", server, asked, given.at_once)
    met = rate >= GOAL_RATE and p99 <= GOAL_P99
    print(f"goal: {GOAL_RATE} requests/s or more, p99 {GOAL_P99} ms or less: {'met' if met else 'MISSED'}")


def _cores() -> int | None:
    """Leave one core to the server and take the others; None where this cannot be done."""
    if not hasattr(os, "sched_setaffinity") or not shutil.which("taskset") or len(os.sched_getaffinity(0)) < 2:
        return None
    server, *others = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, others)
    return server


def measure(name: str, server: Server, questions: list[str], at_once: int) -> tuple[float, float]:
    """Warm up, ask everything, print a row; requests a second and p99 in ms."""
    process, port = server
    asyncio.run(ask_all(port, questions[: 2 * ASKERS], 4))  # learns the askers
    begun, worked = time.perf_counter(), _worked(process)
    waits = sorted(asyncio.run(ask_all(port, questions, at_once)))
    rate = len(waits) / (time.perf_counter() - begun)
    cpu = (_worked(process) - worked) / len(waits) * 1000
    p50, p99, most = (waits[min(len(waits) - 1, int(len(waits) * part))] * 1000 for part in (0.5, 0.99, 1))
    print(f"| {name} | {rate:.0f} | {p50:.0f} | {p99:.0f} | {most:.0f} | {cpu:.2f} |")
    return rate, p99


def _worked(process: int) -> float:
    """Seconds of processor time that a process has used; 0 where that is not told."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ask_all(port: int, questions: list[str], at_once: int) -> list[float]:
    """Ask everything, `at_once` at a time; how long each waited, in seconds."""
    left, waits = iter(enumerate(questions)), list[float]()
    await asyncio.gather(*(_asker(port, left, waits) for _ in range(at_once)))
    return waits


async def _asker(port: int, left: Iterator[tuple[int, str]], waits: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number, question in left:
        request = _request(question, f"A{number % ASKERS}")
        begun = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        body = await reader.readexactly(length)
        waits.append(time.perf_counter() - begun)
        if b" 200 " not in head[:15] or not (body == b"ok" or b'"blocks"' in body) or b"Fejlnummer" in body:
            sys.exit(f"not an answer: {head.decode()}{body.decode()[:500]}")
    writer.close()


def _request(question: str, user: str) -> bytes:
    """A signed slash command, as Slack sends it."""
    body = urlencode(
        {
            "token": "old", "team_id": TEAM, "team_domain": "kk", "channel_id": "C1", "channel_name": "nordvest",
            "user_id": user, "user_name": user, "command": "/tilbud", "text": question, "api_app_id": "A1",
            "is_enterprise_install": "false", "response_url": "http://127.0.0.1:9/commands/T1/1/a",
            "trigger_id": f"{next(_trigger)}.1.a",
        }
    )  # fmt: skip
    stamp = str(int(time.time()))  # noqa: TID251 - the real clock, as Slack's
    return (
        f"POST /slack/events HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        f"user-agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\naccept: */*\r\n"
        f"x-slack-request-timestamp: {stamp}\r\nx-slack-signature: {signature(body, stamp)}\r\n"
        f"content-length: {len(body)}\r\n\r\n{body}"
    ).encode()


@contextmanager
def vejviser(slack: str, core: int | None) -> Iterator[Server]:
    """The real server with Copenhagen's directory, in a new folder."""
    folder = Path(tempfile.mkdtemp())
    try:
        config = folder / "config.toml"
        config.write_text(f'[slack]\nmode = "http"\napi_url = "{slack}/api/"\n', encoding="utf-8")
        run = [sys.executable, "-m", "bot"]
        imported = [*run, "import", "--config", str(config), *map(str, DIRECTORY)]
        subprocess.run(imported, cwd=HOUSE, env=os.environ | SECRETS, check=True, capture_output=True)
        with _running([*run, "serve", "--config", str(config)], core, SECRETS) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def bare_bolt(slack: str, core: int | None) -> Iterator[Server]:
    """Bolt and its own adapter under the same server, acknowledging and nothing else."""
    with _running([sys.executable, "-m", "bench.slack", "bare", slack], core, {}) as server:
        yield server


@contextmanager
def _running(command: list[str], core: int | None, secrets: dict[str, str]) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environ = os.environ | secrets | {"VEJVISER_SERVER__PORT": str(port), "BARE_PORT": str(port)}
    pinned = command if core is None else ["taskset", "-c", str(core), *command]
    with subprocess.Popen(pinned, cwd=HOUSE, env=environ, stdout=subprocess.DEVNULL) as server:
        try:
            while not _listens(port):
                if server.poll() is not None:
                    sys.exit(f"{command} ended with {server.returncode}")
                time.sleep(0.02)
            yield server.pid, port
        finally:
            server.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def bare(slack: str) -> None:
    """Serve bare Bolt."""
    import uvicorn
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    client = AsyncWebClient(token=TOKEN, base_url=f"{slack}/api/")
    app = AsyncApp(client=client, signing_secret=SECRET, process_before_response=True)

    @app.command("/tilbud")
    async def tilbud(ack: AsyncAck) -> None:
        await ack("ok")

    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    asgi = Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])
    uvicorn.run(asgi, port=int(os.environ["BARE_PORT"]), log_config=None, access_log=False)


if __name__ == "__main__":
    bare(sys.argv[2]) if sys.argv[1:2] == ["bare"] else main()

"""The fake Slack's end of Socket Mode: real WebSockets on loopback, which it drops, silences and refreshes.

`FakeSlack.post` gives what a person does to `Sockets.post` when there are sockets, so that every test's person can
use either mode.
"""

import asyncio
import json
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qsl

import aiohttp
import httpx
from aiohttp import WSMsgType, web

from tests.fake_slack.person import FakeSlack

Json = dict[str, Any]


@dataclass(eq=False)
class Connection:
    """A WebSocket to the app. A silent one neither pings nor pongs."""

    socket: web.WebSocketResponse
    request: web.Request
    silent: bool = False
    leaving: bool = False
    pings: int = 0


@dataclass
class Envelope:
    """What was sent, over which connections, and how the app acknowledged it: each ack as it came."""

    content: Json
    over: list[Connection] = field(default_factory=list)
    acks: list[Json] = field(default_factory=list)
    answered: "Future[Json]" = field(default_factory=Future)


class Sockets:
    """The connections of one app. Made with `sockets()`."""

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self.most = 10
        self.copies = 1  # how often each envelope is sent, each time over another connection
        self.lag = 0.0  # seconds until an envelope arrives
        self.connections: list[Connection] = []
        self.envelopes: list[Envelope] = []
        self.opened = 0  # connections that were ever opened
        self.url = ""
        self._tickets: set[str] = set()
        self._number = count(1)
        self._loop = asyncio.new_event_loop()
        self._choosing = Lock()

    # What a test does

    def drop(self, connection: Connection) -> None:
        """Cut a connection, without a goodbye."""
        self._run(self._drop(connection))

    def silence(self, connection: Connection) -> None:
        """Let a connection stay open, and say nothing on it any more."""
        connection.silent = True

    def refresh(self, connection: Connection, reason: str = "refresh_requested") -> None:
        """Announce that a connection is to end; `drop` or `close` ends it."""
        with self._choosing:
            connection.leaving = True
        self.say(connection, json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "x"}}))

    def close(self, connection: Connection) -> None:
        """End a connection as the protocol says."""
        self._run(connection.socket.close())

    def say(self, connection: Connection, text: str) -> None:
        """Send a text."""
        self._run(connection.socket.send_str(text))

    def live(self) -> list[Connection]:
        """Connections that are open and stay so."""
        return [one for one in self.connections if not one.leaving and not one.silent]

    def post(self, body: str, patience: float, content_type: str = "") -> httpx.Response | None:
        """Send what would have been an HTTP request's body; the answer as that request's, None when it was late."""
        envelope = self.send(_content(body, content_type))
        try:
            ack = envelope.answered.result(patience)
        except TooLate:
            return None
        if "payload" in ack and not envelope.content["accepts_response_payload"]:
            self.slack.refused.append("an envelope that takes no answer got one")
        return httpx.Response(200, json=ack["payload"]) if "payload" in ack else httpx.Response(200)

    def send(self, content: Json, over: Connection | None = None) -> Envelope:
        """Send an envelope without waiting for its answer, over a given connection or any (once there is one)."""
        number = next(self._number)
        envelope = Envelope({"envelope_id": f"E{number}"} | content)
        self.envelopes.append(envelope)
        time.sleep(self.lag)
        with self._choosing:
            if over is None:
                self.slack.wait(self.live)
            live = self.live()
            for copy in range(self.copies):
                self.repeat(envelope, over or live[(number + copy) % len(live)])
        return envelope

    def repeat(self, envelope: Envelope, connection: Connection) -> None:
        """Send an envelope (again)."""
        envelope.over.append(connection)
        self.say(connection, json.dumps(envelope.content))

    # The wire

    def open(self) -> str:
        """A fresh address, good for one connection."""
        ticket = f"t{next(self._number)}"
        self._tickets.add(ticket)
        return f"{self.url}?ticket={ticket}&app_id=A1"

    async def _link(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("ticket") not in self._tickets:
            return web.Response(status=403)
        self._tickets.remove(request.query["ticket"])
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.connections) >= self.most:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        connection = Connection(socket, request)
        number = len(self.connections) + 1
        await socket.send_json({"type": "hello", "num_connections": number, "connection_info": {"app_id": "A1"}})
        self.connections.append(connection)
        self.opened += 1
        pinging = asyncio.create_task(self._ping(connection))
        async for message in socket:
            await self._hear(connection, message)
        pinging.cancel()
        self.connections.remove(connection)
        return socket

    async def _ping(self, connection: Connection) -> None:
        while True:
            await asyncio.sleep(0.1)
            if not connection.silent and not connection.socket.closed:
                await connection.socket.ping(b"Ping from fake-slack")

    async def _hear(self, connection: Connection, message: aiohttp.WSMessage) -> None:
        if connection.silent:
            return
        if message.type is WSMsgType.PING:
            connection.pings += 1
            await connection.socket.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            ack = json.loads(message.data)
            envelope = next(one for one in self.envelopes if one.content["envelope_id"] == ack["envelope_id"])
            envelope.acks.append(ack)
            if not envelope.answered.done():
                envelope.answered.set_result(ack)

    async def _drop(self, connection: Connection) -> None:
        assert connection.request.transport is not None
        connection.leaving = True
        connection.request.transport.abort()

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    @contextmanager
    def served(self) -> Iterator[None]:
        """Listen, in a thread with a loop of its own."""
        thread = Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        app = web.Application()
        app.router.add_get("/link", self._link)
        runner = web.AppRunner(app, shutdown_timeout=1)

        async def listen() -> int:
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            return int(runner.addresses[0][1])

        self.url = f"ws://127.0.0.1:{self._run(listen())}/link"
        try:
            yield
        finally:
            self._run(runner.cleanup())
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(10)
            self._loop.close()


@contextmanager
def sockets(slack: FakeSlack) -> Iterator[Sockets]:
    """The workspace's app uses Socket Mode."""
    opened = Sockets(slack)
    with opened.served():
        slack.sockets = opened
        yield opened
    slack.sockets = None


def _content(body: str, content_type: str) -> Json:
    """An envelope without its number; which of them take an answer is as in Slack."""
    if content_type.startswith("application/json"):
        return {"type": "events_api", "payload": json.loads(body), "accepts_response_payload": False,
                "retry_attempt": 0, "retry_reason": ""}  # fmt: skip
    form = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" not in form:
        return {"type": "slash_commands", "payload": form, "accepts_response_payload": True}
    payload = json.loads(form["payload"])
    return {"type": "interactive", "payload": payload,
            "accepts_response_payload": payload["type"] == "view_submission"}  # fmt: skip

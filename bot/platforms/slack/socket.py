"""Socket Mode: Slack sends over connections that we open, so that nobody needs a public address.

Two are held; what Slack sends comes over one of them. A connection that is to end is read until it does, while the
next one is opened: slack_sdk's own client closes first, keeps one pace whatever is wrong, and may lose what is
being answered. The protocol under it is aiohttp's, and so is the listening for pings.
"""

import asyncio
import json
import logging
import random
from collections.abc import Coroutine, Mapping
from typing import Any

import aiohttp
from aiohttp import ClientWebSocketResponse, ClientWSTimeout, WSMsgType
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack import draw, modals, send
from bot.platforms.slack.send import Spot

log = logging.getLogger(__name__)
Line = ClientWebSocketResponse

LINES = 2  # held at once; Slack allows ten
LONGEST_PAUSE = 30.0  # seconds between two tries, unless Slack asks for more
LAST_ACKS = 5.0  # seconds that taken envelopes get to be acknowledged when the server stops
REMEMBERED = 10_000  # envelopes


class Socket:
    """Connections that feed `app`.

    `token` is the app-level one (xapp-…). After `silence` seconds without a word, not even a ping, one is given up.
    """

    def __init__(self, app: AsyncApp, token: str, silence: float) -> None:
        self._app, self._token, self._silence = app, token, silence
        self._slack: AsyncWebClient = app.client
        self._free = asyncio.Semaphore(LINES)
        self._lines: set[Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answering: set[asyncio.Task[None]] = set()
        self._envelopes: dict[str, list[Line] | None] = {}  # the lines that each came over; None once answered
        self._failures = 0
        self._asked_to_wait = 0.0
        self._told = ""

    def ready(self) -> bool:
        """Whether there is a connection."""
        return bool(self._lines)

    def start(self) -> None:
        """Begin to connect, without waiting for it."""
        self._begin(self._keep(), self._tasks)

    async def stop(self) -> None:
        """Take nothing more, acknowledge what was taken, close. What was not taken, Slack can send elsewhere."""
        lines = set(self._lines)
        for task in self._tasks:
            task.cancel()
        if self._answering:
            await asyncio.wait(set(self._answering), timeout=LAST_ACKS)
        await asyncio.gather(*(line.close() for line in lines))

    # Connections

    async def _keep(self) -> None:
        """Open connections, one at a time, for as long as there are places free."""
        while True:
            await self._free.acquire()
            await asyncio.sleep(self._pause())
            line = await self._connect()
            if line is None:
                self._failures += 1
                self._free.release()
            else:
                self._begin(self._hold(line), self._tasks)

    def _pause(self) -> float:
        """Seconds until the next try: twice as long for each failure in a row, and not in step with others."""
        doubled = self._silence / 30 * 2 ** min(self._failures - 1, 9) if self._failures else 0.0
        asked, self._asked_to_wait = self._asked_to_wait, 0.0
        return max(asked, min(doubled, LONGEST_PAUSE) * random.uniform(0.5, 1.0))  # noqa: S311 - no secret

    async def _connect(self) -> Line | None:
        """A connection over which Slack has said hello; None, once told in the log, when there is none."""
        try:
            opened = await self._slack.apps_connections_open(app_token=self._token)
            assert self._slack.session is not None
            line = await self._slack.session.ws_connect(
                opened.get("url", ""),
                heartbeat=self._silence * 2 / 3,  # then we ping; half as long again and we hang up
                timeout=ClientWSTimeout(ws_close=1.0),
                proxy=self._slack.proxy,
                ssl=True if self._slack.ssl is None else self._slack.ssl,
            )
        except send.Unreachable as error:
            if isinstance(error, SlackApiError) and send.reason(error) == "ratelimited":
                self._asked_to_wait = float(send.seconds(error.response.headers))
            self._tell(send.reason(error))
            return None
        greeting = await _greeting(line)
        if greeting.get("type") == "hello":
            self._told = ""
            log.info("connected to Slack", extra={"count": len(self._lines) + 1})
            return line
        await line.close()
        self._tell(str(greeting.get("reason", "no_hello")))
        return None

    def _tell(self, reason: str) -> None:
        """Log why there is no connection; not again and again."""
        if reason != self._told:
            log.warning("no connection to Slack", extra={"error": reason})
        self._told = reason

    async def _hold(self, line: Line) -> None:
        """Take what comes until the connection ends; have the next one opened as soon as Slack announces the end."""
        loop = asyncio.get_running_loop()
        begun, announced = loop.time(), False
        self._lines.add(line)
        try:
            async with asyncio.timeout(None) as limit:
                while not line.closed:
                    message = await _next(line)
                    if message.get("type") == "disconnect" and not announced:
                        announced = True
                        self._make_room(loop.time() - begun)
                        limit.reschedule(loop.time() + self._silence)
                    elif isinstance(message.get("payload"), dict):
                        self._take(message, line)
        except TimeoutError:  # Slack did not end what it said it would end
            await line.close()
        finally:
            self._lines.discard(line)
            if not announced:
                log.info("connection to Slack ended", extra={"count": len(self._lines)})
                self._make_room(loop.time() - begun)

    def _make_room(self, lived: float) -> None:
        """Let another connection be opened: at once, unless this one did not last."""
        self._failures = 0 if lived > self._silence else self._failures + 1
        self._free.release()

    # Envelopes

    def _take(self, envelope: dict[str, Any], line: Line) -> None:
        """Begin to work on an envelope; one that is here again is only acknowledged again."""
        request = SocketModeRequest.from_dict(envelope)
        if request is None:
            return
        key = request.envelope_id
        if key not in self._envelopes:
            if len(self._envelopes) >= REMEMBERED:
                del self._envelopes[next(iter(self._envelopes))]
            lines = self._envelopes[key] = [line]
            self._begin(self._answer(request, lines), self._answering)
        elif (known := self._envelopes[key]) is None:
            self._begin(_acknowledge_again(line, key), self._answering)
        else:
            known.append(line)

    async def _answer(self, request: SocketModeRequest, lines: list[Line]) -> None:
        """Work, and acknowledge with the answer where that is taken: over the newest line, barely over the others."""
        answer = await run_async_bolt_app(self._app, request)
        self._envelopes[request.envelope_id] = None
        if answer.status != 200:
            log.warning("envelope refused", extra={"status": answer.status})
            return
        body = json.loads(answer.body) if answer.body else None
        payload = body if request.accepts_response_payload else None
        delivered = False
        for line in reversed(lines):
            delivered |= await _acknowledge(line, request.envelope_id, None if delivered else payload)
        if not delivered and body is not None:
            log.warning("connection lost before the answer")
            await _answer_otherwise(self._slack, request.payload, body)

    def _begin(self, work: Coroutine[Any, Any, None], tasks: "set[asyncio.Task[None]]") -> None:
        task = asyncio.create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        task.add_done_callback(_log_failure)


async def _greeting(line: Line) -> dict[str, Any]:
    """What Slack says first; nothing when it says nothing."""
    try:
        async with asyncio.timeout(send.TIMEOUT):
            return await _next(line)
    except TimeoutError:
        return {}


async def _next(line: Line) -> dict[str, Any]:
    """What Slack says next; nothing when it says something odd, or when the connection has ended (it is closed)."""
    try:
        frame = await line.receive()
        if frame.type is not WSMsgType.TEXT:
            await line.close()
            return {}
        message = json.loads(frame.data)
    except (ConnectionError, aiohttp.ClientError):  # a ping that could not be answered
        await line.close()
        return {}
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


async def _acknowledge(line: Line, key: str, payload: Mapping[str, Any] | None) -> bool:
    """Whether the acknowledgement could be sent."""
    try:
        await line.send_str(draw.compact({"envelope_id": key} | ({} if payload is None else {"payload": payload})))
    except (ConnectionError, aiohttp.ClientError):
        return False
    return True


async def _acknowledge_again(line: Line, key: str) -> None:
    await _acknowledge(line, key, None)


async def _answer_otherwise(slack: AsyncWebClient, asked: Mapping[str, Any], body: dict[str, Any]) -> None:
    """Give an answer that no acknowledgement could carry: a command's by its response_url, a form's in its place."""
    if "response_url" in asked:
        await send.answer(slack, Spot(asked["channel_id"], asked["user_id"], asked["response_url"]), body)
    elif view := asked.get("view"):
        shown = body.get("view") or modals.corrected(view, body["errors"])
        try:
            await slack.views_update(view_id=view["id"], view=shown)
        except send.Unreachable as error:
            log.warning("modal not updated", extra={"error": send.reason(error)})


def _log_failure(task: "asyncio.Task[None]") -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("socket failed", exc_info=error)

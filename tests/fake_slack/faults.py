"""What goes wrong between an app and Slack: a call is refused, breaks, is not answered, or lands late.

`delivered` tells whether Slack did what was asked, which the app cannot see.
"""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from tests.fake_slack.workspace import rate_limited

Work = Callable[[], Awaitable[Response]]
Fault = Callable[[Work], Awaitable[Response]]


def not_slack() -> list[Response]:
    """What somebody else than Slack may answer: a proxy, a page to log in on."""
    return [
        JSONResponse([1]), JSONResponse({}), PlainTextResponse("Log på"), HTMLResponse("<h1>Log på</h1>"),
        HTMLResponse("Forbudt", 403), Response(b"{", 429, media_type="application/json"),
    ]  # fmt: skip


def busy(seconds: int) -> Fault:
    """429."""

    async def fault(_: Work) -> Response:
        return rate_limited(seconds)

    return fault


def broken(*, delivered: bool) -> Fault:
    """500."""

    async def fault(work: Work) -> Response:
        if delivered:
            await work()
        return JSONResponse({"ok": False, "error": "internal_error"}, 500)

    return fault


def reset(*, delivered: bool) -> Fault:
    """The connection ends before the answer has come."""

    async def fault(work: Work) -> Response:
        if delivered:
            await work()

        return _Cut()

    return fault


def silent(seconds: float, *, delivered: bool) -> Fault:
    """No answer for so long."""

    async def fault(work: Work) -> Response:
        if delivered:
            await work()
        await asyncio.sleep(seconds)
        return JSONResponse({"ok": False, "error": "request_timeout"}, 408)

    return fault


def late(seconds: float) -> Fault:
    """It lands when the app has long stopped waiting."""

    async def fault(work: Work) -> Response:
        await asyncio.sleep(seconds)
        return await work()

    return fault


class _Cut(Response):
    """An answer that ends before its end: the server hangs up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})

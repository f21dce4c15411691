"""The door for Slack's HTTP requests: only what Slack signed, lately, once and of a sensible size gets in.

Bolt's own check is switched off: it reads the body before it checks the signature, and logs a body that it refuses.
"""

import re
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.requests import Request
from starlette.responses import Response

LARGEST = 1_000_000  # bytes; a modal with everything in it is a quarter of that
REMEMBERED = 50_000  # signatures, twice over: at least as many as come in the ten minutes in which one is valid
_TIMESTAMP = re.compile(r"\d{1,12}")


class Door:
    """An ASGI-ready endpoint that gives `work` what may come in."""

    def __init__(self, secret: str, work: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> None:
        self._verifier = SignatureVerifier(secret)
        self._work = work
        self._seen: set[str] = set()
        self._seen_before: set[str] = set()

    async def __call__(self, request: Request) -> Response:
        """Check, work, answer. What is refused learns only a status."""
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        if b"ssl_check=1" in (body, body.partition(b"&")[0]):  # Slack tries our certificate; this is not signed
            return Response(status_code=200)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return Response(status_code=400)
        signature = request.headers.get("x-slack-signature", "")
        if not self._signed(text, request.headers.get("x-slack-request-timestamp", ""), signature):
            return Response(status_code=401)
        if self._again(signature):
            return Response(status_code=200)
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type not in ("application/x-www-form-urlencoded", "application/json"):
            return Response(status_code=415)
        try:
            received = AsyncBoltRequest(body=text, headers={"content-type": [content_type]})
        except ValueError:  # JSON that is none
            return Response(status_code=400)
        answer = await self._work(received)
        return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())

    def _signed(self, body: str, timestamp: str, signature: str) -> bool:
        """Whether Slack signed this within the last five minutes, by the machine's own clock."""
        if not _TIMESTAMP.fullmatch(timestamp) or not signature.isascii():
            return False
        return self._verifier.is_valid(body, timestamp, signature)

    def _again(self, signature: str) -> bool:
        """Whether this very request has been here. Slack signs each try anew, so somebody else repeats it."""
        if signature in self._seen or signature in self._seen_before:
            return True
        if len(self._seen) >= REMEMBERED:
            self._seen_before, self._seen = self._seen, set()
        self._seen.add(signature)
        return False


async def _read(request: Request) -> bytes | None:
    """The body; None when it is too large."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > LARGEST:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)

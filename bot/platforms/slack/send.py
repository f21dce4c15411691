"""Sends to Slack: through a response_url, or by the Web API where that has run out. Nothing is sent twice.

A post whose fate is unknown (a time-out, a lost connection) is not repeated; only what Slack refused is sent another
way; a post that is to wait (429) waits as long as Slack says, but no longer than a minute in all.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack import draw
from bot.platforms.slack.draw import Message

log = logging.getLogger(__name__)
quiet = logging.getLogger("bot.platforms.slack.library")
quiet.setLevel(logging.ERROR)  # below that Bolt and slack_sdk log whole messages, and warn of what is meant so

TIMEOUT = 10  # seconds for one request to Slack
LONGEST_WAIT = 60  # seconds that one answer waits for Slack's rate limits, in all
Unreachable = (SlackApiError, aiohttp.ClientError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer goes: conversation, asker, and if there are any, the response_url and the thread."""

    channel: str
    user: str
    url: str = ""
    thread: str = ""


def never_connected() -> list[AsyncRetryHandler]:
    """The one failure after which sending again cannot send twice."""
    return [AsyncConnectionErrorRetryHandler(error_types=[aiohttp.ClientConnectorError])]


class NotSlack(aiohttp.ClientError):
    """Somebody else answered, a proxy most likely, and nobody knows what became of the call."""


class _Client(AsyncWebClient):
    """Slack's library, for which an answer that is not Slack's is an error of many kinds: here it is one."""

    async def api_call(self, api_method: str, **arguments: Any) -> AsyncSlackResponse:
        try:
            return await super().api_call(api_method, **arguments)
        except SlackApiError as error:
            said = error.response
            if not isinstance(said, AsyncSlackResponse):  # what the library could not read at all
                raise NotSlack(f"HTTP {said.status}") from None
            if said.status_code != 429 and _code(error) is None:
                raise NotSlack(f"HTTP {said.status_code}") from None
            raise
        except (AttributeError, ValueError):
            raise NotSlack from None


def client(token: str, api_url: str, *, retries: bool = True) -> AsyncWebClient:
    """Slack's Web API. Being told to wait (429) is an error for the caller: somebody is waiting for the answer."""
    handlers = never_connected() if retries else []
    return _Client(
        token=token, base_url=api_url, timeout=TIMEOUT, logger=quiet, retry_handlers=handlers
    )


def reason(error: Exception) -> str:
    """Slack's code for what went wrong ("missing_scope"), or the kind of failure on the way there."""
    return _code(error) or type(error).__name__


def _code(error: Exception) -> str | None:
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return str(data["error"]) if isinstance(data, dict) and "error" in data else None


async def answer(slack: AsyncWebClient, spot: Spot, message: Message) -> None:
    """Show a message to the asker only; with "replace_original" in place of the one whose button was pressed."""
    if await _respond(slack, spot, {"replace_original": False, **message, "response_type": "ephemeral"}):
        return
    shown = {"text": message["text"], "blocks": message["blocks"]}
    if message.get("replace_original"):
        note = draw.context("Det gamle svar kan ikke opdateres længere. Her er det nye.")
        shown["blocks"] = [note, *shown["blocks"]][: draw.BLOCKS]
    if await _post(slack.chat_postEphemeral, spot, shown, user=spot.user) is None:
        await _post(slack.chat_postMessage, Spot(spot.user, spot.user), shown)


async def share(slack: AsyncWebClient, spot: Spot, message: Message) -> bool:
    """Show a message to everybody in the conversation; whether Slack took it."""
    shown = {**message, "response_type": "in_channel", "replace_original": False}
    if await _respond(slack, spot, shown):
        return True
    return await _post(slack.chat_postMessage, spot, message) is not None


async def _respond(slack: AsyncWebClient, spot: Spot, message: Message) -> bool:
    """Whether the response_url took the message, or may have taken it; False where it certainly did not."""
    if not spot.url:
        return False
    webhook = AsyncWebhookClient(
        spot.url,
        timeout=TIMEOUT,
        session=slack.session,
        logger=quiet,
        retry_handlers=never_connected(),
    )
    thread = {"thread_ts": spot.thread} if spot.thread else {}
    try:
        response = await when_allowed(lambda: webhook.send_dict({**message, **thread}))
    except aiohttp.ClientConnectorError:
        log.warning("response_url out of reach")
        return False
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("no word from response_url", extra={"error": type(error).__name__})
        return True
    if response.status_code != 200:
        log.warning("response_url refused", extra={"status": response.status_code, "error": response.body[:100]})
    return bool(response.status_code == 200 or response.status_code >= 500)  # then nobody knows


async def reply(
    slack: AsyncWebClient, spot: Spot, message: Message, *, private: bool = False, notice: str = ""
) -> None:
    """Answer a message where it was written, in the place of a `notice` (its ts) if there is one.

    Where others can read along a `private` answer is for the asker only.
    """
    if notice and await _post(slack.chat_update, spot, message, ts=notice) is not None:
        return
    alone = spot.channel.startswith("D")
    if private and not alone:
        shown = await _post(slack.chat_postEphemeral, spot, message, user=spot.user)
    else:
        shown = await _post(slack.chat_postMessage, spot, message, **_PLAIN)
    if shown is None and not alone:
        await _post(slack.chat_postMessage, Spot(spot.user, spot.user), message, **_PLAIN)


async def notice(slack: AsyncWebClient, spot: Spot, message: Message) -> str:
    """Say something for the time being; the ts of what `reply` can replace, or ""."""
    if not spot.channel.startswith("D"):
        await _post(slack.chat_postEphemeral, spot, message, user=spot.user)
        return ""
    return await _post(slack.chat_postMessage, spot, message, **_PLAIN) or ""


_PLAIN = {"unfurl_links": False, "unfurl_media": False}  # no pictures of every web page in an answer


async def _post(method: Any, spot: Spot, message: Message, **more: Any) -> str | None:
    """The ts of the message that the Web API took, "" when nobody knows whether it did; None where it did not."""
    thread = {"thread_ts": spot.thread} if spot.thread and "ts" not in more else {}
    arguments = {"channel": spot.channel, **message, **thread, **more}
    try:
        response = await when_allowed(lambda: method(**arguments))
    except SlackApiError as error:
        log.warning("post refused", extra={"method": method.__name__, "error": reason(error)})
        return None
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("no word of a post", extra={"method": method.__name__, "error": type(error).__name__})
        return None if isinstance(error, aiohttp.ClientConnectorError) else ""
    return str(response.get("ts") or response.get("message_ts") or "")


async def when_allowed(call: Callable[[], Awaitable[Any]]) -> Any:
    """What `call` gives; while Slack says to wait (429: nothing was taken), wait and call again."""
    left = LONGEST_WAIT
    while True:
        try:
            response = await call()
        except SlackApiError as error:
            response = error.response
            if response.status_code != 429 or (wait := seconds(response.headers)) > left:
                raise
        else:
            if response.status_code != 429 or (wait := seconds(response.headers)) > left:
                return response
        left -= wait
        await asyncio.sleep(wait)


def seconds(headers: Mapping[str, str]) -> int:
    """How long Slack asks us to wait, at least a second."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return max(1, int(said)) if said.isdecimal() else 1


def log_failure(task: "asyncio.Task[Any]") -> None:
    """To be called when work is done that nobody waits for."""
    error = None if task.cancelled() else task.exception()
    if error is not None:
        log.error("late answer failed", exc_info=error)

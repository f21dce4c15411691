"""Sends to Slack: through a response_url, or by the Web API where that has run out. Nothing is sent twice.

A post whose fate is unknown (a time-out, a lost connection) is not repeated; only what Slack refused is sent another
way.
"""

import logging
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.slack import draw
from bot.platforms.slack.draw import Message

log = logging.getLogger(__name__)
quiet = logging.getLogger("bot.platforms.slack.library")
quiet.setLevel(logging.ERROR)  # below that Bolt and slack_sdk log whole messages, and warn of what is meant so

TIMEOUT = 10  # seconds for one request to Slack
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


def client(token: str, api_url: str) -> AsyncWebClient:
    """Slack's Web API. Being told to wait (429) is an error for the caller: somebody is waiting for the answer."""
    return AsyncWebClient(
        token=token, base_url=api_url, timeout=TIMEOUT, logger=quiet, retry_handlers=never_connected()
    )


def reason(error: Exception) -> str:
    """Slack's code for what went wrong ("missing_scope"), or the kind of failure on the way there."""
    data = getattr(error.response, "data", None) if isinstance(error, SlackApiError) else None
    return str(data["error"]) if isinstance(data, dict) and "error" in data else type(error).__name__


async def answer(slack: AsyncWebClient, spot: Spot, message: Message) -> None:
    """Show a message to the asker only; with "replace_original" in place of the one whose button was pressed."""
    if await _respond(slack, spot, {"replace_original": False, **message, "response_type": "ephemeral"}):
        return
    shown = {"text": message["text"], "blocks": message["blocks"]}
    if message.get("replace_original"):
        note = draw.context("Det gamle svar kan ikke opdateres længere. Her er det nye.")
        shown["blocks"] = [note, *shown["blocks"]][: draw.BLOCKS]
    if not await _post(slack.chat_postEphemeral, spot, shown, user=spot.user):
        await _post(slack.chat_postMessage, Spot(spot.user, spot.user), shown)


async def share(slack: AsyncWebClient, spot: Spot, message: Message) -> bool:
    """Show a message to everybody in the conversation; whether Slack took it."""
    shown = {**message, "response_type": "in_channel", "replace_original": False}
    return await _respond(slack, spot, shown) or await _post(slack.chat_postMessage, spot, message)


async def _respond(slack: AsyncWebClient, spot: Spot, message: Message) -> bool:
    """Whether the response_url took the message, or may have taken it; False where it certainly did not."""
    if not spot.url:
        return False
    webhook = AsyncWebhookClient(
        spot.url,
        timeout=TIMEOUT,
        session=slack.session,
        logger=quiet,
        retry_handlers=[*never_connected(), AsyncRateLimitErrorRetryHandler()],
    )
    thread = {"thread_ts": spot.thread} if spot.thread else {}
    try:
        response = await webhook.send_dict({**message, **thread})
    except aiohttp.ClientConnectorError:
        log.warning("response_url out of reach")
        return False
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("no word from response_url", extra={"error": type(error).__name__})
        return True
    if response.status_code != 200:
        log.warning("response_url refused", extra={"status": response.status_code, "error": response.body[:100]})
    return response.status_code == 200 or response.status_code >= 500  # then nobody knows


async def _post(method: Any, spot: Spot, message: Message, **more: str) -> bool:
    """Whether the Web API took the message."""
    thread = {"thread_ts": spot.thread} if spot.thread else {}
    try:
        await method(channel=spot.channel, **message, **thread, **more)
    except SlackApiError as error:
        log.warning("post refused", extra={"method": method.__name__, "error": reason(error)})
        return False
    except (aiohttp.ClientError, TimeoutError) as error:
        log.warning("no word of a post", extra={"method": method.__name__, "error": type(error).__name__})
        return not isinstance(error, aiohttp.ClientConnectorError)
    return True

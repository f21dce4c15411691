"""Ask Slack one thing and keep all that it says: answer or error, scopes, time. For `vejviser check`."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.slack import send


@dataclass(frozen=True, slots=True)
class Said:
    """What Slack said. `error` is its code, and empty when all is well; `unreachable` is what kept us from Slack.

    `scopes` are those of the token; None where Slack did not tell. `date` is Slack's time, aware.
    """

    error: str = ""
    unreachable: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    scopes: frozenset[str] | None = None
    date: datetime | None = None


def ask(token: str, api_url: str, method: str, **arguments: str) -> Said:
    """Call a method of the Web API once, as the server does: the same client, proxy and time-out."""
    slack = send.client(token, api_url)
    try:
        response = asyncio.run(slack.api_call(method, data=arguments))
    except SlackApiError as error:
        return _said(error.response)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return Said(unreachable=_why(error))
    return _said(response)


def _said(response: AsyncSlackResponse) -> Said:
    data = response.data if isinstance(response.data, dict) else {}
    headers = {name.lower(): value for name, value in response.headers.items()}
    error = "" if data.get("ok") else str(data.get("error", "ratelimited"))  # without a code it is a 429
    scopes = headers.get("x-oauth-scopes")
    granted = None if scopes is None else frozenset(one.strip() for one in scopes.split(",") if one.strip())
    return Said(error, "", data, granted, _date(headers))


def _date(headers: Mapping[str, str]) -> datetime | None:
    try:
        date = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return date if date.tzinfo else None


def _why(error: Exception) -> str:
    if isinstance(error, send.NotSlack):
        return ", med ".join(("en anden end Slack svarer", *error.args))
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLError):
        return "certifikatet kan ikke godkendes"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "navnet kan ikke slås op"
    if isinstance(error, TimeoutError):
        return "der kommer intet svar"
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"proxyen siger nej med HTTP {error.status}"
    return "forbindelsen bliver afvist"

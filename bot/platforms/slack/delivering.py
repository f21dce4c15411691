"""Deliveries over Slack: an ordinary message in the person's own conversation with us, never twice.

Slack has no key against repeats, so the message carries the delivery's key in its metadata, and the conversation's
history tells whether it arrived. Every call is tried once; what Slack asks us to wait is kept per method and place.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Message
from bot.chat import Account, Desk
from bot.deliveries.channels import NotNow, Outcome, Permanent, Retry, Sent, Unknown
from bot.deliveries.pacing import Pace
from bot.deliveries.sender import PATIENCE
from bot.domain.organisation import Person
from bot.platforms.slack import draw, identity, send
from bot.store.deliveries import Record

log = logging.getLogger(__name__)
EVENT = "vejviser_delivery"  # the metadata's event_type
BETWEEN, SLOWER = 1.02, 1.01  # seconds between two messages in one conversation, where Slack takes one a second;
# and for all together this much slower than Slack allows, since messages do not take equally long to get there
PAGES, PAGE = 5, 200  # of a conversation's history that are looked through, the newest first
STRANGER = 3600.0  # seconds until an address that Slack does not know is asked about again
WELCOME = ("member", "guest")
LATER = "Slack beder os vente"
SILENT = "Slack svarede ikke på, om beskeden kom frem"
AWAY = "Slack kan ikke nås"
_GONE = {
    "user_not_found": "Slack kender ikke kontoen længere",
    "user_disabled": "kontoen i Slack er lukket",
    "users_not_found": "Slack kender ikke kontoen længere",
    "user_not_visible": "Vejviser må ikke se kontoen i Slack",
    "channel_not_found": "samtalen i Slack findes ikke længere",
    "is_archived": "samtalen i Slack er lukket",
    "cannot_dm_bot": "kontoen i Slack er en bot",
    "messages_tab_disabled": "fanen Beskeder er slået fra: sæt manifestet ind hos Slack igen",
    "not_in_channel": "Vejviser er ikke med i samtalen i Slack længere",
    "restricted_action": "arbejdspladsens regler i Slack forbyder beskeden",
    "missing_scope": "Vejviser mangler en rettighed i Slack: kør vejviser check",
    "invalid_auth": "Slack kender ikke tokenet: kør vejviser check",
    "not_authed": "Slack kender ikke tokenet: kør vejviser check",
    "account_inactive": "Vejviser er fjernet fra Slack: installér appen igen",
    "token_revoked": "Vejviser er fjernet fra Slack: installér appen igen",
    "token_expired": "tokenet til Slack er udløbet",
}
_CLOSED = {"user_not_found", "user_disabled"}  # of those: the account is, and no setting of ours
_ILL = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}


class SlackChannel:
    """The channel "slack"; an address is the account's id, "T1/U2". `team` gives our workspace's id."""

    name = "slack"
    looks_up = True

    def __init__(self, slack: AsyncWebClient, team: Callable[[], Awaitable[str]], desk: Desk) -> None:
        self._slack, self._team, self._desk = slack, team, desk
        self._patience = min(float(send.TIMEOUT), desk.settings.deliveries.grace / 2)  # over long before the look-up
        self._pace = Pace(BETWEEN, SLOWER * 60 / desk.settings.slack.messages_per_minute, monotonic)
        self._conversations: dict[str, str] = {}
        self._strangers: dict[str, float] = {}  # e-mail → until when Slack is not asked again
        self._resting: dict[str, float] = {}  # method → until when

    async def reaches(self, person: Person) -> str | None:
        """The person's account: the one that has written to us, or the one with that e-mail address."""
        loop = asyncio.get_running_loop()
        known = await loop.run_in_executor(None, self._desk.store.accounts.of, person.id)
        for account in known:
            if account.platform == self.name and account.standing in WELCOME:
                return account.id
        if not person.email or self._strangers.get(person.email, 0.0) > monotonic():
            return None
        try:
            team = await self._call("auth.test", self._team)
            found = await self._call("users.lookupByEmail", self._slack.users_lookupByEmail, email=person.email)
        except SlackApiError as error:
            if send.reason(error) != "users_not_found":
                raise NotNow(AWAY) from None
            self._strangers[person.email] = monotonic() + STRANGER
            return None
        account_id = f"{team}/{found['user']['id']}"
        profile = identity.profile(found["user"], team)
        learnt = await loop.run_in_executor(
            None, identity.learn, Account(self.name, account_id), profile, self._desk
        )
        if learnt.person_id == person.id:
            return account_id
        self._strangers[person.email] = monotonic() + STRANGER
        return None

    def turn(self, address: str) -> float:
        """One message a second to each, and so many a minute to all."""
        rest = self._resting.get("chat.postMessage", 0.0) - monotonic()
        return rest if rest >= PATIENCE else max(rest, self._pace.turn(address, PATIENCE))

    async def send(self, record: Record, address: str, message: Message) -> Outcome:
        """Post it, once."""
        try:
            channel = await self._conversation(address)
        except SlackApiError as error:
            return await self._refused(error, address)
        except NotNow as error:
            return Retry(error.reason, error.after, trouble=not error.after)
        metadata = {"event_type": EVENT, "event_payload": {"key": record.delivery.key}}
        arguments = {"channel": channel, **draw.message(message.in_chat), "metadata": metadata}
        try:
            async with asyncio.timeout(self._patience):
                await self._slack.chat_postMessage(**arguments, unfurl_links=False, unfurl_media=False)
        except SlackApiError as error:
            if (wait := _asked(error)) is not None:
                self._pace.rest(address, wait)
                return Retry(LATER, wait, trouble=False)
            return await self._refused(error, address)
        except aiohttp.ClientConnectorError:
            return Retry(AWAY)
        except (aiohttp.ClientError, TimeoutError):
            return Unknown(SILENT)
        return Sent()

    async def look_up(self, record: Record, address: str) -> bool:
        """Whether a message with the delivery's key stands in the conversation."""
        cursor = ""
        try:
            channel = await self._conversation(address)
            for _ in range(PAGES):
                found = await self._call(
                    "conversations.history",
                    self._slack.conversations_history,
                    channel=channel,
                    include_all_metadata=True,
                    limit=PAGE,
                    **({"cursor": cursor} if cursor else {}),
                )
                if any(_key(message) == record.delivery.key for message in found["messages"]):
                    return True
                cursor = (found.get("response_metadata") or {}).get("next_cursor", "")
                if not cursor:
                    return False
        except SlackApiError as error:
            raise NotNow(_GONE.get(send.reason(error), AWAY)) from None
        return False

    async def _conversation(self, address: str) -> str:
        """The id of our conversation with an account."""
        if address not in self._conversations:
            user = address.rpartition("/")[2]
            opened = await self._call("conversations.open", self._slack.conversations_open, users=user)
            self._conversations[address] = opened["channel"]["id"]
        return self._conversations[address]

    async def _call(self, method: str, call: Callable[..., Awaitable[Any]], **arguments: Any) -> Any:
        """A call that may be repeated. NotNow when Slack is away or busy, SlackApiError when it says no."""
        if (rest := self._resting.get(method, 0.0) - monotonic()) > 0:
            raise NotNow(LATER, rest)
        try:
            async with asyncio.timeout(self._patience):
                return await call(**arguments)
        except SlackApiError as error:
            if (wait := _asked(error)) is not None:
                self._resting[method] = monotonic() + wait
                raise NotNow(LATER, wait) from None
            if _is_ill(error):
                raise NotNow(AWAY) from None
            raise
        except (aiohttp.ClientError, TimeoutError):
            raise NotNow(AWAY) from None

    async def _refused(self, error: SlackApiError, address: str) -> Outcome:
        """A closed account is kept as such, so that the next try goes another way: to a new account, or by mail."""
        if _is_ill(error):
            return Unknown(SILENT)
        code = send.reason(error)
        log.warning("delivery refused", extra={"method": "chat.postMessage", "error": code})
        why = _GONE.get(code, f"Slack afviste beskeden ({code})")
        if code not in _CLOSED:
            return Permanent(why)
        account, closed = Account(self.name, address), identity.Profile("deactivated")
        await asyncio.get_running_loop().run_in_executor(None, identity.learn, account, closed, self._desk)
        return Retry(why, trouble=False)


def _asked(error: SlackApiError) -> float | None:
    """How long Slack asks us to wait, if that is all."""
    busy = error.response.status_code == 429 or send.reason(error) == "ratelimited"
    return float(send.seconds(error.response.headers)) if busy else None


def _is_ill(error: SlackApiError) -> bool:
    """Whether Slack broke down over it: then nobody knows what became of it."""
    return error.response.status_code >= 500 or send.reason(error) in _ILL


def _key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}).get("key") if metadata.get("event_type") == EVENT else None

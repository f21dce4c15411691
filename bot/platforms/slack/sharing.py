"""Before a card is shared: who else would see it? Guests and other workspaces are named, and the asker decides."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Button, Card
from bot.platforms.slack import send
from bot.platforms.slack.receive import CONFIRMED, Received
from bot.platforms.slack.send import Unreachable

log = logging.getLogger(__name__)
ASKED = 50  # members whose profile is looked up; of a larger channel we say that we cannot tell
AT_ONCE = 10
OUTSIDE = "Kanalen deles med andre end din egen arbejdsplads."
GUESTS = "Der er gæster i kanalen: folk udefra, som kan læse det, du deler."
UNKNOWN = "Jeg kan ikke se, om der er gæster i kanalen."
NOWHERE = Card(
    "Det blev ikke delt",
    ("Her er ingen kanal at dele i. Stil spørgsmålet i en kanal, og del det dér.",),
    tone="problem",
)
NOT_SHARED = Card(
    "Det blev ikke delt",
    ("Jeg må ikke skrive her. Skriv /invite @Vejviser i kanalen, og prøv igen.",),
    tone="problem",
)
SHARED = Card.done("Delt i kanalen", "Alle i kanalen kan nu se det.")


async def concern(slack: AsyncWebClient, channel: str) -> str | None:
    """Why somebody outside may see what is shared there, a Danish sentence; None when nobody outside can."""
    if channel.startswith("D"):
        return None
    try:
        found = (await slack.conversations_info(channel=channel))["channel"]
        if any(found.get(flag) for flag in ("is_ext_shared", "is_pending_ext_shared", "is_shared")):
            return OUTSIDE
        page = await slack.conversations_members(channel=channel, limit=ASKED + 1)
        if len(page["members"]) > ASKED:
            return UNKNOWN
        return GUESTS if await _guests(slack, page["members"]) else None
    except Unreachable as error:
        log.warning("audience unknown", extra={"error": send.reason(error)})
        return UNKNOWN


async def _guests(slack: AsyncWebClient, members: list[str]) -> bool:
    turn = asyncio.Semaphore(AT_ONCE)

    async def outside(user: str) -> bool:
        async with turn:
            return _from_outside((await slack.users_info(user=user))["user"])

    return any(await asyncio.gather(*map(outside, members)))


def _from_outside(user: Mapping[str, Any]) -> bool:
    return any(user.get(flag) for flag in ("is_restricted", "is_ultra_restricted", "is_stranger"))


def question(received: Received, concern: str) -> Card:
    """Nothing is shared yet: why, and where it can be, the button that does it all the same."""
    if received.ask.words or received.ask.form:  # they are not in a button, so it could not repeat them
        return Card("Det blev ikke delt", (concern, "Del det i en kanal uden folk udefra."), tone="problem")
    anyway = Button("Del alligevel", CONFIRMED + received.target, received.values, "danger")
    return Card("Skal det deles her?", (concern, "Jeg har ikke delt noget endnu."), buttons=(anyway,), tone="problem")

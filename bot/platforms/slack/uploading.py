"""Files that go with an answer: uploaded to the asker's own conversation with us, where nobody else sees them.

Slack takes no files in an answer that only one person sees, so the card says where they come. Nothing is sent twice:
where it is unknown whether Slack took them, the asker is told to look.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Attachment, Card
from bot.chat import Reply
from bot.platforms.slack import draw, send
from bot.platforms.slack.receive import Received
from bot.platforms.slack.send import Spot, Unreachable

log = logging.getLogger(__name__)
PATIENCE = aiohttp.ClientTimeout(total=120)  # seconds for one file
ALT = 1000  # characters that say what a picture shows
TITLE = "Filen kom ikke frem"
_ADMINISTRATOR = "Sig det til administratoren: appen skal have det nye manifest og installeres igen i Slack."
_WHY = {  # Slack's codes → what the asker can do
    "missing_scope": f"Vejviser mangler en rettighed i Slack. {_ADMINISTRATOR}",
    "file_uploads_disabled": "Jeres Slack tager ikke imod filer. Spørg den, der styrer jeres Slack.",
    "file_uploads_except_images_disabled": "Jeres Slack tager kun imod billeder. Spørg den, der styrer jeres Slack.",
    "file_type_not_allowed": "Jeres Slack tager ikke imod filer af den slags. Spørg den, der styrer jeres Slack.",
    "file_upload_size_restricted": "Filen er større, end jeres Slack tillader. Spørg den, der styrer jeres Slack.",
}
_OTHERWISE = "Slack tog ikke imod den. Prøv igen om lidt. Bliver det ved, så sig det til administratoren."
_UNSURE = Card(
    "Jeg kan ikke se, om filen kom frem",
    ("Slack svarede ikke. Se efter i din samtale med Vejviser, og prøv igen, hvis den ikke er der.",),
    tone="problem",
)


def announced(answer: Reply) -> Reply:
    """The answer, saying where its files come."""
    come = "Filen kommer" if len(answer.files) == 1 else "Filerne kommer"
    where = f"{come} i din samtale med Vejviser her i Slack."
    return replace(answer, card=replace(answer.card, small=(where, *answer.card.small)))


async def follow(slack: AsyncWebClient, received: Received, files: Iterable[Attachment], after: float) -> None:
    """Upload the files `after` so many seconds, when the card stands there; say so where that goes wrong."""
    await asyncio.sleep(after)
    problem = await _upload(slack, received.spot.user, files)
    if problem is None:
        return
    message, spot = draw.message(problem), received.spot
    if received.view is not None:  # a modal may be closed by now
        await send.reply(slack, Spot(spot.user, spot.user), message)
    elif spot.url:
        await send.answer(slack, spot, message)
    else:
        await send.reply(slack, spot, message, private=True)


async def _upload(slack: AsyncWebClient, user: str, files: Iterable[Attachment]) -> Card | None:
    """None when Slack has taken them all; else the card that says why not."""
    try:
        opened = await send.when_allowed(lambda: slack.conversations_open(users=user))
        taken = [await _taken(slack, one) for one in files]
    except Unreachable as error:
        return _problem(error)
    try:
        channel = opened["channel"]["id"]
        await send.when_allowed(lambda: slack.files_completeUploadExternal(files=taken, channel_id=channel))
    except SlackApiError as error:
        return _problem(error)
    except Unreachable as error:
        log.warning("no word of an upload", extra={"error": send.reason(error)})
        return _UNSURE
    return None


async def _taken(slack: AsyncWebClient, file: Attachment) -> dict[str, str | None]:
    """A file whose bytes Slack has. Nobody sees it before the upload is completed."""
    alt = {"alt_txt": file.alt[:ALT]} if file.alt else {}
    place = await send.when_allowed(
        lambda: slack.files_getUploadURLExternal(filename=file.name, length=len(file.content), **alt)
    )
    assert slack.session is not None
    sent = slack.session.post(
        place["upload_url"],
        data=file.content,
        timeout=PATIENCE,
        proxy=slack.proxy,
        ssl=True if slack.ssl is None else slack.ssl,
    )
    async with sent as response:
        response.raise_for_status()
    return {"id": place["file_id"], "title": file.name}


def _problem(error: Exception) -> Card:
    reason = send.reason(error)
    log.warning("file not uploaded", extra={"error": reason})
    return Card(TITLE, (_WHY.get(reason, _OTHERWISE),), tone="problem")

"""What Slack tells us as events: direct messages, mentions, and that somebody opened the app.

Each message is claimed by its event_id in the store and worked once, however often Slack repeats it. Where that
takes less than `patience` it is answered before it is acknowledged: if the server dies meanwhile, Slack repeats
it, and then the claim's lease is over. What takes longer is acknowledged after "Et øjeblik …", whose place the claim
keeps: if the server dies then, the next one says there that the question must be asked again, since no words are
stored. One thing can still happen twice: an answer sent by a server that died before it said so in the store.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards import Card
from bot.chat import Answer, Desk, FieldErrors, Open, Refusal, Reply, Share, parse
from bot.forms import mistakes
from bot.platforms.slack import draw, modals, receive, send
from bot.platforms.slack.draw import Message
from bot.platforms.slack.manifest import prompts
from bot.platforms.slack.receive import Payload, Received
from bot.platforms.slack.send import Spot, Unreachable
from bot.store import StoreError
from bot.store.claims import LEASE

log = logging.getLogger(__name__)
T = TypeVar("T")
PATIENT = "Et øjeblik …"
WAIT = draw.notice(PATIENT)
LOST = draw.notice("Jeg blev genstartet, før jeg nåede at svare. Stil dit spørgsmål igen.")
NO_FILES = Reply(
    Card(
        "Filen er ikke modtaget",
        (
            "Vejviser tager ikke imod filer, for de kan rumme oplysninger om børn og unge. "
            "Skriv teksten i stedet, eller sæt et link ind i feltet. Slet filen her, hvis den handler om nogen.",
        ),
        tone="problem",
    )
)
DONE = BoltResponse(status=200, body="")
TRY_AGAIN = BoltResponse(status=503, body="")  # Slack tries again at once, after 1 and after 5 minutes


class Hearing:
    """Answers events. `decide` gives the command's answer; `begin` keeps track of work until the server stops."""

    def __init__(
        self,
        desk: Desk,
        slack: AsyncWebClient,
        patience: float,
        *,
        decide: Callable[[Received], Coroutine[Any, Any, Answer]],
        in_pool: Callable[..., Awaitable[Any]],
        begin: Callable[[Coroutine[Any, Any, Any]], "asyncio.Task[Any]"],
    ) -> None:
        self._desk, self._slack, self._patience = desk, slack, patience
        self._decide, self._in_pool, self._begin = decide, in_pool, begin
        self._at_work: set[str] = set()

    async def on_event(self, body: Payload) -> BoltResponse:
        """An event of any kind; those that are not for us are acknowledged and forgotten."""
        if body["event"]["type"] == "app_home_opened":
            return await self._patiently(self._opened(body))
        if body["event"]["type"] not in ("message", "app_mention"):
            return DONE
        received, key = receive.heard(body), f"slack/{body['event_id']}"
        if received is None or key in self._at_work:
            return DONE
        self._at_work.add(key)
        return await self._patiently(self._work(key, received))

    async def _patiently(self, work: Coroutine[Any, Any, BoltResponse]) -> BoltResponse:
        """The outcome of the work, or an acknowledgement when Slack will wait no longer for it."""
        task: asyncio.Task[BoltResponse] = self._begin(work)
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        if done:
            return task.result()
        task.add_done_callback(send.log_failure)
        return DONE

    # A message.

    async def _work(self, key: str, received: Received) -> BoltResponse:
        claims = self._desk.store.claims
        try:
            if not await self._in_pool(claims.first, key):
                self._desk.metrics.repeated("slack")
                return DONE if await self._in_pool(claims.is_done, key) else TRY_AGAIN
            await self._answer(key, received)
            await self._in_pool(claims.done, key)
        except StoreError as error:
            log.warning("the store is out of reach for an event", extra={"error": type(error.__cause__).__name__})
            return TRY_AGAIN
        finally:
            self._at_work.discard(key)
        return DONE

    async def _answer(self, key: str, received: Received) -> None:
        deciding = self._begin(self._decide_on(received))
        await asyncio.wait({deciding}, timeout=self._patience)
        notice = "" if deciding.done() else await self._ask_to_wait(key, received.spot)
        answer = await deciding
        message, private = self._drawn(received, answer)
        await send.reply(self._slack, received.spot, message, private=private, notice=notice)

    async def _decide_on(self, received: Received) -> Answer:
        return NO_FILES if received.files else await self._decide(received)

    async def _ask_to_wait(self, key: str, spot: Spot) -> str:
        """Say "Et øjeblik …", in a channel to the asker only; the ts of what can be replaced by the answer."""
        notice = await send.notice(self._slack, spot, WAIT)
        place = {"channel": spot.channel, "user": spot.user, "thread": spot.thread, "notice": notice}
        await self._in_pool(self._desk.store.claims.promise, key, json.dumps(place))
        return notice

    def _drawn(self, received: Received, answer: Answer) -> tuple[Message, bool]:
        """The message, and whether it is for the asker only: what is wrong, and what is about the asker."""
        if isinstance(answer, Share):
            return draw.message(answer.card, f"Delt af <@{received.spot.user}>"), False
        if isinstance(answer, Open):
            name = answer.form.action.partition(".")[0]
            lines = (f"Skriv /{name} i stedet for at skrive til mig. Så kan jeg åbne den.",)
            return draw.message(Card("Her kan jeg ikke åbne en formular", lines)), True
        if isinstance(answer, FieldErrors):
            return draw.message(mistakes(answer)), True
        private = isinstance(answer, Reply) and not answer.echo
        return draw.message(answer.card), private or answer.card.tone == "problem" or self._personal(received)

    def _personal(self, received: Received) -> bool:
        """Whether the command's answers are about the asker, or for some roles only."""
        try:
            name, words = parse(received.ask.words, self._desk.commands)
        except Refusal:
            return True
        command = self._desk.commands[name]
        return command.private or words.partition(" ")[0].lower() in command.words

    async def keep_promises(self) -> None:
        """Say where somebody still waits for a server that died; as long as this one runs."""
        while True:
            try:
                broken: dict[str, str] = await self._in_pool(self._desk.store.claims.broken, "slack/")
                for key, place in broken.items():
                    if key not in self._at_work:
                        await self._apologise(**json.loads(place))
                        await self._in_pool(self._desk.store.claims.done, key)
            except StoreError as error:
                log.warning("promises unknown", extra={"error": type(error.__cause__).__name__})
            await asyncio.sleep(LEASE.total_seconds())

    async def _apologise(self, channel: str, user: str, thread: str, notice: str) -> None:
        log.warning("an answer was lost in a restart")
        await send.reply(self._slack, Spot(channel, user, "", thread), LOST, private=bool(thread), notice=notice)

    # The app was opened.

    async def _opened(self, body: Payload) -> BoltResponse:
        event = body["event"]
        try:
            if event.get("tab") == "messages":
                await self._suggest(event["channel"])
            elif event.get("tab") == "home":
                view = modals.home(_card(await self._decide(receive.home(body))))
                await self._slack.views_publish(user_id=event["user"], view=view)
        except Unreachable as error:
            log.warning("nothing shown in the app", extra={"target": event["tab"], "error": send.reason(error)})
        return DONE

    async def _suggest(self, channel: str) -> None:
        """Questions to begin with; no thread_ts, with which Slack would silently show none (agent_view)."""
        await self._slack.assistant_threads_setSuggestedPrompts(
            channel_id=channel, title="Spørg for eksempel:", prompts=prompts(self._desk.commands)
        )


def _card(answer: Answer) -> Card:
    assert isinstance(answer, Reply), "the overview and every refusal are"
    return answer.card

"""Works on what Slack sent and answers in time: at once when it can, else "Et øjeblik …" and the answer later."""

import asyncio
import logging
import re
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from starlette.routing import BaseRoute, Route

from bot.cards import Card, Form
from bot.chat import (
    Answer,
    Desk,
    FieldErrors,
    Open,
    Refusal,
    Replace,
    Reply,
    Share,
    dispatch,
    dispatch_words,
    failure,
)  # fmt: skip
from bot.deliveries import Channel
from bot.forms import complaint, mistakes
from bot.platforms.slack import draw, identity, modals, receive, send, sharing, uploading
from bot.platforms.slack.delivering import SlackChannel
from bot.platforms.slack.draw import Message
from bot.platforms.slack.endpoint import Door
from bot.platforms.slack.hearing import PATIENT, WAIT, Hearing
from bot.platforms.slack.modals import View
from bot.platforms.slack.receive import SHORTCUT, Payload, Received
from bot.platforms.slack.send import Unreachable
from bot.store import StoreError

if TYPE_CHECKING:
    from bot.platforms.slack.socket import Socket

log = logging.getLogger(__name__)
T = TypeVar("T")
JSON = "application/json; charset=utf-8"

PATIENCE = 2.0  # seconds until "Et øjeblik …"; Slack gives up after 3
SILENCE = 30.0  # seconds without a word from Slack, not even a ping, after which a socket is given up; and between
# two tries to reach Slack at the start
LAST_ORDERS = 25.0  # seconds that running answers get when the server stops
TOO_LATE = draw.notice("Det tog for lang tid at åbne formularen. Prøv igen.")
UNSURE = Reply(
    Card(
        "Jeg kan ikke se, hvem du er",
        ("Slack svarer mig ikke lige nu. Prøv igen om et minut. Bliver det ved, så sig det til administratoren.",),
        tone="problem",
    )
)



class SlackChat:
    """Vejviser in Slack, over HTTP or sockets. `pool` runs the commands; `patience` and `silence` are in seconds."""

    def __init__(self, desk: Desk, pool: Executor, patience: float = PATIENCE, silence: float = SILENCE) -> None:
        settings = desk.settings
        self._desk, self._pool, self._patience, self._silence = desk, pool, patience, silence
        self._on = settings.slack.mode != "off"
        self._door: Door | None = None
        self._socket: Socket | None = None
        self._running: set[asyncio.Task[Any]] = set()
        self._team = ""
        self._introducing = asyncio.Lock()
        if self._on:
            assert settings.slack_bot_token
            token = settings.slack_bot_token.get_secret_value()
            self._slack = send.client(token, settings.slack.api_url)
            self._once = send.client(token, settings.slack.api_url, retries=False)
            self._hearing = Hearing(
                desk, self._slack, patience, decide=self._decide, in_pool=self._in_pool, begin=self._begin
            )
        if settings.slack.mode == "http":
            assert settings.slack_signing_secret
            self._door = Door(settings.slack_signing_secret.get_secret_value(), self._bolt().async_dispatch)
        if settings.slack.mode == "socket":
            from bot.platforms.slack import socket

            assert settings.slack_app_token
            self._socket = socket.Socket(self._bolt(), settings.slack_app_token.get_secret_value(), silence)

    def routes(self) -> list[BaseRoute]:
        """Where Slack posts to; nothing unless the mode is "http"."""
        return [Route("/slack/events", self._door.__call__, methods=["POST"])] if self._door else []

    def channels(self) -> list[Channel]:
        """How deliveries reach people in Slack; none when it is off. To be used between `start` and `stop`."""
        return [SlackChannel(self._once, self._introduce, self._desk)] if self._on else []

    def ready(self) -> bool:
        """Whether Slack knows us and, over sockets, can reach us."""
        return bool(self._team) and (self._socket is None or self._socket.ready())

    async def start(self) -> None:
        """Open the connections to Slack and ask who we are, without waiting for the answer."""
        if self._on:
            self._slack.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=send.TIMEOUT))
            self._once.session = self._slack.session
            self._greeting = asyncio.create_task(self._greet())
            self._promises = asyncio.create_task(self._hearing.keep_promises())
        if self._socket:
            self._socket.start()

    async def stop(self) -> None:
        """Let running answers finish, then close."""
        if not self._on:
            return
        self._greeting.cancel()
        self._promises.cancel()
        if self._socket:
            await self._socket.stop()
        deadline = asyncio.get_running_loop().time() + LAST_ORDERS
        while self._running and (left := deadline - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(set(self._running), timeout=left)
        if self._slack.session:
            await self._slack.session.close()

    def _bolt(self) -> AsyncApp:
        async def authorize(team_id: str | None) -> AuthorizeResult:
            """Whose token to use; without a call to Slack, so that it cannot fail."""
            return AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token=self._slack.token)

        app = AsyncApp(
            logger=send.quiet,
            name="vejviser",
            client=self._slack,
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,  # see endpoint.Door
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
        )
        anything = re.compile("")
        app.event(anything)(self._hearing.on_event)
        app.message_shortcut(SHORTCUT)(self._on_shortcut)
        app.command(anything)(self._on_command)
        app.block_action(anything)(self._on_button)
        app.view(anything)(self._on_form)
        app.error(self._on_error)
        return app

    async def _introduce(self) -> str:
        """Our workspace's id. Raises what is in Unreachable."""
        async with self._introducing:  # the start and the first to ask may both want to know
            if not self._team:
                self._team = (await self._slack.auth_test())["team_id"]
        return self._team

    async def _greet(self) -> None:
        while not self._team:
            try:
                await self._introduce()
            except Unreachable as error:
                log.warning("Slack does not know us yet", extra={"error": send.reason(error)})
                await asyncio.sleep(self._silence)

    # What Slack sends: answered within `patience`, or acknowledged and answered later.

    async def _on_command(self, body: Payload) -> BoltResponse:
        try:
            received = receive.command(body, self._desk.commands)
        except Refusal as refusal:
            return _ack(draw.message(Card("Det kan jeg ikke", (str(refusal),), tone="problem")))
        work = self._begin(self._message(received))
        if await self._in_time(work):
            return _ack(work.result())
        self._later(self._command_later(work, received))
        return _ack(WAIT)

    async def _command_later(self, work: asyncio.Task[Message | None], received: Received) -> None:
        message = await work
        await asyncio.sleep(self._patience / 4)  # so that it comes after "Et øjeblik …"
        if message is not None:
            await send.answer(self._slack, received.spot, message)

    async def _on_shortcut(self, body: Payload) -> BoltResponse:
        return await self._on_press(receive.shortcut(body))

    async def _on_button(self, body: Payload) -> BoltResponse:
        return await self._on_press(receive.button(body))

    async def _on_press(self, received: Received) -> BoltResponse:
        at_home = received.view is not None and received.view["type"] == "home"
        work = self._begin(self._press_at_home(received) if at_home else self._press(received))
        if await self._in_time(work):
            work.result()
        else:
            self._later(self._button_later(work, received))
        return _ack(None)

    async def _button_later(self, work: asyncio.Task[None], received: Received) -> None:
        if received.view is None:
            await send.answer(self._slack, received.spot, WAIT)
        await work

    async def _on_form(self, body: Payload) -> BoltResponse:
        received = receive.form(body)
        work = self._begin(self._submit(received))
        if await self._in_time(work):
            return _ack(work.result())
        self._later(self._form_later(work, received))
        return _ack({"response_action": "update", "view": modals.waiting(body["view"])})

    async def _form_later(self, work: asyncio.Task[dict[str, Any]], received: Received) -> None:
        outcome = await work
        assert received.view is not None
        await asyncio.sleep(self._patience / 4)  # Slack must have taken the form away before it can come back
        if "errors" in outcome:
            await self._update(received.view, modals.corrected(received.view, outcome["errors"]))
        else:
            await self._update(received.view, outcome["view"])

    async def _on_error(self, body: Payload) -> BoltResponse:
        """What nobody foresaw: an error id in the log, and on a card where the asker can see one."""
        message = draw.message(failure("slack").card)
        if "event" in body and (received := receive.heard(body)):
            self._later(send.reply(self._slack, received.spot, message, private=True))
        return _ack(message if "command" in body else None)

    # How an answer is shown, depending on what was asked.

    async def _message(self, received: Received) -> Message | None:
        """What only the asker sees; None when the answer stands elsewhere (in a form, before everybody)."""
        answer = await self._decide(received)
        if isinstance(answer, Open):
            return await self._open(received, answer.form)
        if isinstance(answer, Share):
            instead = await self._share(received, answer.card)
            return draw.message(instead) if instead else None
        return draw.message(_card(answer)) | {"replace_original": isinstance(answer, Replace)}

    async def _press(self, received: Received) -> None:
        if received.view is not None:
            answer = await self._decide(received)
            wrong = complaint(answer)
            if isinstance(wrong, FieldErrors) and modals.is_form(received.view):
                view = modals.corrected(received.view, wrong.errors, wrong.asking)
            else:
                view = await self._view(received, answer)
            await self._update(received.view, view)
        elif (message := await self._message(received)) is not None:
            await send.answer(self._slack, received.spot, message)

    async def _press_at_home(self, received: Received) -> None:
        """On the Home tab: the answer comes in a modal, which must be opened before its trigger dies."""
        deciding = self._begin(self._decide(received))
        await asyncio.wait({deciding}, timeout=self._patience / 2)
        in_time = deciding.done()
        view = await self._view(received, deciding.result()) if in_time else modals.card(Card(PATIENT), {})
        try:
            opened = await self._slack.views_open(trigger_id=received.trigger, view=view)
        except Unreachable as error:
            log.warning("nothing opened at home", extra={"error": send.reason(error)})
            return
        if not in_time:
            await self._update(opened["view"], await self._view(received, await deciding))

    async def _submit(self, received: Received) -> dict[str, Any]:
        """What becomes of the modal."""
        assert received.view is not None
        answer = complaint(await self._decide(received))
        if isinstance(answer, FieldErrors) and (
            answer.asking or "" in answer.errors or modals.is_outdated(received.view)
        ):
            view = modals.corrected(received.view, answer.errors, answer.asking)
            return {"response_action": "update", "view": view}
        if isinstance(answer, FieldErrors):
            return {"response_action": "errors", "errors": modals.errors(received.view, answer.errors)}
        return {"response_action": "update", "view": await self._view(received, answer)}

    async def _view(self, received: Received, answer: Answer) -> View:
        """The answer in a modal."""
        if isinstance(answer, Open):
            return self._form(received, answer.form)
        if isinstance(answer, Share):
            return modals.card(await self._share(received, answer.card) or sharing.SHARED, received.origin)
        return modals.card(_card(answer), received.origin)

    def _form(self, received: Received, form: Form) -> View:
        try:
            return modals.form(form, received.origin)
        except modals.Undrawable:
            return modals.card(failure(received.target).card, received.origin)

    async def _open(self, received: Received, form: Form) -> Message | None:
        """Open a form; the message that says why when it does not open."""
        try:
            await self._slack.views_open(trigger_id=received.trigger, view=self._form(received, form))
        except Unreachable as error:
            if send.reason(error) in ("expired_trigger_id", "exchanged_trigger_id"):
                return TOO_LATE
            return draw.message(failure(received.target).card)
        return None

    async def _share(self, received: Received, card: Card) -> Card | None:
        """Show the card to everybody and who shared it; a card for the asker instead where that is not to be."""
        if not received.spot.channel:
            return sharing.NOWHERE
        worry = None if received.confirmed else await sharing.concern(self._slack, received.spot.channel)
        if worry:
            return sharing.question(received, worry)
        above = f"Delt af <@{received.spot.user}>"
        return None if await send.share(self._slack, received.spot, draw.message(card, above)) else sharing.NOT_SHARED

    async def _update(self, old: Payload, view: View) -> None:
        try:
            await self._slack.views_update(view_id=old["id"], view=view)
        except Unreachable as error:  # the modal was closed, most likely
            log.warning("modal not updated", extra={"error": send.reason(error)})

    # Who asks, and the command.

    async def _decide(self, received: Received) -> Answer:
        """The answer to show; its files follow, however the answer is shown and however long it took."""
        self._desk.metrics.received("slack")
        answer = await self._asked(received)
        if not isinstance(answer, Reply) or not answer.files:
            return answer
        self._later(uploading.follow(self._slack, received, answer.files, self._patience / 4))
        return uploading.announced(answer)

    async def _asked(self, received: Received) -> Answer:
        """The command's answer, once Slack has told who asks."""
        answer: Answer | None = await self._in_pool(self._run, received, None)
        if answer is not None:
            return answer
        profile = await self._profile(received)
        if profile is None:
            return UNSURE
        learnt: Answer | None = await self._in_pool(self._run, received, profile)
        assert learnt is not None
        return learnt

    async def _in_pool(self, call: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._pool, call, *arguments)

    def _run(self, received: Received, profile: identity.Profile | None) -> Answer | None:
        """In the pool: find the person and run the command; None when Slack must be asked first."""
        account, desk = received.ask.account, self._desk
        try:
            record = identity.learn(account, profile, desk) if profile else identity.known(account, desk)
            if record is None:
                return None
            person = identity.whose(record, desk)
        except StoreError as error:
            return failure(received.target or "slack", str(error))
        ask = replace(received.ask, person=person)
        return dispatch(ask, desk, received.target, received.values) if received.target else dispatch_words(ask, desk)

    async def _profile(self, received: Received) -> identity.Profile | None:
        """What Slack says of the asker; None when it does not say."""
        try:
            team = await self._introduce()
            found = await self._slack.users_info(user=received.spot.user)
        except Unreachable as error:
            if send.reason(error) in ("user_not_found", "user_not_visible"):  # of another workspace
                return identity.Profile("stranger")
            log.warning("asker unknown", extra={"error": send.reason(error)})
            return None
        return identity.profile(found["user"], team)

    # Keeping track, so that nothing is dropped when the server stops.

    def _begin(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        self._begin(work).add_done_callback(send.log_failure)

    async def _in_time(self, work: "asyncio.Task[Any]") -> bool:
        done, _ = await asyncio.wait({work}, timeout=self._patience)
        return bool(done)


def _card(answer: Reply | Replace | FieldErrors) -> Card:
    if isinstance(answer, FieldErrors):
        return mistakes(answer)
    return answer.card


def _ack(body: dict[str, Any] | None) -> BoltResponse:
    if body is None:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=draw.compact(body), headers={"content-type": JSON})

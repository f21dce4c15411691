"""A Slack of our own, over real HTTP and as strict as the real one: it presses, types and refuses.

A test plays a person (`slash`, `press`, `submit`) and then looks at what that person sees (`messages`, `modals`).
What real Slack would only show to a developer is in `refused`.
"""

import hashlib
import hmac
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from tests import slack_limits
from tests.serving import served

TOKEN = "xoxb-fake"
APP_TOKEN = "xapp-fake"
SECRET = "fake-signing-secret"
TEAM = "T1"
BOT = "UBOT"
Json = dict[str, Any]


@dataclass
class Message:
    """What stands in a conversation; `to` is the only one who sees it, or None; `by` is "app" or "slack"."""

    ts: str
    channel: str
    blocks: list[Json]
    text: str
    to: str | None
    by: str = "app"
    thread: str = ""
    metadata: Json | None = None

    def shown(self) -> str:
        """All its text."""
        return json.dumps(self.blocks, ensure_ascii=False) if self.blocks else self.text


@dataclass
class Modal:
    """An open modal of a user; `errors` are those shown at its fields."""

    id: str
    user: str
    view: Json
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    open: bool = True

    def shown(self) -> str:
        """All its text."""
        return json.dumps(self.view["blocks"], ensure_ascii=False)


@dataclass
class ResponseUrl:
    """Where an app may answer 5 times in 30 minutes; a command's cannot replace anything."""

    channel: str
    user: str
    made: float
    original: Message | None = None
    uses: int = 0


@dataclass
class Trigger:
    """Opens one modal within 3 seconds."""

    user: str
    made: float
    used: bool = False


class Refused(Exception):
    """An error of the Web API, by its code."""


class FakeSlack:
    """One workspace with its users, conversations and modals. Made with `fake_slack()`."""

    def __init__(self) -> None:
        self.address = ""
        self.endpoint = ""  # where the app listens
        self.scopes = {"commands", "chat:write", "users:read", "users:read.email"}
        self.patience = 3.0  # seconds in which the app must answer
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.messages: list[Message] = []
        self.modals: dict[str, Modal] = {}
        self.refused: list[str] = []
        self.calls: list[str] = []
        self.failures: dict[str, list[Response]] = defaultdict(list)  # answers to the next calls of a method
        self.trigger_life = 3.0
        self._responses: dict[str, ResponseUrl] = {}
        self._triggers: dict[str, Trigger] = {}
        self._called: dict[str, list[float]] = defaultdict(list)
        self._gone = 0.0
        self._number = count(1)
        self._lock = Lock()
        self._http = httpx.Client(timeout=30)
        self.add_channel("D1", members=["U1", BOT])
        self.add_channel("C1")
        self.add_user("U1", "anna@kk.example")
        self.add_user(BOT, None, is_bot=True)

    # The workspace

    def add_user(self, user: str, email: str | None, *, team: str = TEAM, **flags: Any) -> None:
        """A member, unless the flags (is_restricted, is_stranger, deleted, …) say otherwise."""
        profile = {"email": email} if email else {}
        self.users[user] = {"id": user, "team_id": team, "name": user.lower(), "profile": profile, **flags}

    def add_channel(self, channel: str, *, members: list[str] | None = None, private: bool = False) -> None:
        """A conversation; the bot is a member unless `members` says otherwise."""
        self.channels[channel] = {"members": [BOT] if members is None else members, "private": private}

    def pass_time(self, seconds: float) -> None:
        """Let triggers, response_urls and rate limits grow older."""
        self._gone += seconds

    def now(self) -> float:
        """Seconds."""
        return time.monotonic() + self._gone

    # What a person does

    def slash(self, text: str, user: str = "U1", channel: str = "C1", **changes: Any) -> int:
        """Type "/command words". The app's status; 0 when it was too late."""
        command, _, words = text.partition(" ")
        url, _ = self._response_url(channel, user)
        form = {
            "token": "old", "team_id": self.users[user]["team_id"], "team_domain": "kk", "channel_id": channel,
            "channel_name": "directmessage" if channel.startswith("D") else "nordvest", "user_id": user,
            "user_name": user.lower(), "command": command, "text": words, "api_app_id": "A1",
            "is_enterprise_install": "false", "response_url": url, "trigger_id": self._trigger(user),
        }  # fmt: skip
        response = self.post(urlencode(form), **changes)
        if response is None:
            self._say(channel, user, f'{command} failed with the error "operation_timeout"')
            return 0
        if response.status_code != 200:
            self._say(channel, user, f'{command} failed with the error "dispatch_failed"')
        elif response.content:
            self._shown_at_once(response, channel, user)
        return response.status_code

    def press(self, where: Message | Modal, button: str, user: str = "U1") -> int:
        """Press the button with that text (the first, when there are several)."""
        blocks = where.blocks if isinstance(where, Message) else where.view["blocks"]
        buttons = [(b, one) for b in blocks if b["type"] == "actions" for one in b["elements"]]
        block, pressed = next((b, one) for b, one in buttons if one["text"]["text"] == button)
        payload: Json = {
            "type": "block_actions", "api_app_id": "A1", "team": {"id": TEAM},
            "user": {"id": user, "team_id": self.users[user]["team_id"]}, "trigger_id": self._trigger(user),
            "actions": [{"block_id": block.get("block_id", "b1"), "action_ts": "1.0", **pressed}],
        }  # fmt: skip
        if isinstance(where, Modal):
            assert where.open and where.user == user, "nobody sees that modal"
            payload |= {"view": self._payload(where), "container": {"type": "view", "view_id": where.id}}
        else:
            assert where.to in (None, user) and where in self.messages, "nobody sees that message"
            url, _ = self._response_url(where.channel, user, where)
            container: Json = {"type": "message", "message_ts": where.ts, "channel_id": where.channel}
            thread = {"thread_ts": where.thread} if where.thread else {}
            container |= {"is_ephemeral": where.to is not None} | thread
            payload |= {"channel": {"id": where.channel}, "response_url": url, "container": container}
        response = self.post(urlencode({"payload": json.dumps(payload)}))
        if response is None or response.status_code != 200:
            self.refused.append("a button was not acknowledged")
        return response.status_code if response else 0

    def submit(self, modal: Modal, **typed: str) -> int:
        """Fill in fields by their block_id, keep what stands in the others, and send the form."""
        assert modal.open
        modal.typed |= typed
        modal.errors = {}
        for block in self._inputs(modal):
            value = self._value(modal, block)
            if not value and not block.get("optional"):
                modal.errors[block["block_id"]] = "Please complete this required field."
            assert len(value) <= block["element"].get("max_length", 3000), "one cannot type more"
        if modal.errors:
            return 0
        payload = {
            "type": "view_submission", "api_app_id": "A1", "team": {"id": TEAM}, "view": self._payload(modal),
            "user": {"id": modal.user, "team_id": self.users[modal.user]["team_id"]},
            "trigger_id": self._trigger(modal.user), "response_urls": [],
        }  # fmt: skip
        response = self.post(urlencode({"payload": json.dumps(payload)}))
        if response is None or response.status_code != 200:
            modal.errors[""] = "We had some trouble connecting. Try again?"
            return response.status_code if response else 0
        self._respond_to_submission(modal, response)
        return 200

    def post(
        self, body: str, *, age: float = 0, secret: str = SECRET, headers: Mapping[str, str] | None = None
    ) -> httpx.Response | None:
        """Send a request signed `age` seconds ago; None when the app took too long. `headers` replace ours."""
        stamp = str(int(Clock().now().timestamp() - age))
        signed = {
            "content-type": "application/x-www-form-urlencoded",
            "x-slack-request-timestamp": stamp,
            "x-slack-signature": signature(body, stamp, secret),
        }
        raw = [(name.encode(), value.encode("latin-1")) for name, value in (signed | dict(headers or {})).items()]
        begun = time.monotonic()
        response = self._http.post(self.endpoint, content=body.encode(), headers=raw)
        return response if time.monotonic() - begun <= self.patience else None

    def seen(self, user: str = "U1", channel: str = "C1") -> list[Message]:
        """The messages that a user sees in a conversation."""
        return [m for m in self.messages if m.channel == channel and m.to in (None, user)]

    def modal(self, user: str = "U1") -> Modal:
        """The modal on top of a user's screen."""
        return [modal for modal in self.modals.values() if modal.user == user and modal.open][-1]

    def wait(self, happened: Callable[[], Any]) -> None:
        """Wait until something has come, at most 10 seconds."""
        deadline = time.monotonic() + 10
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            time.sleep(0.005)

    # What the app may do

    def app(self) -> Starlette:
        """The Web API and the response_urls."""
        api = Route("/api/{method}", self._api, methods=["POST", "GET"])
        return Starlette(routes=[api, Route("/respond/{id}", self._respond, methods=["POST"])])

    async def _api(self, request: Request) -> Response:
        body, method = await request.body(), request.path_params["method"]
        return await run_in_threadpool(self._call, method, request, body)

    def _call(self, method: str, request: Request, body: bytes) -> Response:
        self.calls.append(method)
        if self.failures[method]:
            return self.failures[method].pop(0)
        try:
            scope, per_minute, work = METHODS[method]
            token = APP_TOKEN if method == "apps.connections.open" else TOKEN
            if request.headers.get("authorization") != f"Bearer {token}":
                raise Refused("not_authed" if "authorization" not in request.headers else "invalid_auth")
            if scope and scope not in self.scopes:
                raise Refused("missing_scope")
            arguments = _arguments(request, body)
            one_per_second = method == "chat.postMessage"
            kind = f"{method} {arguments.get('channel')}" if one_per_second else method
            wait = self._wait(kind, 1 if one_per_second else per_minute, 1 if one_per_second else 60)
            if wait:
                error = {"ok": False, "error": "ratelimited"}
                return JSONResponse(error, 429, {"retry-after": str(wait)})
            with self._lock:
                answer = work(self, arguments)
            return JSONResponse({"ok": True} | answer, headers={"x-oauth-scopes": ",".join(sorted(self.scopes))})
        except Refused as error:
            self.refused.append(f"{method}: {error}")
            return JSONResponse({"ok": False, "error": str(error).partition(" ")[0]})

    def _wait(self, kind: str, most: int, seconds: int) -> int:
        calls = self._called[kind] = [at for at in self._called[kind] if at > self.now() - seconds]
        if len(calls) >= most:
            return int(calls[0] + seconds - self.now()) + 1
        calls.append(self.now())
        return 0

    def _auth_test(self, _: Json) -> Json:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": "B1", "team": "KK", "url": "https://kk.slack.example/"}

    def _users_info(self, arguments: Json) -> Json:
        user = self.users.get(arguments["user"])
        if user is None:
            raise Refused("user_not_found")
        if "users:read.email" not in self.scopes:
            user = user | {"profile": {k: v for k, v in user["profile"].items() if k != "email"}}
        return {"user": user}

    def _users_lookup_by_email(self, arguments: Json) -> Json:
        for user in self.users.values():
            if user["profile"].get("email") == arguments["email"] and not user.get("deleted"):
                return {"user": user}
        raise Refused("users_not_found")

    def _connections_open(self, _: Json) -> Json:
        return {"url": self.address.replace("http", "ws") + "/link"}

    def _views_open(self, arguments: Json) -> Json:
        trigger = self._triggers.get(arguments.get("trigger_id", ""))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.now() - trigger.made > self.trigger_life:
            raise Refused("expired_trigger_id")
        _check(slack_limits.of_view(arguments["view"]), "invalid_arguments")
        trigger.used = True
        modal = Modal(f"V{next(self._number)}", trigger.user, arguments["view"])
        self.modals[modal.id] = modal
        return {"view": {"id": modal.id} | arguments["view"]}

    def _views_update(self, arguments: Json) -> Json:
        modal = self.modals.get(arguments["view_id"])
        if modal is None or not modal.open:
            raise Refused("not_found")
        _check(slack_limits.of_view(arguments["view"]), "invalid_arguments")
        modal.view, modal.typed, modal.errors = arguments["view"], {}, {}
        return {"view": {"id": modal.id} | arguments["view"]}

    def _post_message(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        if channel in self.users:  # a user's id means the app's private chat with that user
            channel = f"D-{channel}"
            self.channels.setdefault(channel, {"members": [BOT, arguments["channel"]], "private": True})
        message = self._post(arguments, channel, None)
        return {"ts": message.ts, "channel": channel}

    def _post_ephemeral(self, arguments: Json) -> Json:
        message = self._post(arguments, arguments["channel"], arguments["user"])
        return {"message_ts": message.ts}

    def _post(self, arguments: Json, channel: str, to: str | None) -> Message:
        known = self.channels.get(channel)
        if known is None or (known["private"] and BOT not in known["members"]):
            raise Refused("channel_not_found")
        if BOT not in known["members"]:
            raise Refused("not_in_channel")
        return self._put(arguments, channel, to)

    # What is shown

    def _put(self, body: Json, channel: str, to: str | None) -> Message:
        blocks, text = body.get("blocks") or [], body.get("text", "")
        _check(slack_limits.of_message(blocks, text), "invalid_blocks")
        ts = f"{next(self._number)}.000100"
        message = Message(ts, channel, blocks, text, to, "app", body.get("thread_ts", ""), body.get("metadata"))
        self.messages.append(message)
        return message

    def _say(self, channel: str, user: str, text: str) -> None:
        self.messages.append(Message(f"{next(self._number)}.000100", channel, [], text, user, by="slack"))

    def _shown_at_once(self, response: httpx.Response, channel: str, user: str) -> None:
        if not response.headers["content-type"].startswith("application/json"):
            self._put({"text": response.text}, channel, user)
            return
        body = response.json()
        try:
            self._put(body, channel, None if body.get("response_type") == "in_channel" else user)
        except Refused as error:
            self.refused.append(f"answer: {error}")
            self._say(channel, user, "failed")

    async def _respond(self, request: Request) -> Response:
        body = await request.json()
        with self._lock:
            return self._take(self._responses[request.path_params["id"]], body)

    def _take(self, place: ResponseUrl, body: Json) -> Response:
        self.calls.append("response_url")
        if self.failures["response_url"]:
            return self.failures["response_url"].pop(0)
        if self.now() - place.made > 30 * 60:
            return expired_url()
        if place.uses >= 5:
            return JSONResponse({"ok": False, "error": "used_url"}, 404)
        if place.original is not None and "replace_original" not in body:
            self.refused.append("response_url: say whether to replace the original")
        try:
            to = None if body.get("response_type") == "in_channel" else place.user
            message = self._put(body, place.channel, to)
        except Refused as error:
            self.refused.append(f"response_url: {error}")
            return PlainTextResponse(str(error), 400)
        place.uses += 1
        if body.get("replace_original") and place.original in self.messages:
            message.to = place.original.to
            self.messages.remove(message)
            self.messages[self.messages.index(place.original)] = message
            place.original = message
        return PlainTextResponse("ok")

    def _respond_to_submission(self, modal: Modal, response: httpx.Response) -> None:
        body = response.json() if response.content else {}
        action = body.get("response_action")
        blocks = {block["block_id"] for block in self._inputs(modal)}
        if action == "errors" and body["errors"].keys() <= blocks and all(body["errors"].values()):
            modal.errors = body["errors"]
        elif action == "update" and not (problems := slack_limits.of_view(body["view"])):
            modal.view, modal.typed = body["view"], {}
        elif not body or action == "clear":
            modal.open = False
        else:
            modal.errors[""] = "We had some trouble connecting. Try again?"
            self.refused.append(f"submission: {action} {problems if action == 'update' else ''}")

    def _inputs(self, modal: Modal) -> list[Json]:
        return [block for block in modal.view["blocks"] if block["type"] == "input"]

    def _value(self, modal: Modal, block: Json) -> str:
        element = block["element"]
        chosen = element.get("initial_option", {}).get("value")
        return str(modal.typed.get(block["block_id"], element.get("initial_value") or chosen or ""))

    def _payload(self, modal: Modal) -> Json:
        values = {}
        for block in self._inputs(modal):
            element, value = block["element"], self._value(modal, block)
            state: Json = {"type": element["type"]}
            if element["type"] == "static_select":
                groups = element.get("option_groups") or [element]
                options = [o for group in groups for o in group["options"] if o["value"] == value]
                assert options or not value, "there is no such choice"
                state["selected_option"] = options[0] if options else None
            else:
                state["value"] = value or None
            values[block["block_id"]] = {element["action_id"]: state}
        return {"private_metadata": "", **modal.view, "id": modal.id, "team_id": TEAM, "state": {"values": values}}

    def _response_url(self, channel: str, user: str, original: Message | None = None) -> tuple[str, ResponseUrl]:
        key = f"R{next(self._number)}"
        self._responses[key] = ResponseUrl(channel, user, self.now(), original)
        return f"{self.address}/respond/{key}", self._responses[key]

    def _trigger(self, user: str) -> str:
        key = f"{next(self._number)}.1.a"
        self._triggers[key] = Trigger(user, self.now())
        return key


METHODS: dict[str, tuple[str, int, Callable[[FakeSlack, Json], Json]]] = {
    # the scope it needs, how often a minute it may be called, what it does
    "auth.test": ("", 100, FakeSlack._auth_test),
    "users.info": ("users:read", 100, FakeSlack._users_info),
    "users.lookupByEmail": ("users:read.email", 50, FakeSlack._users_lookup_by_email),
    "apps.connections.open": ("", 100, FakeSlack._connections_open),
    "views.open": ("", 100, FakeSlack._views_open),
    "views.update": ("", 100, FakeSlack._views_update),
    "chat.postMessage": ("chat:write", 60, FakeSlack._post_message),
    "chat.postEphemeral": ("chat:write", 100, FakeSlack._post_ephemeral),
}


def signature(body: str, stamp: str, secret: str = SECRET) -> str:
    """Slack's signature of a request."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()


def rate_limited(seconds: int) -> Response:
    """What Slack answers to one who asks too often."""
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(seconds)})


def failing(code: str) -> Response:
    """An error of the Web API."""
    return JSONResponse({"ok": False, "error": code})


def expired_url() -> Response:
    """What a response_url answers after 30 minutes."""
    return JSONResponse({"ok": False, "error": "expired_url"}, 404)


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """A workspace, served on loopback."""
    slack = FakeSlack()
    with served(slack.app()) as slack.address:
        yield slack
    slack._http.close()


def _check(problems: list[str], code: str) -> None:
    if problems:
        raise Refused(f"{'msg_blocks_too_long' if 'msg_blocks_too_long' in problems else code} {problems[:5]}")


def _arguments(request: Request, body: bytes) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(json.loads(body))
    arguments: Json = dict(request.query_params) | dict(parse_qsl(body.decode()))
    return {k: json.loads(v) if k in ("view", "blocks", "metadata") else v for k, v in arguments.items()}

"""What stands in the fake workspace: users, conversations, messages, modals; and how each comes to stand there."""

import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING, Any

import httpx
from starlette.responses import JSONResponse, Response

from tests import slack_limits

if TYPE_CHECKING:
    from tests.fake_slack.faults import Fault
    from tests.fake_slack.sockets import Sockets

TOKEN = "xoxb-fake"
APP_TOKEN = "xapp-fake"
SECRET = "fake-signing-secret"
TEAM = "T1"
BOT = "UBOT"
Json = dict[str, Any]


@dataclass
class File:
    """A file that the app sends: asked for, then its bytes, then completed."""

    name: str
    length: int
    alt: str
    content: bytes | None = None


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
    files: list[File] = field(default_factory=list)

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


class Workspace:
    """The state, without what the app may do (`web_api`) and what a person does (`person`)."""

    def __init__(self) -> None:
        self.address = ""
        self.endpoint = ""  # where the app listens
        self.scopes = {
            "app_mentions:read", "assistant:write", "channels:read", "chat:write", "commands", "files:write",
            "groups:read", "im:history", "im:write", "users:read", "users:read.email",
        }  # fmt: skip
        self.patience = 3.0  # seconds in which the app must answer
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.messages: list[Message] = []
        self.modals: dict[str, Modal] = {}
        self.homes: dict[str, Modal] = {}  # Home tabs, by user
        self.prompts: dict[str, list[Json]] = {}  # suggested prompts, by conversation
        self.refused: list[str] = []
        self.calls: list[str] = []
        self.failures: dict[str, list[Response]] = defaultdict(list)  # answers to the next calls of a method
        self.fault: Callable[[str], Fault | None] | None = None  # what goes wrong with a call of a method
        self.posts_per_second = 0  # that all conversations may have together; 0: any number
        self.per_minute: dict[str, int] = {}  # how often a method may be called, where it is not as usual
        self.trigger_life = 3.0
        self.sockets: Sockets | None = None  # an app in Socket Mode has some
        self._responses: dict[str, ResponseUrl] = {}
        self._triggers: dict[str, Trigger] = {}
        self._uploads: dict[str, File] = {}  # not completed yet, by id
        self._called: dict[str, list[float]] = defaultdict(list)
        self._gone = 0.0
        self._number = count(1)
        self._lock = Lock()
        self._http = httpx.Client(timeout=30)
        self.add_channel("D1", members=["U1", BOT])
        self.add_channel("C1")
        self.add_user("U1", "anna@kk.example")
        self.add_user(BOT, None, is_bot=True)

    def add_user(self, user: str, email: str | None, *, team: str = TEAM, **flags: Any) -> None:
        """A member, unless the flags (is_restricted, is_stranger, deleted, …) say otherwise."""
        profile = {"email": email} if email else {}
        self.users[user] = {"id": user, "team_id": team, "name": user.lower(), "profile": profile, **flags}

    def add_channel(
        self, channel: str, *, members: list[str] | None = None, private: bool = False, **flags: bool
    ) -> None:
        """A conversation; the bot is a member unless `members` says otherwise. Flags: is_ext_shared, …"""
        known = {"members": [BOT] if members is None else members, "private": private, "flags": flags}
        self.channels[channel] = known

    def pass_time(self, seconds: float) -> None:
        """Let triggers, response_urls and rate limits grow older."""
        self._gone += seconds

    def now(self) -> float:
        """Seconds."""
        return time.monotonic() + self._gone

    def _put(self, body: Json, channel: str, to: str | None) -> Message:
        blocks, text = body.get("blocks") or [], body.get("text", "")
        check(slack_limits.of_message(blocks, text), "invalid_blocks")
        ts = f"{next(self._number)}.000100"
        message = Message(ts, channel, blocks, text, to, "app", body.get("thread_ts", ""), body.get("metadata"))
        self.messages.append(message)
        return message

    def _say(self, channel: str, user: str, text: str) -> None:
        self.messages.append(Message(f"{next(self._number)}.000100", channel, [], text, user, by="slack"))

    def _response_url(self, channel: str, user: str, original: Message | None = None) -> tuple[str, ResponseUrl]:
        key = f"R{next(self._number)}"
        self._responses[key] = ResponseUrl(channel, user, self.now(), original)
        return f"{self.address}/respond/{key}", self._responses[key]

    def _trigger(self, user: str) -> str:
        key = f"{next(self._number)}.1.a"
        self._triggers[key] = Trigger(user, self.now())
        return key


def rate_limited(seconds: int) -> Response:
    """What Slack answers to one who asks too often."""
    return JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(seconds)})


def failing(code: str) -> Response:
    """An error of the Web API."""
    return JSONResponse({"ok": False, "error": code})


def expired_url() -> Response:
    """What a response_url answers after 30 minutes."""
    return JSONResponse({"ok": False, "error": "expired_url"}, 404)


def check(problems: list[str], code: str) -> None:
    if problems:
        raise Refused(f"{'msg_blocks_too_long' if 'msg_blocks_too_long' in problems else code} {problems[:5]}")

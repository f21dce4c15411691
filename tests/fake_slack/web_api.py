"""What an app may do in the fake workspace: the Web API and the response_urls, with scopes and rate limits."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests import slack_limits
from tests.fake_slack.workspace import (
    APP_TOKEN,
    BOT,
    TEAM,
    TOKEN,
    File,
    Json,
    Message,
    Modal,
    Refused,
    ResponseUrl,
    Workspace,
    check,
    expired_url,
)  # fmt: skip


class WebApi(Workspace):
    """The app's side."""

    def app(self) -> Starlette:
        """The Web API, the response_urls and where files go."""
        api = Route("/api/{method}", self._api, methods=["POST", "GET"])
        respond = Route("/respond/{id}", self._respond, methods=["POST"])
        return Starlette(routes=[api, respond, Route("/upload/v1/{id}", self._receive, methods=["POST"])])

    async def _api(self, request: Request) -> Response:
        body, method = await request.body(), request.path_params["method"]

        async def work() -> Response:
            return await run_in_threadpool(self._call, method, request, body)

        fault = self.fault(method) if self.fault else None
        return await (fault(work) if fault else work())

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
            most = self.per_minute.get(method, per_minute)
            wait = self._wait(kind, 1 if one_per_second else most, 1 if one_per_second else 60)
            if one_per_second and not wait and self.posts_per_second:
                wait = self._wait("posts", self.posts_per_second, 1)
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
        return {"url": self.sockets.open() if self.sockets else self.address.replace("http", "ws") + "/link"}

    def _views_open(self, arguments: Json) -> Json:
        trigger = self._triggers.get(arguments.get("trigger_id", ""))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.now() - trigger.made > self.trigger_life:
            raise Refused("expired_trigger_id")
        check(slack_limits.of_view(arguments["view"]), "invalid_arguments")
        trigger.used = True
        modal = Modal(f"V{next(self._number)}", trigger.user, arguments["view"])
        self.modals[modal.id] = modal
        return {"view": {"id": modal.id} | arguments["view"]}

    def _views_update(self, arguments: Json) -> Json:
        modal = self.modals.get(arguments["view_id"])
        if modal is None or not modal.open:
            raise Refused("not_found")
        check(slack_limits.of_view(arguments["view"]), "invalid_arguments")
        modal.view, modal.typed, modal.errors = arguments["view"], {}, {}
        return {"view": {"id": modal.id} | arguments["view"]}

    def _views_publish(self, arguments: Json) -> Json:
        check(slack_limits.of_home(arguments["view"]), "invalid_arguments")
        home = Modal(f"V{next(self._number)}", arguments["user_id"], arguments["view"])
        self.homes[arguments["user_id"]] = home
        return {"view": {"id": home.id} | arguments["view"]}

    def _set_suggested_prompts(self, arguments: Json) -> Json:
        if "thread_ts" in arguments:
            return {}  # for an app with agent_view this shows nothing, and Slack does not say so
        if arguments["channel_id"] not in self.channels:
            raise Refused("channel_not_found")
        prompts = arguments["prompts"]
        if not 1 <= len(prompts) <= 4 or not all(p["title"] and p["message"] for p in prompts):
            raise Refused("invalid_arguments")
        self.prompts[arguments["channel_id"]] = prompts
        return {}

    def _conversation(self, arguments: Json) -> Json:
        known = self.channels.get(arguments["channel"])
        if known is None or (known["private"] and BOT not in known["members"]):
            raise Refused("channel_not_found")
        needed = "groups:read" if known["private"] else "channels:read"
        if needed not in self.scopes:
            raise Refused("missing_scope")
        return known

    def _conversations_info(self, arguments: Json) -> Json:
        known = self._conversation(arguments)
        flags = {"is_shared": False, "is_ext_shared": False, "is_pending_ext_shared": False} | known.get("flags", {})
        return {"channel": {"id": arguments["channel"], "is_private": known["private"]} | flags}

    def _conversations_members(self, arguments: Json) -> Json:
        members = self._conversation(arguments)["members"]
        limit = int(arguments.get("limit", 100))
        return {"members": members[:limit], "response_metadata": {"next_cursor": "x" if members[limit:] else ""}}

    def _conversations_open(self, arguments: Json) -> Json:
        user = arguments["users"]
        if user not in self.users:
            raise Refused("user_not_found")
        if self.users[user].get("deleted"):
            raise Refused("user_disabled")
        return {"channel": {"id": self._private(user)}}

    def _private(self, user: str) -> str:
        """The app's conversation with a user."""
        known = (id for id, one in self.channels.items() if id.startswith("D") and {*one["members"]} == {user, BOT})
        channel = next(known, f"D-{user}")
        self.channels.setdefault(channel, {"members": [BOT, user], "private": True})
        return channel

    def _conversations_history(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        if BOT not in self.channels.get(channel, {"members": ()})["members"]:
            raise Refused("channel_not_found")
        limit, begin = int(arguments.get("limit", 100)), int(arguments.get("cursor") or 0)
        all_metadata = str(arguments.get("include_all_metadata", "")).lower() in ("1", "true")
        said = [m for m in reversed(self.messages) if m.channel == channel and m.to is None and not m.thread]
        found = [
            {"type": "message", "ts": m.ts, "text": m.text}
            | ({"metadata": m.metadata} if m.metadata and all_metadata else {})
            for m in said[begin : begin + limit]
        ]
        more = begin + limit if said[begin + limit :] else ""
        return {"messages": found, "has_more": bool(more), "response_metadata": {"next_cursor": str(more)}}

    def _update_message(self, arguments: Json) -> Json:
        found = [m for m in self.messages if (m.channel, m.ts, m.to) == (arguments["channel"], arguments["ts"], None)]
        if not found or found[0].by != "app":
            raise Refused("message_not_found" if not found else "cant_update_message")
        check(slack_limits.of_message(arguments.get("blocks") or [], arguments.get("text", "")), "invalid_blocks")
        found[0].blocks, found[0].text = arguments.get("blocks") or [], arguments.get("text", "")
        return {"ts": found[0].ts, "channel": found[0].channel}

    def _post_message(self, arguments: Json) -> Json:
        channel = arguments["channel"]
        if channel in self.users:  # a user's id means the app's private chat with that user
            channel = self._private(channel)
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

    def _upload_url(self, arguments: Json) -> Json:
        name, alt = arguments.get("filename", ""), arguments.get("alt_txt", "")
        length = int(arguments.get("length", 0))
        if not name or length < 1:
            raise Refused("missing_argument")
        if len(alt) > 1000:
            raise Refused("alt_txt_too_large")
        key = f"F{next(self._number):08}"
        self._uploads[key] = File(name, length, alt)
        return {"upload_url": f"{self.address}/upload/v1/{key}", "file_id": key}

    async def _receive(self, request: Request) -> Response:
        """The bytes of a file, raw; the address works once, without a token, and only for so many bytes."""
        content = await request.body()
        self.calls.append("upload")
        if self.failures["upload"]:
            return self.failures["upload"].pop(0)
        file = self._uploads.get(request.path_params["id"])
        if file is None or file.content is not None or len(content) != file.length:
            self.refused.append("upload")
            return PlainTextResponse("error", 400)
        file.content = content
        return PlainTextResponse(f"OK - {len(content)}")

    def _complete_upload(self, arguments: Json) -> Json:
        channel, asked = arguments.get("channel_id", ""), json.loads(arguments["files"])
        if not re.match("[CGDZ]", channel):  # without a channel nobody sees the file; a user's id is no conversation
            raise Refused("invalid_arguments")
        if BOT not in self.channels.get(channel, {"members": ()})["members"]:
            raise Refused("channel_not_found")
        if not asked or any(self._uploads.get(one["id"], File("", 0, "")).content is None for one in asked):
            raise Refused("file_not_found")
        files = [self._uploads.pop(one["id"]) for one in asked]
        self.messages.append(Message(f"{next(self._number)}.000100", channel, [], "", None, files=files))
        return {"files": [{"id": one["id"], "title": one.get("title", "")} for one in asked]}

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


METHODS: dict[str, tuple[str, int, Callable[[WebApi, Json], Json]]] = {
    # the scope it needs, how often a minute it may be called, what it does
    "auth.test": ("", 100, WebApi._auth_test),
    "users.info": ("users:read", 100, WebApi._users_info),
    "users.lookupByEmail": ("users:read.email", 50, WebApi._users_lookup_by_email),
    "apps.connections.open": ("", 100, WebApi._connections_open),
    "views.open": ("", 100, WebApi._views_open),
    "views.update": ("", 100, WebApi._views_update),
    "views.publish": ("", 100, WebApi._views_publish),
    "assistant.threads.setSuggestedPrompts": ("assistant:write", 100, WebApi._set_suggested_prompts),
    "conversations.info": ("", 50, WebApi._conversations_info),  # by the kind of conversation: see there
    "conversations.open": ("im:write", 50, WebApi._conversations_open),
    "conversations.history": ("im:history", 50, WebApi._conversations_history),
    "conversations.members": ("", 100, WebApi._conversations_members),
    "files.getUploadURLExternal": ("files:write", 100, WebApi._upload_url),
    "files.completeUploadExternal": ("files:write", 100, WebApi._complete_upload),
    "chat.update": ("chat:write", 50, WebApi._update_message),
    "chat.postMessage": ("chat:write", 60, WebApi._post_message),
    "chat.postEphemeral": ("chat:write", 100, WebApi._post_ephemeral),
}


def _arguments(request: Request, body: bytes) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(json.loads(body))
    arguments: Json = dict(request.query_params) | dict(parse_qsl(body.decode()))
    return {k: json.loads(v) if k in ("view", "blocks", "metadata") else v for k, v in arguments.items()}

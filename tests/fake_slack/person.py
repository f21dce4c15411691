"""What a person does in the fake workspace: types, presses, fills in, and sees."""

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import httpx

from bot.clock import Clock
from tests import slack_limits
from tests.fake_slack.web_api import WebApi
from tests.fake_slack.workspace import BOT, SECRET, TEAM, Json, Message, Modal, Refused


class FakeSlack(WebApi):
    """One workspace with its users, conversations and modals. Made with `fake_slack()`."""

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

    def write(self, text: str, user: str = "U1", channel: str = "D1", **event: Any) -> int:
        """Write a message; only in the private chat with the app, or with a mention of it, does the app hear of it.

        `event` adds to what it hears ("thread_ts", "subtype", "bot_id", …). The app's status.
        """
        ts = event.pop("ts", "") or f"{next(self._number)}.000100"
        direct = channel.startswith("D")
        assert direct or f"<@{BOT}>" in text
        heard = {
            "type": "message" if direct else "app_mention", "user": user, "text": text, "ts": ts, "event_ts": ts,
            "channel": channel, "team": self.users[user]["team_id"],
        }  # fmt: skip
        if direct:
            heard["channel_type"] = "im"
        self.messages.append(Message(ts, channel, [], text, None, user, event.get("thread_ts", "")))
        return self.tell(heard | event)

    def open_app(self, tab: str, user: str = "U1", channel: str = "D1") -> int:
        """Look at the app: its "home" or its "messages" tab. The app's status."""
        return self.tell({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab, "event_ts": "1.0"})

    def tell(self, event: Json, event_id: str = "", retry: int = 0, reason: str = "http_timeout") -> int:
        """Send an event, as Slack does: once, or as a retry. The app's status; 0 when it took too long."""
        scope = {"message": "im:history", "app_mention": "app_mentions:read"}.get(event["type"])
        assert not scope or scope in self.scopes, "Slack does not send it"
        body = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event": event,
            "event_id": event_id or f"Ev{next(self._number)}", "event_time": 1,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }  # fmt: skip
        headers = {"content-type": "application/json"}
        if retry:
            headers |= {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason}
        response = self.post(json.dumps(body), headers=headers)
        return response.status_code if response else 0

    def use_shortcut(self, message: Message, user: str = "U1", callback_id: str = "find_offers") -> int:
        """Choose *Find tilbud til dette* in the menu of a message. The app's status."""
        url, _ = self._response_url(message.channel, user)
        payload = {
            "type": "message_action", "callback_id": callback_id, "team": {"id": TEAM},
            "trigger_id": self._trigger(user),
            "user": {"id": user, "team_id": self.users[user]["team_id"]}, "channel": {"id": message.channel},
            "message": {"type": "message", "text": message.text, "ts": message.ts, "user": message.by},
            "message_ts": message.ts, "response_url": url,
        }  # fmt: skip
        if message.thread:
            payload["message"] |= {"thread_ts": message.thread}  # type: ignore[operator]
        response = self.post(urlencode({"payload": json.dumps(payload)}))
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
        if self.sockets:
            return self.sockets.post(body, self.patience, (headers or {}).get("content-type", ""))
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
        chosen = element.get("initial_option", {}).get("value") or element.get("initial_date")
        several = ",".join(option["value"] for option in element.get("initial_options", ()))
        return str(modal.typed.get(block["block_id"], element.get("initial_value") or chosen or several or ""))

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
            elif element["type"] == "multi_static_select":
                state["selected_options"] = [o for o in element["options"] if o["value"] in value.split(",")]
            elif element["type"] == "datepicker":
                state["selected_date"] = value or None
            elif element["type"] == "datetimepicker":  # typed as seconds, which is what Slack sends
                state["selected_date_time"] = int(value) if value else element.get("initial_date_time")
            else:
                state["value"] = value or None
            values[block["block_id"]] = {element["action_id"]: state}
        return {"private_metadata": "", **modal.view, "id": modal.id, "team_id": TEAM, "state": {"values": values}}


def signature(body: str, stamp: str, secret: str = SECRET) -> str:
    """Slack's signature of a request."""
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()

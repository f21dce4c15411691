"""What Slack sent, understood: a payload becomes an Ask, what it is for, and where the answer goes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import Values
from bot.chat import Account, Ask, Command, Place, parse
from bot.platforms.slack import draw, modals
from bot.platforms.slack.send import Spot
from bot.platforms.slack.text import typed

Payload = Mapping[str, Any]
SHORTCUT = "find_offers"  # the callback_id of *Find tilbud til dette*
CONFIRMED = "confirmed/"  # before the target of a button that shares all the same


@dataclass(frozen=True, slots=True)
class Received:
    """A command, a message, a pressed button or a sent form; `ask.person` is still to be found.

    `target` is empty where the words say it. `trigger` opens one form within 3 seconds; `view` is the modal (or Home
    tab) it came from. `confirmed`: the asker has been told who else sees it, and wants to share all the same.
    `files`: whether files came along.
    """

    ask: Ask
    target: str
    values: Values
    spot: Spot
    trigger: str = ""
    view: Payload | None = None
    confirmed: bool = False
    files: bool = False

    @property
    def origin(self) -> dict[str, str]:
        """What a modal must remember of where it was opened."""
        spot = {"channel": self.spot.channel, "url": self.spot.url, "thread": self.spot.thread}
        return {name: value for name, value in spot.items() if value}


def heard(body: Payload) -> Received | None:
    """A direct message or a mention; None for what nobody asked of us: edits, bots and our own messages.

    A mention is answered in a thread, where all in the channel can read it; a direct message where it stands.
    """
    event = body["event"]
    direct = event["channel"].startswith("D")
    if event["type"] != ("message" if direct else "app_mention"):
        return None
    if event.get("subtype") not in (None, "file_share", "thread_broadcast") or "edited" in event:
        return None
    if event.get("bot_id") or not event.get("user"):
        return None
    thread = event.get("thread_ts") or ("" if direct else event["ts"])
    spot = Spot(event["channel"], event["user"], "", thread)
    account = _account(event.get("user_team") or event.get("team") or body["team_id"], event["user"])
    ask = Ask(None, typed(event.get("text", "")), place=_place(spot), account=account)
    return Received(ask, "", {}, spot, files=bool(event.get("files")))


def home(body: Payload) -> Received:
    """Somebody opened the Home tab: what is to be on it."""
    user = body["event"]["user"]
    ask = Ask(None, account=_account(body["team_id"], user))
    return Received(ask, "vejviser.overview", {}, Spot("", user))


def shortcut(body: Payload) -> Received:
    """*Find tilbud til dette* in the menu of a message: its text is the question, whatever it begins with."""
    user, message = body["user"], body["message"]
    spot = Spot(body["channel"]["id"], user["id"], body["response_url"], message.get("thread_ts", ""))
    account = _account(user.get("team_id") or body["team"]["id"], user["id"])
    ask = Ask(None, typed(message.get("text", "")), place=_place(spot), account=account)
    return Received(ask, "tilbud.run", {}, spot, body["trigger_id"])


def command(body: Payload, commands: Mapping[str, Command]) -> Received:
    """A slash command. Raises Refusal for one that we do not have."""
    name, words = parse(f"{body['command']} {body.get('text', '')}", commands)
    spot = Spot(body["channel_id"], body["user_id"], body["response_url"])
    ask = Ask(None, words, place=_place(spot), account=_account(body["team_id"], body["user_id"]))
    return Received(ask, name, {}, spot, body["trigger_id"])


def button(body: Payload) -> Received:
    """A pressed button, in a message or in a modal; one of a form brings along what was typed so far."""
    pressed = body["actions"][0]
    user, view = body["user"], body.get("view")
    if view:
        spot = _spot(modals.opened(view)[2], user["id"])
    else:
        thread = body["container"].get("thread_ts", "")
        spot = Spot(body["channel"]["id"], user["id"], body.get("response_url", ""), thread)
    typed_so_far = modals.answers(view) if view and modals.is_form(view) else {}
    account = _account(user.get("team_id") or body["team"]["id"], user["id"])
    ask = Ask(None, form=typed_so_far, place=_place(spot), account=account)
    values = json.loads(pressed.get("value") or "{}")
    target = draw.action_of(pressed["action_id"])
    confirmed = target.startswith(CONFIRMED)
    return Received(ask, target.removeprefix(CONFIRMED), values, spot, body["trigger_id"], view, confirmed)


def form(body: Payload) -> Received:
    """A form that was sent."""
    user, view = body["user"], body["view"]
    action, values, origin = modals.opened(view)
    spot = _spot(origin, user["id"])
    account = _account(user.get("team_id") or body["team"]["id"], user["id"])
    ask = Ask(None, form=modals.answers(view), place=_place(spot), account=account)
    return Received(ask, action, values, spot, body.get("trigger_id", ""), view)


def _spot(origin: Mapping[str, str], user: str) -> Spot:
    return Spot(origin.get("channel", ""), user, origin.get("url", ""), origin.get("thread", ""))


def _account(team: str, user: str) -> Account:
    return Account("slack", f"{team}/{user}")


def _place(spot: Spot) -> Place:
    """A conversation whose id begins with D is between the asker and the bot (or one other person)."""
    if spot.channel.startswith("D") or not spot.channel:
        return Place()
    return Place("thread", f"{spot.channel}/{spot.thread}") if spot.thread else Place("channel", spot.channel)

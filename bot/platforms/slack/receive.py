"""What Slack sent, understood: a payload becomes an Ask, what it is for, and where the answer goes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.cards import Values
from bot.chat import Account, Ask, Command, Place, parse
from bot.platforms.slack import draw, modals
from bot.platforms.slack.send import Spot

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Received:
    """A command, a pressed button or a sent form; `ask.person` is still to be found.

    `trigger` opens one form within 3 seconds; `view` is the modal it came from.
    """

    ask: Ask
    target: str
    values: Values
    spot: Spot
    trigger: str = ""
    view: Payload | None = None

    @property
    def origin(self) -> dict[str, str]:
        """What a modal must remember of where it was opened."""
        spot = {"channel": self.spot.channel, "url": self.spot.url, "thread": self.spot.thread}
        return {name: value for name, value in spot.items() if value}


def command(body: Payload, commands: Mapping[str, Command]) -> Received:
    """A slash command. Raises Refusal for one that we do not have."""
    name, words = parse(f"{body['command']} {body.get('text', '')}", commands)
    spot = Spot(body["channel_id"], body["user_id"], body["response_url"])
    ask = Ask(None, words, place=_place(spot), account=_account(body["team_id"], body["user_id"]))
    return Received(ask, name, {}, spot, body["trigger_id"])


def button(body: Payload) -> Received:
    """A pressed button, in a message or in a modal."""
    pressed = body["actions"][0]
    user, view = body["user"], body.get("view")
    if view:
        spot = _spot(modals.opened(view)[2], user["id"])
    else:
        thread = body["container"].get("thread_ts", "")
        spot = Spot(body["channel"]["id"], user["id"], body.get("response_url", ""), thread)
    ask = Ask(None, place=_place(spot), account=_account(user.get("team_id") or body["team"]["id"], user["id"]))
    values = json.loads(pressed.get("value") or "{}")
    return Received(ask, draw.action_of(pressed["action_id"]), values, spot, body["trigger_id"], view)


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
    if spot.thread:
        return Place("thread", f"{spot.channel}/{spot.thread}")
    return Place() if spot.channel.startswith("D") else Place("channel", spot.channel)

"""The real server with a bomb in it: kills itself at a named point. The program itself knows nothing of this.

    CRASH_POINT=claim|reply|commit CRASH_AT=N python -m tests.crash.victim serve --config FILE

The points: "claim": deliveries are claimed and nothing is sent; "reply": Slack's answer has come and nothing is
marked; "commit": the mark is written and not committed. At the Nth time it is SIGKILL. "bytes", when the request has
reached Slack, is for the fake Slack to see.
"""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from threading import local
from typing import Any

from sqlalchemy import Connection, Engine, event

import bot.app
from bot.__main__ import main
from bot.cards import Card, Message
from bot.chat import Desk
from bot.deliveries import Outcome, Sent
from bot.domain.delivering import Delivery
from bot.platforms.slack.delivering import SlackChannel
from bot.store.deliveries import Deliveries, Record

KIND = "crash_test"


def compose(delivery: Delivery, desk: Desk) -> Message:
    """What each of the deliveries says."""
    return Message(Card(f"Besked om {delivery.about}"))


class Bomb:
    """Goes off at the Nth time that its point is passed."""

    def __init__(self, point: str, at: int) -> None:
        self._point, self._left = point, at

    def passing(self, point: str) -> None:
        """The program is at that point."""
        self._left -= point == self._point
        if point == self._point and self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def arm(bomb: Bomb) -> None:
    """Put the bomb at each of the points."""
    claim, sent, send = Deliveries.claim, Deliveries.sent, SlackChannel.send
    marking = local()

    def claimed(self: Deliveries, most: int, lease: timedelta, **more: Any) -> list[Record]:
        records = claim(self, most, lease, **more)
        if records:
            bomb.passing("claim")
        return records

    async def replied(self: SlackChannel, record: Record, address: str, message: Message) -> Outcome:
        outcome = await send(self, record, address, message)
        if isinstance(outcome, Sent):
            bomb.passing("reply")
        return outcome

    def marked(self: Deliveries, record: Record, channel: str) -> bool:
        marking.now = True
        try:
            return sent(self, record, channel)
        finally:
            marking.now = False

    def committing(_: Connection) -> None:
        if getattr(marking, "now", False):
            bomb.passing("commit")

    _put(Deliveries, claim=claimed, sent=marked)
    _put(SlackChannel, send=replied)
    event.listen(Engine, "commit", committing)


def _put(kind: type, **functions: Callable[..., Any]) -> None:
    for name, function in functions.items():
        setattr(kind, name, function)


if __name__ == "__main__":
    bot.app.find_kinds = lambda: {KIND: compose}
    arm(Bomb(os.environ.get("CRASH_POINT", ""), int(os.environ.get("CRASH_AT", "1"))))
    main()

"""Who gets a delivery: decided when it is sent, so that it is whoever it should be that day."""

from collections.abc import Iterable
from dataclasses import replace

from bot.cards import Line, Message
from bot.chat import Desk
from bot.domain.delivering import Delivery
from bot.domain.meeting_text import called
from bot.domain.organisation import Person


def recipient(delivery: Delivery, desk: Desk) -> Person | None:
    """The person it is meant for, or who stands in that day; None when there is no such person any more."""
    return desk.store.people.find(_gets(delivery, desk))


def goes_to_deputy(delivery: Delivery, desk: Desk) -> bool:
    """Whether another person than the one it is meant for gets it today."""
    return _gets(delivery, desk) != delivery.person


def for_deputy(message: Message, delivery: Delivery, people: Iterable[Person]) -> Message:
    """The message with a line that says for whom its reader stands in."""
    whom = next((called(one) for one in people if one.id == delivery.person), "en anden")
    note: Line = f"Du får beskeden som stedfortræder for {whom}."
    return replace(message, card=replace(message.card, small=(*message.card.small, note)))


def _gets(delivery: Delivery, desk: Desk) -> str:
    return desk.store.deputies.standing_in(delivery.person, desk.today)

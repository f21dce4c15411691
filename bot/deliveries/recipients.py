"""Who gets a delivery: decided when it is sent, so that it is whoever it should be that day."""

from bot.chat import Desk
from bot.domain.delivering import Delivery
from bot.domain.organisation import Person


def recipient(delivery: Delivery, desk: Desk) -> Person | None:
    """The person it is meant for, or who stands in that day; None when there is no such person any more."""
    return desk.store.people.find(desk.store.deputies.standing_in(delivery.person, desk.today))

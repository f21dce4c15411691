"""What would go out, to whom, when and why: the schedules asked with the clock moved on. Nothing is sent."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import ModuleType

from bot.cards import Message
from bot.chat import Desk, Reply
from bot.clock import COPENHAGEN, Clock
from bot.deliveries.recipients import recipient
from bot.domain.delivering import Delivery
from bot.platforms import terminal

EVERY = timedelta(hours=1)
LAST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One message as it would be if nothing changed before."""

    at: datetime
    to: str
    delivery: Delivery
    text: str

    def json(self) -> str:
        """One line: {"at", "to", "kind", "about", "text"}."""
        said = {"at": self.at.isoformat(), "to": self.to, "kind": self.delivery.kind, "about": self.delivery.about}
        return json.dumps(said | {"text": self.text}, ensure_ascii=False)

    def __str__(self) -> str:
        why = f"{self.delivery.kind}, {self.delivery.about}, {self.delivery.step}"
        return f"{self.at:%d.%m.%Y kl. %H.%M} til {self.to or self.delivery.person} ({why})\n{self.text}"


def forecast(desk: Desk, schedules: Iterable[ModuleType], begin: date, end: date) -> Iterator[Forecast]:
    """What would go out in those days (both included), in order; what waits already is among it."""
    asked = [schedule for schedule in schedules if hasattr(schedule, "KINDS")]
    composers = {kind: schedule.compose for schedule in asked for kind in schedule.KINDS}
    seen: set[str] = set()
    waiting = [record.delivery for record in desk.store.deliveries.waiting(most=100_000)]
    before = datetime.combine(begin, desk.calendar.first, COPENHAGEN) - LAST
    for moment in _moments(desk, begin, end):
        then = replace(desk, clock=Clock.demo(moment, 0.0))
        asked_for = [one for schedule in asked for one in schedule.due(then) if one.key not in seen]
        seen.update(one.key for one in asked_for)
        found = desk.store.deliveries.unknown(asked_for)
        found += [one for one in waiting if one.due <= moment]
        waiting = [one for one in waiting if one.due > moment]
        told = [_told(one, one.due if one.due > before else moment, desk, composers) for one in _latest(found)]
        yield from sorted((one for one in told if one), key=lambda one: one.at)
        before = moment


def _moments(desk: Desk, begin: date, end: date) -> Iterator[datetime]:
    """Every hour that is allowed, and the last moment of each day."""
    for days in range((end - begin).days + 1):
        day = begin + timedelta(days=days)
        if not desk.calendar.is_working_day(day):
            continue
        at = datetime.combine(day, desk.calendar.first, COPENHAGEN)
        last = datetime.combine(day, desk.calendar.last, COPENHAGEN) - LAST
        while at < last:
            yield at
            at += EVERY
        yield last


def _latest(found: Iterable[Delivery]) -> Iterator[Delivery]:
    """Of several steps about the same thing for the same person only the latest goes out."""
    kept: dict[tuple[str, str, str], Delivery] = {}
    for one in sorted(found, key=lambda one: (one.due, one.revision)):
        kept[one.kind, one.about, one.person] = one
    yield from kept.values()


def _told(one: Delivery, at: datetime, desk: Desk, composers: dict[str, object]) -> Forecast | None:
    compose = composers.get(one.kind)
    then = replace(desk, clock=Clock.demo(at, 0.0))
    if not callable(compose) or (one.until is not None and one.until <= at):
        return None
    message, person = compose(one, then), recipient(one, then)
    if not isinstance(message, Message) or person is None:
        return None
    return Forecast(at.astimezone(COPENHAGEN), person.email or "", one, terminal.draw(Reply(message.card)))

"""Meetings: what each school year owes, and who is told what about it; due steps become deliveries."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from bot.chat import Desk
from bot.domain.calendar import school_year
from bot.domain.delivering import Delivery
from bot.domain.meetings import Meeting, State
from bot.domain.obligations import owed, parties, watchers
from bot.domain.steps import KINDS, Concerned, follow_up_step, steps
from schedules.meetings.compose import CHANGED, NEW, compose, new_about

__all__ = ["EVERY", "KINDS", "compose", "due", "run"]
EVERY = timedelta(minutes=1)
_BATCH = 1000


def run(desk: Desk) -> None:
    """Store what is owed, hand over what is due, and remember until when that is done. Twice does it once."""
    directory = desk.store.directory()
    desk.store.meetings.ensure(directory.organisation, directory.version, school_year(desk.today))
    for _ in range(1000):  # batches, should a whole year wake at once
        now = desk.now
        woken = desk.store.meetings.waking(now, _BATCH)
        if not woken:
            break
        found: list[Delivery] = []
        looked = []
        everybody = _Everybody(desk)
        for meeting, stamp, seen in woken:
            all_steps = everybody.steps(meeting)
            found += [one for one in all_steps if seen <= one.due <= now]
            later = min((one.due for one in all_steps if one.due > now), default=None)
            looked.append((meeting.id, stamp, later))
            if meeting.changed_at is not None and meeting.changed_at >= seen:
                desk.store.deliveries.void(meeting.about, meeting.revision, CHANGED)
        desk.store.deliveries.add(found)
        desk.store.meetings.looked(now, looked)
    todo = desk.store.followups.waking(desk.now)
    desk.store.deliveries.add([follow_up_step(one, desk.calendar) for one in todo])
    desk.store.followups.reminded([one.id for one in todo])


def due(desk: Desk) -> Iterable[Delivery]:
    """What should have gone out by now and has not been handed over; also of what is owed but not stored yet."""
    now, everybody = desk.now, _Everybody(desk)
    for meeting, _, seen in desk.store.meetings.waking(now, 1_000_000):
        yield from (one for one in everybody.steps(meeting) if seen <= one.due <= now)
    for one in desk.store.followups.waking(now):
        yield follow_up_step(one, desk.calendar)
    for meeting in _missing(desk):
        about = new_about(meeting)
        yield from (replace(one, about=about) for one in everybody.steps(meeting) if one.due <= now)


class _Everybody:
    """The organisation, rules and calendar, read once for many meetings."""

    def __init__(self, desk: Desk) -> None:
        self._organisation = desk.store.directory().organisation
        self._gone = desk.store.deputies.gone()
        self._rules = desk.settings.meetings.made()
        self._calendar = desk.calendar

    def steps(self, meeting: Meeting) -> tuple[Delivery, ...]:
        people = Concerned(
            parties(meeting, self._organisation, self._gone), watchers(meeting, self._organisation, self._gone)
        )
        return steps(meeting, people, self._rules, self._calendar)


def _missing(desk: Desk) -> Iterator[Meeting]:
    """What `run` would store: only a forecast, which runs nothing, finds any."""
    year = school_year(desk.today)
    if desk.store.meetings.ensured == (desk.store.directory().version, year):
        return
    stored = {
        (one.series, one.subject, one.school_year, one.number)
        for each in (year, year + 1)
        for one in desk.store.meetings.of_year(each, states=tuple(State))
    }
    organisation = desk.store.directory().organisation
    for one in (*owed(organisation, year), *owed(organisation, year + 1)):
        if (one.series, one.subject, one.school_year, one.number) not in stored:
            yield replace(one, made_at=NEW)

"""Requests for status: who is asked is told, who stays silent is reminded; due steps become deliveries."""

from collections.abc import Iterable
from datetime import timedelta

from bot.chat import Desk
from bot.domain.delivering import Delivery
from bot.domain.status.request_steps import KINDS, concerned, steps
from bot.domain.status.requests import Request
from schedules.status.compose import compose

__all__ = ["EVERY", "KINDS", "compose", "due", "run"]
EVERY = timedelta(minutes=1)
_BATCH = 500
_WITHDRAWN = "anmodningen er trukket tilbage"


def run(desk: Desk) -> None:
    """Hand over what is due, and remember until when that is done. Twice does it once."""
    for _ in range(1000):  # batches, should many wake at once
        now = desk.now
        woken = desk.store.requests.waking(now, _BATCH)
        if not woken:
            break
        found: list[Delivery] = []
        looked = []
        all_ = _steps(desk, [request for request, _, _ in woken])
        for (request, stamp, seen), its in zip(woken, all_, strict=True):
            found += [one for one in its if seen <= one.due <= now]
            looked.append((request.id, stamp, min((one.due for one in its if one.due > now), default=None)))
            if not request.is_open:
                desk.store.deliveries.void(request.about, request.revision, _WITHDRAWN)
        desk.store.deliveries.add(found)
        desk.store.requests.looked(now, looked)


def due(desk: Desk) -> Iterable[Delivery]:
    """What should have gone out by now and has not been handed over."""
    now = desk.now
    woken = desk.store.requests.waking(now, 1_000_000)
    for (_, _, seen), its in zip(woken, _steps(desk, [request for request, _, _ in woken]), strict=True):
        yield from (one for one in its if seen <= one.due <= now)


def _steps(desk: Desk, found: list[Request]) -> list[tuple[Delivery, ...]]:
    """All steps of each request."""
    organisation, gone = desk.store.directory().organisation, desk.store.deputies.gone()
    reports = desk.store.reports.of_requests([one.id for one in found])
    days, calendar = desk.settings.status.days(), desk.calendar
    return [steps(one, concerned(one, reports[one.id], organisation, gone), days, calendar) for one in found]

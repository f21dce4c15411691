"""Decisions: a year before an initiative ends, those concerned are told once that it is time to decide."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.cards import Button, Card, Message
from bot.chat import Desk
from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import day
from bot.domain.delivering import Delivery
from bot.domain.organisation import Initiative
from bot.domain.status.decisions import KIND, decision_day, last_day, told

EVERY = timedelta(hours=1)
KINDS = (KIND,)
_LATE = timedelta(days=365)  # without an end, it makes no sense after that


def run(desk: Desk) -> None:
    """Hand on what is due; the key keeps it from going out twice."""
    desk.store.deliveries.add(due(desk))


def due(desk: Desk) -> Iterator[Delivery]:
    """One for everybody concerned, from the day on until the initiative is over."""
    organisation, gone = desk.store.directory().organisation, desk.store.deputies.gone()
    for initiative in organisation.initiatives:
        when = decision_day(initiative)
        if when is None:
            continue
        at = desk.calendar.step_before(datetime.combine(when, desk.calendar.first, COPENHAGEN))
        until = _until(initiative, when)
        if at <= desk.now < until:
            for person in told(initiative, organisation, gone):
                yield Delivery(KIND, f"initiative:{initiative.id}", 0, when.isoformat(), person, at, until)


def _until(initiative: Initiative, when: date) -> datetime:
    over = last_day(initiative.end) if initiative.end else when + _LATE
    return datetime.combine(over + timedelta(days=1), time(), COPENHAGEN)


def compose(delivery: Delivery, desk: Desk) -> Message | str:
    """What must be decided, by whom and until when, with the way to the figures."""
    id_ = delivery.about.partition(":")[2]
    found = [one for one in desk.store.directory().organisation.initiatives if one.id == id_]
    if not found:
        return "indsatsen findes ikke længere"
    one, when = found[0], decision_day(found[0])
    if when is None or when.isoformat() != delivery.step:
        return "datoen for beslutningen er ændret"
    ends = f" Indsatsen slutter {day(last_day(one.end))}." if one.end else ""
    return Message(
        Card(
            f"Tid til at beslutte: {one.name}",
            (f"Nu skal det afgøres, om indsatsen skal søges fortsat.{ends}",
             "Se, hvad tallene viser, og hvad de ikke kan vise. Om effekten er betydelig nok, afgør styregruppen."),
            buttons=(Button("Vis effekt", "statusrapport.effect_of", {"kind": "initiative", "id": one.id},
                            style="primary", label=f"Vis effekt: {one.name}"),),
        )
    )  # fmt: skip

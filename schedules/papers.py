"""Papers for the boards: make those that wait, one at a time, and tell who asked when one is ready."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.cards import Button, Card, Message
from bot.chat import Desk
from bot.domain.danish_time import days
from bot.domain.delivering import Delivery
from bot.papers.background import make_next
from bot.store.papers import PaperRecord, State

EVERY = timedelta(seconds=2)
KINDS = ("status_paper_ready",)
TOLD = timedelta(days=1)  # how long after it was made a message about it still makes sense


def run(desk: Desk) -> None:
    """One paper at a time; what was not finished when the server stopped is taken up again."""
    make_next(desk.store, desk.catalogue)
    desk.store.deliveries.add(due(desk))


def due(desk: Desk) -> Iterator[Delivery]:
    """Those made, frozen or given up lately: who asked is told at once, whatever the hour, having just asked."""
    for one in desk.store.papers.done_since(desk.now - TOLD):
        assert one.done_at
        whom = one.frozen_by if one.state is State.FROZEN else one.made_by
        step = f"{one.state.value}-{one.done_at:%Y%m%dT%H%M%S}"
        yield Delivery(KINDS[0], one.about, one.version, step, whom, one.done_at, one.done_at + TOLD, urgent=True)


def compose(delivery: Delivery, desk: Desk) -> Message | str:
    """What came of it."""
    one = desk.store.papers.find(int(delivery.about.partition(":")[2]))
    if one is None:
        return "papiret er slettet"
    if one.state in (State.MAKING, State.FREEZING):
        return "papiret bliver lavet igen"
    return Message(_card(one, desk))


def _card(one: PaperRecord, desk: Desk) -> Card:
    boards = {board.id: board.name for board in desk.store.directory().organisation.boards}
    period = days(date.fromisoformat(one.first), date.fromisoformat(one.last))
    facts = (("Til", boards.get(one.board, "de valgte helhedsplaner")), ("Periode", period))
    see = Button("Åbn papiret", "statusrapport.paper", {"paper": one.id}, "primary")
    if one.state is State.FAILED:
        return Card("Papiret blev ikke lavet", (one.problem,), facts=facts, buttons=(see,), tone="problem")
    if one.state is State.FROZEN:
        lines = (f"Det har nummer {one.number}. Hent det, og journalisér det.",)
        return Card("Papiret er frosset", lines, facts=facts, buttons=(see,), tone="done")
    lines = (one.problem or "Hent det som Word og PDF, og se det igennem.",)
    return Card("Papiret er klar", lines, facts=facts, buttons=(see,), tone="done")

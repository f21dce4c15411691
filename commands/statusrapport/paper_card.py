"""A paper as a card: what it is about, how far it is, and what the asker can do with it now."""

from datetime import date

from bot.cards import Button, Card, Item, Line
from bot.chat import Ask, Desk, Refusal
from bot.domain.danish_time import day, days
from bot.domain.organisation import Role
from bot.domain.status.status_rights import Deed, who_may
from bot.store.papers import PaperRecord, State
from commands.statusrapport.reading import Mine

MAKERS = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
SHOWN = 10
GONE = "Det papir findes ikke. Skriv /statusrapport papirer for at se dem, der er."
STATES = {
    State.MAKING: "bliver lavet",
    State.READY: "udkast",
    State.FAILED: "blev ikke lavet",
    State.FREEZING: "bliver frosset",
    State.FROZEN: "frosset",
}


def found(ask: Ask, desk: Desk, id: int, deed: Deed = Deed.EXPORT) -> tuple[Mine, PaperRecord]:
    """The paper, if the asker may do that with it. Raises Refusal."""
    me, record = Mine.of(ask, desk), desk.store.papers.find(id)
    if record is None:
        raise Refusal(GONE)
    if deed not in me.deeds(record.board, "", record.made_by):
        raise Refusal(f"Det papir er ikke dit. {who_may(deed)[:1].upper()}{who_may(deed)[1:]} kan det.")
    return me, record


def may_see(me: Mine, record: PaperRecord) -> bool:
    """Whether it stands in the asker's list."""
    return Deed.EXPORT in me.deeds(record.board, "", record.made_by)


def title(me: Mine, record: PaperRecord) -> str:
    """ "noerrebro-2026-3, version 2" or the board's name and the period."""
    if record.number:
        return f"{record.number}, version {record.version}"
    board = next((one.name for one in me.organisation.boards if one.id == record.board), "Valgte helhedsplaner")
    return f"{board}, {_period(record)}"


def _period(record: PaperRecord) -> str:
    return days(date.fromisoformat(record.first), date.fromisoformat(record.last))


def state(record: PaperRecord) -> str:
    """ "Udkast", "Bliver lavet: 40 %", "Frosset, og journaliseret …"."""
    text = STATES[record.state]
    if record.state in (State.MAKING, State.FREEZING):
        return f"{text[:1].upper()}{text[1:]}: {record.progress} %"
    if record.filed:
        return f"Frosset, og journaliseret {day(date.fromisoformat(record.filed))} som {record.journal}"
    return text[:1].upper() + text[1:]


def card(me: Mine, record: PaperRecord) -> Card:
    """A paper with what the asker can do now."""
    lines: tuple[Line, ...] = (record.problem,) if record.problem else ()
    if record.state in (State.MAKING, State.FREEZING):
        told = "Du får besked, når det er klar. " if me.desk.settings.sends else ""
        lines = (f"{told}Du kan lave noget andet imens.",)
    heads = {
        State.MAKING: f"Papiret bliver lavet: {record.progress} %",
        State.FREEZING: f"Papiret bliver frosset: {record.progress} %",
        State.READY: "Udkast til papiret",
        State.FAILED: "Papiret blev ikke lavet",
        State.FROZEN: f"Papir {title(me, record)}",
    }
    tone = "problem" if record.state is State.FAILED else "plain"
    buttons = tuple(_buttons(me, record))
    changes = tuple(f"• {one}" for one in record.changes[:SHOWN])
    items = (Item(f"Rettet siden version {record.version - 1}", changes),) if changes else ()
    return Card(heads[record.state], lines, facts=facts(me, record), items=items, buttons=buttons, tone=tone)  # type: ignore[arg-type]


def facts(me: Mine, record: PaperRecord) -> tuple[tuple[str, Line], ...]:
    """What it is about, and where it is."""
    board = next((one.name for one in me.organisation.boards if one.id == record.board), "de valgte helhedsplaner")
    rows: list[tuple[str, Line]] = [("Til", board), ("Periode", _period(record)), ("Tilstand", state(record))]
    if record.number:
        rows.append(("Nummer", f"{record.number}, version {record.version}"))
    if record.state is State.FROZEN:
        rows.append(("Kontrolsum (PDF)", record.pdf_sha256[:16]))
    return tuple(rows)


def _buttons(me: Mine, record: PaperRecord) -> list[Button]:
    values = {"paper": record.id}
    if record.state in (State.MAKING, State.FREEZING):
        return [Button("Se, hvor langt det er", "statusrapport.paper_progress", values)]
    if record.state is State.FAILED:
        return [Button("Prøv igen", "statusrapport.paper_again", values, "primary")]
    found = [Button("Hent Word og PDF", "statusrapport.paper_fetch", values, "primary")]
    freezes = Deed.FREEZE in me.deeds(record.board, "", record.made_by)
    if record.state is State.READY:
        found += [Button("Frys", "statusrapport.freeze", values)] if freezes else []
        found.append(Button("Lav det igen", "statusrapport.paper_again", values))
    elif freezes:
        found.append(Button("Journaliseret", "statusrapport.file_paper", values))
        found.append(Button("Ret", "statusrapport.correct", values))
    return found

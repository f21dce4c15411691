"""Freeze a paper, correct it with a new version, record where it was filed: the board's secretary alone."""

import re
from datetime import date

from bot.cards import Button, Card, Field, Form, Item
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain.organisation import Role
from bot.domain.status.reports import NotPossible
from bot.domain.status.status_rights import Deed
from bot.store.papers import PaperRecord, State
from commands.statusrapport.paper_card import card, found, title
from commands.statusrapport.reading import Mine

SECRETARIES = frozenset({Role.BOARD_SECRETARY})
_JOURNAL = re.compile(r"[\w./:-]*\d[\w./:-]*( [\w./:-]*\d[\w./:-]*)*")  # every word of it has a digit


@action(SECRETARIES)
def freeze(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Frys*: who has not answered or approved, and once more."""
    _, record = found(ask, desk, paper, Deed.FREEZE)
    snapshot = desk.store.papers.snapshot(paper) if record.state is State.READY else None
    if snapshot is None:
        raise Refusal("Kun et færdigt udkast kan fryses. Tryk »Se, hvor langt det er«, eller lav det igen.")
    silent = tuple(one.name for one in snapshot.reported if not one.at)
    waiting = tuple(one.name for one in snapshot.reported if one.at and not _is_approved(one.report, desk))
    items = (
        *([Item("Har ikke svaret", silent)] if silent else []),
        *([Item("Har ikke godkendt deres eget afsnit", waiting)] if waiting else []),
    )
    lines = (
        "Papiret får et nummer, og svarene i det fryses.",
        "Filerne gemmes, som de er, og kan kun rettes med en ny version.",
    )
    sure = "Frys det alligevel" if items else "Ja, frys det"
    buttons = (
        Button(sure, "statusrapport.freeze_now", {"paper": paper}, "danger"),
        Button("Fortryd", "statusrapport.paper_progress", {"paper": paper}),
    )
    return Reply(Card("Skal papiret fryses?", lines, items=items, buttons=buttons))


def _is_approved(report: int, desk: Desk) -> bool:
    """As it stands now: it may have been approved since the draft was made."""
    found = desk.store.reports.find(report)
    return found is not None and found.is_approved


@action(SECRETARIES)
def freeze_now(ask: Ask, desk: Desk, paper: int) -> Answer:
    """Give it its number."""
    me, _ = found(ask, desk, paper, Deed.FREEZE)
    try:
        return Replace(card(me, desk.store.papers.freeze(paper, me.person.id)))
    except NotPossible as error:
        raise Refusal(str(error)) from None


@action(SECRETARIES)
def correct(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Ret*: the answers are opened; when they are right, a new version is made."""
    me, record = _frozen(ask, desk, paper)
    later = _later(desk, record)
    if later is not None:
        raise Refusal(f"Der er allerede en nyere version ({title(me, later)}). Ret den i stedet.")
    opened = desk.store.papers.reopen(paper, me.person.id)
    lines = (
        f"{opened} svar er åbnet, så de kan rettes af dem, der gav dem. Papiret selv er gemt, som det er."
        if opened
        else "Svarene er allerede åbne.",
        f"Når de er rettet, laver du version {record.version + 1}. Den skriver selv, hvad der er ændret.",
    )
    new = Button(f"Lav version {record.version + 1}", "statusrapport.new_version", {"paper": paper}, "primary")
    return Reply(Card(f"Ret {title(me, record)}", lines, buttons=(new,)))


@action(SECRETARIES)
def new_version(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Lav version 2*."""
    me, record = _frozen(ask, desk, paper)
    if _later(desk, record) is not None:
        raise Refusal("Den version er lavet. Skriv /statusrapport papirer for at se den.")
    first, last = date.fromisoformat(record.first), date.fromisoformat(record.last)
    new = desk.store.papers.order(record.board, first, last, me.person.id, record.request, record.id)
    return Replace(card(me, new))


def _frozen(ask: Ask, desk: Desk, paper: int) -> tuple[Mine, PaperRecord]:
    me, record = found(ask, desk, paper, Deed.FREEZE)
    if record.state is not State.FROZEN:
        raise Refusal("Papiret er ikke frosset endnu. Skriv /statusrapport papirer for at se det, som det er nu.")
    return me, record


def _later(desk: Desk, record: PaperRecord) -> PaperRecord | None:
    """A later version that has been frozen."""
    mine = desk.store.papers.all(record.board)
    return next((one for one in mine if one.number == record.number and one.version > record.version), None)


@action(SECRETARIES)
def file_paper(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Journaliseret*: where and when."""
    me, record = _frozen(ask, desk, paper)
    fields = (
        Field("journal", "Journalnummer", required=True, value=record.journal, max_length=60, hint="Fx 2026-0123."),
        Field("day", "Journaliseret den", "date", required=True, value=record.filed or desk.today.isoformat()),
    )
    values = {"paper": paper}
    return Open(Form("Papiret er journaliseret", "statusrapport.filed", fields, values, (title(me, record),), "Gem"))


@action(SECRETARIES)
def filed(ask: Ask, desk: Desk, paper: int) -> Answer:
    """The form came back. A journal number is no free text: it looks like a phone number often enough."""
    me, record = _frozen(ask, desk, paper)
    journal, typed = ask.form.get("journal", "").strip(), ask.form.get("day", "")
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return FieldErrors({"day": "Vælg den dag, papiret blev journaliseret."})
    if not _JOURNAL.fullmatch(journal):
        return FieldErrors({"journal": "Skriv kun journalnummeret, som det står i sagssystemet, fx 2026-0123."})
    if day > desk.today or (record.frozen_at and day < record.frozen_at.date()):
        return FieldErrors({"day": "Dagen skal ligge mellem den dag, papiret blev frosset, og i dag."})
    desk.store.papers.file(paper, journal, day, me.person.id)
    return Reply(card(*found(ask, desk, paper)))

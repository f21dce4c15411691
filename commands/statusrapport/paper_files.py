"""See how far a paper is, fetch it as Word and PDF, have it made again; the list of all papers."""

from datetime import date

from bot.cards import Attachment, Button, Card, Item
from bot.chat import Answer, Ask, Desk, Refusal, Replace, Reply, action
from bot.store.papers import PaperRecord, State
from commands.statusrapport.paper_card import MAKERS, card, facts, found, may_see, state, title
from commands.statusrapport.reading import Mine

SHOWN = 10
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@action(MAKERS)
def paper(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Åbn papiret*."""
    return Reply(card(*found(ask, desk, paper)))


@action(MAKERS)
def paper_progress(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Se, hvor langt det er*; *Fortryd*, when it was not to be frozen."""
    return Replace(card(*found(ask, desk, paper)))


@action(MAKERS)
def paper_again(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Prøv igen*, or *Lav det igen* of a draft: a new paper about the same."""
    me, record = found(ask, desk, paper)
    if record.state is State.FAILED:
        desk.store.papers.retry(paper, me.person.id)
        return Replace(card(*found(ask, desk, paper)))
    if record.state is not State.READY:
        raise Refusal("Papiret er ikke et udkast. Skriv /statusrapport papirer for at se det, som det er nu.")
    first, last = date.fromisoformat(record.first), date.fromisoformat(record.last)
    new = desk.store.papers.order(record.board, first, last, me.person.id, record.request, record.corrects)
    return Replace(card(me, new))


@action(MAKERS)
def paper_fetch(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Hent*: Word and PDF, to the asker only."""
    me, record = found(ask, desk, paper)
    files = desk.store.papers.files(paper)
    if files is None:
        raise Refusal("Papiret er ikke lavet endnu. Tryk »Se, hvor langt det er«.")
    if not desk.store.papers.verify(paper):
        raise Refusal("Filerne er ikke dem, der blev gemt. Giv administratoren besked, og brug en sikkerhedskopi.")
    name = record.number or f"{record.board or 'papir'}-udkast-{record.made_at:%Y-%m-%d}"
    name = f"status-{name}" + (f"-version-{record.version}" if record.version > 1 else "")
    attached = (
        Attachment(f"{name}.docx", DOCX, files.docx),
        Attachment(f"{name}.pdf", "application/pdf", files.pdf),
    )
    lines = ("Word til at skrive i, PDF til at sende.",)
    return Reply(Card("Her er papiret", lines, facts=facts(me, record)), files=attached)


@action(MAKERS, word="papirer")
def papers(ask: Ask, desk: Desk) -> Answer:
    """/statusrapport papirer: the newest first."""
    me = Mine.of(ask, desk)
    mine_ = [one for one in desk.store.papers.all() if may_see(me, one)]
    lines = () if mine_ else ("Der er ingen papirer endnu.",)
    items = tuple(Item(title(me, one), (state(one),), buttons=(_open(me, one),)) for one in mine_[:SHOWN])
    more = (f"{len(mine_) - SHOWN} ældre vises ikke her.",) if len(mine_) > SHOWN else ()
    buttons = (Button("Lav et papir", "statusrapport.order_paper", style="primary"),)
    return Reply(Card("Papirer til bydelsbestyrelserne", lines, items=items, buttons=buttons, small=more))


def _open(me: Mine, record: PaperRecord) -> Button:
    values = {"paper": record.id}
    return Button("Åbn papiret", "statusrapport.paper", values, label=f"Åbn papiret: {title(me, record)}")

"""A paper for the board: have it made, see how far it is, fetch it as Word and PDF; the list of all papers."""

from datetime import date, timedelta

from commands.statusrapport.reading import Mine, mine

from bot.cards import Attachment, Button, Card, Field, Form, Item, Line, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain.danish_time import day
from bot.domain.organisation import Role
from bot.domain.status.status_rights import Deed, who_may
from bot.store.papers import PaperRecord, State

MAKERS = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
SHOWN = 10
GONE = "Det papir findes ikke. Skriv /statusrapport papirer for at se dem, der er."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHOOSE = "Vælg en anmodning, eller en bydelsbestyrelse og en periode."
STATES = {
    State.MAKING: "bliver lavet",
    State.READY: "udkast",
    State.FAILED: "blev ikke lavet",
    State.FREEZING: "bliver frosset",
    State.FROZEN: "frosset",
}


@action(MAKERS, word="rapport")
def order_paper(ask: Ask, desk: Desk, request: int = 0) -> Answer:
    """/statusrapport rapport, and *Lav udkast til papiret*: at once for a request, else what it is to be about."""
    me = mine(ask, desk)
    if request:
        return _ordered(me, _of_request(me, request))
    boards = _boards(me)
    requests = [one for one in desk.store.requests.all(most=50) if Deed.EXPORT in me.of_request(one)]
    names = {one.id: one.name for one in me.organisation.boards}
    options = [
        Option(str(one.id), f"{names.get(one.board, 'Planer')}, {one.period.danish}, frist {day(one.due)}"[:75])
        for one in requests
        if one.is_open
    ]
    first, last = _last_quarter(desk.today)
    fields = (
        *([Field("request", "Anmodning", "choice", options=(Option("", "Ingen anmodning"), *options[:90]),
                 value=options[0].value)] if options else []),
        Field("board", "Eller en bydelsbestyrelse", "choice",
              options=tuple(Option(one, names[one]) for one in boards), value=boards[0] if boards else ""),
        Field("first", "Fra og med", "date", value=first.isoformat(), hint="Bruges kun uden en anmodning."),
        Field("last", "Til og med", "date", value=last.isoformat()),
    )  # fmt: skip
    lines = ("Papiret laves i baggrunden, og du får besked, når det er klar.",)
    form = Form("Papir til bydelsbestyrelsen", "statusrapport.save_paper", fields, lines=lines, submit="Lav papiret")
    return Open(form)


@action(MAKERS)
def save_paper(ask: Ask, desk: Desk) -> Answer:
    """The form came back."""
    me = mine(ask, desk)
    chosen = ask.form.get("request", "")
    if chosen:
        if not chosen.isdecimal():
            return FieldErrors({"request": CHOOSE})
        return _ordered(me, _of_request(me, int(chosen)))
    board = ask.form.get("board", "")
    if board not in _boards(me):
        return FieldErrors({"board": CHOOSE})
    first, last = _read(ask.form.get("first", "")), _read(ask.form.get("last", ""))
    if first is None or last is None:
        return FieldErrors({"first" if first is None else "last": "Vælg en dag."})
    if last < first or last - first > timedelta(days=366 * 3):
        return FieldErrors({"last": "Perioden skal slutte efter, at den begynder, og højst vare tre år."})
    return _ordered(me, desk.store.papers.order(board, first, last, me.person.id))


def _of_request(me: Mine, id: int) -> PaperRecord:
    request = me.desk.store.requests.find(id)
    if request is None or Deed.EXPORT not in me.of_request(request):
        raise Refusal(f"Du kan ikke lave papiret til den anmodning. Det kan {who_may(Deed.EXPORT)}.")
    period = request.period
    return me.desk.store.papers.order(request.board, period.first, period.last, me.person.id, request.id)


def _ordered(me: Mine, record: PaperRecord) -> Answer:
    return Reply(card(me, record))


def _boards(me: Mine) -> list[str]:
    return [one.id for one in me.organisation.boards if Deed.ASK in me.deeds(one.id)]


def _last_quarter(today: date) -> tuple[date, date]:
    """The last one that is over."""
    last = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return date(last.year, last.month - 2, 1), last


def _read(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# ── One paper ────────────────────────────────────────────────────────────────────────────────────────────────────


@action(MAKERS)
def paper(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Åbn papiret*."""
    return Reply(card(*found(ask, desk, paper)))


@action(MAKERS)
def paper_progress(ask: Ask, desk: Desk, paper: int) -> Answer:
    """*Se, hvor langt det er*."""
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
def paper_files(ask: Ask, desk: Desk, paper: int) -> Answer:
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
    return Reply(Card("Her er papiret", lines, facts=_facts(me, record)), files=attached)


@action(MAKERS, word="papirer")
def papers(ask: Ask, desk: Desk) -> Answer:
    """/statusrapport papirer: the newest first."""
    me = mine(ask, desk)
    mine_ = [one for one in desk.store.papers.all() if _may_see(me, one)]
    lines = () if mine_ else ("Der er ingen papirer endnu.",)
    items = tuple(Item(title(me, one), (_state(one),), buttons=(_open(me, one),)) for one in mine_[:SHOWN])
    more = (f"{len(mine_) - SHOWN} ældre vises ikke her.",) if len(mine_) > SHOWN else ()
    buttons = (Button("Lav et papir", "statusrapport.order_paper", style="primary"),)
    return Reply(Card("Papirer til bydelsbestyrelserne", lines, items=items, buttons=buttons, small=more))


def found(ask: Ask, desk: Desk, id: int, deed: Deed = Deed.EXPORT) -> tuple[Mine, PaperRecord]:
    """The paper, if the asker may do that with it. Raises Refusal."""
    me, record = mine(ask, desk), desk.store.papers.find(id)
    if record is None:
        raise Refusal(GONE)
    if deed not in me.deeds(record.board, "", record.made_by):
        raise Refusal(f"Det papir er ikke dit. {who_may(deed)[:1].upper()}{who_may(deed)[1:]} kan det.")
    return me, record


def _may_see(me: Mine, record: PaperRecord) -> bool:
    return Deed.EXPORT in me.deeds(record.board, "", record.made_by)


def title(me: Mine, record: PaperRecord) -> str:
    """ "noerrebro-2026-3, version 2" or the board's name and the period."""
    if record.number:
        return f"{record.number}, version {record.version}"
    board = next((one.name for one in me.organisation.boards if one.id == record.board), "Valgte helhedsplaner")
    return f"{board}, {_period(record)}"


def _period(record: PaperRecord) -> str:
    first, last = date.fromisoformat(record.first), date.fromisoformat(record.last)
    return f"{first.day}.{first.month}.{first.year}-{last.day}.{last.month}.{last.year}"


def _state(record: PaperRecord) -> str:
    text = STATES[record.state]
    if record.state in (State.MAKING, State.FREEZING):
        return f"{text[:1].upper()}{text[1:]}: {record.progress} %"
    if record.filed:
        return f"Frosset, og journaliseret {day(date.fromisoformat(record.filed))} som {record.journal}"
    return text[:1].upper() + text[1:]


def _open(me: Mine, record: PaperRecord) -> Button:
    values = {"paper": record.id}
    return Button("Åbn papiret", "statusrapport.paper", values, label=f"Åbn papiret: {title(me, record)}"[:75])


def card(me: Mine, record: PaperRecord) -> Card:
    """A paper with what the asker can do now."""
    lines: tuple[Line, ...] = (record.problem,) if record.problem else ()
    if record.state in (State.MAKING, State.FREEZING):
        lines = ("Du får besked, når det er klar. Du kan lave noget andet imens.",)
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
    return Card(heads[record.state], lines, facts=_facts(me, record), items=items, buttons=buttons, tone=tone)  # type: ignore[arg-type]


def _facts(me: Mine, record: PaperRecord) -> tuple[tuple[str, Line], ...]:
    board = next((one.name for one in me.organisation.boards if one.id == record.board), "de valgte helhedsplaner")
    facts: list[tuple[str, Line]] = [("Til", board), ("Periode", _period(record)), ("Tilstand", _state(record))]
    if record.number:
        facts.append(("Nummer", f"{record.number}, version {record.version}"))
    if record.state is State.FROZEN:
        facts.append(("Kontrolsum (PDF)", record.pdf_sha256[:16]))
    return tuple(facts)


def _buttons(me: Mine, record: PaperRecord) -> list[Button]:
    values = {"paper": record.id}
    if record.state in (State.MAKING, State.FREEZING):
        return [Button("Se, hvor langt det er", "statusrapport.paper_progress", values)]
    if record.state is State.FAILED:
        return [Button("Prøv igen", "statusrapport.paper_again", values, "primary")]
    found = [Button("Hent Word og PDF", "statusrapport.paper_files", values, "primary")]
    freezes = Deed.FREEZE in me.deeds(record.board, "", record.made_by)
    if record.state is State.READY:
        found += [Button("Frys", "statusrapport.freeze", values)] if freezes else []
        found.append(Button("Lav det igen", "statusrapport.paper_again", values))
    elif freezes:
        found.append(Button("Journaliseret", "statusrapport.file_paper", values))
        found.append(Button("Ret", "statusrapport.correct", values))
    return found

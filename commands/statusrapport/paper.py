"""Have a paper made for the board: about a request, or about a board and a period."""

from datetime import date, timedelta

from bot.cards import Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain.danish_time import day
from bot.domain.status.status_rights import Deed, who_may
from bot.store.papers import PaperRecord
from commands.statusrapport.paper_card import MAKERS, card
from commands.statusrapport.reading import Mine

CHOOSE = "Vælg en anmodning, eller en bydelsbestyrelse og en periode."


@action(MAKERS, word="rapport")
def order_paper(ask: Ask, desk: Desk, request: int = 0) -> Answer:
    """/statusrapport rapport, and *Lav udkast til papiret*: at once for a request, else what it is to be about."""
    me = Mine.of(ask, desk)
    if request:
        return _ordered(me, _of_request(me, request))
    boards = _boards(me)
    requests = [one for one in desk.store.requests.all(most=50) if Deed.EXPORT in me.of_request(one)]
    names = {one.id: one.name for one in me.organisation.boards}
    options = [
        Option(str(one.id), f"{names.get(one.board, 'Planer')}, {one.period.danish}, frist {day(one.due)}")
        for one in requests
        if one.is_open
    ]
    first, last = _last_quarter(desk.today)
    fields = (
        *([Field("request", "Anmodning", "choice", options=(Option("", "Ingen anmodning"), *options[:90]),
                 value=options[0].value)] if options else []),
        Field("board", "Eller en bydelsbestyrelse" if options else "Bydelsbestyrelse", "choice", required=not options,
              options=tuple(Option(one, names[one]) for one in boards), value=boards[0] if boards else ""),
        Field("first", "Fra og med", "date", required=not options, value=first.isoformat(),
              hint="Bruges kun uden en anmodning." if options else ""),
        Field("last", "Til og med", "date", required=not options, value=last.isoformat()),
    )  # fmt: skip
    told = ", og du får besked, når det er klar" if desk.settings.sends else ""
    lines = (f"Papiret laves i baggrunden{told}.",)
    form = Form("Papir til bydelsbestyrelsen", "statusrapport.save_paper", fields, lines=lines, submit="Lav papiret")
    return Open(form)


@action(MAKERS)
def save_paper(ask: Ask, desk: Desk) -> Answer:
    """The form came back."""
    me = Mine.of(ask, desk)
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

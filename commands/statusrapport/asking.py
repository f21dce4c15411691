"""Asking for status: whom, about which period, until when; and taking it back."""

import secrets

from bot import status_cards as parts
from bot.cards import Button, Card, Field, Form, Item, Line, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain.danish_time import day
from bot.domain.meeting_text import people
from bot.domain.organisation import Role
from bot.domain.status import reporters, requests
from bot.domain.status.periods import Period
from bot.domain.status.requests import Request
from bot.domain.status.status_rights import Deed
from bot.store import Again
from commands.statusrapport.reading import Mine, found_request
from commands.statusrapport.request_form import Typed, boards, choices

ASKERS = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
NOTE = 1000


@action(ASKERS, word="anmod")
def new_request(ask: Ask, desk: Desk) -> Answer:
    """/statusrapport anmod: the form."""
    me = Mine.of(ask, desk)
    periods = Period.recent(desk.today)
    return Open(
        Form(
            "Bed om status",
            "statusrapport.save_request",
            (
                Field("board", "Til hvilken bydelsbestyrelse?", "choice", options=boards(me),
                      value=me.person.board or "", hint="Alle dens helhedsplaner bliver spurgt, og UU."),
                Field("reporters", "Kun disse", "many", options=choices(me),
                      hint="Vælg kun her, hvis ikke alle skal spørges."),
                Field("period", "Om hvilken periode?", "choice", required=True, value=periods[0].key,
                      options=tuple(Option(one.key, one.danish) for one in periods)),
                Field("template", "Skabelon", "choice", required=True, value=next(iter(desk.catalogue.templates)),
                      options=tuple(Option(one.id, one.name) for one in desk.catalogue.templates.values())),
                Field("meeting", "Bestyrelsens møde", "date",
                      hint="Vælg mødet her, eller en frist nedenfor. "
                           f"Med mødet er fristen for svar {desk.settings.status.due} arbejdsdage før."),
                Field("due", "Eller en frist", "date", hint="Udelad den, når mødet er valgt."),
                Field("note", "Besked til dem, der svarer", "long", max_length=NOTE,
                      hint="Fx hvad bestyrelsen særligt vil vide."),
            ),
            values={"once": secrets.token_hex(8)},
            submit="Send",
        )
    )  # fmt: skip


@action(ASKERS, kept=("note",))
def save_request(ask: Ask, desk: Desk, once: str = "") -> Answer:
    """The form came back: everyone is asked, once though it may come twice, or the mistakes stand at their fields."""
    me = Mine.of(ask, desk)
    read = Typed({}, me, ask)
    board, asked, period, template = read.board(), read.reporters(), read.period(), read.template()
    new = Request(board, asked, period or Period.recent(desk.today)[0], template, desk.today, me.person.id,
                  ask.form.get("note", "").strip())  # fmt: skip
    new = read.days(new)
    if len(new.note) > NOTE:
        read.wrong["note"] = f"Skriv højst {NOTE} tegn."
    if read.wrong:
        return FieldErrors(read.wrong)
    again = FieldErrors({"period": f"Du har allerede bedt om det, med frist {day(new.due, desk.today)}."})
    if _is_asked(desk, new):
        return again
    try:
        return Reply(_asked(me, desk.store.requests.add(new, me.person.id, once)))
    except Again:
        return again


def _is_asked(desk: Desk, new: Request) -> bool:
    """Asked for in another form, too: the same of the same, and not taken back."""
    key = (new.board, new.reporters, new.period, new.template, new.requester, new.due)
    return any(
        one.is_open and (one.board, one.reporters, one.period, one.template, one.requester, one.due) == key
        for one in desk.store.requests.all(board=new.board)
    )


def _asked(me: Mine, request: Request) -> Card:
    """What was asked: who gets it and the days."""
    who = {one: reporters.people(one, me.organisation, me.gone) for one in request.reporters}
    items = tuple(Item(me.name(one), (f"Svarer: {people(ids, me.names, 'eller')}.",)) for one, ids in who.items())
    told = me.desk.calendar.step_after(me.desk.now)
    when = "nu" if told <= me.desk.now else day(told.date(), me.desk.today)
    facts: list[tuple[str, Line]] = [
        ("Periode", request.period.danish), ("Skabelon", me.desk.catalogue.templates[request.template].name),
        *parts.days(request, me.desk.today),
    ]  # fmt: skip
    return Card(
        "Anmodningen er sendt",
        (f"De får besked {when}. Kun de, der ikke har svaret, bliver mindet om det.",),
        facts=tuple(facts),
        items=items,
        buttons=(parts.overview_button(request), _withdraw(request)),
        tone="done",
    )


def _withdraw(request: Request) -> Button:
    return Button("Træk tilbage", "statusrapport.withdraw", {"id": request.id}, "danger")


@action()
def withdraw(ask: Ask, desk: Desk, id: int) -> Answer:
    """*Træk tilbage*: asked once more first."""
    me, request = found_request(ask, desk, id, Deed.WITHDRAW)
    if not request.is_open:
        raise Refusal("Anmodningen er allerede trukket tilbage.")
    silent = [one for one in desk.store.reports.of_request(id) if one.is_silent]
    names = parts.called(silent, me.organisation)
    told = f"{names} får besked om, at de ikke skal svare." if silent else "Alle har svaret, så ingen får besked."
    yes = Button("Ja, træk den tilbage", "statusrapport.withdrawn", {"id": id}, "danger")
    return Reply(
        Card(
            "Vil du trække anmodningen tilbage?",
            (f"Status for {request.period.danish}.", told, "Svar, der er sendt, bliver stående."),
            buttons=(yes, parts.overview_button(request, "Nej, vis den")),
        )
    )


@action()
def withdrawn(ask: Ask, desk: Desk, id: int) -> Answer:
    """It is taken back; those who have not answered are told."""
    me, request = found_request(ask, desk, id, Deed.WITHDRAW)
    if request.is_open:
        desk.store.requests.change(id, lambda one: requests.withdraw(one, desk.now), me.person.id, "withdraw")
    return Replace(Card.done("Anmodningen er trukket tilbage", "De, der ikke har svaret, får besked."))

"""Corrections, for administrators: what was reported as wrong is mended for good, or closed."""

from dataclasses import replace
from textwrap import shorten

from bot.cards import Button, Card, Field, Form, Item, Option, Values
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain import offer_text as text
from bot.domain.offers import Offer
from bot.domain.organisation import ADMINISTRATORS
from bot.store import FeedbackRecord
from bot.transfer.corrections import corrected
from bot.transfer.problems import Wrong
from commands.tilbud import offer
from commands.tilbud.feedback import title

EDITABLE = {
    "phone": "Telefon", "email": "E-mail", "url": "Hjemmeside", "place": "Sted", "address": "Adresse",
    "schedule_note": "Tider", "min_age": "Alder", "price_note": "Pris", "signup": "Tilmelding", "summary": "Resumé",
}  # fmt: skip
TOLD = {"schedule_note": text.when, "min_age": text.ages, "price_note": text.price}  # of several fields
HINT = (
    "Det erstatter alt, hvad der står nu. Tider fx »man-tor 16-18. Lukket i ferien«, alder fx »10-14«. "
    "Lad feltet stå tomt, hvis oplysningen skal væk."
)
UNREAD = (
    "Ingen ugedag med klokkeslæt kunne læses, så tiderne vises, som du skrev dem, "
    "og findes ikke, når nogen spørger om tid. "
    "Er det en fejl, så ret dem igen, fx »man-fre 16-18«."
)


@action(ADMINISTRATORS, word="rettelser")
def corrections(ask: Ask, desk: Desk) -> Answer:
    """/tilbud rettelser: what waits."""
    return Reply(_waiting_card(desk))


def home(ask: Ask, desk: Desk) -> tuple[Item, ...]:
    """What waits for an administrator."""
    waiting = desk.store.feedback.waiting()
    if not waiting or ask.person is None or ask.person.role not in ADMINISTRATORS:
        return ()
    return (Item(_heading(len(waiting)), buttons=(Button("Se rettelserne", "tilbud.corrections", style="primary"),)),)


def _heading(count: int) -> str:
    return "1 rettelse venter" if count == 1 else f"{count} rettelser venter"


def _waiting_card(desk: Desk) -> Card:
    waiting = desk.store.feedback.waiting()
    if not waiting:
        return Card.done("Ingen rettelser venter", "Alt, hvad der er meldt, er behandlet.")
    return Card(_heading(len(waiting)), items=tuple(_item(one, desk) for one in waiting[:10]))


def _item(record: FeedbackRecord, desk: Desk) -> Item:
    found = desk.store.directory().offer(record.offer_id)
    name = found.name if found else record.offer_id
    mend = _of("Ret tilbuddet", "tilbud.correct", record, name)
    return Item(
        name,
        lines=(record.text,),
        small=(f"Meldt af {record.actor}, {text.danish_day(record.at)}",),
        buttons=(
            *([replace(mend, style="primary")] if found else []),
            _of("Luk uden at rette", "tilbud.dismiss", record, name),
        ),
    )


def _of(text: str, action: str, record: FeedbackRecord, name: str) -> Button:
    return Button(text, action, {"feedback": record.id}, label=f"{text}: {name}")


@action(ADMINISTRATORS)
def correct(ask: Ask, desk: Desk, feedback: int = 0, id: str = "") -> Answer:
    """The form that changes one fact of an offer: of the one that was reported, or of the one with that id."""
    record = _waiting(feedback, desk) if feedback else None
    found = offer.known(record.offer_id if record else id, desk)
    said = f"{found.name}: »{record.text}«" if record else found.name
    return Open(
        Form(
            "Ret tilbuddet",
            "tilbud.save_correction",
            (
                Field("field", "Hvilken oplysning?", "choice", required=True,
                      options=tuple(Option(name, label) for name, label in EDITABLE.items())),
                Field("value", "Hvad skal der stå?", "long", hint=HINT),
            ),
            values={"feedback": feedback} if record else {"id": id},
            lines=(said, f"Nu står der: {_standing(found)}"),
            submit="Gem",
        )
    )  # fmt: skip


@action(ADMINISTRATORS, places=("value",))
def save_correction(ask: Ask, desk: Desk, feedback: int = 0, id: str = "") -> Answer:
    """The change is stored as an administrator's, so that no later import overwrites it."""
    found = offer.known(_waiting(feedback, desk).offer_id if feedback else id, desk)
    field, typed = ask.form.get("field", ""), ask.form.get("value", "").strip()
    if field not in EDITABLE:
        return FieldErrors({"field": "Vælg den oplysning, der skal rettes."})
    if field == "summary" and not typed:
        return FieldErrors({"value": "Et tilbud skal have et resumé. Skriv det med én sætning."})
    try:
        values = corrected(field, typed)
    except Wrong as wrong:
        return FieldErrors({"value": f"{wrong.wrong} {wrong.remedy}"})
    desk.store.offers.edit(found.id, values, "administrator", title(ask))
    said = f"{EDITABLE[field]} for »{found.name}« er: {_told(field, replace(found, **values))}."
    unread = (UNREAD,) if values.get("schedule_note") and not values["schedule"] else ()
    more: Values = {"feedback": feedback} if feedback else {"id": id}
    card = Card.done("Rettet", said, *unread, *(("Er meldingen behandlet?",) if feedback else ()))
    close = (Button("Ja, luk meldingen", "tilbud.mended", more, "primary"),) if feedback else ()
    return Reply(replace(card, buttons=(*close, Button("Ret mere", "tilbud.correct", more))))


def _told(field: str, of: Offer) -> str:
    return str((TOLD[field](of) if field in TOLD else getattr(of, field)) or text.UNKNOWN)


def _standing(of: Offer) -> str:
    """What stands in each field that can be mended, shortened to fit a form."""
    told = {label: _told(field, of) for field, label in EDITABLE.items()}
    return " · ".join(f"{label}: {shorten(said, 150, placeholder=' …')}" for label, said in told.items())


@action(ADMINISTRATORS)
def mended(ask: Ask, desk: Desk, feedback: int) -> Answer:
    """All that was reported is mended."""
    return _closed("rettet", feedback, ask, desk)


@action(ADMINISTRATORS)
def dismiss(ask: Ask, desk: Desk, feedback: int) -> Answer:
    """Nothing was wrong, or it cannot be mended."""
    return _closed("lukket", feedback, ask, desk)


def _closed(outcome: str, feedback: int, ask: Ask, desk: Desk) -> Answer:
    desk.store.feedback.close(_waiting(feedback, desk).id, outcome, title(ask))
    return Replace(_waiting_card(desk))


def _waiting(feedback: int, desk: Desk) -> FeedbackRecord:
    record = desk.store.feedback.find(feedback)
    if record is None or record.outcome:
        raise Refusal("Den melding er allerede behandlet. Skriv /tilbud rettelser for at se dem, der venter.")
    return record

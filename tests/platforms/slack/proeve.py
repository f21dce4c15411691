"""En kommando, der prøver alt, hvad en platform kan blive bedt om."""

from dataclasses import replace
from threading import Event

from bot.cards import Attachment, Button, Card, Field, Form, Item, Link, Option
from bot.chat import Answer, Ask, Command, Desk, FieldErrors, Open, Refusal, Replace, Reply, Share, action

COMMAND = Command("proeve", examples=("kort",))
DONE = Event()  # what slow commands wait for
BEGUN = Event()  # set when one begins to
FORM = Form(
    "Forkert oplysning om Klub Nord?",
    "proeve.receive",
    (
        Field("text", "Hvad er forkert?", "long", required=True, max_length=200),
        Field("kind", "Hvad handler det om?", "choice", options=(Option("phone", "Telefon"), Option("x", "Andet"))),
    ),
    {"id": "klub-n"},
)
FILES = (
    Attachment("møder.ics", "text/calendar; charset=utf-8; method=REQUEST", b"BEGIN:VCALENDAR"),
    Attachment("kurve.png", "image/png", b"\x89PNG", alt="En kurve, der stiger"),
)
CARD = Card(
    "Tre tilbud",
    ("Område: Nørrebro",),
    chips=(Button("15 år", "proeve.more", {"start": 0}),),
    facts=(("Telefon", (Link("33 17 33 33", "tel:+4533173333"),)),),
    items=(Item("Klub <Nord> & *venner*", ("Åbent i aften",), small=("Kilde: bha.dk, 2019",)),),
    buttons=(
        Button("Flere", "proeve.more", {"start": 5}),
        Button("Del", "proeve.share"),
        Button("Forkert?", "proeve.ask", style="danger"),
        Button("Langsom", "proeve.slow"),
        Button("Fejl", "proeve.fail"),
        Button("Fil", "proeve.file"),
    ),
)


def run(ask: Ask, desk: Desk) -> Answer:
    """What the words ask for."""
    if ask.words.startswith("langsom"):
        BEGUN.set()
        DONE.wait(10)
    if ask.words.endswith("filer"):
        return Reply(Card("To filer", small=("Fra i går.",)), files=FILES)
    if ask.words == "langsom":
        return Reply(Card("Langsomt svar", (who(ask),)))
    if ask.words == "del":
        return Share(CARD)
    if ask.words == "formular":
        return Open(FORM)
    if ask.words == "umulig":
        return Open(Form("Umulig", "proeve.receive", FORM.fields, {"id": "x" * 4000}))
    if ask.words == "mange":
        return Reply(Card("Mange", items=tuple(Item(f"Tilbud {n}", ("tekst " * 300,)) for n in range(100))))
    if ask.words == "hvem":
        return Reply(Card(who(ask), (f"{ask.place.kind} {ask.place.id}",)))
    return Reply(CARD)


def who(ask: Ask) -> str:
    """The asker's title."""
    assert ask.person
    return ask.person.title


@action()
def more(ask: Ask, desk: Desk, start: int) -> Answer:
    """In place of the card."""
    return Replace(Card(f"Fra nummer {start}", buttons=CARD.buttons))


@action()
def share(ask: Ask, desk: Desk) -> Answer:
    """To everybody."""
    return Share(CARD)


@action()
def ask(ask: Ask, desk: Desk) -> Answer:
    """A form."""
    return Open(FORM)


@action()
def slow(ask: Ask, desk: Desk) -> Answer:
    """After a while."""
    DONE.wait(10)
    return Reply(Card("Endelig"))


@action()
def fail(ask: Ask, desk: Desk) -> Answer:
    """Badly."""
    raise ValueError(ask.words)


@action()
def file(ask: Ask, desk: Desk) -> Answer:
    """With a file."""
    return Reply(Card("En fil"), files=FILES[:1])


@action(kept=("text",))
def receive(ask: Ask, desk: Desk, id: str) -> Answer:
    """The form: everything that a form may lead to, by what is typed."""
    text = ask.form["text"]
    if text.startswith("langsom"):
        DONE.wait(10)
    if text.endswith("kort"):
        return FieldErrors({"text": "Skriv lidt mere.", "elsewhere": "Og se her."})
    if text.endswith("del"):
        return Share(CARD)
    if text.endswith("igen"):
        return Open(replace(FORM, said="Teksten er lang."))
    if text.endswith("fil"):
        return Reply(Card("En fil"), files=FILES[:1])
    if text.endswith("nej"):
        raise Refusal("Det må du ikke & skal ikke.")
    return Reply(Card(f"Tak for {id} og {ask.form['kind']}", (ask.place.id,), buttons=CARD.buttons, tone="done"))

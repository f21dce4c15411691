"""Viser alt, hvad et kort kan tegne: skriv et ord fra listen.

A real command module for the page's own contract tests: one of everything that cards.py and chat.py offer.
"""

import threading

from bot.cards import Attachment, Button, Card, Field, Form, Item, Link, Option
from bot.chat import Answer, Ask, Command, Desk, FieldErrors, Open, Refusal, Replace, Reply, Share, action

COMMAND = Command(
    "tilbud", usage="[ord]", examples=("fritidsklub på Nørrebro for en på 13", "gratis på mandag")
)

DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg" width="320" height="120">
<script>document.documentElement.dataset.ran = "yes"; window.top.document.title = "taken"</script>
<path d="M10 110 L310 10" stroke="#0f5a5e" stroke-width="4" fill="none"/></svg>"""
FILES = (
    Attachment("møder.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK" * 6000),
    Attachment("kurve.svg", "image/svg+xml", DRAWING, alt="En kurve, der stiger"),
)
SOURCE = (
    "Kilde: noerrebro.example, 2019 – ring, før du henviser · ",
    Link("åbn kilden", "https://example.org/kilde"),
)


def run(ask: Ask, desk: Desk) -> Answer:
    """/tilbud WORDS."""
    match ask.words:
        case "akut":
            return Reply(_acute())
        case "færdig":
            return Reply(Card("Tak – det er sendt", ("Oplysningen bliver set på.",), tone="done"))
        case "nej":
            raise Refusal("Det ord kender jeg ikke. Skriv /tilbud for at se eksempler.")
        case "brag":
            raise ValueError(ask.words)
        case "skema":
            return Open(_form())
        case "links":
            return Reply(_links())
        case "filer":
            return Reply(Card("To filer", small=("Fra i går.",)), files=FILES)
        case "tråd":
            return Reply(Card(threading.current_thread().name))
        case "":
            return Reply(Card("Hvad leder du efter?", ("Skriv et sted, en alder eller et emne.",)))
        case words:
            return Reply(_found(words, "15 år", "gratis"))


@action()
def narrow(ask: Ask, desk: Desk, keep: str) -> Answer:
    """A chip was pressed: the same question without that facet."""
    return Replace(_found("Svaret igen", *filter(None, [keep])))


@action()
def more(ask: Ask, desk: Desk, start: int) -> Answer:
    """The next ones."""
    return Reply(Card(f"Fra nummer {start + 1}", items=(_item("Klub Capella", 2),)))


@action()
def details(ask: Ask, desk: Desk, id: int) -> Answer:
    """One of them."""
    return Reply(Card(f"Alt om nummer {id}", facts=(("Telefon", (Link("33 17 33 33", "tel:+4533173333"),)),)))


@action()
def share(ask: Ask, desk: Desk, id: int) -> Answer:
    """Into the channel."""
    return Share(Card(f"Nummer {id}", ("En ungdomsklub på Nørrebro.",)))


@action()
def wrong(ask: Ask, desk: Desk, id: int) -> Answer:
    """The form with a field of each kind."""
    return Open(_form(id))


@action()
def report(ask: Ask, desk: Desk, id: int) -> Answer:
    """The form came back."""
    if len(ask.form["text"]) < 5:
        return FieldErrors({"text": "Skriv med et par ord, hvad der er forkert."})
    if ask.form["text"].endswith("for sent"):
        raise Refusal("Tilbuddet er slettet imens. Skriv til administratoren, hvis det er en fejl.")
    if id == 0:
        return Replace(Card("Rettet", (f"Nu står der: {ask.form['text']}",), tone="done"))
    return Reply(Card("Tak – det er sendt til administratoren", (ask.form["text"],), tone="done"))


def _found(words: str, *chips: str) -> Card:
    kept = {chip: next((other for other in chips if other != chip), "") for chip in chips}
    return Card(
        words,
        chips=tuple(
            Button(c, "tilbud.narrow", {"keep": kept[c]}, label=f"Fjern filteret {c}") for c in chips
        ),
        lines=("Jeg kender ingen, der hører til dér. Her er det, der er på Nørrebro.",),
        items=(_item("Klub N", 0), _item("Guldberg (fritidsklub og UngeVærk)", 1)),
        buttons=(
            Button("Flere (2)", "tilbud.more", {"start": 2}, "primary"),
            Button("Glem", "tilbud.gone", style="danger"),
        ),
        small=("Jeg noterer ikke, hvad du skriver.",),
    )


def _item(name: str, id: int) -> Item:
    return Item(
        name,
        lines=("Fritidsklub og UngeVærk på Nørrebro for unge omkring 13-17 år.",),
        facts=(
            ("Hvor", "Klub N, Guldbergsgade 12, 2200 København N"),
            ("Hvornår", "Mandag-torsdag 14-18, fredag 14-22"),
            ("Alder", "13-17 år"),
            ("Pris", "Gratis"),
            ("Telefon", (Link("33 17 33 33", "tel:+4533173333"),)),
            ("Tilmelding", "ikke oplyst"),
        ),
        small=(SOURCE,),
        buttons=tuple(
            Button(text, f"tilbud.{function}", {"id": id}, label=f"{text}: {name}")
            for text, function in (
                ("Detaljer", "details"),
                ("Del i kanalen", "share"),
                ("Forkert oplysning?", "wrong"),
            )
        ),
    )


def _acute() -> Card:
    contacts = (("Livsfare", "112", "112"), ("Den Sociale Døgnvagt", "33 17 33 33", "+4533173333"))
    return Card(
        "Vold i familien",
        lines=("Er nogen i fare lige nu, så ring 112. Bliv hos barnet, til hjælpen er der.",),
        items=tuple(
            Item(
                name,
                ("Åbent døgnet rundt.",),
                (("Telefon", (Link(text, f"tel:{number}"),)),),
                small=(SOURCE,),
            )
            for name, text, number in contacts
        ),
        small=("Vejviser sender ikke din underretning videre.",),
        tone="acute",
    )


def _links() -> Card:
    urls = ("https://a.example/", "http://a.example/", "mailto:a@a.example", "tel:112")
    bad = (
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "java\tscript:alert(1)",
        "http://[",
    )
    return Card(
        "Links", lines=tuple((f"{n}: ", Link(f"link {n}", url)) for n, url in enumerate((*urls, *bad)))
    )


def _form(id: int = 1) -> Form:
    return Form(
        "Forkert oplysning",
        "tilbud.report",
        (
            Field(
                "text",
                "Hvad er forkert ved »Klub N«?",
                "long",
                required=True,
                hint="Skriv ikke om børn eller unge.",
            ),
            Field("source", "Hvor ved du det fra?", max_length=40),
            Field(
                "kind",
                "Hvilken oplysning?",
                "choice",
                required=True,
                options=(Option("phone", "Telefon"), Option("place", "Sted")),
            ),
        ),
        values={"id": id},
        lines=("Administratoren ser, hvad du skriver.",),
    )

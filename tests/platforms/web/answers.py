"""Svar uden chatten: prøv et personligt link.

A command module for the tests of personal links: every kind of answer that a link's action may give.
"""

from bot.cards import Attachment, Button, Card, Field, Form, Item, Link, Option
from bot.chat import Answer, Ask, Command, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain.organisation import ADMINISTRATORS

COMMAND = Command("proeve", examples=("",))
_DELETE = Button("Slet alt", "proeve.delete")
came: list[tuple[str, object]] = []  # what was run, for the tests to look at


def run(ask: Ask, desk: Desk) -> Answer:
    """/proeve."""
    came.append(("run", ask.words))
    return Reply(Card("Alle møder", buttons=(_DELETE,)))


@action()
def coming(ask: Ask, desk: Desk, meeting: int, yes: bool) -> Answer:
    """An answer with one press."""
    came.append(("coming", (ask.person.id if ask.person else None, ask.place, ask.account, meeting, yes)))
    return Reply(
        Card(
            "Tak, du kommer",
            ("Møde med UU torsdag den 3. december kl. 10.", ("Nyt lokale: ", Link("se kort", "https://kort.example/"))),
            facts=(("Sted", "Klub Borup"),),
            items=(Item("Dagsorden", ("Overgange <b>efter</b> 9. klasse",), buttons=(_DELETE,)),),
            buttons=(_DELETE,),
            chips=(_DELETE,),
            tone="done",
        )
    )


@action()
def agreed(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """Opens a form of its own command."""
    return Open(
        Form(
            "Vi har en aftale",
            "proeve.book",
            (
                Field("when", "Hvornår og hvor?", required=True, hint="Fx 3. december kl. 10 på Klub Borup"),
                Field("kind", "Hvordan?", "choice", options=(Option("here", "Vi mødes"), Option("net", "På nettet"))),
                Field("note", "Til dagsordenen", "long", max_length=200),
            ),
            {"meeting": meeting},
            ("Møde mellem NørreBrobyggerne og UU i skoleåret 2026/27.",),
            "Book mødet",
        )
    )


@action(kept=("note",))
def book(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """The form came back."""
    if "kl." not in ask.form["when"]:
        return FieldErrors({"when": "Skriv også et klokkeslæt, fx kl. 10."})
    if ask.form["note"] == "for sent":
        raise Refusal("Mødet er aftalt af den anden part.")
    came.append(("book", (meeting, dict(ask.form))))
    return Reply(Card("Mødet er aftalt", (ask.form["when"],), tone="done"))


@action()
def fetch(ask: Ask, desk: Desk) -> Answer:
    """Gives a file and a picture."""
    files = (
        Attachment("møde.ics", "text/calendar; charset=utf-8; method=REQUEST", b"BEGIN:VCALENDAR"),
        Attachment("kurve.png", "image/png", b"\x89PNG", alt="En kurve, der stiger"),
    )
    return Reply(Card("Mødet som fil"), files=files)


@action()
def elsewhere(ask: Ask, desk: Desk) -> Answer:
    """Opens a form of another command."""
    return Open(Form("Andet", "andet.run", (Field("x", "X"),)))


@action()
def full(ask: Ask, desk: Desk) -> Answer:
    """Refuses."""
    raise Refusal("Mødet er aflyst. Du skal ikke gøre noget.")


@action()
def broken(ask: Ask, desk: Desk) -> Answer:
    """Fails."""
    raise ValueError("hemmeligt")


@action()
def delete(ask: Ask, desk: Desk) -> Answer:
    """What no link leads to."""
    came.append(("delete", None))
    return Reply(Card("Slettet", tone="done"))


@action(ADMINISTRATORS)
def administer(ask: Ask, desk: Desk) -> Answer:
    """For administrators."""
    came.append(("administer", None))
    return Reply(Card("Gjort", tone="done"))

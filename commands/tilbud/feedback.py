"""Feedback: anybody says that an offer's facts are wrong, and the administrators get to see it."""

import secrets
from contextlib import suppress

from bot.cards import Card, Field, Form
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, action
from bot.store import Again
from commands.tilbud import offer


@action()
def wrong(ask: Ask, desk: Desk, id: str) -> Answer:
    """*Forkert oplysning?* was pressed."""
    found = offer.known(id, desk)
    return Open(
        Form(
            "Forkert oplysning",
            "tilbud.report",
            (
                Field(
                    "text",
                    f"Hvad er forkert ved »{found.name}«?",
                    "long",
                    required=True,
                    hint="Skriv gerne, hvad der er rigtigt, og hvor du ved det fra. Skriv ikke om børn eller unge.",
                ),
            ),
            values={"id": id, "once": secrets.token_hex(8)},
        )
    )


@action(kept=("text",))
def report(ask: Ask, desk: Desk, id: str, once: str = "") -> Answer:
    """The form came back: keep it for the administrators, once though it may come twice."""
    found = offer.known(id, desk)
    text = ask.form.get("text", "").strip()
    if len(text) < 5:
        return FieldErrors({"text": "Skriv med et par ord, hvad der er forkert."})
    with suppress(Again):
        desk.store.feedback.add(found.id, text, title(ask), once)
    return Reply(
        Card(
            "Tak – det er sendt til administratoren",
            lines=(f"Oplysningen om »{found.name}« bliver set på.",),
            tone="done",
        )
    )


def title(ask: Ask) -> str:
    """Under what a deed is kept: the asker's title, never the name."""
    return ask.person.title if ask.person else "Ukendt"

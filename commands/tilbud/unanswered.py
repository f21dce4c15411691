"""Gaps are recorded: what was asked for and not found, as facets; and the sentences that askers send on purpose."""

from dataclasses import replace
from datetime import timedelta

from bot.cards import Card, Field, Form
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, action
from bot.domain.questions import gap_facets
from commands.tilbud.asked import Answered, understood_of


def record(asked: Answered, desk: Desk) -> None:
    """Keep a gap as area, age band and topics; never as words."""
    if gap := gap_facets(asked.understood, asked.index):
        desk.store.gaps.add(*gap, asked.found.failed)


@action()
def write_words(ask: Ask, desk: Desk, facets: str = "") -> Answer:
    """*Send ordlyden til redaktionen* was pressed: the asker writes the sentence, knowing that it is kept."""
    days = desk.settings.retention.sentences
    return Open(
        Form(
            "Send til redaktionen",
            "tilbud.send_words",
            (
                Field("text", "Hvad ledte du efter?", "long", required=True, max_length=500,
                      hint="Skriv behovet, som du ville sige det. Ingen navne og intet om et bestemt barn."),
            ),
            values={"facets": facets},
            lines=(f"Sætningen gemmes i {days} dage, så redaktionen kan gøre svarene bedre. Dit navn gemmes ikke.",),
        )
    )  # fmt: skip


@action(kept=("text",))
def send_words(ask: Ask, desk: Desk, facets: str = "") -> Answer:
    """The sentence is kept until it expires, without who wrote it."""
    text = ask.form.get("text", "").strip()
    if len(text) < 5:
        return FieldErrors({"text": "Skriv med et par ord, hvad du ledte efter."})
    understood = replace(understood_of(facets), gist="")  # that of what was typed first
    expires = desk.now + timedelta(days=desk.settings.retention.sentences)
    desk.store.sentences.add(text, understood.facets(), expires)
    return Reply(Card.done("Tak – sendt til redaktionen", "Det hjælper os med at se, hvad der mangler."))

"""Gaps: what was asked for and not found, as facets only; and the sentences that askers sent on purpose."""

from collections import Counter
from datetime import timedelta

from bot.cards import Card, Field, Form, Item
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain.offer_text import danish_date
from bot.domain.organisation import ADMINISTRATORS
from bot.domain.questions import gap_facets, shown
from commands.tilbud.answer import Answered, unpack


def record(asked: Answered, desk: Desk) -> None:
    """Keep a gap as area, age band and topics; never as words."""
    area, age_band, topics = gap_facets(asked.understood)
    if area or age_band or topics:
        desk.store.gaps.add(area, age_band, topics, asked.found.failed)


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


@action()
def send_words(ask: Ask, desk: Desk, facets: str = "") -> Answer:
    """The sentence is kept until it expires, without who wrote it."""
    text = ask.form.get("text", "").strip()
    if len(text) < 5:
        return FieldErrors({"text": "Skriv med et par ord, hvad du ledte efter."})
    try:
        understood = unpack(facets)
    except ValueError:
        raise Refusal("Knappen passer ikke længere til noget. Stil spørgsmålet igen.") from None
    expires = desk.now + timedelta(days=desk.settings.retention.sentences)
    desk.store.sentences.add(text, understood.facets(), expires)
    return Reply(
        Card("Tak – sendt til redaktionen", lines=("Det hjælper os med at se, hvad der mangler.",), tone="done")
    )


@action(ADMINISTRATORS, word="huller")
def gaps(ask: Ask, desk: Desk) -> Answer:
    """/tilbud huller: what was not found, counted by area, age and topic."""
    areas, index = desk.store.directory().areas, desk.index.current()
    counted = Counter((gap.area, gap.age_band, gap.topics) for gap in desk.store.gaps.all())
    facts = tuple(
        (
            " · ".join(
                filter(
                    None,
                    [areas.names([area] if area else []), band, ", ".join(shown(topic, index) for topic in topics)],
                )
            )
            or "Uden sted og emne",
            f"{count} gange" if count > 1 else "1 gang",
        )
        for (area, band, topics), count in counted.most_common(20)
    )
    sentences = tuple(
        Item(f"»{one.text}«", small=(f"Slettes {danish_date(one.expires.date().isoformat())}",))
        for one in desk.store.sentences.all()[:10]
    )
    lines = (
        ("Spørgsmål uden svar, efter sted, alder og emne:",)
        if facts
        else ("Ingen spørgsmål er gået uden svar endnu.",)
    )
    return Reply(Card("Huller i tilbuddene", lines=lines, facts=facts, items=sentences))

"""One offer's details, opened from an answer: why it is there; and that it was opened, counted without by whom."""

from collections.abc import Mapping

from bot.cards import Line
from bot.chat import Desk
from bot.domain.offer_text import join
from bot.domain.questions import Index
from bot.domain.questions.explaining import Why, why
from bot.domain.questions.lifting import expected, lifts, topic_of
from bot.domain.questions.understood import Understood
from commands.tilbud.asked import Answered


def reasons(understood: Understood, offer_id: str, index: Index) -> tuple[tuple[str, Line], ...]:
    """Hvorfor? What of the question the offer meets, what its record does not say, and what it fails."""
    found = why(understood, offer_id, index)
    text = " ".join([*([f"matcher {', '.join(found.meets)}."] if found.meets else []), *doubts(found)])
    return (("Hvorfor", text),) if text else ()


def doubts(found: Why) -> tuple[str, ...]:
    """What speaks against an offer: what its record does not say, and what it fails."""
    return (
        *((f"Ikke oplyst: {join(found.unstated)}.",) if found.unstated else ()),
        *((f"Passer ikke: {join(found.fails)}.",) if found.fails else ()),
    )


def lift(understood: Understood, desk: Desk) -> Mapping[str, float]:
    """How much openings lift offers for this question; nothing in an acute worry."""
    topic = topic_of(understood)
    return {} if topic is None or understood.acute else lifts(desk.store.openings.of(topic), desk.today)


def count(asked: Answered, offer_id: str, desk: Desk) -> None:
    """The offer was opened from the answer: count it under the question's topic, which is a word of ours."""
    topic = topic_of(asked.understood)
    if topic is None or asked.understood.acute or not _ours(topic, asked.index):
        return
    if chances := expected(offer_id, asked.found.answer):
        desk.store.openings.add(topic, offer_id, chances)


def _ours(topic: str, index: Index) -> bool:
    """Whether a topic, which a browser could have forged, is a concept or made of words of the directory."""
    if topic.startswith("#"):
        return topic[1:] in index.lexicon.concepts
    return all(part in index.postings for part in topic.split("+"))

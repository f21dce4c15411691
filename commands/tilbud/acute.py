"""Acute worry first: whom to ring now, and the duty to notify."""

from dataclasses import replace
from datetime import date

from bot.cards import Card, Item, Link
from bot.domain.guidance import Contact, Guidance
from commands.tilbud import answer
from commands.tilbud.asked import Answered
from commands.tilbud.offer import source

CONTACTS = 3  # telephones above an answer that is not about them
_ELSEWHERE = "Bor barnet uden for det område, jeg kender, så kontakt den kommune, det bor i."
_DEADLY = "livsfare"  # the worry in which nobody looks for something to do
_HELPS = frozenset(("rådgivning", "krisehjælp"))  # topics of an offer that still stands there
OFFERS = 2  # offers kept below the contacts: nothing may push those off a phone's screen


def card(asked: Answered, advice: Guidance) -> Card:
    """The contacts and the duty to notify, then the first offers that are not among the contacts.

    In danger of life only those that help.
    """
    told = {contact.offer_id for contact in advice.contacts}
    answers = [at for at, match in enumerate(asked.found.answer) if match.offer_id not in told]
    if _DEADLY in asked.understood.acute:
        answers = [at for at in answers if _helps(asked.found.answer[at].offer_id, asked)]
    others = answers[:OFFERS]
    duty = (Item("Din underretningspligt", lines=advice.duty),) if advice.duty else ()
    offers = answer.items(asked, tuple(asked.found.answer[at] for at in others))
    return Card(
        advice.title,
        lines=(_ELSEWHERE, *advice.lines) if asked.understood.elsewhere else advice.lines,
        chips=answer.chips(asked, only=("areas", "age")),
        items=(*(_contact(contact, asked.now.date()) for contact in advice.contacts), *duty, *offers),
        buttons=answer.more(asked, others[-1] + 1 if others else len(asked.found.answer)),
        tone="acute",
    )


def note(asked: Answered, advice: Guidance) -> Card:
    """The answer as it is, below whom one may ring: the words only sound like a worry.

    Where there is no answer, whom one may ring is the answer.
    """
    drawn = answer.card(asked)
    facts = tuple((one.name, (Link.phone(one.phone),)) for one in advice.contacts if one.phone)[:CONTACTS]
    if not asked.found.answer:
        return replace(drawn, title=advice.title, lines=(*advice.lines, *drawn.lines), facts=facts)
    first = Item(advice.title, lines=advice.lines, facts=facts)
    return replace(drawn, items=(first, *drawn.items))


def _helps(offer_id: str, asked: Answered) -> bool:
    """Whether an offer advises or is somebody to turn to: no playground."""
    found = asked.index.offers[asked.index.numbers[offer_id]]
    return found.kind != "tilbud" or not _HELPS.isdisjoint(found.topics)


def _contact(contact: Contact, today: date) -> Item:
    return Item(
        contact.name,
        lines=tuple(filter(None, [contact.note, contact.hours_text])),
        facts=(("Telefon", (Link.phone(contact.phone),)),) if contact.phone else (),
        small=(source(contact.source, contact.source_date, today),),
    )

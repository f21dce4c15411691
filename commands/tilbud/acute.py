"""Acute worry first: whom to ring now, and the duty to notify."""

from dataclasses import replace
from datetime import date
from itertools import islice

from bot.cards import Card, Item, Link
from bot.domain.guidance import Contact, Guidance, stands_below
from commands.tilbud import answer
from commands.tilbud.asked import Answered
from commands.tilbud.offer import source

CONTACTS = 3  # telephones above an answer that is not about them
_ELSEWHERE = "Bor barnet uden for det område, jeg kender, så kontakt den kommune, det bor i."
OFFERS = 2  # offers kept below the contacts: nothing may push those off a phone's screen


def card(asked: Answered, advice: Guidance) -> Card:
    """The contacts and the duty to notify, then the first offers that are not among the contacts."""
    told = {contact.offer_id for contact in advice.contacts}
    found = [asked.index.offers[asked.index.numbers[match.offer_id]] for match in asked.found.answer]
    stands = (at for at, one in enumerate(found) if one.id not in told and stands_below(one, asked.understood.acute))
    others = tuple(islice(stands, OFFERS))
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


def _contact(contact: Contact, today: date) -> Item:
    return Item(
        contact.name,
        lines=tuple(filter(None, [contact.note, contact.hours_text])),
        facts=(("Telefon", (Link.phone(contact.phone),)),) if contact.phone else (),
        small=(source(contact.source, contact.source_date, today),),
    )

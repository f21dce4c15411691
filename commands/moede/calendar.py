"""Meetings in the asker's own calendar: its address, shown once, what stands in it; and one meeting as a file."""

from datetime import timedelta

from bot import meeting_cards as parts
from bot.cards import Button, Card
from bot.chat import FEED, Answer, Ask, Desk, Refusal, Reply, action
from bot.documents.meeting_file import meeting_file
from bot.domain.entries import Entry
from bot.domain.meeting_text import location
from bot.domain.meetings import State
from bot.domain.organisation import Person
from bot.domain.steps import INVITATION, MOVED
from commands.moede.reading import found as found_meeting

PAST = timedelta(days=90)  # how long a meeting that is over stays in the calendar
TITLE = "Dine møder i din egen kalender"
OFF = "Jeg kan ikke lave en adresse til din kalender. Spørg administratoren: [web] public_url skal være sat."
FILES = "Tryk Kalenderfil (.ics) på et møde for at få det ene i din kalender."


def entries(person: Person, desk: Desk) -> tuple[Entry, ...]:
    """The person's booked and held meetings, without those that came as an invitation by mail."""
    states = [State.BOOKED, State.HELD]
    found = desk.store.meetings.of_person(person.id, states=states, since=desk.now - PAST)
    invited = desk.store.deliveries.told(person.id, "mail", (INVITATION, MOVED), [one.about for one in found])
    return tuple(
        Entry(
            f"vejviser-moede-{one.id}", one.title, one.start, one.end, location(one), one.revision,
            one.changed_at or one.made_at,
        )
        for one in found
        if one.start and one.end and one.about not in invited
    )  # fmt: skip


@action(word="kalender")
def calendar(ask: Ask, desk: Desk) -> Answer:
    """Say what it is, before an address is made that ends the earlier one."""
    assert ask.person
    has = any(link.target == FEED for link in desk.store.links.of(ask.person.id))
    close = Button("Luk adressen", "moede.close_calendar", style="danger")
    if not desk.settings.web.public_url:
        return Reply(Card(TITLE, (OFF, FILES), buttons=(close,) if has else ()))
    lines = (
        "Jeg kan give dig en adresse, som Outlook, Google Kalender og Apple Kalender kan abonnere på. Den viser "
        "titel, tid og sted eller link, og ikke de møder, du har fået som indkaldelse.",
        *(["Du har en adresse. En ny lukker den."] if has else []),
    )
    new = Button("Få en ny adresse" if has else "Få en adresse", "moede.new_calendar", style="primary")
    return Reply(Card(TITLE, lines, buttons=(new, close) if has else (new,)))


@action()
def new_calendar(ask: Ask, desk: Desk) -> Answer:
    """The address, shown this once."""
    assert ask.person
    url = desk.feed(ask.person)
    if url is None:
        raise Refusal(OFF)
    days = desk.settings.web.feed_days
    return Reply(
        Card(
            TITLE,
            (
                url,
                "Kopiér adressen nu: den vises ikke igen. Hold den for dig selv: andre kunne se dine møder.",
                "Outlook: »Tilføj kalender«, »Abonner fra internettet«. Google: »Andre kalendere«, »Fra webadresse«. "
                "Apple: »Tilføj abonnement på kalender«.",
            ),
            small=(f"Adressen virker i {days} dage. Luk den med /moede kalender.",),
            tone="done",
        )
    )


@action()
def close_calendar(ask: Ask, desk: Desk) -> Answer:
    """End the address."""
    assert ask.person
    desk.store.links.revoke(ask.person.id, FEED)
    return Reply(Card.done("Adressen er lukket", "Kalenderen får ikke flere møder fra mig."))


@action()
def calendar_file(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Kalenderfil (.ics)*: what a mail would have carried."""
    me, one = found_meeting(ask, desk, meeting)
    if one.state not in (State.BOOKED, State.DROPPED) or one.start is None:
        raise Refusal("Mødet er ikke aftalt, så der er ingen kalenderfil. Skriv /moede for at se dine møder.")
    file = meeting_file(one, desk.store.people.all(), desk.now)
    if file is None:
        raise Refusal(
            "Der er ingen kalenderfil, for jeg kender ingen mailadresse på deltagerne. "
            "Skriv /moede kalender for at få dine møder i din kalender."
        )
    line = f"Åbn filen, så kommer mødet i din kalender: {one.title}."
    if one.state is State.DROPPED:
        line = f"Åbn filen, så går det aflyste møde ud af din kalender: {one.title}."
    return Reply(Card("Kalenderfil", (line,), facts=parts.facts(one, me.names, desk.now)), files=(file,))

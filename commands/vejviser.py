"""Hjælp: hvad jeg kan, hvem jeg tror, du er, og hvad jeg gemmer om dig. »/vejviser glem mig« sletter din profil."""

from bot.cards import Button, Card, Item, Line
from bot.chat import Answer, Ask, Command, Desk, Refusal, Reply, action, waiting
from bot.domain.organisation import Person

COMMAND = Command("vejviser", usage="[glem mig]", examples=("", "glem mig"), private=True)

BUTTONS = (Button("Hvad gemmer du om mig?", "vejviser.stored"), Button("Glem mig", "vejviser.forget"))
CARE = "Skriv aldrig CPR-numre eller noget om et bestemt barn. Ved livsfare: ring 112."


def run(ask: Ask, desk: Desk) -> Answer:
    """/vejviser: the help, made from the commands."""
    person = _person(ask)
    return Reply(
        Card(
            "Det kan jeg hjælpe med",
            lines=("Skriv en kommando – eller bare dit spørgsmål.", _who(person)),
            items=_can(person, desk),
            buttons=BUTTONS,
            small=(CARE,),
        )
    )


@action()
def overview(ask: Ask, desk: Desk) -> Answer:
    """The page that greets people: what waits for them, who they are to me, what I can do."""
    person = _person(ask)
    waits = waiting(person, ask, desk)
    plan = next((plan.name for plan in desk.store.directory().organisation.plans if plan.id == person.plan), None)
    return Reply(
        Card(
            "Hvad leder du efter?",
            lines=(
                "Skriv dit spørgsmål til mig under »Beskeder«, eller nævn mig i en kanal.",
                "Det her venter på dig:" if waits else "Der er ikke noget, der venter på dig.",
            ),
            facts=(("Din rolle", person.role.danish), *([("Din helhedsplan", plan)] if plan else [])),
            items=(*waits, *_can(person, desk)),
            buttons=BUTTONS,
            small=(CARE,),
        )
    )


def _can(person: Person, desk: Desk) -> tuple[Item, ...]:
    return tuple(
        Item(
            f"/{command.name} {command.usage}".strip(),
            lines=(command.help.partition("\n")[0],),
            small=_examples(command, person),
        )
        for command in desk.commands.values()
        if person.role in command.allowed
    )


def _examples(command: Command, person: Person) -> tuple[Line, ...]:
    """What may be typed after the command: its examples, then the words that are for the person's role only."""
    examples = [f"Fx /{command.name} {words}" for words in command.examples if words]
    own = [
        f"/{command.name} {a.word}" for a in command.actions.values() if a.word and person.role in (a.allowed or ())
    ]
    return (*examples, *([f"Som {person.role.danish}: {', '.join(own)}"] if own else []))


@action()
def stored(ask: Ask, desk: Desk) -> Answer:
    """What is kept about the asker."""
    person = _person(ask)
    registered = desk.store.people.find(person.id) is not None
    accounts = desk.store.accounts.of(person.id) if registered else ()
    known = desk.store.accounts.get(ask.account.platform, ask.account.id)
    platforms = sorted({one.platform for one in (*accounts, known) if one is not None})
    links = len(desk.store.links.of(person.id))
    return Reply(
        Card(
            "Det gemmer jeg om dig",
            facts=(
                ("Rolle", person.role.danish),
                ("Titel", person.title),
                ("Navn", person.name or "gemmes ikke"),
                ("Arbejdsmail", person.email or "gemmes ikke"),
                ("Chat-id", ", ".join(platforms).capitalize() or "gemmes ikke"),
                *([("Personlige links", f"{links}, til at svare uden chatten og til din kalender")] if links else []),
            ),
            lines=(
                "Dine spørgsmål gemmer jeg ikke. Finder jeg intet svar, noterer jeg kun sted, aldersgruppe og emne.",
                "Det, du melder eller retter, står under din titel – ikke dit navn.",
                "Sætninger, du selv sender til redaktionen, gemmes uden navn i "
                f"{desk.settings.retention.sentences} dage.",
            ),
            buttons=(
                *([Button("Luk mine links", "vejviser.close_links")] if links else []),
                Button("Glem mig", "vejviser.forget"),
            ),
        )
    )


@action()
def close_links(ask: Ask, desk: Desk) -> Answer:
    """End the asker's personal links: a mail was forwarded, or a calendar's address seen."""
    closed = desk.store.links.revoke(_person(ask).id)
    lines = ("Knapperne i dine mails og din kalenders adresse virker ikke længere. Næste mail har nye knapper.",)
    return Reply(Card("Dine links er lukket", lines, tone="done") if closed else Card("Du har ingen links"))


@action(word="glem")
def forget(ask: Ask, desk: Desk) -> Answer:
    """Say what goes and what stays, and ask once more."""
    person = _person(ask)
    return Reply(
        Card(
            "Skal jeg glemme dig?",
            lines=(
                "Jeg sletter dit navn, din mailadresse og dine chat-id'er.",
                "Har du en særlig rolle, mister du den i chatten, til administratoren registrerer dig igen.",
                _stays(person),
            ),
            buttons=(Button("Ja, glem mig", "vejviser.forget_now", style="danger"),),
        )
    )


@action()
def forget_now(ask: Ask, desk: Desk) -> Answer:
    """Remove the profile and the chat ids."""
    person = _person(ask)
    if desk.store.people.find(person.id) is not None:
        desk.store.people.forget(person.id, person.title)
    desk.store.accounts.forget(ask.account.platform, ask.account.id)
    return Reply(
        Card(
            "Jeg har glemt dig",
            lines=("Navn, mailadresse, chat-id'er og personlige links er slettet.", _stays(person)),
            tone="done",
        )
    )


def _person(ask: Ask) -> Person:
    if ask.person is None:
        raise Refusal("Dig kender jeg ikke.")
    return ask.person


def _who(person: Person) -> Line:
    title = "" if person.title.lower() == person.role.danish else f" ({person.title})"
    return f"For mig er du {person.role.danish}{title}."


def _stays(person: Person) -> Line:
    return (
        f"Det, du har gjort som »{person.title}«, bliver stående under titlen: kommunen skal kunne se, "
        "hvad der er rettet og besluttet, men ikke af hvem personligt."
    )

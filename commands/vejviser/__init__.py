"""Hjælp: hvad jeg kan, hvem jeg tror, du er, og hvad jeg gemmer om dig. »/vejviser glem mig« sletter din profil."""

import re

from bot.cards import Button, Card, Item, Line
from bot.chat import Answer, Ask, Command, Desk, Reply, action, waiting
from bot.domain.offer_text import join
from bot.domain.organisation import Person
from bot.domain.privacy import CARE
from commands.vejviser.deliveries import drop, home, queue, retry, retry_all
from commands.vejviser.erasing import erase, erase_found
from commands.vejviser.insight import insight, insight_found
from commands.vejviser.profile import close_links, forget, forget_now, person_of, stored

__all__ = [
    "close_links", "drop", "erase", "erase_found", "forget", "forget_now", "home", "insight", "insight_found",
    "queue", "retry", "retry_all", "stored",
]  # fmt: skip

COMMAND = Command("vejviser", usage="[glem mig]", examples=("", "glem mig"), private=True)

BUTTONS = (Button("Hvad gemmer du om mig?", "vejviser.stored"), Button("Glem mig", "vejviser.forget"))


def run(ask: Ask, desk: Desk) -> Answer:
    """/vejviser: the help, made from the commands."""
    person = person_of(ask)
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
    person = person_of(ask)
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
            f"/{command.name} {_usage(command, person)}".strip(),
            lines=(command.help.partition("\n")[0],),
            small=_examples(command, person),
        )
        for command in desk.commands.values()
        if person.role in command.allowed
    )


def _usage(command: Command, person: Person) -> str:
    """What may be typed after the command, without the words that are refused to the person."""
    if person.role not in command.typists:
        return ""
    refused = {a.word for a in command.actions.values() if a.allowed and person.role not in a.allowed}
    named = re.split(", | eller ", command.usage.strip("[]"))
    left = [one for one in named if one not in refused]
    return command.usage if left == named else f"[{join(left, 'eller')}]"


def _examples(command: Command, person: Person) -> tuple[Line, ...]:
    """What may be typed after the command: its examples, then the words that are for the person's role only."""
    typed = command.examples if person.role in command.typists else ()
    examples = [f"Fx /{command.name} {words}" for words in typed if words]
    own = [
        f"/{command.name} {a.word}" for a in command.actions.values() if a.word and person.role in (a.allowed or ())
    ]
    return (*examples, *([f"Som {person.role.danish}: {', '.join(own)}"] if own else []))


def _who(person: Person) -> Line:
    title = "" if person.title.lower() == person.role.danish else f" ({person.title})"
    return f"For mig er du {person.role.danish}{title}."

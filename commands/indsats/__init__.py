"""Vis en indsats: formål, periode, penge og årsværk, styregruppe, samarbejdspartnere – eller hvem en part er.

Uden ord får du listen over indsatser. Skriv et navn, en helhedsplan, en forvaltning eller en forkortelse.
"""

from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Command, Desk, Refusal, Reply, action
from bot.domain.lookup import by_key, key, lookup, nearly
from commands.indsats.cards import card
from commands.indsats.facts import name

COMMAND = Command(
    "indsats",
    usage="[navn på indsats, helhedsplan eller part]",
    examples=("ungdomsuddannelse", "hvem er EKI?", "NørreBrobyggerne"),
)

_NEAR = 4  # records that may be meant


def run(ask: Ask, desk: Desk) -> Answer:
    """/indsats [WORDS]."""
    organisation = desk.store.directory().organisation
    if not ask.words.strip():
        return Reply(_all(desk))
    found = lookup(ask.words, organisation)
    near = () if found else nearly(ask.words, organisation)[:_NEAR]
    if near:
        return Reply(Card("Mente du …?", buttons=tuple(Button(name(one), "indsats.about", key(one)) for one in near)))
    if not found:
        raise Refusal(
            "Jeg kender ingen indsats, helhedsplan eller part, der passer. "
            "Skriv /indsats for at se indsatserne, eller /tilbud for at søge efter tilbud."
        )
    return Reply(card(found[0], desk.store.directory(), others=found[1:6]))


@action()
def about(ask: Ask, desk: Desk, kind: str, id: str) -> Answer:
    """A party, plan, board, group, series, initiative or person was pressed."""
    directory = desk.store.directory()
    found = by_key(kind, id, directory.organisation)
    if found is None:
        raise Refusal("Den findes ikke længere. Skriv /indsats for at se dem, der gør.")
    return Reply(card(found, directory))


def _all(desk: Desk) -> Card:
    initiatives = desk.store.directory().organisation.initiatives
    if not initiatives:
        return Card("Ingen indsatser endnu", lines=("Administratoren kan indlæse dem med en organisation.toml.",))
    return Card(
        "Indsatser",
        items=tuple(
            Item(
                one.name,
                lines=(one.purpose,),
                buttons=(Button("Vis", "indsats.about", key(one), label=f"Vis {name(one)}"),),
            )
            for one in initiatives
        ),
        small=("Du kan også spørge efter en part: »hvem er EKI?«",),
    )

"""What one may ask, and what Vejviser is and keeps: the answers to what asks for no offer."""

from bot.cards import Button, Card
from bot.domain.privacy import CARE, QUESTIONS
from bot.domain.questions import tells_nothing
from bot.domain.questions.lexicon import key_of
from bot.domain.questions.understood import UNKNOWN, Understood

_BOT = key_of("om botten")  # the concept


def asks_nothing(understood: Understood) -> bool:
    """Whether it was only small talk or a bare "hjælp": every word is known, and none asks for anything."""
    return tells_nothing(understood) and understood.missing < UNKNOWN


def asks_about_bot(understood: Understood) -> bool:
    """Whether it is Vejviser itself that was asked about, and nothing else."""
    u = understood
    return bool(u.needs) and u.needs[0][0] == _BOT and not (u.areas or u.age or u.audience or u.names)


def examples(words: tuple[str, ...]) -> Card:
    """What one may ask, with examples to try."""
    return Card(
        "Hvad leder du efter?",
        lines=("Skriv et sted, en alder, et emne – eller et helt spørgsmål. For eksempel:",),
        small=(CARE,),
        buttons=tuple(Button(f"/tilbud {one}", "tilbud.example", {"number": n}) for n, one in enumerate(words)),
    )


def about() -> Card:
    """What Vejviser is, and what it keeps of a question."""
    return Card(
        "Om Vejviser",
        lines=(
            "Jeg er et program, ikke et menneske. Jeg finder tilbud og kontakter i kommunens vejviser og viser kun, "
            "hvad der står dér.",
            f"{QUESTIONS} Chatten, du skriver i, kan gemme samtalen.",
        ),
        small=(CARE,),
        buttons=(Button("Hvad gemmer du om mig?", "vejviser.stored"),),
    )

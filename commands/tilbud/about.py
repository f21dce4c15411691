"""What one may ask, what Vejviser is and keeps, and which command was meant: answers to what asks for no offer."""

import re

from bot.cards import Button, Card
from bot.chat import Ask, Desk
from bot.domain.privacy import CARE, QUESTIONS
from bot.domain.questions import tells_nothing, words
from bot.domain.questions.lexicon import key_of
from bot.domain.questions.understood import UNKNOWN, Understood

_BOT = key_of("om botten")  # the concept
_FORGOTTEN = "Jeg husker ikke dit forrige spørgsmål. Tryk »Et andet sted« på svaret, eller skriv det hele igen."
_FOLLOWS = re.compile(
    r"\W*(?:nej,? )?(?:og (?:i|på|ved|hvad) |(?:men )?hvad (?:så )?(?:med|i|på) "
    r"|det (?:er|var) ikke det,? jeg |det mente jeg ikke)"
)


def asks_nothing(understood: Understood) -> bool:
    """Whether it was only small talk or a bare "hjælp": every word is known, and none asks for anything."""
    return tells_nothing(understood) and understood.missing < UNKNOWN and not understood.street


def asks_about_bot(understood: Understood) -> bool:
    """Whether it is Vejviser itself that was asked about, and nothing else."""
    u = understood
    return bool(u.needs) and u.needs[0][0] == _BOT and not (u.areas or u.age or u.audience or u.names)


def forgotten(text: str, understood: Understood) -> tuple[str, ...]:
    """What to say when it begins like what follows another question, and lacks where or what: "og i Husum?"."""
    u = understood
    whole = u.names or (u.areas and (u.topics or u.needs))
    return () if whole or not _FOLLOWS.match(words.plain(text)) else (_FORGOTTEN,)


def meant(ask: Ask, understood: Understood, desk: Desk) -> Card | None:
    """Which of the commands that the asker may use a message means, unless it tells of a child or names an offer."""
    u, plain = understood, words.plain(ask.words)
    if ask.person is None or u.names or u.age or u.audience:
        return None
    may = [one for one in desk.commands.values() if one.meant and ask.person.role in one.allowed]
    names = [f"/{one.name}" for one in may if re.search(one.meant, plain)]
    if not names:
        return None
    return Card(
        "Det har jeg en kommando til",
        lines=(f"Skriv {' eller '.join(names)}, eller tryk her:",),
        buttons=tuple(Button(name, f"{name[1:]}.run") for name in names),
    )


def examples(words: tuple[str, ...], before: tuple[str, ...] = ()) -> Card:
    """What one may ask, with examples to try."""
    return Card(
        "Hvad leder du efter?",
        lines=(*before, "Skriv et sted, en alder, et emne – eller et helt spørgsmål. For eksempel:"),
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

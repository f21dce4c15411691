"""The same question somewhere else: next door, around, in the whole city; and what an ambiguous name may mean."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.cards import Button, Card, Item
from bot.domain.questions import rank
from bot.domain.questions.readings import readings
from bot.domain.questions.understood import Understood
from commands.tilbud.asked import Answered, pack

_NEAR = 3  # buttons on an answer that is none
_MOST = 12


def neighbours(asked: Answered) -> tuple[Button, ...]:
    """Up to three areas next door that do have an answer to the same question."""
    found = ((name, question) for name, question, _ in _answering(asked, _next_door(asked)))
    return tuple(_button(f"Prøv {name}", question) for (name, question), _ in zip(found, range(_NEAR), strict=False))


def card(asked: Answered) -> Card:
    """Where else there is an answer, and how many offers: around, inside, next door, in each part of the city."""
    areas, u = asked.index.areas, asked.understood
    here = [area for area in u.areas if area in areas]
    outer = [parent for area in here for parent in areas.parents(area)]
    inside = [area.id for area in areas if area.parent in here]
    parts = [area.id for area in areas if _is_part(area.parent, asked) and area.id not in here]
    found = [*_answering(asked, [*outer, *inside, *_next_door(asked), *parts])]
    buttons = tuple(_button(f"{name} ({total})", question) for name, question, total in found[:_MOST])
    if not buttons:
        nowhere = (
            "Jeg kender heller ikke noget andre steder, der passer. Prøv at fjerne et filter, fx alder eller tid."
        )
        return Card("Hvor ellers?", lines=(nowhere,))
    return Card("Hvor ellers?" if here else "Hvor?", lines=("Samme spørgsmål, et andet sted:",), buttons=buttons)


def meant(words: str, asked: Answered) -> tuple[Item, ...]:
    """The readings of an ambiguous name in the words, to choose from."""
    found = readings(words, asked.understood, asked.index)
    buttons = tuple(
        Button(one.text, "tilbud.show", {"facets": pack(one.understood)}, label=f"Mente du {one.text}?")
        for one in found[:_MOST]
    )
    return (Item("Mente du …?", lines=("Navnet kan betyde flere ting.",), buttons=buttons),) if buttons else ()


def _is_part(parent: str | None, asked: Answered) -> bool:
    """Whether an area with that parent is a part of the city (bydel)."""
    areas = asked.index.areas
    return parent in areas and parent is not None and areas[parent].parent is None


def _next_door(asked: Answered) -> tuple[str, ...]:
    areas = asked.index.areas
    return tuple(dict.fromkeys(n for a in asked.understood.areas if a in areas for n in areas.neighbours(a)))


def _answering(asked: Answered, areas: Iterable[str]) -> Iterator[tuple[str, Understood, int]]:
    """(name, the question there, number of offers) for those of the areas that have an answer of their own."""
    for area in dict.fromkeys(areas):
        question = replace(asked.understood, areas=(area,))
        found = rank(question, asked.now, asked.index)
        if found.answer and found.area in (None, area):
            known = asked.index.areas[area]
            yield (f"Hele {known.name}" if known.parent is None else known.name), question, found.total


def _button(text: str, question: Understood) -> Button:
    return Button(text, "tilbud.show", {"facets": pack(question)})

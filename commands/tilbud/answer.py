"""The answer to a question as a card: what was understood, then the offers, or an honest no."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from bot.cards import Button, Card, Item, Line, Values
from bot.chat import Desk
from bot.domain.offer_text import join
from bot.domain.questions import Index, describe, rank
from bot.domain.questions.understood import Found, Match, Understood
from commands.tilbud import offer

PAGE = 5  # offers on one card
_FAILS = {
    "areas": "sted", "age": "alder", "audience": "målgruppe", "weekdays": "ugedag", "start": "tidspunkt",
    "end": "tidspunkt", "open_now": "åbent nu", "free": "gratis", "kind": "slags", "topics": "emne",
    "excluded": "det, du ikke ville have",
}  # fmt: skip


def card(understood: Understood, found: Found, index: Index, desk: Desk) -> Card:
    """The first card of an answer that holds no acute worry."""
    return page(understood, found, index, desk, 0) if found.answer else _none(understood, found, index, desk)


def page(understood: Understood, found: Found, index: Index, desk: Desk, start: int) -> Card:
    """Up to five offers from number `start` (0 = the first)."""
    matches = found.answer[start : start + PAGE]
    buttons = more(understood, found, start + PAGE)
    return Card(
        _count(len(found.answer), start, len(matches)),
        chips=chips(understood, index) if start == 0 else (),
        lines=_fallback(understood, found, desk) if start == 0 else (),
        items=items(matches, desk) + (() if buttons else _guesses(found, desk)),
        buttons=buttons,
    )


def more(understood: Understood, found: Found, start: int) -> tuple[Button, ...]:
    """*Flere*, when there are offers from number `start` on."""
    rest = len(found.answer) - start
    values: Values = {"facets": pack(understood), "start": start}
    return (Button(f"Flere ({rest})", "tilbud.more", values, "primary"),) if rest > 0 else ()


def _count(total: int, start: int, shown: int) -> str:
    if total == 1:
        return "1 tilbud"
    return f"{total} tilbud" if shown == total else f"Nr. {start + 1}–{start + shown} af {total} tilbud"


def _none(understood: Understood, found: Found, index: Index, desk: Desk) -> Card:
    lines: list[Line] = ["Jeg kender ikke noget tilbud, der passer til det her."]
    if understood.elsewhere:
        lines = ["Det ligger uden for det område, jeg kender. Spørg kommunen dér."]
    elif found.maybe:
        lines.append("Måske kan noget af dette bruges:")
    elif len(chips(understood, index)) > 1:
        lines.append("Fjern et filter for at se mere.")
    return Card(
        "Det har jeg ikke noget svar på",
        chips=chips(understood, index),
        lines=tuple(lines),
        items=_guesses(found, desk),
        buttons=(
            *_neighbours(understood, index, desk),
            Button("Send ordlyden til redaktionen", "tilbud.write_words", {"facets": pack(understood)}),
        ),
        small=("Jeg har kun noteret sted, aldersgruppe og emne – ikke, hvad du skrev.",),
    )


def chips(understood: Understood, index: Index, only: tuple[str, ...] = ()) -> tuple[Button, ...]:
    """What was understood (or the facets `only` of it); a press removes it."""
    return tuple(
        Button(facet.text, "tilbud.show", {"facets": pack(facet.without)}, label=f"Fjern filteret {facet.text}")
        for facet in describe(understood, index)
        if not only or facet.name in only
    )


def _fallback(understood: Understood, found: Found, desk: Desk) -> tuple[Line, ...]:
    areas = desk.store.directory().areas
    if found.area is None or found.area in understood.areas or found.area not in areas:
        return ()
    asked = areas.names(understood.areas)
    return (f"Jeg kender ingen, der hører til i {asked} selv. Her er det, der er i {areas[found.area].name}.",)


def items(matches: tuple[Match, ...], desk: Desk) -> tuple[Item, ...]:
    """Offers as items, each with the filters that it fails."""
    directory = desk.store.directory()
    shown = []
    for match in matches:
        one = directory.offer(match.offer_id)
        if one is not None:
            failed = list(dict.fromkeys(_FAILS.get(name, name) for name in match.fails))
            notes = (f"Opfylder ikke: {join(failed)} (eller det er ikke oplyst).",) if failed else ()
            shown.append(offer.item(one, directory.areas, desk.today, *notes))
    return tuple(shown)


def _guesses(found: Found, desk: Desk) -> tuple[Item, ...]:
    return tuple(
        Item(f"Måske relevant: {item.title}", item.lines, item.facts, item.small, item.buttons)
        for item in items(found.maybe, desk)
    )


def _neighbours(understood: Understood, index: Index, desk: Desk) -> tuple[Button, ...]:
    """Up to three areas next door that do have an answer to the same question."""
    areas = desk.store.directory().areas
    near = dict.fromkeys(n for a in understood.areas if a in areas for n in areas.neighbours(a))
    buttons: list[Button] = []
    for area in near:
        question = replace(understood, areas=(area,))
        found = rank(question, desk.now, index)
        if found.answer and found.area in (None, area):
            buttons.append(Button(f"Prøv {areas[area].name}", "tilbud.show", {"facets": pack(question)}))
        if len(buttons) == 3:
            break
    return tuple(buttons)


def pack(understood: Understood) -> str:
    """An understood question as one small button value."""
    return urlencode(understood.facets())


def unpack(facets: str) -> Understood:
    """The reverse of `pack`; raises ValueError for a value that no button of ours carries."""
    return Understood.from_facets(dict(parse_qsl(facets, strict_parsing=True)) if facets else {})

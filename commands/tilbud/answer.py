"""The answer to a question as a card: what was understood, then the offers, or an honest no."""

from dataclasses import replace

from bot.cards import Button, Card, Item, Line, Values
from bot.domain.offer_text import join
from bot.domain.questions import describe, gap_facets
from bot.domain.questions.explaining import why
from bot.domain.questions.ranking import dated
from bot.domain.questions.understood import Match
from commands.tilbud import offer
from commands.tilbud.asked import Answered, briefly, pack
from commands.tilbud.elsewhere import neighbours
from commands.tilbud.opened import doubts

PAGE = 5  # offers on one card
_STREET = "Den vej kender jeg ikke. Skriv bydelen i stedet."
_NOTED = "Jeg har kun noteret sted, aldersgruppe og emne – ikke, hvad du skrev."
_FILTERS = ("areas", "avoided", "age", "audience", "weekdays", "free", "price", "kind")  # beside what is sought


def card(asked: Answered) -> Card:
    """The first card of an answer that holds no acute worry."""
    return page(asked, 0) if asked.found.answer else _none(asked)


def page(asked: Answered, start: int) -> Card:
    """Up to five offers from number `start` (0 = the first)."""
    answer = asked.found.answer
    matches = answer[start : start + PAGE]
    following = more(asked, start + PAGE)
    return Card(
        _count(len(answer), start, len(matches)),
        chips=chips(asked) if start == 0 else (),
        lines=_fallback(asked) if start == 0 else (),
        items=items(asked, matches) + (() if following else _guesses(asked)),
        buttons=following + places(asked),
    )


def more(asked: Answered, start: int) -> tuple[Button, ...]:
    """*Flere*, when there are offers from number `start` on."""
    rest = len(asked.found.answer) - start
    values: Values = {"facets": pack(asked.understood), "start": start}
    return (Button(f"Flere ({rest})", "tilbud.more", values, "primary"),) if rest > 0 else ()


def _count(total: int, start: int, shown: int) -> str:
    if total == 1:
        return "1 tilbud"
    return f"{total} tilbud" if shown == total else f"Nr. {start + 1}–{start + shown} af {total} tilbud"


def _none(asked: Answered) -> Card:
    drawn = chips(asked)
    lines: list[Line] = ["Jeg kender ikke noget tilbud, der passer til det her."]
    if asked.understood.elsewhere:
        lines = ["Det ligger uden for det område, jeg kender. Spørg kommunen dér."]
    elif asked.understood.street and not asked.found.maybe:
        lines = [_STREET]
    elif asked.found.maybe:
        lines.append("Måske kan noget af dette bruges:")
    elif len(drawn) > 1 and chips(asked, _FILTERS):
        lines.append("Fjern et filter for at se mere.")
    send = Button("Send ordlyden til redaktionen", "tilbud.write_words", {"facets": pack(asked.understood)})
    return Card(
        "Det har jeg ikke noget svar på",
        chips=drawn,
        lines=tuple(lines),
        items=_guesses(asked),
        buttons=(*neighbours(asked), *places(asked), send),
        small=(_NOTED,) if gap_facets(asked.understood, asked.index) else (),
    )


def chips(asked: Answered, only: tuple[str, ...] = ()) -> tuple[Button, ...]:
    """What was understood (or the facets `only` of it); a press removes it."""
    return tuple(
        Button(facet.text, "tilbud.show", {"facets": pack(facet.without)}, label=f"Fjern filteret {facet.text}")
        for facet in describe(asked.understood, asked.index)
        if not only or facet.name in only
    )


def _fallback(asked: Answered) -> tuple[Line, ...]:
    areas, area = asked.index.areas, asked.found.area
    if asked.understood.street:
        return (_STREET,)
    if area is None or area in asked.understood.areas or area not in areas:
        return ()
    around, wanted = areas[area], [areas[one].name for one in asked.understood.areas if one in areas]
    either, both = join(wanted, "eller"), join(wanted)
    offers = (asked.index.offers[asked.index.numbers[match.offer_id]] for match in asked.found.answer)
    if around.parent is None and all(area in one.areas for one in offers):
        return (f"Intet tilbud kun for {either} passer. Disse er for hele {around.name}, også {both}.",)
    return (f"Intet tilbud i området {either} passer. Her er det, der passer i området {around.name}.",)


def items(asked: Answered, matches: tuple[Match, ...]) -> tuple[Item, ...]:
    """Offers as items, each with the filters that it fails."""
    shown, facets = [], briefly(asked.understood)
    for match in matches:
        one = asked.index.directory.offer(match.offer_id)
        if one is not None:
            misses = _misses(asked, match) if match.fails else ()
            shown.append(offer.item(one, asked.index.areas, asked.now.date(), *misses, facets=facets))
    return tuple(shown)


def _misses(asked: Answered, match: Match) -> tuple[str, ...]:
    """What speaks against a near miss."""
    found = why(dated(asked.understood, asked.now, asked.index), match.offer_id, asked.index)
    return doubts(replace(found, fails=(*found.fails, "emne")) if "topics" in match.fails else found)


def _guesses(asked: Answered) -> tuple[Item, ...]:
    return tuple(replace(item, title=f"Måske relevant: {item.title}") for item in items(asked, asked.found.maybe))


def places(asked: Answered) -> tuple[Button, ...]:
    """The way to the same question somewhere else; outside our areas there is none."""
    u = asked.understood
    if u.elsewhere or not (u.areas or u.topics or u.needs) or len(asked.index.areas) < 2:
        return ()
    return (Button("Et andet sted" if u.areas else "Vælg et sted", "tilbud.places", {"facets": pack(u)}),)

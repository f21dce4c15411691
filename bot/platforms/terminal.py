"""The terminal: a card as plain text, for `vejviser ask`."""

import textwrap
from collections.abc import Sequence
from time import perf_counter
from typing import Any

from bot.cards import Attachment, Card, Item, Line
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, dispatch_words
from bot.domain.answering import find, recognise
from bot.domain.organisation import Person, Role

WIDTH = 100
AT_THE_KEYBOARD = Person("", "Administrator ved terminalen", Role.ADMINISTRATOR)  # who can read the database anyway


def ask(words: str, desk: Desk) -> str:
    """The answer that a chat would show."""
    return draw(dispatch_words(Ask(AT_THE_KEYBOARD, words), desk))


def measured(words: str, desk: Desk) -> dict[str, Any]:
    """The answer to a question as ids: {"q", "answer", "maybe", "understood", "ms"}; nothing is stored."""
    begun = perf_counter()
    index = desk.index.current()
    understood = recognise(words, desk.now, index, desk.acute)
    found, _ = find(understood, desk.now, index, desk.acute)
    return {
        "q": words,
        "answer": [match.offer_id for match in found.answer],
        "maybe": [match.offer_id for match in found.maybe],
        "understood": understood.facets(),
        "ms": round((perf_counter() - begun) * 1000, 3),
    }


def draw(answer: Answer) -> str:
    """Any answer as text of at most 100 columns (longer words stay whole); buttons are left out."""
    if isinstance(answer, Open):
        return answer.form.title
    if isinstance(answer, FieldErrors):
        return "\n".join(answer.errors.values())
    return "\n".join([*_card(answer.card), *(_files(answer.files) if isinstance(answer, Reply) else ())])


def _card(card: Card) -> list[str]:
    out = [card.title, "=" * len(card.title)]
    if card.chips:
        out.append(" · ".join(chip.text for chip in card.chips))
    out += [part for line in card.lines for part in _wrap(line)] + _facts(card.facts)
    for item in card.items:
        out += ["", *_item(item)]
    if card.buttons:
        out += ["", "Videre: " + " · ".join(button.text for button in card.buttons)]
    return out + [part for line in card.small for part in _wrap(line)]


def _files(files: Sequence[Attachment]) -> list[str]:
    """Their names; nothing is written to the disk that nobody asked for."""
    if not files:
        return []
    names = ", ".join(f"{file.name} ({file.size})" for file in files)
    return ["", *_wrap(f"Følger med i chatten og på siden: {names}")]


def _item(item: Item) -> list[str]:
    out = [f"* {item.title}"]
    out += [part for line in item.lines for part in _wrap(line, "  ")] + _facts(item.facts, "  ")
    return out + [part for line in item.small for part in _wrap(line, "  ")]


def _facts(facts: tuple[tuple[str, Line], ...], indent: str = "") -> list[str]:
    wide = max((len(label) for label, _ in facts), default=0)
    return [
        part
        for label, line in facts
        for part in _wrap(line, f"{indent}{label + ':':{wide + 1}} ", " " * (len(indent) + wide + 2))
    ]


def _wrap(line: Line, first: str = "", rest: str | None = None) -> list[str]:
    text = line if isinstance(line, str) else "".join(p if isinstance(p, str) else _link(p.text, p.url) for p in line)
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest,
        break_long_words=False, break_on_hyphens=False,
    ) or [first.rstrip()]  # fmt: skip


def _link(text: str, url: str) -> str:
    return text if text in url or url.startswith(("tel:", "mailto:")) else f"{text}: {url}"

"""Cards as Block Kit: plain dicts within every limit of Slack's, whatever the data.

Long texts are shortened first ("…"); then items are left out from the end, and the card says so.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from bot.cards import Button, Card, Item, Line
from bot.platforms.slack.text import escape, mrkdwn, plain, width

log = logging.getLogger(__name__)
Block = dict[str, Any]
Message = dict[str, Any]

BLOCKS = 50  # in a message
WIDTH = 12_000  # of a message's blocks as JSON; Slack refuses at about 13,200, and adds ids of its own
TEXT = 3000
SPOKEN = 3000  # the text beside the blocks, for notifications and screen readers
_CAPS = (TEXT, 1200, 600)  # the longest text of one section, tried in turn until every item fits
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # dumps() would make one every time
_ascii = json.JSONEncoder(separators=(",", ":")).encode
_TONES = {"plain": "", "acute": "🔴 ", "problem": "⚠️ ", "done": "✅ "}


def message(card: Card, above: str = "") -> Message:
    """{"text", "blocks"} of a card. `above` is a line in Slack's own markup over it ("Delt af <@U1>")."""
    drawn = blocks(card, above)
    return {"text": _spoken(drawn), "blocks": drawn}


def notice(sentence: str) -> Message:
    """{"text", "blocks"} of one sentence of ours."""
    drawn = [section(mrkdwn(sentence, TEXT))]
    return {"text": _spoken(drawn), "blocks": drawn}


def blocks(card: Card, above: str = "", most: int = BLOCKS, widest: int = WIDTH) -> list[Block]:
    """A card as at most `most` blocks and `widest` characters of JSON; the defaults are a message's."""
    for cap in _CAPS:
        numbers = count()
        head = ([context(above)] if above else []) + _head(card, numbers, cap)
        tail = [*_actions(card.buttons, numbers, cap, 2000), *_small(card.small, cap)]
        items = [_item(item, numbers, cap) for item in card.items[: most // 2]]
        drawn = [*head, *chain(*items), *tail]
        if len(items) == len(card.items) and len(drawn) <= most and _width(drawn) <= widest:
            return drawn
    room = widest - _width(head) - _width(tail) - 200  # for the note and commas
    shown = _fitting(items, most - len(head) - len(tail) - 1, room)
    missing = len(card.items) - len(shown)
    note = [context(f"Der er ikke plads til resten her: {missing} vises ikke.")] if missing else []
    return [*head, *chain(*shown), *note, *tail]


def section(text: str) -> Block:
    """A section of finished markup; `verbatim` keeps Slack from making mentions and links of what is in it."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def context(text: str) -> Block:
    """Small print of finished markup."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def plain_text(text: str, room: int) -> dict[str, Any]:
    """A plain_text object; never empty, since Slack refuses that."""
    return {"type": "plain_text", "text": plain(text, room) or "–", "emoji": False}


def paragraphs(lines: Iterable[Line], cap: int, most: int) -> list[Block]:
    """Lines in at most `most` sections of at most `cap` characters each."""
    return [section(text) for text in _packed((mrkdwn(line, cap - 2) for line in lines), cap, most)]


def _head(card: Card, numbers: Iterator[int], cap: int) -> list[Block]:
    most = 3 if cap == TEXT else 2
    return [
        _title(f"{_TONES[card.tone]}{card.title}", cap),
        *_actions([_chip(chip) for chip in card.chips], numbers, cap, 3500),
        *paragraphs(card.lines, cap, most),
        *map(section, _packed((_fact(*fact, cap - 2) for fact in card.facts), cap, most - 1)),
    ]


def _title(title: str, cap: int) -> Block:
    """A header, or bold text when it is longer than a header may be."""
    short = plain(title, cap if cap > _CAPS[-1] else 300)
    if width(short) > 150:
        return section(f"*{mrkdwn(short, cap - 2)}*")
    return {"type": "header", "text": plain_text(short, 150)}


def _item(item: Item, numbers: Iterator[int], cap: int) -> list[Block]:
    title = mrkdwn(plain(item.title, 300) or "–", cap - 6)
    lines = [mrkdwn(line, cap - 2) for line in item.lines]
    facts = [_fact(*fact, cap - 2) for fact in item.facts]
    return [
        {"type": "divider"},
        *map(section, _packed([f"*{title}*", *lines, *facts], cap, 1)),
        *_small(item.small, cap),
        *_actions(item.buttons, numbers, cap, 1500),
    ]


def _fact(name: str, line: Line, room: int) -> str:
    bold = f"*{mrkdwn(plain(name, 60) or '–', 200)}:* "
    return bold + (mrkdwn(line, room - width(bold)) or "–")


def _small(lines: Sequence[Line], cap: int) -> list[Block]:
    cap = min(cap, 1000)
    return [context(text) for text in _packed((mrkdwn(line, cap - 2) for line in lines), cap, 1)]


def _packed(lines: Iterable[str], cap: int, most: int) -> list[str]:
    """Lines, each at most cap - 2 wide, in at most `most` texts of at most `cap`; "…" says that some are left out."""
    packed: list[list[str]] = []
    left = 0
    for line in filter(None, lines):
        left -= width(line) + 1
        if left < 0:
            if len(packed) == most:
                packed[-1].append("…")
                break
            packed.append([])
            left = cap - 2 - width(line)
        packed[-1].append(line)
    return ["\n".join(text) for text in packed]


def _chip(chip: Button) -> Button:
    return Button(f"× {chip.text}", chip.action, chip.values, chip.style, chip.label or f"Fjern {chip.text}")


def _actions(buttons: Sequence[Button], numbers: Iterator[int], cap: int, room: int) -> list[Block]:
    """A row of those buttons that Slack takes; when the card must be as small as can be, of `room` characters."""
    drawn: list[Block] = []
    for button in buttons[:25]:
        one = _button(button, next(numbers))
        if cap == _CAPS[-1]:
            room -= _width(one) + 1
        if room < 0 or len(one["value"]) > 2000 or len(one["action_id"]) > 255:
            log.warning("button left out: too large for Slack", extra={"target": button.action[:100]})
            continue
        drawn.append(one)
    return [{"type": "actions", "elements": drawn}] if drawn else []


def actions(buttons: Sequence[Button]) -> list[Block]:
    """Buttons of their own, below what else there is; nothing for none."""
    return _actions(buttons, count(), _CAPS[0], WIDTH)


def _button(button: Button, number: int) -> Block:
    """The number makes the action_id unique in its message; `action_of` takes it off again."""
    drawn = {
        "type": "button",
        "action_id": f"{button.action}:{number}",
        "text": plain_text(button.text, 75),
        "value": _ascii(dict(button.values)),
    }
    if button.style != "plain":
        drawn["style"] = button.style
    if button.label:
        drawn["accessibility_label"] = plain(button.label, 75) or "–"
    return drawn


def action_of(action_id: str) -> str:
    """The action of a button, from its action_id."""
    return action_id.rpartition(":")[0]


def _fitting(items: Sequence[list[Block]], most: int, room: int) -> list[list[Block]]:
    """As many of the items, from the first, as `most` blocks and `room` characters hold."""
    shown: list[list[Block]] = []
    for item in items:
        most -= len(item)
        room -= _width(item)
        if most < 0 or room < 0:
            break
        shown.append(item)
    return shown


def _spoken(drawn: Iterable[Mapping[str, Any]]) -> str:
    """The text of the blocks, for notifications and screen readers."""
    lines: list[str] = []
    left = SPOKEN
    for block in drawn:
        if block["type"] == "header":
            texts = [escape(block["text"]["text"])]
        elif block["type"] == "section":
            texts = block["text"]["text"].split("\n")
        else:
            texts = [element["text"] for element in block.get("elements", ()) if element["type"] == "mrkdwn"]
        for text in texts:
            left -= width(text) + 1
            if left < 0:
                return "\n".join(lines)
            lines.append(text)
    return "\n".join(lines)


def _width(drawn: Any) -> int:
    return width(compact(drawn))

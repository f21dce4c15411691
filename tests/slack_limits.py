"""Slack's limits, in a table of our own: what it would refuse of a message or a modal, and where."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

BLOCKS = {"header", "section", "context", "actions", "divider", "input"}
TEXT_TYPES = {"plain_text", "mrkdwn"}
MESSAGE_JSON = 13_200


def width(text: str) -> int:
    """Characters in UTF-16, the strictest way to count them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def of_message(blocks: Any, text: Any = "") -> list[str]:
    """What is wrong with a message's blocks and its text."""
    problems: list[str] = []
    if not isinstance(blocks, list) or len(blocks) > 50:
        return ["/blocks: a list of at most 50"]
    if any(block.get("type") == "input" for block in blocks):
        problems.append("/blocks: no inputs in messages")
    if width(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MESSAGE_JSON:
        problems.append("msg_blocks_too_long")
    if not isinstance(text, str) or width(text) > 4000:
        problems.append("/text: at most 4000")
    if not blocks and not text:
        problems.append("no_text")
    return problems + list(_blocks(blocks)) + _unclean(text)


def of_view(view: Any) -> list[str]:
    """What is wrong with a modal."""
    problems = [f"/view: unknown {key}" for key in view.keys() - VIEW_KEYS]
    if view.get("type") != "modal":
        problems.append("/view/type: modal")
    for key in ("title", "submit", "close"):
        if key in view or key == "title":
            problems += _text(view.get(key), 24, f"/view/{key}", {"plain_text"})
    if width(view.get("private_metadata", "")) > 3000:
        problems.append("/view/private_metadata: at most 3000")
    if width(view.get("callback_id", "")) > 255:
        problems.append("/view/callback_id: at most 255")
    blocks = view.get("blocks")
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 100:
        return [*problems, "/view/blocks: 1 to 100"]
    if "submit" not in view and any(block.get("type") == "input" for block in blocks):
        problems.append("/view/submit: needed with inputs")
    if len(json.dumps(view).encode()) > 250_000:
        problems.append("/view: too large")
    return problems + list(_blocks(blocks))


def of_home(view: Any) -> list[str]:
    """What is wrong with a Home tab."""
    problems = [f"/view: unknown {key}" for key in view.keys() - HOME_KEYS]
    if view.get("type") != "home" or any(block["type"] == "input" for block in view["blocks"]):
        problems.append("/view/type: home, without inputs")
    return problems + of_view({**view, "type": "modal", "title": {"type": "plain_text", "text": "x"}})


HOME_KEYS = {"type", "blocks", "private_metadata", "callback_id", "external_id"}
VIEW_KEYS = {
    "type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "clear_on_close",
    "notify_on_close", "external_id", "submit_disabled",
}  # fmt: skip


def _blocks(blocks: list[dict[str, Any]]) -> Iterator[str]:
    yield from _repeated((block["block_id"] for block in blocks if "block_id" in block), "block_id")
    yield from _repeated(
        (one["action_id"] for b in blocks if b.get("type") == "actions" for one in b["elements"]), "action_id"
    )
    for number, block in enumerate(blocks):
        at, kind = f"/blocks/{number}", block.get("type")
        if kind not in BLOCKS:
            yield f"{at}: unknown type {kind!r}"
        elif not 1 <= width(block.get("block_id", "x")) <= 255:
            yield f"{at}/block_id: 1 to 255"
        elif kind == "header":
            yield from _text(block.get("text"), 150, f"{at}/text", {"plain_text"})
        elif kind == "section":
            yield from _text(block.get("text"), 3000, f"{at}/text", TEXT_TYPES)
        elif kind == "context":
            yield from _context(block, at)
        elif kind == "actions":
            yield from _actions(block, at)
        elif kind == "input":
            yield from _input(block, at)


def _context(block: Mapping[str, Any], at: str) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 10:
        yield f"{at}/elements: 1 to 10"
    for element in block["elements"]:
        yield from _text(element, 3000, at, TEXT_TYPES)


def _actions(block: Mapping[str, Any], at: str) -> Iterator[str]:
    if not 1 <= len(block["elements"]) <= 25:
        yield f"{at}/elements: 1 to 25"
    for element in block["elements"]:
        yield from _text(element.get("text"), 75, f"{at}/text", {"plain_text"})
        if not 1 <= width(element["action_id"]) <= 255:
            yield f"{at}/action_id: 1 to 255"
        if not 1 <= width(element.get("value", "x")) <= 2000:
            yield f"{at}/value: 1 to 2000"
        if not 1 <= width(element.get("accessibility_label", "x")) <= 75:
            yield f"{at}/accessibility_label: 1 to 75"
        if element.get("style", "primary") not in ("primary", "danger"):
            yield f"{at}/style"
        yield from _unclean(json.dumps(element, ensure_ascii=False))


def _input(block: Mapping[str, Any], at: str) -> Iterator[str]:
    yield from _text(block.get("label"), 2000, f"{at}/label", {"plain_text"})
    if "hint" in block:
        yield from _text(block["hint"], 2000, f"{at}/hint", {"plain_text"})
    element = block["element"]
    if element["type"] == "plain_text_input":
        longest = element.get("max_length", 3000)
        if not 1 <= longest <= 3000:
            yield f"{at}/max_length: 1 to 3000"
        value = element.get("initial_value", "x")
        if not 1 <= width(value) <= longest:
            yield f"{at}/initial_value: 1 to max_length"
        yield from _unclean(value)
    elif element["type"] == "datepicker":
        date.fromisoformat(element.get("initial_date", "2026-12-03"))
    elif element["type"] == "datetimepicker":
        if not 10**9 <= element.get("initial_date_time", 10**9) < 10**10:
            yield f"{at}/initial_date_time: ten digits"
    elif element["type"] in ("static_select", "multi_static_select"):
        groups = element.get("option_groups") or [element]
        if not 1 <= len(groups) <= 100 or ("options" in element) == ("option_groups" in element):
            yield f"{at}/option_groups: 1 to 100, or options"
        for group in groups:
            yield from _options(group, at)
        one = [element["initial_option"]] if "initial_option" in element else []
        for chosen in element.get("initial_options", one):
            if not any(chosen in group["options"] for group in groups):
                yield f"{at}/initial_option: one of the options"
        if ("initial_options" in element) > (element["type"] == "multi_static_select"):
            yield f"{at}/initial_options: of a single choice"
    else:
        yield f"{at}/element: unknown"


def _options(group: Mapping[str, Any], at: str) -> Iterator[str]:
    if "label" in group:
        yield from _text(group["label"], 75, f"{at}/label", {"plain_text"})
    if not 1 <= len(group["options"]) <= 100:
        yield f"{at}/options: 1 to 100"
    for option in group["options"]:
        yield from _text(option["text"], 75, f"{at}/option", {"plain_text"})
        if not 1 <= width(option["value"]) <= 150:
            yield f"{at}/option/value: 1 to 150"


def _text(text: Any, most: int, at: str, types: set[str]) -> list[str]:
    if not isinstance(text, dict) or text.get("type") not in types or not isinstance(text.get("text"), str):
        return [f"{at}: a text object of {types}"]
    if not text["text"].strip():
        return [f"{at}: empty"]
    return ([f"{at}: at most {most}"] if width(text["text"]) > most else []) + _unclean(text["text"])


def _unclean(text: str) -> list[str]:
    bad = [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0xD800 <= ord(c) < 0xE000]
    return [f"unprintable {bad[0]!r}"] if bad else []


def _repeated(names: Iterable[str], what: str) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield f"{what} twice: {name}"
        seen.add(name)

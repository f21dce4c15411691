"""Forms, and cards in their place, as Slack's modals; and the card on the app's Home tab."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.cards import Card, Field, Form, Scalar, Values
from bot.clock import COPENHAGEN
from bot.domain.privacy import contains_cpr
from bot.platforms.slack import draw
from bot.platforms.slack.draw import Block, plain_text
from bot.platforms.slack.text import clean, plain, width

View = dict[str, Any]
METADATA = 3000
FIELDS = 90  # of at most 100 blocks
HOME = 100  # blocks
HOME_WIDTH = 60_000  # characters of JSON; Slack takes 250,000 bytes
GROUP = 100  # options in one list, and groups of them
WRONG = "wrong-"  # what the blocks that tell of mistakes are called
DOUBT = "doubt"  # and what is chosen from in one that asks whether a text may stay
TYPED = 3000  # the most a text field may hold


class Undrawable(ValueError):
    """A form that Slack cannot show without losing what it asks for."""


def form(shown: Form, origin: Mapping[str, str]) -> View:
    """The form as a modal. `origin` says where it was opened; `opened` gives it back. Raises Undrawable."""
    if len(shown.fields) > FIELDS:
        raise Undrawable("too many fields")
    title = plain(shown.title, 150)
    cut = width(title) > 24
    return {
        **_modal(title, "form", _metadata(shown.action, shown.values, origin)),
        "submit": plain_text(shown.submit, 24),
        "close": plain_text("Fortryd", 24),
        "blocks": [
            *([{"type": "header", "text": plain_text(title, 150)}] if cut else []),
            *_wrong([f"⚠️ {shown.said}"] if shown.said else []),
            *draw.paragraphs(shown.lines, draw.TEXT, 3),
            *map(_input, shown.fields),
            *draw.actions(shown.also),
        ],
    }


def card(shown: Card, origin: Mapping[str, str]) -> View:
    """A card in a modal, in the place of the form that it answers."""
    return {
        **_modal("Vejviser", "card", _metadata("", {}, origin)),
        "close": plain_text("Luk", 24),
        "blocks": draw.blocks(shown),
    }


def home(shown: Card) -> View:
    """A card on the Home tab."""
    return {
        "type": "home",
        "callback_id": "home",
        "private_metadata": _metadata("", {}, {}),
        "blocks": draw.blocks(shown, most=HOME, widest=HOME_WIDTH),
    }


def waiting(view: Mapping[str, Any]) -> View:
    """What stands in a form's place while its answer takes long."""
    return {
        **_modal("Vejviser", "card", view["private_metadata"]),
        "close": plain_text("Luk", 24),
        "blocks": draw.notice("Et øjeblik …")["blocks"],
    }


def corrected(view: Mapping[str, Any], errors: Mapping[str, str], asking: Field | None = None) -> View:
    """A form with its mistakes and what was typed, and with what it asks besides; no CPR number is repeated.

    The name "" is the whole form. What is not asked any more is gone, as in `Form.again`.
    """
    typed = answers(view)
    heading = "Se på teksten igen:" if asking else "Der er noget, der skal rettes:"
    sentences = (sentence for name, sentence in errors.items() if name)
    blocks = _wrong([f"⚠️ {errors.get('', heading)}", *sentences])
    for block in (block for block in view["blocks"] if not _is_wrong(block)):
        text = typed.get(block.get("block_id", ""), "")
        if _is_doubt(block) and (not text or (asking and block["block_id"] == asking.name)):
            continue
        blocks.append(block if block["type"] != "input" or contains_cpr(text) else _filled(block, text))
    more = [_input(asking)] if asking else []
    return {key: view[key] for key in ("type", "callback_id", "title", "submit", "close", "private_metadata")} | {
        "blocks": [*blocks[: 100 - len(more)], *more]
    }


def is_outdated(view: Mapping[str, Any]) -> bool:
    """Whether something is said in the form of what was sent before: mistakes at its fields would leave it there."""
    return any(map(_is_wrong, view["blocks"]))


def _wrong(said: Iterable[str]) -> list[Block]:
    """What is said of what was sent, in blocks that go when the form comes back."""
    return [block | {"block_id": f"{WRONG}{n}"} for n, block in enumerate(draw.paragraphs(said, draw.TEXT, 2))]


def _is_wrong(block: Mapping[str, Any]) -> bool:
    return str(block.get("block_id", "")).startswith(WRONG)


def _is_doubt(block: Mapping[str, Any]) -> bool:
    return block["type"] == "input" and bool(block["element"]["action_id"] == DOUBT)


def _filled(block: Mapping[str, Any], text: str) -> Block:
    element = {key: value for key, value in block["element"].items() if not key.startswith("initial_")}
    groups = element.get("option_groups") or [element]
    chosen = [o for group in groups for o in group.get("options", ()) if o["value"] in text.split(",")]
    match element["type"]:
        case _ if not text:
            pass
        case "plain_text_input":
            element["initial_value"] = text
        case "datepicker":
            element["initial_date"] = text
        case "datetimepicker":
            element["initial_date_time"] = _seconds(text)
        case "multi_static_select":
            element["initial_options"] = chosen
        case _:
            element["initial_option"] = chosen[0]
    return {**block, "element": element}


def is_form(view: Mapping[str, Any]) -> bool:
    """Whether it is a form that is being filled in, no card in a modal."""
    return view.get("callback_id") == "form"


def answers(view: Mapping[str, Any]) -> dict[str, str]:
    """What was typed and chosen in a form, per field name; "" where nothing was."""
    typed = {}
    for name, elements in view["state"]["values"].items():
        typed[name] = _answer(next(iter(elements.values())))
    return typed


def _answer(element: Mapping[str, Any]) -> str:
    if chosen := element.get("selected_option"):
        return str(chosen["value"])
    if moment := element.get("selected_date_time"):
        return f"{datetime.fromtimestamp(moment, COPENHAGEN):%Y-%m-%dT%H:%M}"
    several = ",".join(option["value"] for option in element.get("selected_options") or ())
    return several or element.get("selected_date") or element.get("value") or ""


def _seconds(moment: str) -> int:
    """A moment of ours as Slack has it; Slack draws it in each user's own zone."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=COPENHAGEN).timestamp())


def errors(view: Mapping[str, Any], wrong: Mapping[str, str]) -> dict[str, str]:
    """Sentences per block of the form; those for a field it does not have stand at its first one."""
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    placed: dict[str, str] = {}
    for name, sentence in wrong.items():
        at = name if name in names else names[0]
        placed[at] = f"{placed[at]} {sentence}" if at in placed else sentence
    return {name: plain(sentence, 500) or "–" for name, sentence in placed.items()}


def opened(view: Mapping[str, Any]) -> tuple[str, dict[str, Scalar], dict[str, str]]:
    """The action, values and origin that `form` or `card` put into a modal."""
    kept = json.loads(view["private_metadata"])
    return kept["action"], kept["values"], kept["origin"]


def _metadata(action: str, values: Values, origin: Mapping[str, str]) -> str:
    kept = json.dumps({"action": action, "values": dict(values), "origin": dict(origin)})
    if width(kept) > METADATA:
        raise Undrawable("values too large")
    return kept


def _modal(title: str, callback_id: str, metadata: str) -> View:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, 24),
        "private_metadata": metadata,
    }


def _input(field: Field) -> Block:
    drawn: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, 2000),
        "optional": not field.required,
        "element": _element(field),
    }
    if hint := plain(field.hint, 2000):
        drawn["hint"] = {"type": "plain_text", "text": hint, "emoji": False}
    return drawn


def _element(field: Field) -> Block:
    match field.kind:
        case "choice" | "many":
            return _choice(field)
        case "date":
            start = {"initial_date": field.value} if field.value else {}
            return {"type": "datepicker", "action_id": "picked", **start}
        case "datetime":
            begin = {"initial_date_time": _seconds(field.value)} if field.value else {}
            return {"type": "datetimepicker", "action_id": "picked", **begin}
    return _typed(field)


def _typed(field: Field) -> Block:
    longest = max(1, min(field.max_length, TYPED))
    element = {
        "type": "plain_text_input",
        "action_id": "typed",
        "multiline": field.kind == "long",
        "max_length": longest,
    }
    value = clean(field.value)
    if value:
        element["initial_value"] = value if width(value) <= longest else plain(value, longest)
    return element


def _choice(field: Field) -> Block:
    """A list to choose from; in groups of 100 when it is longer, since Slack takes no more in one.

    The option "" is left out: it is what not choosing means. Raises Undrawable where Slack has no place for one.
    """
    texts = {option.value: option.text for option in field.options if option.value}
    if not 1 <= len(texts) <= GROUP * GROUP or any(width(value) > 150 for value in texts):
        raise Undrawable(f"the options of {field.name}")
    options = [{"text": plain_text(text, 75), "value": value} for value, text in texts.items()]
    many = field.kind == "many"
    name = DOUBT if field.doubt else "chosen"
    element: Block = {"type": "multi_static_select" if many else "static_select", "action_id": name}
    if len(options) <= GROUP:
        element["options"] = options
    else:
        element["option_groups"] = [_group(options[i : i + GROUP]) for i in range(0, len(options), GROUP)]
    wanted = field.value.split(",") if many else [field.value]
    chosen = [option for option in options if option["value"] in wanted]
    if many:
        return element | ({"initial_options": chosen} if chosen else {})
    return element | ({"initial_option": chosen[0]} if chosen else {})


def _group(options: list[Block]) -> Block:
    first, last = (plain(option["text"]["text"], 35) for option in (options[0], options[-1]))
    return {"label": plain_text(f"{first} – {last}", 75), "options": options}

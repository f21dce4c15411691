"""Draws cards, forms and the page as HTML. Every string is escaped by the templates; nothing here is markup."""

import json
import re
import secrets
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import TypeAdapter

from bot.cards import Attachment, Button, Card, Form, Line, Link
from bot.chat import Command
from bot.clock import COPENHAGEN
from bot.domain.offer_text import UNKNOWN
from bot.domain.organisation import Person
from bot.store.links import LinkRecord

_NOTHING: Mapping[str, str] = MappingProxyType({})
SCHEMES = {"https", "http", "mailto", "tel"}
PICTURES = {"image/png", "image/svg+xml"}  # what stands in an <img>, where no script of theirs runs
FORM = TypeAdapter(Form)  # an open form travels with its own definition: the server keeps nothing


def _parts(line: Line) -> tuple[str | Link, ...]:
    """A line as text and links; a link that must not be followed becomes its text."""
    parts = (line,) if isinstance(line, str) else line
    return tuple(p.text if isinstance(p, Link) and _scheme(p.url) not in SCHEMES else p for p in parts)


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


def _mime(file: Attachment) -> str:
    mime = file.mime.partition(";")[0].strip()
    return mime if re.fullmatch(r"[\w.+-]+/[\w.+-]+", mime, re.ASCII) else "application/octet-stream"


def _data(file: Attachment) -> str:
    """The file as an address: it travels in the page, so the server keeps nothing and nobody else can fetch it."""
    return f"data:{_mime(file)};base64,{b64encode(file.content).decode()}"


def _press(button: Button) -> str:
    """What a button sends back."""
    label = button.label or button.text
    return json.dumps(
        {"action": button.action, "values": dict(button.values), "label": label}, ensure_ascii=False
    )


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"parts": _parts, "press": _press, "is_link": lambda part: isinstance(part, Link)}
_templates.filters |= {"data": _data, "is_picture": lambda file: _mime(file) in PICTURES}
_templates.globals["unknown"] = UNKNOWN  # drawn quieter than what is known


def entry(
    card: Card,
    *,
    said: str = "",
    pressed: str = "",
    withheld: bool = False,
    shared_by: str | None = None,
    files: Sequence[Attachment] = (),
) -> str:
    """One turn of the conversation: what the asker `said` or `pressed` (or that it was `withheld`), and the card."""
    return _templates.get_template("entry.html").render(
        card=card,
        id=secrets.token_hex(4),
        said=said,
        pressed=pressed,
        withheld=withheld,
        shared_by=shared_by,
        files=files,
    )


def form(opened: Form, typed: Mapping[str, str], errors: Mapping[str, str], card: str) -> str:
    """An opened form with what was `typed` and the `errors` by field name; `card` is where it was opened."""
    known = {field.name for field in opened.fields}
    return _templates.get_template("form.html").render(
        form=opened,
        definition=FORM.dump_json(opened).decode(),
        typed=typed,
        errors=errors,
        others=[text for name, text in errors.items() if name not in known],
        card=card,
        seal="",
    )


def personal(
    *,
    link: LinkRecord | None = None,
    person: Person | None = None,
    card: Card | None = None,
    form: Form | None = None,
    typed: Mapping[str, str] = _NOTHING,
    errors: Mapping[str, str] = _NOTHING,
    definition: str = "",
    seal: str = "",
    files: Sequence[Attachment] = (),
) -> str:
    """The page of a personal link: the button before the press, the form, or the answer without its buttons."""
    known = {field.name for field in form.fields} if form else set()
    shown = form or card or link
    assert shown
    return _templates.get_template("personal.html").render(
        heading=shown.title or "Vejviser",
        link=link,
        person=person,
        until=f"{link.expires.astimezone(COPENHAGEN):%-d/%-m %Y}" if link else "",
        card=card,
        form=form,
        typed=typed,
        errors=errors,
        others=[text for name, text in errors.items() if name not in known],
        definition=definition,
        seal=seal,
        files=files,
    )


def page(
    people: Sequence[Person],
    person: Person | None,
    commands: Collection[Command],
    entry: str = "",
    form: str = "",
) -> str:
    """The whole page; without JavaScript the latest `entry` or the opened `form` stands in it."""
    return _templates.get_template("page.html").render(
        people=people,
        person=person,
        commands=[(c, _first_line(c)) for c in commands],
        suggestions=[
            words
            for number, c in enumerate(commands)
            if person and person.role in c.typists
            for words in _suggestions(c, 1 if number else 3)
        ],
        entry=entry,
        form=form,
    )


def _first_line(command: Command) -> str:
    return command.help.partition("\n")[0].replace("`", "")


def _suggestions(command: Command, most: int) -> list[str]:
    """The first examples as one would type them; a plain question goes to /tilbud by itself."""
    prefix = "" if command.name == "tilbud" else f"/{command.name} "
    return [f"{prefix}{example}".strip() for example in command.examples[:most]]

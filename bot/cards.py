"""Card, Form and Message: plain data that every platform can draw.

A platform escapes every string here: nothing is markup. A line is text, or text and links mixed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Scalar = str | int | bool
Values = Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Link:
    """Text that opens `url` (https:, http:, mailto: or tel: only; draw others as plain text)."""

    text: str
    url: str

    @classmethod
    def phone(cls, number: str) -> "Link":
        """A number to tap; eight digits are Danish."""
        digits = "".join(c for c in number if c.isdigit() or c == "+")
        return cls(number, f"tel:{'+45' + digits if len(digits) == 8 else digits}")


Line = str | tuple[str | Link, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """Runs `action` ("command.function") with `values`: small facets and ids, never somebody's words.

    `label` is what a screen reader says where `text` alone would be unclear ("Detaljer" of what?).
    """

    text: str
    action: str
    values: Values = field(default_factory=dict)
    style: Literal["plain", "primary", "danger"] = "plain"
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a card's list: an offer, a person, a request."""

    title: str
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[str, Line], ...] = ()
    small: tuple[Line, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One answer, drawn in this order: title, chips, lines, facts, items, buttons, small.

    `chips` are removable facets ("15 år"): a press runs the question without that facet.
    `tone` says how it looks: "acute" and "problem" must stand out and be announced by screen readers.
    """

    title: str
    lines: tuple[Line, ...] = ()
    chips: tuple[Button, ...] = ()
    facts: tuple[tuple[str, Line], ...] = ()
    items: tuple[Item, ...] = ()
    buttons: tuple[Button, ...] = ()
    small: tuple[Line, ...] = ()
    tone: Literal["plain", "acute", "problem", "done"] = "plain"

    @classmethod
    def done(cls, title: str, *lines: Line) -> "Card":
        """It went well."""
        return cls(title, lines, tone="done")

    @property
    def said(self) -> str:
        """Its title, lines and facts in one piece."""
        facts = (f"{name}: {_plain(line)}." for name, line in self.facts)
        return " ".join((f"{self.title}.", *map(_plain, self.lines), *facts))


def _plain(line: Line) -> str:
    return line if isinstance(line, str) else "".join(p if isinstance(p, str) else p.text for p in line)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a "choice" or "many" field."""

    value: str
    text: str


Kind = Literal["text", "long", "choice", "many", "date", "datetime"]


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form; the answer comes back in `Ask.form[name]` as text ("" = not answered).

    Kinds: "text" one line, "long" several lines, "choice" one of `options`, "many" some of them (their values with
    commas between), "date" a day ("2026-12-03"), "datetime" a moment in Copenhagen ("2026-12-03T10:00").
    `max_length` is in characters. A `doubt` asks whether another field may stay, and goes when that is mended.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    value: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    max_length: int = 1000
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A dialog. Sending it runs `action` with `values` and the typed text in `Ask.form`.

    `also`: other ways out of it, each with its own action on what was typed so far, complete or not.
    `said`: what there was to say of what was sent before, above all else.
    """

    title: str
    action: str
    fields: tuple[Field, ...]
    values: Values = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    submit: str = "Send"
    also: tuple[Button, ...] = ()
    said: str = ""

    def again(self, typed: Mapping[str, str], asking: Field | None) -> "Form":
        """The form as it comes back with mistakes: what was said and doubts not answered were of other texts."""
        fields = tuple(one for one in self.fields if not one.doubt or typed.get(one.name))
        return replace(self, fields=fields, said="").asking(asking)

    def asking(self, more: Field | None) -> "Form":
        """The form with one field more, last; in place of an earlier one of that name."""
        if more is None:
            return self
        return replace(self, fields=(*(one for one in self.fields if one.name != more.name), more))


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message or an answer; `alt` says what a picture shows."""

    name: str
    mime: str
    content: bytes
    alt: str = ""

    @property
    def size(self) -> str:
        """ "12 kB" or "1,4 MB"."""
        thousands = max(1, round(len(self.content) / 1000))
        return f"{thousands} kB" if thousands < 1000 else f"{thousands / 1000:.1f} MB".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Message:
    """What a delivery says. `subject` is a mail's, the card's title unless it says otherwise.

    `fetch` gives the attachments where a message carries none.
    """

    card: Card
    attachments: tuple[Attachment, ...] = ()
    subject: str = ""
    fetch: Button | None = None

    @property
    def in_chat(self) -> Card:
        """The card, with the button that gives what a mail would carry."""
        return replace(self.card, buttons=(*self.card.buttons, self.fetch)) if self.fetch else self.card

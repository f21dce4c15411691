"""Draws a message as mail: plain text, simple HTML, the calendar part; buttons as personal links."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from unicodedata import category

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.cards import Attachment, Button, Card, Item, Line, Link, Message
from bot.settings import Mail
from bot.settings.mail import wired

Press = Callable[[Button, str], str | None]  # a button under a title → its personal link
NAME = "Vejviser"
ADDRESS = re.compile(r"[^@\s<>\",;:\\()\[\]]+@[^@\s<>\",;:\\()\[\]]+\.[^@\s<>\",;:\\()\[\]]+")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")
_METHOD = re.compile(rb"^METHOD:(REQUEST|CANCEL)\r?$", re.MULTILINE)
_POLICY = SMTP.clone(cte_type="7bit")  # every relay carries it, whatever it has learnt


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button as a mail has it; `label` is what a screen reader says, who jumps from link to link."""

    text: str
    label: str
    url: str
    primary: bool


Links = tuple[Pressed, ...]


def mail(
    key: str, message: Message, settings: Mail, to: Address, *, press: Press, now: datetime
) -> EmailMessage:
    """The mail. Its Message-ID comes of the delivery's key: whoever gets it twice has it once."""
    card = message.card
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(NAME, addr_spec=settings.sender)
    mail["To"] = to
    if settings.reply_to:
        mail["Reply-To"] = settings.reply_to
    mail["Subject"] = _line(message.subject or card.title)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(key, settings)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # Exchange's word for the same
    mail["Content-Language"] = "da"
    buttons = tuple(_pressed(card.buttons, card.title, press))
    items = tuple((item, tuple(_pressed(item.buttons, item.title, press))) for item in card.items)
    asks = bool(card.buttons) or any(item.buttons for item in card.items)
    foot = tuple(_foot(asks, bool(buttons) or any(links for _, links in items)))
    mail.set_content("\n".join(_text(card, buttons, items, foot)) + "\n")
    html = _template.render(card=card, buttons=buttons, items=items, foot=foot)
    mail.add_alternative(html, subtype="html")
    for attachment in message.attachments:
        _attach(mail, attachment)
    return mail


def recipient(email: str, name: str | None) -> Address | None:
    """The address as mail has it; None for what is no address, or one that not every server can carry."""
    address = wired(email.strip())
    if not address.isascii() or not ADDRESS.fullmatch(address):
        return None
    return Address(_line(name or ""), addr_spec=address)


def message_id(key: str, settings: Mail) -> str:
    """Stable, unique, and without a word of what it is about."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{settings.sender.rpartition('@')[2]}>"


def _attach(mail: EmailMessage, attachment: Attachment) -> None:
    """A calendar entry twice: as a part that Outlook and Gmail show with yes and no, and as a file for the others."""
    method = _METHOD.search(attachment.content) if attachment.mime.startswith("text/calendar") else None
    maintype, _, subtype = attachment.mime.partition(";")[0].partition("/")
    if method is not None:
        part = EmailMessage(policy=_POLICY)
        part.set_content(attachment.content.decode(), subtype="calendar", cte="base64")
        part.set_param("method", method[1].decode())
        alternative = next(one for one in mail.walk() if one.get_content_type() == "multipart/alternative")
        del part["MIME-Version"]
        alternative.attach(part)
        maintype, subtype = "application", "ics"
    mail.add_attachment(attachment.content, maintype, subtype, filename=_line(attachment.name))


def _pressed(buttons: tuple[Button, ...], title: str, press: Press) -> Iterator[Pressed]:
    for button in buttons:
        if url := press(button, title):
            yield Pressed(button.text, button.label or button.text, url, button.style == "primary")


def _foot(asks: bool, links: bool) -> Iterator[str]:
    if links:
        yield "Knapperne er kun til dig. Send dem ikke videre. De åbner en side, hvor du trykker en gang til."
    elif asks:
        yield "Svar på denne mail."
    yield "Vejviser er kommunens hjælper for dem, der arbejder med børn og unge. Mailen er sendt automatisk."


def _text(
    card: Card, buttons: Links, items: tuple[tuple[Item, Links], ...], foot: tuple[str, ...]
) -> Iterator[str]:
    """The mail as plain text."""
    yield from (_line(card.title), "")
    yield from _body(card.lines, card.facts)
    for item, links in items:
        yield from ("", f"- {_line(item.title)}")
        yield from _body(item.lines, item.facts)
        yield from map(_flat, item.small)
        yield from _buttons(links)
    yield from _buttons(buttons)
    if card.small:
        yield from ("", *map(_flat, card.small))
    yield from ("", "-- ", *foot)


def _body(lines: tuple[Line, ...], facts: tuple[tuple[str, Line], ...]) -> Iterator[str]:
    yield from map(_flat, lines)
    yield from (f"{name}: {_flat(value)}" for name, value in facts)


def _buttons(links: Links) -> Iterator[str]:
    for button in links:
        yield from ("", f"{button.text}:", button.url)


def _flat(line: Line) -> str:
    """A line as text, with the addresses of its links."""
    return "".join(one if isinstance(one, str) else _named(one) for one in _parts(line))


def _named(link: Link) -> str:
    bare = link.url.removeprefix("mailto:").removeprefix("tel:")
    return link.text if not _is_safe(link) or bare == link.text else f"{link.text} ({bare})"


def _is_safe(link: object) -> bool:
    return isinstance(link, Link) and link.url.startswith(_SCHEMES)


def _parts(line: Line) -> tuple[str | Link, ...]:
    return (line,) if isinstance(line, str) else line


def _line(text: str) -> str:
    """One line without control characters: what a header may hold."""
    return " ".join("".join(" " if category(letter) in ("Cc", "Cs") else letter for letter in text).split())


_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters |= {"parts": _parts, "is_link": _is_safe, "flat": lambda part: getattr(part, "text", part)}
_template = _templates.get_template("mail.html")

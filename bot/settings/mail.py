"""[mail] and [web] public_url: how people without the chat are reached, and what contradicts what."""

import re
from collections.abc import Callable, Iterator
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from bot.settings.section import Section, is_loopback

SHORTEST_KEY = 32  # letters of VEJVISER_LINK_KEY
_ADDRESS = re.compile(r"[^@\s<>\",;:\\]+@[^@\s<>\",;:\\]+")
Place = Callable[[tuple[str | int, ...]], str]


def wired(address: str) -> str:
    """The domain's Danish letters as the wire has them."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        return address


class Web(Section):
    """The page of our own; `demo` shows it to anyone who reaches it, so it is refused off loopback.

    `public_url` is where people reach the page from outside: personal links and calendars, for so many days.
    """

    demo: bool = False
    public_url: str = ""
    link_days: int = Field(30, ge=1, le=365)
    feed_days: int = Field(400, ge=1, le=3660)


class Mail(Section):
    """The server that carries our mail; no `host`: mail is off."""

    host: str = ""
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    sender: Annotated[str, AfterValidator(wired)] = ""
    reply_to: Annotated[str, AfterValidator(wired)] = ""
    messages_per_minute: int = Field(30, ge=1)


def missing(web: Web, mail: Mail, key: SecretStr | None, password: SecretStr | None, place: Place) -> Iterator[str]:
    """The secrets that a server needs and has not got."""
    if web.public_url and (key is None or len(key.get_secret_value()) < SHORTEST_KEY):
        why = "mangler" if key is None else f"er kortere end {SHORTEST_KEY} tegn"
        yield (
            f"{place(('web', 'public_url'))} er sat, men miljøvariablen VEJVISER_LINK_KEY {why}. Lav en med "
            "»openssl rand -hex 32«, og behold den: en ny nøgle gør alle personlige links ugyldige."
        )
    if mail.host and mail.username and password is None:
        yield (
            f"{place(('mail', 'username'))} er sat, men miljøvariablen VEJVISER_MAIL_PASSWORD mangler. Sæt den, "
            'eller skriv username = "", hvis mailserveren ikke vil have et login.'
        )


def contradictions(web: Web, mail: Mail, place: Place) -> Iterator[str]:
    """What no type can say."""
    if web.public_url and not _public(web.public_url):
        yield (
            f"{place(('web', 'public_url'))} skal begynde med https:// og være uden / til sidst, fx "
            "https://vejviser.kommune.dk."
        )
    elif web.public_url and web.demo and not is_loopback(urlsplit(web.public_url).hostname or ""):
        yield (
            f"{place(('web', 'demo'))} er true, men {place(('web', 'public_url'))} siger, at andre kan nå siden, og "
            "den spørger ikke, hvem man er. Skriv demo = false."
        )
    for name in ("sender", "reply_to"):
        written = getattr(mail, name)
        if written and not _ADDRESS.fullmatch(written):
            yield f'{place(("mail", name))} skal være en mailadresse, fx "vejviser@kommune.dk".'
        elif not written.isascii():
            yield f"{place(('mail', name))} må ikke have æ, ø eller å før @: ikke alle mailservere tager imod det."
    if not mail.host:
        return
    if not mail.sender:
        yield f'{place(("mail", "host"))} er sat, men [mail] sender mangler. Skriv den adresse, Vejviser skriver fra.'
    if mail.security == "none" and mail.username and not is_loopback(mail.host):
        yield (
            f'{place(("mail", "security"))} er "none", og så kan andre læse adgangskoden undervejs. '
            'Skriv "starttls" eller "tls".'
        )


def _public(url: str) -> bool:
    """Whether secrets may be in its addresses: encrypted, unless they never leave this machine."""
    if not re.fullmatch(r"https?://[^/\s?#@]+(/[^\s?#]*[^\s?#/])?", url):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.scheme == "https" or is_loopback(parts.hostname or ""))
    except ValueError:
        return False

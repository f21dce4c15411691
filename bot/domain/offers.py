"""An offer (tilbud): what children and young people can go to, get help from or be referred to."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

Weekday = Literal["man", "tir", "ons", "tor", "fre", "lør", "søn"]
Kind = Literal["tilbud", "indsats", "kontakt"]

WEEKDAYS: tuple[Weekday, ...] = ("man", "tir", "ons", "tor", "fre", "lør", "søn")  # date.weekday() order
KINDS: tuple[Kind, ...] = ("tilbud", "indsats", "kontakt")
AUDIENCES = ("piger", "drenge", "forældre", "familier", "alle", "fagpersoner")


@dataclass(frozen=True, slots=True)
class Slot:
    """One weekly opening; `end` before `start` means past midnight; None means that the hour is not known."""

    weekday: Weekday
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One publicly described offer. Unknown is None or empty and is never read as "no".

    Ages are whole years, both ends included; `price_dkk` is Danish kroner, 0 = free; `source_date` is
    `YYYY[-MM[-DD]]`. The meaning of every field: docs/format.md.
    """

    id: str
    name: str
    summary: str = ""
    description: str = ""
    organisation: str | None = None
    areas: tuple[str, ...] = ()
    place: str | None = None
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    min_age: int | None = None
    max_age: int | None = None
    audience: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    schedule: tuple[Slot, ...] = ()
    schedule_note: str | None = None
    price_dkk: float | None = None
    price_note: str | None = None
    signup: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    source_url: str | None = None
    source_date: str | None = None
    source_note: str | None = None
    kind: Kind = "tilbud"

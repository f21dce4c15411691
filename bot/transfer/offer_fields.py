"""An offer's fields as files hold them: which there are, what each may be, and a row's way into an Offer."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import Any, get_args

from bot.domain.offers import AUDIENCES, Kind, Offer, Slot
from bot.domain.privacy import goes_on
from bot.transfer import hours
from bot.transfer.problems import Wrong, shown
from bot.transfer.values import (
    Check,
    RowProblems,
    amount,
    checked,
    day,
    email,
    identity,
    known_ids,
    line,
    one_of,
    phone,
    postal_code,
    prose,
    screened,
    some_of,
    unknown_keys,
    url,
    whole,
    words,
)

_REQUIRED = {"id": "et kort navn, som aldrig ændres, fx klub-noerrebro", "name": "tilbuddets navn"}
_FREE = {  # texts of any kind, where four digits are neither a price nor a postal code
    *("name", "summary", "description", "organisation", "place", "address", "city"),
    *("schedule_note", "price_note", "signup", "source_note"),
}
_AGE = whole(0, 120, 12, "år")

FIELDS = tuple(field.name for field in fields(Offer))  # also the order in which files are written
CHECKS: dict[str, Check] = {  # "areas" is checked against the areas that there are
    "id": identity,
    "name": line(3000),
    "summary": line(200),
    "description": prose(20_000),
    "organisation": line(500),
    "place": line(500),
    "address": line(500),
    "postal_code": postal_code,
    "city": line(100),
    "min_age": _AGE,
    "max_age": _AGE,
    "audience": some_of(AUDIENCES),
    "topics": words(100, 50),
    "schedule": hours.slots,
    "schedule_note": prose(2000),
    "price_dkk": amount(1_000_000, "50", "kroner"),
    "price_note": prose(2000),
    "signup": prose(2000),
    "phone": phone,
    "email": email,
    "url": url,
    "source_url": url,
    "source_date": day,
    "source_note": prose(2000),
    "kind": one_of(get_args(Kind)),
}


def offer_reader(areas: Collection[str]) -> Callable[[Mapping[str, Any]], tuple[Offer | None, RowProblems]]:
    """A function from a row in JSON's shape to its offer, and everything that is wrong with it.

    The offer lacks what is wrong; it is None when that is its id or its name, or when it holds what no text may.
    `areas` are the ids that an offer may name.
    """
    checks = CHECKS | {"areas": known_ids(areas, "et ukendt område", "areas.jsonl")}

    def read(raw: Mapping[str, Any]) -> tuple[Offer | None, RowProblems]:
        if found := screened(raw) or _split(raw):
            return None, found  # and nothing more: another message might quote from the text
        kept, found = checked(raw, checks, _REQUIRED)
        found += unknown_keys(raw, FIELDS) + _ages(kept)
        return (Offer(**kept) if _REQUIRED.keys() <= kept.keys() else None), found

    return read


def row_of(offer: Offer) -> dict[str, Any]:
    """The offer in JSON's shape, every field in the files' order; reading it gives the offer again."""
    row = {name: getattr(offer, name) for name in FIELDS}
    for name in ("areas", "audience", "topics"):
        row[name] = list(row[name])
    row["schedule"] = [_slot_row(slot) for slot in offer.schedule]
    if offer.price_dkk is not None and float(offer.price_dkk).is_integer():
        row["price_dkk"] = int(offer.price_dkk)
    return row


def _split(raw: Mapping[str, Any]) -> RowProblems:
    """A CPR number that begins in a free text and goes on in the next."""
    wrong = Wrong("Sammen med feltet før ser det ud til at være et CPR-nummer.", "Slet nummeret i begge.")
    free = ((name, value) if name in _FREE and isinstance(value, str) else (name, "") for name, value in raw.items())
    return [(name, wrong) for (_, before), (name, text) in pairwise(free) if before and goes_on(before, text)]


def _slot_row(slot: Slot) -> dict[str, str | None]:
    return {"weekday": slot.weekday, "from": hours.hour(slot.start) or None, "to": hours.hour(slot.end) or None}


def _ages(kept: Mapping[str, Any]) -> RowProblems:
    low, high = kept.get("min_age"), kept.get("max_age")
    if low is None or high is None or low <= high:
        return []
    wrong = f"{shown(high)} er lavere end den laveste alder, {low}."
    return [("max_age", Wrong(wrong, "Byt om på de to aldre, eller ret den ene."))]

"""Weekly hours as people write them, "man-tor 16-18; fre 16:30-22", and as the files hold them."""

import re
from collections.abc import Sequence
from datetime import time
from typing import Any

from bot.domain.offers import WEEKDAYS, Slot, Weekday
from bot.transfer.problems import Wrong, shown

_REMEDY = 'Skriv fx "man 16-18; tir 16:30-18:00".'
_EXAMPLE = '{"weekday": "man", "from": "16:00", "to": "18:00"}'
_KEYS = ("weekday", "from", "to")
_DAY = r"(?:man|tir|tirs|ons|tor|tors|fre|lør|søn)(?:dage?)?\.?"
_CLOCK = r"[0-9]{1,2}(?:[:.][0-9]{2})?"
_DASH = r"\s*(?:-|–|—|til)\s*"
_PART = re.compile(  # days, then their hours
    rf"\s*(?P<days>{_DAY}(?:(?:{_DASH}|\s*(?:,|/|&|\+|\bog\b)\s*|\s+){_DAY})*):?"
    rf"(?:\s*(?:kl\.?\s*)?(?:(?P<start>{_CLOCK})(?:{_DASH}(?P<end>{_CLOCK})?)?|{_DASH}(?P<only_end>{_CLOCK})))?"
    rf"\s*(?:,|\bog\b|$|(?={_DAY}))",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"({_DAY})(?:{_DASH}({_DAY}))?", re.IGNORECASE)


def slots(value: Any) -> tuple[Slot, ...]:
    """The schedule of a JSON file: a list of {"weekday", "from", "to"}."""
    if not isinstance(value, list):
        raise Wrong(f"{shown(value)} er ikke en liste.", f"Skriv fx [{_EXAMPLE}].")
    if len(value) > 70:
        raise Wrong(f"Der står {len(value)} åbningstider.", "Skriv højst 70.")
    return tuple(_slot(one) for one in value)


def from_text(text: str) -> list[dict[str, str | None]]:
    """What a cell says, in the JSON file's shape: "man og ons kl. 16-18" → two entries; Wrong when unclear."""
    if len(text) > 2000:
        raise Wrong(f"Teksten er {len(text)} tegn lang.", "Skriv højst 2000 tegn.")
    found: list[dict[str, str | None]] = []
    for piece in re.split(r"[;\n]", text):
        at = 0
        while piece[at:].strip():
            part = _PART.match(piece, at)
            if part is None or part.end() == at:
                raise Wrong(f"{shown(piece)} kan ikke læses som ugedag og tid.", _REMEDY)
            start, end = part["start"], part["end"] or part["only_end"]
            found += [{"weekday": day, "from": _padded(start), "to": _padded(end)} for day in _days(part["days"])]
            at = part.end()
    return found


def to_text(schedule: Sequence[Slot]) -> str:
    """The hours as a cell holds them: "man 16:00-18:00; tir 16:30-"; `from_text` reads them back."""
    return "; ".join(_hours(slot) for slot in schedule)


def _hours(slot: Slot) -> str:
    if slot.start is None and slot.end is None:
        return slot.weekday
    return f"{slot.weekday} {hour(slot.start)}-{hour(slot.end)}"


def hour(value: time | None) -> str:
    """ "16:30", or "" for an hour that is not known."""
    return "" if value is None else f"{value:%H:%M}"


def _slot(value: Any) -> Slot:
    if not isinstance(value, dict):
        raise Wrong(f"{shown(value)} er ikke en åbningstid.", f"Skriv fx {_EXAMPLE}.")
    for key in value:
        if key not in _KEYS:
            wrong = f"{shown(key)} kendes ikke i en åbningstid."
            raise Wrong(wrong, "Skriv weekday, from og to.", word=key, known=_KEYS)
    weekday = value.get("weekday")
    if weekday not in WEEKDAYS:
        raise Wrong(f"{shown(weekday)} er ikke en ugedag.", "Skriv man, tir, ons, tor, fre, lør eller søn.")
    start, end = _clock(value.get("from")), _clock(value.get("to"))
    if start is not None and start == end:
        if value["to"] != "24:00":
            raise Wrong(f"{shown(value['from'])} er både start og slut.", "Ret den ene; hele døgnet er 00:00-24:00.")
        end = time(23, 59)  # round the clock; 00:00-00:00 would read as no time at all
    return Slot(weekday, start, end)


def _clock(value: Any) -> time | None:
    if value is None or value == "":
        return None
    match = re.fullmatch(r"([0-9]{2}):([0-9]{2})", value) if isinstance(value, str) else None
    if match is not None and value == "24:00":
        return time(0)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Wrong(f"{shown(value)} er ikke et klokkeslæt.", "Skriv timer og minutter, fx 16:30.")
    return time(int(match[1]), int(match[2]))


def _padded(clock: str | None) -> str | None:
    """ "9.30" → "09:30"; what is no hour stays as it is, for `slots` to refuse."""
    if clock is None:
        return None
    hours, _, minutes = clock.replace(".", ":").partition(":")
    return f"{hours:0>2}:{minutes or '00'}"


def _days(text: str) -> list[Weekday]:
    """ "man-ons, fre" → man, tir, ons, fre. A range may go past Sunday."""
    days: list[Weekday] = []
    for match in _RANGE.finditer(text):
        first = _day(match[1])
        last = first if match[2] is None else _day(match[2])
        days += [WEEKDAYS[n % 7] for n in range(first, last + 1 if last >= first else last + 8)]
    return days


def _day(text: str) -> int:
    return [day[:2] for day in WEEKDAYS].index(text.strip().lower()[:2])

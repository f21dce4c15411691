"""What an administrator types about an offer in a chat form, as the fields that it sets."""

import re
from typing import Any

from bot.transfer.columns import AGES, COLUMNS, read_cells
from bot.transfer.offer_fields import CHECKS
from bot.transfer.problems import Wrong

_NOTED = {"schedule_note": ("schedule", ()), "price_note": ("price_dkk", None)}  # note → to what, and how nothing is
_AMOUNT = re.compile(r"(\d[\d.]*(?:,\d+)?)\s*kr\b", re.IGNORECASE)
_CUT = re.compile(r"\.?\s*\n\s*|\.\s+|\s+\(")


def corrected(field: str, typed: str) -> dict[str, Any]:
    """The fields and their new values. What is typed replaces all that stood there: hours go with the note to them.

    Raises Wrong.
    """
    if field in _NOTED:
        return _noted(field, typed)
    if field == "min_age":
        return _ages(typed)
    return {field: CHECKS[field](typed) if typed else None}


def _noted(note: str, typed: str) -> dict[str, Any]:
    """ "man-tor 16-18. Lukket i ferien", "100 kr. (pr. måned)": as much as can be read, and the rest as the note."""
    field, nothing = _NOTED[note]
    cuts = [(found.start(), found.end()) for found in _CUT.finditer(typed)]
    for end, begin in [(len(typed), len(typed)), *reversed(cuts)]:
        try:
            value = CHECKS[field](COLUMNS[field].read(typed[:end]))
        except Wrong:
            continue
        rest = typed[begin:].removesuffix(")") if typed[:begin].endswith("(") else typed[begin:]
        return {field: value, note: CHECKS[note](rest) or None}
    amounts = _AMOUNT.findall(typed) if field == "price_dkk" else []
    said = CHECKS[field](COLUMNS[field].read(amounts[0])) if len(amounts) == 1 else nothing
    return {field: said, note: CHECKS[note](typed) or None}


def _ages(typed: str) -> dict[str, Any]:
    raw, wrong = read_cells({AGES: typed})
    if wrong:
        raise wrong[0][1]
    ages = {"min_age": None, "max_age": None} | {name: CHECKS[name](age) for name, age in raw.items()}
    if len(raw) == 2 and raw["min_age"] > raw["max_age"]:
        raise Wrong(f"{raw['max_age']} er lavere end {raw['min_age']}.", "Skriv den laveste alder først.")
    return ages

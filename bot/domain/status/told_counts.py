"""A small number of people told in a text, beside the table that hides it: "3 unge", "to nye familier".

Narrow, since it only asks: the number stands before the people, with at most one word between.
"""

import re

_MOST = 3  # passages that are named
_MANY = r"unge|børn|drenge|piger|familier|elever"
_TOLD = re.compile(
    r"(?<![\w.,:/–-])(?:(?:[1-4]|to|tre|fire)(?:\s+[^\W\d]+)??\s+(?P<many>" + _MANY + r")"
    r"|(?:1|(?:en|et|1)\s+(?:eneste|enkelt))\s+(?P<one>ung|barn|dreng|pige|familie|elev))(?![\w-])",
    re.IGNORECASE,
)
_PLURAL = dict(zip(("ung", "barn", "dreng", "pige", "familie", "elev"), _MANY.split("|"), strict=True))


def told_count(text: str) -> str:
    """What to say of them, as a Danish sentence; "" where there is none."""
    found = list(_TOLD.finditer(text))[:_MOST]
    if not found:
        return ""
    many = found[0]["many"] or _PLURAL[found[0]["one"].casefold()]
    passages = ", ".join(f"»{' '.join(one[0].split())}«" for one in found)
    return f"{passages}: Et tal under 5 bliver skjult i tabellen. Skriv fx »enkelte {many.casefold()}«."

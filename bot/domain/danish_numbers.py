"""Numbers as people write them in Danish: 1.250, 12,5, 12,5 %, +3."""

import re

_DANISH = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,\d{1,6})?")
_PLAIN = re.compile(r"-?\d{1,15}\.\d{1,6}")


def number(value: float, decimals: int = 1) -> str:
    """ "1.250", "4,2"; a whole number has no decimals."""
    text = f"{value:,.{decimals}f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    whole = whole.replace(",", ".")
    text = f"{whole},{rest}" if rest else whole
    return "0" if text == "-0" else text.replace("-", "−")


def per_cent(share: float) -> str:
    """ "12,5 %" of 0.125."""
    return f"{number(share * 100)} %"


def signed(value: float, decimals: int = 1) -> str:
    """ "+12", "−3", "0"."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text != "0" else text


def percentage_points(change: float) -> str:
    """ "+3,5 procentpoint" of 0.035."""
    return f"{signed(change * 100)} procentpoint"


def read_number(text: str) -> float | None:
    """ "1.250", "12,5", "12.5" → a number; None for what is none."""
    bare = re.sub(r"\s", "", text).replace("−", "-")
    if _DANISH.fullmatch(bare):
        return float(bare.replace(".", "").replace(",", "."))
    return float(bare) if _PLAIN.fullmatch(bare) else None

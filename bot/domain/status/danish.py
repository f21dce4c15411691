"""Kroner, shares, counts and days as a paper for a board writes them: 4.930.000 kr. · 33 % · 3. december 2026."""

from datetime import date, datetime

from bot.domain.calendar import COPENHAGEN, MONTHS
from bot.domain.danish_numbers import number

NARROW = "\N{NO-BREAK SPACE}"


def kroner(value: float) -> str:
    """ "4.930.000 kr."."""
    return f"{number(value, 0)}{NARROW}kr."


def part_of(part: float, whole: float) -> str:
    """ "42 %"; "" of nothing."""
    return f"{number(100 * part / whole, 0)}{NARROW}%" if whole else ""


def counted(n: int, one: str, many: str) -> str:
    """ "1 område", "12 områder"."""
    return f"{number(n, 0)} {one if n == 1 else many}"


def written_day(iso: str) -> str:
    """ "2026-12-03" → "3. december 2026"; "" stays ""."""
    if not iso:
        return ""
    day = date.fromisoformat(iso) if len(iso) == 10 else moment(iso).date()
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def written_moment(iso: str) -> str:
    """ "3. december 2026 kl. 14.05"."""
    at = moment(iso)
    return f"{written_day(iso)} kl.{NARROW}{at.hour}.{at.minute:02}"


def moment(iso: str) -> datetime:
    """An ISO moment, in Copenhagen."""
    return datetime.fromisoformat(iso).astimezone(COPENHAGEN)

"""Periods that figures and reports are about: a year, half-year, quarter or month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.calendar import MONTHS

_KEY = re.compile(r"(?P<year>20\d\d)(?:-(?:(?P<half>H[12])|(?P<quarter>Q[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_LENGTHS = {"H": 6, "Q": 3}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `first` to `last`, both included; stored and imported by its `key`: 2026, 2026-H1, 2026-Q3, 2026-09."""

    first: date
    last: date
    key: str

    @classmethod
    def of(cls, key: str) -> "Period":
        """The period of a key. Raises ValueError for what is none."""
        found = _KEY.fullmatch(key)
        if found is None:
            raise ValueError(key)
        year, part = int(found["year"]), found["half"] or found["quarter"]
        if part:
            months = _LENGTHS[part[0]]
            begins = (int(part[1]) - 1) * months + 1
        else:
            begins, months = (int(found["month"]), 1) if found["month"] else (1, 12)
        after = date(year + (begins + months > 12), (begins + months - 1) % 12 + 1, 1)
        return cls(date(year, begins, 1), after - timedelta(days=1), key)

    @classmethod
    def recent(cls, today: date) -> "tuple[Period, ...]":
        """Those that people ask about: the month, quarter, half-year and year of a day, and the ones before."""
        found = []
        for months, sign in ((3, "Q"), (6, "H"), (12, ""), (1, "")):
            number = today.year * 12 // months + (today.month - 1) // months
            for each in (number - 1, number):
                year, part = divmod(each, 12 // months)
                ends = {12: "", 1: f"-{part + 1:02}"}.get(months, f"-{sign}{part + 1}")
                found.append(cls.of(f"{year}{ends}"))
        return tuple(found)

    @property
    def danish(self) -> str:
        """ "2026", "1. halvår 2026", "3. kvartal 2026", "september 2026"."""
        year, _, part = self.key.partition("-")
        if not part:
            return year
        if part[0] in "HQ":
            return f"{part[1]}. {'halvår' if part[0] == 'H' else 'kvartal'} {year}"
        return f"{MONTHS[int(part) - 1]} {year}"

    @property
    def short(self) -> str:
        """ "2026", "1. halvår 2026", "3. kv. 2026", "09.2026": for a narrow column, or many in a row."""
        year, _, part = self.key.partition("-")
        return f"{part}.{year}" if part.isdecimal() else self.danish.replace("kvartal", "kv.")

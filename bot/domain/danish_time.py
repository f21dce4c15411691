"""Days and times as people write them in Danish, for cards: "ons. 3. december 2026 kl. 10-11.30"."""

from datetime import date, datetime

from bot.domain.calendar import COPENHAGEN, MONTHS

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def day(value: date, today: date | None = None) -> str:
    """ "torsdag 3. december", with the year where it is another than today's school year could mean."""
    text = f"{DAYS[value.weekday()]} {value.day}. {MONTHS[value.month - 1]}"
    return text if today is not None and abs((value - today).days) < 180 else f"{text} {value.year}"


def short(value: date) -> str:
    """ "3. december"."""
    return f"{value.day}. {MONTHS[value.month - 1]}"


def days(first: date, last: date) -> str:
    """ "1.7.2026–30.9.2026", both included."""
    return f"{first.day}.{first.month}.{first.year}–{last.day}.{last.month}.{last.year}"


def clock(at: datetime) -> str:
    """ "10", "11.30"."""
    at = at.astimezone(COPENHAGEN)
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def span(start: datetime, end: datetime | None, today: date | None = None) -> str:
    """ "torsdag 3. december kl. 10-11.30"."""
    begins = start.astimezone(COPENHAGEN)
    text = f"{day(begins.date(), today)} kl. {clock(start)}"
    if end is None:
        return text
    ends = end.astimezone(COPENHAGEN)
    same_day = ends.date() == begins.date()
    return f"{text}-{clock(end)}" if same_day else f"{text} til {day(ends.date())} kl. {clock(end)}"


def school_year_name(year: int) -> str:
    """ "2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"

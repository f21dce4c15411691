"""Reads an appointment that somebody typed on one line, or pasted from a calendar (.ics).

"3. december kl. 10 på Klub Borup", "tors 4/12 10-11.30 https://teams…", "i morgen kl. 9-10 hos UU". A day without a
year is the next one to come; a weekday that does not fit its date is a mistake worth telling.
"""

import re
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import DAYS, MONTHS
from bot.domain.meetings import Appointment

HOUR = timedelta(hours=1)  # a meeting without an end
LONGEST = timedelta(hours=12)
EXAMPLE = "Skriv fx »3. december kl. 10-11.30 på Klub Borup«."


class Unreadable(Exception):
    """What is wrong with the line: a Danish sentence that says what to write."""


_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ISO = re.compile(r"\b(20\d\d)-(\d{1,2})-(\d{1,2})(?:T|\b)")
_NUMBERS = re.compile(
    r"(?<![\d.:/])(\d{1,2})\s?[/.]\s?(\d{1,2})(?:(?:\s?[/.-]\s?|\s+(?=20\d\d\b))(20\d\d|\d\d(?!\d)))?(?![\d:])"
)
_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})\.?\s*(jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|jun[i]?|jul[i]?|aug(?:ust)?|"
    r"sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?(?:\s*(20\d\d))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?<!\w)(?:på\s+)?(man|tirs?|ons|tors?|fre|lør|søn)(?:dag)?(?:en)?\b\.?(?:\s+(?:d\.|den))?\s*", re.IGNORECASE
)
_RELATIVE = re.compile(r"(?<!\w)(i\s?dag|i\s?morgen|i\s?overmorgen|overmorgen)\b", re.IGNORECASE)
_AT = r"(\d{1,2})(?:[.:](\d{2}))?"
_SPAN = re.compile(
    rf"(?:\bkl\.?\s*|\bfra\s+(?:kl\.?\s*)?)?(?<![\d/.:]){_AT}\s*(?:-|–|til)\s*(?:kl\.?\s*)?{_AT}(?![\d/])",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"\bkl\.?\s*{_AT}(?![\d/])", re.IGNORECASE)
_BARE = re.compile(r"(?<![\d/.:])(\d{1,2})[.:](\d{2})(?![\d/])")
_LEAD = re.compile(r"^[\s,;:.–-]*(?:(?:på|i|hos|ved|sted|d|den|link)\b[\s:.]*)?", re.IGNORECASE)


def read(text: str, now: datetime) -> Appointment:
    """The appointment in a line or in a pasted calendar entry. Raises Unreadable."""
    if "BEGIN:VCALENDAR" in text.upper() or "BEGIN:VEVENT" in text.upper():
        return _from_calendar(text, now)
    line = " ".join(text.split())
    if not line:
        raise Unreadable(f"Skriv, hvornår I mødes. {EXAMPLE}")
    link = _LINK.search(line)
    rest = _LINK.sub(" ", line)
    day, rest = _day(rest, now.astimezone(COPENHAGEN).date())
    begins, ends, rest = _hours(rest)
    start = _moment(day, begins)
    end = _moment(day, ends) if ends else start + HOUR
    return _checked(Appointment(start, end, _place(rest), link[0].rstrip(".,;)") if link else ""), now)


def _day(text: str, today: date) -> tuple[date, str]:
    """The day, and the text without it."""
    if relative := _RELATIVE.search(text):
        word = re.sub(r"\s", "", relative[1].lower())
        ahead = {"idag": 0, "imorgen": 1}.get(word, 2)
        return today + timedelta(days=ahead), _without(text, relative)
    weekday = _WEEKDAY.search(text)
    wanted = next((n for n, name in enumerate(DAYS) if weekday and name.startswith(weekday[1].lower())), None)
    if found := _ISO.search(text):
        day = _real(int(found[1]), int(found[2]), int(found[3]))
    elif found := _MONTH.search(text):
        month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower()[:3]))
        day = _next(int(found[1]), month, found[3], today)
    elif found := _date_in_numbers(text):
        day = _next(int(found[1]), int(found[2]), found[3], today)
    elif weekday is not None and wanted is not None:
        return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1), _without(text, weekday)
    else:
        raise Unreadable(f"Jeg kan ikke se, hvilken dag I mødes. {EXAMPLE}")
    if wanted is not None and day.weekday() != wanted:
        raise Unreadable(
            f"{day.day}. {MONTHS[day.month - 1]} {day.year} er en {DAYS[day.weekday()]}, ikke en {DAYS[wanted]}. "
            "Ret ugedagen eller datoen."
        )
    rest = _without(text, found)
    return day, _WEEKDAY.sub(" ", rest, count=1) if weekday else rest


def _date_in_numbers(text: str) -> re.Match[str] | None:
    """ "4/12", "4.12.2026"; not the 11.10 of "kl. 10-11.10", and a "3/12" further on comes before any "10.10"."""
    found = [
        one
        for one in _NUMBERS.finditer(text)
        if int(one[2]) <= 12 and not re.search(r"(kl\.?|fra|til|-|–)\s*$", text[: one.start()], re.IGNORECASE)
    ]
    return next((one for one in found if "/" in one[0]), found[0] if found else None)


def _next(day: int, month: int, year: str | None, today: date) -> date:
    """The date; without a year the next one that is not over."""
    if year:
        return _real(int(year) + (2000 if len(year) == 2 else 0), month, day)
    leap = (month, day) == (2, 29)
    this = _real(_leap(today.year) if leap else today.year, month, day)
    return this if this >= today else _real(_leap(today.year + 1) if leap else today.year + 1, month, day)


def _leap(year: int) -> int:
    return year + -year % 4


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(f"Datoen {day}.{month}.{year} findes ikke. {EXAMPLE}") from None


def _hours(text: str) -> tuple[time, time | None, str]:
    """When it begins and ends (None = not said), and the text without it."""
    if found := _SPAN.search(text):
        return _clock(found[1], found[2]), _clock(found[3], found[4]), _without(text, found)
    if found := _CLOCK.search(text) or _BARE.search(text):
        return _clock(found[1], found[2]), None, _without(text, found)
    raise Unreadable(f"Jeg kan ikke se, hvad klokken er, når I mødes. {EXAMPLE}")


def _clock(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Unreadable(f"Klokken kan ikke være {hour}{'.' + minute if minute else ''}. {EXAMPLE}") from None


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, COPENHAGEN)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} , {text[found.end() :]}"


def _place(rest: str) -> str:
    """What is left, as a place: without the small words before it."""
    parts = [_LEAD.sub("", part).strip(" .,;:-–") for part in rest.split(",")]
    place = ", ".join(part for part in parts if part)
    return place[:1].upper() + place[1:200]


def _checked(found: Appointment, now: datetime) -> Appointment:
    if found.end <= found.start:
        raise Unreadable("Mødet slutter, før det begynder. Ret klokkeslættene.")
    if found.end - found.start > LONGEST:
        raise Unreadable("Mødet varer over 12 timer. Ret klokkeslættene.")
    if found.start - now > timedelta(days=731):
        raise Unreadable("Mødet ligger mere end to år ude i fremtiden. Ret årstallet.")
    if now - found.start > timedelta(days=366):
        raise Unreadable("Mødet ligger mere end et år tilbage. Ret årstallet.")
    return found


def _from_calendar(text: str, now: datetime) -> Appointment:
    from icalendar import Calendar, Event

    wrong = Unreadable("Kalenderaftalen kan jeg ikke læse. Skriv i stedet dag, klokkeslæt og sted på én linje.")
    try:
        whole = text.strip().replace("\r\n", "\n")
        if "BEGIN:VCALENDAR" not in whole.upper():
            whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//da\n{whole}\nEND:VCALENDAR"
        event = next((one for one in Calendar.from_ical(whole).walk("VEVENT") if isinstance(one, Event)), None)
        if event is None:
            raise wrong
        start, end = event.decoded("DTSTART"), event.decoded("DTEND", None)
        if end is None and (lasts := event.decoded("DURATION", None)) is not None:
            end = start + lasts
        place, link = str(event.get("LOCATION", "")), str(event.get("URL", ""))
        described = str(event.get("DESCRIPTION", ""))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise wrong from None
    if not isinstance(start, datetime):
        raise Unreadable("Kalenderaftalen varer hele dagen. Skriv, hvad klokken I mødes.")
    found = _LINK.search(" ".join((link, place, described)))
    return _checked(
        Appointment(
            _aware(start), _aware(end) if isinstance(end, datetime) else _aware(start) + HOUR,
            " ".join(_LINK.sub("", place).split())[:200], found[0] if found else "",
        ),
        now,
    )  # fmt: skip


def _aware(at: datetime) -> datetime:
    """A floating time is Copenhagen's."""
    return at.replace(tzinfo=COPENHAGEN) if at.tzinfo is None else at.astimezone(COPENHAGEN)

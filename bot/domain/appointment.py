"""Reads an appointment that somebody typed on one line, or pasted from a calendar (.ics).

"3. december kl. 10 på Klub Borup", "tors 4/12 10-11.30 https://teams…", "i morgen kl. 9-10 hos UU", "torsdag i uge 50
kl. 10", and of a meeting that was held "i går kl. 10", "i mandags kl. 10". A day without a year is the next one to
come; a weekday or a week that does not fit its date is a mistake worth telling. "Næste torsdag" is the next one to
come to some and next week's to others, "sidste torsdag" likewise: where they differ, the date is asked for.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.calendar import COPENHAGEN, MONTHS
from bot.domain.danish_time import DAYS, short
from bot.domain.meetings import Appointment

HOUR = timedelta(hours=1)  # a new meeting without an end
LONGEST = timedelta(hours=12)
EXAMPLE = "Skriv fx »3. december kl. 10-11.30 på Klub Borup«."


class Unreadable(Exception):
    """What is wrong with the line: a Danish sentence that says what to write."""


_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ISO = re.compile(r"\b(20\d\d)-(\d{1,2})-(\d{1,2})(?:T|\b)")
_NUMBERS = re.compile(
    r"(?<![\d.:/])(\d{1,2})\s?[/.]\s?(\d{1,2})(?:(?:\s?[/.-]\s?|\s+(?=20\d\d\b))(20\d\d|\d\d(?!\d)))?(?![\d:])"
)
_MONTHS = (
    r"jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|jun[i]?|jul[i]?|aug(?:ust)?|"
    r"sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})\.?\s*({_MONTHS})\b\.?(?:\s*(20\d\d))?", re.IGNORECASE)
_THE = r"(?:\s+(?:d\.|den))?\s*"
_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?:på|nu|denne|(?:først)?kommende|(?P<either>næste))\s+)*(?P<day>man|tirs?|ons|tors?|fre|lør|søn)"
    rf"(?:dag)?(?:en)?\b\.?{_THE}",
    re.IGNORECASE,
)
_PAST_WEEKDAY = re.compile(
    r"(?<!\w)(?:i\s+(?=\w+dags)|(?:i\s+)?(?P<either>sidste|forrige)\s+)(?P<day>man|tirs|ons|tors|fre|lør|søn)dags?\b(?!-)"
    rf"{_THE}",
    re.IGNORECASE,
)
_WEEK = re.compile(
    r"(?<!\w)\(?(?:i\s+)?(?:uge\s*(\d{1,2})(?!\d|\s*[-–])|(denne|næste|sidste|forrige)\s+uge\b)\)?", re.IGNORECASE
)
_WEEKS = {"næste": 7, "denne": 0, "sidste": -7, "forrige": -7}  # days from this week
_COUNTED = re.compile(  # from today, or in a month
    r"(?<!\w)(?:om\s+\w+\s+(?:dage?|uger?|måned(?:er)?)|for\s+\w+\s+(?:dage?|uger?|måned(?:er)?)\s+siden|"
    rf"(?:første|anden|tredje|fjerde|sidste)\s+\w+dag\s+i\s+(?:måneden|{_MONTHS}))\b",
    re.IGNORECASE,
)
_DAYS = {"dag": 0, "morges": 0, "formiddag": 0, "eftermiddag": 0, "aften": 0, "morgen": 1, "overmorgen": 2}
_DAYS |= {"går": -1, "aftes": -1, "forgårs": -2}  # from today
_RELATIVE = re.compile(rf"(?<!\w)(?:i\s?({'|'.join(_DAYS)})|(overmorgen|forgårs))\b", re.IGNORECASE)
_AT = r"(\d{1,2})(?:[.:](\d{2}))?"
_SPAN = re.compile(
    rf"(?:\bkl\.?\s*|\bfra\s+(?:kl\.?\s*)?)?(?<![\d/.:]){_AT}\s*(?:-|–|til)\s*(?:kl\.?\s*)?{_AT}(?![\d/])",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"\bkl\.?\s*{_AT}(?![\d/])", re.IGNORECASE)
_ANOTHER = re.compile(r"\bkl\.?\s*\d|\beller\s+\d", re.IGNORECASE)
_BARE = re.compile(r"(?<![\d/.:])(\d{1,2})[.:](\d{2})(?![\d/])")
_PART = re.compile(r"(?:om\s+)?(?:(?:(?:for|efter)middag|aften|morgen)(?:en)?|aftes)", re.IGNORECASE)  # of the day
_LEAD = re.compile(r"^[\s,;:.–-]*(?:(?:på|i|hos|ved|sted|d|den|link)\b[\s:.]*)?", re.IGNORECASE)


def read(text: str, now: datetime, lasts: timedelta = HOUR) -> Appointment:
    """The appointment in a line or a pasted calendar entry; it `lasts` so long unless it says. Raises Unreadable."""
    if "BEGIN:VCALENDAR" in text.upper() or "BEGIN:VEVENT" in text.upper():
        return _from_calendar(text, now, lasts)
    line = " ".join(text.split())
    if not line:
        raise Unreadable(f"Skriv, hvornår I mødes. {EXAMPLE}")
    link = _LINK.search(line)
    rest = _LINK.sub(" ", line)
    day, rest = _day(rest, now.astimezone(COPENHAGEN).date())
    begins, ends, rest = _hours(rest)
    start = _moment(day, begins)
    end = _moment(day, ends) if ends else start + lasts
    return _checked(Appointment(start, end, _place(rest), link[0].rstrip(".,;)") if link else ""), now)


def _day(text: str, today: date) -> tuple[date, str]:
    """The day, and the text without it."""
    if counted := _COUNTED.search(text):
        raise Unreadable(f"Skriv datoen i stedet for »{counted[0]}«. {EXAMPLE}")
    week, text = _week(text, today)
    weekday = _PAST_WEEKDAY.search(text) or _WEEKDAY.search(text)
    wanted = next((n for n, name in enumerate(DAYS) if weekday and name.startswith(weekday["day"].lower())), None)
    in_numbers = _date_in_numbers(text, dots=week is None or wanted is None)
    if relative := _RELATIVE.search(text):
        ahead = _DAYS[(relative[1] or relative[2]).lower()]
        day, rest = today + timedelta(days=ahead), _without(text, relative)
    elif found := _ISO.search(text) or _MONTH.search(text) or in_numbers:
        day, rest = _date(found, today), _without(text, found)
    elif weekday is not None and wanted is not None:
        day = _by_weekday(weekday, wanted, today) if week is None else _in_week(*week, wanted)
        return day, _without(text, weekday)
    elif week is not None:
        raise Unreadable("Skriv også, hvilken dag i ugen I mødes, fx »torsdag i uge 50 kl. 10«.")
    else:
        raise Unreadable(f"Jeg kan ikke se, hvilken dag I mødes. {EXAMPLE}")
    _fits(day, wanted, week and week[0])
    return day, weekday.re.sub(" ", rest, count=1) if weekday else rest


def _week(text: str, today: date) -> tuple[tuple[int, date] | None, str]:
    """The number of the week, if one is told, with the day from which it is looked for; and the text without it."""
    found = _WEEK.search(text)
    if found is None:
        return None, text
    if found[1]:
        return (int(found[1]), today), _without(text, found)
    monday = today + timedelta(days=_WEEKS[found[2].lower()] - today.weekday())
    return (monday.isocalendar().week, monday), _without(text, found)


def _date(found: re.Match[str], today: date) -> date:
    """The date that one of the patterns has found."""
    if found.re is _ISO:
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found.re is _NUMBERS:
        return _next(int(found[1]), int(found[2]), found[3], today)
    month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower()[:3]))
    return _next(int(found[1]), month, found[3], today)


def _fits(day: date, weekday: int | None, week: int | None) -> None:
    """A weekday or a week beside a date is that of the date."""
    said = f"{short(day)} {day.year}"
    if weekday is not None and day.weekday() != weekday:
        raise Unreadable(f"{said} er en {DAYS[day.weekday()]}, ikke en {DAYS[weekday]}. Ret ugedagen eller datoen.")
    if week is not None and day.isocalendar().week != week:
        raise Unreadable(f"{said} ligger i uge {day.isocalendar().week}, ikke i uge {week}. Ret ugen eller datoen.")


def _in_week(week: int, since: date, weekday: int) -> date:
    """The first such weekday since then in a week of that number."""
    coming = (since + timedelta(days=n) for n in range(371))
    found = next((day for day in coming if day.isocalendar()[1:] == (week, weekday + 1)), None)
    if found is None:
        raise Unreadable(f"Uge {week} findes ikke det næste år. {EXAMPLE}")
    return found


def _by_weekday(found: re.Match[str], weekday: int, today: date) -> date:
    """The nearest such weekday to come, or of those over, which is not today."""
    past = found.re is _PAST_WEEKDAY
    day = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    day = day if past else today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    other = today + timedelta(days=(-7 if past else 7) - today.weekday() + weekday)
    if found["either"] and day != other:
        said = f"»{found['either'].capitalize()} {DAYS[weekday]}«"
        raise Unreadable(f"{said} kan både være {short(day)} og {short(other)}. Skriv datoen. {EXAMPLE}")
    return day


def _date_in_numbers(text: str, *, dots: bool) -> re.Match[str] | None:
    """ "4/12", "4.12.2026"; not the 11.10 of "kl. 10-11.10", and a "3/12" further on comes before any "10.10".

    Without `dots` the day is told already, and "10.10" is an hour.
    """
    found = [
        one
        for one in _NUMBERS.finditer(text)
        if 1 <= int(one[2]) <= 12 and not re.search(r"(kl\.?|fra|til|-|–)\s*$", text[: one.start()], re.IGNORECASE)
    ]
    return next((one for one in found if "/" in one[0]), found[0] if found and dots else None)


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
    found = _SPAN.search(text) or _CLOCK.search(text) or _BARE.search(text)
    if found is None:
        raise Unreadable(f"Jeg kan ikke se, hvad klokken er, når I mødes. {EXAMPLE}")
    rest = _without(text, found)
    if _ANOTHER.search(rest):
        raise Unreadable("Der står flere klokkeslæt. Skriv ét, eller fra og til: »kl. 10-12«.")
    ends = _clock(found[3], found[4]) if found.re is _SPAN else None
    return _clock(found[1], found[2]), ends, rest


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
    place = ", ".join(part for part in parts if part and not _PART.fullmatch(part))
    if place and not re.search(r"[^\W\d_]", place):
        raise Unreadable(f"Jeg forstår ikke »{place}«. {EXAMPLE}")
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


def _from_calendar(text: str, now: datetime, lasts: timedelta) -> Appointment:
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
        if not isinstance(start, datetime):
            raise Unreadable("Kalenderaftalen varer hele dagen. Skriv, hvad klokken I mødes.")
        begins = _aware(start)
        ends = _aware(end) if isinstance(end, datetime) else begins + event.decoded("DURATION", lasts)
        link, place, described = (_first(event.get(name, "")) for name in ("URL", "LOCATION", "DESCRIPTION"))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError):
        raise wrong from None
    found = _LINK.search(" ".join((link, place, described)))
    return _checked(
        Appointment(begins, ends, " ".join(_LINK.sub("", place).split())[:200], found[0] if found else ""), now
    )


def _first(said: Any) -> str:
    """What an entry says under a name, the first time where it says it more than once."""
    return str(said[0] if isinstance(said, list) else said)


def _aware(at: datetime) -> datetime:
    """A floating time is Copenhagen's."""
    return at.replace(tzinfo=COPENHAGEN) if at.tzinfo is None else at.astimezone(COPENHAGEN)

"""Weekdays and times of day in a question; `facets.py` tells how a facet is read."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.offers import WEEKDAYS, Weekday
from bot.domain.questions.facets import blank

_DAYS: tuple[tuple[str, re.Pattern[str], tuple[Weekday, ...]], ...] = tuple(
    (word, re.compile(rf"\b{no}{word}(?:en|e|ene|er|erne|s)?(?:aften|eftermiddag|formiddag)?(?:en|er)?\b"), days)
    for no, words, days in (
        ("", "mandag monday", ("man",)),
        ("", "tirsdag tuesday", ("tir",)),
        ("", "onsdag wednesday", ("ons",)),
        ("", "torsdag thursday", ("tor",)),
        ("", "fredag friday", ("fre",)),
        ("", "lørdag saturday", ("lør",)),
        ("", "søndag sunday", ("søn",)),
        (r"(?<!i )(?<!min )(?<!sin )(?!hverdagen\b)", "hverdag weekday", WEEKDAYS[:5]),  # life, and no time
        ("", "weekend", ("lør", "søn")),
    )
    for word in words.split()
)
_DAY_PARTS: tuple[tuple[str, re.Pattern[str], time, time], ...] = tuple(
    (word, re.compile(rf"(?:\b|(?<=dags)|(?<=dag)){no}{word}(?:en|er|erne|s)?\b"), time(start), time(end))
    for no, word, start, end in (
        ("", "formiddag", 8, 12),
        ("", "eftermiddag", 12, 18),
        ("", "aften", 18, 23),
        ("", "nat", 23, 5),
        ("", "natten", 23, 5),
        (r"(?<!i )", "morgen", 6, 10),
        ("", "afternoon", 12, 18),
        ("", "evening", 18, 23),
    )
)
_HOUR = r"(\d{1,2})(?:[:.](\d\d))?"
_NOW_IS = re.compile(r"\b(?:kl\.?|klokken) er " + _HOUR)
_HAPPENED = "|".join(rf"(?<={verb} )" for verb in ("ede", "skete", "sprang", "blev", "gik", "drak", "slog", "faldt"))
_TOLD = re.compile(  # when something happened or happens, not when something should be open
    r"\b(?:(?:hver anden|hele|siden|sidste|forleden|forrige|god|inden) (?:\w+dag|weekend|nat|aften)\w*|i \w+dags\b"
    r"|hver nat\b|(?<!hvem )arbejde[rt] (?:\w+ ){0,2}?(?:(?:aften|natt?|dag|weekend)(?:en|erne|er)?|kl\.? ?\d\d?)\b"
    rf"|(?:{_HAPPENED})(?:i weekenden|(?:man|tirs|ons|tors|fre|lør|søn)dag(?: (?:nat|aften|morgen))?)\b)"
)
_IN_PASSING = re.compile(  # a habit or an appointment in a story, and not of an offer
    r"\b(?:hver (?:\w+dag|weekend|aften)\w*|på \w+dag\b(?![^.!?]*\?))"
)
_STORY = 8  # words
_CLOCK_RANGE = re.compile(
    r"\b(?:kl\.?|klokken|mellem(?: kl\.?)?) ?" + _HOUR + r"\s*(?:-|–|til|og)\s*(?:kl\.? ?)?" + _HOUR
)
_UNTIL = ("før", "inden", "til", "senest", "indtil", "senere end")
_CLOCK = re.compile(r"\b(?:(efter|fra|" + "|".join(_UNTIL) + r")\s+)?(?:kl\.?|klokken) ?" + _HOUR)
_CLOCK_AFTER = re.compile(r"\b(efter|før|inden) " + _HOUR + r"\b(?! år)")
_NOW = re.compile(r"\b(?:åbe\w*|lukke\w*)(?: lige)? nu\b|\blige nu\b.*\båbe\w*|\bnu\b.*\båbe\w+")
_TODAY = re.compile(r"\bi (?:dag|aften|eftermiddag|formiddag|nat)\b")
_TOMORROW = re.compile(r"\bi morgen\b")
_DAY, _SHORT = r"((?:man|tirs|ons|tors|fre|lør|søn)dag)(?:en)?", r"(man|tirs?|ons|tors?|fre|lør|søn)\.?"
_ORDER = {str(day): at for at, day in enumerate(WEEKDAYS)}
_DAYS_TO = re.compile(rf"\b{_DAY}\s*(?:-|–|til(?: og med)?)\s*{_DAY}\b|\b{_SHORT}\s*[-–]\s*{_SHORT}\b")
_DENIED = re.compile(  # before a day: "kan ikke om fredagen"
    r"(?:(?<!\bder )\b(?:(?:ikke|undtagen|hverken)(?:(?: på| om| i)? \w+(?:dag|weekend)\w* eller)?)"
    r"|\band(?:re|en|et) (?:\w+ )?end)(?: på| om| i)? $"
)
_LATE = re.compile(r"\b(?:sidst|sent|sen) (?:på |om )?(?=eftermiddag)")


@dataclass(frozen=True, slots=True)
class When:
    """When something must be open; nothing said is empty. Times are local."""

    weekdays: tuple[Weekday, ...] = ()
    start: time | None = None
    end: time | None = None
    open_now: bool = False


def at_once(now: datetime) -> When:
    """Open at this minute."""
    clock = time(now.hour, now.minute)
    return When((WEEKDAYS[now.weekday()],), clock, clock, open_now=True)


def read_when(text: str, now: datetime | None) -> tuple[When, str]:
    """Weekdays and times of day. Without `now` only what holds every week is read ("i aften" is not)."""
    days: set[Weekday] = set()
    start = end = None
    for told in (_NOW_IS, _TOLD, _IN_PASSING) if text.count(" ") >= _STORY else (_NOW_IS, _TOLD):
        text = told.sub(lambda found: " " * len(found[0]), text)
    if now is not None and "nu" in text and (found := _NOW.search(text)):
        return at_once(now), blank(text, found)
    if now is not None and (found := _TODAY.search(text)):
        days.add(WEEKDAYS[now.weekday()])
        text = text[: found.start()] + " " + text[found.start() + 1 :]
    if now is not None and (found := _TOMORROW.search(text)):
        days.add(WEEKDAYS[(now.weekday() + 1) % 7])
        text = blank(text, found)
    several, text = _weekdays(text, told=now is not None)
    days |= several
    late = _LATE.search(text)
    for word, part, first, last in _DAY_PARTS:
        for found in part.finditer(text) if word in text else ():
            start, end = start or (time(15) if late else first), last
            text = blank(text, found)
    for word, pattern, _ in _DAYS:
        if word in text:
            text = pattern.sub(lambda found: " " * len(found[0]), text)
    text = text.replace(" dag ", "     ") if days else text
    clock_start, clock_end, text = _read_clock(text)
    if clock_start or clock_end:
        start, end = clock_start, clock_end
    return When(tuple(day for day in WEEKDAYS if day in days), start, end), text


def _weekdays(text: str, *, told: bool) -> tuple[set[Weekday], str]:
    """The weekdays said, and all between two, but not those denied; in what is `told` none over a whole weekend."""
    days: set[Weekday] = set()
    denied: set[Weekday] = set()
    for found in _DAYS_TO.finditer(text):
        first, last = (_ORDER[day[:3]] for day in found.groups() if day)
        if last < first and told:  # how long something lasted: "fra fredag til mandag"
            text = blank(text, found)
        else:
            days.update(day for at, day in enumerate(WEEKDAYS) if (at - first) % 7 <= (last - first) % 7)
    rest = text
    for word, pattern, said in _DAYS:
        if word in text and (day := pattern.search(text)):
            no = _DENIED.search(text, 0, day.start())
            (denied if no else days).update(said)
            rest = blank(rest, no) if no else rest  # what it denies is the day alone
    return (days or set(WEEKDAYS)) - denied if denied else days, rest


def _read_clock(text: str) -> tuple[time | None, time | None, str]:
    """ "Kl. 16-18", "efter kl. 17", "før 12": start, end and the rest. A clock time alone is both."""
    if (found := _CLOCK_RANGE.search(text)) and (start := _clock(*found.groups()[:2])):
        return start, _clock(*found.groups()[2:]), blank(text, found)
    for pattern in (_CLOCK, _CLOCK_AFTER):
        if (found := pattern.search(text)) and (at := _clock(*found.groups()[1:])):
            starts, ends = found[1] not in _UNTIL, found[1] not in ("efter", "fra")
            return at if starts else None, at if ends else None, blank(text, found)
    return None, None, text


def _clock(hour: str, minute: str | None) -> time | None:
    if int(hour) > 24 or int(minute or 0) > 59:
        return None
    return time(int(hour) % 24, int(minute or 0))

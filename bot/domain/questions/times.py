"""Weekdays and times of day in a question; `facets.py` tells how a facet is read."""

import re
from collections.abc import Sequence
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
        (  # life, and no time
            r"(?<!i )(?<!min )(?<!sin )(?!hverdagen\b)"
            r"(?!(?:(?<=\bog )|(?<=s ))hverdag\b|hverdag (?:der|som|med|uden|er)\b)",
            "hverdag weekday",
            WEEKDAYS[:5],
        ),
        ("", "weekend", ("lør", "søn")),
    )
    for word in words.split()
)
_DAY_PARTS: tuple[tuple[str, re.Pattern[str], time, time, range], ...] = tuple(
    (word, re.compile(rf"(?:\b|(?<=dags)|(?<=dag)){no}{word}(?:en|er|erne|s)?\b"), time(start), time(end), later)
    for no, word, start, end, later in (  # `later`: which hours are twelve later then: "kl. 8 om aftenen"
        ("", "formiddag", 8, 12, range(0)),
        ("", "eftermiddag", 12, 18, range(1, 8)),
        ("", "aften", 18, 23, range(4, 13)),
        ("", "nat", 23, 5, range(8, 13)),
        ("", "natten", 23, 5, range(8, 13)),
        (r"(?<!i )", "morgen", 6, 10, range(0)),
        ("", "afternoon", 12, 18, range(1, 8)),
        ("", "evening", 18, 23, range(4, 13)),
        ("", "tonight", 18, 23, range(4, 13)),
    )
)
_BY_DAY = range(1, 7)  # "torsdag kl. 5" is in the afternoon, "kl. 05" is not
_OPEN = re.compile(r"\b(?:åb[en]|luk|(?:efter|fra|før|inden) (?:kl\b|klokken|\d))")
_HOUR = r"(\d{1,2})(?:[:.](\d\d))?"
_NOW_IS = re.compile(r"\b(?:kl\.?|klokken) er " + _HOUR)
_HAPPENED = "|".join(rf"(?<={verb} )" for verb in ("ede", "skete", "sprang", "blev", "gik", "drak", "slog", "faldt"))
_PAST = (
    r"(?:(?!allerede|billede)\w{2,}ede|fortalte|hørte|kaldte|ringte|mødte|viste|slog|sagde|var|blev|fik|gik|kom|skete|sket"
    r"|tog|drak|faldt|fandt|græd|skrev|stjal|opdaget|fortalt|sagt|blevet|været|fået)\b"
)
_BY_NOW = r"i (?:dag|formiddag|eftermiddag)\b"  # what happened "i nat" may need who is open at night
_LATELY = re.compile(rf"\b{_PAST}(?: \w+){{0,4}}? ({_BY_NOW})")  # "hun fortalte mig i dag"
_PARTNERS = (
    r"(?:(?:hans|hendes|min|deres|drengens|pigens) )?(?:mor|far|forældre\w*|familien?|skolen?|\w*lærer\w*|kommunen"
    r"|sagsbehandler\w*|\w*rådgiver\w*|psykolog\w*|uu|ppr|ham|hende|dem)"
)
_TOLD = re.compile(  # when something happened or happens, not when something should be open
    r"\b(?:(?:hver anden|hele|siden|sidste|forleden|forrige|god|inden) (?:\w+dag|weekend|nat|aften)\w*|i \w+dags\b"
    r"|en (?:weekend|\w+dag|aften|nat) i ?mellem\b|en weekend om måneden\b|op om morgenen\b"
    rf"|(?<!holde )\b\w*mødet?(?: er)?(?: med {_PARTNERS})? (?:på )?\w+dag\b(?: kl\.? ?[\d.:]+)?"
    r"|hver (?:nat|morgen)\b"
    r"|(?<!hvem )(?:arbejde[rt]|kører(?= (?:taxa|bus|lastbil|tog|metro|ud)\b)"
    r"|(?<=mor )har vagt|(?<=far )har vagt|(?<=jeg )har vagt|gør rent)"
    r" (?:\w+ ){0,2}?(?:(?:aften|natt?|dag|weekend)(?:en|erne|er)?|kl\.? ?\d\d?)\b"
    rf"|{_BY_NOW}(?= {_PAST})"
    rf"|(?:{_HAPPENED})(?:i weekenden|(?:man|tirs|ons|tors|fre|lør|søn)dag(?: (?:nat|aften|morgen))?)\b)"
)
_DUE = re.compile(  # a pupil's deadline
    r"\b(?:\w*aflever\w*|færdige?|klar|fremlægg\w*|(?:i|til|har) \w*(?:prøve|eksamen))(?: \w+){0,2}?"
    r" (i morgen\b(?: kl\.? ?[\d.:]+)?)"
)
_WITH_PARENT = re.compile(r"\b((?:i |om |hver )?weekend(?:en|er|erne)?) (?:hos|ved) (?:\w+ ){0,2}(?:mor|far)\b")
_HABIT = re.compile(
    r"\bhver (?:\w+dag|weekend|aften)\w*(?: kl\.? ?[\d.:]+)?|\bevery (?:\w+day|weekend|evening|night|morning)\b"
)  # in a story it is not an offer's
_STORY = 8  # words
_APPOINTED = re.compile(  # "fogeden kommer på fredag": what else is then
    r"\b(?:(?:\w*(?:møde|samtale|eksamen|fest|fødselsdag|prøve|stævne|frist|aftale|tid hos)(?:r|t|s|n|en|et)?"
    r"|(?<=jeg )(?:starter|begynder|tiltræder)|kommer|rejser?|flytter?|sendes|sat ud|aflever\w*"
    r"|skal (?:\w+ )?til(?! noget)|går til"
    r"|var|blev|fik|gik|kom|sagde|skete|startede|begyndte)(?: +\w+){0,4}?) +"
    r"(på (?:man|tirs|ons|tors|fre|lør|søn)dag\b(?: kl\.? ?[\d.:]+)?)(?![^.!?]*\?)"
)
_SPOKEN = "(?:et|to|tre|fire|fem|seks|ti|elleve|tolv)(?= (?:om|hver) )"  # alone it is read as no hour
_AT_HOME = re.compile(  # "han kommer først hjem kl 4": no opening hours either
    r"\b(?:(?:kommer|kom|går|gik|falder|(?<!hvem )(?<!der )er) (?!der\b|nogen|man\b)(?:\w+ ){0,2}?"
    r"(?:hjemm?e?|ude|færdig|i søvn|i byen)|oppe|i seng|sover|sov|(?:står|stod|stå)(?= op)|vågner|vækker \w+"
    r"|(?<!man )(?:spiller|gamer|ser|hænger) (?:(?!til )\w+ ){0,4}?(?=til ))(?: op| først)* *"
    rf"((?:(?:først|til|ved|omkring) )*(?:kl\.?|klokken) ?(?:[\d.:]+|{_SPOKEN})(?: om (?:natten|morgenen|aftenen))?"
    r"(?: (?:hver|i|om) (?:\w+dag|weekend|nat)\w*)?|(?:hver|i|om) (?:\w+dag|weekend|nat)\w*)"
)
_CLOCK_RANGE = re.compile(  # "hverdage 13-17", too
    r"(?:\b(?:kl\.?|klokken|mellem(?: kl\.?)?) ?|(?<=   )(?=\d\d?[\d.:]* ?[-–] ?\d))"
    + _HOUR
    + r"\s*(?:-|–|til|og)\s*(?:kl\.? ?)?"
    + _HOUR
)
_UNTIL = ("før", "inden", "til", "senest", "indtil", "senere end")
_CLOCK = re.compile(r"\b(?:(efter|fra|" + "|".join(_UNTIL) + r")\s+)?(?:kl\.?|klokken) ?" + _HOUR)
_CLOCK_AFTER = re.compile(r"\b(efter|før|inden) " + _HOUR + r"\b(?!\.? (?:år|uge|m[åd]|dag|gang|min|time|klasse))")
_NOW = re.compile(r"\b(?:åbe\w*|lukke\w*)(?: lige)? nu\b|\blige nu\b.*\båbe\w*|\bnu\b.*\båbe\w+")
_TODAY = re.compile(r"\bi (?=(?:dag|aften|eftermiddag|formiddag|nat)\b)|\btoday\b|\b(?=tonight\b)")
_TOMORROW = re.compile(r"\b(?:i morgen|tomorrow)\b")
_DAY, _SHORT = r"((?:man|tirs|ons|tors|fre|lør|søn)dag)(?:en)?", r"(man|tirs?|ons|tors?|fre|lør|søn)\.?"
_ORDER = {str(day): at for at, day in enumerate(WEEKDAYS)}
_DAYS_TO = re.compile(rf"\b{_DAY}\s*(?:-|–|til(?: og med)?)\s*{_DAY}\b|\b{_SHORT}\s*[-–]\s*{_SHORT}\b")
_DENIED = re.compile(  # before a day: "kan ikke om fredagen"
    r"(?:(?<!\bder )\b(?:(?:ikke|undtagen|hverken)(?:(?: på| om| i)? \w+(?:dag|weekend)\w* eller)?)"
    r"|\band(?:re|en|et) (?:\w+ )?end)(?: på| om| i)? $"
)
_LATE = re.compile(
    r"\bsidst (?:på |om )?(?=eftermiddag)"
    r"|(?<!for )\bsent? +(?:på |om |en |i )?(?=(?:man|tirs|ons|tors|fre|lør|søn|hver|eftermid)dag|aften|weekend)"
)
_TO_WHOM = re.compile(  # "hvem kan jeg ringe til kl. 3": no time until which
    r"\b(?:hvem|hvad|hvor|nogen|noget|sted|linje|telefon)\b[^.?!]*"
    r"\b(?:ring|skriv|gå|tag|komme|henvend)\w*(?: \w+)? (til)(?= kl)"
)


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
    text = text if now is None else _without_told(text)  # a record's own note tells no story
    if now is not None and "nu" in text and (found := _NOW.search(text)):
        clock_start, clock_end, rest = _read_clock(blank(text, found), ())
        if clock_start or clock_end:
            return When((WEEKDAYS[now.weekday()],), clock_start, clock_end), rest
        return at_once(now), rest
    if now is not None and (found := _TODAY.search(text)):
        days.add(WEEKDAYS[now.weekday()])
        text = blank(text, found)
    if now is not None and (found := _TOMORROW.search(text)):
        days.add(WEEKDAYS[(now.weekday() + 1) % 7])
        text = blank(text, found)
    several, text = _weekdays(text, told=now is not None)
    days |= several
    if late := _LATE.search(text):
        text = blank(text, late)
        start = time(15) if "eftermiddag" in text else time(20)
    parts: list[range] = []
    for word, part, first, last, later in _DAY_PARTS:
        for found in part.finditer(text) if word in text else ():
            start, end = start or first, last
            text = blank(text, found)
            parts.append(later)
    for word, pattern, _ in _DAYS:
        if word in text:
            text = pattern.sub(lambda found: " " * len(found[0]), text)
    text = text.replace(" dag ", "     ") if days else text
    if not parts and now is not None and (days or _OPEN.search(text)):
        parts = [_BY_DAY]
    clock_start, clock_end, text = _read_clock(text, parts)
    if clock_start or clock_end:
        start, end = clock_start, clock_end
    return When(tuple(day for day in WEEKDAYS if day in days), start, end), text


def _without_told(text: str) -> str:
    """The text without the times of something that happened, or that is none of an offer's."""
    for beside in (_APPOINTED, _AT_HOME, _LATELY, _DUE, _WITH_PARENT):
        for found in beside.finditer(text):
            text = blank(text, found, 1)
    for told in (_NOW_IS, _TOLD, _HABIT) if len(text.split()) >= _STORY else (_NOW_IS, _TOLD):
        text = told.sub(lambda found: " " * len(found[0]), text)
    return text


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


def _read_clock(text: str, later: Sequence[range]) -> tuple[time | None, time | None, str]:
    """ "Kl. 16-18", "efter kl. 17", "før 12": start, end and the rest. A clock time alone is both.

    `later`: which hours are meant twelve hours later.
    """
    if (found := _CLOCK_RANGE.search(text)) and (start := _clock(found[1], found[2], later)):
        both = [range(1, 13)] if start.hour > int(found[1]) else later
        return start, _clock(found[3], found[4], both, start.hour), blank(text, found)
    if to_whom := _TO_WHOM.search(text):
        text = blank(text, to_whom, 1)
    for pattern in (_CLOCK, _CLOCK_AFTER):
        if (found := pattern.search(text)) and (at := _clock(found[2], found[3], later)):
            starts, ends = found[1] not in _UNTIL, found[1] not in ("efter", "fra")
            return at if starts else None, at if ends else None, blank(text, found)
    return None, None, text


def _clock(hour: str, minute: str | None, later: Sequence[range], after: int = 0) -> time | None:
    """A time of day, where one of the hours `later` is twelve hours later, if it is `after` an hour then."""
    at = int(hour)
    if at > 24 or int(minute or 0) > 59:
        return None
    if hour[0] != "0" and any(at in hours for hours in later) and at + 12 > after:
        at += 12
    return time(at % 24, int(minute or 0))

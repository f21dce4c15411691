"""Ages, times, audience and price in a question: patterns over plain Danish text.

Every reader takes a plain text (`words.plain`), and gives a value and the text with what it read blanked out, so that
the next reader does not read it again. Lengths never change, so positions stay those of the first text.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.offers import WEEKDAYS, Weekday

Age = tuple[int, int]
NO_END = 99
GROWN = 30  # years: who is older counts as so old

_COUNTED = """nul et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten
nitten tyve"""
_RANKED = "nulte første anden tredje fjerde femte sjette syvende ottende niende tiende"
_NUMBERS = {word: number for number, word in enumerate(_COUNTED.split())}
_ORDINALS = {word: number for number, word in enumerate(_RANKED.split())}
_N = r"(\d{1,2}|" + "|".join(w for w in _NUMBERS if w != "et") + ")"
_TO = r"\s*(?:-|–|/|til|og|eller)\s*"
_YEARS = r"(?:½|[.,]5)?\s*-?\s*(?:års?\b|åri\w*|years?\b(?:[ -]olds?\b)?)"
_UNITS = (
    "kr|dag|uge|måned|mdr|min|time|klok|%|pct|procent|børn|unge|piger|drenge|plads|person|gang|meter|km|kvarter|sted|etage"
)
_NO_AGE = rf"(?!\s*(?:[.:]\d|\.? ?(?:sal\b|kl\b|klass|grade)|{_UNITS}))"
_THEN = (  # "på fire, der", but not "på fire hove"
    r"(?=\s*(?:$|[^\w\s]|(?:der|som|i|er|fra|med|til|og|eller|på|ved|hos|uden|kan|vil|har|skal|går|bor|men|så|ikke|"
    r"endnu|nu|snart|om|gerne|ude|inde|her|for|hvor|hvad|fordi|når)\b))"
)
_NO_GROUP = "".join(rf"(?<!{word} )" for word in ("vi", "band", "gruppe", "flok", "familie", "hold", "klasse"))
_BEING = "på|er|fylder|fyldt|bliver|blevet"
_WHO = (
    r"(?:(?:^|(?<=[.,;:!?] ))(?:han|hun)"
    r"|\b(?:ham|hende|lille|ældste|yngste|\w*datter(?:en)?|\w*søn(?:nen)?|drengen|pigen|barnet|knægten|tøsen))"
)
_CHILD = r"(?:\w*datter|\w*søn|\w*dreng|\w*pige|\w*bror|\w*søster|en)"
_ENGLISH = "son|daughter|boy|girl|child|kid|he|she|who"
_CHILDREN = r"\b(?:på|er|børn|søskende|drenge|piger)"
_NTH = r"(\d{1,2}|" + "|".join(_ORDINALS) + r")\.?"

_LASTING = re.compile(  # how long something lasted or takes: nobody's age
    rf"\b(?:i|gennem|efter) (?:over |mere end |næsten |snart |godt |knap )?{_N} år\b(?! gammel)"
    rf"|\b{_N} år i fængsel|\b(?:for {_N} år siden|om {_N} år)\b"
    rf"|\b{_N} års (?:\w*undervisning|\w*tid|pause|\w*erfaring|skolegang|arbejde|studie\w*|uddannelse)\b"
)
_CLASSES = re.compile(
    r"\b(?P<until>til og med |op til )?" + _NTH + "(?:" + _TO + _NTH + ")?"
    r"\s*(?:kl\b|klass?e?\w*|(?:st|nd|rd|th) grade)"
    r"|\b([1-9])\.[a-f]\b"
    r"|\b(?:går|dreng|pige|elev\w*) i " + _NTH + r"(?=\s*(?:$|[,;!?]|(?:og|men|på|nu|igen)\b))"
)
_MONTHS = re.compile(
    rf"(?:\b(?:en|den|lille|baby\w*|barn\w*|datter|søn|tvilling\w*) på {_N}|\b(\d{{1,2}}))"
    r" (?:måneder|måned|mdr)(?: gammel\w*)?\b"
)
_O_CLOCK = re.compile(r"\b(?:kl\.?|klokken)(?: (?:er|var|bliver))?(?: (?:snart|næsten|lidt|godt))?\s*$")
_AGES: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (  # with words of which one must be there
    # "whose": who it is, which is left, tells for whom it should be, too: "min søn på 9"
    ((", ",), re.compile(rf"{_CHILDREN} {_N}, {_N}(?:, {_N}){{,2}}(?:,? og {_N})?\b{_NO_AGE}(?:{_YEARS})?"), "said"),
    (
        (" og ",),
        re.compile(rf"\b(?:på|er) {_N} og (?:\w+ )?{_CHILD} (?:på|er) {_N}\b{_NO_AGE}(?:{_YEARS})?"),
        "whose",
    ),
    (("age",), re.compile(r"\b(?:aged?|ages) (\d{1,2})(?:\s*[-–]\s*| to | and )(\d{1,2})\b"), "said"),
    (("op til", "til og med"), re.compile(rf"\b(?:op til|til og med) {_N}{_YEARS}"), "until"),
    (("år", "year"), re.compile(r"\b" + _N + _TO + _N + _YEARS), "said"),
    (("mellem",), re.compile(r"\bmellem " + _N + " og " + _N + r"\b"), "said"),
    (("på",), re.compile(r"\bpå " + _N + _TO + _N + r"\b" + _NO_AGE), "said"),
    (
        ("over", "ældre", "mindst"),
        re.compile(r"\b(?:over|ældre end|mindst)(?: de)? " + _N + r"\b" + _NO_AGE + f"(?:{_YEARS})?"),
        "over",
    ),
    (
        ("+", "opefter", "ældre", "derover"),
        re.compile(r"\b" + _N + r"\s*\+|\b" + _N + r" år (?:og|eller) (?:opefter|ældre|derover)"),
        "over",
    ),
    (("fra",), re.compile(r"\bfra " + _N + _YEARS), "over"),
    (
        ("under", "yngre"),
        re.compile(r"\b(?:under|yngre end)(?: de)? " + _N + r"\b" + _NO_AGE + f"(?:{_YEARS})?"),
        "under",
    ),
    (("år", "year"), re.compile(r"\b" + _N + _YEARS), "said"),
    (
        ("-", "–"),
        re.compile(r"\b(?:mænd|kvinder|unge|piger|drenge|børn|elever) (\d{1,2}) ?[-–] ?(\d{1,2})\b" + _NO_AGE),
        "said",
    ),
    (
        ("kun", "bare"),
        re.compile(r"\b(?<!vi er )(?:kun|bare) ([6-9]|[12]\d)(?=\s*(?:$|[,;!?]|\.(?!\d)|og\b))"),
        "said",
    ),
    (
        ("pige", "dreng", "fyr", "gut", "tøs", "knægt"),
        re.compile(r"\b\w*(?:pige|dreng|fyr|gut|tøs|knægt),? (\d{1,2})\b" + _NO_AGE + _THEN),
        "whose",
    ),
    ((",",), re.compile(r"(?:^|(?<=\D), )([6-9]|1\d|2[0-5])(?=, )"), "said"),
    ((" am ", "'m ", " is "), re.compile(rf"\b(?:i am|i'm|(?:{_ENGLISH}) is) (\d{{1,2}})\b{_NO_AGE}"), "whose"),
    ((" of ",), re.compile(r"\b(?:boy|girl|kid|child|son|daughter)s? of (\d{1,2})\b" + _NO_AGE), "whose"),
    ((" på ",), re.compile(rf"{_WHO} på {_N}\b{_NO_AGE}"), "whose"),
    ((" ",), re.compile(rf"\b{_NO_GROUP}(?:{_BEING}|aged?) (\d{{1,2}})\b{_NO_AGE}"), "said"),
    ((" ",), re.compile(rf"\b{_NO_GROUP}(?:{_BEING}) {_N}\b{_NO_AGE}{_THEN}"), "said"),
)
_TENS = re.compile(r"[3-9]\d")
_DOING = "leder|søger|ønsker|mangler|savner|elsker|drømmer|glemmer|drikker|taler|spiller|ligger|sidder|sover|falder"
_GROWN = re.compile(  # "er 52, og", "en 80-årig", but not "på 60 grader", "70-års fødselsdag"
    rf"\b{_NO_GROUP}(?:(?:{_BEING})(?: nu| jeg)?|(?:mand|kvinde|mor|far),?) ([3-9]\d)\b"
    rf"(?:{_THEN}|(?= (?:{_DOING})\b))"
    r"|\b([3-9]\d)\s*-?\s*(?:år\b(?! siden)|årig\w*|years? old\b)"
)
_AGE_WORDS: tuple[tuple[str, re.Pattern[str], Age], ...] = tuple(
    (begin, re.compile(rf"\b{begin}{end}\b"), age)
    for begin, end, age in (
        ("bab", "(?:y|yer|ier)", (0, 1)),
        ("spædb", r"[øa]rn\w*", (0, 1)),
        ("vuggestueb", r"\w+", (0, 2)),
        ("tumling", r"\w*", (0, 2)),
        ("småb", r"[øa]rn\w*", (0, 5)),
        ("børnehaveb", r"\w+", (3, 5)),
        ("børnehavealder", r"\w*", (3, 5)),
        ("skoleb", r"[øa]rn(?:ene|s|enes)?", (6, 15)),
        ("indskoling", r"\w*", (6, 9)),
        ("mellemtrin", r"\w*", (10, 12)),
        ("udskoling", r"\w*", (13, 16)),
        ("teen", r"(?:s|ager\w*|age\w+)?", (13, 17)),
        ("gymnasi", r"(?:eelev|ast)\w*", (16, 19)),
        ("1.g", "", (15, 17)),
        ("2.g", "", (16, 18)),
        ("3.g", "", (17, 19)),
    )
)


def blank(text: str, found: re.Match[str], group: int = 0) -> str:
    """The text, as long as before, without what was found or a group of it."""
    start, end = found.span(group)
    return text[:start] + " " * (end - start) + text[end:]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.get(text, _ORDINALS.get(text, NO_END))


def read_age(text: str) -> tuple[Age | None, str]:
    """The first age said, in years; a school class is the two ages its pupils have; grown-ups come last.

    Of several children, or classes, it is the youngest's to the eldest's.
    """
    ages: dict[int, Age] = {}
    if " år" in text:
        text = _LASTING.sub(lambda found: " " * len(found[0]), text)
    for hints, pattern, kind in _AGES:
        for found in pattern.finditer(text) if any(hint in text for hint in hints) else ():
            low, *more = (_number(n) for n in found.groups() if n is not None)
            between = min(low, *more, NO_END), max(low, *more, 0)
            said = {"over": (low, NO_END), "under": (0, max(0, low - 1)), "until": (0, low)}.get(kind, between)
            if said[0] <= min(said[1], GROWN) and not _O_CLOCK.search(text[: found.start()]):
                ages[found.start()] = said
                for group in range(1, 1 + len(found.groups())) if kind == "whose" else (0,):
                    text = blank(text, found, group)
    age = ages[min(ages)] if ages else None
    if months := _MONTHS.search(text):
        years = _number(months[1] or months[2]) // 12
        age = age or (years, years)
        text = blank(text, months)
    classes = []
    for found in _CLASSES.finditer(text):
        numbers = [_number(n) for n in found.groups()[1:] if n is not None]
        if numbers[0] <= numbers[-1] <= 10:
            classes += [0, *numbers] if found["until"] else numbers
            text = blank(text, found)
    if classes:
        age = age or (min(classes) + 6, max(classes) + 7)
    for begin, pattern, word_age in _AGE_WORDS:
        if begin in text and (named := pattern.search(text)):
            age = age or word_age
            text = blank(text, named)
    if _TENS.search(text) and (grown := _GROWN.search(text)):
        years = int(grown[1] or grown[2])
        age = age or ((years, years) if years > GROWN else None)
        text = blank(text, grown)
    return age, text


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
    rf"|hver nat\b|(?:{_HAPPENED})(?:i weekenden|(?:man|tirs|ons|tors|fre|lør|søn)dag(?: (?:nat|aften|morgen))?)\b)"
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


_FREE = re.compile(
    r"\bfree\b(?: of charge)?(?! ?time)|\bgratis\w*\b|\bvederlagsfri\w*"
    r"|\bkost\w* (?:\w+ )?(?:ikke|intet)(?: noget| penge)?|\bikke (?:må )?kost\w*\b(?: noget| penge)?(?! for | mere )"
    r"|\b(?:uden|intet|slipper? for) (?:kontingent|gebyr|egenbetaling|brugerbetaling)\w*"
    r"|\b(?:uden|(?<!kan )(?<!kunne )ikke) (?:at |skal |at skulle )?betal(?!er|t)\w*|\bman ikke betaler|\b0 kr\w*"
)  # who cannot pay, or does not, says no price


_NOT_FREE = re.compile(  # it may cost something
    r"\b(?:ikke|behøver \w+ (?:at )?være) (?:\w+ ){0,2}gratis\w*|\bgratis eller (?:\w+ )?billig\w*"
)
_PRICE = re.compile(
    r"\b((?:(?:ikke|højst|maks\w*|max|under|over|mere end|billigere end|op til|råd til|kost\w*|må) )+)"
    r"(\d[\d.]{0,6}) ?kr(?:oner)?\b(?:\.? (?:om|pr\.?|per) (?:år\w*|måned\w*|gang\w*))?"
)
_LIMIT = re.compile(r"ikke|højst|ma[kx]|under|billigere|op til|råd til|må")  # "over 200 kr.", "koster 200 kr.": none


def read_price(text: str) -> tuple[int | None, str]:
    """What it may cost at most, in kroner; 0: it must be free of charge."""
    limit = None
    for found in _PRICE.finditer(text) if "kr" in text else ():
        limit = int(found[2].replace(".", "")) if _LIMIT.search(found[1]) else limit
        text = blank(text, found)
    if dear := _NOT_FREE.search(text):
        return limit, blank(text, dear)
    if free := _FREE.search(text):
        return 0, blank(text, free)
    return limit, text

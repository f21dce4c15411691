"""Finds Danish CPR numbers in a text, in every spelling, without mistaking other numbers for them.

A CPR number is ten digits that begin with a valid date, ddmmyy, or with a date that has 60 added to its day.
Modulus 11 decides nothing: numbers given out since 2007 may fail it. People also write the whole date, leave out a
zero, or hide the last four behind letters. Why the rules are as they are, and how often each kind of look-alike is
refused: docs/decisions/0002-cpr-gate.md.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

CPR_IN_FIELD = "Her ser ud til at stå et CPR-nummer. Slet nummeret, og send igen uden det."
CPR_IN_MESSAGE = (
    "Din besked ser ud til at indeholde et CPR-nummer. Slet beskeden her i chatten nu. "
    "Vejviser har hverken gemt den eller sendt den videre. Stil gerne spørgsmålet igen uden nummeret."
)
QUESTIONS = "Dine spørgsmål gemmer jeg ikke. Finder jeg intet svar, noterer jeg kun sted, aldersgruppe og emne."
CARE = "Skriv aldrig CPR-numre eller noget om et bestemt barn. Ved livsfare: ring 112."

_DIGIT = re.compile(r"[\d²³¹⁰-₉①-⓿❶-➓🄀-🄊]")  # not all are digits: this only spares most texts the rest
_FEWEST = 7  # of them in a spelling of a number; fewer only where five stand together, before what hides the rest
_TOGETHER = re.compile(r"\d{5}")
_WIDEST = 12  # characters between its parts
_PHONE = r"[2-9]\d\ \d\d\ \d\d\ \d\d"  # no Danish number begins with 0 or 1
_SHORT = r"\d\d[-/.]\d\d[-/.]\d\d"
_DATE = rf"(?<!\d[-/.])(?:{_SHORT}\ ?-\ ?)?{_SHORT}"  # 12.05.15, or the second date of a range
_HOUR = r"(?:[01]\d|2[0-4])"
_PLACE = "(?:kbh|københavn|frederiksberg|valby|vanløse|brønshøj|nordhavn|kastrup|hvidovre|rødovre|søborg)"

_NAMES = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTHS = {name: f"{n:02}" for n, name in enumerate(_NAMES, 1)}
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_TIME = r"(?:[01]\d|2[0-3])(?:00|15|30|45)"
# Four digits that are a year, a quarter of an hour, a range, a postal code or a price:
_OTHER = rf"(?:(?:19|20)\d\d(?!\d)|{_TIME}(?!\d)|\d{{4}}(?:-\d|,?\ ?(?:{_PLACE}|kr|[nsvøk]v?(?!\w))))"
_NO_MORE = r"(?!\d|[-./]\d)"
# The last four behind a whole date:
_LAST = rf"(?:\ ?-\ ?(?!(?:19|20)\d\d(?!\d))|[.,]?[ \n](?!{_OTHER})|[.,])\d{{4}}{_NO_MORE}"
_CENTURY = "(?:18|19|20)"
_D, _M, _Y = r"(?P<d>\d\d)", r"(?P<m>\d\d)", r"(?P<y>\d\d)"
_DAY, _MON = r"(?P<d>\d\d?)", rf"(?P<m>\d\d?|{_MONTH})"
_LABEL = r"(?:cpr(?:-?(?:nr|nummer))?|(?:person|\bp)-?(?:nr|nummer))\.?[: ]{0,3}(?:er )?"
_BORN = tuple(  # a day, month and year that are not ddmmyy, or something else than the last four behind them:
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?<!\d[-./]){_DAY}[-./ ]{{1,2}}{_MON}[-./ ]{{1,2}}{_CENTURY}{_Y}{_LAST}",  # 7. maj 2012-1234
        rf"(?<!\d){_D}{_M}{_CENTURY}{_Y}(?:\d{{4}}(?!\d)|{_LAST})",  # 07052012 1234
        rf"(?<!\d){_CENTURY}{_Y}(?P<mark>[-./ ]?){_M}(?P=mark){_D}(?:\d{{4}}(?!\d)|{_LAST})",  # 2012-05-07-1234
        rf"(?<!\d)(?<!\d[-./,]){_DAY}[-./,](?P<m>\d\d?)[-./,]{_Y}-\d{{4}}{_NO_MORE}",  # 7/5-12-1234
        rf"(?<![\d-])(?P<d>[1-9]){_M}{_Y}-\d{{4}}{_NO_MORE}",  # 70512-1234
        rf"^\s*(?P<d>[1-9]){_M}{_Y}\d{{4}}\s*$",  # a table's cell from which the zero is gone
        rf"(?<!\d){_D}{_M}{_Y} ?- ?(?=\d{{0,3}}[a-z*])[\da-z*]{{4}}(?![\w*])",  # 070512-xxxx, 070512-1ab4
        rf"{_LABEL}(?!10\d{{8}}){_DAY}{_M}{_Y}(?:\d{{4}})?(?!\d)",  # cpr: 070512
    )
)
_ZERO = re.compile(r"(?<=\d)o(?=[\do-])|(?<![^\W_])o(?=\d{4})")  # the letter, among digits
_TAG = re.compile(r"<[^<>]{1,60}>")

# Numbers whose shape or neighbour says what they are. Nobody spells a CPR number in these ways.
_LOOK_ALIKE = re.compile(
    rf"""
    (?<!\d)(?:
      (?<=\+)45[ -]?[2-9](?:[ -]?\d){{7}}(?!\d)                # phone: +45 20 12 20 15
    | (?:{_PHONE}\ ){{0,9}}{_PHONE}(?!\d|\ \d\d(?!\d))              # phones: 20 12 20 15 33 17 33 33
    | (?:19|20)\d\d([-/.])\d\d\1\d\d(?!\d|\1\d)                # date: 2012-05-12
    | (?<!\d[-/.])\d\d?([-/.])\ ?\d\d?\2\ ?(?:19|20)\d\d(?!\d|\2\d)  # date: 12.05.2015; not 14-12-50-2089
    | {_DATE},?\ {_HOUR}(?::[0-5]\d|\.[0-5][05]|-{_HOUR})(?!\d)  # date and hour: 12.05.15 16.30
    | {_DATE}[,:]?[ \n]\d{{4}},?\ ?(?:{_PLACE}|kr)             # date, then 2200 København or 1200 kr.
    | (?!19|20)\d{{4}}-\d{{10}}(?!\d)                          # account: 1234-0101901234
    )
    | (?<![^\W\d_])(?<!nem[- ])konto(?:nr|nummer)?[.: ]{{0,3}}   # these say what they are
      (?:\d{{4}}[ -])?\d{{7,10}}(?!\d|[-./ ]\d)
    | (?<![^\W\d_])p-(?:nr|nummer|enhed)[.: ]{{0,3}}10\d{{8}}(?!\d|[-./ ]\d)  # an establishment's begins with 10
    """,
    re.VERBOSE,
)

_RUN = re.compile(r"\d+")
_BLANK = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_LAST_FOUR = re.compile(r"\W*(\d{4})(?!\d)")
_MARKS = re.compile(r"\W+$")
_NO_ZERO = re.compile(r"\s*\d{5}\s*")  # a date that a spreadsheet took for a number
_ENDS = 30  # characters of neighbouring texts that are read together
_TIGHT = re.compile(r"[-./ \n]+")  # what may stand anywhere inside a number


def fields_with_cpr(fields: Mapping[str, str]) -> list[str]:
    """The names of those that hold a CPR number, or the last four of one that ends the text before."""
    found = [name for name, text in fields.items() if contains_cpr(text)]
    for (_, before), (name, text) in pairwise(fields.items()):
        told = _LETTER.search(before + text)  # a status has figures one after the other
        if told and name not in found and goes_on(before, text):
            found.append(name)
    return found


def goes_on(before: str, text: str) -> bool:
    """Whether the text begins with the last four of a CPR number whose date ends the text before."""
    four = _LAST_FOUR.match(text)
    if four is None:
        return False
    date = before.strip().zfill(6) if _NO_ZERO.fullmatch(before) else _MARKS.sub("", before[-_ENDS:])
    return contains_cpr(f"{date}\n{text[four.start(1) :][:_ENDS]}")


def contains_cpr(text: str) -> bool:
    """Whether the text holds something that reads as a CPR number. Linear in the text's length."""
    if len(_DIGIT.findall(text)) < _FEWEST and not _TOGETHER.search(text):
        return False
    plain = _plain(text)
    if any(_is_date(*date) for date in _dates(plain)):
        return True
    return _has_number(_LOOK_ALIKE.sub("x", plain))


def _dates(plain: str) -> Iterator[tuple[str, str, str]]:
    """Day, month and year of what is a CPR number if that is a date."""
    for found in (one for pattern in _BORN for one in pattern.finditer(plain)):
        yield found["d"].zfill(2), _MONTHS.get(found["m"][:3], found["m"].zfill(2)), found["y"]


class _Spelling(dict[int, str]):
    """For str.translate: any digit as 0-9, dash as -, break as a line break; the invisible as nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = _spell(chr(code))
        return plain


def _spell(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if char in "\n\v\f\x85\u2028\u2029":
        return "\n"
    if char in "\t\r" or category == "Zs":
        return " "
    if category in ("Pd", "Pc") or char in "−⁃˗~":
        return "-"
    if char in "·•∙‧⋅":
        return "."
    if char in "⁄∕\\":
        return "/"
    blank = category in ("Cf", "Cc", "Mn", "Me") or char in "\u115f\u1160"  # the last two: letters of no width
    return "" if blank else char.lower()


_SPELLING = _Spelling()


def _plain(text: str) -> str:
    if "%" in text or "&" in text or "<" in text:
        text = _TAG.sub(" ", unescape(unquote(text)))
    plain = unicodedata.normalize("NFKC", text).translate(_SPELLING)
    return _ZERO.sub("0", _EMPTY_LINES.sub("\n\n", _BREAK.sub("\n", _BLANK.sub(" ", plain))))


def _is_date(day: str, month: str, year: str) -> bool:
    """Whether there is such a date in any century, with or without 60 added to the day."""
    days = 29 if month == "02" and int(year) % 4 == 0 else _DAYS.get(month, 0)
    return 1 <= int(day) <= days or 61 <= int(day) <= days + 60


_DAYS = {"01": 31, "02": 28, "03": 31, "04": 30, "05": 31, "06": 30} | {
    "07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31
}  # fmt: skip


def _has_number(plain: str) -> bool:
    """Tries every row of whole runs of digits that has ten digits in all."""
    runs = list(_RUN.finditer(plain))
    groups = [run.group() for run in runs]
    gaps = [plain[a.end() : b.start()] if b.start() - a.end() <= _WIDEST else "x" for a, b in pairwise(runs)]
    for first in range(len(groups)):
        length, last = 0, first
        while length < 10 and last < len(groups):
            length += len(groups[last])
            last += 1
        if length != 10:
            continue
        digits = "".join(groups[first:last])
        if _is_date(digits[:2], digits[2:4], digits[4:6]):
            before = gaps[first - 1] if first else ""
            after = gaps[last - 1] if last < len(groups) else ""
            if _is_spelling(groups[first:last], gaps[first : last - 1], (before, after)):
                return True
    return False


def _is_spelling(groups: Sequence[str], gaps: Sequence[str], around: tuple[str, str]) -> bool:
    """Whether somebody would write one number as these ten digits, in groups with these gaps between them.

    0101901234, 010190-1234 and 01 01 90 1234 are numbers wherever they stand; other groupings only when they
    are not part of a longer row of the same kind.
    """
    sizes = [len(group) for group in groups]
    if sizes == [10]:
        return True
    tight = all(_TIGHT.fullmatch(gap) for gap in gaps[:-1])
    if sizes in ([6, 4], [2, 2, 2, 4]):
        return tight and not _WORD.search(gaps[-1])
    if not tight or not _TIGHT.fullmatch(gaps[-1]) or any(gap in gaps for gap in around):
        return False
    if sizes == [1] * 10:
        return True
    if all(int(after) - int(before) == 1 for before, after in pairwise(groups)):
        return False  # weeks 10 11 12 13 14
    cuts = [sum(sizes[: i + 1]) for i in range(len(gaps))]
    marked = {cut for cut, gap in zip(cuts, gaps, strict=True) if gap.strip()}
    if not marked:  # "20122015 10" is a phone number and something else
        return sizes != [8, 2] or groups[0][0] in "01" or gaps[0] != " "
    if any(cut % 2 for cut in marked) or (4 in marked and groups[0][:2] in ("19", "20") and sizes[0] == 4):
        return False  # 1/1-05 – 31/12-05; the journal number 2012-051234
    return 6 in cuts or cuts in ([4], [2, 4])

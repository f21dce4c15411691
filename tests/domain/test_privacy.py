"""CPR numbers are caught in every spelling, and look-alikes are not."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.privacy import CPR_IN_FIELD, CPR_IN_MESSAGE, contains_cpr

DATA = Path(__file__).parents[2] / "data" / "koebenhavn"
ALPHABETS = [
    "0123456789",
    "０１２３４５６７８９",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "⓪①②③④⑤⑥⑦⑧⑨",
]
MARKS = [*list("-./_‐‑‒–—−﹣－⁄"), " ", "\xa0", "\u2009", "\t", "\n", "\r\n", "\u2028"]
INVISIBLE = ["", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\ufe0f"]
GLUE = [
    "",
    " ",
    "cpr",
    "CPR: ",
    "født ",
    "ø",
    "(",
    "\n",
    "*",
    "`",
    "\u200b",
    "»",
    "cpr-nr.",
    "Han er 12 år og ",
]
CUTS = [(), (6,), (2, 4), (2, 4, 6), (4,), (4, 6), (2, 4, 6, 8), (6, 8), tuple(range(1, 10))]


@st.composite
def dates(draw: st.DrawFn) -> str:
    born = draw(st.dates())
    return f"{born.day + draw(st.sampled_from([0, 60])):02}{born:%m}{born.year % 100:02}"


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A CPR number in any spelling, marked alike at each cut, or otherwise before the last four."""
    digits = draw(dates()) + f"{draw(st.integers(0, 9999)):04}"
    cuts = draw(st.sampled_from(CUTS))
    mark = draw(st.sampled_from(MARKS))
    other = draw(st.sampled_from([mark, "-", " - ", "\n", "  "]))
    if cuts == (4,) and digits[:2] in ("19", "20"):
        mark = " "  # 2012-051234 is a journal number
    if {4, 6} <= set(cuts) and cuts[0] == 4 and digits[:2] in ("19", "20"):
        mark = other = " "
    if cuts == (2, 4, 6, 8):
        other = mark  # 12.05.15 16.30 is a time
    spelling = draw(st.sampled_from(ALPHABETS))
    hidden = draw(st.sampled_from(INVISIBLE))
    parts = [
        (other if at == 6 else mark if at in cuts else "") * (at in cuts) + hidden + spelling[int(digit)]
        for at, digit in enumerate(digits)
    ]
    return "".join(parts)


@given(
    numbers(), st.sampled_from(GLUE), st.sampled_from(["", " ", ".", "x", "å", ")", "\n", " er hans nummer"])
)
@example("010190 (1234)", "", "")
@example("12.05.2015-1234", "født ", "")
@example("0️⃣1️⃣0️⃣1️⃣9️⃣0️⃣1️⃣2️⃣3️⃣4️⃣", "", "")
@example("010190, 1234", "", "")
@example("010190 -\r\n   1234", "", "")
@example("290200-1234", "", "")
@example("010 190 1234", "", "")
@example("01019\n01234", "", "")
@example("*010190*-*1234*", "", "")
def test_a_cpr_number_is_caught_in_every_spelling(number: str, before: str, after: str) -> None:
    assert contains_cpr(before + number + after)


SERIALS = st.integers(0, 9999).map("{:04}".format).filter(lambda last: last[:2] not in ("19", "20"))
NO_TIMES = SERIALS.filter(lambda last: not (last[:2] < "24" and last[2:] in ("00", "15", "30", "45")))
BORN = st.dates(date(1900, 1, 1), date(2026, 1, 1))
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905


@given(BORN, SERIALS)
def test_a_whole_date_and_the_last_four_are_caught(born: date, last: str) -> None:
    month = MONTHS[born.month - 1]
    for number in (
        f"{born:%d.%m.%Y}-{last}",
        f"{born:%d.%m.%Y} - {last}",
        f"{born.day}/{born.month} {born.year}-{last}",
        f"{born.day}. {month} {born.year}-{last}",
        f"den {born.day}. {month[:3]}. {born.year} - {last}",
        f"{born:%Y-%m-%d}-{last}",
        f"{born:%Y%m%d}-{last}",
        f"{born:%d%m%Y}{last}",
        f"{born.day}/{born.month}-{born:%y}-{last}",
        f"{born:%d,%m,%y}-{last}",
    ):
        assert contains_cpr(f"Hendes nummer er {number}, tak"), number


@given(BORN, NO_TIMES)
def test_a_blank_before_the_last_four_hides_nothing_that_is_no_hour(born: date, last: str) -> None:
    for number in (
        f"{born:%d.%m.%Y} {last}",
        f"{born.day}. {MONTHS[born.month - 1]} {born.year} {last}",
        f"{born:%Y-%m-%d} {last}",
        f"{born:%d%m%Y} {last}",
    ):
        assert contains_cpr(f"Hendes nummer er {number}."), number


@pytest.mark.parametrize(
    "text",
    [
        "70512-1234",  # a table has eaten the zero
        "705121234",
        "cpr 705121234",
        "O70512-1234",  # the letter
        "07o512-1234",
        "070512-XXXX skal have en kontaktperson",  # the last four hidden
        "070512-****",
        "070512-1AB4 er tilmeldt",  # for who has no number yet
        "CPR: 070512",
        "cpr 070512, sidste fire 1234",
        "personnr. 070512",
        "p-nummer: 0705121234",  # an establishment's begins with 10
        "Nem-konto: 0705121234",
        "Nem konto 0705121234",
        "070512&nbsp;1234",
        "070512<br>1234",
        "https://sag.example.dk/070512%2D1234",
        "070512........1234",
        "07051\u31642-1234",
    ],
)
def test_what_people_and_programs_do_to_a_number_hides_nothing(text: str) -> None:
    assert contains_cpr(text)


@given(dates(), st.integers(0, 9999))
def test_modulus_11_decides_nothing(date: str, serial: int) -> None:
    assert contains_cpr(f"{date}-{serial:04}")


@given(st.lists(numbers(), min_size=2, max_size=4), st.sampled_from(["\n\n", " og ", ", ", "; "]))
def test_one_among_several_is_caught(found: list[str], between: str) -> None:
    assert contains_cpr(between.join(found))


@given(
    st.sampled_from(["1. ", "12, ", "tlf. 33 17 33 33, ", "2200 ", "12.05.2015: ", "nr 7 "]),
    dates(),
    st.booleans(),
)
def test_other_numbers_before_it_hide_nothing(before: str, date: str, hyphen: bool) -> None:
    assert contains_cpr(f"{before}{date}{'-' if hyphen else ''}1234, 14 år")


@pytest.mark.parametrize(
    "text",
    [
        "journal 010190-1234",  # patients' journals are kept by CPR number
        "nemkonto 0101901234",
        "https://sag.example.dk/borger/0101901234",
        "konto 010190-1234",
        "1. 010190-1234\n2. 020290-1235",
        "010190 1234 020290 1235",
    ],
)
def test_doubt_is_refused(text: str) -> None:
    assert contains_cpr(text)


@pytest.mark.parametrize(
    "digits", ["3201901234", "0013901234", "3002901234", "2902011234", "9213991234", "0000001234"]
)
def test_ten_digits_without_a_date_pass(digits: str) -> None:
    assert not contains_cpr(digits)


PHONES = st.integers(20_000_000, 99_999_999).map(str)
SPACED = PHONES.map(lambda n: f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:]}")
FULL_DATES = st.dates().map(lambda d: f"{d:%d.%m.}{2000 + d.year % 100}")
SHORT_DATES = st.dates().map(lambda d: f"{d:%d.%m.}{d.year % 100:02}")
LOOK_ALIKES = {
    "a phone number": st.one_of(PHONES, SPACED).map(lambda n: f"Ring {n}"),
    "a phone number with +45": st.one_of(PHONES, SPACED).map(lambda n: f"+45 {n}"),
    "several phone numbers": st.tuples(
        st.lists(SPACED, min_size=2, max_size=4), st.sampled_from([" ", ", ", " / ", "\n", " – "])
    ).map(lambda p: p[1].join(p[0])),
    "several compact phone numbers": st.lists(PHONES, min_size=2, max_size=4).map(" ".join),
    "a phone number and an address": SPACED.map(lambda n: f"{n}, 2200 København N"),
    "a CVR number": PHONES.map(lambda n: f"CVR-nr. {n}"),
    "an EAN number": st.integers(0, 10**10 - 1).map(lambda n: f"EAN 579{n:010}"),
    "an account number": st.tuples(
        st.integers(400, 9999), st.integers(0, 10**10 - 1), st.integers(7, 10)
    ).map(lambda a: f"reg. {a[0]:04} konto {str(a[1]).zfill(10)[-a[2] :]}"),
    "a journal number": st.tuples(st.integers(2000, 2030), st.integers(0, 10**7 - 1)).map(
        lambda j: f"{j[0]}-{j[1]:07}"
    ),
    "a short journal number": st.tuples(st.integers(0, 30), st.integers(0, 10**6 - 1)).map(
        lambda j: f"{j[0]:02}/{j[1]:06}"
    ),
    "a range of dates": st.tuples(FULL_DATES, st.sampled_from(["-", "–", " - ", " til "]), FULL_DATES).map(
        "".join
    ),
    "a range of short dates": st.tuples(SHORT_DATES, st.sampled_from(["-", "–", " – "]), SHORT_DATES).map(
        "".join
    ),
    "a range of compact dates": st.tuples(dates(), dates()).map("-".join),
    "a date and a time": st.tuples(SHORT_DATES, st.integers(0, 23), st.integers(0, 11)).map(
        lambda t: f"{t[0]} {t[1]:02}.{t[2] * 5:02}"
    ),
    "a date, postal code and city": SHORT_DATES.map(lambda d: f"{d}, 2200 København N"),
    "a date and a price": SHORT_DATES.map(lambda d: f"{d}: 1200 kr."),
    "a price": st.integers(1, 10**9).map(lambda n: f"{n:,} kr.".replace(",", ".")),
    "an ISO time": st.datetimes().map(lambda d: f"{2000 + d.year % 100}-{d:%m-%d %H:%M}"),
}


@pytest.mark.parametrize("kind", LOOK_ALIKES)
@given(data=st.data())
def test_look_alikes_pass(kind: str, data: st.DataObject) -> None:
    assert not contains_cpr(data.draw(LOOK_ALIKES[kind]))


@pytest.mark.parametrize(
    "text",
    [
        "Åbent 10-12, 13-15 og 16-18",
        "man 10-12 13-15 16-18",
        "10, 11, 12, 13, 14 år",
        "0. 1. 2. 3. 4. 5. 6. 7. 8. 9. klasse",
        "1/1-05 – 31/12-05",
        "kontonr. 1234-0101901234",
        "P-nr. 1003388394",
        "ISBN 978-87-02-01234-5",
        "55.676098, 12.568337",
        "https://www.kk.dk/2012/05/12/1234/artikel-123456",
        "2100, 2200, 2300 og 2400",
        "01.08.2015-2019",
        "12.05.2026 1630",
        "den 12. maj 2026 1400",
        "12.05.2026 2400 NV",
        "10-11-2025 1600-1800 fællesspisning",
        "3. maj 2026, 1200 kr.",
        "Ugerne 10 11 12 13 14 er lukkede.",
        "",
    ],
)
def test_ordinary_numbers_pass(text: str) -> None:
    assert not contains_cpr(text)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        return [
            text for one in (value.values() if isinstance(value, dict) else value) for text in _texts(one)
        ]
    return [str(value)]


def test_the_directory_itself_raises_no_alarm() -> None:
    rows = [json.loads(line) for line in (DATA / "offers.jsonl").read_text().splitlines()]
    assert len(rows) > 100
    assert [
        text for row in rows for text in [*_texts(row), " ".join(_texts(row))] if contains_cpr(text)
    ] == []
    assert not contains_cpr((DATA / "organisation.toml").read_text())


@pytest.mark.parametrize(
    "unit", ["0", "01", "1 ", "12 ", "20 12 20 15 ", "12.05.15-", "01.01.2015-", "+45 2", "010190", "1-", "konto 12"]
)
def test_work_grows_no_faster_than_the_text(unit: str) -> None:
    """A regular expression that tries everything would not come back from this."""
    contains_cpr(unit * (200_000 // len(unit)))


def test_the_messages_say_what_to_do_and_repeat_nothing() -> None:
    assert "Slet" in CPR_IN_FIELD
    assert "Slet beskeden" in CPR_IN_MESSAGE
    assert "hverken gemt" in CPR_IN_MESSAGE

"""Counts false alarms per kind of look-alike, misses per kind of spelling, and microseconds per text.

.venv/bin/python -m bench.privacy [NUMBER PER KIND]
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from bot.domain.privacy import contains_cpr

OFFERS = Path(__file__).parents[1] / "data" / "koebenhavn" / "offers.jsonl"
dice = Random(2)
Maker = Callable[[], str]


def digits(count: int) -> str:
    """Random digits."""
    return "".join(dice.choices("0123456789", k=count))


def day(shape: str = "%d.%m.%Y") -> str:
    """A date from 2000 to 2030."""
    return (date(2000, 1, 1) + timedelta(dice.randrange(31 * 365))).strftime(shape)


def phone(spaced: bool = True) -> str:
    """A Danish phone number."""
    number = dice.choice("23456789") + digits(7)
    return " ".join(number[i : i + 2] for i in range(0, 8, 2)) if spaced else number


def cpr() -> str:
    """Ten digits of a CPR number; one in ten has 60 added to the day."""
    born = date(1920, 1, 1) + timedelta(dice.randrange(106 * 365))
    return f"{born.day + 60 * (dice.random() < 0.1):02}{born:%m%y}{digits(4)}"


def cut(*sizes: int, mark: str = " ", last: str | None = None) -> str:
    """A CPR number in groups of these sizes, with `last` before the last group."""
    number, parts = cpr(), list[str]()
    for size in sizes:
        parts, number = [*parts, number[:size]], number[size:]
    start, end = mark.join(parts[:-1]), parts[-1]
    return start + (mark if last is None else last) + end if start else end


LOOK_ALIKES: dict[str, Maker] = {
    "phone, compact": lambda: phone(False),
    "phone, in pairs": phone,
    "phone, +45": lambda: "+45 " + phone(dice.random() < 0.5),
    "phones, two to four, spaces between": lambda: " ".join(phone() for _ in range(dice.randint(2, 4))),
    "phones, two to four, other marks": lambda: dice.choice([", ", " / ", "\n", " – "]).join(
        phone(dice.random() < 0.5) for _ in range(dice.randint(2, 4))
    ),
    "phone and address": lambda: f"{phone()}, 2200 København N",
    "phone, then opening hours": lambda: f"{phone()}, 10-12 og 14-16",
    "phone, then hours with a mere space": lambda: f"{phone()} 10-12",
    "compact phone, then hours on the next line": lambda: f"{phone(False)}\n10-12",
    "CVR": lambda: f"CVR {digits(8)}",
    "P-number, named": lambda: f"P-nr. 10{digits(8)}",
    "EAN": lambda: "5798" + digits(9),
    "account, named (reg., konto)": lambda: f"reg. {digits(4)} konto {digits(dice.randint(7, 10))}",
    "account, 1234-1234567890": lambda: f"{dice.choice('3456789')}{digits(3)}-{digits(10)}",
    "account, 4 + 7 to 9 digits": lambda: f"{digits(4)} {digits(dice.randint(7, 9))}",
    "account, 4 + 10 digits, nothing said": lambda: f"{digits(4)} {digits(10)}",
    "journal, 2020-0123456": lambda: f"{day('%Y')}-{digits(7)}",
    "journal, 21/012345": lambda: f"{day('%y')}/{digits(6)}",
    "journal, 2012-051234": lambda: f"{day('%Y')}-{digits(6)}",
    "date": day,
    "range of dates, 12.05.2015–13.05.2015": lambda: f"{day()}–{day()}",
    "range of dates, 010120-311220": lambda: f"{day('%d%m%y')}-{day('%d%m%y')}",
    "range of dates, 12.05.15 - 13.05.15": lambda: f"{day('%d.%m.%y')} - {day('%d.%m.%y')}",
    "date and time": lambda: f"{day('%d.%m.%y')} {dice.randrange(24):02}.{dice.choice(['00', '15', '30', '45'])}",
    "range of dates and time": lambda: f"{day('%d.%m.%y')}-{day('%d.%m.%y')} 16.30",
    "date and hours": lambda: f"{day('%d.%m.%y')} 16-18",
    "date and place": lambda: f"{day('%d.%m.%y')}, 2{digits(3)} København",
    "date, then an hour without a mark": lambda: f"{day()} {dice.randrange(24):02}{dice.choice(['00', '15', '30'])}",
    "weeks after each other": lambda: " ".join(map(str, range(40)[dice.randrange(10, 35) :][:5])),
    "five digits and four": lambda: f"{dice.randint(1, 9)}{digits(4)}-{digits(4)}",
    "nine digits and a word": lambda: f"nr. {dice.randint(1, 9)}{digits(8)}",
    "compact date, then four digits": lambda: f"{day('%d%m%y')} {digits(4)}",
    "postal codes": lambda: ", ".join(f"2{digits(3)}" for _ in range(4)),
    "opening hours": lambda: " ".join(f"{dice.randrange(8, 13):02}-{dice.randrange(13, 22)}" for _ in range(4)),
    "price": lambda: f"{int(digits(9)):,} kr.".replace(",", "."),
    "page, with a number of up to 9 or from 11 digits": lambda: (
        f"https://example.dk/tilbud/{digits(dice.choice([4, 6, 8, 9, 11, 13, 16]))}?side={digits(2)}"
    ),
    "page, with a number of 10 digits": lambda: f"https://example.dk/tilbud/{digits(10)}",
    "any ten digits": lambda: digits(10),
}
SPELLINGS: dict[str, Maker] = {
    "0101901234": lambda: cut(10),
    "010190-1234, any mark": lambda: cut(6, 4, mark=dice.choice([*"-–—./_ \n\u00a0,;:|", " - ", "\r\n", " ("])),
    "01 01 90 1234, any marks": lambda: cut(
        2, 2, 2, 4, mark=dice.choice("-./ "), last=dice.choice([*"-./ \n", " - "])
    ),
    "01 01 90 12 34": lambda: cut(2, 2, 2, 2, 2),
    "0 1 0 1 9 0 1 2 3 4, any mark": lambda: cut(*[1] * 10, mark=dice.choice("-./ \n")),
    "split anywhere by a line break": lambda: cut(dice.randint(1, 9), 10, mark="\n"),
    "0101 90 1234, 010 190 1234, 0101 9012 34": lambda: cut(*dice.choice([(4, 2, 4), (3, 3, 4), (4, 4, 2)])),
    "12.05.2015-1234": lambda: f"{day()}-{dice.choice('03456789')}{digits(3)}",
    "12.05.2015 1234": lambda: f"{day()} {dice.choice('03456789')}{digits(3)}",
    "2015-05-12-1234": lambda: f"{day('%Y-%m-%d')}-{dice.choice('03456789')}{digits(3)}",
    "12. maj 2015-1234": lambda: f"{dice.randint(1, 28)}. maj 2015-{dice.choice('03456789')}{digits(3)}",
    "1/5-15-1234": lambda: f"{dice.randint(1, 9)}/{dice.randint(1, 12)}-15-{digits(4)}",
    "without its zero, 10590-1234": lambda: f"{dice.randint(1, 9)}{day('%m%y')}-{digits(4)}",
    "the last four hidden": lambda: f"{cpr()[:6]}-{dice.choice(['xxxx', '****', '1AB4'])}",
    "with letters glued on": lambda: f"cpr{cpr()}x",
    "full-width digits": lambda: cpr().translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "zero-width characters inside": lambda: "\u200b".join(cpr()),
}


def table(title: str, kinds: dict[str, Maker], count: int, wrong: bool) -> Iterator[str]:
    """A Markdown table: per kind how many of `count` texts were answered with `wrong`."""
    yield f"| {title} | of {count} |\n| --- | ---: |"
    for kind, make in kinds.items():
        errors = sum(contains_cpr(make()) is wrong for _ in range(count))
        yield f"| {kind} | {errors} ({errors / count:.1%}) |"


def main(count: int) -> None:
    """Print the tables."""
    print(*table("false alarms", LOOK_ALIKES, count, wrong=True), sep="\n")
    texts = [str(v) for line in OFFERS.read_text("utf-8").splitlines() for v in json.loads(line).values()]
    began = time.perf_counter()
    alarms = sum(map(contains_cpr, texts))
    spent = time.perf_counter() - began
    print(f"| the directory's own {len(texts)} texts | {alarms} |\n")
    print(*table("misses", SPELLINGS, count, wrong=False), sep="\n")
    print(f"\n{spent / len(texts) * 1e6:.2f} µs per text of the directory, on average")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

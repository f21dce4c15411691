"""What was understood of a question, and what was found: values that cards, buttons and gaps are made from."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from bot.domain.offers import AUDIENCES, KINDS, WEEKDAYS, Kind, Weekday

_LIMITS = {
    "areas": 250,
    "topics": 330,
    "excluded": 120,
    "avoided": 120,
    "names": 230,
    "acute": 120,
    "hints": 330,
}  # characters in a button
OFFER = "@"  # before the id of an offer that must not be
UNKNOWN = 6  # this much missing, and a question without a topic is about something the directory does not have
ASIDE = 10  # more than so many tenths of a point, and a question may ask for something else than an offer
NOTHING = 5  # ninths from which on it is more likely than not that it asks for nothing on offer
_HEARD = {"missing", "aside", "hints", "gist", "nothing", "loud", "length"}
_SAYS_NOTHING = _HEARD | {"street", "open_now", "start", "end"}
_EMPTY = (None, (), False, 0, "")
_WORD = re.compile(r"[^\s,\x00-\x1f]{1,120}")


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as facets. Everything here is the directory's own words and ids, never the asker's.

    - `areas`: ids asked for ("ved Klub Borup" gives its areas), and `avoided` ("bare ikke på Østerbro");
    - `age`: whole years, both ends included, 99 = no upper end;
    - `audience`: piger, drenge, forældre, …, "alle" = not for one gender only, and `only`: for nobody else;
    - `weekdays`: when, a filter; `start`, `end`: local time, a filter beside weekdays, else a wish; `open_now`: the
      weekday and time were today's; `free`; `price`: kroner that it may cost at most; `kind`;
    - `topics`: stems of the directory's vocabulary, "stem+stem" for a compound, "#name" for a concept of
      data/concepts/; `excluded`: topics that must not be what the offer is about, or "@id", an offer;
    - `needs`: keys of the concepts that the words speak of, each with how likely it is in ninths, the likeliest
      first, and `outright`: the first was said in a word of its own, not in a roundabout way;
    - `hints`: keys of more concepts that single words speak for, in ninths of the loudest, and `gist`: where the
      whole points (`gist.py`): they order the answer;
    - `nothing`: how likely (ninths) it asks for nothing that could be on offer; `length`: words that say something;
    - `names`: ids of offers that were named; `acute`: keys of acute worries (data/acute.toml);
    - `elsewhere`: a town outside the directory was named, so there is no answer;
    - `street`: a street was named that nobody in the directory is known to be in, and no other place;
    - `missing`: how much of the question is in no vocabulary (10 = a whole word);
    - `aside`: how much it sounds like asking for something else than an offer, in tenths of a point.
    """

    areas: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()
    age: tuple[int, int] | None = None
    audience: str | None = None
    only: bool = False
    weekdays: tuple[Weekday, ...] = ()
    start: time | None = None
    end: time | None = None
    open_now: bool = False
    free: bool = False
    price: int | None = None
    kind: Kind | None = None
    topics: tuple[str, ...] = ()
    needs: tuple[tuple[str, int], ...] = ()
    hints: tuple[tuple[str, int], ...] = ()
    gist: str = ""
    nothing: int = 0
    loud: int = 0
    length: int = 0
    outright: bool = False
    excluded: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    acute: tuple[str, ...] = ()
    elsewhere: bool = False
    street: bool = False
    missing: int = 0
    aside: int = 0

    def facets(self) -> dict[str, str]:
        """As small plain text values for a button: `Understood.from_facets(u.facets()) == u`."""
        return {f.name: _WRITE[f.name](value) for f in fields(self) if (value := getattr(self, f.name)) not in _EMPTY}

    @staticmethod
    def from_facets(facets: Mapping[str, str]) -> "Understood":
        """What a button carried; raises ValueError for values that no button of ours carries."""
        if not facets.keys() <= _READ.keys():
            raise ValueError("unknown facet")
        return Understood(**{name: _READ[name](text) for name, text in facets.items()})


_TELLING = [field.name for field in fields(Understood) if field.name not in _SAYS_NOTHING]


def is_empty(understood: Understood) -> bool:
    """Whether nothing was understood that an offer could be found by (small talk, for example)."""
    return not any(getattr(understood, name) not in _EMPTY for name in _TELLING)


def tells_nothing(understood: Understood) -> bool:
    """Whether there is nothing to find an offer by, not even from when on: "noget om natten"."""
    return is_empty(understood) and (understood.start is None or understood.aside > ASIDE)


def fitting(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """As many of the facet's values, in order and without repeats, as a button has room for."""
    room, kept = _LIMITS[name], []
    for value in dict.fromkeys(values):
        if _WORD.fullmatch(value) and len(value) < room:
            room -= len(value) + 1
            kept.append(value)
    return tuple(kept)


def _list(text: str) -> tuple[str, ...]:
    values = tuple(text.split(","))
    if not all(_WORD.fullmatch(value) for value in values):
        raise ValueError("not a list of words")
    return values


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError("not a known value")
        return text

    return read


def _needs(text: str) -> tuple[tuple[str, int], ...]:
    found = [one.rpartition(":") for one in _list(text)]
    if not all(concept and re.fullmatch(r"[1-9]", ninths, re.ASCII) for concept, _, ninths in found):
        raise ValueError("not needs")
    return tuple((concept, int(ninths)) for concept, _, ninths in found)


def _weekdays(text: str) -> tuple[str, ...]:
    return tuple(_one_of(WEEKDAYS)(day) for day in text.split(","))


def _age(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    if not (re.fullmatch(r"\d\d?-\d\d?", text, re.ASCII) and int(low) <= int(high)):
        raise ValueError("not an age")
    return int(low), int(high)


def _time(text: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", text, re.ASCII):
        raise ValueError("not a time")
    return time.fromisoformat(text)


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII):
        raise ValueError("not a number")
    return int(text)


def _gist(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2}[a-s]{1,128}", text, re.ASCII):
        raise ValueError("not a gist")
    return text


def _true(text: str) -> bool:
    return bool(_one_of(("1",))(text))


_WRITE: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(("areas", "avoided", "weekdays", "topics", "excluded", "names", "acute"), ",".join),
    **dict.fromkeys(("open_now", "free", "elsewhere", "street", "outright", "only"), lambda value: "1"),
    **dict.fromkeys(("start", "end"), lambda value: value.strftime("%H:%M")),
    "age": lambda value: f"{value[0]}-{value[1]}",
    "audience": str,
    "kind": str,
    "gist": str,
    **dict.fromkeys(("price", "missing", "aside", "nothing", "loud", "length"), str),
    **dict.fromkeys(("needs", "hints"), lambda value: ",".join(f"{concept}:{ninths}" for concept, ninths in value)),
}
_READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("areas", "avoided", "topics", "excluded", "names", "acute"), _list),
    **dict.fromkeys(("open_now", "free", "elsewhere", "street", "outright", "only"), _true),
    **dict.fromkeys(("start", "end"), _time),
    "weekdays": _weekdays,
    "age": _age,
    "audience": _one_of(AUDIENCES),
    "kind": _one_of(KINDS),
    "gist": _gist,
    **dict.fromkeys(("price", "missing", "aside", "nothing", "loud", "length"), _number),
    **dict.fromkeys(("needs", "hints"), _needs),
}


@dataclass(frozen=True, slots=True)
class Match:
    """One offer found. `fails`: facet names that it does not meet ("age", "areas", "weekdays", "free", …)."""

    offer_id: str
    score: float
    fails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer, best first (200 at most, of `total`), and at most three guesses or near misses.

    Who was named is in the answer though it is elsewhere or closed then; its `fails` say so.
    `area`: the area id that the answer is for when it is not the one asked for (a parent, or the city).
    `failed`: where nothing was found: the facet that emptied the answer ("areas", "age", "topics", …), else None.
    """

    answer: tuple[Match, ...] = ()
    maybe: tuple[Match, ...] = ()
    area: str | None = None
    failed: str | None = None
    total: int = 0

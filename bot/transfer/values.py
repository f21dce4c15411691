"""Checks of single values: a value from a file becomes a clean one, or is Wrong.

A check takes a value of JSON's shape (text, number, list, object; never None or "") and gives the value to keep.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from bot.domain.privacy import CPR_IN_FIELD, contains_cpr
from bot.transfer.problems import Wrong, shown

Check = Callable[[Any], Any]
RowProblems = list[tuple[str | None, Wrong]]  # the field (None = the whole row) and what is wrong with it

# What may stand around a text unseen: spaces of all kinds, marks of direction, the byte order mark.
_EDGES = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, [*range(0x2000, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A)])
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BREAK = re.compile(r"\s*[\r\n\t]\s*")
_ID = re.compile(r"\w[\w.-]*")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\W\d_][^\s@<>,;:\"().]+")
_DANISH_NUMBER = re.compile(r"(?:(?:\+|00)45)?([0-9]{8}|1[0-9]{2,3}|116[0-9]{3})")  # the short ones: 112, 1813
_FOREIGN_NUMBER = re.compile(r"(?:\+|00)(?!45)[1-9][0-9]{6,14}")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ð": "d", "þ": "th"})


def trimmed(text: str) -> str:
    """`text` without spaces and invisible marks around it."""
    return text.strip(_EDGES)


def slug(name: str) -> str:
    """An id made of a name: "Klub Nørre & Co." → "klub-noerre-co"; "" when no letter is left."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_DANISH))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def line(longest: int) -> Check:
    """Text on one line; a line break becomes a space."""

    def check(value: Any) -> str:
        text = _not_longer(trimmed(_text(value)), longest)
        return _BREAK.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text

    return check


def prose(longest: int) -> Check:
    """Text that may have several lines."""

    def check(value: Any) -> str:
        return _not_longer(trimmed(_text(value).replace("\r\n", "\n").replace("\r", "\n")), longest)

    return check


def words(longest: int, most: int) -> Check:
    """A list of short texts, none of them twice; neither holds what separates them in a table."""
    word = line(longest)

    def check(value: Any) -> tuple[str, ...]:
        found = [word(one) for one in _list(value)]
        for one in found:
            if "," in one or ";" in one:
                raise Wrong(f"{shown(one)} har komma eller semikolon i sig.", "Skriv hvert for sig i listen.")
        return _not_more(found, most)

    return check


def names(longest: int, most: int) -> Check:
    """A list of names or sentences, none of them twice."""
    name = line(longest)
    return lambda value: _not_more([name(one) for one in _list(value)], most)


def one_of(known: Collection[str]) -> Check:
    """One of the `known` words, in any case."""
    example = ", ".join(known)

    def check(value: Any) -> str:
        word = trimmed(_text(value)).casefold()
        if word not in known:
            raise Wrong(f"{shown(value)} er ikke en af dem, der kan stå her.", f"Skriv {example}.")
        return word

    return check


def some_of(known: Collection[str]) -> Check:
    """A list of the `known` words."""
    word = one_of(known)
    return lambda value: _not_more([word(one) for one in _list(value)], len(known))


def known_ids(known: Collection[str], unknown: str, where: str) -> Check:
    """A list of ids that must be among `known`, as `known_id` says."""
    one = known_id(known, unknown, where)
    return lambda value: _not_more([one(each) for each in _list(value)], 200)


def known_id(known: Collection[str], unknown: str, where: str) -> Check:
    """One id that must be among `known`; else it is called `unknown` ("et ukendt område"), to be added `where`."""

    def check(value: Any) -> str:
        found = trimmed(_text(value))
        if found not in known:
            remedy = f"Ret det, eller tilføj det først i {where}."
            raise Wrong(f"{shown(found)} er {unknown}.", remedy, word=found, known=known)
        return found

    return check


def whole(low: int, high: int, example: int, unit: str) -> Check:
    """A whole number from `low` to `high`; 12.0 counts as 12."""

    def check(value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(f"{shown(value)} er ikke et helt tal.", f"Skriv fx {example}.")
        if not low <= value <= high:
            remedy = f"Skriv et helt tal fra {low} til {high:,}, fx {example}.".replace(",", ".", 1)
            raise Wrong(f"{shown(value)} er uden for {low}-{high} {unit}.", remedy)
        return value

    return check


def amount(high: int, example: str, unit: str) -> Check:
    """A number from 0 to `high` with at most two decimals."""

    def check(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise Wrong(f"{shown(value)} er ikke et tal.", f"Skriv fx {example}.")
        if not 0 <= value <= high or round(value, 2) != value:
            most = f"{high:,}".replace(",", ".")
            remedy = f"Skriv et tal fra 0 til {most} med højst to decimaler, fx {example}."
            raise Wrong(f"{shown(value)} er ikke et muligt antal {unit}.", remedy)
        return float(value)

    return check


def identity(value: Any) -> str:
    """An id: letters, digits, "-", "_" and "."; it never changes, for links and edits hang on it."""
    found = trimmed(_text(value))
    if not _ID.fullmatch(found) or len(found) > 100:
        remedy = "Skriv højst 100 bogstaver, tal og bindestreger, fx klub-noerrebro."
        raise Wrong(f"{shown(found)} kan ikke bruges som id.", remedy)
    return found


def day(value: Any) -> str:
    """A date as `YYYY-MM-DD`, or only its month or year."""
    found = trimmed(_text(value))
    match = _DATE.fullmatch(found)
    try:
        if match is None or not match[1].startswith(("19", "20")):
            raise ValueError
        date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        remedy = "Skriv år-måned-dag, fx 2026-12-03; kun 2026-12 eller 2026 er også i orden."
        raise Wrong(f"{shown(value)} er ikke en dato.", remedy) from None
    return found


def postal_code(value: Any) -> str:
    """A Danish postal code of four digits, as text."""
    found = trimmed(_text(value))
    if not re.fullmatch(r"[0-9]{4}", found):
        raise Wrong(f"{shown(found)} er ikke et dansk postnummer.", "Skriv fire cifre, fx 2200.")
    return found


def postal_codes(value: Any) -> tuple[str, ...]:
    """A list of Danish postal codes."""
    return _not_more([postal_code(one) for one in _list(value)], 100)


def phone(value: Any) -> str:
    """A phone number: eight digits, kept in pairs ("33 17 33 33"), a short one (112) or a foreign one (+46 …)."""
    found = " ".join(trimmed(_text(value)).replace("\xa0", " ").split())
    digits = re.sub(r"[ ()/.-]", "", found)
    danish = _DANISH_NUMBER.fullmatch(digits)
    if danish is None and not _FOREIGN_NUMBER.fullmatch(digits):
        remedy = "Skriv ét nummer på otte cifre, fx 33 17 33 33, eller begynd med + og landet."
        raise Wrong(f"{shown(found)} er ikke et telefonnummer.", remedy)
    return " ".join(re.findall("..", danish[1])) if danish and len(danish[1]) == 8 else found


def email(value: Any) -> str:
    """An e-mail address that looks like one."""
    found = trimmed(_text(value))
    if len(found) > 254 or not _EMAIL.fullmatch(found):
        raise Wrong(f"{shown(found)} er ikke en e-mailadresse.", "Skriv fx klub@example.org.")
    return found


def url(value: Any) -> str:
    """An address that begins with http:// or https://."""
    found = trimmed(_text(value))
    try:
        parts = urlsplit(found)
        good = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:  # "http://["
        good = False
    if not good or any(c.isspace() for c in found) or len(found) > 2000:
        raise Wrong(f"{shown(found)} er ikke en webadresse.", "Skriv hele adressen, fx https://www.kk.dk/klub.")
    return found


def checked(
    raw: Mapping[str, Any], checks: Mapping[str, Check], required: Mapping[str, str]
) -> tuple[dict[str, Any], RowProblems]:
    """The clean values of `raw` by field, unknown ones (null, "", []) left out; and what is wrong with the others.

    `required` are the fields that must be there, each with what to write in it.
    """
    kept: dict[str, Any] = {}
    found: RowProblems = []
    for name, value in raw.items():
        check = checks.get(name)
        if check is None or value is None or value in ("", []):
            continue
        try:
            clean = check(value)
        except Wrong as wrong:
            found.append((name, wrong))
            continue
        if clean != "":
            kept[name] = clean
    if not required.keys() <= kept.keys():
        said = {name for name, _ in found}
        found += [
            (name, Wrong("Feltet mangler.", f"Skriv {example}."))
            for name, example in required.items()
            if name not in kept and name not in said
        ]
    return kept, found


def circles(parents: Mapping[str, str | None]) -> dict[str, list[str]]:
    """For every id that lies inside itself: the circle that it is part of. `parents`: what each id lies in."""
    found: dict[str, list[str]] = {}
    done: set[str] = set()
    for start in parents:
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at in parents and at not in done and at not in way:
            way[at] = None
            at = parents[at]
        if at is not None and at in way:
            ids = list(way)
            circle = ids[ids.index(at) :]
            found |= dict.fromkeys(circle, circle)
        done |= way.keys()
    return found


def unknown_keys(keys: Collection[str], known: Collection[str]) -> RowProblems:
    """A Wrong for every one of the `keys` that is not `known`."""
    if all(key in known for key in keys):
        return []
    remedy = f"Slet det. Felterne er: {', '.join(known)}."
    return [
        (None, Wrong(f"Feltet {shown(key)} kendes ikke.", remedy, word=key, known=known))
        for key in keys
        if key not in known
    ]


def screened(raw: Mapping[str, Any]) -> RowProblems:
    """What no text may hold, wherever it stands in `raw`: a CPR number, control characters, half characters."""
    found: RowProblems = []
    for name, value in raw.items():
        if (wrong := _unclean(name)) is not None:
            found.append((None, wrong))
        elif (wrong := next(filter(None, map(_unclean, _texts(value))), None)) is not None:
            found.append((name, wrong))
    return found


def _texts(value: Any) -> Iterable[str]:
    """Every text in a value of JSON's shape, keys included, and every number that is as long as a CPR number."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return chain.from_iterable(map(_texts, value))
    if isinstance(value, dict):
        return chain(value, chain.from_iterable(map(_texts, value.values())))
    if isinstance(value, int | float) and abs(value) >= 1e7 and math.isfinite(value):
        return (f"{value:010.0f}",)  # a number has lost the zero it began with
    return ()


def _unclean(text: str) -> Wrong | None:
    if contains_cpr(text):
        return Wrong(CPR_IN_FIELD, "")
    if _CONTROL.search(text):
        return Wrong("Teksten indeholder et usynligt styretegn.", "Slet det, eller skriv teksten om.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return Wrong("Teksten indeholder et halvt tegn (\\ud800-\\udfff).", "Skriv tegnet om.")
    return None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _not_text(value)


def _not_text(value: Any) -> Wrong:
    example = f' "{value}"' if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**6 else ""
    return Wrong(f"{shown(value)} er ikke tekst.", f"Skriv det i citationstegn{example and ', fx' + example}.")


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise Wrong(f"{shown(value)} er ikke en liste.", 'Skriv den i kantede parenteser, fx ["fodbold", "dans"].')


def _not_longer(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Wrong(f"Teksten er {len(text)} tegn lang.", f"Skriv højst {longest} tegn.")
    return text


def _not_more(found: list[str], most: int) -> tuple[str, ...]:
    once = tuple(dict.fromkeys(one for one in found if one))
    if len(once) > most:
        raise Wrong(f"Der står {len(once)} på listen.", f"Skriv højst {most}.")
    return once

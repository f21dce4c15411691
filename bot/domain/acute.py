"""Words of acute worry: which worries what somebody wrote holds.

A worry is recognised by its phrases, which people maintain (data/acute.toml). What no phrase knows but sounds like
a worry all the same, by the points of its words (data/acute_points.json), counts as concern for a child.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from bot.domain.phrases import Phrases, normal, spelled, typos
from bot.domain.weighing import Points, traits, weight

ACUTE = Path(__file__).resolve().parents[2] / "data" / "acute.toml"
UNNAMED = "bekymring"  # the worry of a text that only sounds like one


class BadAcute(Exception):
    """What is wrong with data/acute.toml or a file beside it: in Danish, with file, line and what to do."""


@dataclass(frozen=True, slots=True)
class National:
    """A contact of data/acute.toml. `areas`: only where the directory knows one of them, () = the whole country;
    `hours`: text, None = unknown; `source_date`: as in the directory, None = unknown; `reviewed`: an ISO date."""

    key: str
    name: str
    phone: str
    note: str
    source_url: str
    reviewed: str
    source_date: str | None = None
    url: str | None = None
    hours: str | None = None
    always: bool = False
    ages: Literal["children", "adults", "all"] = "all"
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worry:
    """A class of worry. `first` and `then` are keys of national contacts, before and after the municipality's own;
    `topics` are the directory's topics whose contacts know most about it; it may count only `beside` another."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """The text about the duty to notify, and what is said instead when the person is an adult."""

    lines: tuple[str, ...]
    adult: tuple[str, ...]
    source_url: str
    reviewed: str
    source_date: str | None = None


@dataclass(frozen=True, slots=True)
class Acute:
    """All of data/acute.toml. `worries` are in order of seriousness."""

    worries: tuple[Worry, ...]
    contacts: dict[str, National]
    duty: Duty
    reviewed: str
    phrases: Phrases = field(repr=False)
    beside: Phrases = field(repr=False)  # of the worries that count only beside another
    calm: Phrases = field(repr=False)  # look-alikes: what they cover does not count
    unlike: dict[str, Phrases] = field(repr=False)  # those of one worry alone
    professional: Phrases = field(repr=False)  # teaching, statistics, …: before them weak phrases yield
    facts: Phrases = field(repr=False)  # who and where: no worry alone, and nothing against one
    corrections: dict[str, str] = field(repr=False)
    points: Points = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> "Acute":
        """Read acute.toml, and acute_points.json and short.toml beside it. Raises BadAcute."""
        beside = path.with_name("acute_points.json")
        try:
            points = Points(**json.loads(_read(beside)))
        except (TypeError, ValueError) as error:
            raise BadAcute(f"{beside} er ikke, som den skal være. Hent den igen fra Vejviser.") from error
        short, text = path.with_name("short.toml"), _read(path)
        _check_dates(path, text)
        try:
            return _load(_parsed(path, text), _parsed(short, _read(short)), points, path)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BadAcute(f"{path}: noget mangler eller er skrevet forkert ({error}). {_REMEDY}") from error

    @property
    def contacts_reviewed(self) -> tuple[date, ...]:
        """The days on which the contacts and the text about the duty were last held against their sources."""
        said = (*(one.reviewed for one in self.contacts.values()), self.duty.reviewed)
        return tuple(map(date.fromisoformat, said))

    def compile(self) -> None:
        """Make ready what is otherwise made when a phrase is first tried: a few seconds' work."""
        for phrases in (self.phrases, self.beside, self.calm, *self.unlike.values(), self.professional, self.facts):
            phrases.compile()


def worries(words: str, acute: Acute) -> tuple[str, ...]:
    """The keys of the worries recognised in what somebody wrote, the most serious first; () for none."""
    text = plain(words, acute)
    heavy = weight(text, acute.points)
    found = [phrase for phrase, _ in acute.phrases.found(text)]
    for key in acute.unlike.keys() & {phrase.key for phrase in found}:
        left = {phrase for phrase, _ in acute.phrases.found(acute.unlike[key].blotted(text))}
        found = [phrase for phrase in found if phrase.key != key or phrase in left]
    if any(phrase.weak for phrase in found) and _explained(text, heavy, acute):
        found = [phrase for phrase in found if not phrase.weak]
    keys = {phrase.key for phrase in found}
    if not keys and heavy > acute.points.enough and _says_more(text, acute):
        keys = {UNNAMED}
    beside = {worry.key for worry in acute.worries if worry.beside in keys}
    if beside:
        keys |= beside & {phrase.key for phrase, _ in acute.beside.found(text)}
    return tuple(worry.key for worry in acute.worries if worry.key in keys)


def _explained(text: str, heavy: float, acute: Acute) -> bool:
    """Whether something else in a text speaks against its weak phrases: in "selvskade 15 Husum" nothing does."""
    if any(acute.professional.found(text)):
        return True
    return heavy < acute.points.calm and _says_more(acute.phrases.blotted(text), acute)


def _says_more(text: str, acute: Acute) -> bool:
    """Whether a normal text has a word with points that tells more than who and where: "pige 14 Valby" has none."""
    return not acute.points.traits.keys().isdisjoint(traits(acute.facts.blotted(text)))


def plain(words: str, acute: Acute) -> str:
    """What somebody wrote as a normal text, its look-alikes blotted out."""
    return acute.calm.blotted(normal(words, acute.corrections, acute.phrases.words))


_REMEDY = "Sammenlign med den fil, der fulgte med Vejviser."


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        why = "mangler" if isinstance(error, FileNotFoundError) else "kan ikke læses"
        raise BadAcute(f"{path} {why}. Hent filen igen fra Vejviser, og giv Vejviser lov til at læse den.") from error
    except UnicodeDecodeError as error:
        raise BadAcute(f"{path} er ikke tekst i UTF-8. Gem den igen med tegnsættet UTF-8.") from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = line[1] if line else len(text.splitlines())
        raise BadAcute(f"{path}, linje {where}: Filen er ikke gyldig TOML. {_REMEDY}") from error


def _check_dates(path: Path, text: str) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if written := re.match(r"\s*reviewed\s*=\s*([^#]*)", line):
            try:
                date.fromisoformat(written[1].strip().strip("\"'"))
            except ValueError as error:
                told = 'reviewed skal være en dato. Skriv fx reviewed = "2026-12-03".'
                raise BadAcute(f"{path}, linje {number}: {told}") from error


def _contacts(rows: Iterable[dict[str, Any]], path: Path) -> dict[str, National]:
    found = {}
    for number, row in enumerate(rows, 1):
        try:
            given = row | {"areas": tuple(row.get("areas", ())), "reviewed": str(row["reviewed"])}
            found[row["key"]] = National(**given)
        except (KeyError, TypeError) as error:
            which = f"kontakt nr. {number} ([[contacts]])"
            raise BadAcute(f"{path}: {which} mangler et felt eller har et for meget. {_REMEDY}") from error
    return found


def _load(data: dict[str, Any], short: dict[str, str], points: Points, path: Path) -> Acute:
    contacts = _contacts(data["contacts"], path)
    phrases, beside, calm, professional, facts = (Phrases(data["groups"]) for _ in range(5))
    unlike: dict[str, Phrases] = {}
    for phrase in data["calm"]:
        calm.add(phrase)
    for phrase in data["professional"]:
        professional.add(phrase)
    for phrase in data["facts"]:
        facts.add(phrase)
    found = []
    for one in data["worries"]:
        for phrase in one["phrases"]:
            (beside if "beside" in one else phrases).add(phrase, one["key"])
        for phrase in one["weak"]:
            phrases.add(phrase, one["key"], weak=True)
        for phrase in one.get("calm", ()):
            unlike.setdefault(one["key"], Phrases(data["groups"])).add(phrase)
        texts = {name: tuple(one.get(name, ())) for name in ("lines", "first", "then", "topics")}
        if unknown := {*texts["first"], *texts["then"]} - contacts.keys():
            raise BadAcute(f"{path}: »{one['key']}« peger på en kontakt, der ikke findes: {', '.join(unknown)}.")
        found.append(Worry(one["key"], one["title"], **texts, beside=one.get("beside", "")))
    duty: dict[str, Any] = data["duty"] | {name: tuple(data["duty"][name]) for name in ("lines", "adult")}
    duty["reviewed"] = str(duty["reviewed"])
    return Acute(
        tuple(found),
        contacts,
        Duty(**duty),
        str(data["reviewed"]),
        phrases,
        beside,
        calm,
        unlike,
        professional,
        facts,
        typos(data["spellings"]) | {spelled(written): spelled(word) for written, word in short.items()},
        points,
    )

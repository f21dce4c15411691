"""Indicators and templates: what is counted and asked, as data/status.toml (or the customer's own file) says it."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Unit(StrEnum):
    """What is counted; `danish` is what people see after the number."""

    PERSONS = "persons"
    CONTACTS = "contacts"
    HOURS = "hours"
    DKK = "dkk"
    ACTIVITIES = "activities"
    FULL_TIME_YEARS = "full_time_years"

    @property
    def danish(self) -> str:
        """The unit in Danish."""
        return _DANISH[self]

    @property
    def whole(self) -> bool:
        """Whether there are no halves of it."""
        return self in (Unit.PERSONS, Unit.CONTACTS, Unit.ACTIVITIES)


_DANISH = {
    Unit.PERSONS: "personer",
    Unit.CONTACTS: "kontakter",
    Unit.HOURS: "timer",
    Unit.DKK: "kr.",
    Unit.ACTIVITIES: "aktiviteter",
    Unit.FULL_TIME_YEARS: "årsværk",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator means from a day on; a series is never joined across two of them."""

    version: int
    since: date
    text: str
    counts: str = ""
    excludes: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A counted figure. `reporter`: "party:uu", "plans", or "plan:ID"; `per_area`: one figure for each area.

    `of` is the indicator that is its denominator. `among`: the set of indicators of that denominator of which
    everybody is in one at most. `adds`: whether figures of several areas or periods may be summed (unique persons
    never).
    """

    id: str
    name: str
    unit: Unit
    reporter: str
    definitions: tuple[Definition, ...]
    initiative: str = ""
    per_area: bool = False
    of: str = ""
    among: str = ""
    adds: bool = False

    def definition(self, day: date) -> Definition:
        """The one that held on that day; before the first, the first."""
        held = [one for one in self.definitions if one.since <= day]
        return held[-1] if held else self.definitions[0]

    @property
    def about_people(self) -> bool:
        """Whether small numbers must be hidden."""
        return self.unit is Unit.PERSONS


@dataclass(frozen=True, slots=True)
class Section:
    """A text that a template asks for; `national`: Landsbyggefonden's yearly reporting asks for it again."""

    id: str
    title: str
    hint: str = ""
    required: bool = False
    national: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """What a status report holds. `indicators` are ids; each reporter is asked for its own ones only."""

    id: str
    name: str
    sections: tuple[Section, ...]
    indicators: tuple[str, ...]


class BadCatalogue(Exception):
    """What is wrong with the file, in Danish: the end of a sentence that begins "filen", and what to do."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators and templates, by id, in the file's order."""

    indicators: Mapping[str, Indicator]
    templates: Mapping[str, Template]

    @classmethod
    def read(cls, path: Path) -> "Catalogue":
        """From a TOML file. Raises BadCatalogue."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise BadCatalogue("ikke kan læses. Ret stien, eller giv Vejviser lov til at læse filen.") from error
        except ValueError as error:  # also for what is no UTF-8
            line = re.search(r"at line (\d+)", str(error))
            where = f" (linje {line[1]})" if line else ""
            raise BadCatalogue(f"ikke er gyldig TOML i UTF-8{where}. Ret den, eller se data/status.toml.") from error
        indicators = {one.id: one for one in _each(found.get("indicators", ()), _indicator, "indikatoren")}
        templates = {one.id: one for one in _each(found.get("templates", ()), _template, "skabelonen")}
        for template in templates.values():
            if unknown := sorted({*template.indicators} - indicators.keys()):
                raise BadCatalogue(_names(f"skabelonen {template.id}", ", ".join(unknown)))
        for indicator in indicators.values():
            if indicator.of and indicator.of not in indicators:
                raise BadCatalogue(_names(f"indikatoren {indicator.id}", indicator.of))
        return cls(indicators, templates)


def _each(rows: Any, read: Callable[[Mapping[str, Any]], T], what: str) -> Iterator[T]:
    for number, row in enumerate(rows, 1):
        try:
            yield read(row)
        except (AttributeError, KeyError, TypeError, ValueError) as error:  # a field too many, too few, or of no kind
            id_ = row.get("id", f"nr. {number}") if isinstance(row, dict) else f"nr. {number}"
            raise BadCatalogue(f"har fejl i {what} {id_}. Sammenlign felterne med dem i data/status.toml.") from error


def _names(what: str, unknown: str) -> str:
    return f"ikke hænger sammen: {what} nævner {unknown}, som ikke er en indikator. Ret id'et, eller tilføj den."


def _indicator(row: Mapping[str, Any]) -> Indicator:
    values = {**row}
    definitions = sorted((Definition(**one) for one in values.pop("definitions")), key=lambda one: one.since)
    if not definitions:
        raise ValueError(f"Indicator {row['id']} has no definition")
    return Indicator(**values | {"unit": Unit(values["unit"]), "definitions": tuple(definitions)})


def _template(row: Mapping[str, Any]) -> Template:
    sections = tuple(Section(**one) for one in row.get("sections", ()))
    return Template(row["id"], row["name"], sections, tuple(row.get("indicators", ())))

"""Indicators and templates: what is counted and asked, as data/status.toml (or the customer's own file) says it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators and templates, by id, in the file's order."""

    indicators: Mapping[str, Indicator]
    templates: Mapping[str, Template]

    @classmethod
    def read(cls, path: Path) -> "Catalogue":
        """From a TOML file. Raises ValueError with an English sentence for one that does not hold together."""
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        indicators = {one["id"]: _indicator(one) for one in found.get("indicators", ())}
        templates = {one["id"]: _template(one) for one in found.get("templates", ())}
        for template in templates.values():
            unknown = set(template.indicators) - indicators.keys()
            if unknown:
                raise ValueError(f"Template {template.id} names unknown indicators: {', '.join(sorted(unknown))}")
        for indicator in indicators.values():
            if indicator.of and indicator.of not in indicators:
                raise ValueError(f"Indicator {indicator.id} is of {indicator.of}, which does not exist")
        return cls(indicators, templates)


def _indicator(row: Mapping[str, Any]) -> Indicator:
    values = {**row}
    definitions = sorted((Definition(**one) for one in values.pop("definitions")), key=lambda one: one.since)
    if not definitions:
        raise ValueError(f"Indicator {row['id']} has no definition")
    return Indicator(**values | {"unit": Unit(values["unit"]), "definitions": tuple(definitions)})


def _template(row: Mapping[str, Any]) -> Template:
    sections = tuple(Section(**one) for one in row.get("sections", ()))
    return Template(row["id"], row["name"], sections, tuple(row.get("indicators", ())))

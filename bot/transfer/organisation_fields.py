"""The tables of organisation.toml: which fields they have, what each may be and what it may point to."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.domain.organisation import Board, Funding, Group, Initiative, Party, Person, Plan, Role, Series
from bot.transfer.problems import Wrong, shown
from bot.transfer.values import (
    Check,
    amount,
    checked,
    day,
    email,
    identity,
    known_id,
    known_ids,
    line,
    names,
    one_of,
    prose,
    unknown_keys,
    whole,
)

TABLES = ("parties", "boards", "plans", "groups", "series", "initiatives", "people")
_ROLES = tuple(role.value for role in Role)
_NAME = line(300)
_NOTE = prose(2000)
_YEARLY = whole(0, 52, 1, "gange om året")
_FUNDING: dict[str, Check] = {
    "source": _NAME,
    "dkk": whole(0, 100_000_000_000, 630000, "kroner"),
    "full_time_years": amount(10_000, "2.7", "årsværk"),
}


class Table(NamedTuple):
    """One kind of record: its class, its fields' checks, and the fields that must be there with an example each."""

    record: type
    checks: Mapping[str, Check]
    required: Mapping[str, str]


def tables(ids: Mapping[str, Collection[str]], areas: Collection[str]) -> dict[str, Table]:
    """All tables by name. `ids` are the ids that each table of the file has; `areas` those that there are."""
    party = known_id(ids["parties"], "en ukendt part", "[[parties]]")
    parties = known_ids(ids["parties"], "en ukendt part", "[[parties]]")
    board = known_id(ids["boards"], "en ukendt bydelsbestyrelse", "[[boards]]")
    plan = known_id(ids["plans"], "en ukendt helhedsplan", "[[plans]]")
    within = known_ids(areas, "et ukendt område", "areas.jsonl")
    named: dict[str, Check] = {"id": identity, "name": _NAME}
    needed = {"id": "et kort navn, som aldrig ændres, fx uu", "name": "navnet"}
    return {
        "parties": Table(Party, named | {"parent": party, "note": _NOTE}, needed),
        "boards": Table(Board, named | {"areas": within}, needed),
        "plans": Table(
            Plan, named | {"board": board, "areas": within, "departments": names(200, 200), "note": _NOTE}, needed
        ),
        "groups": Table(Group, named | {"parties": parties, "members": one_of([f"{r}s" for r in _ROLES])}, needed),
        "series": Table(Series, named | _series(ids["parties"], ids["groups"]), needed),
        "initiatives": Table(Initiative, named | _initiative(ids["parties"], party, parties, plan), needed),
        "people": Table(
            Person,
            {"id": identity, "title": _NAME, "role": lambda value: Role(one_of(_ROLES)(value)), "name": _NAME}
            | {"email": email, "plan": plan, "party": party, "board": board, "employer": party},
            {"title": "fx Koordinator, UU"},
        ),
    }


def _series(parties: Collection[str], groups: Collection[str]) -> dict[str, Check]:
    def who(value: Any) -> str:
        role, colon, party = value.partition(":") if isinstance(value, str) else ("", "", "")
        if role not in _ROLES or (colon and party not in parties):
            remedy = f'Skriv en rolle ({", ".join(_ROLES)}), eventuelt med en part, fx "coordinator:uu".'
            raise Wrong(f"{shown(value)} er ikke en rolle eller en rolle hos en kendt part.", remedy)
        return str(value)

    return {
        "between": _each(who),
        "per": one_of(("plan", "board", "group")),
        "group": known_id(groups, "en ukendt gruppe", "[[groups]]"),
        "owed_per_year": _YEARLY,
        "wanted_per_year": _YEARLY,
        "windows": _each(_window),
    }


def _window(value: Any) -> str:
    """ "08-15/11-30": from a day to a later one of the same school year, which begins on 1 August."""
    found = re.fullmatch(r"(\d\d)-(\d\d)/(\d\d)-(\d\d)", value) if isinstance(value, str) else None
    try:
        first, last = (date(2023 if m >= 8 else 2024, m, d) for m, d in _pairs(found))
    except ValueError:
        first, last = date.max, date.min
    if first >= last or "02-29" in str(value):
        remedy = "Skriv måned-dag/måned-dag i samme skoleår, fx 08-15/11-30."
        raise Wrong(f"{shown(value)} er ikke en periode i et skoleår.", remedy)
    return str(value)


def _pairs(found: re.Match[str] | None) -> list[tuple[int, int]]:
    if found is None:
        raise ValueError
    a, b, c, d = (int(one) for one in found.groups())
    return [(a, b), (c, d)]


def _initiative(parties: Collection[str], party: Check, many: Check, plan: Check) -> dict[str, Check]:
    def partner(value: Any) -> str:
        looks_like_an_id = isinstance(value, str) and re.fullmatch(r"[a-z0-9-]+", value)
        return str(party(value) if looks_like_an_id else _NAME(value))

    return {
        "purpose": _NOTE,
        "plan": plan,
        "employer": party,
        "steering": many,
        "following": known_ids({*parties, "plans"}, "en ukendt part", "[[parties]]"),
        "partners": _each(partner),
        "duration_years": whole(1, 50, 3, "år"),
        "start": day,
        "end": day,
        "decision_due": day,
        "full_time_years": _FUNDING["full_time_years"],
        "funding": _each(_funding),
        "meetings_per_year": _each(_YEARLY),
        "reporting": _NOTE,
        "evaluation": _NOTE,
        "builds_on": _NOTE,
        "lessons": names(2000, 100),
    }


def _funding(value: Any) -> Funding:
    example = 'Skriv fx { source = "Landsbyggefonden", dkk = 630_000 }.'
    if not isinstance(value, dict):
        raise Wrong(f"{shown(value)} er ikke en bevilling.", example)
    kept, found = checked(value, _FUNDING, {"source": "hvem pengene kommer fra"})
    for name, wrong in found + unknown_keys(value, tuple(_FUNDING)):
        wrong.wrong = f"{name}: {wrong.wrong}" if name else wrong.wrong
        raise wrong
    return Funding(**kept)


def _each(check: Check) -> Check:
    """A list whose every value passes `check`."""

    def check_all(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Wrong(f"{shown(value)} er ikke en liste.", "Skriv den i kantede parenteser, fx [1, 2].")
        return tuple(check(one) for one in value)

    return check_all

"""The shipped indicators and templates, periods, and the five things that are not the same."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.status.indicators import BadCatalogue, Catalogue, Unit
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Text, Value
from bot.settings import HOUSE


def test_the_shipped_catalogue_asks_uu_for_every_group_with_its_denominator() -> None:
    found = Catalogue.read(HOUSE / "data" / "status.toml")
    of_uu = [one for one in found.indicators.values() if one.reporter == "party:uu" and one.unit is Unit.PERSONS]
    assert len(of_uu) == 11
    assert all(one.per_area and not one.adds for one in of_uu)
    assert {one.id for one in of_uu if not one.of} == {"unge"}


def test_a_definition_holds_from_its_day_on(tmp_path: Path) -> None:
    file = tmp_path / "status.toml"
    two = "\n".join(
        f'[[indicators.definitions]]\nversion = {n}\nsince = {day}\ntext = "{n}"'
        for n, day in ((2, "2025-07-01"), (1, "2024-01-01"))
    )
    file.write_text(f'[[indicators]]\nid = "a"\nname = "A"\nunit = "hours"\nreporter = "plans"\n{two}\n')
    one = Catalogue.read(file).indicators["a"]
    days = (date(2023, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    assert [one.definition(day).version for day in days] == [1, 1, 2]


INDICATOR = '[[indicators]]\nid = "a"\nname = "A"\nunit = "hours"\nreporter = "plans"\n'
DEFINED = '[[indicators.definitions]]\nversion = 1\nsince = 2024-01-01\ntext = "1"\n'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('[[templates]]\nid = "a"\nname = "A"\nindicators = ["b"]\n', "skabelonen a nævner b, som ikke er"),
        (f'{INDICATOR}of = "b"\n{DEFINED}', "indikatoren a nævner b, som ikke er en indikator"),
        ("[[indicators]\n", r"ikke er gyldig TOML i UTF-8 \(linje 1\)"),
        (INDICATOR, "har fejl i indikatoren a"),
        (f"{INDICATOR}definitions = []", "har fejl i indikatoren a"),
        (f'{INDICATOR}colour = "red"\n{DEFINED}', "har fejl i indikatoren a"),
        (INDICATOR.replace("hours", "days") + DEFINED, "har fejl i indikatoren a"),
        ("indicators = [1]", r"har fejl i indikatoren nr\. 1"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_said_and_where(tmp_path: Path, written: str, said: str) -> None:
    file = tmp_path / "status.toml"
    file.write_text(written)
    with pytest.raises(BadCatalogue, match=said):
        Catalogue.read(file)


def test_a_catalogue_that_is_not_there_is_told_of() -> None:
    with pytest.raises(BadCatalogue, match="ikke kan læses"):
        Catalogue.read(Path("findes-ikke.toml"))


@pytest.mark.parametrize(
    ("key", "first", "last", "danish"),
    [
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2. halvår 2026"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "1. kvartal 2026"),
        ("2028-02", "2028-02-01", "2028-02-29", "februar 2028"),
    ],
)
def test_a_period_is_read_by_its_key(key: str, first: str, last: str, danish: str) -> None:
    period = Period.of(key)
    assert (period.first.isoformat(), period.last.isoformat(), period.danish) == (first, last, danish)


@pytest.mark.parametrize("key", ["", "26", "2026-13", "2026-H3", "2026-Q0", "2026 ", "2026-1"])
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="^" + key + "$"):
        Period.of(key)


def test_nothing_new_is_neither_zero_nor_empty() -> None:
    assert Value(0.0) != Value(given=Given.UNKNOWN)
    with pytest.raises(ValueError, match="go together"):
        Value(given=Given.ANSWER)
    with pytest.raises(ValueError, match="go together"):
        Value(3.0, Given.NOT_RELEVANT)
    with pytest.raises(ValueError, match="go together"):
        Text("")

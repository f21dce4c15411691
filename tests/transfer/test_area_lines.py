"""areas.jsonl: the tree must hold together, in the file and with what is stored."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.store import Store
from bot.transfer import FileReport

Imported = Callable[..., FileReport]
CITY = {"id": "by", "name": "By", "level": "by"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"parent": "noerebro"}, "linje 2, parent: »noerebro« er et ukendt område. Mente du »noerrebro«?"),
        ({"parent": "qqqq"}, "»qqqq« er et ukendt område. Ret det, eller tilføj området til filen."),
        ({"parent": "x"}, "linje 2, parent: Området ligger inde i sig selv: x › x. Ret parent, så"),
        ({"neighbours": ["qqqq"]}, "linje 2, neighbours: »qqqq« er et ukendt område."),
        ({"level": "land"}, "level: »land« er ikke en af dem, der kan stå her. Skriv by, bydel, kvarter"),
        ({"level": None}, "level: Feltet mangler. Skriv fx bydel."),
        ({"name": ""}, "name: Feltet mangler. Skriv områdets navn."),
        ({"id": None}, "id: Feltet mangler. Skriv fx noerrebro."),
        ({"id": "by"}, "linje 2, id: Samme id står på linje 1. Giv hvert område sit eget id."),
        ({"postal_codes": ["22"]}, "postal_codes: »22« er ikke et dansk postnummer."),
        ({"postal_codes": [2200]}, 'postal_codes: 2200 er ikke tekst. Skriv det i citationstegn, fx "2200".'),
        ({"aliases": "Broen"}, "aliases: »Broen« er ikke en liste."),
        ({"alias": ["Broen"]}, "linje 2: Feltet »alias« kendes ikke. Mente du »aliases«?"),
    ],
)
def test_a_faulty_area_is_told_with_line_field_and_remedy(
    imported: Imported, row: dict[str, Any], sentence: str
) -> None:
    report = imported("areas.jsonl", [CITY, {"id": "x", "name": "X", "level": "kvarter"} | row])
    assert report.failed
    assert sentence in report.text


def test_a_circle_of_areas_is_told_also_when_it_goes_through_the_store(imported: Imported) -> None:
    row = {"id": "koebenhavn", "name": "København", "level": "by", "parent": "lundtoftegade"}
    report = imported("areas.jsonl", row)
    assert "inde i sig selv: koebenhavn › lundtoftegade › noerrebro › koebenhavn." in report.text


def test_naming_an_area_whose_own_row_is_faulty_is_not_a_second_mistake(imported: Imported) -> None:
    rows = [
        CITY | {"level": "land"},
        {"id": "x", "name": "X", "level": "kvarter", "parent": "by", "neighbours": ["by"]},
    ]
    assert imported("areas.jsonl", rows).problem_count == 1


def test_areas_may_name_stored_ones_and_come_in_any_order(imported: Imported, empty: Store) -> None:
    rows = [
        {"id": "b", "name": "B", "level": "boligområde", "parent": "a", "neighbours": ["noerrebro"]},
        {"id": "a", "name": "A", "level": "Bydel", "parent": "koebenhavn", "postal_codes": ["2200"]},
    ]
    assert not imported("areas.jsonl", rows).failed
    assert empty.directory().areas.parents("b") == ("a", "koebenhavn")

"""A CPR number anywhere in a file is refused with its field, and never repeated."""

import json
from collections.abc import Callable

import pytest

from bot.domain.privacy import CPR_IN_FIELD
from bot.transfer import FileReport
from bot.transfer.offer_fields import FIELDS

Imported = Callable[..., FileReport]

GOOD = {"id": "klub", "name": "Klub"}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("cpr", ["010190-1234", "0101901234", "０１０１９０-1234"])
def test_a_cpr_number_in_any_field_is_refused_and_not_repeated(
    imported: Imported, field: str, cpr: str
) -> None:
    for value in (f"Ring om {cpr}", [cpr], [{"weekday": cpr}]):
        report = imported("offers.jsonl", GOOD | {field: value})
        assert f"linje 1, {field}: {CPR_IN_FIELD}" in report.text
        assert "1234" not in report.text
        assert report.problem_count == 1


def test_a_cpr_number_written_as_a_number_is_found_with_and_without_its_zero(imported: Imported) -> None:
    for number in (3112901234, 101901234):
        report = imported("offers.jsonl", GOOD | {"price_dkk": number})
        assert f"price_dkk: {CPR_IN_FIELD}" in report.text
        assert "1234" not in report.text


def test_a_cpr_number_as_a_key_is_not_repeated(imported: Imported) -> None:
    report = imported("offers.jsonl", GOOD | {"010190-1234": "x"})
    assert CPR_IN_FIELD in report.text
    assert "1234" not in report.text


def test_a_cpr_number_with_faults_around_it_is_not_repeated(imported: Imported) -> None:
    report = imported(
        "offers.jsonl", json.dumps(GOOD | {"kind": "010190-1234", "min_age": "010190-1234"}) + '{"x"'
    )
    assert report.failed
    assert "1234" not in report.text
    report = imported("offers.jsonl", GOOD | {"010190-1234": 1, "min_age": "x", "areas": ["0101901234"]})
    assert "1234" not in report.text


@pytest.mark.parametrize(
    ("table", "place"),
    [
        ("Navn;Emner\nKlub;010190-1234\n", "linje 2, Emner"),
        ("Navn;Alder fra\nKlub;0101901234\n", "linje 2, Alder fra"),
        ("Navn;Områder\nKlub;0101901234\n", "linje 2, Områder"),
        ("Navn;Tider\nKlub;man 010190-1234\n", "linje 2, Tider"),
        ('Navn;Beskrivelse\nKlub;"Født 010190\n1234"\n', "linje 2, Beskrivelse"),
        ("Navn\nKlub;010190-1234\n", "linje 2, kolonnen uden overskrift"),
    ],
)
def test_a_cpr_number_in_a_cell_is_refused_with_its_column(
    imported: Imported, table: str, place: str
) -> None:
    report = imported("tilbud.csv", table)
    assert f"{place}: {CPR_IN_FIELD}" in report.text
    assert "1234" not in report.text


def test_a_cpr_number_as_a_heading_is_not_repeated(imported: Imported) -> None:
    report = imported("tilbud.csv", "Navn;010190-1234\nKlub;x\n")
    assert "Kolonnen »…« kendes ikke." in report.text
    assert "1234" not in report.text


def test_a_cpr_number_in_areas_and_organisation_is_refused_even_in_a_comment(imported: Imported) -> None:
    report = imported("areas.jsonl", {"id": "x", "name": "X", "level": "kvarter", "aliases": ["010190-1234"]})
    assert f"linje 1, aliases: {CPR_IN_FIELD}" in report.text
    report = imported("organisation.toml", '[[parties]]\nid = "uu"\nname = "UU"  # 010190-1234\n')
    assert f"linje 3: {CPR_IN_FIELD}" in report.text
    report = imported("organisation.toml", '[[parties]]\nid = "uu"\nname = "UU \\u0030101901234"\n')
    assert f"linje 3, name: {CPR_IN_FIELD}" in report.text

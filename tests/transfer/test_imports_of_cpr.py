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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("070512", "1234"),
        ("Født 07.05.12", "1234"),
        ("7. maj 2012 -", "1234"),
        ("7. maj 2012", "-1234"),
        ("07 05 12", " 1234 er de sidste"),
        ("70512", "1234"),  # a spreadsheet ate the zero
    ],
)
def test_a_cpr_number_that_is_split_over_two_neighbouring_texts_is_refused(
    imported: Imported, one: str, other: str
) -> None:
    refused = "Sammen med feltet før ser det ud til at være et CPR-nummer."
    report = imported("tilbud.csv", f"Navn;Sted;Adresse\nKlub;{one};{other}\n")
    assert f"linje 2, Adresse: {refused}" in report.text
    assert one.strip() not in report.text
    assert "1234" not in report.text
    report = imported("offers.jsonl", GOOD | {"place": one, "address": other})
    assert f"linje 1, address: {refused}" in report.text


@pytest.mark.parametrize(
    "table",
    [
        "Navn;Kildenote;Postnr.\nKlub;Set 12.05.15;2200\n",  # a postal code stands in its own column
        "Navn;Kildenote;By\nKlub;Set 12.05.15;2200 København N\n",
        "Navn;Kildenote;Id\nKlub;Set 12.05.15;1234\n",
        "Navn;Kildedato;Sted\nKlub;12.05.2015;1234 er døren\n",
        "Navn;Tider (bemærkning);Pris (bemærkning)\nKlub;Fra 12.05.26;1200 kr. om året\n",
        "Navn;Tider (bemærkning);Tilmelding\nKlub;Fra 12.05.2026;1630 ved døren\n",
        "Navn;Telefon;Resumé\nKlub;20122015;1234 medlemmer\n",
        "Navn;Tilmelding;Kildenote\nKlub;Ring 20 12 20 15;2026\n",
        "Navn;Sted;Adresse\nKlub;Lokale 120;1234 Gade\n",
        "Navn;Sted;Telefon;Adresse\nKlub;070512;;1234\n",  # no neighbours
    ],
)
def test_a_date_and_four_digits_that_are_no_cpr_number_are_imported(imported: Imported, table: str) -> None:
    assert not imported("tilbud.csv", table).failed

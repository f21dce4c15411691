"""Offers as CSV and TSV with Danish headings: what is accepted, and what is told when it is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from bot.domain.offers import Offer, Slot
from bot.store import Store
from bot.transfer import FileReport
from bot.transfer.columns import COLUMNS, field_of
from bot.transfer.offer_fields import CHECKS, FIELDS

Imported = Callable[..., FileReport]

FULL = (
    "Navn;Resumé;Områder;Alder fra;Alder til;Målgruppe;Emner;Tider;Pris (kr.);Telefon;Hjemmeside;Kildedato;Postnr.\n"
    'Klub Æblø;Sjov for alle;Nørrebro, lundtoftegade;10;14;Piger;"mad; dans";man 16-18; tir;gratis;33173333;'
    "www.klub.dk;3.12.2025;DK-2200\n"
).replace("man 16-18; tir", '"man 16-18; tir"')


def only_offer(store: Store) -> Offer:
    (offer,) = store.directory().offers
    return offer


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_a_table_is_read_in_every_usual_encoding(imported: Imported, empty: Store, encoding: str) -> None:
    report = imported("tilbud.csv", FULL.encode(encoding))
    assert not report.failed, report.text
    assert only_offer(empty) == Offer(
        id="klub-aebloe",
        name="Klub Æblø",
        summary="Sjov for alle",
        areas=("noerrebro", "lundtoftegade"),
        postal_code="2200",
        min_age=10,
        max_age=14,
        audience=("piger",),
        topics=("mad", "dans"),
        schedule=(Slot("man", time(16), time(18)), Slot("tir")),
        price_dkk=0,
        phone="33 17 33 33",
        url="https://www.klub.dk",
        source_date="2025-12-03",
    )


@pytest.mark.parametrize(
    ("name", "separator"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t"), ("a.txt", "\t")]
)
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_the_separator_and_line_breaks_are_found(
    imported: Imported, empty: Store, name: str, separator: str, line_break: str
) -> None:
    rows = [["Navn", "By", "Emner"], ["Klub", "Valby", '"mad, dans; bold"']]
    report = imported(name, line_break.join(separator.join(row) for row in rows))
    assert not report.failed, report.text
    assert (only_offer(empty).city, only_offer(empty).topics) == ("Valby", ("mad", "dans", "bold"))


def test_excels_line_that_names_the_separator_is_understood(imported: Imported, empty: Store) -> None:
    assert not imported("a.csv", "sep=;\r\nNavn;By\r\nKlub, Nord;Valby\r\n").failed
    assert only_offer(empty).name == "Klub, Nord"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NAVN", "name"),
        (" navn ", "name"),
        ("Tlf.", "phone"),
        ("tlf", "phone"),
        ("Mail", "email"),
        ("e-mail", "email"),
        ("Email", "email"),
        ("Website", "url"),
        ("Bydel", "areas"),
        ("Postnummer", "postal_code"),
        ("Resume", "summary"),
        ("Pris", "price_dkk"),
        ("PRIS(KR)", "price_dkk"),
        ("Aldersgruppe", "Aldersgruppe"),
        ("min_age", "min_age"),
        ("Åbningstider", "schedule"),
        ("Résumé", "summary"),
        ("Resumé", "summary"),
        ("Klub", None),
    ],
)
def test_obvious_variants_of_a_heading_are_accepted(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_every_field_has_one_column_one_check_and_a_heading_that_means_it() -> None:
    assert set(COLUMNS) == set(FIELDS) == {*CHECKS, "areas"}
    assert [field_of(column.heading) for column in COLUMNS.values()] == list(COLUMNS)
    others = [other for column in COLUMNS.values() for other in column.others.split(";")]
    assert sorted(field_of(other) or "" for other in others) == sorted(
        field for field, column in COLUMNS.items() for _ in column.others.split(";")
    ), "one heading means two fields"


@pytest.mark.parametrize(
    ("cell", "ages"),
    [
        ("10-14", (10, 14)),
        ("10 – 14 år", (10, 14)),
        ("10 til 14 år", (10, 14)),
        ("fra 10 år", (10, None)),
        ("10+", (10, None)),
        ("10 år og opefter", (10, None)),
        ("til 14", (None, 14)),
        ("op til 14 år", (None, 14)),
        ("12 år", (12, 12)),
        ("", (None, None)),
    ],
)
def test_a_column_of_ages_says_both_ages(
    imported: Imported, empty: Store, cell: str, ages: tuple[int | None, int | None]
) -> None:
    assert not imported("a.csv", f"Navn;Aldersgruppe\nKlub;{cell}\n").failed
    assert (only_offer(empty).min_age, only_offer(empty).max_age) == ages


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("50", 50),
        ("49,95", 49.95),
        ("1.250", 1250),
        ("1.250,50 kr.", 1250.5),
        ("kr. 50,-", 50),
        ("50 DKK", 50),
        ("Gratis", 0),
        ("0", 0),
        ("12.5", 12.5),
        ("50,00", 50),
    ],
)
def test_prices_are_read_as_danes_write_them(
    imported: Imported, empty: Store, cell: str, price: float
) -> None:
    report = imported("a.csv", f"Navn;Pris\nKlub;{cell}\n")
    assert not report.failed, report.text
    assert only_offer(empty).price_dkk == price


@pytest.mark.parametrize("cell", ["32.13.2026", "29.2.2027", "3.12.1850"])
def test_a_day_that_is_not_is_told_as_it_was_written(imported: Imported, cell: str) -> None:
    report = imported("a.csv", f"Navn;Kildedato\nKlub;{cell}\n")
    assert f"linje 2, Kildedato: »{cell}« er ikke en dato." in report.text


MAN, TIR, FRE = ("man", time(16), time(18)), ("tir", time(16), time(18)), ("fre", time(16, 30), time(22))


@pytest.mark.parametrize(
    ("cell", "slots"),
    [
        ("man 16-18; tir 16.00-18.00", [MAN, TIR]),
        ("Mandag kl. 16–18, tirsdag 16 til 18", [MAN, TIR]),
        ("man og tir 16-18", [MAN, TIR]),
        ("man, tir 16-18, fre. 16:30-22", [MAN, TIR, FRE]),
        ("man-tir 16-18 fre 16.30-22", [MAN, TIR, FRE]),
        ("mandage: 16-18\ntirsdage: 16-18", [MAN, TIR]),
        ("man", [("man", None, None)]),
        ("man 9-", [("man", time(9), None)]),
        ("man 9", [("man", time(9), None)]),
        ("man -18", [("man", None, time(18))]),
        ("lør-man 10-12", [(day, time(10), time(12)) for day in ("lør", "søn", "man")]),
        ("fre 20-02", [("fre", time(20), time(2))]),
        ("fre 20-24", [("fre", time(20), time(0))]),
    ],
)
def test_hours_are_read_as_people_write_them(
    imported: Imported, empty: Store, cell: str, slots: list[tuple[str, time | None, time | None]]
) -> None:
    report = imported("a.csv", f'Navn\tTider\nKlub\t"{cell}"\n')
    assert not report.failed, report.text
    assert [(slot.weekday, slot.start, slot.end) for slot in only_offer(empty).schedule] == slots


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("Navn;Alder fra\nKlub;tolv\n", "linje 2, Alder fra: »tolv« er ikke et helt tal. Skriv fx 12."),
        (
            "Navn;Alder fra;Alder til\nKlub;14;10\n",
            "linje 2, Alder til: 10 er lavere end den laveste alder, 14.",
        ),
        ("Navn;Aldersgruppe\nKlub;store\n", '»store« kan ikke læses som aldre. Skriv fx "10-14", "10+"'),
        (
            "Navn;Tider\nKlub;hver dag\n",
            '»hver dag« kan ikke læses som ugedag og tid. Skriv fx "man 16-18; tir',
        ),
        ("Navn;Tider\nKlub;man 16-18 og lidt til\n", "kan ikke læses som ugedag og tid"),
        ("Navn;Tider\nKlub;man 26-28\n", "linje 2, Tider: »26:00« er ikke et klokkeslæt."),
        (
            "Navn;Områder\nKlub;Nørebro\n",
            "linje 2, Områder: »Nørebro« er et ukendt område. Mente du »noerrebro«?",
        ),
        (
            "Navn;Områder\nKlub;Broen\n",
            "linje 2, Områder: »Broen« er et ukendt område.",
        ),  # two areas are called so
        ("Navn;Pris\nKlub;halvtreds\n", "linje 2, Pris (kr.): »halvtreds« er ikke et tal."),
        ("Navn;Telefon\nKlub;=1+1\n", "linje 2, Telefon: »=1+1« er ikke et telefonnummer."),
        ("Navn;By\n;Valby\n", "linje 2, Navn: Feltet mangler. Skriv tilbuddets navn."),
        ("Navn;By\nKlub;Valby\nKlub;Vanløse\n", "linje 3, Id: Samme id, »klub«, står på linje 2."),
        ("Navn;By\n!!!;Valby\n", "linje 2, Id: Feltet mangler."),
        ("Navn;Telfon\nKlub;1\n", "linje 1: Kolonnen »Telfon« kendes ikke. Mente du »Telefon«?"),
        ("Navn;Qqqq\nKlub;1\n", "Kolonnen »Qqqq« kendes ikke. Slet den, eller giv den en af overskrifterne"),
        (
            "Navn;Tlf;Telefon\nKlub;1;2\n",
            "linje 1, Telefon: Kolonnen står der allerede. Saml dem i én kolonne.",
        ),
        ("Navn;Alder fra;Aldersgruppe\nKlub;1;2\n", "linje 1, Aldersgruppe: Kolonnen står der allerede."),
        ("Navn;Aldersgruppe;Alder fra\nKlub;1;2\n", "Aldersgruppe siger allerede alderen."),
        ("By;Adresse\nValby;Gade 1\n", "linje 1: Der mangler en kolonne med overskriften »Navn«."),
        ("Klub;Valby\n", "linje 1: Kolonnen »Klub« kendes ikke."),
        ("Navn;By\nKlub;Valby;mere\n", "linje 2: »mere« står i en kolonne uden overskrift."),
        ("Navn;\nKlub;mere\n", "linje 2: »mere« står i en kolonne uden overskrift."),
        ('Navn;By\n"Klub" N;Valby\n', "linje 2: Citationstegnene på linjen går ikke op."),
        (
            'Navn;By\n"Klub;Valby\nKlub 2;Valby\n',
            "linje 2: Et citationstegn mangler sin afslutning; resten af filen",
        ),
        ('Navn;By\n"Klub' + "x" * 200_000 + '";Valby\n', "linje 2: Et citationstegn mangler sin afslutning"),
        ("Navn;By\nKlub\x07;Valby\n", "linje 2, Navn: Teksten indeholder et usynligt styretegn."),
    ],
)
def test_a_faulty_table_is_told_with_line_column_and_remedy(
    imported: Imported, table: str, sentence: str
) -> None:
    report = imported("tilbud.csv", table)
    assert report.failed
    assert sentence in report.text


def test_a_column_that_is_not_in_the_table_leaves_known_offers_alone(imported: Imported, empty: Store) -> None:
    assert not imported("tilbud.csv", FULL).failed
    before = only_offer(empty)
    report = imported("igen.csv", "Navn;Alder fra;Telefon\nKlub Æblø;7;12345678\n")
    assert only_offer(empty) == replace(before, min_age=7, phone="12 34 56 78")
    assert "1 ændret" in report.text
    assert "ingen kolonne i filen, så det står, som det stod: Resumé, Områder, Postnr., Alder til" in report.text
    assert "1 uændret" in imported("igen.csv", "Navn\nKlub Æblø\n").text


def test_an_empty_cell_empties_its_field_also_where_one_column_says_both_ages(
    imported: Imported, empty: Store
) -> None:
    assert not imported("tilbud.csv", FULL).failed
    before = only_offer(empty)
    assert not imported("igen.csv", "Navn;Aldersgruppe;Områder;Tider;Type\nKlub Æblø;10+;;\n").failed
    assert only_offer(empty) == replace(before, max_age=None, areas=(), schedule=())


def test_what_a_table_says_must_go_with_what_it_leaves_alone(imported: Imported) -> None:
    assert not imported("tilbud.csv", FULL).failed
    told = imported("igen.csv", "Navn;Alder fra\nKlub Æblø;16\n").text
    assert "linje 2, Alder til: 14 er lavere end den laveste alder, 16." in told


def test_a_new_offer_of_a_table_with_few_columns_has_no_more_than_they_say(imported: Imported, empty: Store) -> None:
    assert "ingen kolonne" not in imported("a.csv", "Navn;Telefon\nKlub;12345678\n").text
    assert only_offer(empty) == Offer("klub", "Klub", phone="12 34 56 78")


def test_a_row_of_json_lines_is_the_whole_offer(imported: Imported, empty: Store) -> None:
    assert not imported("tilbud.csv", FULL).failed
    assert not imported("offers.jsonl", {"id": "klub-aebloe", "name": "Klub"}).failed
    assert only_offer(empty) == Offer("klub-aebloe", "Klub")


def test_every_fault_of_a_row_is_told_also_beside_an_unknown_column(imported: Imported) -> None:
    table = "Navn;Telfon;Alder fra;Pris;Tider;Pris\nKlub;1;ti;halvtreds;mondag;\nKlub 2;;12;;;\n"
    told = [(problem.line, problem.field) for problem in imported("a.csv", table).problems]
    row = [(2, "Tider"), (2, "Alder fra"), (2, "Pris (kr.)")]
    assert told == [(1, None), (1, "Pris"), *row]


def test_line_numbers_count_line_breaks_inside_quotes_and_blank_rows(imported: Imported) -> None:
    table = 'Navn;Beskrivelse;Alder fra\n\nA;"to\nlinjer";1\n;;;\nB;"tre\n\nlinjer";x\n"C";"";y\n'
    report = imported("a.csv", table)
    assert [problem.line for problem in report.problems] == [6, 9]


def test_blank_rows_and_columns_are_skipped(imported: Imported, empty: Store) -> None:
    assert not imported("a.csv", "Navn;By;;\nKlub;Valby;;\n;;;\n\n  ;\n").failed
    assert len(empty.directory().offers) == 1


def test_an_excel_workbook_is_named_and_the_way_out_is_told(imported: Imported) -> None:
    for name in ("tilbud.csv", "tilbud.tsv"):
        report = imported(name, b"PK\x03\x04" + bytes(100))
        assert "Det er en Excel- eller zip-fil, ikke tekst. Gem den i Excel med »Gem som«" in report.text


def test_a_utf8_table_with_one_broken_character_is_not_read_as_latin1(imported: Imported) -> None:
    report = imported("a.csv", "Navn;By\nKlub Ærø;Valby\nKlub Ø;".encode() + b"K\xf8benhavn\n")
    assert "linje 3: Her står et tegn, som ikke er UTF-8. Ret tegnet, og gem filen som UTF-8." in report.text


def test_the_documentation_names_every_field_heading_and_other_heading() -> None:
    text = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
    for field, column in COLUMNS.items():
        assert f"| `{field}` | {column.heading} | {column.others.replace(';', ',')} |" in text

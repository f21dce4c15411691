"""offers.jsonl: every mistake is told with its line, field and remedy, and nothing of the file is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.store import Store
from bot.transfer import FileReport

Imported = Callable[..., FileReport]

GOOD = {"id": "klub", "name": "Klub"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"min_age": "tolv"}, "linje 1, min_age: »tolv« er ikke et helt tal. Skriv fx 12."),
        ({"min_age": True}, "min_age: true er ikke et helt tal."),
        ({"min_age": 12.5}, "min_age: 12.5 er ikke et helt tal."),
        ({"max_age": 121}, "max_age: 121 er uden for 0-120 år."),
        ({"min_age": -1}, "min_age: -1 er uden for 0-120 år."),
        (
            {"min_age": 14, "max_age": 10},
            "max_age: 10 er lavere end den laveste alder, 14. Byt om på de to aldre",
        ),
        ({"areas": ["nørebro"]}, "areas: »nørebro« er et ukendt område. Mente du »noerrebro«?"),
        ({"areas": ["qqqq"]}, "Ret det, eller tilføj det først i areas.jsonl."),
        ({"areas": "noerrebro"}, "areas: »noerrebro« er ikke en liste. Skriv den i kantede parenteser"),
        ({"areas": [7]}, "areas: 7 er ikke tekst."),
        ({"schedule": [{"weekday": "mandag"}]}, "schedule: »mandag« er ikke en ugedag. Skriv man, tir, ons"),
        ({"schedule": [{"weekday": ["man"]}]}, "schedule: En liste er ikke en ugedag."),
        ({"schedule": [{"from": "16:00"}]}, "schedule: null er ikke en ugedag."),
        ({"schedule": [{"weekday": "man", "from": "25:00"}]}, "»25:00« er ikke et klokkeslæt. Skriv timer"),
        ({"schedule": [{"weekday": "man", "to": 18}]}, "schedule: 18 er ikke et klokkeslæt."),
        (
            {"schedule": [{"weekday": "man", "form": "16:00"}]},
            "»form« kendes ikke i en åbningstid. Mente du »from«?",
        ),
        (
            {"schedule": [{"weekday": "man", "from": "16:00", "to": "16:00"}]},
            "»16:00« er både start og slut. Ret den ene; hele døgnet er 00:00-24:00.",
        ),
        ({"schedule": {"weekday": "man"}}, "schedule: Et objekt er ikke en liste. Skriv fx [{"),
        ({"schedule": ["man"]}, "schedule: »man« er ikke en åbningstid."),
        ({"min_aeg": 12}, "linje 1: Feltet »min_aeg« kendes ikke. Mente du »min_age«?"),
        ({"zzz": 12}, "Feltet »zzz« kendes ikke. Slet det. Felterne er: id, name, summary"),
        ({"name": 7}, 'name: 7 er ikke tekst. Skriv det i citationstegn, fx "7".'),
        ({"name": ["Klub"]}, "name: En liste er ikke tekst."),
        ({"postal_code": 2200}, 'postal_code: 2200 er ikke tekst. Skriv det i citationstegn, fx "2200".'),
        (
            {"postal_code": "220"},
            "postal_code: »220« er ikke et dansk postnummer. Skriv fire cifre, fx 2200.",
        ),
        ({"name": None}, "name: Feltet mangler. Skriv tilbuddets navn."),
        ({"name": " \u00a0\u200e"}, "name: Feltet mangler."),
        ({"id": ""}, "id: Feltet mangler. Skriv et kort navn, som aldrig ændres"),
        ({"id": "klub nord"}, "id: »klub nord« kan ikke bruges som id. Skriv højst 100 bogstaver"),
        (
            {"source_date": "2026-02-30"},
            "source_date: »2026-02-30« er ikke en dato. Skriv år-måned-dag, fx 2026",
        ),
        ({"source_date": "3. maj"}, "source_date: »3. maj« er ikke en dato."),
        (
            {"kind": "klub"},
            "kind: »klub« er ikke en af dem, der kan stå her. Skriv tilbud, indsats, kontakt.",
        ),
        ({"audience": ["unge"]}, "audience: »unge« er ikke en af dem, der kan stå her. Skriv piger, drenge"),
        ({"summary": "x" * 201}, "summary: Teksten er 201 tegn lang. Skriv højst 200 tegn."),
        ({"name": "x" * 3001}, "name: Teksten er 3001 tegn lang. Skriv højst 3000 tegn."),
        (
            {"topics": ["mad, dans"]},
            "topics: »mad, dans« har komma eller semikolon i sig. Skriv hvert for sig",
        ),
        ({"topics": [str(n) for n in range(51)]}, "topics: Der står 51 på listen. Skriv højst 50."),
        ({"price_dkk": "50"}, "price_dkk: »50« er ikke et tal. Skriv fx 50."),
        ({"price_dkk": -1}, "price_dkk: -1 er ikke et muligt antal kroner."),
        ({"price_dkk": 1.999}, "price_dkk: 1.999 er ikke et muligt antal kroner. Skriv et tal fra 0 til"),
        ({"url": "www.kk.dk"}, "url: »www.kk.dk« er ikke en webadresse. Skriv hele adressen"),
        ({"url": "javascript:alert(1)"}, "url: »javascript:alert(1)« er ikke en webadresse."),
        ({"source_url": "http://[x.dk"}, "source_url: »http://[x.dk« er ikke en webadresse."),
        ({"phone": "ring"}, "phone: »ring« er ikke et telefonnummer. Skriv ét nummer på otte cifre, fx 33 17 33 33"),
        ({"phone": "1234567"}, "phone: »1234567« er ikke et telefonnummer."),
        ({"phone": "33 22 11 0"}, "phone: »33 22 11 0« er ikke et telefonnummer."),
        ({"phone": "+45 331733"}, "phone: »+45 331733« er ikke et telefonnummer."),
        ({"email": "klub(at)example.org"}, "email: »klub(at)example.org« er ikke en e-mailadresse. Skriv fx"),
        ({"name": "Klub\u0000"}, "name: Teksten indeholder et usynligt styretegn."),
        ({"name": "Klub\u001b[31m"}, "name: Teksten indeholder et usynligt styretegn."),
        ({"name": "Klub \ud83d"}, "name: Teksten indeholder et halvt tegn"),
    ],
)
def test_a_faulty_offer_is_told_with_line_field_and_remedy(
    imported: Imported, row: dict[str, Any], sentence: str
) -> None:
    report = imported("offers.jsonl", GOOD | row)
    assert report.failed
    assert sentence in report.text
    assert "offers.jsonl, linje 1" in report.text


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b'{"id": "a", "name": "A"', "Linjen er ikke gyldig JSON (ved tegn"),
        (b"[1, 2]", "Linjen er ikke et objekt. Skriv ét objekt på linjen"),
        (b"null", "Linjen er ikke et objekt."),
        (
            b'{"id": "a", "name": "A", "price_dkk": NaN}',
            "NaN er ikke et tal. Skriv null, når tallet ikke kendes.",
        ),
        (b'{"id": "a", "name": "A", "price_dkk": -Infinity}', "-Infinity er ikke et tal."),
        (b'{"id": "a", "name": "A", "price_dkk": 1e999}', "Infinity er ikke et tal."),
        (b'{"id": "a", "id": "b", "name": "A"}', "Feltet »id« står to gange. Slet det ene."),
        (b"[" * 200_000, "Linjen er ikke gyldig JSON (for mange parenteser i hinanden)."),
        (b'{"min_age": ' + b"9" * 5000 + b"}", "Linjen har et tal med alt for mange cifre."),
    ],
)
def test_a_line_that_is_no_object_is_told_with_its_number(
    imported: Imported, line: bytes, sentence: str
) -> None:
    report = imported("offers.jsonl", b'{"id": "klub", "name": "Klub"}\n\n' + line + b"\n")
    assert f"linje 3: {sentence}" in report.text


def test_every_faulty_row_is_reported_and_the_first_hundred_are_shown(imported: Imported) -> None:
    rows = [{"id": f"klub-{n}", "name": "Klub", "min_age": "tolv"} for n in range(1250)]
    report = imported("offers.jsonl", rows)
    assert report.problem_count == 1250
    assert len(report.problems) == 100
    assert "… og 1.150 fejl mere" in report.text


def test_all_mistakes_of_a_row_are_told_at_once(imported: Imported) -> None:
    report = imported("offers.jsonl", GOOD | {"min_age": "x", "phone": "x", "url": "x"})
    assert [problem.field for problem in report.problems] == ["min_age", "phone", "url"]


def test_two_offers_with_the_same_id_are_refused_with_both_lines(imported: Imported) -> None:
    report = imported("offers.jsonl", [GOOD, {"id": "andet", "name": "Andet"}, GOOD])
    assert "linje 3, id: Samme id, »klub«, står på linje 1. Giv hvert tilbud sit eget id." in report.text


def test_spaces_and_invisible_marks_around_a_text_are_trimmed(imported: Imported, empty: Store) -> None:
    row = GOOD | {"name": "\u200e\u00a0 Klub\u00a0Nord \ufeff", "city": "", "signup": " \n"}
    assert not imported("offers.jsonl", row).failed
    offer = empty.directory().offers[0]
    assert (offer.name, offer.city, offer.signup) == ("Klub\u00a0Nord", None, None)


def test_round_the_clock_and_past_midnight_are_possible_hours(imported: Imported, empty: Store) -> None:
    slots = [
        {"weekday": "man", "from": "00:00", "to": "24:00"},
        {"weekday": "fre", "from": "20:00", "to": "02:00"},
        {"weekday": "lør", "from": None, "to": "24:00"},
    ]
    assert not imported("offers.jsonl", GOOD | {"schedule": slots}).failed
    hours = [
        (s.start and f"{s.start:%H:%M}", s.end and f"{s.end:%H:%M}")
        for s in empty.directory().offers[0].schedule
    ]
    assert hours == [("00:00", "23:59"), ("20:00", "02:00"), (None, "00:00")]


@pytest.mark.parametrize("number", ["33173333", "+45 33173333", "0045 33 17 33 33", "33-17-33-33"])
def test_a_danish_phone_number_is_written_in_pairs(imported: Imported, empty: Store, number: str) -> None:
    assert not imported("offers.jsonl", GOOD | {"phone": number}).failed
    assert empty.directory().offers[0].phone == "33 17 33 33"


@pytest.mark.parametrize("number", ["112", "1813", "116 111", "+46 8 123 456", "0049 30 901820"])
def test_a_short_or_a_foreign_phone_number_is_kept_as_it_is(
    imported: Imported, empty: Store, number: str
) -> None:
    assert not imported("offers.jsonl", GOOD | {"phone": number}).failed
    assert empty.directory().offers[0].phone == number

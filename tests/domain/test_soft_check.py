"""The soft check: what may tell of one person is pointed out, names of offers and places are not."""

import json
import time

import pytest

from bot.domain.soft_check import KnownNames, findings, mark, told
from bot.settings import HOUSE
from bot.store import Store

DEVELOPMENT = [
    json.loads(line)
    for line in (HOUSE / "tests" / "privacy" / "soft_dev.jsonl").read_text(encoding="utf-8").splitlines()
]
LEARNED = [
    json.loads(line)
    for line in (HOUSE / "tests" / "privacy" / "soft_blind.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture
def known(store: Store) -> KnownNames:
    """What Copenhagen's directory names."""
    return KnownNames.of_directory(store.directory())


def test_the_development_set_is_read_without_a_mistake_and_at_the_passage(known: KnownNames) -> None:
    for row in DEVELOPMENT:
        found = findings(row["text"], known)
        assert bool(found) is row["personal"], row["text"]
        at = row["text"].find(row["passage"])
        assert not found or any(one.start < at + len(row["passage"]) and at < one.end for one in found), row["text"]


def test_the_scored_set_stays_within_the_goal(known: KnownNames) -> None:
    personal = [bool(findings(row["text"], known)) for row in LEARNED if row["personal"]]
    others = [bool(findings(row["text"], known)) for row in LEARNED if not row["personal"]]
    assert sum(personal) / len(personal) >= 0.95
    assert sum(others) / len(others) <= 0.05


def test_what_the_directory_says_of_its_offers_is_about_nobody(known: KnownNames, store: Store) -> None:
    texts = [text for one in store.directory().offers for text in (one.name, one.summary, one.description)]
    assert [text for text in texts if findings(text, known)] == []


def test_a_known_number_and_address_pass_and_unknown_ones_do_not() -> None:
    known = KnownNames.of(phones=["28 14 77 35"], emails=["holdet@gmail.com", "anna.larsen@gmail.com"])
    text = "Hendes mobil er 28147735, skriv til anna.larsen@gmail.com."
    assert findings(text, known) == ()
    assert [text[one.start : one.end] for one in findings(text)] == ["28147735", "anna.larsen@gmail.com"]


def test_a_name_passes_where_the_directory_names_an_organisation_so() -> None:
    assert findings("Amina holder lukket om fredagen.", KnownNames.of(["Amina"])) == ()
    assert findings("Amina kommer aldrig om fredagen.")


def test_what_is_pointed_out_is_told_with_the_passage_and_the_reason() -> None:
    text = "Punkt 1. Familien bor Lundtoftegade 27, 3. tv."
    assert told(text, findings(text)) == "»Lundtoftegade 27, 3. tv.«: Det ligner en privat adresse."


def test_a_mark_stands_for_one_text_alone() -> None:
    assert mark(["Ali på 14"]) == mark(["Ali  på 14\n"]) != mark(["Ali på 15"])


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "Æ" * 3000, "en dreng på " * 250, "Ali " * 750, "a" * 3000, "klub1" * 600, "1 " * 1500],
)
def test_odd_and_long_texts_take_no_long_time(text: str) -> None:
    begun = time.process_time()
    findings(text)
    assert time.process_time() - begun < 2

"""The soft check: what may tell of one person is pointed out, names of offers and places are not."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.soft_check import KnownNames, findings, mark, told
from bot.domain.soft_check.namelike import likeness
from bot.domain.soft_check.reading import read
from bot.domain.soft_check.signs import sentences
from bot.domain.soft_check.weighing import SENTENCES, weights
from bot.settings import HOUSE
from bot.store import Store

Rows = list[dict[str, Any]]


UNSEEN = HOUSE / "tests" / "privacy"  # sets that nothing is learned from


def rows_of(name: str, folder: Path = SENTENCES) -> Rows:
    """A set of judged sentences."""
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def shares(rows: Rows, known: KnownNames) -> tuple[float, float]:
    """Recall and false alarms."""
    personal = [bool(findings(row["text"], known)) for row in rows if row["personal"]]
    others = [bool(findings(row["text"], known)) for row in rows if not row["personal"]]
    return sum(personal) / len(personal), sum(others) / len(others)


@pytest.fixture
def known(store: Store) -> KnownNames:
    """What Copenhagen's directory names."""
    return KnownNames.of_directory(store.directory())


def test_the_development_set_is_read_without_a_mistake_and_at_the_passage(known: KnownNames) -> None:
    for row in rows_of("development"):
        found = findings(row["text"], known)
        assert bool(found) is row["personal"], row["text"]
        at = row["text"].find(row["passage"])
        assert not found or any(one.start < at + len(row["passage"]) and at < one.end for one in found), row["text"]


@pytest.mark.parametrize("name", ["first", "second", "third_hand", "fourth_hand", "fifth_hand"])
def test_what_was_learned_is_known(name: str, known: KnownNames) -> None:
    recall, false = shares(rows_of(name), known)
    assert recall >= 0.99
    assert false <= 0.01


def test_sentences_by_a_hand_that_was_not_learned_from_are_told_apart(known: KnownNames) -> None:
    recall, false = shares(rows_of("fourth", UNSEEN), known)
    assert recall >= 0.95
    assert false <= 0.05


@pytest.mark.parametrize(
    "text",
    [
        "Vi har ikke set Birgül i tre uger.",
        "Ring til moren på 22 41 88 03.",
        "Han er i behandling for leukæmi og kan ikke spille bold.",
        "Aftalt, at vi taler med pigen fra blok 4, hvis far er løsladt.",
        "Min søn har autisme og kan ikke være i den store sal.",
    ],
)
def test_one_person_is_asked_about(text: str) -> None:
    assert findings(text)


@pytest.mark.parametrize(
    "text",
    [
        "Klubleder Hassan Ali og UU-vejleder Trine Holm fremlagde planen.",
        "Forfatteren Yahya Hassan blev læst højt i klubben.",
        "Hvis en ung fortæller om vold, kontakter man lederen.",
        "Otte drenge på 14-15 år har fået fritidsjob.",
        "Kurset handler om angst og depression hos børn.",
        "Fraværet på 9. årgang faldt fra 12 til 9 procent.",
    ],
)
def test_work_groups_rules_and_known_people_pass(text: str) -> None:
    assert findings(text) == ()


def test_an_unlisted_name_is_known_by_its_letters() -> None:
    names = weights().names
    assert min(likeness(one, names) for one in ("Cawil", "Birgül", "Selamawit")) > 0
    assert max(likeness(one, names) for one in ("Dagsorden", "Klubben", "Fastelavn")) < 0


def test_words_are_read_with_their_kinds() -> None:
    (sentence,) = sentences("Moren til Jens-Otto Bak er indlagt.", KnownNames.of())
    words = read(sentence, lambda word: 0.0)
    assert [(word.low, word.shown) for word in words if word.kinds] == [
        ("moren", "moren"),
        ("jens-otto bak", "FULL"),
        ("indlagt", "indlagt"),
    ]
    assert "KIN" in words[0].kinds
    assert "ILLNESS" in words[-2].kinds


def test_what_the_directory_says_of_its_offers_is_about_nobody(known: KnownNames, store: Store) -> None:
    texts = [text for one in store.directory().offers for text in (one.name, one.summary, one.description)]
    assert [text for text in texts if findings(text, known)] == []


def test_a_known_number_and_address_pass_and_unknown_ones_do_not() -> None:
    known = KnownNames.of(phones=["28 14 77 35"], emails=["holdet@gmail.com", "anna.larsen@gmail.com"])
    text = "Ring på 28147735 eller skriv til anna.larsen@gmail.com."
    assert findings(text, known) == ()
    assert [text[one.start : one.end] for one in findings(text)] == ["28147735", "anna.larsen@gmail.com"]


def test_a_name_passes_where_the_directory_names_an_organisation_so() -> None:
    assert findings("Amina holder lukket om fredagen.", KnownNames.of(["Amina"])) == ()
    assert findings("Amina kommer aldrig om fredagen.")


def test_what_is_pointed_out_is_told_with_the_passage_and_the_reason() -> None:
    text = "Punkt 1. Familien bor Lundtoftegade 27, 3. tv."
    assert told(text, findings(text)) == "»Lundtoftegade 27, 3. tv.«: Det ligner adressen på nogens hjem."


def test_a_mark_stands_for_one_text_alone() -> None:
    assert mark(["Ali på 14"]) == mark(["Ali  på 14\n"]) != mark(["Ali på 15"])


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "Æ" * 3000, "en dreng på " * 250, "Ali " * 750, "a" * 3000, "klub1" * 600, "1 " * 1500],
)
def test_odd_and_long_texts_are_judged_in_each_of_their_places(text: str) -> None:
    """One that took exponential time would never end."""
    assert all(text[one.start : one.end] for one in findings(text))


ATTACKS = """
Sag 2024-00123 er overdraget til Børneenheden.
KMD-sag 1234567 følges op
DUBU-sag 887766
Underretning nr. 55321 er modtaget
Jf. sagsnr. 24/01234 skal der laves en §50.
Unilogin ali1234x
Følg op på @ali_nv05
Snapchat: nv05.ali
Skriv til @hussein_nv05
Discord: Shadow#4432
Nummerplade AB 12 345 holdt i gården
MA fra 8.b har været væk i tre uger.
AH (8.b) er ikke mødt op siden uge 40.
ali fra 7b er ny på holdet
Vi skal tale om ali fra 7b.
Boksning: ali, yusuf og omar er startet.
Født 7. maj 2012, bor i Tingbjerg
fødselsdato 070512
Clemens har ADHD.
Jada fra Klub Borup skal i aflastning.
Vi skal tale om Sebastian.
Skriv til alih1234@elev.kk.dk
""".strip().splitlines()
HARMLESS = """
Budgetsag 2026-00123 behandles i Borgerrepræsentationen.
Sagsnr. 2026-0042 er journaliseret for selve bevillingen.
Følg klubben på Instagram @klubborup
@bibliotek_nv har lagt opslag op om lektiecafé.
Til stede: Mette, Ole, Samira og Henrik.
Afbud fra Lise og Omar.
SSP, UU og BYG holder møde i uge 10.
Foreningen er født i 2012.
Vi ville gerne se Pippi med de små.
Der var en lille gul bjørn på plakaten.
""".strip().splitlines()


@pytest.mark.parametrize("text", ATTACKS)
def test_what_leads_to_a_person_by_number_handle_initials_or_a_small_name_is_asked_about(
    text: str, known: KnownNames
) -> None:
    assert findings(text, known)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_looks_alike_is_not(text: str, known: KnownNames) -> None:
    assert not findings(text, known)


NAMESAKES = """
Mette Frederiksen fra 7.b vil gerne til fodbold.
Mette Frederiksen, 13 år, mangler en voksenven.
Mette Frederiksen (13) er flyttet klub.
Mette Frederiksen går i 7. klasse på Rådmandsgades Skole.
Mette Frederiksen bor i nr. 14 og kommer i klubben.
Anne Frank i 8.c er bortvist.
Niels Bohr fra opgang 4 har brug for en fritidsplads.
""".strip().splitlines()
FIGURES = """
Mette Frederiksen besøger Lundtoftegade til maj.
Statsminister Mette Frederiksen holder tale 1. maj.
Mette Frederiksen fra Socialdemokratiet åbner messen.
Elever i 7. klasse læser Anne Franks dagbog.
Oplæg om Niels Bohr for 8. klasse.
Klassen 7.b skriver om Mette Frederiksen.
""".strip().splitlines()
SHOUTED = """
ALI ER ANHOLDT
SARA FRA 7.B HAR IKKE VÆRET I SKOLE I TRE UGER
MØDE OM HASSAN YILMAZ TORSDAG KL. 14
HASTER: MOHAMMED ER STUKKET AF
MUSTAFA SKAL IKKE HAVE ADGANG TIL KLUBBEN FØR HAN HAR TALT MED SSP
""".strip().splitlines()
SHOUTED_OF_WORK = """
HUSK TILMELDING TIL FÆLLESSPISNING
NY LEDER I KLUBBEN FRA 1. AUGUST
ALLE ER VELKOMNE TIL SOMMERFEST I LUNDTOFTEGADE
SSP OG UU DELTAGER FRA KL. 10
MAJ OG JUNI: LUKKET
BO LARSEN ER MØDELEDER
""".strip().splitlines()
PUPILS = """
Ung1 (14 år) vil gerne have et fritidsjob.
Ung2 fra 7.b har haft fire dages fravær.
Barn A på 9 år overnatter hos naboen.
snak om ida fra 8a
Vi skal tale om maj fra 5b.
hvad gør vi med emil i 7b
Ny deltager i lektiecaféen: Zeynep Kaya, 7. klasse.
""".strip().splitlines()
NO_PUPILS = """
Hold 1 (14 år) og hold 2 (15 år) træner tirsdag.
Aldersgruppe 2 (14 år og op) har egen indgang.
snak om lektiecafé for 8a
Lejrskole i maj for 5b.
lokale 8a er optaget
Casen "Hassan, 15 år" fra VINK's kursusmappe er opdigtet.
""".strip().splitlines()


@pytest.mark.parametrize("text", NAMESAKES)
def test_a_child_that_is_called_as_somebody_known_is_asked_about(text: str, known: KnownNames) -> None:
    assert findings(text, known)


@pytest.mark.parametrize("text", FIGURES)
def test_who_is_known_to_all_passes_beside_schools_and_classes(text: str, known: KnownNames) -> None:
    assert not findings(text, known)


@pytest.mark.parametrize("text", SHOUTED)
def test_a_name_is_found_in_a_text_that_is_all_in_capitals(text: str, known: KnownNames) -> None:
    assert findings(text, known)


@pytest.mark.parametrize("text", SHOUTED_OF_WORK)
def test_what_is_written_in_capitals_of_work_passes(text: str, known: KnownNames) -> None:
    assert not findings(text, known)


@pytest.mark.parametrize("text", PUPILS)
def test_a_name_or_what_hides_one_with_a_class_or_an_age_right_behind_is_asked_about(
    text: str, known: KnownNames
) -> None:
    assert findings(text, known)


@pytest.mark.parametrize("text", NO_PUPILS)
def test_a_class_or_an_age_alone_passes(text: str, known: KnownNames) -> None:
    assert not findings(text, known)


def test_the_passage_of_a_text_in_capitals_stands_where_it_was_written() -> None:
    (found,) = findings("İ DAG:\nALI ER ANHOLDT IGEN")
    assert "İ DAG:\nALI ER ANHOLDT IGEN"[found.start : found.end].startswith("ALI")


def test_a_day_is_no_telephone_number() -> None:
    assert not findings("Mødet holdes 2026-03-12 i klubben.")
    assert findings("Ring til moren på 20 26 03 12.")

"""What administrators teach is understood like a phrasing of data/concepts; what would do harm is refused kindly."""

from dataclasses import replace

import pytest

from bot.domain.questions import Index, Understood, rank, understand
from bot.domain.questions.teaching import Target, fault, likely, named, phrases
from tests.domain.questions.conftest import BIRKEBY, MONDAY

JOB = Target("concept", "fritidsjob", "fritidsjob")
CLUB = Target("offer", "fb", "Toftens Boldklub")


def needs(text: str, index: Index) -> list[str]:
    return [concept for concept, _ in understand(text, MONDAY, index).needs]


def first(text: str, index: Index) -> str | None:
    found = rank(understand(text, MONDAY, index), MONDAY, index).answer
    return found[0].offer_id if found else None


@pytest.fixture(scope="module")
def taught() -> Index:
    """The invented town with what an administrator has attached."""
    return Index(
        replace(
            BIRKEBY,
            search_words={"nb": ("blipkrog", "sidde og spille sammen")},
            concept_words={
                "fritidsjob": ("flexer på dasken", "zwibbeldut", "stå op til noget"),
                "findes-ikke": ("x",),
            },
        )
    )


@pytest.mark.parametrize(
    "question",
    ["min søn vil flexer på dasken", "zwibbeldut i Åsen", "har ikke noget at stå op til for tiden", "zwibbeldutten"],
)
def test_a_taught_phrasing_means_its_concept(question: str, taught: Index, birkeby: Index) -> None:
    assert needs(question, taught)[:1] == ["fritidsjob"]
    assert first(question, taught) == "fj"
    assert needs(question, birkeby)[:1] != ["fritidsjob"]


def test_a_taught_phrasing_is_heard_as_surely_as_one_of_the_data(taught: Index) -> None:
    sure = dict(understand("zwibbeldut", MONDAY, taught).needs)["fritidsjob"]
    assert sure >= dict(understand("fritidsarbejde", MONDAY, taught).needs)["fritidsjob"] - 2


def test_other_questions_are_understood_as_before(taught: Index, birkeby: Index) -> None:
    for question in ("lektiehjælp i Åsen", "fodbold for piger", "hvor kan man stå på ski", "op til noget"):
        assert understand(question, MONDAY, taught) == understand(question, MONDAY, birkeby)


def test_an_offers_own_search_words_find_it(taught: Index, birkeby: Index) -> None:
    assert first("er der en blipkrog", taught) == "nb"
    assert first("er der en blipkrog", birkeby) is None


def test_teaching_trains_nothing_again(birkeby: Index) -> None:
    again = birkeby.lexicon.taught({"fritidsjob": ("zwibbeldut",) * 200})
    assert again.senses._weights is birkeby.lexicon.senses._weights
    assert again.senses._network is birkeby.lexicon.senses._network


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("åsen", "navnet på et sted"),
        ("Aasen", "navnet på et sted"),
        ("9910", "navnet på et sted"),
        ("aarhus", "navnet på et sted"),
        ("svømmeklubben hajen", "navnet på »Svømmeklubben Hajen«"),
        ("job", "hverdagsord"),
        ("hvad er der", "siger ikke"),
        ("12", "siger ikke"),
        ("!", "tegn"),
        ("x" * 81, "tegn"),
    ],
)
def test_what_would_do_harm_is_refused_with_what_to_do(phrase: str, said: str, birkeby: Index) -> None:
    for target in (JOB, CLUB):
        wrong = fault(phrase, target, birkeby)
        assert wrong is not None and said in wrong
        assert "Skriv" in wrong


@pytest.mark.parametrize("phrase", ["hænge ud", "bold i Åsen", "kicke", "tjene lidt ekstra", "first job"])
def test_what_people_say_is_taken(phrase: str, birkeby: Index) -> None:
    assert fault(phrase, CLUB, birkeby) is None


def test_an_offers_own_name_may_be_attached_to_it(birkeby: Index) -> None:
    assert fault("toftens boldklub", CLUB, birkeby) is None


def test_phrases_stand_between_commas_and_line_ends() -> None:
    assert phrases(" Hænge  ud,chille\nkeder sig; chille ,,") == ("hænge ud", "chille", "keder sig")


def test_a_target_is_found_by_its_name(birkeby: Index) -> None:
    assert named("toftens boldklub", birkeby) == ((CLUB,), True)
    assert named("Fritidsjob", birkeby) == ((JOB,), True)
    assert named("tilbud: Toftens", birkeby) == ((CLUB,), True)
    near, clear = named("Toftens Boltklub", birkeby)
    assert near == (CLUB,) and not clear
    several, clear = named("rådgiv", birkeby)
    assert len(several) > 1 and not clear
    assert named("qqqq", birkeby) == ((), False)


def test_what_a_gap_was_likely_about_comes_first(birkeby: Index) -> None:
    found = likely(Understood(areas=("toften",), needs=(("fodbold", 9),)), MONDAY, birkeby)
    assert next(one.id for one in found if one.kind == "concept") == "fodbold"
    assert {one.id for one in found if one.kind == "offer"} >= {"fb", "pf"}

"""Why an offer is there, and what an ambiguous name may mean."""

import pytest

from bot.domain.areas import Area, Areas
from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.domain.organisation import Organisation, Plan
from bot.domain.questions import Index, understand
from bot.domain.questions.explaining import Why, why
from bot.domain.questions.readings import readings
from tests.domain.questions.conftest import MONDAY

TWINS = Index(
    Directory(
        (
            Offer("sol", "Solsikken", "Værested for unge.", areas=("vest",), topics=("værested",)),
            Offer("klub", "Klub Linde", "Fritidsklub.", areas=("lindevang",), topics=("fritidsklub",)),
        ),
        Areas(
            (
                Area("byen", "Tvillingby", "by", None, ("Tvilling",)),
                Area("oest", "Østkvarteret", "bydel", "byen"),
                Area("vest", "Vestkvarteret", "bydel", "byen"),
                Area("lindevang", "Lindevang", "boligområde", "oest", ("Linden",)),
                Area("lindehoej", "Lindehøj", "boligområde", "vest", ("Linden",)),
                Area("solsikken", "Solsikken", "boligområde", "oest"),
                Area("gammel", "Gammelby", "kvarter", "oest", ("Østkvarteret",)),
            )
        ),
        Organisation(plans=(Plan("p", "Sammen om Linde", areas=("lindevang", "lindehoej")),)),
    )
)


def reasons(question: str, offer_id: str, index: Index) -> Why:
    return why(understand(question, MONDAY, index), offer_id, index)


def test_the_topic_comes_first_then_place_and_age(birkeby: Index) -> None:
    found = reasons("fodbold i Åsen til en på 12", "fb", birkeby)
    assert found.meets == ("emnet fodbold", "Åsen", "12 år")
    assert found.fails == found.unstated == ()


def test_what_the_record_does_not_say_is_said(birkeby: Index) -> None:
    found = reasons("gratis lektiehjælp i Åsen til en pige på 12", "lc", birkeby)
    assert found.meets == ("emnet lektiehjælp", "Åsen")
    assert found.unstated == ("alder", "målgruppe", "pris")


def test_what_does_not_fit_is_said(birkeby: Index) -> None:
    found = reasons("gratis fodbold på Havnen til en på 18", "fb", birkeby)
    assert found.meets == ("emnet fodbold",)
    assert found.fails == ("sted", "alder", "pris")


def test_an_offer_for_the_whole_city_says_so(birkeby: Index) -> None:
    assert reasons("fritidsjob i Åsen", "fj", birkeby).meets == ("emnet fritidsjob", "hele Birkeby")


def test_a_need_that_was_only_hinted_at_is_named(birkeby: Index) -> None:
    assert reasons("vil tjene sine egne penge", "fj", birkeby).meets == ("emnet fritidsjob",)


def test_a_named_offer_and_one_that_is_gone(birkeby: Index) -> None:
    assert reasons("Svømmeklubben Hajen", "sv", birkeby).meets == ("navnet",)
    assert reasons("fodbold og boldklub", "fb", birkeby).meets == ("emnerne boldklub og fodbold",)
    assert reasons("fodbold", "findes-ikke", birkeby) == Why()


def meant(question: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = readings(question, understand(question, MONDAY, TWINS), TWINS)
    return [(one.text, one.understood.areas, one.understood.names) for one in found]


@pytest.mark.parametrize("question", ["fritidsklub i Linden", "Linden", "er der noget i lindens klub", "LINDEN?"])
def test_a_name_of_two_areas_may_mean_either(question: str) -> None:
    assert meant(question) == [
        ("Lindehøj (Vestkvarteret)", ("lindehoej",), ()),
        ("Lindevang (Østkvarteret)", ("lindevang",), ()),
    ]


def test_an_area_that_is_an_offers_name_too_may_mean_either() -> None:
    assert meant("hvad er der i Solsikken") == [
        ("Solsikken (Østkvarteret)", ("solsikken",), ()),
        ("tilbuddet Solsikken", (), ("sol",)),
    ]


@pytest.mark.parametrize(
    "question",
    ["fritidsklub i Lindevang", "Sammen om Linde", "noget i Østkvarteret", "i Lindevang og Lindehøj", "", "\0😀"],
)
def test_a_clear_name_is_not_asked_about(question: str) -> None:
    assert meant(question) == []


def test_the_rest_of_the_question_is_kept() -> None:
    question = "værested i Linden til en på 15"
    found = readings(question, understand(question, MONDAY, TWINS), TWINS)
    assert {one.understood.age for one in found} == {(15, 15)}
    assert all(one.understood.topics for one in found)


def test_a_stem_that_no_offer_says_is_shown_as_the_word_that_people_say_most(copenhagen: Index) -> None:
    assert [copenhagen.shown(stem) for stem in ("sost", "lil", "regn")] == ["søster", "lille", "regner"]


def test_a_word_that_only_an_id_says_is_shown_with_its_rings_and_dots(copenhagen: Index) -> None:
    assert copenhagen.shown("kontingentstot") == "kontingentstøtte"

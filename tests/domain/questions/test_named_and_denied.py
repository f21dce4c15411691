"""Offers that are asked for by name, wherever and whenever; and areas that it must not be in."""

from dataclasses import replace

import pytest

from bot.domain.offers import Offer
from bot.domain.questions import Found, Index, Understood, describe, gap_facets, rank, understand
from tests.domain.questions.conftest import BIRKEBY, MONDAY


def understood(text: str, index: Index) -> Understood:
    return understand(text, MONDAY, index)


def ask(text: str, index: Index) -> Found:
    return rank(understood(text, index), MONDAY, index)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("sjakket Vesterbro", "sjakket"),
        ("Sjakket Husum", "sjakket"),
        ("UCYN Amager", "ucyn-ungevaerk"),
        ("pumpestationen nørrebro", "pumpestationen"),
        ("turning tables Amager", "turning-tables-noerrebro"),
        ("klub borup Borups Allé", "klub-borup"),
        ("klub borup grøndalsvængets skole", "klub-borup"),
    ],
)
def test_who_is_named_is_the_answer_elsewhere_too_and_that_is_said(text: str, offer: str, copenhagen: Index) -> None:
    found = ask(text, copenhagen)
    assert [(match.offer_id, match.fails) for match in found.answer] == [(offer, ("areas",))]


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("musikloftet mandag", "musikloftet-christianshavn"),
        ("lektiecafe husum bibliotek torsdag", "lektiecafe-husum-bibliotek"),
    ],
)
def test_who_is_named_is_the_answer_when_closed_too_and_that_is_said(
    text: str, offer: str, copenhagen: Index
) -> None:
    first = ask(text, copenhagen).answer[0]
    assert (first.offer_id, first.fails) == (offer, ("weekdays",))


@pytest.mark.parametrize(
    "text", ["klub n", "klub n Nørrebro", "musikloftet tirsdag", "sjakket nordvest", "natteravnene husum"]
)
def test_who_is_named_and_fits_fails_nothing(text: str, copenhagen: Index) -> None:
    assert ask(text, copenhagen).answer[0].fails == ()


@pytest.mark.parametrize(
    "text",
    ["bemandede legepladser i Urbanplanen", "Sjakket Vesterbro ferie", "flyttet fra UCYN til Amager, klub 13"],
)
def test_what_else_is_asked_for_is_answered_where_it_is(text: str, copenhagen: Index) -> None:
    assert "areas" not in ask(text, copenhagen).answer[0].fails


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("U-turn telefon", "u-turn-koebenhavn"),
        ("nummer til u-turn", "u-turn-koebenhavn"),
        ("u-turn åbningstider", "u-turn-koebenhavn"),
        ("fællesskaberne tlf", "faellesskaberne-helhedsplan"),
        ("kontakt girltalk", "girltalk"),
        ("hvor er Joannahuset", "joannahuset"),
        ("adressen på sjakket", "sjakket"),
        ("Brønshøj Boldklub", "broenshoej-boldklub"),
        ("bronshoj boldklub kontakt", "broenshoej-boldklub"),
    ],
)
def test_whose_telephone_or_address_is_asked_for_is_named_and_nobody_else(
    text: str, offer: str, copenhagen: Index
) -> None:
    assert understood(text, copenhagen).names == (offer,)
    assert ask(text, copenhagen).answer[0].offer_id == offer


@pytest.mark.parametrize("text", ["Springeren", "springeren tlf", "hvor er Springeren"])
def test_who_has_a_short_name_is_called_by_its_last_word(text: str) -> None:
    chess = Offer("skak", "Skakklubben Springeren", "Skak for alle.", areas=("aasen",), topics=("skak",))
    leaps = Offer("spring", "Toftens Gymnastik", "Spring og motorik.", areas=("aasen",), topics=("spring",))
    index = Index(replace(BIRKEBY, offers=(leaps, chess)))
    assert understood(text, index).names == ("skak",)
    assert understood("spring", index).names == ()


@pytest.mark.parametrize("text", ["hvor finder jeg et fællesskab", "klub telefon", "telefonrådgivning", "kontakt"])
def test_an_everyday_word_is_no_name_for_that(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).names == ()


@pytest.mark.parametrize(
    ("text", "avoided", "areas"),
    [
        ("Det skal ikke være på Nørrebro, dreng 14, klub", "noerrebro", ()),
        ("det ma ikke vaere i Valby, ungdomsklub", "valby", ()),
        ("Det må ikke være i Valby, ungdomsklub", "valby", ()),
        ("klub, må ikke ligge i Husum", "husum", ()),
        ("Ikke noget i Tingbjerg, dreng 12 fra Husum, fodbold", "tingbjerg", ("husum",)),
        ("bare ikke noget ved Mjølnerparken", "mjoelnerparken", ()),
        ("jeg vil ikke have noget i Nordvest", "nordvest", ()),
        ("Han vil ikke til Nordvest", "nordvest", ()),
        ("hun skal ikke ned til sydhavnen", "sydhavnen", ()),
        ("derfor vil han ikke på Østerbro, klub 13", "oesterbro", ()),
        ("han må ikke komme på Nørrebro, klub", "noerrebro", ()),
        ("uden for Nørrebro, dreng 14, bor på Nørrebro", "noerrebro", ()),
        ("skal ikke være i Valby, bor i Husum", "valby", ("husum",)),
    ],
)
def test_where_it_must_not_be(text: str, avoided: str, areas: tuple[str, ...], copenhagen: Index) -> None:
    found = understood(text, copenhagen)
    assert (found.avoided, found.areas) == ((avoided,), areas)


@pytest.mark.parametrize(
    "text",
    [
        "der er ikke noget i Valby til ham, er der?",
        "kan han ikke komme i klub i Valby",
        "findes der ikke en klub i Valby",
        "er der ikke noget i Valby",
        "hvorfor er der ikke noget i Valby",
        "han har ikke noget at lave i Valby",
        "han kender ikke nogen i Valby",
        "kan det ikke være i Valby",
        "det skal ikke koste noget, Valby 12 år",
        "han går ikke til noget, bor i Valby",
        "hun vil ikke i skole i Valby",
        "de små tør ikke gå ud i Valby",
    ],
)
def test_a_no_that_denies_no_place(text: str, copenhagen: Index) -> None:
    found = understood(text, copenhagen)
    assert (found.avoided, found.areas) == ((), ("valby",))


def test_what_another_one_is_asked_for_of_is_asked_for(copenhagen: Index) -> None:
    found = understood("anden rådgivning end headspace", copenhagen)
    assert (found.topics, found.excluded) == (("radgivning",), ("headspac",))


@pytest.mark.parametrize(
    ("text", "tried", "instead"),
    [
        ("har prøvet FGU, det duede ikke", "fgu-hovedstaden", "uu-koebenhavn"),
        ("hun har været på FGU, men det gik ikke", "fgu-hovedstaden", "uu-koebenhavn"),
        ("har allerede prøvet headspace uden held", "headspace", "girltalk"),
        ("vi har prøvet headspace, det hjalp ikke, hvad ellers", "headspace", "girltalk"),
        (
            "Hun har prøvet alt: headspace, Girltalk og psykolog, men intet hjælper",
            "girltalk",
            "hoert-boerns-vilkaar",
        ),
        (
            "han har været i lektiecafeen, men det virker ikke, går i 8.",
            "lektiecafe-haendelsvej",
            "ungevaerker-koebenhavn",
        ),
        ("har gået til svømning og spejder, men det var ikke noget for ham", "fdf-k26-husum", "fritidsguiderne-kbh"),
    ],
)
def test_what_was_tried_in_vain_is_not_named_again(text: str, tried: str, instead: str, copenhagen: Index) -> None:
    found = [match.offer_id for match in ask(text, copenhagen).answer]
    assert instead in found[:2]
    assert tried not in found


@pytest.mark.parametrize(
    "text",
    ["har I prøvet headspace", "vi har kontaktet headspace og venter", "hun er startet på FGU og er glad for det"],
)
def test_what_was_tried_may_well_be_asked_about(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).excluded == ()


@pytest.mark.parametrize(
    "text",
    [
        "N på 14 år keder sig",
        "S er 12 år og elsker at tegne",
        "V på 9 år vil gå til fodbold",
        "Jeg har en dreng K på 13, der ikke kommer i skole",
        "S har det svært i skolen",
        "R på 12 år vil danse",
        "min søn Ø går i 5. klasse",
    ],
)
def test_a_childs_initial_is_no_place_and_no_topic(text: str, copenhagen: Index) -> None:
    found = understood(text, copenhagen)
    assert found.areas == ()
    assert not [topic for topic in found.topics if len(topic) == 1]


@pytest.mark.parametrize("text", ["Mads er 9 og vil til ishockey", "Julie på 12 keder sig", "Karen 14 år keder sig"])
def test_a_first_name_is_no_word_with_the_same_stem(text: str, copenhagen: Index) -> None:
    assert not {"mad", "juli", "kar"} & {*understood(text, copenhagen).topics}


def test_no_chip_and_no_gap_holds_a_first_name_that_an_offer_has_too(copenhagen: Index) -> None:
    found = understood("Thomas på 12 år vil gerne til ishockey", copenhagen)
    assert not [facet for facet in describe(found, copenhagen) if "homas" in facet.text]
    assert gap_facets(found, copenhagen) == (None, "10-12", ("#ishockey",))


@pytest.mark.parametrize(
    ("text", "offer"),
    [("Café Nora", "cafe-nora-mjoelnerparken"), ("klub valdemar", "klub-valdemar-klub-vestervang"),
     ("tuba", "tuba-koebenhavn"), ("ISA Sydhavn Games", "isa-sydhavn-games")],
)  # fmt: skip
def test_an_offer_with_a_first_name_is_found_by_it(text: str, offer: str, copenhagen: Index) -> None:
    assert ask(text, copenhagen).answer[0].offer_id == offer


def test_what_was_tried_is_told_once(copenhagen: Index) -> None:
    chips = [facet.text for facet in describe(understood("har prøvet FGU, det duede ikke", copenhagen), copenhagen)]
    assert chips == ["ikke FGU"]

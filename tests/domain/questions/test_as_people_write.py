"""Short and hasty Danish, as people write it on a telephone, put to the Copenhagen directory."""

from datetime import time

import pytest

from bot.domain.acute import Acute
from bot.domain.answering import find, recognise
from bot.domain.questions import Index, Understood, rank, understand
from bot.domain.questions.explaining import why
from tests.domain.questions.conftest import MONDAY


def understood(text: str, index: Index) -> Understood:
    return understand(text, MONDAY, index)


def answer(text: str, index: Index) -> list[str]:
    return [match.offer_id for match in rank(understood(text, index), MONDAY, index).answer]


def test_the_short_words_of_text_messages_are_read(copenhagen: Index) -> None:
    assert understood("noget der ik er sport 12 dreng vesterbro", copenhagen).excluded == ("sport",)
    assert understood("klub hvor det ik koster noget 13 år østerbro", copenhagen).free
    assert understood("klub ik på nørrebro", copenhagen).avoided == ("noerrebro",)


def test_an_age_before_a_place_is_read(copenhagen: Index) -> None:
    found = understood("kampsport 12 Valby", copenhagen)
    assert (found.age, found.areas) == ((12, 12), ("valby",))


@pytest.mark.parametrize("text", ["det koster 1500 kr", "vi skylder 2200 til fritidshjemmet", "huslejen er på 2700"])
def test_an_amount_is_no_postal_code(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).areas == ()


def test_a_postal_code_is_one_still(copenhagen: Index) -> None:
    assert understood("klub i 2200", copenhagen).areas == ("noerrebro",)


@pytest.mark.parametrize(
    "text", ["klubben er for dyr", "dyr husleje", "dyre mærkevarer", "dyre sko, har ikke råd", "dyrere end 400 kr"]
)
def test_what_is_dear_is_no_animal(text: str, copenhagen: Index) -> None:
    assert "dyr" not in understood(text, copenhagen).topics


@pytest.mark.parametrize(
    "text", ["en dreng uden venner", "pige på 12 der ikke har nogen veninder", "mangler kammerater"]
)
def test_who_has_no_friends_is_lonely_whoever_it_is(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).needs == (("ensomhed", 9),)


@pytest.mark.parametrize(
    "text", ["ung mor på 18 med baby", "18-årig mor med spædbarn på Nørrebro", "er der grupper for unge mødre?"]
)
def test_a_young_mother_asks_for_what_is_for_young_mothers(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).needs == (("graviditet-og-ung-mor", 9),)


def test_what_weighs_on_a_young_mother_is_asked_for_before_who_she_is(copenhagen: Index) -> None:
    found = understood("ung mor har fem rykkere i skuffen og tør ikke åbne dem", copenhagen)
    assert found.needs[0][0] == "galdsradgivning"


def test_who_is_pregnant_may_talk_to_somebody_where_nothing_is_for_the_pregnant(copenhagen: Index) -> None:
    assert {"headspace", "girltalk"} & {*answer("jeg er gravid og er 17", copenhagen)}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("musik for de helt små", (0, 5)),
        ("sang til de helt små på Østerbro", (0, 5)),
        ("is there a place for my toddler", (0, 5)),
        ("kursus for forældre til små børn", None),
        ("to små børn står ude klokken 23", None),
    ],
)
def test_the_small_ones_are_of_an_age_where_something_is_for_them(
    text: str, age: tuple[int, int] | None, copenhagen: Index
) -> None:
    assert understood(text, copenhagen).age == age


def test_the_town_that_somebody_has_left_is_nothing_that_is_asked_for(copenhagen: Index) -> None:
    found = understood("dreng på 14 flyttet hertil fra Aarhus, vi bor ved Bellahøj, fodboldhold", copenhagen)
    assert (found.areas, found.elsewhere) == (("bellahoej",), False)
    assert "arhus" not in found.topics and "fodboldhold" in found.topics


def test_a_year_of_birth_is_an_age(copenhagen: Index) -> None:
    assert understood("fodboldhold for drenge født 2014", copenhagen).age == (11, 12)


def test_animals_are(copenhagen: Index) -> None:
    assert "boernenes-dyremark" in answer("dyr og natur", copenhagen)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("ferie uden sport 9 år", ("sport",)),
        ("kreativt uden computer 11 år", ("comput",)),
        ("vil ikke gå til fodbold, hellere dans", ("fodbold",)),
        ("spejdere, men uden noget med kirke", ("kirk",)),
        ("unge uden job", ()),
        ("pige uden fritidsinteresser", ()),
        ("en på 24 uden nogen uddannelse", ()),
        ("9. kl, ikke uddannelsesparat", ()),
        ("ikke i skole, ikke i job, 17 år", ()),
        ("unge der ikke går i skole", ()),
        ("familie der ikke har råd til ferie", ()),
        ("klub uden for skolen", ()),
        ("åbent for alle uden tilmelding", ()),
    ],
)
def test_without_denies_what_is_offered_but_nothing_that_somebody_lacks(
    text: str, denied: tuple[str, ...], copenhagen: Index
) -> None:
    assert understood(text, copenhagen).excluded == denied


def test_for_whom_else_it_is_is_no_topic(copenhagen: Index) -> None:
    found = understood("vil godt sparke lidt for sjov, bare ikke med drenge", copenhagen)
    assert (found.audience, found.excluded) == ("piger", ())


def test_a_letter_is_no_part_of_a_compound(copenhagen: Index) -> None:
    assert understood("Plejedatteren skammer sig", copenhagen).topics == ()


def test_a_few_small_words_beside_a_place_ask_for_what_is_there(copenhagen: Index) -> None:
    assert "mimersland-bemandet-legeplads" in answer("noget for børnene omkring mimersgade?", copenhagen)


def test_neither_nor_leaves_nothing_behind_that_could_be_sought(copenhagen: Index) -> None:
    found = understood("hverken fodbold eller basket, dreng 11 Nordvest", copenhagen)
    assert (found.excluded, found.topics, found.needs) == (("fodbold", "bask"), (), ())


@pytest.mark.parametrize("text", ["min søn ryger", "min datter er blevet så stille"])
def test_whose_child_it_is_says_nothing_about_what_is_sought(text: str, copenhagen: Index) -> None:
    assert not {"drengeakademiet", "noerrebro-united-pigehold"} & set(answer(text, copenhagen))


def test_who_asks_for_girls_gets_what_is_for_girls(copenhagen: Index) -> None:
    assert "pigecamp-kbh" in answer("noget for piger", copenhagen)


@pytest.mark.parametrize("text", ["er der plads i Klub Borup", "venteliste til Klub Borup", "er der plads i Klub N"])
def test_who_asks_about_an_offer_itself_gets_it(text: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen)[0] == ("klub-n" if text.endswith("N") else "klub-borup")


def test_what_is_asked_for_at_an_offer_is_asked_for_around_it(copenhagen: Index) -> None:
    assert "nordvest" in understood("lektiehjælp ved Klub Borup", copenhagen).areas


@pytest.mark.parametrize(
    "text",
    [
        "Skal holde oplæg om Voldparken, hvad er der?",
        "en oversigt over tilbud i Voldparken",
        "Voldparken, hvad er der?",
        "Voldparken – hvad holder til derinde for tiden?",
        "Jeg starter som lærer i Voldparken på mandag. Hvad er der derude?",
    ],
)
def test_who_asks_for_an_overview_gets_all_that_is_there(text: str, copenhagen: Index) -> None:
    assert "feriecamp-energicenter-voldparken" in answer(text, copenhagen)


@pytest.mark.parametrize("text", ["10. klasse i København", "10 klasse", "elev er faldet fra 10. kl"])
def test_the_tenth_class_is_what_is_sought_when_nothing_else_is(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).needs == (("10-klasse", 9),)
    assert "ungdomsskolen-koebenhavn" in answer(text, copenhagen)[:2]


def test_but_it_is_an_age_beside_something_else(copenhagen: Index) -> None:
    assert understood("pige i 10. klasse vil spille fodbold", copenhagen).age == (16, 17)


@pytest.mark.parametrize(
    "text", ["mor arbejder til kl 17", "forældrene arbejder om aftenen", "han arbejder om natten"]
)
def test_when_somebody_works_is_no_opening_hour(text: str, copenhagen: Index) -> None:
    found = understood(text, copenhagen)
    assert (found.start, found.end) == (None, None)


def test_a_clock_time_of_an_offer_is_one(copenhagen: Index) -> None:
    assert understood("klub efter kl 17", copenhagen).start == time(17)


@pytest.mark.parametrize("text", ["pige 16 år ked af det", "jeg har det ikke godt", "ingen venner", "jeg er ik glad"])
def test_a_few_small_words_that_are_clear_together_are_heard(text: str, copenhagen: Index) -> None:
    assert {"headspace", "girltalk", "hoert-boerns-vilkaar"} & set(answer(text, copenhagen)[:4])


def test_nothing_is_sought_by_a_first_name(copenhagen: Index) -> None:
    assert answer("hej Fatima", copenhagen) == []
    assert understood("Mohammed vil spille fodbold", copenhagen).needs[0][0] == "fodbold"


def test_summer_is_a_time_for_camps(copenhagen: Index) -> None:
    assert answer("sommer 12 år", copenhagen)[0] == "feriecamp-kbh"


def test_what_is_free_of_charge_is_no_office(copenhagen: Index) -> None:
    found = answer("noget gratis til 10 årig valby", copenhagen)
    assert "feriecamp-kbh" in found
    assert not any("borgercenter" in one or one.startswith("bbu-") for one in found)


def test_a_day_that_a_note_tells_is_told(copenhagen: Index) -> None:
    assert "noerrebro-united-fredagstraening" not in answer("fodbold nørrebro 10 år ikke fredag", copenhagen)


def test_small_talk_with_a_weekday_is_not_answered_with_what_is_open_then(copenhagen: Index) -> None:
    assert answer("godmorgen, så er det mandag igen", copenhagen) == []


def test_in_a_named_worry_nothing_is_listed_that_only_fits_the_age(copenhagen: Index, acute: Acute) -> None:
    text = "jeg er 14 og min kæreste er 24"
    found, advice = find(recognise(text, MONDAY, copenhagen, acute), MONDAY, copenhagen, acute)
    assert advice is not None
    assert len(found.answer) <= 8  # who listens, and who is to be told


def test_debts_to_older_boys_are_no_care_of_the_old(copenhagen: Index) -> None:
    assert understood("dreng 14 med gæld til ældre drenge", copenhagen).needs[0][0] == "galdsradgivning"
    assert understood("noget for ældre", copenhagen).needs[0][0] == "aldrepleje"


def test_what_is_for_everybody_does_not_fail_for_whom_it_is(copenhagen: Index) -> None:
    told = why(understood("fritidsjob til dreng i 9. klasse", copenhagen), "fritidsjobkonsulenterne-akb", copenhagen)
    assert "målgruppe" not in told.fails


def test_a_note_that_names_no_day_leaves_the_day_unstated(copenhagen: Index) -> None:
    told = why(understood("noget onsdag", copenhagen), "street-cafeen", copenhagen)
    assert ("tider" in told.unstated, "tider" in told.fails) == (True, False)

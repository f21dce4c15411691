"""Keywords, names nearly right and denials, as professionals type them, put to the Copenhagen directory."""

import pytest

from bot.domain.questions import Index, Understood, rank, understand
from tests.domain.questions.conftest import MONDAY


def understood(text: str, index: Index) -> Understood:
    return understand(text, MONDAY, index)


def answer(text: str, index: Index) -> list[str]:
    return [match.offer_id for match in rank(understood(text, index), MONDAY, index).answer]


@pytest.mark.parametrize(
    ("text", "need"),
    [("elev, 4. kl., ordblind", "ordblind"), ("10 år, ordblind", "ordblind"), ("stress, 15 år", "stress")],
)
def test_a_need_between_commas_is_no_courtesy(text: str, need: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).needs[0][0] == need


@pytest.mark.parametrize("text", ["Hej alle sammen, angst, 16 år", "Tak på forhånd, mobning i 5. klasse, mvh"])
def test_but_courtesies_beside_it_are(text: str, copenhagen: Index) -> None:
    assert {"samm", "tak", "hand"}.isdisjoint(understood(text, copenhagen).topics)


@pytest.mark.parametrize(
    "text", ["social angst, 16 år", "sommerjob 15-17", "mobbet i klassen, 13", "skolevægring 8. kl."]
)
def test_what_the_directory_has_nothing_of_its_own_for_is_answered_by_what_a_colleague_would_name(
    text: str, copenhagen: Index
) -> None:
    assert answer(text, copenhagen)


@pytest.mark.parametrize("text", ["håndbold på Nørrebro", "ishockey for piger", "skakklub i Brønshøj"])
def test_an_activity_that_it_lacks_is_an_honest_no(text: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen) == []


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("tre drenge i 5.b der ikke gider fodbold", ("fodbold",)),
        ("13 år, ikke vil i klub", ("klub",)),
        ("ikke interesseret i klub, 13 år", ("klub",)),
        ("klub er ikke noget for ham, 14 år Valby", ("klub",)),
        ("18-årig, for gammel til klubben, hvad nu", ("klub",)),
        ("ingen lektiehjælp tak, men noget sjovt", ("lektiehjalp",)),
        ("en dreng på 10 der ikke kan lide bold, Vesterbro", ("bold",)),
        ("han vil ikke i klub", ("klub",)),
        ("han gider ikke arbejde, 17 år", ()),
        ("hun vil slet ikke have et job", ()),
        ("orker ikke uddannelse lige nu", ()),
        ("hun må ikke gå til svømning for sin far", ()),
        ("det må ikke være fodbold", ("fodbold",)),
        ("vejleder til en på 17 uden ungdomsuddannelse", ()),
        ("pengene rækker ikke til kontingentet", ()),
        ("pengene slår ikke til kontingent", ()),
        ("der er ikke til kontingent den her måned", ()),
        ("vi har slet ikke til spejder i år", ()),
        ("drengen tør ikke gå til svømning alene", ()),
        ("far forstår ikke Aula", ()),
        ("han skal ikke på ferie, 12 år", ()),
        ("17, ikke i UU-regi, NV", ()),
        ("ung mor på 19 uden netværk", ()),
    ],
)
def test_who_does_not_care_for_it_denies_it_but_nobody_who_cannot(
    text: str, denied: tuple[str, ...], copenhagen: Index
) -> None:
    assert understood(text, copenhagen).excluded == denied


@pytest.mark.parametrize("text", ["Joanna-huset telefon", "johanna huset", "Johannehuset", "Joanna huset"])
def test_a_name_is_known_in_two_words_and_misspelt(text: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen)[0] == "joannahuset"


@pytest.mark.parametrize("text", ["hvor længe er der ventetid på Klub Borup", "hvor længe venter man på Klub Borup"])
def test_who_asks_how_long_an_offer_lets_one_wait_gets_it(text: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen) == ["klub-borup"]


def test_who_is_called_after_an_area_is_near_it(copenhagen: Index) -> None:
    assert answer("fodbold i Brønshøj", copenhagen)[0] == "broenshoej-boldklub"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("liste over indsatser mod bander", "indsats-mod-banderekruttering-nordvest"),
        ("oversigt over tilbud mod hash for unge", "u-turn-koebenhavn"),
    ],
)
def test_a_list_of_something_is_no_list_of_everything(text: str, first: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen)[0] == first


def test_whose_family_it_is_is_no_topic(copenhagen: Index) -> None:
    assert "famili" not in understood("Familien bor i Murergården. Fritid?", copenhagen).topics
    assert answer("en familie på Vesterbro leder efter legeplads", copenhagen)[0] == "skydebanens-legeplads"


def test_send_me_asks_for_nothing_by_itself(copenhagen: Index) -> None:
    assert "noerrebro-united-pigehold" in answer("send mig alle tilbud til piger på Nørrebro", copenhagen)[:5]


def test_who_drinks_too_much_is_told_from_whose_parents_do(copenhagen: Index) -> None:
    assert answer("tøsen på 17 drikker for meget i byen", copenhagen)[0] == "u-turn-koebenhavn"
    assert "de-drikker-derhjemme" in answer("far drikker hver aften", copenhagen)[:3]


@pytest.mark.parametrize(("text", "age"), [("klub Lundtoftegade 15", None), ("klub Lundtoftegade, 15 år", (15, 15))])
def test_the_number_of_a_house_is_no_age(text: str, age: tuple[int, int] | None, copenhagen: Index) -> None:
    assert understood(text, copenhagen).age == age


@pytest.mark.parametrize(("text", "area"), [("klub Ø 13 år", "oesterbro"), ("fodbold V, 10 år", "vesterbro")])
def test_a_district_is_known_by_its_letter(text: str, area: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).areas == (area,)


@pytest.mark.parametrize("text", ["klub n 13 år", "elev i 5. V", "klub N"])
def test_but_a_small_letter_or_one_of_a_name_is_none(text: str, copenhagen: Index) -> None:
    assert "noerrebro" not in understood(text, copenhagen).areas


def test_the_centre_of_a_town_elsewhere_is_no_district(copenhagen: Index) -> None:
    assert answer("fritidsklub i Rødovre centrum", copenhagen) == []
    assert understood("klub i centrum", copenhagen).areas == ("indre-by",)


def test_brothers_and_sisters_are_no_topic(copenhagen: Index) -> None:
    text = "Familie på Lundtoftegade: dreng på 7, pige på 12 og storebror på 16. Hvad kan de gå til?"
    assert understood(text, copenhagen).topics == ()
    assert "noerrebro-samles-paa-banen" in answer(text, copenhagen)


def test_who_may_not_have_a_friend_denies_nothing(copenhagen: Index) -> None:
    assert understood("må ikke have kæreste for sin familie", copenhagen).needs[0][0] == "social-kontrol"


def test_a_birthday_is_an_age_and_nothing_else(copenhagen: Index) -> None:
    assert not understood("noget på Nørrebro for en der lige er fyldt 18", copenhagen).topics


@pytest.mark.parametrize("text", ["13-15 årige ikke sport på Nørrebro", "ikke idræt, 14 år, Nørrebro"])
def test_who_wants_no_sport_wants_no_football_either(text: str, copenhagen: Index) -> None:
    assert {"game-zoner", "street-under-buen", "noerrebro-united-pigehold"}.isdisjoint(answer(text, copenhagen))


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("PPR-psykolog søger gruppetilbud til en pige på 12", "psykolog"),
        ("SSP-konsulent: drenge 13-15 ved Ruten, hvad kan vi tilbyde", "ssp"),
        ("socialrådgiver søger fritidstilbud til dreng 10", "socialradgiv"),
        ("UU-vejleder: elev 16 uden praktikplads", "vejled"),
        ("mentor søger boksning til ung 19", "mentor"),
        ("SSP: hash, dreng 15 Valby", "ssp"),
    ],
)
def test_who_asks_is_not_what_is_asked_for(text: str, lost: str, copenhagen: Index) -> None:
    assert lost not in understood(text, copenhagen).topics


def test_what_the_sender_tells_is_heard(copenhagen: Index) -> None:
    assert understood("PPR her: barn med angst", copenhagen).needs[0][0] == "angst"
    assert understood("klubmedarbejder søger sorggruppe til pige 14", copenhagen).needs[0][0] == "sorg"


@pytest.mark.parametrize(
    ("text", "topic"),
    [("mentor til ung på 17", "mentor"), ("psykolog: pige 14", "psykolog"), ("SSP i Valby", "ssp")],
)
def test_but_who_is_sought_is(text: str, topic: str, copenhagen: Index) -> None:
    assert topic in understood(text, copenhagen).topics


def test_dictated_marks_are_marks(copenhagen: Index) -> None:
    text = "min søn går i skole komma hjælp til lektier punktum vi bor i husum"
    assert understood(text, copenhagen).needs[0][0] == "lektiehjalp"
    assert not understood(text, copenhagen).missing
    text = "en dreng på tolv år spørgsmålstegn hvor kan han spille fodbold"
    assert "game-zoner" in answer(text, copenhagen)
    assert answer("komma", copenhagen) == []


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("hvem er kontaktperson hos Partnerskabet i Urbanplanen", "partnerskabet-urbanplanen"),
        ("socialrådgiver i Amagerplanen", "amagerplanen"),
        ("frivillig i Sjakket", "sjakket"),
        ("job i Sjakket", "sjakket"),
        ("frivillig på Tingbjerg Bibliotek", "tingbjerg-bibliotek-kulturhus"),
        ("KBH+", "askovfonden-kbh-plus"),
        ("nummer til KBH+ på Nørrebro", "askovfonden-kbh-plus"),
        ("18+ center", "18-plus-centre"),
        ("har headspace Family åbent mandag", "headspace-family"),
        ("har headspace åbent søndag", "headspace"),
        ("har Hotline mod radikalisering åbent kl 23", "hotline-mod-radikalisering"),
    ],
)
def test_who_is_named_stands_first(text: str, only: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen)[0] == only


@pytest.mark.parametrize("text", ["tilbud til 18+ i København", "unge 18+ uden job", "lgbt+ mødested"])
def test_a_plus_alone_names_nobody(text: str, copenhagen: Index) -> None:
    assert understood(text, copenhagen).names == ()


def test_what_is_near_a_name_is_still_sought_there(copenhagen: Index) -> None:
    assert understood("lektiehjælp i Tingbjerg Bibliotek", copenhagen).areas == ("tingbjerg",)
    assert understood("fritidsjob i Urbanplanen", copenhagen).areas == ("urbanplanen",)


@pytest.mark.parametrize("text", ["jeg er ikke okay", "jeg har det ikke godt", "det går ikke så godt"])
def test_who_only_says_that_all_is_not_well_is_told_who_listens(text: str, copenhagen: Index) -> None:
    assert answer(text, copenhagen)[0] in {"headspace", "kk-chatraadgivning"}

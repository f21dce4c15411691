"""Ages, times, audience and price, as people write them."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import COPENHAGEN
from bot.domain.questions import words
from bot.domain.questions.ages import read_age
from bot.domain.questions.audience import read_audience
from bot.domain.questions.facets import read_price
from bot.domain.questions.times import When, read_when

MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("en 13-årig", (13, 13)),
        ("en trettenårig", (13, 13)),
        ("min dreng på 14 er ked af det", (14, 14)),
        ("hun er 15, bor her", (15, 15)),
        ("en syvårig", (7, 7)),
        ("10-13 år", (10, 13)),
        ("mellem 13 og 18 år", (13, 18)),
        ("to piger på 8 og 10", (8, 10)),
        ("unge over 18", (18, 99)),
        ("18+ tilbud", (18, 99)),
        ("børn under 6 år", (0, 5)),
        ("7. klasse", (13, 14)),
        ("femte klasse", (11, 12)),
        ("5.-6. klasse", (11, 13)),
        ("en på 14 i 8. klasse", (14, 14)),
        ("14-årig, ikke dem hvor man er fyldt 15", (14, 14)),
        ("børnehavebørn", (3, 5)),
        ("teenagere", (13, 17)),
        ("8 måneder gammel", (0, 0)),
        ("hjemme med en på fem måneder", (0, 0)),
        ("har ventet i fem måneder", None),
        ("den lille på fire siger tat i stedet for kat", (4, 4)),
        ("drengen på otte siger det er hans skyld", (8, 8)),
        ("han på ni ligger vågen", (9, 9)),
        ("det lærte han på fire forsøg", None),
        ("a boy aged 10", (10, 10)),
        ("football for a girl of 9", (9, 9)),
        ("unge mænd 18-22 uden uddannelse", (18, 22)),
        ("åbent for unge 18.00-22.00", None),
        ("fritidsjob men kun 13", (13, 13)),
        ("teenagepige 15, der ikke vil ringe", (15, 15)),
        ("lige flyttet hertil, 15, kender ingen", (15, 15)),
        ("en dreng 3 gange om ugen", None),
        ("printeren på 1. sal larmer", None),
        ("vi er kun 8", None),
        ("der er kun 12 pladser", None),
        ("my 12-year-old", (12, 12)),
        ("a son in 5th grade", (11, 12)),
        ("vi er et band på 4, alle 16 år", (16, 16)),
        ("en familie på fem, der bor her", None),
        ("jeg er lige fyldt 18 og for gammel alle steder", (18, 18)),
        ("hun går i 9. og vil svejse", (15, 16)),
        ("sønnen går i sjette, men keder sig", (12, 13)),
        ("går i 2.g og fatter intet", (16, 18)),
        ("ny dreng i 5. på Havblikskolen", (11, 12)),
        ("vi er tre fra 9.b", (15, 16)),
        ("den lille på 5 mdr.", (0, 0)),
        ("oppe på 30 procent", None),
        ("har gået hjemme i ni år", None),
        ("har kun fem års undervisning bag sig", None),
        ("spredt over fire kvarterer", None),
        ("klokken er 21", None),
        ("klokken er over elleve", None),
        ("på 14 dage", None),
        ("kl. 16", None),
        ("en mor på 42", (42, 42)),
        ("jeg er 52, og min søn på 12 keder sig", (12, 12)),
        ("en 80-årig", (80, 80)),
        ("skilt mand 45 vil gerne ud", (45, 45)),
        ("min tante på 83 taler kun med fjernsynet", (83, 83)),
        ("har røget siden gymnasiet, er nu 40 og vil stoppe", (40, 40)),
        ("har fået otte år i fængsel", None),
        ("tåler den vask på 60 grader", None),
        ("min tantes 70-års fødselsdag", None),
        ("flyttede hertil for 35 år siden", None),
        ("pige 7. klasse nordvest", (13, 14)),
        ("dreng 9 klasse", (15, 16)),
        ("en i 3. klasse og en i 7. klasse", (9, 14)),
        ("til og med 6. klasse", (6, 13)),
        ("op til 9 år", (0, 9)),
        ("børn fra 6 år og opefter", (6, 99)),
        ("Min datter er 7 og min søn er 15", (7, 15)),
        ("for 2 år siden gik han i 8. klasse", (14, 15)),
        ("en dreng på 15½ år", (15, 15)),
        ("aged 6-9", (6, 9)),
        ("my son is 10", (10, 10)),
        ("children aged 8 to 12", (8, 12)),
        ("børn på 4, 8 og 11 år", (4, 11)),
        ("søskende 8, 11 og 15", (8, 15)),
        ("min datter på 10 og min søn på 16", (10, 16)),
        ("noget for skolebørn", (6, 15)),
        ("3 børn", None),
        ("dreng 15 truer lærere", (15, 15)),
        ("drengen 11 keder sig", (11, 11)),
        ("søn 14", (14, 14)),
        ("dreng (12)", (12, 12)),
        ("13'årig", (13, 13)),
        ("noget til 12 dreng", (12, 12)),
        ("jeg føler mig ensom 17", (17, 17)),
        ("klub 14", (14, 14)),
        ("drenge 9 og 11", (9, 11)),
        ("min ældste er 14 og den lille er 6", (6, 14)),
        ("drengen er 8 og pigen er 13", (8, 13)),
        ("dreng 5.b har ingen", (11, 12)),
        ("pige 5b", (11, 12)),
        ("7. årgang", (13, 14)),
        ("9. årg.", (15, 16)),
        ("en i 7.", (13, 14)),
        ("Ahornsgade 15", None),
        ("Borups Allé 14", None),
        ("2. sal 12", None),
        ("lejr uge 29", None),
        ("barn 14. december", None),
        ("dreng 12 gange", None),
        ("hverdage 14-17", None),
    ],
)
def test_an_age_is_read_as_people_write_it(text: str, age: tuple[int, int] | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("åbent nu", When(("man",), time(14), time(14), open_now=True)),
        ("i aften", When(("man",), time(18), time(23))),
        ("i morgen", When(("tir",))),
        ("fredag aften", When(("fre",), time(18), time(23))),
        ("fredagsklub", When()),
        ("om formiddagen", When((), time(8), time(12))),
        ("på hverdagsaftener", When(("man", "tir", "ons", "tor", "fre"), time(18), time(23))),
        ("i weekenden", When(("lør", "søn"))),
        ("hjælp i hverdagen", When()),
        ("hjælp til at få hverdagen til at hænge sammen", When()),
        ("kan ikke om fredagen", When(("man", "tir", "ons", "tor", "lør", "søn"))),
        ("men ikke i weekenden", When(("man", "tir", "ons", "tor", "fre"))),
        ("hverken mandag eller torsdag", When(("tir", "ons", "fre", "lør", "søn"))),
        ("ikke lørdag eller søndag", When(("man", "tir", "ons", "tor", "fre"))),
        ("senest kl. 20", When((), None, time(20))),
        ("alle andre dage end onsdag", When(("man", "tir", "tor", "fre", "lør", "søn"))),
        ("hverdage undtagen onsdag", When(("man", "tir", "tor", "fre"))),
        ("klub mandag til torsdag", When(("man", "tir", "ons", "tor"))),
        ("er der ikke noget på en fredag", When(("fre",))),
        ("god weekend", When()),
        ("efter kl. 17", When((), time(17), None)),
        ("tirsdag kl. 16-18", When(("tir",), time(16), time(18))),
        ("før kl. 12.30", When((), None, time(12, 30))),
        ("sidst på eftermiddagen", When((), time(15), time(18))),
        ("klokken er 21", When()),
        ("natteravne og aftensmad", When()),
        ("Saturday afternoon", When(("lør",), time(12), time(18))),
        ("hver tirsdag", When(("tir",))),
        ("noget på fredag", When(("fre",))),
        ("hvad finder vi på søndag med en femårig, der elsker krabber?", When(("søn",))),
        ("det er lørdag nat, og naboens to hyler bag en låst dør", When(("lør",), time(23), time(5))),
        ("klub klokken 8 om aftenen", When((), time(20), time(20))),
        ("mandag aften kl. 7", When(("man",), time(19), time(19))),
        ("kl. 5 om eftermiddagen", When((), time(17), time(17))),
        ("torsdag eftermiddag kl. 3-5", When(("tor",), time(15), time(17))),
        ("efter kl 9 om aftenen", When((), time(21), None)),
        ("kl 11 om natten", When((), time(23), time(23))),
        ("klokken 12 om natten", When((), time(0), time(0))),
        ("kl 3 om natten", When((), time(3), time(3))),
        ("kl. 7 om morgenen", When((), time(7), time(7))),
        ("lørdag formiddag kl. 10", When(("lør",), time(10), time(10))),
        ("lukker biblioteket klokken 5", When((), time(17), time(17))),
        ("fodbold torsdag kl 5", When(("tor",), time(17), time(17))),
        ("åbent onsdag kl. 6-8", When(("ons",), time(18), time(20))),
        ("åbent kl. 20-2", When((), time(20), time(2))),
        ("er Natuglen åben kl 01", When((), time(1), time(1))),
        ("er Natuglen åben nu kl. 01:30", When(("man",), time(1, 30), time(1, 30))),
        ("hun ligger vågen kl 3", When((), time(3), time(3))),
        ("chat kl 00.30", When((), time(0, 30), time(0, 30))),
        ("hvem kan jeg ringe til kl 3 om natten", When((), time(3), time(3))),
        ("en linje jeg kan skrive til kl. 23", When((), time(23), time(23))),
        ("klubben har åbent til kl. 20", When((), None, time(20))),
        ("noget sent fredag aften", When(("fre",), time(20), time(23))),
        ("noget sent torsdag", When(("tor",), time(20), None)),
        ("sent i aften", When(("man",), time(20), time(23))),
        ("han kommer for sent mandag", When(("man",))),
        ("efter 5 uger", When()),
        ("hjemme efter kl. 4", When((), time(16), None)),
        ("efter 2. klasse", When()),
        ("hvor kan vi holde møde torsdag aften", When(("tor",), time(18), time(23))),
        ("mødested torsdag", When(("tor",))),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, when: When) -> None:
    assert read_when(words.plain(text), MONDAY)[0] == when


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("gratis klub", 0),
        ("som ikke koster noget", 0),
        ("det koster ikke noget", 0),
        ("hvad koster det", None),
        ("free activities", 0),
        ("uden at betale", 0),
        ("uden at skulle betale", 0),
        ("kan ikke betale kontingentet", None),
        ("bliver smidt ud, hvis hun ikke betaler", None),
        ("hvor man ikke betaler noget", 0),
        ("sport uden kontingent", 0),
        ("der ikke koster over 700 kr. om året", 700),
        ("det må ikke koste for meget", None),
        ("klub under 300 kr om måneden", 300),
        ("må højst koste 50 kr", 50),
        ("max 1.200 kroner", 1200),
        ("billigere end 500 kr klub", 500),
        ("den koster 454 kr.", None),
        ("uden at det koster noget", 0),
        ("uden det koster", 0),
        ("klub uden at det koster os noget", 0),
        ("ferie uden at det koster penge", 0),
        ("som ikke koster", 0),
        ("det skal ikke koste noget", 0),
        ("noget der ikke skal koste noget", 0),
        ("uden vi skal betale", 0),
        ("fodbold uden udgifter", 0),
        ("uden at mine forældre skal betale", 0),
        ("uden at det koster en formue", None),
        ("uden at det koster det hvide ud af øjnene", None),
        ("uden at det koster hende vennerne", None),
        ("uden at det koster for meget", None),
        ("som ikke koster ret meget", None),
        ("kan hun gå der uden at kunne betale", None),
        ("skylder over 2000 kr", None),
        ("det behøver ikke være gratis", None),
        ("gratis eller billigt", None),
        ("vi har råd til 500 kr om måneden", 500),
        ("det må koste 100 kr.", 100),
        ("ikke dyrere end 400 kr", 400),
        ("dyrere end 400 kr", None),
    ],
)
def test_what_it_may_cost_is_read_but_a_question_about_the_price_is_none(text: str, price: int | None) -> None:
    assert read_price(words.plain(text))[0] == price


@given(st.text(max_size=300))
def test_what_was_read_is_blanked_out_and_nothing_moves(text: str) -> None:
    plain = words.plain(text)
    rest = read_audience(read_price(read_when(read_age(plain)[1], MONDAY)[1])[1])[2]
    assert len(rest) == len(plain)
    assert all(one in (other, " ") for one, other in zip(rest, plain, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "ser kun børnene hver anden weekend",
        "oppe hele natten",
        "vores baby græder hver nat",
        "kondomet sprang i weekenden",
        "det skete lørdag nat",
        "sket i lørdags",
        "snakker ikke med nogen fra fredag til mandag",
        "deprimeret siden søndag",
        "hun flytter med sin kuffert hver fredag og bliver helt tavs",
        "brevet skal besvares inden fredag",
        "kan ikke komme op om morgenen",
        "lugter af pot hver morgen",
        "hvem kan passe mine tvillinger en weekend imellem",
        "aflastning en weekend om måneden",
        "SV: Møde torsdag. Hun er ked af det",
        "netværksmødet er på tirsdag kl. 10, og hun mangler en ven",
        "vi mødes på onsdag kl. 3, så find noget til en pige på 12",
        "fogeden kommer på fredag, og kuverterne ligger uåbnede i skuffen",
        "vi skal til møde på torsdag, og hun vil ikke i skole",
        "hun har tid hos psykologen på mandag og er bange",
        "min datter var til fest på lørdag og kom fuld hjem",
        "min datter kommer først hjem kl 4",
        "min søn spiller computer til kl 3 om natten",
        "min søn kommer hjem kl 3 om natten hver lørdag",
        "min datter går i byen i weekenden og jeg kan ikke sove",
        "hun er ude til kl 2",
        "han er først færdig kl 17",
        "babyen vækker mig kl 5 om morgenen",
    ],
)
def test_when_something_happened_is_not_when_something_should_be_open(text: str) -> None:
    assert read_when(words.plain(text), MONDAY)[0] == When()


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("på mandag kl 18 for 15-årig Valby", When(("man",), time(18), time(18))),
        ("hvad kan min 10-årige dreng lave på lørdag på Østerbro", When(("lør",))),
        ("er der noget for min 15-årige søn på fredag i Valby", When(("fre",))),
        ("han skal have noget at lave på lørdag i Tingbjerg", When(("lør",))),
        ("vi skal til noget på lørdag med børnene", When(("lør",))),
        ("han er færdig i skole, noget efter kl 17", When((), time(17))),
        ("klub hvor man spiller til kl 21", When((), None, time(21))),
        ("er der nogen ude til kl 23", When((), None, time(23))),
    ],
)
def test_but_a_day_or_an_hour_of_nothing_else_is_asked_for(text: str, when: When) -> None:
    assert read_when(read_age(words.plain(text))[1], MONDAY)[0] == when


def test_only_a_day_is_when_it_happened() -> None:
    assert read_when("hun lavede middag", MONDAY)[1] == "hun lavede middag"

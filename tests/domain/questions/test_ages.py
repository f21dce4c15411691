"""Ages of the young, of several children and of grown-ups beside them, as people write them in haste."""

from datetime import time

import pytest

from bot.domain.questions import Index, understand, words
from bot.domain.questions.ages import Age, read_age, read_born
from bot.domain.questions.audience import read_audience
from tests.domain.questions.conftest import MONDAY


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("fritidsjob, 16", 16),
        ("sommerjob, 15.", 15),
        ("mobbet i klassen, 13", 13),
        ("kontaktperson 16 uro", 16),
        ("løbet hjemmefra 15", 15),
        ("røveri 15", 15),
        ("onsdag 16 klub", None),
        ("findes 10 klubber", None),
        ("hal 12 fodbold", None),
        ("han har brug for at blive set, 17", 17),
        ("17 søger job", 17),
        ("15 og ensom", 15),
        ("jeg er gravid og 16", 16),
        ("hun er ny i byen og 11", 11),
        ("indvandrerdreng 12 fodbold", 12),
        ("plejesøn 12 keder sig", 12),
        ("bonusdatter (14) vil ikke i skole", 14),
        ("lillebror 9 svømning", 9),
        ("ung mand 24 lige løsladt", 24),
        ("ung kvinde 21 gravid", 21),
        ("mor 22 og gravid", 22),
        ("mand 19 uden bolig", 19),
        ("min nevø fyldte 16 i går", 16),
        ("im 16 and i need a summer job", 16),
        ("i’m 15 want a job", 15),
        ("16yo boy boxing", 16),
        ("boys 12 wednesday", 12),
        ("son 8 autism", 8),
        ("mand 30 timer", None),
        ("mor 6 børn", None),
        ("er åben mandag og 16", None),
        ("10 tilbud til unge", None),
        ("8 klubber", None),
        ("åbent mandag, 16-18", None),
        ("boksning? 16", 16),
        ("fodbold.. 13", 13),
        ("rap: 15", 15),
        ("lave musik 17!!!", 17),
        ("svømning? 12, gerne lørdag", 12),
        ("jobs! 15 og keder mig", 15),
        ("tror måske jeg er til begge dele?? 16", 16),
        ("16 årrig", 16),
        ("15 jear", 15),
        ("en 16 arig", 16),
        ("m14", 14),
        ("k15, dans", 15),
        ("15m", 15),
        ("åbent? 16-18", None),
        ("mandag: 16", None),
        ("klub tirsdag? 16", 16),
        ("kl. 16. klub", None),
        ("pris: 15", None),
        ("15 min fra valby", None),
        ("15m bassin", None),
        ("svømme 25m", None),
    ],
)
def test_an_age_is_read_wherever_it_is_put(text: str, age: int | None) -> None:
    assert read_age(words.plain(text))[0] == (age and (age, age))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("fritidsjob Amager 16", (16, 16)),
        ("klub på Nørrebro 14", (14, 14)),
        ("16 Tingbjerg fritidsjob", (16, 16)),
        ("basket 14 Amager onsdag", (14, 14)),
        ("klub 14 valby", (14, 14)),
        ("klub? 14 nørrebro", (14, 14)),
        ("hvad kan man lave gratis? 16 valby", (16, 16)),
        ("noget for piger? 14, valby", (14, 14)),
        ("boksning: 16, valby", (16, 16)),
        ("fodbold, 13 valby", (13, 13)),
        ("NV 15", (15, 15)),
        ("Christianshavn 10", (10, 10)),
        ("2200 14", (14, 14)),
        ("Mjølnerparken 17 job", (17, 17)),
        ("Valby 14 fritidsjob", (14, 14)),
        ("Vesterbro 11 gratis", (11, 11)),
        ("Husum 16, fodbold", (16, 16)),
        ("Nørrebro 13 keder sig", (13, 13)),
        ("2200 København N 14 dans", (14, 14)),
        ("Tingbjerg 12, 2. tv", None),
        ("bor i Tingbjerg 16 med mor", None),
        ("Amager 10 tilbud", None),
        ("Valby 14 dage", None),
        ("Vesterbro 16-18", None),
        ("Nørrebro 18.30", None),
        ("Valby 12 december", None),
        ("hverdage 13-17 Vesterbro", None),
        ("16 fra valby, vil spille", (16, 16)),
        ("linje 14? amager", None),
        ("16 fra gaden", None),
        ("bor i Tingbjerg 16", None),
        ("bor på Amagerbrogade 16", None),
        ("Lundtoftegade 15", None),
        ("Vigerslev Allé 12", None),
        ("Husum 4", None),
        ("bus 12 Valby", None),
        ("uge 8, Amager", None),
    ],
)
def test_an_age_beside_a_place_is_no_house_number(text: str, age: Age | None, copenhagen: Index) -> None:
    assert understand(text, MONDAY, copenhagen).age == age


@pytest.mark.parametrize(
    ("text", "age", "start"),
    [
        ("hvor kan hun være mellem 14 og 17, 12 år, Vesterbro", (12, 12), time(14)),
        ("mellem 16 og 19, pige 14", (14, 14), time(16)),
        ("unge mellem 13 og 18", (13, 18), None),
        ("noget mellem 10 og 14", (10, 14), None),
    ],
)
def test_beside_an_age_what_is_between_is_a_time_of_day(
    text: str, age: Age, start: time | None, copenhagen: Index
) -> None:
    found = understand(text, MONDAY, copenhagen)
    assert (found.age, found.start) == (age, start)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("min datter har været indlagt 2 mdr", None),
        ("datteren er indlagt i 3 måneder", None),
        ("har ikke været i skole i 3 måneder, går i 7. klasse", (13, 14)),
        ("om 6 måneder bliver han 18", (18, 18)),
        ("ventetid 3 måneder, pige 12", (12, 12)),
        ("behandlingen er 6 mdr", None),
        ("hun er 3 måneder henne", None),
        ("hun er 10 måneder", (0, 0)),
        ("han på 10 måneder kravler", (0, 0)),
        ("babysvømning 5 mdr", (0, 0)),
        ("7 måneders baby", (0, 0)),
        ("dreng 18 måneder", (1, 1)),
    ],
)
def test_months_are_an_age_only_of_somebody(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("hun skriver med en mand på 45", None),
        ("en 45-årig mand skriver til min datter", None),
        ("hun er kæreste med en fyr på 27", None),
        ("pige 14 skriver med en mand på 38", (14, 14)),
        ("en kæreste på 23 har pigen på 15", (15, 15)),
        ("Moderen er 24 og har en dreng på 7 måneder og en pige på 3", (0, 3)),
        ("mor på 24 med en dreng på 2 år", (2, 2)),
        ("jeg er 26 og har en søn på 4", (4, 4)),
        ("kvinde 23 med baby", (23, 23)),
        ("mor på 17 med baby", (17, 17)),
        ("en mand på 45 vil være frivillig", None),
        ("jeg er 42 og tror, at naboens barn bliver slået", None),
        ("min mor er 65 og vil læse med de mindste", None),
        ("jeg er 42 og har ingen børn", (42, 42)),
        ("min mand er 38 og savner en klub", None),
        ("jobklub for folk over 55", (55, 55)),
        ("fodbold for mænd over 50", (50, 50)),
        ("boldspil for 60+", (60, 60)),
        ("folk over 50 kroner i gæld", None),
        ("rideskole for en på 42", (42, 42)),
        ("en mand på 24 vil træne drenge", (24, 24)),
        ("jeg er 22 og gravid", (22, 22)),
        ("min datter er flyttet ind hos sin kæreste på 19, hun er 15", (15, 15)),
        ("har en ven på 18, hun er 13", (13, 13)),
        ("hans storebror på 17 er i en bande, han er 11", (11, 11)),
        ("skriver med en fyr på 18, datter på 14", (14, 14)),
        ("kæresten på 20 slår, jeg er 16", (16, 16)),
        ("min datter på 14 har en kæreste på 18", (14, 14)),
        ("storebror på 18 savner et sted at være", (18, 18)),
        ("vores knægt hænger ud med nogle typer på 25", None),
        ("mor har kun gået fem år i skole", None),
        ("hun har boet her fem år", None),
    ],
)
def test_a_grown_up_beside_a_child_is_not_whose_age_is_asked_for(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("dreng på 7, pige på 12 og storebror på 16", (7, 16)),
        ("har 3 børn, 6, 8 og 14 år", (6, 14)),
        ("Sønnen er 5 og datteren er 16", (5, 16)),
        ("barn 1: 4 år, barn 2: 11 år, barn 3: 17 år", (4, 17)),
        ("en 4-årig og en 14-årig", (4, 14)),
        ("to på 1 og en på 3", (1, 3)),
        ("fire drenge (3, 5, 8 og 11)", (3, 11)),
        ("fire søskende – 6, 9, 12 og 16", (6, 16)),
        ("tre søskende på hhv. 5, 7 og 10", (5, 10)),
        ("2 børn, 8 og 12", (8, 12)),
        ("min dreng er 12 og hans lillebror 8", (8, 12)),
        ("søskende på 6 mdr og 4 år", (0, 4)),
        ("tvillinger 5 år og en baby", (0, 5)),
        ("min søn på 12 vil på hold med unge 14-15", (12, 12)),
        ("far til tre, 4, 7 og 9", (4, 9)),
        ("mine børn er 3 og 8", (3, 8)),
        ("drengene er 7 og 10", (7, 10)),
        ("tre drenge på 8 11 og 15", (8, 15)),
        ("tre drenge 8 11 15", (8, 15)),
        ("børn 4 7 og 10", (4, 10)),
        ("barn 8, barn 12, barn 16", (8, 16)),
        ("min ven på 15 og jeg på 17", (15, 17)),
        ("min søn 6 og min veninde søn 12", (6, 12)),
        ("min søn på 16 har en lillebror på 7 der keder sig", (7, 16)),
        ("jeg er 16 og har en lillesøster på 5 der keder sig", (5, 16)),
        ("jeg er 16 min søster er 11 vi vil begge danse", (11, 16)),
        ("two brothers, 9 and 11", (9, 11)),
        ("barn 2 på vej", None),
        ("vi er 8 børn", None),
    ],
)
def test_several_children_are_from_the_youngest_to_the_eldest(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("unge 18-25 kriminalitet", (18, 25)),
        ("unge 18-25 kreative", (18, 25)),
        ("unge 15-18 kroppen", (15, 18)),
        ("unge 13-17 minigolf", (13, 17)),
        ("drenge 8 til 11", (8, 11)),
        ("16-25 drenge job", (16, 25)),
        ("14-18 ungdomsklub", (14, 18)),
        ("3-5 motorik", (3, 5)),
        ("børn 2-3 timer", None),
        ("unge 3-4 gange", None),
        ("8-16 åbningstid", None),
        ("16-18 onsdag", None),
        ("14-18 klub tirsdag", None),
        ("10-12 personer", None),
        ("24-7 rådgivning", None),
        ("5-10 kr", None),
    ],
)
def test_ages_from_one_to_another_are_read_whole(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("jeg er 22 og vil være frivillig på en ferielejr", None),
        ("jeg er 30 og vil gerne hjælpe med lektier", None),
        ("frivillig, 23", None),
        ("24 år og vil give lektiehjælp", None),
        ("jeg er 22 og vil hjælpe min bror på 12 med lektier", (12, 12)),
        ("jeg er 16 og vil være frivillig", (16, 16)),
        ("jeg er 20 og vil hjælpe min mor", (20, 20)),
        ("jeg er 22 og har brug for hjælp med lektier", (22, 22)),
        ("er der frivillige der hjælper en på 18", (18, 18)),
    ],
)
def test_how_old_a_volunteer_is_tells_nothing_of_a_child(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("børnehaveklasse lørdag", (5, 6)),
        ("vuggestue formiddag tirsdag", (0, 2)),
        ("børnehave onsdag", (3, 5)),
        ("søger plads i vuggestue", None),
        ("vuggestuen lukker fredag", None),
        ("i min vuggestue, dag efter dag", None),
    ],
)
def test_where_they_go_by_day_tells_how_old_they_are(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Dreng i 7. fra Nordvest", (13, 14)),
        ("Pigen i 4. har brug for en ven", (10, 11)),
        ("sønnen i 8. kan tjene lidt", (14, 15)),
        ("To brødre i 2. og 5., Husum", (8, 12)),
        ("En fra 6. der vil danse", (12, 13)),
        ("klassen i 6. er begyndt at ryge", (12, 13)),
        ("hvem laver kurser for en 6.", (12, 13)),
        ("samtale med en 7. der skærer sig", (13, 14)),
        ("barnebarnet i 8. vil ikke ud", (14, 15)),
        ("hun går i 5. ved Korsgade", (11, 12)),
        ("klub til en 12.", (12, 12)),
        ("en dreng i min 5. tør ikke gå i skole", (11, 12)),
        ("ungerne i femte har brug for lektiehjælp", (11, 12)),
        ("hvad skal han efter 9.", (15, 16)),
        ("er der åbent efter 9.", None),
        ("børnene i femte række", None),
        ("dreng i 2. halvår", None),
        ("en fra 3. sal larmer", None),
        ("hun er i 5. måned", None),
        ("barn i 3. uge", None),
        ("børn i 1. række", None),
        ("født d. 7. maj", None),
    ],
)
def test_a_class_is_told_by_its_number_and_a_point(text: str, age: Age | None) -> None:
    assert read_age(words.plain(text))[0] == age


def test_whose_class_it_is_tells_for_whom() -> None:
    assert read_audience(read_age("dreng i 7. keder sig")[1])[0] == "drenge"
    assert read_age("elev i 4. klasse")[1].split() == ["elev", "i"]
    assert read_audience(read_age("min mor på 84, hvem kan tage hende med")[1])[0] is None


@pytest.mark.parametrize(
    "text", ["piger 10-12 dans", "pigerne er 8 og 10", "piger mellem 10 og 14", "to piger (8, 9 og 11)"]
)
def test_how_old_they_are_leaves_for_whom_it_is(text: str) -> None:
    assert read_audience(read_age(words.plain(text))[1])[0] == "piger"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("fodboldhold for drenge født 2014", (11, 12)),
        ("håndbold til pige født i 2018", (7, 8)),
        ("årgang 2012, hvem træner dem", (13, 14)),
        ("boy born in 2020", (5, 6)),
        ("foedt 2026", (0, 0)),
        ("født i 1980", None),
        ("født i 2030", None),
        ("klub siden 2014", None),
    ],
)
def test_a_year_of_birth_is_the_two_ages_that_it_gives_this_year(text: str, age: tuple[int, int] | None) -> None:
    found, rest = read_born(words.plain(text), 2026)
    assert found == age
    assert (rest == words.plain(text)) == (age is None), "what was read is blanked out"

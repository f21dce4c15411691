"""For whom something should be, as people write it."""

import pytest

from bot.domain.questions import Index, rank, understand, words
from bot.domain.questions.ages import read_age
from bot.domain.questions.audience import read_audience
from tests.domain.questions.conftest import MONDAY


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("noget for piger", "piger"),
        ("pigefodbold", "piger"),
        ("min søn", "drenge"),
        ("piger og drenge", None),
        ("ikke kun for piger", "alle"),
        ("ikke kun for fagfolk", None),
        ("der ikke kun er for drenge", "alle"),
        ("ikke et rent pigehold", "alle"),
        ("dans, men ikke det der kun er for piger", "alle"),
        ("et hold, ikke noget kun for piger, til min søn", "drenge"),
        ("min søn er til drenge", None),
        ("jeg er til piger", None),
        ("noget der er til drenge", "drenge"),
        ("hvordan kommer jeg væk fra de andre drenge", None),
        ("ikke for drenge", "piger"),
        ("min niece nægter at træne sammen med drengene", "piger"),
        ("hun vil på et hold, men ikke med drenge", "piger"),
        ("min datter går ingen steder, hvis der er drenge", "piger"),
        ("drenge forbudt, siger hun", "piger"),
        ("min søn vil ikke lege med de andre drenge", "drenge"),
        ("han vil ikke spille med pigerne", "drenge"),
        ("hun er ti, og drengene afleverer aldrig til hende", "piger"),
        ("ingen turneringer og ingen drenge, siger hun", "piger"),
        ("gider ikke, når der er drenge med", "piger"),
        ("hun vil ikke på et pigehold", "alle"),
        ("rådgivning uden at mine forældre får det at vide", None),
        ("mine forældre drikker", None),
        ("klub uden piger", "drenge"),
        ("klub hvor drenge ikke er med", "piger"),
        ("pigerne skal ikke være med", "drenge"),
        ("noget for familier med børn", "familier"),
        ("mine drenge på 7 og 9", "drenge"),
        ("kurser for forældre", "forældre"),
        ("børn", None),
        ("noget uden sport for piger", "piger"),
        ("aktiviteter uden bold til drenge", "drenge"),
        ("han vil spille fodbold", "drenge"),
        ("hun elsker heste", "piger"),
        ("min far siger, at han går", None),
        ("jeg har en i klassen, han er stille", None),
        ("hun vil have ham til at gå til noget", None),
        ("drengene fylder boldbanen, hvor kan pigerne være", "piger"),
        ("pigerne overtager hallen, noget for drengene", "drenge"),
        ("drengene fylder for meget i klubben", "drenge"),
        ("pige 15 der ikke må gå til fritidsaktiviteter med drenge", "piger"),
        ("min søn må ikke gå til dans med piger", "drenge"),
        ("ingen penge og to drenge, ferie", "drenge"),
        ("sommerferie uden penge, to drenge", "drenge"),
        ("vi har ingen bil, to piger vil danse", "piger"),
        ("intet internet, ingen fodboldklub, tre drenge", "drenge"),
        ("ingen fritid, mine piger", "piger"),
        ("vil ingen steder, hvor der er drenge", "piger"),
        ("knægten vil ikke i skole", "drenge"),
        ("en purk", "drenge"),
        ("tøsebarn", "piger"),
        ("tøsen nægter at være med drengene", "piger"),
        ("hun vil ikke, hvis gutterne er med", "piger"),
        ("min dater", "piger"),
        ("min sjøn", "drenge"),
        ("min sønn", "drenge"),
        ("dater nogen", None),
    ],
)
def test_whom_it_is_for_is_read(text: str, audience: str | None) -> None:
    assert read_audience(words.plain(text))[0] == audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("min knøs on ti vil te fodbold", "drenge"),
        ("knægt på 10 der elsker bold", "drenge"),
        ("gut 14 boksning", "drenge"),
        ("tre gutter på 16", "drenge"),
        ("flygtningedreng til fodbold", "drenge"),
        ("indvandrerpige til fodbold", "piger"),
        ("min nevø vil hamre søm", "drenge"),
        ("niecen elsker larm", "piger"),
        ("bonussøn", "drenge"),
        ("plejedatteren keder sig", "piger"),
        ("papsøn", "drenge"),
        ("to brødre på 8 og 10 driver rundt", "drenge"),
        ("søstre på 9 og 11", "piger"),
        ("søstre 8 og 10", "piger"),
        ("svømning til lillebror", "drenge"),
        ("lillesøster 7 dans", "piger"),
        ("storebror på 18 savner et sted at være", "drenge"),
        ("pige 13, storebror på 18 er i bande", "piger"),
        ("min storebror slår mig", None),
        ("brødrene følger efter hende", "piger"),
        ("mine brødre tjekker min telefon", None),
        ("lillebror sidder i kørestol, og alt handler om ham, jeg er elleve", None),
        ("bor kun med mor og søstre", None),
        ("min svigerdatter er lige flyttet hertil", None),
        ("sæson for en person", None),
    ],
)
def test_whose_child_or_sibling_it_is_tells_for_whom_it_should_be(text: str, audience: str | None) -> None:
    assert read_audience(read_age(words.plain(text))[1])[0] == audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("forældre skilsmisse 13 år", None),
        ("forældre vil bestemme uddannelsen, 17", None),
        ("får ikke lavet lektier, forældre kan ikke dansk", None),
        ("begge forældre arbejder hele juli", None),
        ("bor hos forældre", None),
        ("hans forældre er skilt", None),
        ("hans forældre spørger, om der findes et kursus", "forældre"),
        ("forældrene vil også gerne være med", "forældre"),
        ("forældre til unge, der ryger", "forældre"),
        ("forældre til en dreng på 18 er urolige", "drenge"),
        ("noget for forældre", "forældre"),
        ("hvor kan forældre få råd", "forældre"),
        ("fædre i Tingbjerg", "forældre"),
    ],
)
def test_what_parents_do_is_nothing_for_parents(text: str, audience: str | None) -> None:
    assert read_audience(words.plain(text))[0] == audience


def test_an_activity_for_girls_is_whatever_is_for_them(copenhagen: Index) -> None:
    found = rank(understand("pigeaktiviteter i Mjølnerparken", MONDAY, copenhagen), MONDAY, copenhagen)
    assert found.answer[0].offer_id == "street-cafeen"


def test_without_the_others_is_for_nobody_else() -> None:
    assert (
        read_audience("træning for piger uden drenge")[:2]
        == read_audience("fodbold uden drenge")[:2]
        == ("piger", True)
    )


@pytest.mark.parametrize(
    "text",
    ["kun for piger", "kun for piger, ikke med drenge", "pigehold", "girls-only activities", "only for girls"],
)
def test_what_is_for_nobody_else_is_read(text: str) -> None:
    assert read_audience(words.plain(text))[:2] == ("piger", True)


@pytest.mark.parametrize("text", ["min søn på 9", "dreng 14, Valby", "boy of 12 or so", "min dreng på 8 år"])
def test_who_is_so_old_tells_for_whom_it_should_be(text: str) -> None:
    assert read_audience(read_age(words.plain(text))[1])[0] == "drenge"


def test_whose_parents_they_are_stays_to_be_heard() -> None:
    assert read_audience("mine forældre drikker")[2] == "mine forældre drikker"


@pytest.mark.parametrize(
    ("text", "audience", "only"),
    [
        ("Ahmed på 10 og hans lillesøster på 6", None, False),
        ("Sara på 9 og hendes lillebror på 4", None, False),
        ("hans lillesøster på 6 vil danse", "piger", False),
        ("ingen drenge må være med", "piger", True),
        ("ingen piger i klassen vil lege med ham", "drenge", False),
        ("forældre er ved at gå fra hinanden", None, False),
    ],
)
def test_two_children_are_of_neither_gender_alone(text: str, audience: str | None, only: bool) -> None:
    assert read_audience(read_age(words.plain(text))[1])[:2] == (audience, only)

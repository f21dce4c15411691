"""For whom something should be, as people write it."""

import pytest

from bot.domain.questions import words
from bot.domain.questions.ages import read_age
from bot.domain.questions.audience import read_audience


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
    ],
)
def test_whom_it_is_for_is_read(text: str, audience: str | None) -> None:
    assert read_audience(words.plain(text))[0] == audience


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

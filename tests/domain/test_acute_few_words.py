"""A worry in few words, and beside it no more than an age, a class or a place."""

from pathlib import Path

import pytest

from bot.domain.acute import UNNAMED, Acute, worries

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")


@pytest.mark.parametrize(
    "words",
    [
        "selvskade 15",
        "selvskade 16 år",
        "selvskade 13 Husum",
        "selvskader 14",
        "selvskade dreng 13 kbh nv",
        "selvskade 8. klasse",
        "incest",
        "incest 9 år",
        "incest barn",
        "pædofili",
        "paedofili",
        "seksuelt misbrug 8",
        "vanrøgt 3 år",
        "vanroegt baby",
        "anoreksi 13",
        "omskæring 6 år",
        "kønslemlæstelse",
        "chikane 13",
        "stofmisbrug mor 6 år",
        "misbrug hjemme 10 år",
        "misbrug forældre",
        "misbrug foraeldre 3. klasse",
        "mor misbruger",
        "alkoholmisbrug far 8",
        "alene hjemme 6 år",
        "alene hjemme 5 årig",
        "alene hjemme femårig",
        "alene hjemme 4",
        "afpresning",
        "afpresning 14",
        "afpresning dreng 15 Valby",
        "våben 17",
        "vaaben 16 år",
        "pistol 15 år",
        "overgreb 6 år",
        "selvskade 15 Brovstrup",
        "incest Ellestrup",
        "social kontrol 15",
        "selvmord 17",
    ],
)
def test_the_name_of_a_worry_is_no_statistic_beside_an_age(words: str) -> None:
    assert set(worries(words, ACUTE)) - {UNNAMED}


@pytest.mark.parametrize(
    "words",
    [
        "kursus selvskade",
        "selvskade oplæg 8. klasse",
        "selvmord statistik",
        "bog om incest",
        "misbrug af tilskud",
        "film om incest 16 år",
        "selvskade e-læring",
        "alene hjemme 13 år",
        "alene hjemme 15",
        "Alene Hjemme film 6 år",
        "alene hjemme med to børn, legegruppe",
        "alene 6 år legekammerat",
        "våbenhvile rollespil",
        "vandpistol 7",
        "interesseret i våben fra middelalderen",
        "boksning mod vold",
        "musik mod vold",
        "fodbold mod vold og kriminalitet",
        "kærestesorger pige 14",
        "kaerestesorg dreng 15",
        "pige 14",
        "dreng 15 Valby",
        "pige",
        "pige 9 Husum dans",
        "unge på Pusher Street",
        "mobning 12",
        "fodbold 6 år",
        "hjemmehjælp",
    ],
)
def test_the_same_words_beside_an_errand_are_no_worry(words: str) -> None:
    assert worries(words, ACUTE) == ()

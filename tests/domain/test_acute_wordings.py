"""Worries in the words that two readers found missed, misread or falsely alarmed."""

from pathlib import Path

import pytest

from bot.domain.acute import Acute, worries

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")


@pytest.mark.parametrize(
    ("words", "worry"),
    [
        ("min søn er væk og hans telefon er slukket", "forsvundet"),
        ("pigen blev væk i centret for en time siden", "forsvundet"),
        ("jeg leder efter min søn, han er ikke kommet hjem", "forsvundet"),
        ("ingen ved hvor min søn er", "forsvundet"),
        ("barnet er væk", "forsvundet"),
        ("min søn er væk i tingbjerg efter fodbold", "forsvundet"),
        ("min søn sidder på sit værelse med et glas piller", "livsfare"),
        ("der er tomme pilleglas ved siden af hende", "livsfare"),
        ("hun har låst sig inde på toilettet med piller", "livsfare"),
        ("my daughter is in the bathroom with a lot of pills", "livsfare"),
        ("han er skudt i benet", "livsfare"),
        ("he got shot", "livsfare"),
        ("hun slår sig selv i hovedet når hun er ked af det", "selvmord"),
        ("jeg bider mig selv til blods", "selvmord"),
        ("hun vil straffe sig selv og banker hovedet ind i væggen", "selvmord"),
        ("she is cutting again", "selvmord"),
        ("jeg ridser mig i armen når det hele er for meget", "selvmord"),
        ("jeg kradser mig selv til blods", "selvmord"),
        ("de vil give ham penge for at kaste en håndgranat", "trusler"),
        ("min elev er blevet tilbudt 10000 kr for at opbevare noget", "trusler"),
        ("someone offered my brother money to deliver a package", "trusler"),
        ("min dreng er med i en bande", "trusler"),
        ("jeg hører skud udenfor", "trusler"),
        ("der er faldet skud i gaden", "trusler"),
        ("de skyder på hinanden udenfor", "trusler"),
        ("min far låser min søster inde på værelset", "tvang"),
        ("han har taget min nøgle så jeg ikke kan komme ud", "tvang"),
        ("min elevs familie har taget hendes pas, hun skal til somalia i ferien", "tvang"),
        ("jeg må ik komme ud de låser døren", "tvang"),
        ("de gemmer mit pas for mig så jeg ikke kan rejse", "tvang"),
        ("jeg er 14 og min kæreste er 26", "overgreb"),
        ("en elev på 14 har en kæreste på 30", "overgreb"),
        ("træneren rager på pigerne", "overgreb"),
        ("my boyfriend is 25 and i am 13", "overgreb"),
        ("kæreste 23 år jeg er 14", "overgreb"),
        ("jeg mangler et sovested", "husly"),
        ("kan en 15 årig få en seng et sted", "husly"),
        ("need a bed tonight", "husly"),
        ("hvor sover man hvis man er 16 og ikke kan komme hjem", "husly"),
        ("min far slår mig ikke hver dag, kun når han er fuld", "vold"),
        ("min datter siger hun bliver slået", "vold"),
        ("jeg bliver slået af min mor", "vold"),
        ("nogen slår min søn", "vold"),
        ("min søn har fået lussinger af sin far", "vold"),
        ("min veninde slår sin søn", "vold"),
        ("min søn spiser ikke mere", "spiseforstyrrelse"),
        ("hun taber sig meget og spiser ikke", "spiseforstyrrelse"),
        ("jeg spiser ikke mere", "spiseforstyrrelse"),
        ("hun har tabt 10 kilo og spiser kun salat", "spiseforstyrrelse"),
        ("børnene har ikke spist siden i går", "omsorgssvigt"),
    ],
)
def test_other_wordings_of_what_was_once_missed_are_recognised(words: str, worry: str) -> None:
    assert worry in worries(words, ACUTE)


@pytest.mark.parametrize(
    ("words", "worry"),
    [
        ("mine forældre slår ikke hårdt men de slår hver dag", "vold"),
        ("min far slår ikke kun mig", "vold"),
        ("min far slår ikke bare mig, også min søster", "vold"),
        ("det er ikke noget med selvmord men min far slår mig", "vold"),
        ("ingen mistanke om vold, men hun vil ikke leve mere", "selvmord"),
        ("min mor slår ikke mig men min bror", "vold"),
        ("far slår ikke længere, men mor gør", "vold"),
        ("ikke overgreb men han bliver slået derhjemme", "vold"),
        ("ikke noget med vold, men onkel rører ved hende", "overgreb"),
        ("ingen tror på mig, min far slår mig", "vold"),
        ("ingen vold sagde hun, men hun har blå mærker", "vold"),
        ("ikke mistanke om selvmord men om vold", "vold"),
        ("min far slår ikke, men han sparker mig", "vold"),
        ("min mor slår ikke men min far gør", "vold"),
        ("min far slår mig ikke, han sparker mig", "vold"),
        ("ingen mistanke om overgreb, men om vold", "vold"),
        ("det handler ikke om vold men om overgreb", "overgreb"),
        ("uden mistanke om misbrug, men faren slår", "vold"),
        ("hun er ikke udsat for overgreb, men for vold derhjemme", "vold"),
    ],
)
def test_who_denies_one_thing_may_tell_of_another(words: str, worry: str) -> None:
    assert worry in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        "mine forældre slår ikke",
        "min far slår mig ikke",
        "ingen mistanke om vold, bare lektiehjælp i husum",
        "ikke noget med selvmord, bare en klub",
        "det handler ikke om vold",
        "han er ikke udsat for vold",
    ],
)
def test_what_is_denied_does_not_alarm(words: str) -> None:
    assert worries(words, ACUTE) == ()


@pytest.mark.parametrize(
    "words",
    [
        "min søn slår mig",
        "min datter på 13 slår sin mor",
        "min søn er voldelig mod mig",
        "min dreng på 9 slår de andre børn",
        "et barn i børnehaven der slår de andre",
        "my son hits me",
    ],
)
def test_a_child_that_hits_is_no_suspicion_against_the_parents(words: str) -> None:
    """The advice about violence says not to talk with the parents: wrong where they are the ones who ask."""
    assert worries(words, ACUTE) in {("underretning",), ("bekymring",)}


@pytest.mark.parametrize("words", ["jeg slår mig selv når jeg er ked af det", "jeg har lyst til at slå mig selv"])
def test_who_hits_himself_is_not_hit_by_others(words: str) -> None:
    assert worries(words, ACUTE) == ("selvmord",)


@pytest.mark.parametrize(
    "words", ["jeg er gravid og tør ikke sige det hjemme", "jeg er bøsse og tør ikke sige det til far"]
)
def test_fear_of_telling_is_no_suspicion_of_violence(words: str) -> None:
    assert worries(words, ACUTE) in {("bekymring",), ()}


def test_shots_are_a_danger_from_others_and_somebody_shot_one_to_life() -> None:
    assert worries("der er skudt i vores gård", ACUTE) == ("trusler",)
    assert worries("skyderi på blågårds plads", ACUTE) == ("trusler",)
    assert worries("min bror er blevet skudt", ACUTE) == ("livsfare",)

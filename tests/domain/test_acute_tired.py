"""Who cannot go on: a young person may think of suicide, a grown-up around a child is tired out."""

from pathlib import Path

import pytest

from bot.domain.acute import Acute, worries

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")


@pytest.mark.parametrize(
    "words",
    [
        "dreng på 16 i Brønshøj skal væk fra gaden, mor er alene med 4 og orker ikke mere, han kan lide at bokse",
        "mor orker ikke mere",
        "moren er udbrændt og orker ikke mere",
        "pædagogerne orker ikke mere",
        "far kan ikke mere",
        "mor er alene med tre og kan ikke mere",
        "min kone orker bare ikke mere",
        "lærerne magter ikke mere, klassen larmer",
        "personalet orker ikke mere",
        "bedstemor kan ikke længere, hun passer to på 6 og 8",
        "forældrene er skilt og orker ikke mere",
        "mormor er 80 og magter ikke mere",
        "13-årig terroriserer opgangen, mor kan ikke mere",
        "plejemor er træt og orker ikke mere",
        "mor er enlig og magter snart ikke mere, hun mangler aflastning",
        "hendes mor har tre job og orker ikke mere",
        "pædagogen er syg og kan ikke mere",
        "naboerne orker ikke mere larm i gården",
        "ryggen kan ikke mere",
        "min datter orker ikke mere matematik",
        "hun siger hun ikke kan mere i matematik",
        "moren er ny i Danmark og kan ikke mere dansk end goddag",
        "mor siger at hun ikke orker mere",
        "far skriver han ikke kan mere",
        "min søn kan ikke mere i skolen, siger hans far",
    ],
)
def test_a_tired_grown_up_thinks_of_no_suicide(words: str) -> None:
    assert set(worries(words, ACUTE)) <= {"bekymring"}


@pytest.mark.parametrize(
    "words",
    [
        "mor orker ikke mere",
        "moren er udbrændt og orker ikke mere",
        "far kan ikke mere",
        "mor er alene med tre og kan ikke mere",
        "plejemor er træt og orker ikke mere",
    ],
)
def test_parents_who_cannot_go_on_are_a_worry_about_the_child(words: str) -> None:
    assert worries(words, ACUTE) == ("bekymring",)


@pytest.mark.parametrize(
    "words",
    [
        "hun siger hun ikke orker mere",
        "han skriver at han ikke kan mere",
        "min datter siger at hun ikke orker mere",
        "en elev siger hun ikke magter mere",
        "hun siger at hun bare ikke orker mere",
        "pigen har sagt hun ikke orker længere",
        "han orker bare ikke mere",
        "hun orker ikke mere",
        "veninden skriver jeg orker ikke mere",
        "jeg orker ikke mere",
        "jeg kan ikke mere",
        "min søn på 15 orker ikke mere",
        "drengen siger han ikke orker mere, hvad gør jeg",
        "en ung i klubben har sagt at han ikke kan mere",
        "hun skriver hun snart ikke orker mere",
        "mor er ked af det, for hendes datter orker ikke mere",
        "mor orker ikke mere og vil ikke leve",
        "min mor vil tage sit eget liv, hun orker ikke mere",
        "far er død og jeg kan ikke mere",
        "mor er på arbejde og jeg orker ikke mere",
        "pige 14 orker ikke mere",
        "eleven græder og siger hun ikke kan mere",
    ],
)
def test_a_young_person_who_cannot_go_on_may_think_of_suicide(words: str) -> None:
    assert "selvmord" in worries(words, ACUTE)

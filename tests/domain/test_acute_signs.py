"""Signs of neglect that one sees and smells, and holes and smells that are none."""

from pathlib import Path

import pytest

from bot.domain.acute import Acute, worries

ACUTE = Acute.load(Path(__file__).resolve().parents[2] / "data" / "acute.toml")


@pytest.mark.parametrize(
    "words",
    [
        "han lugter og har hul i skoene",
        "han har huller i tænderne og lugter",
        "hun lugter og er altid beskidt",
        "drengen har hul i skoene hele vinteren",
        "pigen lugter og har lus",
        "han lugter",
        "hun lugter grimt",
        "drengen stinker af sved og har fedtet hår",
        "eleven har huller i skoene og ingen jakke",
        "hun har rådne tænder og er 5 år",
        "han har huller i alle tænderne og har aldrig været til tandlæge",
        "barnet lugter og er sulten",
        "en pige i 2. klasse lugter og har for små sko",
        "han har hul i sine sko",
        "hun er beskidt og lugter",
        "min elev lugter og går med hul i skoene",
        "han har sorte tænder",
        "dreng på 6 har huller i tænderne og lugter",
        "hun har huller i strømperne og lugter",
        "de lugter og har ingen madpakke",
        "hun lugter surt og har uvasket hår",
    ],
)
def test_a_child_that_smells_or_goes_with_holes_is_a_worry(words: str) -> None:
    assert set(worries(words, ACUTE)) & {"bekymring", "omsorgssvigt"}


@pytest.mark.parametrize(
    "words",
    [
        "hun har hul i bukserne, reparationscafé",
        "hul i tænderne",
        "tandlæge til dreng med hul i tanden",
        "hul i en kindtand, han klager hele natten",
        "opvaskemaskinen lugter",
        "han lugter af parfume",
        "hun lugter til blomsterne",
        "klasselokale 14 lugter mærkeligt",
        "hvor kan jeg få lappet hul i cyklen",
        "der er hul i taget",
        "huller i ørerne, 9 år",
        "knægt i 7. klasse har store huller i stavning og regning",
        "hun vil lære at lappe huller i tøj",
        "jakke med hul, hvem reparerer",
        "der lugter af skrald i gården",
        "hunden lugter",
        "skole med huller i skemaet",
        "skomager til sko med hul i",
        "mine sko har hul",
        "vandlås lugter",
    ],
)
def test_holes_and_smells_of_other_things_are_none(words: str) -> None:
    assert worries(words, ACUTE) == ()

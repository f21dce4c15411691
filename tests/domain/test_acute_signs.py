"""Signs of a worry that are no emergency: neglect that one sees and smells, laughing gas, shared pictures."""

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


@pytest.mark.parametrize(
    "words",
    [
        "han tager lattergas",
        "elev har prøvet lattergas",
        "min søn suger lattergas med vennerne",
        "hun er afhængig af lattergas",
        "drengene sniffer lattergas bag klubben",
        "hun er på lattergas hver weekend",
        "tror jeg er blevet hooked på lattergas er 16",
        "eleven køber lattergas på nettet",
        "jeg prøver at stoppe med lattergas",
    ],
)
def test_laughing_gas_alone_is_no_danger_to_life(words: str) -> None:
    assert set(worries(words, ACUTE)) <= {"bekymring"}


@pytest.mark.parametrize(
    "words",
    [
        "han er helt væk efter at have sniffet lattergas",
        "han har taget lattergas og er bevidstløs",
        "hun har taget lattergas og er faldet om",
    ],
)
def test_who_does_not_come_to_after_laughing_gas_is_in_danger(words: str) -> None:
    assert worries(words, ACUTE)[:2] == ("livsfare", "forgiftning")


@pytest.mark.parametrize(
    "words",
    [
        "kæresten deler billeder af hende",
        "hendes eks har delt billeder af hende",
        "min kæreste har lagt en video af mig ud",
        "drengene i klassen deler billeder af hende",
        "eksen har spredt videoer af min datter",
        "hendes kæreste sender billeder af hende rundt",
        "min eks har lagt billeder af mig på nettet",
        "kæresten har sendt billeder af hende til sine venner",
        "hendes kæreste har delt en video af hende",
    ],
)
def test_pictures_that_a_boyfriend_or_girlfriend_shares_are_abuse(words: str) -> None:
    assert "overgreb" in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        "han tager lattergas",
        "elev har prøvet lattergas",
        "sexarbejde",
        "hun overvejer sexarbejde",
        "veninden er begyndt på sexarbejde, 17 år",
    ],
)
def test_what_may_be_a_worry_is_one_without_a_name(words: str) -> None:
    assert worries(words, ACUTE) == ("bekymring",)


@pytest.mark.parametrize(
    "words",
    [
        "lattergas",
        "noget om lattergas",
        "hvad er lattergas, farligt?",
        "skolen deler billeder af børnene på facebook, må de det",
        "mormor deler billeder af ham på facebook",
        "han vil dele billeder af sin hund",
        "fotoklub hvor man deler billeder",
        "min kæreste tager billeder af fugle",
        "min kæreste deler billeder af katten",
        "min kæreste sender billeder af vores hund",
        "foredrag om sexarbejde",
        "forskning i sexarbejde",
        "foredrag om lattergas",
        "undervisning om lattergas i 8. klasse",
        "unge med lattergas",
        "oplæg for forældre hvis unge tager lattergas",
        "min kæreste har delt billeder af os på instagram",
    ],
)
def test_other_pictures_and_teaching_are_none(words: str) -> None:
    assert worries(words, ACUTE) == ()

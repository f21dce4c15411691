"""Danger now, in a word or two: 112 comes first; and what only sounds like it."""

import pytest

from bot.domain.acute import Acute, worries
from bot.settings import HOUSE

ACUTE = Acute.load(HOUSE / "data" / "acute.toml")


@pytest.mark.parametrize(
    "words",
    [
        "112",
        "ambulance",
        "vi skal bruge en ambulance",
        "I need an ambulance",
        "det brænder",
        "det brænder hos naboen",
        "brand",
        "de skyder",
        "nogen skyder lige nu",
        "han blev stukket",
    ],
)
def test_danger_in_few_words_is_danger(words: str) -> None:
    assert "livsfare" in worries(words, ACUTE)


@pytest.mark.parametrize(
    "words",
    [
        "bus 112",
        "ung vil være ambulanceredder",
        "de små vil lege ambulance",
        "brandkadetter",
        "my own brand",
        "de skyder bolden over hegnet",
        "han er stukket af en bi",
        "shelter uden lys",
        "han må ikke tage bussen alene",
    ],
)
def test_what_only_sounds_like_danger_is_none(words: str) -> None:
    assert "livsfare" not in worries(words, ACUTE)
    assert "omsorgssvigt" not in worries(words, ACUTE)

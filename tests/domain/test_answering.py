"""Whose offers come first when a question holds a worry."""

from datetime import datetime

import pytest

from bot.clock import COPENHAGEN
from bot.domain.acute import Acute
from bot.domain.answering import find, recognise
from bot.domain.questions import Index
from bot.settings import HOUSE
from bot.transfer import read_directory

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
INDEX = Index(read_directory(HOUSE / "data" / "koebenhavn"))
ACUTE = Acute.load(HOUSE / "data" / "acute.toml")


def answer(words: str) -> list[str]:
    found, _ = find(recognise(words, NOW, INDEX, ACUTE), NOW, INDEX, ACUTE)
    assert len(found.answer) == len({match.offer_id for match in found.answer}) == found.total
    return [match.offer_id for match in found.answer]


def topics(offer_id: str) -> tuple[str, ...]:
    offer = INDEX.directory.offer(offer_id)
    assert offer is not None
    return offer.topics


def test_those_who_do_nothing_else_come_before_those_who_are_told() -> None:
    found = answer("hun er bange for tvangsægteskab")
    assert "social kontrol" in topics(found[0])
    assert any("underretning" in topics(one) for one in found)


@pytest.mark.parametrize("words", ["hun spiller fodbold, men vil ikke leve mere", "han vil hoppe ud fra altanen"])
def test_where_life_is_in_danger_nothing_comes_before_those_who_help_at_once(words: str) -> None:
    assert {"akut hjælp", "underretning"} & set(topics(answer(words)[0]))


@pytest.mark.parametrize("words", ["et barn hos os bliver slået derhjemme", "kæresten plager hende om nøgenbilleder"])
def test_the_door_for_worries_comes_before_who_answers_when_it_is_closed(words: str) -> None:
    found = answer(words)
    receives, answers = ([t in topics(one) for one in found].index(True) for t in ("underretning", "akut hjælp"))
    assert receives < answers


def test_who_answers_day_and_night_comes_first_when_asked_for() -> None:
    assert "akut hjælp" in topics(answer("akut hjælp døgnet rundt til et barn, der bliver slået")[0])

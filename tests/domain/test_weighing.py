"""How much a text sounds like a worry."""

import json
from pathlib import Path

from bot.domain.weighing import Points, traits, weight

POINTS = Points(-2.0, 1.0, -3.0, {"far": 4.0, "drikk*": 4.0, "bold": -4.0, "hold": -4.0})


def test_a_text_without_known_words_weighs_only_the_start() -> None:
    assert weight("", POINTS) == weight("noget andet ", POINTS) == -2.0


def test_words_and_the_beginnings_of_long_words_count_but_numbers_do_not() -> None:
    assert traits("far drikker 112 hver 8arig ") == {"far", "drikker", "drikk*", "hver"}
    assert weight("far drikker ", POINTS) > POINTS.enough


def test_words_of_something_else_weigh_against_it() -> None:
    assert weight("far drikker bold hold ", POINTS) == -2.0
    assert weight("bold hold ", POINTS) < POINTS.calm


def test_the_points_that_come_along_tell_a_worry_from_a_wish() -> None:
    path = Path(__file__).resolve().parents[2] / "data" / "acute_points.json"
    points = Points(**json.loads(path.read_text(encoding="utf-8")))
    assert points.start < points.calm < points.enough
    assert weight("hun tor ikke sige det til sin mor ", points) > weight("fodbold for piger i valby ", points)

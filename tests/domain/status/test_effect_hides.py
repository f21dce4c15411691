"""Whatever an effect publishes gives no small number away: an attacker that is an integer program over all of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.domain.status.effect import Material, material
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.values import Value
from tests.domain.status.effect_attacker import AREAS, AT, CATALOGUE, ORGANISATION, PERIODS, worked_out
from tests.domain.status.effect_worlds import materials


def one_period(*counts: tuple[str, str, int], goals: Sequence[Goal] = ()) -> Material:
    figures = [Figure(name, "party:uu", place, PERIODS[0], Value(float(n)), 1, "i", "a") for name, place, n in counts]
    return material(figures, goals, CATALOGUE, ORGANISATION, AREAS)


def texts(found: Material, *ats: str) -> list[str]:
    return [found.published.text((*at.split(), "2024")) for at in ats]


def test_a_denominator_that_would_give_a_group_away_is_hidden() -> None:
    tied = one_period(("alle", "syd", 40), ("skole", "syd", 30), ("job", "syd", 7), ("andet", "syd", 3))
    assert texts(tied, "alle syd", "andet syd", "skole syd") == ["•", "<5", "30"]
    loose = one_period(("alle", "syd", 60), ("skole", "syd", 30), ("job", "syd", 7), ("andet", "syd", 3))
    assert texts(loose, "alle syd", "andet syd") == ["60", "<5"], "23 are left, and a small number is 4 at the most"


def test_a_district_that_would_give_a_part_of_it_away_is_hidden() -> None:
    assert texts(one_period(("alle", "nord", 12), ("alle", "n1", 10), ("alle", "n2", 2)), "alle nord") == ["•"]
    assert texts(one_period(("alle", "nord", 90), ("alle", "n1", 10), ("alle", "n2", 2)), "alle nord") == ["90"]


def test_a_baseline_for_all_that_would_give_an_area_away_is_hidden() -> None:
    goal = Goal("i", "alle", "", 23.0, PERIODS[0], None, "", "a", AT)
    found = one_period(("alle", "nord", 20), ("alle", "syd", 3), goals=[goal])
    assert texts(found, "alle *", "alle syd", "alle nord") == ["•", "<5", "20"]


def test_small_parts_of_a_small_whole_leave_each_other_room() -> None:
    found = one_period(("alle", "syd", 3), ("skole", "syd", 1), ("job", "syd", 1), ("andet", "syd", 1))
    assert texts(found, "alle syd", "skole syd") == ["•", "<5"], "three ones in less than five would be 1 or 2 each"


def test_the_attacker_finds_what_is_badly_hidden() -> None:
    counts = (("alle", "syd", 39), ("skole", "syd", 30), ("job", "syd", 7), ("andet", "syd", 2))
    found = one_period(*counts)
    badly = replace(found, published=replace(found.published, hidden=frozenset({("andet", "syd", "2024")})))
    assert worked_out(badly) == [("", ("andet", "syd", "2024", "0")), ("b", ("andet", "syd", "2024", "0"))]
    assert worked_out(found) == []


COMBINED = (  # each of the sums leaves room, and all of them together would not
    (("alle by", 8), ("job by", 5), ("naaet by", 8), ("skole by", 3), ("videre by", 8)),
    (("alle n1", 5), ("alle n2", 1), ("alle nord", 6), ("andet nord", 6)),
    (("andet by", 4), ("andet nord", 1), ("alle vest", 6), ("andet vest", 3), ("job vest", 3), ("naaet vest", 6)),
    (("alle n2", 7), ("andet n2", 4), ("skole n2", 3), ("alle nord", 7), ("naaet nord", 7)),
    (("naaet n1", 5), ("alle n2", 3), ("naaet n2", 3), ("naaet nord", 8), ("videre nord", 8)),
)


@pytest.mark.parametrize("counts", COMBINED)
def test_several_sums_at_once_narrow_no_small_number_down(counts: Sequence[tuple[str, int]]) -> None:
    """For who takes every whole for exactly the sum of its parts."""
    found = one_period(*((at.split()[0], at.split()[1], n) for at, n in counts))
    assert [one for one in worked_out(found, exact=True) if not one[0]] == []


@settings(max_examples=40, deadline=None)
@given(materials())
def test_every_small_number_keeps_three_values(found: Material) -> None:
    assert {at for at, cell in found.published.cells.items() if 0 < cell.count < 5} <= found.published.hidden
    assert worked_out(found) == []

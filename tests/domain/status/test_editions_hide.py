"""Two papers set beside each other give no small number away: the attacker has both, and knows what is unchanged."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.status.editions import differences, follow, of_rows, rows
from bot.domain.status.effect import Material, effect, material, scopes
from bot.domain.status.figures import Figure
from bot.domain.status.values import Value
from tests.domain.status.effect_attacker import AREAS, CATALOGUE, ORGANISATION, PERIODS, worked_out
from tests.domain.status.effect_worlds import World, corrections, worlds

SCOPE = next(one for one in scopes(ORGANISATION) if one.kind == "initiative")


def made(*counts: tuple[str, int], out: Sequence[Material] = ()) -> Material:
    """Of one area and period, with what earlier papers have shown."""
    figures = [Figure(name, "party:uu", "syd", PERIODS[0], Value(float(n)), 1, "i", "a") for name, n in counts]
    return material(figures, (), CATALOGUE, ORGANISATION, AREAS, [one.edition for one in out])


def texts(found: Material, *names: str) -> list[str]:
    return [found.published.text((name, "syd", "2024")) for name in names]


def test_what_has_not_changed_is_shown_or_hidden_as_it_was() -> None:
    first = made(("alle", 39), ("skole", 30), ("job", 7), ("andet", 2))
    assert texts(first, "alle", "skole", "job", "andet") == ["•", "30", "7", "<5"]
    second = made(("alle", 39), ("skole", 26), ("job", 7), ("andet", 6), out=[first])
    assert texts(second, "alle", "skole", "job", "andet") == ["•", "•", "7", "6"], "26 would tell that all are 39"
    alone = made(("alle", 39), ("skole", 26), ("job", 7), ("andet", 6))
    assert texts(alone, "alle") == ["39"], "alone there would be nothing to hide"
    assert worked_out(first, second) == [] != worked_out(first, alone)


def test_what_a_correction_makes_small_is_protected_by_what_has_changed_too() -> None:
    first = made(("alle", 33), ("skole", 20), ("job", 7), ("andet", 6))
    second = made(("alle", 33), ("skole", 20), ("job", 10), ("andet", 3), out=[first])
    assert texts(second, "alle", "skole", "job", "andet") == ["33", "20", "•", "<5"], "33 and 20 are out already"
    assert worked_out(first, second) == []


def test_where_that_leaves_no_way_all_that_is_tied_stays_as_it_was() -> None:
    first = made(("alle", 33), ("skole", 20), ("job", 10))
    second = made(("alle", 33), ("skole", 20), ("job", 10), ("andet", 3), out=[first])
    assert ("andet", "syd", "2024") not in second.figures
    assert second.withheld >= {(one, "syd", "2024") for one in ("alle", "skole", "job", "andet")}
    (told,) = [one for one in effect(SCOPE, second).series if one.indicator.id == "andet"]
    assert told.withheld == () and told.empty
    (told,) = [one for one in effect(SCOPE, second).series if one.indicator.id == "skole"]
    assert "Tal for 2024 står, som de stod i et tidligere papir" in " ".join(told.sentences)


@st.composite
def papers(draw: st.DrawFn, most: int = 2) -> list[Material]:
    """Paper after paper, each made with what the ones before have shown."""
    world: World = draw(worlds())
    found = [world.material()]
    for _ in range(most - 1):
        world = draw(corrections(world))
        found.append(world.material([one.edition for one in found]))
    return found


@settings(max_examples=20, deadline=None)
@given(papers())
def test_every_small_number_of_two_papers_keeps_three_values(found: Sequence[Material]) -> None:
    for one in found:
        assert {at for at, cell in one.published.cells.items() if 0 < cell.count < 5} <= one.published.hidden
    assert worked_out(*found) == []


@settings(max_examples=20, deadline=None)
@given(papers())
def test_an_edition_is_kept_as_what_has_changed(found: Sequence[Material]) -> None:
    first, second = (one.edition for one in found)
    assert of_rows(rows(first)) == first
    assert follow(first, of_rows(rows(differences(first, second)))) == second

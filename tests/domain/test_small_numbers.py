"""Small numbers: what is hidden, and an attacker that is an integer program over everything published."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.small_numbers import TOTAL, At, Cell, Exposed, Published, publish

ONE_TABLE = (True, True)


def cells(rows: Sequence[Sequence[int]], by: str = "") -> list[Cell]:
    """A table of counts, "a1" being the first of the first row."""
    return [
        Cell((f"{row}", f"{column}"), count, {by: count} if by else {})
        for row, counts in zip("abcdef", rows, strict=False)
        for column, count in enumerate(counts, 1)
    ]


class Attacker:
    """What somebody can work out of all versions, and of what is their own."""

    def __init__(self, versions: Sequence[Published], totals: Sequence[bool], viewer: str = "") -> None:
        self.versions, self.viewer = versions, viewer
        self.program = highspy.Highs()  # type: ignore[no-untyped-call]
        self.program.setOptionValue("output_flag", False)
        self.columns: dict[tuple[int, At], int] = {}
        for n, one in enumerate(versions):
            for at in one.cells:
                least, most = one.known(at, viewer)
                self.columns[n, at] = self.program.getNumCol()
                self.program.addCol(0, least, most, 0, [], [])
                self.program.changeColIntegrality(self.columns[n, at], highspy.HighsVarType.kInteger)
        for n, one in enumerate(versions):
            for at, dimension in product(one.cells, range(len(totals))):
                if totals[dimension] and at[dimension] == TOTAL:
                    parts = [(n, part) for part in one.cells if is_part(part, at, dimension)]
                    self.equal((n, at), parts)
            for m, other in enumerate(versions[:n]):
                for at in one.cells.keys() & other.cells.keys():
                    if one.cells[at].count == other.cells[at].count:
                        self.equal((n, at), [(m, at)])

    def equal(self, one: tuple[int, At], parts: Iterable[tuple[int, At]]) -> None:
        columns = [self.columns[one], *(self.columns[part] for part in parts)]
        self.program.addRow(0, 0, len(columns), columns, [1.0, *[-1.0] * (len(columns) - 1)])

    def values(self, n: int, at: At) -> set[int]:
        """Some of the values that a cell can have: three at least, where there are three."""
        found: set[int] = set()
        least, most = self.versions[n].known(at, self.viewer)
        while len(found) < 3:
            gaps = sorted({least - 1, *found, most + 1})
            new = next((v for low, high in pairwise(gaps) for v in self.within(n, at, low, high)), None)
            if new is None:
                break
            found.add(new)
        self.program.changeColBounds(self.columns[n, at], least, most)
        return found

    def within(self, n: int, at: At, low: float, high: float) -> list[int]:
        """A value between two others, if there is one."""
        if high - low < 2:
            return []
        self.program.changeColBounds(self.columns[n, at], low + 1, high - 1)
        self.program.run()
        if self.program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return []
        return [round(self.program.getSolution().col_value[self.columns[n, at]])]


def is_part(part: At, at: At, dimension: int) -> bool:
    return part[dimension] != TOTAL and (*part[:dimension], TOTAL, *part[dimension + 1 :]) == at


def worked_out(versions: Sequence[Published], totals: Sequence[bool] = ONE_TABLE) -> list[tuple[str, int, At]]:
    """Who could narrow which hidden cell of which version down to fewer than three values.

    To those who entered something only small cells are a secret; to everybody else every hidden cell is.
    """
    people = {person for one in versions for cell in one.cells.values() for person in cell.by}
    found = []
    for viewer in ("", *sorted(people)):
        attacker = Attacker(versions, totals, viewer)
        for n, one in enumerate(versions):
            for at in one.hidden:
                secret = not viewer or one.cells[at].count < 5
                if secret and one.count(at, viewer) is None and len(attacker.values(n, at)) < 3:
                    found.append((viewer, n, at))
    return found


def shown(table: Published, *ats: str, viewer: str = "") -> list[str]:
    return [table.text((at[0], at[1]), viewer) for at in ats]


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    table = publish(cells([[12, 0], [7, 30]]))
    assert table.hidden == frozenset()
    assert shown(table, "a1", "a2", "a*", "*1", "**") == ["12", "0", "12", "19", "49"]


def test_a_large_number_is_written_as_everywhere_else() -> None:
    assert shown(publish(cells([[1250, 20], [30, 40]])), "a1", "a*") == ["1.250", "1.270"]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_small_number_is_less_than_five(count: int) -> None:
    assert shown(publish(cells([[count, 20], [30, 40]])), "a1") == ["<5"]


def test_nobody_can_subtract_a_small_number_from_the_totals() -> None:
    table = publish(cells([[3, 20, 50], [30, 40, 60], [70, 80, 90]]))
    assert shown(table, "a1", "a2", "b1", "b2") == ["<5", "•", "•", "•"]
    assert shown(table, "a3", "a*", "*1", "**") == ["50", "73", "103", "443"], "as little is hidden as possible"
    assert worked_out([table]) == []


def test_the_attacker_finds_what_is_badly_hidden() -> None:
    table = publish(cells([[3, 20], [30, 40]]))
    badly = Published(table.cells, frozenset({("a", "1")}))
    assert worked_out([badly]) == [("", 0, ("a", "1"))]
    nearly = publish(cells([[1, 5], [5, 1]]))
    corners = frozenset(at for at in nearly.cells if TOTAL not in at)
    assert worked_out([Published(nearly.cells, corners)]), "the row's total 6 leaves 1 and 5 alone"


def test_who_entered_a_small_number_sees_it_and_nobody_else_does() -> None:
    mine = [Cell(("a", "1"), 3, {"leder": 3}), Cell(("a", "2"), 4, {"vejleder": 4}), Cell(("b", "1"), 40)]
    table = publish(mine)
    assert shown(table, "a1", "a2", viewer="leder") == ["3", "<5"]
    assert shown(table, "a1", "a2", viewer="vejleder") == ["<5", "4"]
    assert shown(table, "a1", "a2") == ["<5", "<5"]
    assert worked_out([table]) == []


def test_who_entered_a_part_cannot_subtract_it() -> None:
    table = publish([Cell(("a", "1"), 4, {"leder": 3, "vejleder": 1}), *cells([[0, 50], [60, 70]])])
    assert shown(table, "a1", viewer="leder") == ["•"], "less than five would leave 0 or 1 to the other"
    assert worked_out([table]) == []


def test_small_totals_say_less_where_less_than_five_would_tell_too_much() -> None:
    table = publish(cells([[1, 1, 1], [20, 30, 40]]))
    assert shown(table, "a1", "a2", "a3", "a*") == ["<5", "<5", "<5", "•"]
    assert worked_out([table]) == []


def test_a_later_version_gives_nothing_of_an_earlier_one_away() -> None:
    first = publish(cells([[3, 20, 50], [30, 40, 60], [70, 80, 90]]))
    second = publish(cells([[13, 20, 50], [30, 40, 60], [70, 80, 90]]), earlier=[first])
    assert worked_out([first, second]) == []
    alone = publish(cells([[13, 20, 50], [30, 40, 60], [70, 80, 90]]))
    assert alone.hidden == frozenset(), "alone there would be nothing to hide"
    assert worked_out([first, alone]) != []


def test_a_version_that_an_earlier_one_gives_away_is_not_published() -> None:
    first = publish([Cell(("a", "1"), 10), Cell(("b", "1"), 20), Cell(("c", "1"), 30)], (False, True))
    late = [Cell(("a", "1"), 10), Cell(("b", "1"), 20), Cell(("c", "1"), 3)]
    assert publish(late, (False, True), [first]).hidden == {("c", "1"), ("c", TOTAL)}
    visible = Published({("a",): Cell(("a",), 3)}, frozenset())
    with pytest.raises(Exposed):
        publish([Cell(("a",), 3)], (True,), [visible])


NUMBERS = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 9), st.integers(10, 40))
PEOPLE = ("leder", "vejleder")


@st.composite
def tables(draw: st.DrawFn, sizes: Sequence[int]) -> list[Cell]:
    """Counts that up to two people entered parts of, and others the rest."""
    found = []
    for at in product(*[[f"{letter}{n}" for n in range(size)] for letter, size in zip("xyz", sizes, strict=False)]):
        count = left = draw(NUMBERS)
        by = {}
        for one in PEOPLE:
            by[one] = draw(st.integers(0, left)) if draw(st.booleans()) else 0
            left -= by[one]
        found.append(Cell(at, count, {one: part for one, part in by.items() if part}))
    return found


@settings(max_examples=60)
@given(tables((3, 3)))
def test_every_hidden_cell_keeps_three_values(table: list[Cell]) -> None:
    published = publish(table)
    assert worked_out([published]) == []
    small = {at for at, cell in published.cells.items() if cell.count < 5}
    assert small <= published.hidden


@settings(max_examples=25)
@given(tables((2, 3, 2)), st.sampled_from([(True, True, True), (True, True, False), (False, True, True)]))
def test_so_it_does_over_several_periods(table: list[Cell], totals: tuple[bool, ...]) -> None:
    assert worked_out([publish(table, totals)], totals) == []


@settings(max_examples=40)
@given(tables((2, 3)), st.dictionaries(st.integers(0, 5), NUMBERS, max_size=2), st.integers(0, 5))
def test_so_it_does_over_several_versions(table: list[Cell], changed: dict[int, int], third: int) -> None:
    versions = [publish(table)]
    later = [Cell(one.at, changed[n]) if n in changed else one for n, one in enumerate(table)]
    last = [Cell(one.at, 7) if n == third else one for n, one in enumerate(later)]
    for correction in (later, last):
        try:
            versions.append(publish(correction, earlier=versions))
        except Exposed:
            break
    assert worked_out(versions) == []


def test_a_whole_year_of_a_city_is_quick() -> None:
    rows = [[(n * m * 7) % 23 if (n + m) % 3 else 0 for m in range(1, 13)] for n in range(1, 7)]
    assert len(publish(cells(rows)).hidden) < 60

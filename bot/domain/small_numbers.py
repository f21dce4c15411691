"""Small numbers: a count of 1-4 about people is "<5" to all but those who entered it, and cannot be worked out.

One module for chat, charts, documents and files alike. Small cells are hidden (primary suppression), and as many
others as it takes that totals give none away (secondary suppression), by the hypercube method: S. Giessing and
D. Repsilber, "Tools and Strategies to Protect Multiple Tables with the GHQUAR Cell Suppression Engine", in Inference
Control in Statistical Databases (Springer 2002); A. Hundepool et al., Statistical Disclosure Control (Wiley 2012).

A *move* is the corners of a box in the table, with signs: adding t to some and taking t from the others changes no
sum that is shown. When all corners are hidden and three t's keep every corner within what is known of it, each corner
has at least three values that fit everything published. For every hidden cell such a move is found, the one that
costs the fewest people; hiding more later never spoils it. What the method reckons with, and what not:
docs/decisions/0007-small-numbers.md.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import inf, prod

from bot.domain.danish_numbers import number

LEAST = 5  # the smallest count about people that everybody may see
KEPT = 3  # values that a hidden cell could have, at least
SMALL, HIDDEN = f"<{LEAST}", "•"
TOTAL = "*"  # as a coordinate: the sum over that dimension

At = tuple[str, ...]  # ("lundtoftegade", "#fritidsjob"); a period is one coordinate more


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of people; `by`: who entered how many of them."""

    at: At
    count: int
    by: Mapping[str, int] = field(default_factory=dict)


class Exposed(Exception):
    """A table cannot be published: with an earlier version of it, a small number could be worked out."""

    def __init__(self, at: At) -> None:
        super().__init__("/".join(at))
        self.at = at


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be shown, totals included. What is not in it is 0.

    `quiet`: hidden cells that say "•" although they are small, since "<5" would tell too much.
    """

    cells: Mapping[At, Cell]
    hidden: frozenset[At]
    quiet: frozenset[At] = frozenset()

    def count(self, at: At, viewer: str = "") -> int | None:
        """The count, or None where the viewer (a person's id) may not see it."""
        cell = self.cells.get(at)
        if cell is None:
            return 0
        return None if at in self.hidden and not entered(cell, viewer) else cell.count

    def text(self, at: At, viewer: str = "") -> str:
        """ "12", "1.250", "<5", or "•" for what is hidden to protect another number."""
        count = self.count(at, viewer)
        if count is not None:
            return number(count)
        return SMALL if self.cells[at].count < LEAST and at not in self.quiet else HIDDEN

    def known(self, at: At, viewer: str = "") -> tuple[float, float]:
        """The least and the most that the viewer can think it is, from this cell alone."""
        count = self.count(at, viewer)
        return self.known_if_hidden(at, viewer) if count is None else (count, count)

    def known_if_hidden(self, at: At, viewer: str) -> tuple[float, float]:
        """The same for a hidden cell, or one that is about to be; "•" is taken to be known as not small."""
        cell = self.cells[at]
        own = cell.by.get(viewer, 0)
        if own == cell.count:
            return own, own
        if cell.count >= LEAST:
            return max(LEAST, own), inf
        return max(1, own), inf if at in self.quiet else LEAST - 1


def publish(
    cells: Iterable[Cell], totals: Sequence[bool] = (True, True), earlier: Sequence[Published] = ()
) -> Published:
    """The table as everybody may see it; `totals`: which dimensions are summed.

    `earlier`: the versions of the table that are out already, the oldest first. Raises Exposed if they leave no way.
    """
    table = _with_totals(cells, totals)
    small = {at for at, cell in table.items() if 0 < cell.count < LEAST}
    quiet: frozenset[At] = frozenset()
    while True:
        versions = [*earlier, Published(table, frozenset(small), quiet)]
        exposed = _protect(versions, totals)
        if exposed is None:
            return versions[-1]
        first = small & {exposed, *(at for at in small if TOTAL in at)}
        more = first if first - quiet else small
        if more <= quiet:
            raise Exposed(exposed)
        quiet |= more


def _with_totals(cells: Iterable[Cell], totals: Sequence[bool]) -> dict[At, Cell]:
    """The cells that are not 0, and their sums, in a fixed order."""
    counts: dict[At, int] = {}
    owners: dict[At, dict[str, int]] = {}
    for cell in cells:
        if cell.count:
            ways = [(one, TOTAL) if summed else (one,) for one, summed in zip(cell.at, totals, strict=True)]
            for at in product(*ways):
                counts[at] = counts.get(at, 0) + cell.count
                own = owners.setdefault(at, {})
                for person, part in cell.by.items():
                    own[person] = own.get(person, 0) + part
    return {at: Cell(at, counts[at], owners[at]) for at in sorted(counts)}


def entered(cell: Cell, viewer: str) -> bool:
    """Whether the viewer entered all of it."""
    return cell.by.get(viewer) == cell.count


def _protect(versions: list[Published], totals: Sequence[bool]) -> At | None:
    """Hide more in the newest version until every hidden cell of all versions is safe; a cell that cannot be."""
    viewers = ["", *sorted({person for one in versions for cell in one.cells.values() for person in cell.by})]
    safe: set[tuple[int, At]] = set()
    while True:
        waiting = [(n, at) for n, one in enumerate(versions) for at in sorted(one.hidden) if (n, at) not in safe]
        if not waiting:
            return None
        for n, at in waiting:
            if not _make_safe(versions, n, at, viewers, totals):
                return at
            safe.add((n, at))


def _make_safe(versions: list[Published], n: int, at: At, viewers: list[str], totals: Sequence[bool]) -> bool:
    """Whether the cell has a move for everybody who must not know it; the newest version hides what that takes.

    What is hidden to protect another is no secret: it need only be safe from those who know nothing else.
    """
    cell = versions[n].cells[at]
    moves = [(move, _moved(versions, n, move)) for move in _moves(versions[n], at, totals)]
    chosen: list[tuple[Mapping[At, int], frozenset[int]]] = []
    for viewer in viewers if cell.count < LEAST else viewers[:1]:
        if entered(cell, viewer) or any(_steps(versions, *one, viewer) >= KEPT for one in chosen):
            continue
        fitting = [one for one in moves if _steps(versions, *one, viewer) >= KEPT]
        if not fitting:
            return False
        best = min(fitting, key=lambda one: _cost(versions, *one))
        chosen.append(best)
        versions[-1] = replace(versions[-1], hidden=versions[-1].hidden | _more(versions, *best))
    return True


def _moves(table: Published, at: At, totals: Sequence[bool]) -> Iterator[dict[At, int]]:
    """All boxes with a corner in the cell. A side is two rows that give and take, or a row and its total together."""
    sides = []
    for n, (own, summed) in enumerate(zip(at, totals, strict=True)):
        beside = [one[n] for one in table.cells if one[n] != own and (*one[:n], own, *one[n + 1 :]) == at]
        signs = [(other, 1 if TOTAL in (own, other) else -1) for other in beside]
        sides.append([((own, 1), side) for side in signs] if summed else [((own, 1),)])
    for box in product(*sides):
        corners = {tuple(name for name, _ in one): prod(sign for _, sign in one) for one in product(*box)}
        if corners.keys() <= table.cells.keys():
            yield corners


def _moved(versions: Sequence[Published], n: int, move: Mapping[At, int]) -> frozenset[int]:
    """The versions that a move in version `n` must be made in too, since a corner is the same there."""
    moved, waiting = {n}, [n]
    while waiting:
        here = versions[waiting.pop()].cells
        for m, other in enumerate(versions):
            if m not in moved and any(_same(here, other.cells, at) for at in move):
                moved.add(m)
                waiting.append(m)
    return frozenset(moved)


def _same(here: Mapping[At, Cell], there: Mapping[At, Cell], at: At) -> bool:
    one, other = here.get(at), there.get(at)
    return (one.count if one else 0) == (other.count if other else 0)


def _more(versions: Sequence[Published], move: Mapping[At, int], moved: frozenset[int]) -> frozenset[At]:
    """What the newest version would have to hide for it."""
    return frozenset(move) - versions[-1].hidden if len(versions) - 1 in moved else frozenset()


def _cost(versions: Sequence[Published], move: Mapping[At, int], moved: frozenset[int]) -> tuple[int, int]:
    """How many people, and how many cells, that is."""
    more = _more(versions, move, moved)
    return sum(versions[-1].cells[at].count for at in more), len(more)


def _steps(versions: Sequence[Published], move: Mapping[At, int], moved: frozenset[int], viewer: str) -> float:
    """How many t's fit all that the viewer knows."""
    down, up = -inf, inf
    for n in moved:
        for at, sign in move.items():
            if at not in versions[n].cells or (n < len(versions) - 1 and at not in versions[n].hidden):
                return 1
            count = versions[n].cells[at].count
            low, high = (known - count for known in versions[n].known_if_hidden(at, viewer))
            down, up = (max(down, low), min(up, high)) if sign > 0 else (max(down, -high), min(up, -low))
    return up - down + 1

"""Counts that no sum ties, but of which some are parts of others: what must be hidden beside the small ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from bot.domain.small_numbers import KEPT, LEAST, At, Cell, Exposed, Published, entered


def separate(cells: Iterable[Cell]) -> Published:
    """Counts that are never summed: small ones are hidden, and nothing else needs to be for their sake."""
    table = {cell.at: cell for cell in cells if cell.count}
    return Published(table, frozenset(at for at, cell in table.items() if cell.count < LEAST))


@dataclass(frozen=True, slots=True)
class Whole:
    """A count of everybody who is in one of its parts, which are of different people.

    `tight`: readers may take it for their sum; else they know that it holds others besides.
    """

    at: At
    parts: tuple[At, ...]
    tight: bool = True


def enclose(table: Published, wholes: Iterable[Whole], fixed: Collection[At] = frozenset()) -> Published:
    """Hide also what would narrow a hidden part down.

    A whole is shown only when it leaves more than its hidden parts can be: then it says nothing about them. A small
    whole is no longer "<5" where its parts leave it, or it leaves them, fewer than three values. Why that is enough:
    docs/decisions/0008-effect.md.

    `fixed`: what is out already, and stays as it is: shown, "<5" or "•". Raises Exposed where that leaves no way.
    """
    known = [one for one in wholes if one.at in table.cells]
    inside: dict[At, list[Whole]] = {}
    for one in known:
        inside.setdefault(one.at, []).append(one)
    concern = _concerns(table, known)
    while True:
        before = table
        for viewer, theirs in concern.items():
            some = [one for one in theirs if not table.hidden.isdisjoint((one.at, *one.parts))]
            table = _enclosed(table, some, inside, fixed, viewer)
        if table == before:
            return table


def _concerns(table: Published, wholes: Sequence[Whole]) -> dict[str, list[Whole]]:
    """All of them for everybody; for those who entered something, the ones around it."""
    around: dict[At, list[Whole]] = {}
    for one in wholes:
        for at in (one.at, *one.parts):
            around.setdefault(at, []).append(one)
    owners: dict[str, list[At]] = {}
    for at in around:
        for person in table.cells[at].by if at in table.cells else ():
            owners.setdefault(person, []).append(at)
    found = {"": list(wholes)}
    for person, waiting in sorted(owners.items()):
        mine: dict[int, Whole] = {}
        while waiting:
            new = [one for one in around[waiting.pop()] if id(one) not in mine]
            mine |= {id(one): one for one in new}
            waiting += [one.at for one in new]
        found[person] = list(mine.values())
    return found


def _enclosed(
    table: Published,
    wholes: Sequence[Whole],
    inside: Mapping[At, Sequence[Whole]],
    fixed: Collection[At],
    viewer: str,
) -> Published:
    """One look at some wholes with what the viewer knows."""
    hidden, quiet = set(table.hidden), set(table.quiet)
    least: dict[At, float] = {}

    def floor(at: At) -> float:
        """What it is at least, from all that lies inside it."""
        if at not in least:
            own = table.known(at, viewer)[0] if at in table.cells else 0
            least[at] = max([own, *(sum(map(floor, one.parts)) for one in inside.get(at, ()))])
        return least[at]

    def besides(whole: Whole) -> float:
        """What it is at least, from all but some parts of it."""
        others = (other for other in inside[whole.at] if other != whole)
        return max([table.known(whole.at, viewer)[0], *(sum(map(floor, other.parts)) for other in others)])

    def ceiling(whole: Whole) -> float:
        """What it is at most, if it is the sum of its parts."""
        return sum(table.known(at, viewer)[1] for at in whole.parts if at in table.cells)

    def small(whole: Whole) -> list[At]:
        """Its parts that are small and hidden."""
        return [at for at in whole.parts if table.count(at, viewer) is None and table.cells[at].count < LEAST]

    def most(at: At, tight: bool) -> float:
        """What it can be, or as many as it takes that nobody can tell which."""
        high = table.known(at, viewer)[1]
        return high if tight else min(high, floor(at) + LEAST - 1)

    for one in wholes:
        secret = [at for at in one.parts if table.count(at, viewer) is None]
        highs = [table.known(at, viewer)[1] for at in secret]
        count = table.count(one.at, viewer)
        if count is None:
            if table.cells[one.at].count < LEAST:
                quiet |= _said_less([one.at] if floor(one.at) > LEAST - KEPT else [], table, fixed, one)
            if one.tight and secret:
                if ceiling(one) < besides(one) + KEPT - 1:
                    quiet |= _said_less(small(one), table, fixed, one)
                for other in inside[one.at]:
                    low = max(besides(one), sum(map(floor, one.parts)))
                    if other.tight and other != one and besides(other) <= ceiling(other) < low + KEPT - 1:
                        if small(other):
                            quiet |= _said_less(small(other), table, fixed, other)
                        else:
                            hidden |= _another(table, other, fixed, viewer)
            continue
        left = count - sum(table.count(at, viewer) or 0 for at in one.parts)
        if secret and left <= sum(most(at, one.tight) for at in secret):
            if one.at not in table.hidden and one.at not in fixed:
                hidden.add(one.at)
            elif inf not in highs or left < sum(map(floor, secret)) + KEPT:
                hidden |= _another(table, one, fixed, viewer)
    return replace(table, hidden=frozenset(hidden), quiet=frozenset(quiet))


def _said_less(small: Sequence[At], table: Published, fixed: Collection[At], whole: Whole) -> set[At]:
    """Those of some small cells that can still be "•" in place of "<5"."""
    free = {at for at in small if at not in fixed}
    if not free and any(at not in table.quiet for at in small):
        raise Exposed(whole.at)
    return free


def _another(table: Published, whole: Whole, fixed: Collection[At], viewer: str) -> frozenset[At]:
    """A part that the viewer, who knows the whole, has not entered: hidden, it leaves the others room."""
    shown = [table.cells[at] for at in whole.parts if at in table.cells and at not in table.hidden]
    others = [cell for cell in shown if not entered(cell, viewer)]
    free = [cell for cell in others if cell.at not in fixed]
    if not free and (others or whole.at not in table.hidden):
        raise Exposed(whole.at)
    roomy = [cell for cell in free if cell.count >= LEAST + KEPT]
    best = min(roomy, key=lambda cell: cell.count, default=max(free, key=lambda cell: cell.count, default=None))
    return frozenset({best.at} if best else ())

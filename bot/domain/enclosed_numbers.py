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
    ties = _Ties.of(known)
    concern = _concerns(table, known)
    while True:
        before = table
        for viewer, theirs in concern.items():
            some = [one for one in theirs if not table.hidden.isdisjoint((one.at, *one.parts))]
            table = _enclosed(table, some, ties, fixed, viewer)
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


@dataclass(frozen=True, slots=True)
class _Ties:
    """The wholes of each cell's parts, and those that it is a part of."""

    inside: Mapping[At, Sequence[Whole]]
    around: Mapping[At, Sequence[Whole]]

    @classmethod
    def of(cls, wholes: Iterable[Whole]) -> "_Ties":
        inside: dict[At, list[Whole]] = {}
        around: dict[At, list[Whole]] = {}
        for one in wholes:
            inside.setdefault(one.at, []).append(one)
            for at in one.parts:
                around.setdefault(at, []).append(one)
        return cls(inside, around)


class _Reckoned:
    """What a viewer can reckon of the cells, from all that they lie in and all that lies in them."""

    def __init__(self, table: Published, ties: _Ties, viewer: str) -> None:
        self.table, self.ties, self.viewer = table, ties, viewer
        self._floors: dict[At, float] = {}
        self._roofs: dict[At, float] = {}
        self._needed: dict[At, float] = {}

    def known(self, at: At) -> tuple[float, float]:
        """From the cell alone; one that is not there is 0."""
        return self.table.known(at, self.viewer)

    def floor(self, at: At) -> float:
        """What it is at least, from all that lies inside it."""
        if at not in self._floors:
            inside = (sum(map(self.floor, one.parts)) for one in self.ties.inside.get(at, ()))
            self._floors[at] = max([self.known(at)[0], *inside])
        return self._floors[at]

    def roof(self, at: At) -> float:
        """What it is at most, from all that it lies in."""
        if at not in self._roofs:
            around = self.ties.around.get(at, ())
            beside = [self.roof(one.at) - sum(self.floor(part) for part in one.parts if part != at) for one in around]
            self._roofs[at] = max(self.floor(at), min([self.known(at)[1], *beside]))
        return self._roofs[at]

    def needed(self, at: At) -> float:
        """What it is at least, if the wholes that it lies in are the sums of their parts."""
        if at not in self._needed:
            found = self.floor(at)
            for one in self.ties.around.get(at, ()) if self.secret(at) else ():
                if one.tight:
                    left = self.needed(one.at) - sum(self.roof(part) for part in one.parts if part != at)
                    found = max(found, left) if left <= self.roof(at) else found
            self._needed[at] = found
        return self._needed[at]

    def besides(self, whole: Whole) -> float:
        """What it is at least, from all but some parts of it."""
        others = [sum(map(self.floor, other.parts)) for other in self.ties.inside[whole.at] if other != whole]
        over = self.needed(whole.at)
        return max([self.known(whole.at)[0], over if over > self.floor(whole.at) else 0, *others])

    def ceiling(self, whole: Whole) -> float:
        """What it is at most, if it is the sum of its parts."""
        return sum(map(self.roof, whole.parts))

    def most(self, at: At, *, tight: bool) -> float:
        """What it can be, or as many as it takes that nobody can tell which."""
        high = self.known(at)[1]
        return high if tight else min(high, self.floor(at) + LEAST - 1)

    def secret(self, at: At) -> bool:
        """Whether the viewer may not see it."""
        return self.table.count(at, self.viewer) is None

    def small(self, whole: Whole) -> list[At]:
        """Its parts that are small and hidden."""
        return [at for at in whole.parts if self.secret(at) and self.table.cells[at].count < LEAST]


def _enclosed(
    table: Published, wholes: Sequence[Whole], ties: _Ties, fixed: Collection[At], viewer: str
) -> Published:
    """One look at some wholes with what the viewer knows."""
    hidden, quiet = set(table.hidden), set(table.quiet)
    reckoned = _Reckoned(table, ties, viewer)
    for one in wholes:
        secret = [at for at in one.parts if reckoned.secret(at)]
        count = table.count(one.at, viewer)
        if count is None:
            more, less = _around_a_hidden(one, reckoned, fixed)
            hidden |= more
            quiet |= less
            continue
        left = count - sum(table.count(at, viewer) or 0 for at in one.parts)
        if secret and left <= sum(reckoned.most(at, tight=one.tight) for at in secret):
            if one.at not in table.hidden and one.at not in fixed:
                hidden.add(one.at)
            elif inf not in [reckoned.known(at)[1] for at in secret] or (
                left < sum(map(reckoned.floor, secret)) + KEPT
            ):
                hidden |= _another(table, one, fixed, viewer)
    return replace(table, hidden=frozenset(hidden), quiet=frozenset(quiet))


def _around_a_hidden(one: Whole, reckoned: _Reckoned, fixed: Collection[At]) -> tuple[set[At], set[At]]:
    """What is to be hidden, and what is to say less, since a hidden whole is narrowed down from several sides."""
    table, more, less = reckoned.table, set[At](), set[At]()
    if table.cells[one.at].count < LEAST:
        narrow = max(reckoned.floor(one.at), sum(map(reckoned.needed, one.parts))) > LEAST - KEPT
        less |= _said_less([one.at] if narrow else [], table, fixed, one)
    if not one.tight or not any(map(reckoned.secret, one.parts)):
        return more, less
    low = reckoned.besides(one)
    if reckoned.ceiling(one) < low + KEPT - 1:
        less |= _said_less(reckoned.small(one), table, fixed, one)
    low = max(low, sum(map(reckoned.floor, one.parts)))
    for other in reckoned.ties.inside[one.at]:
        if other.tight and other != one and reckoned.besides(other) <= reckoned.ceiling(other) < low + KEPT - 1:
            if small := reckoned.small(other):
                less |= _said_less(small, table, fixed, other)
            else:
                more |= _another(table, other, fixed, reckoned.viewer)
    return more, less


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

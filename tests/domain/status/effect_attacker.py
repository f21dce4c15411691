"""An attacker that is an integer program over all that effects publish, in one version or in several."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import pairwise

import highspy

from bot.domain.areas import Area, Areas
from bot.domain.organisation import Board, Initiative, Organisation, Party, Plan
from bot.domain.small_numbers import TOTAL, At
from bot.domain.status.effect import Material, effect, scopes
from bot.domain.status.indicators import Catalogue, Definition, Indicator, Unit
from bot.domain.status.periods import Period
from bot.domain.status.protecting import baseline_at
from bot.domain.status.series import Track
from bot.domain.status.wholes import topmost

AREAS = Areas(
    [
        Area("by", "By", "by"), Area("nord", "Nord", "bydel", "by"), Area("syd", "Syd", "bydel", "by"),
        Area("n1", "N1", "kvarter", "nord"), Area("n2", "N2", "kvarter", "nord"), Area("vest", "Vest", "bydel", "by"),
    ]
)  # fmt: skip
PLACES = ("n1", "n2", "nord", "syd")
ORGANISATION = Organisation(
    parties=(Party("uu", "UU"),), boards=(Board("b", "Bestyrelsen"),),
    plans=(Plan("p", "P", "b", ("nord", "n1")), Plan("q", "Q", "b", ("n1", "n2", "syd"))),
    initiatives=(Initiative("i", "Indsatsen"),),
)  # fmt: skip


def indicator(id: str, of: str = "", among: str = "", adds: bool = False) -> Indicator:
    held = (Definition(1, date(2020, 1, 1), "Første"), Definition(2, date(2025, 1, 1), "Anden"))
    return Indicator(id, id, Unit.PERSONS, "party:uu", held, "i", True, of, among, adds)


CATALOGUE = Catalogue(
    {one.id: one for one in (
        indicator("alle"), *(indicator(name, "alle", "g") for name in ("skole", "job", "andet")),
        indicator("naaet", "alle"), indicator("videre", "naaet"), indicator("nye", adds=True),
    )}, {},
)  # fmt: skip
WRITTEN = [(name, place) for name in CATALOGUE.indicators for place in ("", *PLACES)]
PERIODS = (Period.of("2024"), Period.of("2025"))
GROUPS = ("skole", "job", "andet")
AT = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = ("a", "b")
ENTERED = (  # all by one, or the leader of each plan their own areas
    dict.fromkeys(("n1", "n2", "nord", "syd", "vest", "by"), "a"),
    {"n1": "a", "nord": "a", "n2": "b", "syd": "b", "vest": "", "by": ""},
)


def covered(place: str, parts: Iterable[str]) -> bool:
    """Whether nothing of a place lies outside its parts."""
    leaves = {one for one in AREAS.parts(place) if len(AREAS.parts(one)) == 1}
    return leaves <= {inner for part in parts for inner in AREAS.parts(part)}


class Attacker:
    """What somebody can work out of all scopes' effects, the structure, and what is their own.

    A cell of a version is (indicator, place, period, version). Of cells that have not changed from one version to
    another the attacker knows that, too. `exact`: takes it that wholes of which all parts are known are their sums.
    """

    def __init__(self, versions: Sequence[Material], viewer: str, *, sees: bool = True, exact: bool = False) -> None:
        self.program = highspy.Highs()  # type: ignore[no-untyped-call]
        self.program.setOptionValue("output_flag", False)
        self.columns: dict[At, int] = {}
        self.bounds: dict[At, tuple[float, float]] = {}
        self.true: dict[At, int] = {}
        self.viewer, self.sees, self.exact = viewer, sees, exact
        for n, found in enumerate(versions):
            self.version = str(n)
            self.looks(found)
        for at, count in self.true.items():
            for n in range(int(at[3])):
                before = (*at[:3], str(n))
                if self.true.get(before) == count:
                    self.row(0, 0, [(at, 1.0), (before, -1.0)])

    def here(self, at: Sequence[str]) -> At:
        return (*at[:3], self.version)

    def looks(self, found: Material) -> None:
        """At all of one version."""
        mine = {
            self.here(at): round(one.value.number or 0)
            for at, one in found.figures.items()
            if one.value.number is not None
        }
        sums = {self.here(at) for at in found.published.cells if at[:2] == ("nye", TOTAL)}
        for goal in found.goals:
            at = self.here(baseline_at(goal))
            if ((goal.indicator, TOTAL, at[2], self.version)) not in sums and goal.baseline is not None:
                mine.setdefault(at, round(goal.baseline))  # beside a sum it is not shown
        self.true |= mine
        for at, count in mine.items():
            own = self.viewer and at[:3] in found.figures and found.figures[at[:3]].person == self.viewer
            self.variable(at, (count,) * 2 if own else (0, highspy.kHighsInf))
        self.structure()
        for at in sums:
            self.total(at, [self.here(("nye", place, at[2])) for place in topmost(PLACES, AREAS)])
        for at in () if self.sees else map(self.here, found.published.hidden):
            if at in self.true and self.true[at] < 5:
                self.narrow(at, *((self.true[at],) * 2 if self.bounds[at][0] else (1, 4)))
        for scope in scopes(ORGANISATION) if self.sees else ():
            for series in effect(scope, found, self.viewer).series:
                for track in (*series.tracks, *series.comparisons):
                    self.reads(series.indicator, track, found)

    def variable(self, at: At, bounds: tuple[float, float]) -> None:
        if at not in self.columns:
            self.columns[at], self.bounds[at] = self.program.getNumCol(), bounds
            self.program.addCol(0, *bounds, 0, [], [])
            self.program.changeColIntegrality(self.columns[at], highspy.HighsVarType.kInteger)

    def narrow(self, at: At, low: float, high: float) -> None:
        here = self.bounds[at]
        self.bounds[at] = (max(low, here[0]), min(high, here[1]))
        assert self.bounds[at][0] <= self.true[at] <= self.bounds[at][1], (at, self.bounds[at], self.true[at])
        self.program.changeColBounds(self.columns[at], *self.bounds[at])

    def row(self, low: float, high: float, terms: Iterable[tuple[At, float]]) -> None:
        pairs = list(terms)
        self.program.addRow(low, high, len(pairs), [self.columns[at] for at, _ in pairs], [n for _, n in pairs])

    def part_of(self, whole: Sequence[str], parts: Iterable[Sequence[str]], tight: bool = False) -> None:
        """The parts are different people of the whole, which may hold others besides."""
        whole, here = self.here(whole), [at for at in map(self.here, parts) if at in self.columns]
        if whole in self.columns and here:
            more = self.true[whole] - sum(self.true[at] for at in here)
            most = 0 if self.exact and tight and not more else highspy.kHighsInf
            self.row(0, most, [(whole, 1), *((at, -1.0) for at in here)])

    def structure(self) -> None:
        periods = {at[2] for at in self.columns if at[3] == self.version}
        for period in periods:
            for place in (*(area.id for area in AREAS), TOTAL):
                self.part_of(("alle", place, period), [(one, place, period) for one in GROUPS], tight=True)
                self.part_of(("alle", place, period), [("naaet", place, period)])
                self.part_of(("naaet", place, period), [("videre", place, period)])
            for name in CATALOGUE.indicators:
                for place in (*(area.id for area in AREAS), TOTAL):
                    inside = AREAS.parts(place) if place in AREAS else set(PLACES)
                    found = [one for one in inside if one != place and self.here((name, one, period)) in self.columns]
                    parts = [(name, one, period) for one in topmost(found, AREAS)]
                    all_of_it = place == TOTAL or covered(place, [part[1] for part in parts])
                    self.part_of((name, place, period), parts, tight=all_of_it)

    def reads(self, one: Indicator, track: Track, found: Material) -> None:
        """Numbers, marks, shares, changes and baselines."""
        ats: dict[Period | None, At] = {
            p.period: self.here((one.id, track.place, p.period.key)) for p in track.points
        }
        for point in track.points:
            at = ats[point.period]
            if not point.definition or at not in self.columns:
                continue  # no answer, or a sum of noughts
            if point.number is not None:
                self.narrow(at, point.number, point.number)
            elif at[:3] in found.published.cells and point.text in ("<5", "•"):
                self.narrow(at, *found.published.known(at[:3], self.viewer))
            if point.share is not None:
                whole = (one.of, *at[1:])
                self.row(0, highspy.kHighsInf, [(at, 1.0), (whole, -point.share + 0.0005)])
                self.row(-highspy.kHighsInf, 0, [(at, 1.0), (whole, -point.share - 0.0005)])
        if track.change is not None:
            self.narrow(ats[track.change.until], track.change.after, track.change.after)
            if track.change.since in ats and not track.change.from_baseline:
                self.narrow(ats[track.change.since], track.change.before, track.change.before)
        if track.goal is not None and track.baseline:
            at, text = self.here(baseline_at(track.goal)), track.baseline.partition(" ")[0]
            bounds = {"<5": (1, 4), "•": (1, highspy.kHighsInf)}.get(text)
            assert bounds or int(text) == track.goal.baseline
            if at in self.columns and self.true[at] == track.goal.baseline:
                self.narrow(at, *(bounds or (int(text), int(text))))

    def total(self, at: At, parts: Sequence[At]) -> None:
        if at not in self.columns:
            self.variable(at, (0, highspy.kHighsInf))
            self.true[at] = sum(self.true.get(part, 0) for part in parts)
        self.row(0, 0, [(at, 1.0), *((part, -1.0) for part in parts if part in self.columns)])

    def values(self, at: At) -> set[int]:
        """Some of the values that a cell can have: three at least, where there are three."""
        found: set[int] = set()
        least, most = self.bounds[at]
        while len(found) < 3:
            gaps = sorted({least - 1, *found, most + 1})
            new = next((v for low, high in pairwise(gaps) for v in self.within(at, low, high)), None)
            if new is None:
                break
            found.add(new)
        self.program.changeColBounds(self.columns[at], least, most)
        return found

    def within(self, at: At, low: float, high: float) -> list[int]:
        if high - low < 2:
            return []
        self.program.changeColBounds(self.columns[at], low + 1, high - 1)
        self.program.run()
        if self.program.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return []
        return [round(self.program.getSolution().col_value[self.columns[at]])]


def worked_out(*versions: Material, exact: bool = False) -> list[tuple[str, At]]:
    """Who could narrow which small number down to fewer than three values.

    Not what they knew from their own numbers and from its being "<5" alone.
    """
    exposed = []
    for viewer in ("", *PEOPLE):
        attacker = Attacker(versions, viewer, exact=exact)
        for at, count in attacker.true.items():
            published = versions[int(at[3])].published
            own = at[:3] in published.cells and published.count(at[:3], viewer) is not None
            if not own and 0 < count < 5 and at[:3] in published.hidden and len(attacker.values(at)) < 3:
                before = Attacker(versions, viewer, sees=False, exact=exact) if viewer else None
                if before is None or len(before.values(at)) >= 3:
                    exposed.append((viewer, at))
    return exposed

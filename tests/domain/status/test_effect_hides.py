"""Whatever an effect publishes gives no small number away: an attacker that is an integer program over all of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import highspy
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.areas import Area, Areas
from bot.domain.organisation import Board, Initiative, Organisation, Party, Plan
from bot.domain.small_numbers import TOTAL, At
from bot.domain.status.effect import Material, effect, material, scopes
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Catalogue, Definition, Indicator, Unit
from bot.domain.status.periods import Period
from bot.domain.status.protecting import baseline_at, topmost
from bot.domain.status.series import Track
from bot.domain.status.values import Value

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
COUNT = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 8), st.integers(9, 30))
EXTRA = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 25))


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """Figures that hold together: parts within their whole, areas within theirs."""
    counts: dict[At, int] = {}
    for period in PERIODS:
        for place in ("n1", "n2", "syd", "vest"):
            groups = {name: draw(COUNT) for name in GROUPS}
            whole = sum(groups.values()) + draw(EXTRA)
            reached = draw(st.integers(0, whole))
            row = {**groups, "alle": whole, "naaet": reached, "nye": draw(COUNT)}
            row["videre"] = draw(st.integers(0, reached))
            counts |= {(name, place, period.key): count for name, count in row.items()}
        for around, parts in (("nord", ("n1", "n2")), ("by", ("nord", "syd", "vest"))):
            more = {name: draw(EXTRA) for name in ("skole", "job", "andet", "videre", "nye")}
            more |= {"naaet": more["videre"] + draw(EXTRA)}
            more |= {"alle": more["skole"] + more["job"] + more["andet"] + more["naaet"] + draw(EXTRA)}
            for name in CATALOGUE.indicators:
                inside = sum(counts[name, part, period.key] for part in parts)
                counts[name, around, period.key] = inside + more[name]
    entered = draw(st.sampled_from(ENTERED))
    figures = [
        Figure(name, "party:uu" if place in PLACES else "", place, Period.of(key), Value(float(count)),
               1 if key == "2024" else 2, "i", entered[place])
        for (name, place, key), count in counts.items()
        if draw(st.integers(0, 9)) and (place != "vest" or draw(st.booleans()))
        and (name, place) not in (("nye", "n1"), ("nye", "n2"))
    ]  # fmt: skip
    goals = []
    for name, place in draw(st.lists(st.sampled_from(WRITTEN), max_size=4)):
        year = draw(st.sampled_from(("2023", "2024", "2025")))
        like = max(year, "2024")  # before the first figures there were as many
        baseline = counts[name, place, like] if place else sum(counts[name, one, like] for one in ("nord", "syd"))
        goals.append(Goal("i", name, place, float(baseline), Period.of(year), float(draw(COUNT)), "", "a", AT))
    return material(figures, goals, CATALOGUE, ORGANISATION, AREAS)


class Attacker:
    """What somebody can work out of all scopes' effects, the structure, and what is their own."""

    def __init__(self, found: Material, viewer: str, *, sees: bool = True) -> None:
        self.program = highspy.Highs()  # type: ignore[no-untyped-call]
        self.program.setOptionValue("output_flag", False)
        self.columns: dict[At, int] = {}
        self.bounds: dict[At, tuple[float, float]] = {}
        self.true = {at: round(one.value.number or 0) for at, one in found.figures.items()}
        sums = {at for at in found.published.cells if at[:2] == ("nye", TOTAL)}
        for goal in found.goals:
            if (goal.indicator, TOTAL, baseline_at(goal)[2]) not in sums:  # beside a sum it is not shown
                self.true.setdefault(baseline_at(goal), round(goal.baseline or 0))
        for at in self.true:
            own = viewer and at in found.figures and found.figures[at].person == viewer
            self.variable(at, (self.true[at],) * 2 if own else (0, highspy.kHighsInf))
        self.structure()
        for at in sums:
            self.total(at, [("nye", place, at[2]) for place in topmost(PLACES, AREAS)])
        for at in () if sees else found.published.hidden & self.true.keys():
            if self.true[at] < 5:
                self.narrow(at, *((self.true[at],) * 2 if self.bounds[at][0] else (1, 4)))
        for scope in scopes(ORGANISATION) if sees else ():
            for series in effect(scope, found, viewer).series:
                for track in (*series.tracks, *series.comparisons):
                    self.reads(series.indicator, track, found, viewer)

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

    def part_of(self, whole: At, parts: Sequence[At]) -> None:
        """The parts are different people of the whole, which may hold others besides."""
        here = [at for at in parts if at in self.columns]
        if whole in self.columns and here:
            self.row(0, highspy.kHighsInf, [(whole, 1), *((at, -1.0) for at in here)])

    def structure(self) -> None:
        periods = {at[2] for at in self.columns}
        for period in periods:
            for place in (*(area.id for area in AREAS), TOTAL):
                self.part_of(("alle", place, period), [(one, place, period) for one in GROUPS])
                self.part_of(("alle", place, period), [("naaet", place, period)])
                self.part_of(("naaet", place, period), [("videre", place, period)])
            for name in CATALOGUE.indicators:
                for place in (*(area.id for area in AREAS), TOTAL):
                    inside = AREAS.parts(place) if place in AREAS else set(PLACES)
                    found = [one for one in inside if one != place and (name, one, period) in self.columns]
                    self.part_of((name, place, period), [(name, one, period) for one in topmost(found, AREAS)])

    def reads(self, one: Indicator, track: Track, found: Material, viewer: str) -> None:
        """Numbers, marks, shares, changes and baselines."""
        ats: dict[Period | None, At] = {p.period: (one.id, track.place, p.period.key) for p in track.points}
        for point in track.points:
            at = ats[point.period]
            if not point.definition or at not in self.columns:
                continue  # no answer, or a sum of noughts
            if point.number is not None:
                self.narrow(at, point.number, point.number)
            elif at in found.published.cells and point.text in ("<5", "•"):
                self.narrow(at, *found.published.known(at, viewer))
            if point.share is not None:
                whole = (one.of, *at[1:])
                self.row(0, highspy.kHighsInf, [(at, 1.0), (whole, -point.share + 0.0005)])
                self.row(-highspy.kHighsInf, 0, [(at, 1.0), (whole, -point.share - 0.0005)])
        if track.change is not None:
            self.narrow(ats[track.change.until], track.change.after, track.change.after)
            if track.change.since in ats and not track.change.from_baseline:
                self.narrow(ats[track.change.since], track.change.before, track.change.before)
        if track.goal is not None and track.baseline:
            at, text = baseline_at(track.goal), track.baseline.partition(" ")[0]
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


def worked_out(found: Material) -> list[tuple[str, At]]:
    """Who could narrow which small number down to fewer than three values.

    Not what they knew from their own numbers and from its being "<5" alone.
    """
    exposed = []
    for viewer in ("", *PEOPLE):
        attacker = Attacker(found, viewer)
        for at, count in attacker.true.items():
            own = at in found.published.cells and found.published.count(at, viewer) is not None
            if not own and 0 < count < 5 and at in found.published.hidden and len(attacker.values(at)) < 3:
                before = Attacker(found, viewer, sees=False) if viewer else None
                if before is None or len(before.values(at)) >= 3:
                    exposed.append((viewer, at))
    return exposed


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
    assert worked_out(badly) == [("", ("andet", "syd", "2024")), ("b", ("andet", "syd", "2024"))]
    assert worked_out(found) == []


@settings(max_examples=40, deadline=None)
@given(materials())
def test_every_small_number_keeps_three_values(found: Material) -> None:
    assert {at for at, cell in found.published.cells.items() if 0 < cell.count < 5} <= found.published.hidden
    assert worked_out(found) == []

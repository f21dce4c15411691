"""Figures that hold together, and what later papers make of them: drawn for property tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from bot.domain.small_numbers import At
from bot.domain.status.editions import Edition
from bot.domain.status.effect import Material, material
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.periods import Period
from bot.domain.status.values import Value
from tests.domain.status.effect_attacker import (
    AREAS,
    AT,
    CATALOGUE,
    GROUPS,
    ORGANISATION,
    PERIODS,
    PLACES,
    WRITTEN,
)

LEAVES = ("n1", "n2", "syd", "vest")
AROUND = (("nord", ("n1", "n2")), ("by", ("nord", "syd", "vest")))
ENTERED = (  # all by one, or the leader of each plan their own areas
    dict.fromkeys(("n1", "n2", "nord", "syd", "vest", "by"), "a"),
    {"n1": "a", "nord": "a", "n2": "b", "syd": "b", "vest": "", "by": ""},
)
COUNT = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 8), st.integers(9, 30))
EXTRA = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 25))
PARTS = (*GROUPS, "more", "reached", "further", "nye")  # what is drawn of a place; all else is reckoned


@dataclass
class World:
    """What is drawn: numbers of each place and period, who told which of them, goals."""

    drawn: dict[At, int] = field(default_factory=dict)  # (part, place, period)
    entered: Mapping[str, str] = field(default_factory=dict)
    told: set[At] = field(default_factory=set)
    goals: list[Goal] = field(default_factory=list)

    def counts(self) -> dict[At, int]:
        """All figures: parts within their whole, areas within theirs."""
        found: dict[At, int] = {}
        for period in (one.key for one in PERIODS):
            for place in (*LEAVES, *(one for one, _ in AROUND)):
                inside = dict(AROUND).get(place, ())
                own = {part: self.drawn[part, place, period] for part in PARTS}
                below = {name: sum(found[name, one, period] for one in inside) for name in CATALOGUE.indicators}
                groups = sum(own[one] for one in GROUPS)
                further = own["further"] if inside else min(own["further"], groups + own["more"])
                reached = further + (
                    own["reached"] if inside else min(own["reached"], groups + own["more"] - further)
                )
                row = {one: own[one] for one in GROUPS}
                row |= {"naaet": reached, "videre": further, "nye": own["nye"]}
                row["alle"] = groups + own["more"] + (reached if inside else 0)
                found |= {(name, place, period): below[name] + count for name, count in row.items()}
        return found

    def material(self, editions: Sequence[Edition] = ()) -> Material:
        """What may be shown of it."""
        figures = [
            Figure(name, "party:uu" if place in PLACES else "", place, Period.of(key), Value(float(count)),
                   1 if key == "2024" else 2, "i", self.entered[place])
            for (name, place, key), count in self.counts().items()
            if (name, place, key) in self.told
        ]  # fmt: skip
        return material(figures, self.goals, CATALOGUE, ORGANISATION, AREAS, editions)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """One."""
    found = World(entered=draw(st.sampled_from(ENTERED)))
    for period in (one.key for one in PERIODS):
        for place in (*LEAVES, *(one for one, _ in AROUND)):
            outer = place not in LEAVES
            for part in PARTS:
                found.drawn[part, place, period] = draw(EXTRA if outer or part == "more" else COUNT)
    found.told = {at for at in found.counts() if draw(st.integers(0, 9)) and _tellable(at)}
    if draw(st.booleans()):
        found.told = {at for at in found.told if at[1] != "vest"}
    for name, place in draw(st.lists(st.sampled_from(WRITTEN), max_size=4)):
        found.goals.append(draw(goal(found, name, place)))
    return found


def _tellable(at: At) -> bool:
    return at[:2] not in (("nye", "n1"), ("nye", "n2"))


@st.composite
def goal(draw: st.DrawFn, found: World, name: str, place: str) -> Goal:
    """With a baseline that holds together with the figures."""
    counts, year = found.counts(), draw(st.sampled_from(("2023", "2024", "2025")))
    like = max(year, "2024")  # before the first figures there were as many
    baseline = counts[name, place, like] if place else sum(counts[name, one, like] for one in ("nord", "syd"))
    return Goal("i", name, place, float(baseline), Period.of(year), float(draw(COUNT)), "", "a", AT)


def materials() -> st.SearchStrategy[Material]:
    """One version alone."""
    return worlds().map(World.material)


@st.composite
def corrections(draw: st.DrawFn, before: World) -> World:
    """The same with some numbers corrected, moved from one group to another, told late or taken back."""
    after = World(dict(before.drawn), before.entered, set(before.told), list(before.goals))
    keys = st.sampled_from(sorted(after.drawn))
    for key in draw(st.lists(keys, max_size=4)):
        new = draw(COUNT)
        beside = (draw(st.sampled_from((*GROUPS, "more"))), *key[1:])
        if key[0] in (*GROUPS, "more") and beside != key and draw(st.booleans()):  # the whole stays as it is
            new = min(new, after.drawn[key] + after.drawn[beside])
            after.drawn[beside] += after.drawn[key] - new
        after.drawn[key] = new
    counts = after.counts()
    after.told ^= set(draw(st.lists(st.sampled_from(sorted(filter(_tellable, counts))), max_size=3)))
    after.goals = [
        one if (one.baseline_period and one.baseline_period.key == "2023") or draw(st.booleans())
        else draw(goal(after, one.indicator, one.area))
        for one in after.goals
    ]  # fmt: skip
    return after

"""Effect: what the figures of a plan, board or initiative show over three years, and what they cannot carry.

Small numbers are hidden already (`bot.domain.status.protecting`), and nothing here is computed from a number that is
hidden. The values are the same for chat, charts, papers and files.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.areas import Areas
from bot.domain.danish_numbers import number
from bot.domain.small_numbers import HIDDEN, LEAST, SMALL, TOTAL
from bot.domain.status.effect_text import of_series, of_whole
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Indicator
from bot.domain.status.periods import Period
from bot.domain.status.protecting import Material, baseline_at, material, summed
from bot.domain.status.scope import Scope, expected, indicators_of, scope, scopes
from bot.domain.status.series import Break, Change, Coverage, Effect, Point, Series, Track
from bot.domain.status.timeline import length, line
from bot.domain.status.values import NO_ANSWER, Given
from bot.domain.status.wholes import topmost

__all__ = ["Effect", "Material", "Point", "Scope", "Series", "Track", "effect", "material", "scope", "scopes"]
INCOMPLETE = "ikke opgjort"  # a sum of nothing
ELSEWHERE = "indgår i et større område"


def effect(scope: Scope, material: Material, viewer: str = "") -> Effect:
    """What may be shown of the scope. `viewer` (a person's id) also sees the small numbers that are their own."""
    found = [series(one, scope, material, viewer) for one in indicators_of(scope, material.catalogue)]
    told = tuple(replace(one, sentences=of_series(one)) for one in found)
    return Effect(scope, told, of_whole(told))


def series(indicator: Indicator, scope: Scope, material: Material, viewer: str = "") -> Series:
    """One indicator's, without the sentences."""
    places = expected(indicator, scope)
    if summed(indicator, material.catalogue):
        places = topmost(places, material.areas)
    mine: dict[str, list[Figure]] = {}
    for one in material.by_indicator.get(indicator.id, ()):
        mine.setdefault(one.area or one.reporter, []).append(one)
    others = [place for place, found in mine.items() if not any(one.reporter for one in found)]
    own = [reporter for reporter in _own_totals(indicator, scope) if reporter in mine]
    given = [one.period for place in (*places, *own) for one in mine.get(place, ())]
    periods = line(given)
    view = _View(indicator, material, periods, viewer)
    tracks = [view.track(place, scope) for place in (*places, *own)]
    total = view.total(tracks[: len(places)], scope)
    name = material.catalogue.indicators[indicator.of].name if indicator.of else ""
    goal = material.goal(indicator, TOTAL)
    covered = [Coverage(one, sum(t.points[n].is_number for t in tracks[: len(places)]),
                        len(places)) for n, one in enumerate(periods)]  # fmt: skip
    return Series(
        indicator, periods, (*total, *tracks), tuple(view.track(place, scope, True) for place in others),
        view.breaks(tracks), tuple(covered), name,
        goal if scope.kind == "initiative" and not total and not any(t.goal == goal for t in tracks) else None,
        _nested([track.place for track in tracks if track.latest], material.areas),
        any(length(one) != length(periods[0]) for one in given),
        tuple(one for one in periods if (indicator.id, one.key) in {(at[0], at[2]) for at in material.withheld}),
    )  # fmt: skip


def _nested(places: Sequence[str], areas: Areas) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names: an area, and those of the places that lie in it."""
    found: dict[str, list[str]] = {}
    for place in places:
        around = areas.parents(place) if place in areas else ()
        outer = next((one for one in around if one in places), None)
        if outer:
            found.setdefault(areas[outer].name, []).append(areas[place].name)
    return tuple((outer, tuple(inner)) for outer, inner in found.items())


def _own_totals(indicator: Indicator, scope: Scope) -> tuple[str, ...]:
    """Who may have told a number for all areas at once."""
    if not indicator.per_area or scope.kind != "initiative":
        return ()
    if indicator.reporter.startswith("party:"):
        return (indicator.reporter,)
    return tuple(f"plan:{plan.id}" for plan in scope.plans)


@dataclass(frozen=True, slots=True)
class _View:
    """One indicator in certain periods, as one viewer may see it."""

    indicator: Indicator
    material: Material
    periods: tuple[Period, ...]
    viewer: str

    def track(self, place: str, scope: Scope, comparison: bool = False) -> Track:
        points = tuple(self.point(place, period) for period in self.periods)
        goal = None if comparison else self._goal(place, scope)
        return self.judged(Track(place, self.name(place), points, comparison, goal))

    def _goal(self, place: str, scope: Scope) -> Goal | None:
        """An area's own; of all of it for a reporter that is alone, in its own right."""
        if place in self.material.areas:
            return self.material.goal(self.indicator, place)
        return self.material.goal(self.indicator, TOTAL) if len(expected(self.indicator, scope)) == 1 else None

    def name(self, place: str) -> str:
        """An area's or a reporter's name."""
        if place in self.material.areas:
            return self.material.areas[place].name
        kind, _, id_ = place.partition(":")
        organisation = self.material.organisation
        named = organisation.plans if kind == "plan" else organisation.parties
        return next((one.name for one in named if one.id == id_), id_ or place)

    def point(self, place: str, period: Period) -> Point:
        figure = self._figure(self.indicator.id, place, period)
        if figure is None:
            return Point(period, None, NO_ANSWER)
        if figure.value.number is None:
            return Point(period, None, figure.value.given.danish, figure.definition)
        shown = self._count(self.indicator, place, period)
        if shown is None:
            at = (self.indicator.id, place, period.key)
            known = at in self.material.published.cells
            text = self.material.published.text(at, self.viewer) if known else ELSEWHERE
            return Point(period, None, text, figure.definition, hidden=True)
        return Point(period, shown, number(shown, 2), figure.definition, self._share(shown, place, period))

    def _figure(self, indicator: str, place: str, period: Period) -> Figure | None:
        return self.material.figures.get((indicator, place, period.key))

    def _count(self, indicator: Indicator, place: str, period: Period) -> float | None:
        """The number as far as the viewer may see it."""
        figure = self._figure(indicator.id, place, period)
        if figure is None or figure.value.given is not Given.ANSWER or figure.value.number is None:
            return None
        if not indicator.about_people or figure.value.number == 0:
            return figure.value.number
        at = (indicator.id, place, period.key)
        return self.material.published.count(at, self.viewer) if at in self.material.published.cells else None

    def _share(self, count: float, place: str, period: Period) -> float | None:
        if not self.indicator.of:
            return None
        whole = self._count(self.material.catalogue.indicators[self.indicator.of], place, period)
        return count / whole if whole else None

    def total(self, tracks: Sequence[Track], scope: Scope) -> tuple[Track, ...]:
        """The sum over places, where it may be made: of people only for the whole initiative."""
        indicator = self.indicator
        if len(tracks) < 2 or not summed(indicator, self.material.catalogue):
            return ()
        if indicator.about_people and scope.kind != "initiative":
            return ()
        points = tuple(self._sum([track.points[n] for track in tracks], one) for n, one in enumerate(self.periods))
        goal = self.material.goal(indicator, TOTAL) if scope.kind == "initiative" else None
        return (self.judged(Track(TOTAL, "I alt", points, goal=goal)),)

    def _sum(self, parts: Sequence[Point], period: Period) -> Point:
        given = [one for one in parts if one.is_number]
        of = tuple(str(n) for n, one in enumerate(parts) if one in given)
        if not given or len({one.definition for one in given}) > 1:
            return Point(period, None, INCOMPLETE if parts else NO_ANSWER)
        if not self.indicator.about_people:
            value = sum(one.number or 0 for one in given)
            return Point(period, value, number(value, 2), given[0].definition, of=of)
        at = (self.indicator.id, TOTAL, period.key)
        count = self.material.published.count(at, self.viewer)
        text = self.material.published.text(at, self.viewer) if at in self.material.published.cells else "0"
        return Point(period, count, text, given[0].definition, hidden=count is None, of=of)

    def judged(self, track: Track) -> Track:
        """With its baseline, target and change; never from what is hidden, nor across a new definition."""
        goal = track.goal
        baseline = self._baseline(goal)
        text = ""
        if goal and goal.baseline is not None:
            text = number(baseline, 2) if baseline is not None else self._hidden_baseline(goal)
            text += f" ({goal.baseline_period.danish})" if goal.baseline_period else ""
        target = number(goal.target, 2) if goal and goal.target is not None else ""
        return replace(track, baseline=text, target=target, change=self._change(track, baseline))

    def _baseline(self, goal: Goal | None) -> float | None:
        """The baseline's number if it may be shown."""
        if goal is None or goal.baseline is None or not self.indicator.about_people or goal.baseline == 0:
            return goal.baseline if goal else None
        at, published = baseline_at(goal), self.material.published
        cell = published.cells.get(at)
        if goal.baseline < LEAST or cell is None or published.count(at) is None:
            return None
        if goal.baseline_period is None and any(one[:2] == at[:2] for one in published.hidden):
            return None
        return goal.baseline

    def _hidden_baseline(self, goal: Goal) -> str:
        at = baseline_at(goal)
        small = goal.baseline is not None and goal.baseline < LEAST and at not in self.material.published.quiet
        return SMALL if small else HIDDEN

    def _change(self, track: Track, baseline: float | None) -> Change | None:
        latest = track.latest
        if latest is None or latest.number is None:
            return None
        same = [one for one in track.points if one.definition == latest.definition and one.of == latest.of]
        goal, unit = track.goal, self.indicator.unit
        if goal and goal.baseline is not None:
            at = goal.baseline_period
            day = at.last if at else goal.at.date()
            if baseline is None or self.indicator.definition(day).version != latest.definition or at == latest.period:
                return None
            then = next((one for one in same if one.period == at), None)
            return Change(at, latest.period, True, baseline, latest.number, unit, _shares(then, latest))
        first = next((one for one in same if one.number is not None), latest)
        if first.period == latest.period or first.number is None:
            return None
        return Change(first.period, latest.period, False, first.number, latest.number, unit, _shares(first, latest))

    def breaks(self, tracks: Sequence[Track]) -> tuple[Break, ...]:
        """Where a later definition holds for the first time."""
        found = []
        before = 0
        for n, period in enumerate(self.periods):
            here = max((track.points[n].definition for track in tracks), default=0)
            if here and before and here != before:
                texts = [one.text for one in self.indicator.definitions if one.version == here]
                found.append(Break(period, texts[0] if texts else ""))
            before = here or before
        return tuple(found)


def _shares(then: Point | None, now: Point) -> tuple[float, float] | None:
    """Both, where there are both."""
    return (then.share, now.share) if then and then.share is not None and now.share is not None else None

"""Series: an indicator's numbers through the periods, as they may be shown: plain values for chat, charts, papers."""

from dataclasses import dataclass

from bot.domain.danish_numbers import number, percentage_points, signed
from bot.domain.status.figures import Goal
from bot.domain.status.indicators import Indicator, Unit
from bot.domain.status.periods import Period
from bot.domain.status.scope import Scope


@dataclass(frozen=True, slots=True)
class Point:
    """One period's number. `number` is None when there is none to show, and `text` says why: "<5", "ved ikke" …

    `share` of the denominator is between 0 and 1; `of`: the places that a sum holds. `definition` is 0 without an
    answer.
    """

    period: Period
    number: float | None
    text: str
    definition: int = 0
    share: float | None = None
    hidden: bool = False
    of: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether there is one, be it hidden."""
        return self.number is not None or self.hidden


@dataclass(frozen=True, slots=True)
class Change:
    """From the baseline, or the first number of the same definition, to the latest one; `shares`: then and now."""

    since: Period | None
    until: Period
    from_baseline: bool
    before: float
    after: float
    unit: Unit
    shares: tuple[float, float] | None = None

    @property
    def number(self) -> float:
        """How much more (or, below 0, less)."""
        return self.after - self.before

    @property
    def share(self) -> float | None:
        """How much more of the denominator."""
        return self.shares[1] - self.shares[0] if self.shares else None

    @property
    def text(self) -> str:
        """ "+12 (fra 20 til 32), +3,5 procentpoint"."""
        text = f"{signed(self.number)} (fra {number(self.before)} til {number(self.after)})"
        return text if self.share is None else f"{text}, {percentage_points(self.share)}"


@dataclass(frozen=True, slots=True)
class Track:
    """The numbers of one place through the periods: an area, a reporter, or "*" for their sum.

    `baseline` and `target` are texts, "" when nobody has written any; `target_number` may be drawn as a line.
    """

    place: str
    name: str
    points: tuple[Point, ...]
    comparison: bool = False
    goal: Goal | None = None
    baseline: str = ""
    target: str = ""
    change: Change | None = None

    @property
    def latest(self) -> Point | None:
        """The last period that has a number, be it hidden; where there is none, an answer."""
        answered = [one for one in reversed(self.points) if one.definition]
        return next((one for one in answered if one.is_number), next(iter(answered), None))

    @property
    def target_number(self) -> float | None:
        """What the steering group wants to reach."""
        return self.goal.target if self.goal else None


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on, the indicator means something else: the series is never joined across it."""

    period: Period
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of those expected gave a number in a period."""

    period: Period
    answered: int
    expected: int

    @property
    def text(self) -> str:
        """ "5 af 7"."""
        return f"{self.answered} af {self.expected}"


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator's numbers for a scope. `whole`: the goal for all of it, where there is no sum to hold it against.

    `denominator` is the name of what the shares are of; `nested`: the names of an area and of those that lie in it.
    `withheld`: where numbers stand as they did in an earlier paper, since a correction would give a small one away.
    `sentences` say what the numbers can and cannot carry.
    """

    indicator: Indicator
    periods: tuple[Period, ...]
    tracks: tuple[Track, ...]
    comparisons: tuple[Track, ...]
    breaks: tuple[Break, ...]
    coverage: tuple[Coverage, ...]
    denominator: str = ""
    whole: Goal | None = None
    nested: tuple[tuple[str, tuple[str, ...]], ...] = ()
    other_lengths: bool = False
    withheld: tuple[Period, ...] = ()
    sentences: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nobody has answered anything in these periods."""
        return not any(point.definition for track in self.tracks for point in track.points)

    @property
    def numbered(self) -> bool:
        """Whether there is a number, be it hidden; *ved ikke* is an answer and none."""
        return any(point.is_number for track in self.tracks for point in track.points)

    @property
    def in_shares(self) -> bool:
        """Whether shares compare better than numbers: there is something of another size to compare with."""
        return any(point.share is not None for track in self.comparisons for point in track.points) and any(
            point.share is not None for track in self.tracks for point in track.points
        )


@dataclass(frozen=True, slots=True)
class Effect:
    """All series of a scope, and a sentence about the whole."""

    scope: Scope
    series: tuple[Series, ...]
    sentence: str = ""

"""What was understood of a question, and what was found: values that cards, buttons and gaps are made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from bot.domain.offers import Kind, Weekday


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as facets. Everything here is the directory's own words and ids, never the asker's.

    `areas`: ids asked for ("Klub Borup" gives its areas); `age`: whole years, both ends included;
    `audience`: piger, drenge, forældre, …; `weekdays`, `start`, `end`: when (local time; `open_now` sets them);
    `topics`: terms of the directory's vocabulary; `excluded`: terms that must not be what the offer is about;
    `names`: ids of offers that were named; `acute`: keys of acute worries (data/acute.toml);
    `elsewhere`: a town outside the directory was named, so there is no answer.
    """

    areas: tuple[str, ...] = ()
    age: tuple[int, int] | None = None
    audience: str | None = None
    weekdays: tuple[Weekday, ...] = ()
    start: time | None = None
    end: time | None = None
    open_now: bool = False
    free: bool = False
    kind: Kind | None = None
    topics: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    acute: tuple[str, ...] = ()
    elsewhere: bool = False

    def facets(self) -> Mapping[str, str]:
        """As small plain text values for a button: `Understood.from_facets(u.facets()) == u`."""
        raise NotImplementedError

    @staticmethod
    def from_facets(facets: Mapping[str, str]) -> "Understood":
        """What a button carried; raises ValueError for values that no button of ours carries."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Match:
    """One offer found. `fails`: facet names that it does not meet ("age", "area", "weekdays", "free", …)."""

    offer_id: str
    score: float
    fails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer, best first, and at most three guesses or near misses.

    `area`: the area id that the answer is for when it is not the one asked for (a parent, or the city).
    `failed`: where nothing was found: the facet that emptied the answer ("area", "age", "topics", …), else None.
    """

    answer: tuple[Match, ...] = ()
    maybe: tuple[Match, ...] = ()
    area: str | None = None
    failed: str | None = None

"""The gap map: questions without an answer, counted by place, age, topic and the step that failed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.offer_text import danish_day
from bot.domain.questions import Index, Understood, rank, shown
from bot.domain.questions.ages import NO_END
from bot.domain.questions.words import keys

NO_AREA, NO_AGE, NO_TOPIC = "Sted ikke nævnt", "Alder ikke nævnt", "Emne ikke genkendt"
STEPS = {
    "topics": "intet tilbud om emnet", "areas": "intet tilbud dér", "age": "intet for alderen",
    "audience": "intet for målgruppen", "weekdays": "intet på det tidspunkt", "free": "intet gratis",
    "price": "intet til den pris",
}  # fmt: skip


class Gap(Protocol):
    """A question without an answer, as it is kept."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def area(self) -> str | None: ...
    @property
    def age_band(self) -> str | None: ...
    @property
    def topics(self) -> tuple[str, ...]: ...
    @property
    def failed(self) -> str | None: ...


class Taught(Protocol):
    """Words that were attached to an offer or a concept, as they are kept."""

    @property
    def kind(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the map: its name, how many questions, what failed most often, and one of the gaps (the latest).

    Where words were attached by which the latest is answered now, they are told instead of what failed.
    """

    name: str
    count: int
    failed: str
    latest: int


@dataclass(frozen=True, slots=True)
class GapMap:
    """Rows by `area`, `age`, `topic` and all three together, the most frequent first; `since`: when the first was."""

    total: int
    since: datetime | None
    area: tuple[Row, ...]
    age: tuple[Row, ...]
    topic: tuple[Row, ...]
    combination: tuple[Row, ...]


def gap_map(gaps: Sequence[Gap], index: Index, taught: Iterable[Taught] = ()) -> GapMap:
    """The map of all gaps, the oldest first. `taught`: the words that were attached since, or before."""
    stems = [(one, frozenset(keys(one.words))) for one in taught]

    def combined(gap: Gap) -> str:
        parts = (area_name(gap, index), age_name(gap), topic_name(gap, index))
        return " · ".join(p for p in parts if p not in (NO_AREA, NO_AGE, NO_TOPIC)) or NO_TOPIC

    def mended(gap: Gap) -> str:
        at = _closed(gap, stems, index) if stems else None
        return f"Søgeord tilføjet {danish_day(at)}" if at else ""

    return GapMap(
        len(gaps),
        gaps[0].at if gaps else None,
        _rows(gaps, lambda gap: area_name(gap, index)),
        _rows(gaps, age_name),
        _rows(gaps, lambda gap: topic_name(gap, index), mended),
        _rows(gaps, combined, mended),
    )


def _rows(
    gaps: Iterable[Gap], name: Callable[[Gap], str], mended: Callable[[Gap], str] = lambda _: ""
) -> tuple[Row, ...]:
    groups: dict[str, list[Gap]] = {}
    for gap in gaps:
        groups.setdefault(name(gap), []).append(gap)
    rows = (Row(key, len(some), mended(some[-1]) or _failed(some), some[-1].id) for key, some in groups.items())
    return tuple(sorted(rows, key=lambda row: -row.count))


def _failed(gaps: Iterable[Gap]) -> str:
    """The step that failed most often."""
    return Counter(step_name(gap.failed) for gap in gaps).most_common(1)[0][0]


def step_name(failed: str | None) -> str:
    """What a failed step is called."""
    return STEPS.get(failed or "topics", "intet, der opfylder alt")


def area_name(gap: Gap, index: Index) -> str:
    """The area's name."""
    if gap.area is None:
        return NO_AREA
    return index.areas[gap.area].name if gap.area in index.areas else gap.area


def age_name(gap: Gap) -> str:
    """The age band, "13–15 år"."""
    return f"{gap.age_band.replace('-', '–')} år" if gap.age_band else NO_AGE


def topic_name(gap: Gap, index: Index) -> str:
    """What was sought: the concept if one was recognised, else the words of the directory that were."""
    concepts = [topic for topic in gap.topics if topic.startswith("#")]
    return ", ".join(dict.fromkeys(shown(topic, index) for topic in concepts or gap.topics)) or NO_TOPIC


def asked_again(gap: Gap) -> Understood:
    """The question of a gap, as far as it is kept."""
    low, _, high = (gap.age_band or "").rstrip("+").partition("-")
    return Understood(
        areas=(gap.area,) if gap.area else (),
        age=(int(low), int(high or NO_END)) if low else None,
        topics=tuple(topic for topic in gap.topics if not topic.startswith("#")),
        needs=tuple((topic[1:], 9) for topic in gap.topics if topic.startswith("#")),
    )


def _closed(gap: Gap, taught: Iterable[tuple[Taught, frozenset[str]]], index: Index) -> datetime | None:
    """When words of a gap were attached, by which what they were attached to answers it now; None when it is open."""
    said = {stem for topic in gap.topics for stem in keys(shown(topic, index))}
    since = [one for one, stems in taught if one.at >= gap.at and not said.isdisjoint(stems)]
    answer = {match.offer_id for match in rank(asked_again(gap), gap.at, index).answer} if since else set()
    return max((one.at for one in since if answer and (one.kind == "concept" or one.target in answer)), default=None)

"""Bridges to offers (brobygning til tilbud): anonymous counts of young people led from an area to an offer or topic.

A target is an offer's id, or "#concept" for a kind of offer. Nothing that was typed is kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import COPENHAGEN
from bot.domain.questions import Index, shown, understand
from bot.domain.small_numbers import Cell, Published, publish

MOST = 99  # young people in one count
UNDO = timedelta(minutes=10)
_SURE = 4  # ninths from which on a need is what was meant


class Step(StrEnum):
    """How far young people came; `danish` is what people see. The steps are never added together."""

    REFERRED = "referred"
    ACCOMPANIED = "accompanied"
    MET = "met"
    STILL = "still"

    @property
    def danish(self) -> str:
        """The step's Danish name, as the glossary has it."""
        return _DANISH[self]


_DANISH = {
    Step.REFERRED: "henvist",
    Step.ACCOMPANIED: "fulgt derhen",
    Step.MET: "mødt op",
    Step.STILL: "stadig med efter 4 uger",
}
_SAID = {
    Step.STILL: re.compile(r"\bstadig(?: med)?(?: efter (?:4|fire) uger)?\b|\befter (?:4|fire) uger\b", re.I),
    Step.MET: re.compile(r"\bm(?:ø|oe)dte?(?: op)?\b", re.I),
    Step.ACCOMPANIED: re.compile(r"\bfulgte?(?: derhen)?\b", re.I),
    Step.REFERRED: re.compile(r"\b(?:vide(?:re)?)?henviste?\b", re.I),
}
_AGE = re.compile(r"\b\d+(?:\s*[-–]\s*\d+)?[\s-]*år(?:ig\w*|s)?\b", re.I)
_NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?![\w-]|[.,]\d)")
_WORDS = ("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.I)
COUNT = f"Skriv, hvor mange unge det er: et helt tal fra 1 til {MOST}."
AREA = "Skriv ét område, som de unge kommer fra, fx lundtoftegade."
TARGET = "Skriv, hvad de unge kom til: en slags tilbud, fx fritidsjob, eller et tilbuds navn."
STEP = f"Skriv ét trin: {', '.join(list(_DANISH.values())[:-1])} eller {_DANISH[Step.STILL]}."


@dataclass(frozen=True, slots=True)
class Referral:
    """So many young people came from an area to a target, as far as a step; `id` is 0 until it is stored."""

    at: datetime
    area: str
    target: str
    step: Step
    count: int
    person: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood of words; `problems`: a Danish sentence for "count", "area", "target", "step"."""

    count: int = 0
    area: str = ""
    target: str = ""
    step: Step = Step.REFERRED
    problems: Mapping[str, str] = field(default_factory=dict)


def read(words: str, now: datetime, index: Index) -> Read:
    """A number, an area, a topic or offer and perhaps a step, in any order; never raises."""
    problems: dict[str, str] = {}
    steps = [step for step, said in _SAID.items() if said.search(words)]
    if len(steps) > 1:
        problems["step"] = STEP
    for said in _SAID.values():
        words = said.sub(" ", words)
    count = read_count(words)
    if count is None:
        problems["count"] = COUNT
    rest = _NUMBER.sub(" ", _AGE.sub(" ", words))
    understood = understand(rest, now, index)
    areas = [area for area in understood.areas if area in index.areas]
    if len(areas) != 1:
        several = f"Jeg ser flere områder ({index.areas.names(areas)}). Skriv kun det, som de unge kommer fra."
        problems["area"] = several if areas else AREA
    target = read_target(rest, now, index)
    if not target:
        problems["target"] = TARGET
    return Read(count or 0, areas[0] if areas else "", target, next(iter(steps), Step.REFERRED), problems)


def read_count(words: str) -> int | None:
    """The one number from 1 to 99 that stands in the words, ages aside."""
    words = _AGE.sub(" ", words)
    found = [int(one) for one in _NUMBER.findall(words)]
    if not found:
        found = [_WORDS.index(one.lower()) + 1 for one in _NUMBER_WORD.findall(words)]
    return found[0] if len(found) == 1 and 1 <= found[0] <= MOST else None


def read_target(words: str, now: datetime, index: Index) -> str:
    """The one offer that is named, else the kind of offer that is meant; "" for neither."""
    understood = understand(words, now, index)
    if len(understood.names) == 1:
        return understood.names[0]
    named = [key for topic in understood.topics if (key := index.lexicon.single.get(topic))]
    likely = [key for key, ninths in understood.needs[:1] if ninths >= _SURE]
    return next((f"#{key}" for key in (*named, *likely) if key in index.lexicon.concepts), "")


def target_name(target: str, index: Index) -> str:
    """What a target is called."""
    if target.startswith("#"):
        return shown(target, index)
    offer = index.directory.offer(target)
    return offer.name if offer else target


# ── The overview ─────────────────────────────────────────────────────────────────────────────────────────────────


def quarter(at: datetime) -> int:
    """The number of a quarter of a year: they follow each other."""
    local = at.astimezone(COPENHAGEN)
    return local.year * 4 + (local.month - 1) // 3


def quarter_name(number: int) -> str:
    """ "3. kvartal 2026"."""
    return f"{number % 4 + 1}. kvartal {number // 4}"


def quarter_span(number: int) -> tuple[datetime, datetime]:
    """When it begins, and when the next one does."""
    start, end = (datetime(n // 4, n % 4 * 3 + 1, 1, tzinfo=COPENHAGEN) for n in (number, number + 1))
    return start, end


def last_finished(now: datetime) -> int:
    """The last quarter in which nothing can be undone any more."""
    return quarter(now - UNDO) - 1


def tables(referrals: Iterable[Referral]) -> dict[Step, Published]:
    """Area × target for every step, small numbers hidden; the steps with no counts have no table."""
    found: dict[Step, list[Cell]] = {}
    for one in referrals:
        by = {one.person: one.count} if one.person else {}  # "" is nobody: as a viewer, it is everybody
        found.setdefault(one.step, []).append(Cell((one.area, one.target), one.count, by))
    return {step: publish(found[step]) for step in Step if step in found}


def missing(
    gap_areas: Iterable[str | None], referrals: Iterable[Referral], index: Index
) -> tuple[tuple[str, int], ...]:
    """The areas with questions that had no answer and no referral from there, from a part of it or from around it.

    With how many questions, the most first.
    """
    bridged = {one.area for one in referrals if one.area in index.areas}
    counts: dict[str, int] = {}
    for area in gap_areas:
        if area is not None and area in index.areas:
            counts[area] = counts.get(area, 0) + 1
    without = [
        (a, n) for a, n in counts.items() if bridged.isdisjoint({*index.areas.parts(a), *index.areas.parents(a)})
    ]
    return tuple(sorted(without, key=lambda one: (-one[1], index.areas[one[0]].name)))

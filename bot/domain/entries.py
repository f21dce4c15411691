"""A calendar entry: what a person's own calendar shows of a meeting, and nothing more."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in a feed. Times are aware; `changed` is when it last changed, None = not known."""

    uid: str
    title: str
    start: datetime
    end: datetime
    place: str = ""
    sequence: int = 0
    changed: datetime | None = None

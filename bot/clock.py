"""The clock: the only place that reads the time. UTC for the store, Europe/Copenhagen for people."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.calendar import COPENHAGEN

__all__ = ["COPENHAGEN", "Clock"]


@dataclass(frozen=True, slots=True)
class Clock:
    """Real time, or a demo clock that begins at `start` (aware) and runs `speed` times as fast."""

    start: datetime | None = None
    speed: float = 1.0
    _begun: float = 0.0

    @classmethod
    def demo(cls, start: datetime, speed: float = 1.0) -> "Clock":
        """A clock that shows `start` now; a naive `start` is Copenhagen time. `speed` is simulated per real time."""
        if start.tzinfo is None:
            start = start.replace(tzinfo=COPENHAGEN)
        return cls(start, speed, time.monotonic())

    def now(self) -> datetime:
        """The time for people: aware, Europe/Copenhagen."""
        if self.start is None:
            return datetime.now(COPENHAGEN)
        gone = timedelta(seconds=(time.monotonic() - self._begun) * self.speed)
        return (self.start.astimezone(UTC) + gone).astimezone(COPENHAGEN)  # in UTC: over daylight-saving changes too

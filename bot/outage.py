"""The database is away: the log says so when it goes and when it is back, not at every try of what runs by itself."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

log = logging.getLogger(__name__)
AGAIN = 300.0  # seconds between two warnings: what runs by itself tries every second or two


class Outage:
    """What the schedules and the sender find when they ask the database. Thread-safe; `now` is in seconds."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now, self._lock = now, Lock()
        self._last: float | None = None  # warning
        self._told = False

    def away(self) -> None:
        """The database could not be used."""
        with self._lock:
            now = self._now()
            if self._last is None or now - self._last >= AGAIN:
                self._last, self._told = now, True
                log.warning("the database cannot be used; vejviser check says why, and what to do")

    def over(self) -> None:
        """The database could be used."""
        with self._lock:
            if self._told:
                self._told = False
                log.warning("the database can be used again")

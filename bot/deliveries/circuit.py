"""A circuit: after several failures in a row a platform is left alone for a while, then tried with one message."""

import random
from collections.abc import Callable

FAILURES = 5  # in a row, until the circuit opens
FIRST, LONGEST = 15.0, 600.0  # seconds that it stays open: twice as long each time


class Circuit:
    """Closed as long as all is well. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._until = 0.0

    def wait(self) -> float:
        """Seconds until the platform may be tried; 0 also for the one who tries it, while others must wait."""
        left = self._until - self._clock()
        if self._failures < FAILURES or left > 0:
            return max(0.0, left)
        self._until = self._clock() + FIRST  # until this one has come back
        return 0.0

    def succeeded(self) -> bool:
        """The platform works; whether it did not before."""
        was_open = self._failures >= FAILURES
        self._failures, self._until = 0, 0.0
        return was_open

    def failed(self) -> bool:
        """The platform does not work; whether the circuit opened by this."""
        self._failures += 1
        if self._failures < FAILURES:
            return False
        longest = min(LONGEST, FIRST * 2.0 ** min(self._failures - FAILURES, 10))
        self._until = self._clock() + longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        return self._failures == FAILURES

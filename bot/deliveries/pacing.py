"""Pacing: when the next message may go to an address, for a platform that counts per address and in all."""

from collections.abc import Callable


class Pace:
    """Gives out turns. `between` seconds lie between two for the same address, `apart` between any two."""

    def __init__(self, between: float, apart: float, clock: Callable[[], float]) -> None:
        self._between, self._apart, self._clock = between, apart, clock
        self._next: dict[str, float] = {}
        self._any = 0.0

    def turn(self, address: str, patience: float) -> float:
        """Seconds until the address's turn; the turn is taken when it comes within `patience`."""
        now = self._clock()
        at = max(now, self._any, self._next.get(address, 0.0))
        if at - now < patience:
            self._any = max(now, self._any) + self._apart
            self._next[address] = at + self._between
            if len(self._next) > 10_000:
                self._next = {one: then for one, then in self._next.items() if then > now}
        return at - now

    def rest(self, address: str, seconds: float) -> None:
        """The platform asked to wait with that address."""
        self._next[address] = max(self._next.get(address, 0.0), self._clock() + seconds)

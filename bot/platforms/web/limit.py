"""Limits how often somebody may come, by address or by secret, and lets nobody in whose secret is forged."""

import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import ip_address, ip_network

from starlette.requests import Request

from bot.domain import links

PER_ADDRESS = (120, 60.0)  # a municipality may share one address
PER_LINK = (30, 60.0)
REMEMBERED = 10_000  # keys at a time, the latest


class Limit:
    """At most `most` in `seconds`, per key; whoever came too often may come again little by little."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._rate, self._clock = most, most / seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key → how many are left, since when

    def allows(self, key: str) -> bool:
        """Whether one more is welcome; it counts."""
        now = self._clock()
        left, since = self._left.pop(key, (float(self._most), now))
        left = min(float(self._most), left + (now - since) * self._rate)
        self._left[key] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


class Gate:
    """Before everything under a secret address: links and calendars have one, and so one number of tries."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._addresses, self._tokens = Limit(*PER_ADDRESS), Limit(*PER_LINK)

    def refusal(self, request: Request) -> int | None:
        """404 for a forged token, 429 for who comes too often; whoever comes counts."""
        token = request.path_params["token"]
        if not self._addresses.allows(network(request.client.host if request.client else None)):
            return 429
        if not self.knows(token):
            return 404
        return None if self._tokens.allows(token) else 429

    def knows(self, token: str) -> bool:
        """Whether we made the token."""
        return links.genuine(token, self.key)


def network(host: str | None) -> str:
    """The address that counts as one visitor: an IPv6 visitor has a whole network to choose from."""
    try:
        address = ip_address(host or "")
    except ValueError:
        return host or ""
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)

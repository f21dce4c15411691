"""What a platform must be able to do to carry deliveries, and how a send may come out."""

from dataclasses import dataclass
from typing import Protocol

from bot.cards import Message
from bot.domain.organisation import Person
from bot.store.deliveries import Record


@dataclass(frozen=True, slots=True)
class Sent:
    """It has arrived."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived: to be looked up after a grace period before it is sent again. `reason` is Danish."""

    reason: str


@dataclass(frozen=True, slots=True)
class Retry:
    """It certainly has not arrived, and can be tried again.

    `after`: as many seconds as the platform asked for. `trouble`: the platform is ill, and not just busy.
    """

    reason: str
    after: float = 0.0
    trouble: bool = True


@dataclass(frozen=True, slots=True)
class Permanent:
    """It has not arrived and never will; `reason` is Danish, for administrators."""

    reason: str


Outcome = Sent | Unknown | Retry | Permanent


class NotNow(Exception):
    """The platform cannot tell at the moment; `after` as in Retry."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        self.reason, self.after = reason, after
        super().__init__(reason)


class Channel(Protocol):
    """A way to reach people. Seconds here are the platform's, however fast our clock runs.

    One whose `looks_up` is false cannot tell what has arrived: what is in doubt there is sent again, under the same
    key (`record.delivery.key`), by which the recipient's side can know it (mail: a stable Message-ID).
    """

    name: str
    looks_up: bool

    async def reaches(self, person: Person) -> str | None:
        """The person's address here ("T1/U2"; for mail the person's own id), or None. Raises NotNow."""

    def turn(self, address: str) -> float:
        """Seconds until a message may go to that address. A turn of less than `sender.PATIENCE` is taken thereby."""

    async def send(self, record: Record, address: str, message: Message) -> Outcome:
        """Send it, trying once."""

    async def look_up(self, record: Record, address: str) -> bool:
        """Whether the message has arrived there. Raises NotNow."""

"""The sender: claims what is due, composes it afresh, sends it and marks what became of it.

Nothing is lost: what is not marked is claimed again. Nothing goes out twice where the platform can tell: a send whose
end nobody heard of (a crash, a time-out, a lost connection) is looked up after a grace period before it is repeated.
Seconds are the platforms' and do not run faster with a fast clock; `_span` makes them the clock's.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from bot.cards import Message
from bot.chat import Desk, failure
from bot.deliveries.channels import Channel, NotNow, Outcome, Permanent, Retry, Sent, Unknown
from bot.deliveries.circuit import Circuit
from bot.deliveries.recipients import recipient
from bot.domain.delivering import Delivery
from bot.domain.organisation import Person
from bot.store import StoreError
from bot.store.deliveries import Record

log = logging.getLogger(__name__)
Compose = Callable[[Delivery, Desk], Message | str]
T = TypeVar("T")

AT_ONCE = 32  # messages under way: enough to fill the fastest pace while answers take half a second
PATIENCE = 10.0  # seconds that a claimed message waits for its turn; what must wait longer is put back
POLL = 1.0  # seconds between two looks for what is due
HALF_AN_HOUR = 1800.0
FIRST, LONGEST = 5.0, 600.0  # seconds until the second try, and between the last ones
LAST_ORDERS = 12.0  # seconds that messages under way get when the server stops
NOBODY = "modtageren findes ikke længere"
UNREACHABLE = "kan ikke nås: ingen konto i chatten, og ingen mail herfra"
FAILED_HERE = "beskeden kunne ikke skrives: se fejlen i loggen"
CHANNEL_OFF = "kanalen er slået fra, og det vides ikke, om beskeden kom frem"
UNSEEN = "den nåede ikke frem"
WAITING = "venter på, at kanalen tager imod"
CLOSED = "venter på åbningstid"
SLEPT = "maskinen gik i stå"


class Sender:
    """Runs beside the server. `kinds`: who composes which kind; the first of `channels` to reach a person is used.

    Without channels nothing is claimed: it all waits for the day there is one. `poll` and `first` are in seconds.
    """

    def __init__(
        self,
        desk: Desk,
        kinds: Mapping[str, Compose],
        channels: Sequence[Channel],
        poll: float = POLL,
        first: float = FIRST,
    ) -> None:
        fast = HALF_AN_HOUR / (desk.clock.speed or 1.0)  # a fast clock's days have short hours
        self._poll, self._first = max(0.02, min(poll, fast)), first
        self._desk, self._kinds, self._channels = desk, kinds, channels
        self._queue = desk.store.deliveries
        self._grace = float(desk.settings.deliveries.grace)
        self._long = timedelta(hours=desk.settings.deliveries.give_up)
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._free = asyncio.Event()
        self._stopping = False

    async def start(self) -> None:
        """Begin to send."""
        self._circuits = {channel.name: Circuit(asyncio.get_running_loop().time) for channel in self._channels}
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="delivery")
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Claim nothing more; let what is under way come to its end."""
        self._stopping = True
        self._free.set()
        await asyncio.wait({self._running}, timeout=LAST_ORDERS)  # not cancelled: what it claims is worked on
        self._running.cancel()
        if self._busy:
            await asyncio.wait(set(self._busy.values()), timeout=LAST_ORDERS)
        await asyncio.to_thread(self._pool.shutdown, wait=True, cancel_futures=True)

    async def _run(self) -> None:
        while not self._stopping:
            self._free.clear()
            try:
                claimed = await self._claim()
            except StoreError:
                self._desk.outage.away()
                claimed = 0
            except Exception:  # noqa: BLE001 - like dispatch: one failing claim must not end the others
                failure("deliveries")
                claimed = 0
            if not claimed or len(self._busy) >= AT_ONCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._free.wait(), self._poll)

    async def _claim(self) -> int:
        room = AT_ONCE - len(self._busy) if self._channels else 0
        if room <= 0:
            return 0
        allowed = self._desk.calendar.is_allowed(self._desk.now)
        records = await self._in_pool(
            self._queue.claim,
            room,
            self._span(self._grace + PATIENCE),
            urgent_only=not allowed,
            busy=list(self._busy),
        )
        for record in records:
            self._busy[record.delivery.person] = asyncio.create_task(self._work(record))
        return len(records)

    async def _work(self, record: Record) -> None:
        try:
            await self._deliver(record)
        except StoreError as error:  # the claim, or the grace, comes to its end, and then it is looked at again
            log.warning("a delivery could not be marked", extra={"error": type(error.__cause__).__name__})
        except Exception:  # noqa: BLE001 - like dispatch: one failing delivery must not end the others
            failure(f"deliveries.{record.delivery.kind}")
        finally:
            del self._busy[record.delivery.person]
            self._free.set()

    async def _deliver(self, record: Record) -> None:
        if record.doubt and await self._is_settled(record):
            return
        if record.gone:
            await self._drop(record, record.gone)
            return
        person = await self._in_pool(recipient, record.delivery, self._desk)
        if person is None:
            await self._fail(record, NOBODY)
            return
        try:
            way = await self._way_to(person)
        except NotNow as error:
            await self._put_off(record, error.reason, error.after)
            return
        if way is None:
            await self._fail(record, UNREACHABLE)
            return
        message = await self._in_pool(self._compose, record.delivery)
        if isinstance(message, str):
            await self._drop(record, message)
        elif message is None:
            await self._put_off(record, FAILED_HERE)
        else:
            await self._send(record, *way, message)

    async def _is_settled(self, record: Record) -> bool:
        """Whether what is in doubt has arrived, or is still in doubt; else it can be sent again."""
        name, _, address = (record.place or "").partition(":")
        channel = next((one for one in self._channels if one.name == name), None)
        if channel is None:
            await self._fail(record, CHANNEL_OFF)
            return True
        try:
            arrived = channel.looks_up and await channel.look_up(record, address)
        except NotNow as error:
            await self._put_off(record, error.reason, error.after, doubt=True)
            return True
        if arrived:
            await self._arrived(record, name)
        elif not record.gone and self._is_too_late(record):
            await self._fail(record, self._too_long(record.reason or UNSEEN))
            return True
        return arrived

    async def _way_to(self, person: Person) -> tuple[Channel, str] | None:
        for channel in self._channels:
            if address := await channel.reaches(person):
                return channel, address
        return None

    def _compose(self, delivery: Delivery) -> Message | str | None:
        """The message, or why it no longer applies; None when something went wrong."""
        try:
            return self._kinds[delivery.kind](delivery, self._desk)
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - like dispatch: one failing message must not end the others
            failure(f"deliveries.{delivery.kind}")
            return None

    async def _send(self, record: Record, channel: Channel, address: str, message: Message) -> None:
        wait = self._circuits[channel.name].wait() or channel.turn(address)
        if wait >= PATIENCE:
            await self._put_off(record, WAITING, wait)
            return
        await asyncio.sleep(wait)
        if not (record.delivery.urgent or self._desk.calendar.is_allowed(self._desk.now)):
            await self._put_off(record, CLOSED, self._poll)
            return
        clock = asyncio.get_running_loop().time
        before, place = clock(), f"{channel.name}:{address}"
        if not await self._in_pool(self._queue.begin, record, place, self._span(self._grace)):
            return
        if clock() - before > self._grace / 4:  # a machine that slept: another may be looking it up by now
            await self._put_off(record, SLEPT, self._grace, doubt=True)
            return
        await self._mark(record, channel.name, await channel.send(record, address, message))

    async def _mark(self, record: Record, name: str, outcome: Outcome) -> None:
        ill = isinstance(outcome, Unknown) or (isinstance(outcome, Retry) and outcome.trouble)
        circuit = self._circuits[name]
        if ill and circuit.failed():
            log.warning("a platform is left alone for a while", extra={"target": f"deliveries.{name}"})
        if not ill and not isinstance(outcome, Retry) and circuit.succeeded():
            log.info("a platform works again", extra={"target": f"deliveries.{name}"})
        match outcome:
            case Sent():
                await self._arrived(record, name)
            case Unknown(reason):
                await self._put_off(record, reason, self._grace, doubt=True)
            case Retry(reason, after):
                await self._put_off(record, reason, after)
            case Permanent(reason):
                await self._fail(record, reason)

    async def _put_off(self, record: Record, reason: str, seconds: float = 0.0, *, doubt: bool = False) -> None:
        """Look at it again in that time, 0: a growing, uneven one; or give up, but in doubt not before a look-up."""
        if self._is_too_late(record) and not (doubt and seconds == self._grace):
            await self._fail(record, self._too_long(f"{reason}, og den kan være kommet frem" if doubt else reason))
            return
        failure = not seconds
        if failure:
            longest = min(LONGEST, self._first * 2.0 ** min(record.failures, 10))
            seconds = longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret
        until = self._desk.now + self._span(seconds)
        await self._in_pool(self._queue.put_off, record, until, reason, doubt=doubt, failure=failure)
        self._desk.metrics.delivered("in_doubt" if doubt else "put_off")

    def _is_too_late(self, record: Record) -> bool:
        """Whether it was tried long enough. A closed night is no trying, so the next morning gets an hour."""
        now = self._desk.now
        opening = datetime.combine(now.date(), self._desk.calendar.first, now.tzinfo)
        tried = now - (record.tried or now) >= self._long
        return tried and (record.delivery.urgent or now - opening >= timedelta(hours=1))

    def _too_long(self, reason: str) -> str:
        return f"er forsøgt i {self._long / timedelta(hours=1):g} timer: {reason}"

    async def _arrived(self, record: Record, name: str) -> None:
        await self._in_pool(self._queue.sent, record, name)
        self._desk.metrics.delivered("sent")

    async def _drop(self, record: Record, reason: str) -> None:
        await self._in_pool(self._queue.dropped, record, reason)
        self._desk.metrics.delivered("dropped")

    async def _fail(self, record: Record, reason: str) -> None:
        log.error("a delivery failed", extra={"target": f"deliveries.{record.delivery.kind}", "count": record.id})
        await self._in_pool(self._queue.failed, record, reason)
        self._desk.metrics.delivered("failed")

    def _span(self, seconds: float) -> timedelta:
        """A time of the platforms' by our clock, which may run faster."""
        return timedelta(seconds=seconds * (self._desk.clock.speed or 1.0))

    async def _in_pool(self, call: Callable[..., T], *arguments: Any, **more: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(call, *arguments, **more))

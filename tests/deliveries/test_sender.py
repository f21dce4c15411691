"""The sender: what is due goes out once, what is in doubt is looked up, what cannot go out is shown."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.cards import Card, Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.deliveries import Channel, NotNow, Outcome, Permanent, Retry, Sender, Sent, Unknown, sender
from bot.domain.delivering import Delivery
from bot.domain.organisation import Person
from bot.settings import DeliveriesSettings, Settings
from bot.store import Store, StoreError
from bot.store.deliveries import OVERDUE, Record
from tests.conftest import NOW, person

GRACE = 1


@dataclass
class Recorder:
    """A channel of our own: what was sent, and how each send comes out."""

    name: str = "slack"
    outcomes: list[Outcome] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)  # what a look-up finds
    sent: list[tuple[str, str]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    knows: Callable[[Person], str | None] = lambda person: person.id
    looks_up: bool = True
    wait: float = 0.0
    blind: bool = False

    async def reaches(self, person: Person) -> str | None:
        return self.knows(person)

    def turn(self, address: str) -> float:
        return self.wait

    async def send(self, record: Record, address: str, message: Message) -> Outcome:
        self.sent.append((record.delivery.key, message.card.title))
        return self.outcomes.pop(0) if self.outcomes else Sent()

    async def look_up(self, record: Record, address: str) -> bool:
        self.looked_up.append(address)
        if self.blind:
            raise NotNow("Slack kan ikke nås")
        return record.delivery.key in self.arrived


def at(desk: Desk, when: datetime) -> Desk:
    """The desk at that time, with a clock that goes."""
    store = desk.store
    clock = Clock.demo(when, speed=1.0)
    store._database.now = clock.now
    settings = Settings(deliveries=DeliveriesSettings(grace=GRACE))
    return replace(desk, clock=clock, settings=settings)


def compose(delivery: Delivery, desk: Desk) -> Message | str:
    return "mødet er aflyst" if delivery.about == "meeting:0" else Message(Card(f"Om {delivery.about}"))


def explode(delivery: Delivery, desk: Desk) -> Message | str:
    raise RuntimeError(delivery.kind)


KINDS: Mapping[str, sender.Compose] = {"meeting_reminder": compose, "broken": explode}


@pytest.fixture
def one(desk: Desk) -> Delivery:
    return Delivery("meeting_reminder", "meeting:17", 0, "7d", person(desk).id, NOW)


def run(desk: Desk, *channels: Channel, until: Callable[[], bool], seconds: float = 5.0) -> None:
    """Let a sender work until something has happened."""

    async def work() -> None:
        running = Sender(desk, KINDS, channels, poll=0.02, first=0.05)
        await running.start()
        try:
            async with asyncio.timeout(seconds):
                while not until():
                    await asyncio.sleep(0.01)
        finally:
            await running.stop()

    asyncio.run(work())


def states(desk: Desk) -> list[tuple[str, str | None]]:
    return [(one.state, one.reason) for one in desk.store.deliveries.of("meeting:17")]


def settled(desk: Desk) -> Callable[[], bool]:
    return lambda: desk.store.deliveries.count("waiting") == 0


def test_what_is_due_is_composed_and_sent_once(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder()
    desk.store.deliveries.add([one])
    run(desk, channel, until=settled(desk))
    run(desk, channel, until=settled(desk))
    assert channel.sent == [(one.key, "Om meeting:17")]
    assert states(desk) == [("sent", None)]


def test_what_no_longer_applies_is_recorded_with_its_reason(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder()
    desk.store.deliveries.add([replace(one, about="meeting:0")])
    run(desk, channel, until=settled(desk))
    assert channel.sent == []
    assert [(o.state, o.reason) for o in desk.store.deliveries.of("meeting:0")] == [("dropped", "mødet er aflyst")]


def test_in_the_evening_only_what_is_urgent_goes_out(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, datetime(2026, 11, 23, 20, 0, tzinfo=COPENHAGEN)), Recorder()
    desk.store.deliveries.add([one, replace(one, step="moved", about="meeting:18", urgent=True)])
    run(desk, channel, until=lambda: len(channel.sent) == 1)
    assert "moved" in channel.sent[0][0]
    assert states(desk) == [("waiting", None)]


@pytest.mark.parametrize("arrived", [True, False])
def test_what_is_in_doubt_is_looked_up_before_it_is_sent_again(desk: Desk, one: Delivery, arrived: bool) -> None:
    desk, channel = at(desk, NOW), Recorder(outcomes=[Unknown("Slack svarede ikke")])
    channel.arrived = {one.key} if arrived else set()
    desk.store.deliveries.add([one])
    run(desk, channel, until=settled(desk))
    assert len(channel.sent) == (1 if arrived else 2)
    assert channel.looked_up == [one.person]
    assert states(desk) == [("sent", None)]
    counted = [line for line in desk.metrics.text().splitlines() if line.endswith(" 1") and "deliveries" in line]
    assert [line.partition("outcome=")[2] for line in counted] == ['"sent"} 1', '"in_doubt"} 1']


def test_a_channel_that_cannot_look_up_sends_again(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder("mail", [Unknown("forbindelsen røg")], looks_up=False)
    desk.store.deliveries.add([one])
    run(desk, channel, until=settled(desk))
    assert (len(channel.sent), channel.looked_up) == (2, [])


def test_while_nobody_can_tell_it_is_not_sent_again(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder(outcomes=[Unknown("Slack svarede ikke")], blind=True)
    desk.store.deliveries.add([one])
    run(desk, channel, until=lambda: len(channel.looked_up) >= 2)
    assert len(channel.sent) == 1
    assert desk.store.deliveries.count("waiting") == 1


def test_what_a_dead_sender_began_is_looked_up(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder(arrived={one.key})
    desk.store.deliveries.add([one])
    (record,) = desk.store.deliveries.claim(1, timedelta(0))
    desk.store.deliveries.begin(record, "slack:T1/U1", timedelta(0))
    run(desk, channel, until=settled(desk))
    assert (channel.sent, channel.looked_up) == ([], ["T1/U1"])


def test_in_doubt_and_out_of_date_it_is_looked_up_and_not_sent(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder()
    desk.store.deliveries.add([replace(one, until=NOW + timedelta(hours=1))])
    (record,) = desk.store.deliveries.claim(1, timedelta(0))
    desk.store.deliveries.begin(record, "slack:T1/U1", timedelta(0))
    desk = at(desk, NOW + timedelta(hours=1.5))
    run(desk, channel, until=settled(desk))
    assert (channel.sent, states(desk)) == ([], [("dropped", OVERDUE)])


def test_what_was_busy_is_tried_again(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder(outcomes=[Retry("Slack beder os vente", 0.05, trouble=False)])
    desk.store.deliveries.add([one])
    run(desk, channel, until=settled(desk))
    assert (len(channel.sent), channel.looked_up, states(desk)) == (2, [], [("sent", None)])


def test_a_permanent_error_stops_at_once_and_is_shown(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder(outcomes=[Permanent("kontoen i Slack er lukket")])
    desk.store.deliveries.add([one])
    run(desk, channel, until=settled(desk))
    assert len(channel.sent) == 1
    assert states(desk) == [("failed", "kontoen i Slack er lukket")]


def test_whom_no_channel_reaches_is_shown(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder(knows=lambda _: None)
    desk.store.deliveries.add([one, replace(one, person="ukendt")])
    run(desk, channel, until=settled(desk))
    assert states(desk) == [("failed", sender.UNREACHABLE), ("failed", sender.NOBODY)]


def test_the_first_channel_that_reaches_a_person_is_used(desk: Desk, one: Delivery) -> None:
    slack, mail = Recorder(knows=lambda _: None), Recorder("mail")
    desk = at(desk, NOW)
    desk.store.deliveries.add([one])
    run(desk, slack, mail, until=settled(desk))
    assert (slack.sent, len(mail.sent)) == ([], 1)


def test_after_a_day_of_trying_it_is_given_up_and_shown(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder()
    desk.store.deliveries.add([one])
    desk.store.deliveries.claim(1, timedelta(0))  # the first try
    desk, channel.outcomes = at(desk, NOW + timedelta(days=1, minutes=1)), [Retry("Slack kan ikke nås")] * 9
    run(desk, channel, until=settled(desk))
    assert states(desk) == [("failed", "er forsøgt i 24 timer: Slack kan ikke nås")]
    assert len(channel.sent) == 1


def test_a_night_is_no_trying(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder()
    desk.store.deliveries.add([one])
    desk.store.deliveries.claim(1, timedelta(0))
    desk = at(desk, datetime(2026, 11, 30, 8, 0, 1, tzinfo=COPENHAGEN))
    channel.outcomes = [Retry("Slack kan ikke nås")] * 2
    run(desk, channel, until=settled(desk))
    assert states(desk) == [("sent", None)]


def test_one_platforms_outage_holds_up_nobody_else(desk: Desk, one: Delivery) -> None:
    desk = at(desk, NOW)
    people = [p.id for p in desk.store.people.all()]
    slack = Recorder(outcomes=[Retry("Slack kan ikke nås")] * 1000, knows=lambda p: {people[0]: "U1"}.get(p.id))
    mail = Recorder("mail")
    desk.store.deliveries.add(replace(one, about=f"meeting:{n}", person=people[0]) for n in range(1, 31))
    desk.store.deliveries.add(replace(one, about=f"meeting:{n}", person=people[1]) for n in range(1, 31))
    run(desk, slack, mail, until=lambda: len(mail.sent) == 30)
    assert len(slack.sent) <= 7, "after a few failures it is left alone"
    assert desk.store.deliveries.count("waiting") == 30


def test_what_cannot_be_written_is_tried_again_and_stops_nobody(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder()
    desk.store.deliveries.add([replace(one, kind="broken"), one, replace(one, kind="nobody_knows")])
    tried = [("sent", None), *[("waiting", sender.FAILED_HERE)] * 2]
    run(desk, channel, until=lambda: sorted(states(desk), key=str) == tried)
    assert channel.sent == [(one.key, "Om meeting:17")]


def test_what_must_wait_long_for_its_turn_is_put_back(desk: Desk, one: Delivery) -> None:
    desk, channel = at(desk, NOW), Recorder(wait=1000.0)
    desk.store.deliveries.add([one])
    run(desk, channel, until=lambda: states(desk) == [("waiting", sender.WAITING)])
    assert channel.sent == []


def test_without_channels_everything_waits(desk: Desk, one: Delivery) -> None:
    desk = at(desk, NOW)
    desk.store.deliveries.add([one])
    run(desk, until=lambda: True)
    assert states(desk) == [("waiting", None)]


def test_on_a_fast_clock_the_morning_comes_soon_and_nothing_goes_out_before_it(desk: Desk, one: Delivery) -> None:
    night, channel = datetime(2026, 11, 23, 7, 58, tzinfo=COPENHAGEN), Recorder()
    desk = replace(at(desk, night), clock=Clock.demo(night, speed=300.0))
    desk.store._database.now = desk.clock.now
    desk.store.deliveries.add([replace(one, due=night)])
    run(desk, channel, until=lambda: bool(channel.sent) or desk.now.hour >= 8)
    assert desk.now.hour == 8
    run(desk, channel, until=settled(desk))
    assert len(channel.sent) == 1


@contextmanager
def sending(store: Store) -> Iterator[None]:
    held = store.only_sender()
    try:
        yield
    finally:
        if held:
            held.close()


def test_on_sqlite_a_second_sender_refuses_and_says_why(store: Store) -> None:
    with sending(store), pytest.raises(StoreError, match="En anden Vejviser sender allerede"), sending(store):
        pass
    with sending(store):
        pass

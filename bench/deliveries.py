"""Measure an idle tick over a million deliveries and 100,000 meetings, and how fast 2,000 are sent to our own Slack.

    .venv/bin/python -m bench.deliveries [--stored 1000000] [--due 2000] [--rate 25]

A tick is what happens when nothing is due: the sender's claim, and the question of every schedule that delivers; the
goal is for the median, since the p99 also tells what else the machine did. The sender is the real one, against a fake
Slack that takes --rate messages a second from the workspace and one a second in a conversation.
"""

import argparse
import asyncio
import logging
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from bot.app import find_schedules, open_desk
from bot.cards import Card, Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.deliveries import Sender
from bot.domain.delivering import Delivery
from bot.domain.meetings import Meeting, State
from bot.domain.organisation import Organisation, Person
from bot.platforms.slack import send
from bot.platforms.slack.delivering import SlackChannel
from bot.settings import Settings, Slack, StoreSettings
from bot.store import AccountRecord
from tests.fake_slack import TOKEN, FakeSlack, fake_slack

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=COPENHAGEN)
GOAL_TICK, GOAL_RATE = 5.0, 0.05  # ms, and how far from the allowed rate
PEOPLE = 400
TICKS = 200


def main() -> None:
    """Print what was measured, and whether the goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stored", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=2000)
    parser.add_argument("--rate", type=int, default=25)
    given = parser.parse_args()
    print("| stored | tick p50 ms | tick p99 ms |\n| ---: | ---: | ---: |")
    ticks = [tick(stored) for stored in (given.stored // 100, given.stored)]
    met = max(ticks) <= GOAL_TICK and ticks[1] <= 2 * ticks[0]
    print(f"goal: {GOAL_TICK:.0f} ms or less, and flat: {'met' if met else 'MISSED'}")
    rate = drain(given.due, given.rate)
    off = rate / given.rate - 1
    print(f"{given.due} due deliveries: {rate:.1f} a second, where {given.rate} are allowed ({off:+.1%})")
    print(f"goal: within {GOAL_RATE:.0%}: {'met' if abs(off) <= GOAL_RATE else 'MISSED'}")


def desk_in(folder: str, settings: Settings, clock: Clock) -> Desk:
    """A desk on an SQLite database in a folder, with people."""
    desk = open_desk(
        settings.model_copy(update={"store": StoreSettings(url=f"sqlite:///{Path(folder) / 'bench.db'}")}), clock
    )
    people = [Person(f"p{n}", f"Leder {n}", email=f"p{n}@kk.example") for n in range(PEOPLE)]
    desk.store.apply_organisation(Organisation(people=tuple(people)))
    return desk


def stored_deliveries(count: int) -> Iterator[Delivery]:
    """Half of them far in the future; the others are due, and will be marked as sent."""
    for n in range(count):
        due = NOW + timedelta(days=1 + n % 300) if n % 2 else NOW - timedelta(days=1 + n % 1000)
        yield Delivery("meeting_reminder", f"meeting:{n // 10}", 0, f"{n % 10}d", f"p{n % PEOPLE}", due)


def store_meetings(desk: Desk, count: int) -> None:
    """So many meetings that were held in earlier years, each with a next look long after now."""
    held = Meeting(0, "uu-plan", "p0", 2020, "Møde", state=State.HELD, start=NOW, end=NOW, recorded=True)
    one = desk.store.meetings.add(held, "bench")
    with desk.store._database.writing() as connection:
        names = [row[1] for row in connection.exec_driver_sql("PRAGMA table_info(meetings)") if row[1] != "id"]
        into = ", ".join(f'"{name}"' for name in names)
        values = ", ".join({"attempt": "n.i", "next_at": "'2040-01-01'"}.get(name, f'"{name}"') for name in names)
        connection.exec_driver_sql(
            f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
            f"INSERT INTO meetings ({into}) SELECT {values} FROM meetings, n WHERE meetings.id = {one.id}"
        )


def tick(stored: int) -> float:
    """The median of an idle tick in ms, with that many deliveries stored, and a tenth as many meetings."""
    schedules = [schedule for schedule in find_schedules() if hasattr(schedule, "KINDS")]
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_in(folder, Settings(), Clock.demo(NOW, 0.0))
        desk.store.deliveries.add(stored_deliveries(stored))
        with desk.store._database.writing() as connection:  # as the years would have left them
            connection.exec_driver_sql(f"UPDATE deliveries SET state = 'sent', done = next WHERE due < '{NOW:%F}'")
        store_meetings(desk, stored // 10)
        for schedule in schedules:
            schedule.run(desk)
        times = []
        for _ in range(TICKS):
            begun = time.perf_counter()
            assert desk.store.deliveries.claim(32, timedelta(minutes=1)) == []
            for schedule in schedules:
                schedule.run(desk)
            times.append((time.perf_counter() - begun) * 1000)
        desk.store.close()
    times.sort()
    p50, p99 = times[TICKS // 2], times[int(TICKS * 0.99)]
    print(f"| {stored:,} | {p50:.2f} | {p99:.2f} |", flush=True)
    return p50


def drain(due: int, rate: int) -> float:
    """Send that many; messages a second, from the first to the last."""
    logging.disable(logging.ERROR)
    with fake_slack() as slack, tempfile.TemporaryDirectory() as folder:
        slack.posts_per_second = rate
        slack.per_minute = {"conversations.open": 10**6}
        settings = Settings(
            slack=Slack(mode="http", api_url=f"{slack.address}/api/", messages_per_minute=rate * 60),
            slack_bot_token=SecretStr(TOKEN),
        )
        desk = desk_in(folder, settings, Clock.demo(NOW, 1.0))
        for n in range(PEOPLE):
            slack.add_user(f"P{n}", f"p{n}@kk.example")
            desk.store.accounts.put(AccountRecord("slack", f"T1/P{n}", f"p{n}", "member", NOW))
        one = Delivery("bench", "meeting:0", 0, "7d", "p0", NOW)
        desk.store.deliveries.add(
            replace(one, about=f"meeting:{n}", person=f"p{n % PEOPLE}") for n in range(due)
        )
        seconds = asyncio.run(_send_all(desk, slack, due))
        keys = [m.metadata["event_payload"]["key"] for m in slack.messages if m.metadata]
        assert len(keys) == len(set(keys)) == due
        desk.store.close()
    return (due - 1) / seconds


async def _send_all(desk: Desk, slack: FakeSlack, due: int) -> float:
    client = send.client(TOKEN, desk.settings.slack.api_url, retries=False)

    async def team() -> str:
        return "T1"

    async with aiohttp.ClientSession() as client.session:
        channel = SlackChannel(client, team, desk)
        sender = Sender(desk, {"bench": lambda delivery, _: Message(Card(f"Om {delivery.about}"))}, [channel])
        await sender.start()
        while not slack.messages:
            await asyncio.sleep(0.01)
        begun = time.perf_counter()
        while len(slack.messages) < due:
            await asyncio.sleep(0.01)
        seconds = time.perf_counter() - begun
        await sender.stop()
    return seconds


if __name__ == "__main__":
    main()

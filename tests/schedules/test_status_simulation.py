"""Weeks of requests in which people answer, draft, defer and fall silent: nobody who has answered hears again.

Hypothesis chooses what happens and when. The schedule ticks twice an hour of every working day; every delivery is
composed when it is due, as the sender does.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.domain.acute import Acute
from bot.domain.delivering import Delivery
from bot.domain.organisation import Board, Organisation, Party, Person, Plan, Role
from bot.domain.status import reports, requests
from bot.domain.status.periods import Period
from bot.domain.status.reports import Draft, Report
from bot.domain.status.request_steps import ESCALATED, OVERDUE, REMINDER
from bot.domain.status.requests import Request
from bot.domain.status.values import Content, Text
from bot.settings import HOUSE, Settings
from bot.store import Store
from bot.store.index import OfferIndex
from schedules.status import compose, run

BEGIN = datetime(2026, 8, 31, 8, 0, tzinfo=COPENHAGEN)
DUE = date(2026, 9, 24)
DAYS = 45
PLANS = 3
REPORTERS = (*(f"plan:p{n}" for n in range(PLANS)), "party:uu")
WHO = {**{f"plan:p{n}": f"leder-{n}" for n in range(PLANS)}, "party:uu": "uu"}
ORGANISATION = Organisation(
    parties=(Party("uu", "UU"),),
    boards=(Board("b", "Bestyrelsen"),),
    plans=tuple(Plan(f"p{n}", f"Plan {n}", "b") for n in range(PLANS)),
    people=(
        *(Person(f"leder-{n}", f"Leder, Plan {n}", Role.PLAN_LEADER, plan=f"p{n}") for n in range(PLANS)),
        Person("uu", "Koordinator, UU", Role.COORDINATOR, party="uu"),
        Person("sek", "Sekretær, Bestyrelsen", Role.BOARD_SECRETARY, board="b"),
    ),
)


@dataclass(frozen=True)
class Event:
    """What somebody does at an hour: "answer", "nothing", "draft" or "later"."""

    hour: int
    reporter: str
    deed: str


events = st.lists(
    st.builds(
        Event, st.integers(1, DAYS * 24 - 1), st.sampled_from(REPORTERS),
        st.sampled_from(["answer", "nothing", "draft", "later", "later"]),
    ),
    max_size=8,
)  # fmt: skip


@cache
def acute() -> Acute:
    return Acute.load(HOUSE / "data" / "acute.toml")


class Weeks:
    """The weeks, hour by hour; `told` is what went out: (moment, delivery)."""

    def __init__(self) -> None:
        self.now = BEGIN
        self.store = Store.open("sqlite://", lambda: self.now)
        self.store.apply_organisation(ORGANISATION)
        self.base = Desk(self.store, Settings(), {}, Clock(), OfferIndex(self.store), acute())
        self.told: list[tuple[datetime, Delivery]] = []
        self.done: set[str] = set()
        new = Request("b", REPORTERS, Period.of("2026-Q2"), "kort", DUE, "sek", made_at=BEGIN)
        self.request = self.store.requests.add(new, "sek")

    def tick(self) -> None:
        desk = replace(self.base, clock=Clock.demo(self.now, speed=0.0))
        run(desk)
        run(desk)
        for record in self.store.deliveries.of(self.request.about):
            one = record.delivery
            if one.key in self.done or one.due > self.now:
                continue
            self.done.add(one.key)
            if (one.until is None or self.now < one.until) and isinstance(compose(one, desk), Message):
                self.told.append((self.now, one))

    def happen(self, event: Event) -> None:
        who, now = WHO[event.reporter], self.now
        if event.deed == "later":
            until = now.date() + timedelta(days=3)
            self.store.requests.change(self.request.id, lambda one: requests.put_off(one, who, until), who, "later")
            return
        steps = {
            "answer": lambda one: reports.answer(one, Content({"sket": Text(f"{now}")}), who, now),
            "nothing": lambda one: one if one.draft or one.latest else reports.nothing_new(one, who, now),
            "draft": lambda one: reports.save_draft(one, Draft({"tekst:sket": "På vej"}), who, now),
        }
        (mine,) = [one for one in self.reports() if one.reporter == event.reporter]
        self.store.reports.change(mine.id, steps[event.deed], who, event.deed)

    def reports(self) -> tuple[Report, ...]:
        return self.store.reports.of_request(self.request.id)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events)
def test_only_the_silent_are_reminded_and_no_silence_is_missed(chosen: list[Event]) -> None:
    weeks = Weeks()
    answered: dict[str, datetime] = {}
    for hour in range(DAYS * 24):
        weeks.now = BEGIN + timedelta(hours=hour)
        if weeks.base.calendar.is_allowed(weeks.now):
            weeks.tick()
        for event in chosen:
            if event.hour == hour:
                weeks.happen(event)
        for one in weeks.reports() if any(event.hour == hour for event in chosen) else ():
            if not one.is_silent:
                answered.setdefault(WHO[one.reporter], weeks.now)
    again = [(at, one) for at, one in weeks.told if one.kind in (REMINDER, OVERDUE)]
    assert all(one.person not in answered or at <= answered[one.person] for at, one in again)
    overdue = {one.person for _, one in again if one.kind == OVERDUE}
    after = datetime(2026, 9, 28, 9, tzinfo=COPENHAGEN)  # two working days after
    assert overdue == {who for who in WHO.values() if who not in answered or answered[who] >= after}
    for who in WHO.values():
        if who not in answered:
            days = [at.date() for at, one in again if one.person == who and one.kind == REMINDER]
            assert DUE in days or any(day >= DUE - timedelta(days=3) for day in days), "deferring is no way out"
    escalated = {one.person for _, one in weeks.told if one.kind == ESCALATED}
    late = datetime(2026, 10, 1, 9, tzinfo=COPENHAGEN)  # five working days after
    silent = [who for who in WHO.values() if who not in answered or answered[who] >= late]
    assert escalated == ({"sek", "uu"} if silent else set())
    (stored,) = weeks.store.requests.all()
    assert stored.due == DUE
    weeks.store.close()

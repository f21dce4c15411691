"""Three years of forty plans: people answer, forget, move, cancel, leave, go on holiday. No meeting is forgotten.

Hypothesis chooses what happens and when. Time jumps from one due moment to the next; every tick runs twice.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from sqlalchemy import func, select

from bot.cards import Message
from bot.chat import Desk
from bot.clock import COPENHAGEN, Clock
from bot.domain import meetings
from bot.domain.acute import Acute
from bot.domain.calendar import school_year
from bot.domain.meeting_overview import rows
from bot.domain.meetings import OPEN, Appointment, FollowUp, Meeting, NotPossible, State
from bot.domain.obligations import parties
from bot.domain.organisation import Organisation, Party, Person, Plan, Role, Series
from bot.domain.steps import HELD, UNANSWERED, follow_up_step
from bot.settings import HOUSE, Settings
from bot.store import Store
from bot.store.index import OfferIndex
from bot.store.tables import deliveries, followups
from bot.store.tables import meetings as table
from schedules.meetings import compose, run

BEGIN, YEARS, PLANS = datetime(2026, 8, 3, 8, 0, tzinfo=COPENHAGEN), 3, 40
END = BEGIN.replace(year=BEGIN.year + YEARS)
AFTER = (HELD, UNANSWERED, "meeting_owed", "meeting_answered", "meeting_dropped", "meeting_followup")
LEASE = timedelta(minutes=5)

ORGANISATION = Organisation(
    parties=(Party("uu", "UU"),),
    plans=tuple(Plan(f"p{n}", f"Plan {n}") for n in range(PLANS)),
    series=(Series("uu-plan", "Helhedsplan og UU", ("plan_leader", "coordinator:uu"), "plan", 1, 2),),
    people=(
        *(Person(f"leder-{n}", f"Leder, Plan {n}", Role.PLAN_LEADER, plan=f"p{n}") for n in range(PLANS)),
        *(Person(f"ny-{n}", f"Ny leder, Plan {n}", Role.STAFF) for n in range(PLANS)),
        Person("uu", "Koordinator, UU", Role.COORDINATOR, party="uu"),
        Person("vikar", "Vikar, UU"),
    ),
)


@cache
def acute() -> Acute:
    return Acute.load(HOUSE / "data" / "acute.toml")


class Years(RuleBasedStateMachine):
    """The years: rules are what people do, and time going by."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGIN
        self.sent: Counter[str] = Counter()
        self.told: Counter[str] = Counter()  # messages by what they are about
        self.store = Store.open("sqlite://", lambda: self.now)
        self.store.apply_organisation(ORGANISATION)
        self.base = Desk(self.store, Settings(), {}, Clock(), OfferIndex(self.store), acute())
        self.calendar = self.base.calendar
        self.tick()

    @property
    def desk(self) -> Desk:
        return replace(self.base, clock=Clock.demo(self.now, speed=0.0))

    # Time.

    def tick(self) -> None:
        """The schedule and the sender, twice: the second time must change nothing."""
        run(self.desk)
        self.send()
        before = self.fingerprint()
        run(self.desk)
        self.send()
        assert self.fingerprint() == before

    def fingerprint(self) -> object:
        with self.store._database.reading() as connection:
            queue = select(func.count(), func.sum(deliveries.c.attempt), func.max(deliveries.c.done))
            all_ = select(func.count(), func.sum(table.c.stamp), func.min(table.c.next_at), func.max(table.c.next_at))
            return connection.execute(queue).one(), connection.execute(all_).one()

    def send(self) -> None:
        allowed = self.calendar.is_allowed(self.now)
        queue, desk = self.store.deliveries, self.desk
        while found := queue.claim(500, LEASE, urgent_only=not allowed):
            for record in found:
                one = record.delivery
                message = record.gone or compose(one, desk)
                if isinstance(message, str):
                    assert message
                    queue.dropped(record, message)
                    continue
                self.check(one.kind, one.about, one.urgent, one.until, message)
                self.sent[one.key] += 1
                self.told[one.about] += 1
                assert self.sent[one.key] == 1, one
                queue.sent(record, "test")

    def check(self, kind: str, about: str, urgent: bool, until: datetime | None, message: Message) -> None:
        assert urgent or self.calendar.is_allowed(self.now)
        assert until is None or self.now < until
        assert message.card.title and (message.card.lines or message.card.items)
        found = self.store.meetings.find(int(about.partition(":")[2])) if kind not in AFTER else None
        assert found is None or found.start is None or self.now < found.start, "none after its meeting"

    def due(self) -> datetime | None:
        """When something happens next by itself."""
        columns = [table.c.next_at, followups.c.next_at]
        with self.store._database.reading() as connection:
            found = [connection.execute(select(func.min(column))).scalar() for column in columns]
            waits = select(func.min(deliveries.c.next)).where(deliveries.c.state == "waiting")
            found.append(connection.execute(waits).scalar())
        moments = [one for one in found if one is not None]
        return max(min(moments), self.now) if moments else None

    def go(self, until: datetime) -> None:
        while (moment := self.due()) is not None and moment <= until:
            self.now = moment.astimezone(COPENHAGEN) if moment > self.now else self.calendar.step_after(
                self.now + timedelta(minutes=1)
            )  # fmt: skip
            if self.now > until:
                break
            self.tick()
        self.now = max(self.now, until)

    # What people do.

    def meeting(self, pick: int, *states: State) -> Meeting | None:
        year = school_year(self.now.date())
        found = self.store.meetings.of_year(year, states=states)
        begun = [one for one in found if one.number == 0 or (one.opens and one.opens <= self.now.date())]
        return begun[pick % len(begun)] if begun else None

    def do(self, one: Meeting, step: Callable[[Meeting], Meeting], then: object = None) -> None:
        more = {"then": then} if then else {}
        self.store.meetings.change(one.id, step, "uu", "test", **more)  # type: ignore[arg-type]

    def people(self, one: Meeting) -> tuple[str, ...]:
        return parties(one, ORGANISATION, dict(self.store.deputies.gone()))

    def time(self, days: int, hour: int) -> Appointment:
        start = datetime.combine(self.now.date() + timedelta(days=days), datetime.min.time(), COPENHAGEN)
        start = start.replace(hour=hour)
        return Appointment(start, start + timedelta(hours=1), "Klub Borup")

    picks, days, hours = st.integers(0, 10_000), st.integers(1, 60), st.integers(7, 19)

    @rule(days=st.integers(1, 30), minutes=st.integers(0, 1439))
    def time_goes_by(self, days: int, minutes: int) -> None:
        self.go(min(END, self.now + timedelta(days=days, minutes=minutes)))

    @rule(days=st.integers(7, 12))
    def the_server_is_down_for_a_week(self, days: int) -> None:
        self.now = min(END, self.now + timedelta(days=days))
        self.tick()

    @rule(pick=picks, days=days, hour=hours, many=st.integers(1, 8))
    def some_agree(self, pick: int, days: int, hour: int, many: int) -> None:
        for n in range(many):
            one = self.meeting(pick + 7 * n, *OPEN)
            if one is not None:
                by = self.people(one)
                agreed = self.time(days + n, hour)
                self.do(one, lambda m, by=by, agreed=agreed: meetings.book(m, agreed, by, by[0], self.now))  # type: ignore[misc]

    @rule(pick=picks, days=days, hour=hours)
    def somebody_offers_times(self, pick: int, days: int, hour: int) -> None:
        if (one := self.meeting(pick, *OPEN)) is not None:
            times = tuple((a.start, a.end) for a in (self.time(days, hour), self.time(days + 3, hour)))
            by = self.people(one)
            self.do(one, lambda m: meetings.propose(m, times, by, by[-1], self.now))

    @rule(pick=picks, can=st.booleans())
    def somebody_answers(self, pick: int, can: bool) -> None:
        if (one := self.meeting(pick, State.PROPOSED)) is not None:
            for person in one.participants[: 1 + pick % 2]:
                self.do(one, lambda m, who=person: meetings.answer(m, who, None, can, self.now))  # type: ignore[misc]

    @rule(pick=picks)
    def the_organiser_chooses(self, pick: int) -> None:
        one = self.meeting(pick, State.PROPOSED)
        if one is not None and (n := meetings.best(one, self.now)) is not None:
            agreed = Appointment(*one.times[n], "Rådhuset")
            self.do(one, lambda m: meetings.book(m, agreed, m.participants, m.organiser, self.now))

    @rule(pick=picks, days=days, hour=hours)
    def somebody_moves(self, pick: int, days: int, hour: int) -> None:
        if (one := self.meeting(pick, State.BOOKED)) is not None:
            self.do(one, lambda m: meetings.move(m, self.time(days, hour), self.now))

    @rule(pick=picks)
    def somebody_cancels(self, pick: int) -> None:
        if (one := self.meeting(pick, State.BOOKED)) is not None:
            self.do(one, lambda m: meetings.cancel(m, "Sygdom", self.now), meetings.again)

    @rule(pick=picks, many=st.integers(1, 8), days=days)
    def some_tell_that_it_was_held(self, pick: int, many: int, days: int) -> None:
        for n in range(many):
            if (one := self.meeting(pick + n, State.BOOKED)) is None:
                return
            try:
                self.do(one, lambda m: meetings.hold(m, self.now))
            except NotPossible:
                continue
            self.do(one, lambda m: meetings.record(m, "Besluttet"))
            todo = FollowUp(0, one.id, self.people(one)[0], "Ring", self.now.date() + timedelta(days=days))
            self.store.followups.add(todo, follow_up_step(todo, self.calendar).due, "uu")

    @rule(pick=picks)
    def the_coordinator_drops(self, pick: int) -> None:
        if (one := self.meeting(pick, *OPEN)) is not None:
            self.do(one, lambda m: meetings.drop(m, "Planen ophører", self.now))

    @rule(pick=picks, days=days)
    def somebody_wants_to_be_reminded_later(self, pick: int, days: int) -> None:
        if (one := self.meeting(pick, *OPEN)) is not None:
            until = self.now.date() + timedelta(days=days)
            self.do(one, lambda m: meetings.put_off(m, self.people(one)[0], until))

    @rule(days=days)
    def the_coordinator_goes_on_holiday(self, days: int) -> None:
        first: date = self.now.date()
        self.store.deputies.add("uu", "vikar", first, first + timedelta(days=days), "uu")

    @precondition(lambda self: len(self.store.deputies.gone()) < PLANS)
    @rule(number=st.integers(0, PLANS - 1))
    def a_leader_leaves(self, number: int) -> None:
        if f"leder-{number}" not in self.store.deputies.gone():
            self.store.deputies.replace(f"leder-{number}", f"ny-{number}", self.now.date(), "uu")

    # The end.

    def teardown(self) -> None:
        """The years go by; then nothing is forgotten, and everything that was to go out did, or tells why not."""
        self.go(END + timedelta(days=40))
        for year in range(BEGIN.year, BEGIN.year + YEARS):
            self.nothing_is_forgotten(self.store.meetings.of_year(year))
        with self.store._database.reading() as connection:
            open_ = select(func.count()).where(deliveries.c.state == "waiting", deliveries.c.due <= self.now)
            assert connection.execute(open_).scalar() == 0
            mute = select(func.count()).where(deliveries.c.state == "dropped", deliveries.c.reason.is_(None))
            assert connection.execute(mute).scalar() == 0
            failed = select(func.count()).where(deliveries.c.state.not_in(("sent", "dropped", "waiting")))
            assert connection.execute(failed).scalar() == 0
        self.store.close()

    def nothing_is_forgotten(self, all_: tuple[Meeting, ...]) -> None:
        shown = {row.meeting.id: row for row in rows(all_, self.now.date())}
        first = [one for one in all_ if one.number == 1]
        latest = {one.subject: one for one in sorted(first, key=lambda one: one.attempt)}
        assert len(latest) == PLANS
        for one in latest.values():
            others = [m for m in all_ if m.subject == one.subject and m.number == 2]
            match one.state:
                case State.OWED | State.PROPOSED:
                    instead = any(m.state in (State.BOOKED, State.HELD) for m in others)
                    assert shown[one.id].overdue or instead
                    assert self.told[one.about] > 0, "somebody was told"
                case State.BOOKED:
                    self.somebody_was_asked(one)
                case State.DROPPED:
                    assert one.reason

    def somebody_was_asked(self, one: Meeting) -> None:
        kinds = {r.delivery.kind: r.state for r in self.store.deliveries.of(one.about)}
        assert kinds.keys() >= {HELD, UNANSWERED} or (one.end and one.end > self.now - timedelta(days=30)), kinds


TestYears = Years.TestCase
TestYears.settings = settings(
    max_examples=2, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)

"""A board's request in a store, answered by one plan and UU, with three years of figures behind it."""

from datetime import date
from functools import partial

from bot.chat import Desk
from bot.domain.referrals import Referral, Step
from bot.domain.status.periods import Period
from bot.domain.status.reported import figures
from bot.domain.status.reports import Report, answer, approve, nothing_new
from bot.domain.status.requests import Request
from bot.domain.status.values import Content, Given, Text, Value
from bot.papers.background import LEASE
from bot.papers.making import make
from bot.store.papers import PaperRecord
from tests.status_data import GOALS, HALVES, three_years

SECRETARY = "sekretaer-bydelsbestyrelsen-noerrebro"
LEADER = "leder-noerrebrobyggerne"
UU = "koordinator-uu"
PERIOD = HALVES[-2]  # the first half of 2026
TEXT = "Vi har åbnet en jobklub.\n- 12 unge har fået fritidsjob\n- 3 forløb på skolen\nDet er *ikke* markup: #panic()"


def request_in(desk: Desk, *, board: str = "noerrebro", silent: bool = False) -> Request:
    """Asked of NørreBrobyggerne and UU; the plan has answered, unless it is silent, and UU has nothing new."""
    store, catalogue = desk.store, desk.catalogue
    store.figures.take(three_years(catalogue))
    for goal in GOALS:
        store.figures.add_goal(goal)
    reporters = ("plan:noerrebrobyggerne", "party:uu")
    request = store.requests.add(
        Request(board, reporters, PERIOD, "status", date(2026, 11, 20), SECRETARY, "Hvordan går det med fritidsjob?",
                date(2026, 12, 17), date(2026, 12, 3), date(2026, 12, 10)),
        SECRETARY,
    )  # fmt: skip
    plan, uu = store.reports.of_request(request.id)
    if not silent:
        send(desk, plan, content())
        store.reports.change(plan.id, lambda one: approve(one, 1, LEADER), LEADER, "approve")
    store.reports.change(uu.id, lambda one: nothing_new(one, UU, desk.now), UU, "send")
    spring = desk.now.replace(month=5)
    store.referrals.add(Referral(spring, "lundtoftegade", "#fritidsjob", Step.REFERRED, 12, LEADER))
    store.referrals.add(Referral(spring, "lundtoftegade", "#fritidsjob", Step.MET, 2, LEADER))
    return request


def content(text: str = TEXT, recruited: float = 11) -> Content:
    """Something of everything."""
    return Content(
        {"sket": Text(text), "milepaele": Text(given=Given.UNKNOWN), "svaert": Text(given=Given.NOT_RELEVANT)},
        {("rekrutteret", ""): Value(recruited), ("koordination-forbrug", ""): Value(120_000.0)},
    )


def send(desk: Desk, report: Report, what: Content) -> None:
    """The plan answers."""
    desk.store.reports.change(
        report.id, lambda one: answer(one, what, LEADER, desk.now), LEADER, "send",
        partial(figures, catalogue=desk.catalogue),
    )  # fmt: skip


def made(desk: Desk) -> None:
    """The paper that waits is made here, not in three processes of its own, which take seconds to begin."""
    record = desk.store.papers.claim(LEASE)
    assert record
    make(desk.store, desk.catalogue, record, desk.now)


def order(desk: Desk, request: Request, corrects: int = 0) -> PaperRecord:
    """The secretary has a paper made."""
    period: Period = request.period
    return desk.store.papers.order(request.board, period.first, period.last, SECRETARY, request.id, corrects)

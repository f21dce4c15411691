"""Requests and reports in the store, on both engines: as they were, every version kept, figures replaced at once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.status import reports, requests
from bot.domain.status.figures import Figure
from bot.domain.status.periods import Period
from bot.domain.status.reports import Draft, NotPossible, Report, State
from bot.domain.status.requests import Request
from bot.domain.status.values import Content, Given, Text, Value
from bot.store import Store, StoreError
from bot.store.status_tables import figures
from tests.store.standing import NOON, StandingClock

Q3 = Period.of("2026-Q3")
NEW = Request(
    "n", ("plan:x", "party:uu"), Q3, "status", date(2027, 1, 4), "sek", "Skriv kort", date(2027, 1, 25),
    date(2027, 1, 11), date(2027, 1, 18), later={"leder": date(2026, 12, 24)},
)  # fmt: skip
CONTENT = Content(
    {"sket": Text("Klubben er åben."), "succes": Text(given=Given.UNKNOWN)},
    {("unge", "a"): Value(120.0), ("job", ""): Value(0.0), ("andet", "a"): Value(None, Given.NOT_RELEVANT)},
)


def made(report: Report) -> list[Figure]:
    assert report.latest is not None
    return [
        Figure(key, report.reporter, area, report.period, value, 1, "i", report.latest.person, f"report:{report.id}")
        for (key, area), value in report.latest.content.figures.items()
    ]


def stored(store: Store) -> list[tuple[str, str, str, float | None, str]]:
    with store._database.reading() as connection:
        columns = [figures.c[name] for name in ("indicator", "area", "given", "number", "source")]
        return sorted(tuple(row) for row in connection.execute(select(*columns)))


def send(store: Store, id: int, content: Content) -> Report:
    return store.reports.change(id, lambda r: reports.answer(r, content, "leder", NOON), "leder", "answer", made)


def test_a_request_comes_back_as_it_was_with_an_empty_report_for_everyone(store: Store) -> None:
    added = store.requests.add(NEW, "sek")
    assert store.requests.find(added.id) == added
    assert added.made_at == NOON
    found = store.reports.of_request(added.id)
    assert [(one.reporter, one.state, one.request) for one in found] == [
        ("plan:x", State.WAITING, added.id), ("party:uu", State.WAITING, added.id),
    ]  # fmt: skip
    assert store.requests.of_reporter("party:uu") == store.requests.all(board="n") == (added,)
    assert store.requests.all(board="o") == ()


def test_a_request_is_withdrawn_and_looked_at_anew(store: Store, clock: StandingClock) -> None:
    added = store.requests.add(NEW, "sek")
    ((_, stamp, seen),) = store.requests.waking(NOON)
    assert seen == NOON
    store.requests.looked(NOON, [(added.id, stamp, None)])
    assert store.requests.waking(NOON + timedelta(days=9)) == ()
    clock.at = NOON + timedelta(hours=1)
    after = store.requests.change(added.id, lambda one: requests.withdraw(one, clock.at), "sek", "withdraw")
    assert (after.revision, after.is_open) == (2, False)
    assert [one.id for one, *_ in store.requests.waking(clock.at)] == [added.id]
    with pytest.raises(KeyError):
        store.requests.change(99, lambda one: one, "sek", "withdraw")
    assert [one.action for one in store.audit.of("request", str(added.id))] == ["withdraw", "create"]


def test_every_version_is_kept_and_its_figures_take_the_place_of_the_earlier_ones(store: Store) -> None:
    request = store.requests.add(NEW, "sek")
    mine, _ = store.reports.of_request(request.id)
    first = send(store, mine.id, CONTENT)
    assert store.reports.find(mine.id) == first
    assert first.latest is not None and first.latest.content == CONTENT
    source = f"report:{mine.id}"
    assert stored(store) == [
        ("andet", "a", "not_relevant", None, source), ("job", "", "answer", 0.0, source),
        ("unge", "a", "answer", 120.0, source),
    ]  # fmt: skip
    second = send(store, mine.id, Content(CONTENT.texts, {("unge", "a"): Value(121.0)}))
    assert stored(store) == [("unge", "a", "answer", 121.0, source)]
    assert store.reports.versions(mine.id) == (first.latest, second.latest)
    assert store.reports.sent(2026) == (second,)
    assert store.reports.sent(2025) == ()


def test_the_newest_report_of_a_place_gives_its_figure(store: Store) -> None:
    voluntary = [
        store.reports.begin(Report("plan:x", Q3, template), "leder") for template in ("status", "kort")
    ]  # fmt: skip
    first, second = (one.id for one in voluntary)
    for one in (first, second):
        send(store, one, Content({}, {("unge", "a"): Value(float(one))}))
    assert stored(store) == [("unge", "a", "answer", float(second), f"report:{second}")]
    send(store, second, Content({"sket": Text("Uden tal")}))
    assert stored(store) == [("unge", "a", "answer", float(first), f"report:{first}")], "it is still said"


def test_a_draft_holds_what_was_typed_right_or_wrong(store: Store) -> None:
    mine = store.reports.begin(Report("plan:x", Q3, "status"), "leder")
    draft = Draft({"tal:unge:a": "mange", "tekst:sket": "Æ\n\"ø\""}, ("tekst",))
    after = store.reports.change(mine.id, lambda r: reports.save_draft(r, draft, "leder", NOON), "leder", "draft")
    assert store.reports.find(mine.id) == after
    assert (after.draft, after.draft_by, after.draft_at) == (draft, "leder", NOON)
    assert stored(store) == []
    with pytest.raises(StoreError):
        bad = Draft({"tekst:sket": "\0"})
        store.reports.change(mine.id, lambda r: reports.save_draft(r, bad, "leder", NOON), "leder", "draft")


def test_a_voluntary_report_is_begun_once_until_it_is_sent(store: Store) -> None:
    new = Report("plan:x", Q3, "status")
    mine = store.reports.begin(new, "leder")
    assert store.reports.begin(new, "leder") == mine
    sent = send(store, mine.id, CONTENT)
    again = store.reports.begin(new, "leder")
    assert again.id != mine.id
    assert store.reports.of_reporter("plan:x") == (again, sent)


def test_what_is_frozen_stays_until_it_is_opened(store: Store) -> None:
    mine = store.reports.begin(Report("plan:x", Q3, "status"), "leder")
    send(store, mine.id, CONTENT)
    with store._database.writing() as connection:
        store.reports.put_in_paper(connection, [mine.id], 4)
    with pytest.raises(NotPossible):
        send(store, mine.id, Content())
    found = store.reports.find(mine.id)
    assert found is not None and found.is_frozen and found.latest and found.latest.number == 1
    store.reports.change(mine.id, reports.reopen, "sek", "reopen")
    assert send(store, mine.id, Content()).latest != found.latest


def test_an_answer_wakes_its_request(store: Store) -> None:
    request = store.requests.add(NEW, "sek")
    ((_, stamp, _),) = store.requests.waking(NOON)
    mine, _ = store.reports.of_request(request.id)
    send(store, mine.id, CONTENT)
    store.requests.looked(NOON, [(request.id, stamp, None)])
    assert [one.id for one, *_ in store.requests.waking(NOON)] == [request.id], "what was looked at is old"


def test_old_drafts_are_thrown_away_and_answers_stay(store: Store) -> None:
    request = store.requests.add(NEW, "sek")
    asked, _ = store.reports.of_request(request.id)
    own = store.reports.begin(Report("plan:x", Q3, "kort"), "leder")
    send(store, asked.id, CONTENT)
    for one in (asked, own):
        store.reports.change(one.id, lambda r: reports.save_draft(r, Draft(), "leder", NOON), "leder", "draft")
    assert store.reports.delete_drafts(NOON) == 0
    assert store.reports.delete_drafts(NOON + timedelta(days=1)) == 2
    left = store.reports.find(asked.id)
    assert left is not None and left.draft is None and left.latest is not None
    assert store.reports.find(own.id) is None


def test_a_voluntary_report_that_was_opened_and_left_is_thrown_away_like_a_draft(
    store: Store, clock: StandingClock
) -> None:
    opened, given_up = (store.reports.begin(Report("plan:x", Q3, template), "leder") for template in ("a", "b"))
    store.reports.change(
        given_up.id, lambda r: reports.save_draft(r, Draft({"tekst:sket": "Vi"}), "leder", NOON), "leder", "draft"
    )
    store.reports.change(given_up.id, reports.throw_away, "leder", "drop")
    asked, _ = store.reports.of_request(store.requests.add(NEW, "sek").id)
    sent = send(store, store.reports.begin(Report("plan:x", Q3, "c"), "leder").id, CONTENT)
    month = timedelta(days=30)
    assert store.reports.delete_drafts(NOON - month) == 0
    clock.at = NOON + month
    assert store.reports.delete_drafts(NOON) == 0
    clock.at += timedelta(hours=1)
    assert store.reports.delete_drafts(clock.at - month) == 2
    assert [store.reports.find(one.id) for one in (opened, given_up)] == [None, None]
    assert [store.reports.find(one.id) for one in (asked, sent)] == [asked, sent]

"""What has been kept long enough is deleted, after the days that the config says."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.chat import Desk
from bot.domain.delivering import Delivery
from bot.domain.status.reports import Draft, save_draft, throw_away
from bot.settings import Retention, Settings
from bot.store.papers import Files
from schedules.retention import run
from tests.conftest import NOW
from tests.documents.a_snapshot import snapshot
from tests.papers.a_request import order, request_in

SNAPSHOT = replace(snapshot(), reported=())


def later(desk: Desk, days: int) -> None:
    """The store's clock moves on."""
    desk.store._database.now = lambda: NOW + timedelta(days=days)


def test_gaps_and_audit_are_deleted_after_three_years_and_not_before(desk: Desk) -> None:
    desk.store.gaps.add("noerrebro", "13-17", ("fodbold",), None)
    desk.store.audit.add("import", "create", "offer", "klub-n")
    later(desk, 1095)
    run(desk)
    assert len(desk.store.gaps.all()) == 1
    assert desk.store.audit.recent(10)
    later(desk, 1096)
    run(desk)
    run(desk)
    assert desk.store.gaps.all() == ()
    assert desk.store.audit.recent(10) == ()


def test_messages_that_are_over_are_deleted_after_three_years_but_not_while_they_could_come_again(desk: Desk) -> None:
    ended = {"sent": 1, "dropped": 1, "failed": 1, "possible": 1500, "waiting": 0}  # until how many days from now
    for name, days in ended.items():
        until = NOW + timedelta(days=days) if days else None
        desk.store.deliveries.add([Delivery("meeting_owed", name, 1, "owed", name, NOW, until)])
    for record in desk.store.deliveries.claim(9, timedelta(minutes=1), busy=["waiting"]):
        if record.delivery.about in ("dropped", "failed"):
            getattr(desk.store.deliveries, record.delivery.about)(record, "prøve")
        else:
            desk.store.deliveries.sent(record, "slack")
    later(desk, 1095)
    run(desk)
    assert [len(desk.store.deliveries.of(name)) for name in ended] == [1] * 5
    later(desk, 1097)
    run(desk)
    run(desk)
    assert [name for name in ended if desk.store.deliveries.of(name)] == ["possible", "waiting"]
    later(desk, 2600)
    run(desk)
    assert [name for name in ended if desk.store.deliveries.of(name)] == ["waiting"]


def test_what_was_said_of_an_offer_is_deleted_three_years_after_it_was_closed(desk: Desk) -> None:
    closed, waiting = (desk.store.feedback.add("klub-n", "Forkert telefonnummer", "leder") for _ in range(2))
    later(desk, 500)
    desk.store.feedback.close(closed, "Rettet", "administrator")
    later(desk, 500 + 1095)
    run(desk)
    assert desk.store.feedback.find(closed)
    later(desk, 500 + 1096)
    run(desk)
    assert desk.store.feedback.find(closed) is None and desk.store.feedback.find(waiting)


def test_the_config_says_how_long(desk: Desk) -> None:
    desk.store.gaps.add("noerrebro", None, (), None)
    later(desk, 31)
    run(replace(desk, settings=Settings(retention=Retention(gaps=30))))
    assert desk.store.gaps.all() == ()


def test_drafts_that_nobody_touches_are_deleted_after_a_year_and_not_before(desk: Desk) -> None:
    request = request_in(desk, silent=True)
    plan = desk.store.reports.of_request(request.id)[0]
    desk.store.reports.change(plan.id, lambda one: save_draft(one, Draft({"x": "y"}), "leder", NOW), "leder", "draft")
    order(desk, request)
    desk.store.papers.keep(1, SNAPSHOT)
    desk.store.papers.made(1, Files(b"docx", b"pdf"))
    later(desk, 365)
    run(desk)
    assert desk.store.papers.find(1) and desk.store.reports.of_request(request.id)[0].draft
    later(desk, 366)
    run(desk)
    assert desk.store.papers.find(1) is None
    assert desk.store.reports.of_request(request.id)[0].draft is None


def test_what_was_deleted_is_in_none_of_the_databases_files_an_hour_later(desk: Desk) -> None:
    def found() -> set[str]:
        folder = Path(desk.store.address.removeprefix("sqlite:///") if desk.store.address else "").parent
        return {file.suffix for file in folder.glob("*.db*") if "hemmeligt møde".encode() in file.read_bytes()}

    plan = desk.store.reports.of_request(request_in(desk, silent=True).id)[0]
    draft = Draft({"x": "Et hemmeligt møde"})
    desk.store.reports.change(plan.id, lambda one: save_draft(one, draft, "leder", NOW), "leder", "draft")
    desk.store.wipe()
    assert found() == {".db"}
    desk.store.reports.change(plan.id, throw_away, "leder", "drop")
    assert found(), "the file has it still, and the log beside it that it is gone"
    run(desk)
    assert found() == set()


def test_what_must_be_filed_is_not_deleted_before_or_after(desk: Desk) -> None:
    request = request_in(desk)
    order(desk, request)
    desk.store.papers.keep(1, SNAPSHOT)
    desk.store.papers.made(1, Files(b"docx", b"pdf"))
    desk.store.papers.freeze(1, "sekretaer")
    desk.store.papers.keep(1, SNAPSHOT)
    desk.store.papers.made(1, Files(b"docx", b"pdf"))
    later(desk, 4000)
    run(desk)
    assert desk.store.papers.verify(1)
    assert len(desk.store.reports.versions(1)) == 1
    desk.store.papers.file(1, "2026-0001", NOW.date(), "sekretaer")
    run(desk)
    assert desk.store.papers.verify(1)

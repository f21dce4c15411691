"""What several do in the same moment, or one presses twice, on both engines: it comes one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from threading import Barrier
from typing import Any

from bot.domain.meetings import Appointment, FollowUp, Meeting, book
from bot.domain.status import reports
from bot.domain.status.editions import Edition, Entry
from bot.domain.status.periods import Period
from bot.domain.status.reports import NotPossible, Report
from bot.domain.status.snapshot import Reported, Snapshot
from bot.domain.status.values import Content, Text, Value
from bot.store import Store
from bot.store.papers import Files
from tests.store.standing import NOON

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
Q3 = Period.of("2026-Q3")


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call gives, or why it is refused, when all begin in the same moment."""
    start = Barrier(len(calls))

    def begin(call: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return call()
        except NotPossible as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


def draft(store: Store, board: str, people: float = 0, reported: tuple[Reported, ...] = ()) -> int:
    """A paper that may be frozen; with `people` it shows a figure about so many."""
    one = store.papers.order(board, FIRST, LAST, "sekretaer")
    snapshot = Snapshot("N", "2026-07-01", "2026-09-30", "3. kvartal", "2026-11-23", "S", reported=reported)
    edition: Edition = {("unge", "", "2026-Q3"): Entry("figure", Value(people))} if people else {}
    store.papers.keep(one.id, snapshot, edition, store.papers.editions())
    store.papers.made(one.id, Files(b"docx", b"pdf"))
    return one.id


def answered(report: Report) -> Report:
    return reports.answer(report, Content({"sket": Text("Klubben er åben.")}), "leder", NOON)


def twice(call: Callable[..., Any], *given: Any) -> Any:
    """What a call gives that is made twice in the same moment: the same both times."""
    one, other = at_once(*[partial(call, *given)] * 2)
    assert one == other
    return one


def freezing(store: Store, paper: int) -> Callable[[], str]:
    return lambda: store.papers.freeze(paper, "sekretaer").number


def test_papers_of_a_board_that_are_frozen_at_once_get_a_number_each(store: Store) -> None:
    drafts = [draft(store, "n") for _ in range(8)]
    found = at_once(*(freezing(store, one) for one in drafts))
    assert sorted(found) == [f"n-2026-{n}" for n in range(1, 9)]


def test_of_papers_that_show_different_figures_one_alone_is_frozen_at_once(store: Store) -> None:
    drafts = [draft(store, f"b{n}", 10 + n) for n in range(8)]
    found = at_once(*(freezing(store, one) for one in drafts))
    assert sum(isinstance(one, str) for one in found) == 1, found
    assert len(store.papers.editions().papers) == 1


def test_what_is_answered_while_its_paper_is_frozen_is_in_the_paper_or_refused(store: Store) -> None:
    for n in range(10):
        one = store.reports.begin(Report(f"plan:{n}", Q3, "status"), "leder")
        paper = draft(store, f"b{n}", reported=(Reported(one.reporter, "N", "", "waiting", one.id),))

        def answer(id: int = one.id) -> Report:
            return store.reports.change(id, answered, "leder", "answer")

        found = at_once(freezing(store, paper), answer)
        assert sum(isinstance(one, NotPossible) for one in found) == 1, found


def test_what_is_ordered_twice_in_the_same_moment_is_one_paper(store: Store) -> None:
    for n in range(10):
        one = twice(store.papers.order, f"b{n}", FIRST, LAST, "sekretaer")
        assert store.papers.all(one.board) == (one,)


def test_a_report_that_is_begun_twice_in_the_same_moment_is_one(store: Store) -> None:
    for n in range(10):
        one = twice(store.reports.begin, Report(f"plan:{n}", Q3, "status"), "leder")
        assert store.reports.of_reporter(one.reporter) == (one,)


def test_an_answer_that_is_sent_twice_in_the_same_moment_is_one_version(store: Store) -> None:
    for n in range(10):
        one = store.reports.begin(Report(f"plan:{n}", Q3, "status"), "leder")
        twice(store.reports.change, one.id, answered, "leder", "answer")
        assert len(store.reports.versions(one.id)) == 1


def test_a_follow_up_that_is_written_twice_in_the_same_moment_reminds_once(store: Store) -> None:
    meeting = store.meetings.add(Meeting(0, "s", "p", 2026, "Møde", number=0), "uu").id
    for n in range(10):
        new = FollowUp(0, meeting, "leder", f"Ring {n}", date(2026, 12, 10))
        twice(store.followups.add, new, NOON, "uu")
    assert len(store.followups.of_meeting(meeting)) == 10


def test_the_first_meetings_of_a_series_may_come_at_once(store: Store) -> None:
    more = Meeting(0, "s", "p", 2026, "Møde", number=0)
    time = Appointment(NOON, NOON + timedelta(hours=1))

    def settle() -> Meeting:
        return store.meetings.settle(more, NOON, lambda one: book(one, time, ("uu",), "uu", NOON), "uu")

    assert twice(settle).attempt == 1
    one, other = at_once(*[lambda: store.meetings.add(more, "uu")] * 2)
    assert sorted((one.attempt, other.attempt)) == [2, 3]

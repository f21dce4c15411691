"""Papers as rows: one is made at a time, a crash costs a try, what is frozen stays, what is filed says where."""

from datetime import date, timedelta

import pytest

from bot.domain.status.reports import NotPossible
from bot.domain.status.snapshot import Snapshot
from bot.store import Store
from bot.store.papers import GIVEN_UP, MOST_ATTEMPTS, Files, PaperRecord, State
from tests.store.standing import NOON, StandingClock

LEASE = timedelta(minutes=5)
FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)
EMPTY = Snapshot("Nørrebro", "2026-07-01", "2026-09-30", "3. kvartal 2026", "2026-11-23T14:00:00+01:00", "Sekretær")


def ordered(store: Store, board: str = "noerrebro", corrects: int = 0) -> PaperRecord:
    return store.papers.order(board, FIRST, LAST, "sekretaer", corrects=corrects)


def ready(store: Store, board: str = "noerrebro", corrects: int = 0) -> int:
    one = ordered(store, board, corrects)
    store.papers.keep(one.id, EMPTY)
    store.papers.made(one.id, Files(b"docx", b"pdf"))
    return one.id


def frozen(store: Store, board: str = "noerrebro", corrects: int = 0) -> PaperRecord:
    one = store.papers.freeze(ready(store, board, corrects), "sekretaer")
    store.papers.keep(one.id, EMPTY)
    store.papers.made(one.id, Files(b"docx frozen", b"pdf frozen"))
    found = store.papers.find(one.id)
    assert found
    return found


def test_the_same_paper_is_not_ordered_twice_while_it_is_made(store: Store) -> None:
    assert ordered(store).id == ordered(store).id
    assert ordered(store, "bispebjerg").id != ordered(store).id
    store.papers.keep(1, EMPTY)
    store.papers.made(1, Files(b"a", b"b"))
    assert ordered(store).id == 3


def test_only_one_maker_gets_a_paper_until_it_has_been_silent_for_long(store: Store, clock: StandingClock) -> None:
    ordered(store)
    claimed = store.papers.claim(LEASE)
    assert claimed and claimed.attempts == 1
    assert store.papers.claim(LEASE) is None
    clock.at += LEASE / 2
    store.papers.progress(claimed.id, 40)
    clock.at += LEASE - timedelta(seconds=1)
    assert store.papers.claim(LEASE) is None, "it told that it is alive"
    clock.at += timedelta(seconds=1)
    again = store.papers.claim(LEASE)
    assert again and (again.id, again.attempts) == (claimed.id, 2)


def test_a_paper_whose_maker_crashed_is_tried_again_and_given_up_in_the_end(store: Store) -> None:
    ordered(store)
    for _ in range(MOST_ATTEMPTS):
        claimed = store.papers.claim(LEASE)
        assert claimed
        store.papers.release(claimed.id)
    assert store.papers.claim(LEASE) is None
    found = store.papers.find(1)
    assert found and (found.state, found.problem) == (State.FAILED, GIVEN_UP)
    assert store.papers.retry(1, "sekretaer") and not store.papers.retry(1, "sekretaer")
    again = store.papers.claim(LEASE)
    assert again and again.attempts == 1


def test_a_late_maker_does_not_spoil_what_another_has_made(store: Store) -> None:
    number = ready(store)
    store.papers.keep(number, EMPTY)
    store.papers.made(number, Files(b"late", b"late"))
    store.papers.progress(number, 10)
    files, found = store.papers.files(number), store.papers.find(number)
    assert files == Files(b"docx", b"pdf") and found and found.progress == 100


def test_numbers_follow_each_other_for_each_board_and_year(store: Store, clock: StandingClock) -> None:
    assert [frozen(store).number, frozen(store).number] == ["noerrebro-2026-1", "noerrebro-2026-2"]
    assert frozen(store, "bispebjerg").number == "bispebjerg-2026-1"
    clock.at = NOON + timedelta(days=60)
    assert frozen(store).number == "noerrebro-2027-1"


def test_a_correction_keeps_the_number_and_is_the_next_version(store: Store) -> None:
    first = frozen(store)
    second = frozen(store, corrects=first.id)
    assert (second.number, second.version, second.corrects) == (first.number, 2, first.id)
    assert frozen(store).number == "noerrebro-2026-2"


def test_of_two_drafts_of_the_same_correction_one_is_frozen(store: Store) -> None:
    first = frozen(store)
    one, other = ready(store, corrects=first.id), ready(store, corrects=first.id)
    assert store.papers.freeze(one, "sekretaer").version == 2
    with pytest.raises(NotPossible, match="allerede frosset en rettelse"):
        store.papers.freeze(other, "sekretaer")


def test_only_a_finished_draft_can_be_frozen(store: Store) -> None:
    for number in (ordered(store).id, frozen(store, "bispebjerg").id):
        with pytest.raises(NotPossible):
            store.papers.freeze(number, "sekretaer")
    with pytest.raises(KeyError):
        store.papers.freeze(99, "sekretaer")


def test_freezing_that_cannot_be_finished_leaves_the_draft(store: Store) -> None:
    number = ready(store)
    store.papers.freeze(number, "sekretaer")
    for _ in range(MOST_ATTEMPTS):
        claimed = store.papers.claim(LEASE)
        assert claimed and claimed.state is State.FREEZING
        store.papers.release(number)
    assert store.papers.claim(LEASE) is None
    found = store.papers.find(number)
    assert found and (found.state, found.number, found.problem) == (State.READY, "", GIVEN_UP)
    assert store.papers.verify(number)


def test_drafts_are_deleted_when_they_are_old_and_what_is_frozen_never(store: Store) -> None:
    kept, draft = frozen(store).id, ready(store)
    assert store.papers.delete_drafts(NOON) == 0
    assert store.papers.delete_drafts(NOON + timedelta(days=4000)) == 1
    assert store.papers.find(draft) is None and store.papers.find(kept) is not None
    store.papers.file(kept, "2026-0001", date(2026, 12, 4), "sekretaer")
    assert store.papers.delete_drafts(NOON + timedelta(days=9000)) == 0


def test_a_frozen_paper_is_filed_and_a_draft_is_not(store: Store) -> None:
    number, draft = frozen(store).id, ready(store)
    assert store.papers.file(number, "2026-0123", date(2026, 12, 4), "sekretaer")
    assert not store.papers.file(draft, "2026-0123", date(2026, 12, 4), "sekretaer")
    found = store.papers.find(number)
    assert found and (found.journal, found.filed) == ("2026-0123", "2026-12-04")
    assert [one.action for one in store.audit.of("paper", str(number))] == ["file", "freeze", "create"]

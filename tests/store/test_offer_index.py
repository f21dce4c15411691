"""The process's index follows the directory: a large one without anybody waiting for a new index."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from time import monotonic, sleep

import pytest

from bot.clock import COPENHAGEN
from bot.domain.directory import Directory
from bot.domain.offers import Offer
from bot.domain.questions import Index, rank, understand
from bot.store import Store
from bot.store.index import OfferIndex

MONDAY = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
CLUBS = [Offer(f"klub-{n}", f"Klub {n}", "Fodbold og brætspil.", topics=("fodbold",)) for n in range(30)]


def ids(text: str, found: Index) -> list[str]:
    return [match.offer_id for match in rank(understand(text, MONDAY, found), MONDAY, found).answer]


@pytest.fixture
def filled(sqlite_store: Store) -> Store:
    sqlite_store.apply_offers(CLUBS)
    return sqlite_store


def large(store: Store) -> OfferIndex:
    """An index that takes the directory for a large one."""
    return OfferIndex(store, small=10, few=5, many=3)


def wait_for(holder: OfferIndex, version: int) -> Index:
    until = monotonic() + 20
    while (found := holder.current()).directory.version < version:
        assert monotonic() < until
        sleep(0.01)
    return found


def test_a_small_directory_is_indexed_anew_at_once(filled: Store) -> None:
    holder = OfferIndex(filled)
    before = holder.current()
    assert holder.current() is before
    filled.offers.edit("klub-3", {"topics": ("padel",)}, "owner", "leder")
    assert ids("padel", holder.current()) == ["klub-3"]


def test_a_large_one_takes_an_edit_in_at_once(filled: Store) -> None:
    holder = large(filled)
    before = holder.current()
    filled.offers.edit("klub-3", {"topics": ("padel",)}, "owner", "leder")
    after = holder.current()
    assert ids("padel", after) == ["klub-3"]
    assert after.lexicon is before.lexicon
    assert after.places is before.places, "it is the index before with a change"


def test_after_many_changes_a_large_one_is_built_anew_in_the_background(filled: Store) -> None:
    holder = large(filled)
    places = holder.current().places
    for n in range(4):
        filled.offers.edit(f"klub-{n}", {"topics": ("padel",)}, "owner", "leder")
        assert set(ids("padel", holder.current())) == {f"klub-{m}" for m in range(n + 1)}
    until = monotonic() + 20
    while holder.current().places is places:
        assert monotonic() < until
        sleep(0.01)
    assert len(ids("padel", holder.current())) == 4


def test_a_great_import_is_answered_from_the_index_before_until_the_new_one_is_ready(filled: Store) -> None:
    holder = large(filled)
    filled.apply_offers([replace(club, topics=("padel",)) for club in CLUBS])
    first = holder.current()
    assert first.directory.version in (1, 2)
    assert len(ids("padel", wait_for(holder, filled.version()))) > 20  # the judge thinks little of some names


def test_changes_during_a_build_are_not_lost(filled: Store) -> None:
    holder = large(filled)
    filled.apply_offers([replace(club, summary="Noget andet.") for club in CLUBS])
    holder.current()
    filled.offers.edit("klub-3", {"topics": ("padel",)}, "owner", "leder")
    filled.apply_offers([*CLUBS[10:], Offer("ny", "Den nye klub", topics=("badminton",))])
    found = wait_for(holder, filled.version())
    assert ids("padel", found) == ["klub-3"]
    assert ids("badminton", found) == ["ny"]


def test_an_edit_once_seen_is_never_unseen(filled: Store) -> None:
    holder = large(filled)

    def watch() -> list[int]:
        seen = []
        until = monotonic() + 2
        while monotonic() < until:
            seen.append(holder.current().directory.version)
        return seen

    with ThreadPoolExecutor(3) as pool:
        watching = [pool.submit(watch) for _ in range(3)]
        for n in range(12):
            filled.offers.edit(f"klub-{n}", {"summary": f"Nu {n}"}, "owner", "leder")
            sleep(0.1)
        for done in watching:
            assert done.result() == sorted(done.result())
    assert wait_for(holder, filled.version()).directory.offers[11].summary == "Nu 11"


def test_a_build_that_many_edits_have_overtaken_is_not_used(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = large(filled)
    holder.current()
    read = filled.directory

    def read_before_six_edits() -> Directory:
        found = read()
        monkeypatch.setattr(filled, "directory", read)
        for n in range(6):
            filled.offers.edit(f"klub-{n}", {"topics": ("padel",)}, "owner", "leder")
            holder.current()
        return found

    monkeypatch.setattr(filled, "directory", read_before_six_edits)
    holder.rebuild()
    assert len(ids("padel", holder.current())) == 6

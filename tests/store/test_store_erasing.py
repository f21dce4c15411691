"""Words that should never have been kept leave every row, the log, papers and their files; nothing else does."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import JSON, Text

from bot.chat import Desk
from bot.domain.erasing import INSTEAD, pattern
from bot.domain.meetings import Meeting, Point
from bot.domain.offers import Offer
from bot.domain.status.reports import NotPossible
from bot.domain.status.values import Content
from bot.domain.status.values import Text as Answered
from bot.papers.background import LEASE
from bot.papers.making import make
from bot.settings import HOUSE
from bot.store import Store
from bot.store.erasing import _FREE, BEING_MADE, _let_no_paper_be_made
from bot.store.papers import GIVEN_UP, State
from bot.store.tables import metadata
from bot.transfer import read_directory
from tests.papers.a_request import SECRETARY, content, made, order, request_in, send
from tests.status_data import GOALS
from tests.store.standing import NOON

WORDS = "Ali fra 7.b"
FOUND = pattern(WORDS) or re.compile("")
# What the other columns of text hold: ids, states and codes, public facts that are corrected where they are shown or
# in the file they came from, what is told under »glem mig«, and questions' facets.
CLOSED = {
    "offers": "id areas postal_code city audience schedule phone email url source_url source_date kind edited digest",
    "areas": "*", "parties": "*", "boards": "*", "plans": "*", "groups": "*", "series": "*", "initiatives": "*",
    "people": "*", "accounts": "*", "gaps": "*", "openings": "*", "claims": "*", "attendance": "*", "deputies": "*",
    "referrals": "*", "deliveries": "*", "figures": "*", "meta": "*",
    "feedback": "offer_id actor closed_by", "sentences": "facets", "search_words": "kind target actor",
    "meetings": "series subject plan opens closes state organiser participants times answers coming later change",
    "followups": "person_id day", "links": "mark person_id target given text holder",
    "audit": "actor action kind record_id",
    "requests": "board reporters period template meeting due draft sent requester later",
    "reports": "reporter period template draft_by approved_by", "report_versions": "person_id",
    "goals": "initiative indicator area baseline_period person_id",
    "papers": "board first last state problem made_by edition docx_sha256 pdf_sha256 number frozen_by filed",
}  # fmt: skip


def test_every_column_of_text_is_looked_through_or_known_to_hold_none() -> None:
    for table in metadata.tables.values():
        if CLOSED[table.name] == "*":
            assert table not in _FREE, table.name
            continue
        written = {column.name for column in table.c if isinstance(column.type, Text | JSON)}
        assert written == {*_FREE[table], *CLOSED[table.name].split()}, table.name
        assert not {*_FREE[table]} & {*CLOSED[table.name].split()}


def _meeting() -> Meeting:
    agenda = (Point("leder", f"Økonomi, og {WORDS}"), Point("uu", "Praktik"))
    return Meeting(0, "uu-plan", "p", 2026, "Årligt møde", agenda=agenda, decisions=f"Vi hjælper {WORDS}.")


def test_words_leave_the_rows_and_the_log_and_nothing_else_changes(store: Store) -> None:
    meeting = store.meetings.add(_meeting(), "leder")
    store.apply_offers([Offer(id="klub", name="Klubben", summary="For alle"), Offer(id="andet", name="Andet")])
    store.offers.edit("klub", {"description": f"Spørg {WORDS} om døren"}, "administrator", "admin")
    feedback = store.feedback.add("klub", f"{WORDS.upper()} siger, der er lukket", "leder")
    store.sentences.add(f"hvad kan {WORDS} gå til", {"topic": "fritid"}, NOON.replace(year=2027))
    store.taught.add("offer", "klub", [f"klubben hvor {WORDS} går", "værested"], "admin")
    found = store.erasing.find(FOUND)
    assert [one.kind for one in found] == [
        "Møder", "Meldte fejl", "Sætninger til redaktionen", "Søgeord", "Tilbud", "Log", "Log"
    ]  # fmt: skip
    assert all(WORDS.lower() in one.text.lower() for one in found)
    assert store.meetings.find(meeting.id) == meeting, "looking changes nothing"

    assert store.erasing.erase(FOUND, "admin") == found
    after = store.meetings.find(meeting.id)
    assert after and after.decisions == f"Vi hjælper {INSTEAD}."
    assert after.agenda == (Point("leder", f"Økonomi, og {INSTEAD}"), Point("uu", "Praktik"))
    kept = store.feedback.find(feedback)
    assert kept and kept.text == f"{INSTEAD} siger, der er lukket"
    assert store.sentences.all()[0].text == f"hvad kan {INSTEAD} gå til"
    assert [one.words for one in store.taught.all()] == ["værested"], "search words that held them are gone"
    assert store.directory().offers[0].description == f"Spørg {INSTEAD} om døren"
    assert store.directory().search_words == {"klub": ("værested",)}
    assert store.erasing.find(FOUND) == () == store.erasing.erase(FOUND, "admin")
    entry = store.audit.recent(1)[0]
    assert (entry.actor, entry.action, entry.record_id, entry.changes) == ("admin", "erase", "7", {})


def test_an_import_does_not_bring_them_back(store: Store) -> None:
    theirs = [Offer(id="klub", name="Klubben", description=f"Spørg {WORDS}", phone="33 66 00 00")]
    store.apply_offers(theirs)
    store.erasing.erase(FOUND, "admin")
    store.apply_offers(theirs)
    assert store.directory().offers[0].description == f"Spørg {INSTEAD}"
    assert store.offers.origins("klub")["description"] == "administrator"


def test_who_still_holds_the_meeting_as_it_was_does_not_write_it_back(store: Store) -> None:
    meeting = store.meetings.add(_meeting(), "leder")
    [(_, stamp, *_)] = store.meetings.waking(NOON, 10)
    store.erasing.erase(FOUND, "admin")
    [(now, later, *_)] = store.meetings.waking(NOON, 10)
    assert later == stamp + 1 and now.id == meeting.id


def test_they_leave_the_disk_too(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/v.db", lambda: NOON)
    store.meetings.add(_meeting(), "leder")
    store.erasing.erase(FOUND, "admin")
    store.wipe()
    files = [file for file in tmp_path.iterdir() if file.name.startswith("v.db")]
    assert files and all(WORDS.encode() not in file.read_bytes() for file in files)
    store.close()


def test_nobody_who_writes_waits_for_a_search_nor_a_search_for_them(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/v.db", lambda: NOON)
    store.meetings.add(_meeting(), "leder")
    with store.erasing._database.writing():
        assert [one.kind for one in store.erasing.find(FOUND)] == ["Møder"]
    store.close()


def test_what_others_write_between_the_search_and_the_erasing_stays_and_loses_the_words(store: Store) -> None:
    store.apply_offers([Offer(id="klub", name="Klubben", description=f"Spørg {WORDS}")])
    held = store.erasing._held(FOUND)
    store.offers.edit("klub", {"description": "Spørg i døren"}, "administrator", "admin")
    assert store.erasing._take_out(held, FOUND, "admin") == [], "the offer has them no more"
    assert [one.kind for one in store.erasing.erase(FOUND, "admin")] == ["Log"], "what was there before the edit"
    assert store.directory().offers[0].description == "Spørg i døren" and not store.erasing.find(FOUND)


def test_no_paper_is_ordered_while_words_are_erased(store: Store) -> None:
    ordering = Thread(target=lambda: store.papers.order("", date(2026, 1, 1), date(2026, 6, 30), "s"), daemon=True)
    with store.erasing._database.writing() as connection:
        _let_no_paper_be_made(connection)
        ordering.start()
        ordering.join(0.3)
        assert ordering.is_alive(), "its maker would read what is not erased yet"
    ordering.join(10)
    assert not ordering.is_alive() and len(store.papers.all()) == 1


# ── Reports and papers ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """Somebody has written the words in an answer."""
    directory = read_directory(HOUSE / "data" / "koebenhavn")
    desk.store.apply_areas(directory.areas)
    desk.store.apply_organisation(directory.organisation)
    request = request_in(desk, silent=True)
    plan = desk.store.reports.of_request(request.id)[0]
    send(desk, plan, Content({**content().texts, "sket": Answered(f"Klubben kører. {WORDS} er glad.")},
                             content().figures))  # fmt: skip
    return desk


@pytest.fixture
def asked(answered: Desk) -> Desk:
    """They stand in a paper, too."""
    order(answered, answered.store.requests.all()[0])
    made(answered)
    return answered


def test_a_draft_paper_is_made_again_without_them(asked: Desk) -> None:
    papers = asked.store.papers
    paper = papers.all()[0]
    before = papers.files(paper.id)
    assert {one.kind for one in asked.store.erasing.erase(FOUND, "admin")} == {"Svar", "Papirer"}
    assert papers.files(paper.id) is None, "the files are gone at once"
    made(asked)
    after, snapshot = papers.files(paper.id), papers.snapshot(paper.id)
    assert after and before and after.pdf != before.pdf and snapshot
    told = [text.text for one in snapshot.reported for text in one.texts]
    assert f"Klubben kører. {INSTEAD} er glad." in told
    record = papers.find(paper.id)
    assert record and record.state is State.READY and papers.verify(paper.id)


def test_a_frozen_paper_keeps_its_number_and_is_made_again_from_what_is_left(asked: Desk) -> None:
    papers = asked.store.papers
    paper = papers.all()[0]
    frozen = papers.freeze(paper.id, SECRETARY)
    claimed = papers.claim(LEASE)
    assert claimed
    with pytest.raises(NotPossible, match=BEING_MADE[:20]):
        asked.store.erasing.erase(FOUND, "admin")
    make(asked.store, asked.catalogue, claimed, asked.now)
    papers.file(paper.id, "2026-1", date(2026, 11, 23), SECRETARY)
    asked.store.erasing.erase(FOUND, "admin")
    made(asked)
    record, snapshot = papers.find(paper.id), papers.snapshot(paper.id)
    assert record and snapshot and (record.state, record.number) == (State.FROZEN, frozen.number)
    assert record.journal == "2026-1" and papers.verify(paper.id)
    assert WORDS not in str(snapshot) and f"{INSTEAD} er glad" in str(snapshot)


def test_a_frozen_paper_that_cannot_be_made_again_is_never_a_draft(asked: Desk) -> None:
    papers = asked.store.papers
    paper = papers.freeze(papers.all()[0].id, SECRETARY)
    made(asked)
    asked.store.erasing.erase(FOUND, "admin")
    lease = asked.now - asked.now
    for _ in range(3):
        assert papers.claim(lease)
    assert papers.claim(lease) is None
    record = papers.find(paper.id)
    assert record and (record.state, record.number, record.problem) == (State.FREEZING, paper.number, GIVEN_UP)


def test_a_paper_that_nobody_makes_keeps_nobody_from_erasing_and_loses_its_files_too(asked: Desk) -> None:
    papers = asked.store.papers
    paper = papers.freeze(papers.all()[0].id, SECRETARY)
    assert asked.store.erasing.erase(FOUND, "admin") and papers.files(paper.id) is None
    lease = asked.now - asked.now
    for _ in range(3):
        assert papers.claim(lease)
    assert papers.claim(lease) is None, "given up for now"
    klubben = pattern("Klubben kører") or FOUND
    assert {one.kind for one in asked.store.erasing.erase(klubben, "admin")} == {"Svar", "Papirer"}
    made(asked)
    record, snapshot = papers.find(paper.id), papers.snapshot(paper.id)
    assert record and (record.state, record.number) == (State.FROZEN, paper.number) and papers.verify(paper.id)
    assert f"{INSTEAD}. {INSTEAD} er glad" in str(snapshot)


def test_what_a_goal_says_leaves_the_papers_that_quote_it(answered: Desk) -> None:
    answered.store.figures.add_goal(replace(GOALS[0], enough=f"Når {WORDS} har et job", at=answered.now))
    papers = answered.store.papers
    paper = order(answered, answered.store.requests.all()[0])
    made(answered)
    papers.freeze(paper.id, SECRETARY)
    made(answered)
    assert WORDS in str(papers.snapshot(paper.id))
    answered.store.erasing.erase(FOUND, "admin")
    made(answered)
    left = str(papers.snapshot(paper.id))
    assert WORDS not in left and f"Når {INSTEAD} har" in left


def test_versions_and_figures_are_otherwise_as_they_were(answered: Desk) -> None:
    store = answered.store
    report = store.reports.of_reporter("plan:noerrebrobyggerne")[0]
    before = store.reports.versions(report.id)[0].content
    store.erasing.erase(FOUND, "admin")
    after = store.reports.versions(report.id)[0].content
    assert after.figures == before.figures and after.texts.keys() == before.texts.keys()
    assert after.texts["sket"] == Answered(f"Klubben kører. {INSTEAD} er glad.")
    assert {key: one for key, one in after.texts.items() if key != "sket"} == {
        key: one for key, one in before.texts.items() if key != "sket"
    }

"""From a board's request in the store to a paper: gathered, safe, laid out, the same again from what was kept."""

from dataclasses import replace
from datetime import date

import pytest

from bot.chat import Desk
from bot.domain.status.paper import paper
from bot.domain.status.reports import NotPossible
from bot.domain.status.snapshot import Snapshot
from bot.domain.status.values import Value
from bot.papers.background import make_next
from bot.papers.making import gathered, laid_out, make
from bot.store.papers import Files, State
from tests.papers.a_request import LEADER, SECRETARY, content, order, request_in, send
from tests.status_data import three_years


def snapshot_of(desk: Desk, paper: int) -> Snapshot:
    found = desk.store.papers.snapshot(paper)
    assert found
    return found


def test_everything_is_gathered(desk: Desk) -> None:
    made, _ = gathered(desk.store, desk.catalogue, order(desk, request_in(desk)), desk.now, lambda _: None)
    assert made.board == "Den boligsociale bydelsbestyrelse for Nørrebro" and made.period == "1. halvår 2026"
    assert made.note == "Hvordan går det med fritidsjob?" and made.meeting == "2026-12-17"
    plan, uu = made.reported
    assert (plan.name, plan.state, plan.version, plan.approved) == ("NørreBrobyggerne", "answered", 1, True)
    assert (uu.name, uu.state, uu.texts) == ("UU", "nothing_new", ())
    given = {text.title: (text.text, text.answered) for text in plan.texts}
    assert given["Hvilke milepæle er nået, og hvilke ikke?"] == ("ved ikke", False)
    assert given["Hvad sker der i næste periode?"] == ("ingen svar", False)
    assert plan.figures[0].shown == "11"
    assert made.bridged[0].area == "Lundtoftegade" and made.bridged[0].steps == ("12", "0", "<5", "0")
    assert {one.initiative for one in made.money} == {
        "Ungdomsuddannelse til udsatte unge i de udsatte boligområder",
        "NørreBrobyggerne: Øget koordination og netværk om udsatte unge",
    }
    mine = made.money[1]
    assert (mine.granted, mine.used, mine.years_used) == (720_000, 120_000, None)


def test_what_a_reader_must_know_of_an_indicator_is_told(desk: Desk) -> None:
    made, _ = gathered(desk.store, desk.catalogue, order(desk, request_in(desk)), desk.now, lambda _: None)
    told = {one.name: one for one in made.defined}["Unge i 10. klasse"]
    assert (told.of, told.by, told.added) == ("Unge på 15-24 år i området", "UU", False)
    assert told.counts and told.excludes and len(told.among) == 6
    words = repr(paper(made).blocks)
    assert words.count("Ingen tæller med i mere end én af grupperne: Unge i 10. klasse;") == 1
    assert "Andele er af: Unge på 15-24 år i området. Indberettes af UU." in words


def test_nothing_from_after_the_period_is_in_it(desk: Desk) -> None:
    made, _ = gathered(desk.store, desk.catalogue, order(desk, request_in(desk)), desk.now, lambda _: None)
    assert all(one.periods[-1] == "1. halvår 2026" for one in made.measured)


def test_a_small_number_of_people_stands_nowhere_in_it(desk: Desk) -> None:
    """Two were recruited: the plan's own words and all else that is kept say <5."""
    request = request_in(desk, silent=True)
    plan = desk.store.reports.of_request(request.id)[0]
    send(desk, plan, content(recruited=2))
    made, _ = gathered(desk.store, desk.catalogue, order(desk, request), desk.now, lambda _: None)
    told = {one.name: one.shown for one in made.reported[0].figures}
    assert told["Unge, der er kommet med i kommunens fremskudte indsatser"] in ("<5", "•")
    (series,) = [one for one in made.measured if one.indicator == "rekrutteret"]
    assert series.rows[0][1][-1] in ("<5", "•")


def test_who_is_silent_is_told_with_the_day(desk: Desk) -> None:
    record = order(desk, request_in(desk, silent=True))
    made, _ = gathered(desk.store, desk.catalogue, record, desk.now, lambda _: None)
    assert (made.reported[0].state, made.reported[0].overdue, made.reported[0].at) == ("waiting", True, "")


def test_a_paper_without_a_request_takes_the_latest_answers(desk: Desk) -> None:
    request_in(desk)
    record = desk.store.papers.order("noerrebro", date(2026, 1, 1), date(2026, 6, 30), SECRETARY)
    made, _ = gathered(desk.store, desk.catalogue, record, desk.now, lambda _: None)
    assert [one.name for one in made.reported] == ["NørreBrobyggerne", "UU"]
    later = desk.store.papers.order("noerrebro", date(2026, 7, 1), date(2026, 9, 30), SECRETARY)
    made, _ = gathered(desk.store, desk.catalogue, later, desk.now, lambda _: None)
    assert made.reported == ()


def test_it_is_made_in_a_process_of_its_own_and_can_be_made_again(desk: Desk) -> None:
    record = order(desk, request_in(desk))
    assert make_next(desk.store, desk.catalogue) and not make_next(desk.store, desk.catalogue)
    done, files = desk.store.papers.find(record.id), desk.store.papers.files(record.id)
    assert done and files and (done.state, done.progress) == (State.READY, 100)
    assert desk.store.papers.verify(record.id)
    assert laid_out(snapshot_of(desk, record.id)) == files


def made_one(desk: Desk, corrects: int = 0, request: object = None) -> int:
    record = order(desk, request or request_in(desk), corrects)  # type: ignore[arg-type]
    claimed = desk.store.papers.find(record.id)
    assert claimed
    make(desk.store, desk.catalogue, claimed, desk.now)
    return record.id


def freeze(desk: Desk, paper: int) -> None:
    make(desk.store, desk.catalogue, desk.store.papers.freeze(paper, SECRETARY), desk.now)


def test_a_frozen_paper_has_a_number_and_no_longer_says_draft(desk: Desk) -> None:
    number = made_one(desk)
    freeze(desk, number)
    frozen = desk.store.papers.find(number)
    assert frozen and (frozen.state, frozen.number, frozen.version) == (State.FROZEN, "noerrebro-2026-1", 1)
    assert paper(snapshot_of(desk, number)).mark == ""
    assert laid_out(snapshot_of(desk, number)) == desk.store.papers.files(number)
    reports = desk.store.reports.of_request(frozen.request)
    assert all(one.paper == number for one in reports), "their answers are locked"


def test_an_answer_that_came_since_must_be_read_before_it_is_frozen(desk: Desk) -> None:
    request = request_in(desk)
    number = made_one(desk, request=request)
    send(desk, desk.store.reports.of_request(request.id)[0], content("Noget andet."))
    with pytest.raises(NotPossible, match="Lav det igen"):
        desk.store.papers.freeze(number, SECRETARY)


def test_a_correction_lists_what_changed_and_the_first_version_stays(desk: Desk) -> None:
    request = request_in(desk)
    first = made_one(desk, request=request)
    freeze(desk, first)
    kept = desk.store.papers.files(first)
    assert desk.store.papers.reopen(first, SECRETARY) == 2
    send(desk, desk.store.reports.of_request(request.id)[0], content("Vi har åbnet to jobklubber.", recruited=12))
    second = made_one(desk, corrects=first, request=request)
    record = desk.store.papers.find(second)
    assert record and record.version == 2
    assert record.changes == (
        "Teksten »Hvad er der sket i perioden?« fra NørreBrobyggerne er ændret.",
        "Tallet »Unge, der er kommet med i kommunens fremskudte indsatser« fra NørreBrobyggerne "
        "er ændret fra 11 til 12.",
    )
    freeze(desk, second)
    again = desk.store.papers.find(second)
    assert again and (again.number, again.version) == ("noerrebro-2026-1", 2)
    assert desk.store.papers.files(first) == kept


def test_what_a_correction_makes_small_is_hidden_and_what_was_hidden_stays_so(desk: Desk) -> None:
    request = request_in(desk, silent=True)
    plan = desk.store.reports.of_request(request.id)[0]
    send(desk, plan, content(recruited=3))
    first = made_one(desk, request=request)
    freeze(desk, first)
    (out,) = desk.store.papers.editions().shown
    assert out["rekrutteret", "plan:noerrebrobyggerne", request.period.key].mark == "<5"
    desk.store.papers.reopen(first, SECRETARY)
    send(desk, plan, content("Rettet.", recruited=3))
    second = made_one(desk, corrects=first, request=request)
    (changed,) = snapshot_of(desk, second).changes
    assert changed == "Teksten »Hvad er der sket i perioden?« fra NørreBrobyggerne er ændret."
    freeze(desk, second)
    assert len(desk.store.papers.editions().shown) == 1, "nothing new has been shown"


def test_a_draft_that_a_frozen_paper_has_overtaken_must_be_made_again(desk: Desk) -> None:
    """Otherwise the two would show what neither was made to hide from the other."""
    request = request_in(desk)
    mine = made_one(desk, request=request)
    same = desk.store.papers.order("bispebjerg", date(2026, 1, 1), date(2026, 6, 30), SECRETARY)
    make(desk.store, desk.catalogue, same, desk.now)
    changed = replace(three_years(desk.catalogue)[-1], value=Value(52_000.0))
    desk.store.figures.take([changed])
    late = desk.store.papers.order("bispebjerg", date(2026, 1, 1), date(2026, 9, 30), SECRETARY)
    make(desk.store, desk.catalogue, late, desk.now)
    freeze(desk, same.id)
    freeze(desk, mine)  # both were made of the same figures
    with pytest.raises(NotPossible, match="Lav papiret igen"):
        desk.store.papers.freeze(late.id, SECRETARY)


def test_the_kept_bytes_are_checked(desk: Desk) -> None:
    record = order(desk, request_in(desk))
    desk.store.papers.keep(record.id, replace(_empty(), number=""))
    desk.store.papers.made(record.id, Files(b"docx", b"pdf"))
    assert desk.store.papers.verify(record.id)
    with desk.store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE papers SET pdf = X'00'")
    assert not desk.store.papers.verify(record.id)
    assert not desk.store.papers.verify(99)


def _empty() -> Snapshot:
    return Snapshot("b", "2026-01-01", "2026-06-30", "1. halvår 2026", "2026-11-23T14:00:00+01:00", "", request=0)


def test_the_person_who_leads_the_plan_is_named_by_title_only(desk: Desk) -> None:
    made, _ = gathered(desk.store, desk.catalogue, order(desk, request_in(desk)), desk.now, lambda _: None)
    assert made.reported[0].by == "Leder, NørreBrobyggerne" and LEADER not in str(made)

"""A report's steps: drafts, versions, approval, freezing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.status import reports
from bot.domain.status.periods import Period
from bot.domain.status.reports import Draft, NotPossible, Report, State
from bot.domain.status.values import Content, Text

NOW = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
EMPTY = Report("plan:x", Period.of("2026-Q3"), "status", 1, id=7)
CONTENT = Content({"sket": Text("Klubben er åben.")})


def test_a_draft_is_no_answer_and_is_used_up_by_one() -> None:
    draft = reports.save_draft(EMPTY, Draft({"tekst:sket": "Klub"}, ("tekst",)), "leder", NOW)
    assert (draft.state, draft.is_silent) == (State.DRAFT, True)
    sent = reports.answer(draft, CONTENT, "leder", NOW)
    assert (sent.state, sent.draft, sent.latest and sent.latest.number) == (State.ANSWERED, None, 1)


def test_a_draft_of_a_change_leaves_the_answer_standing() -> None:
    sent = reports.answer(EMPTY, CONTENT, "leder", NOW)
    changing = reports.save_draft(sent, Draft(), "leder", NOW)
    assert (changing.state, changing.is_silent) == (State.ANSWERED, False)


def test_a_page_replaces_its_own_fields_only() -> None:
    draft = Draft({"a": "1", "b": "2"}, ("p1",)).with_page("p2", {"b": "", "c": "3"}, done=True)
    draft = draft.with_page("p1", {"a": "4"}, done=False)
    assert draft == Draft({"a": "4", "b": "", "c": "3"}, ("p2",)), "a page that was changed in a draft is not done"
    assert draft.with_page("p2", {"b": "", "c": "3"}, done=False) == draft


def test_nothing_new_is_a_version_but_never_in_place_of_an_answer() -> None:
    quiet = reports.nothing_new(EMPTY, "leder", NOW)
    assert quiet.state is State.NOTHING_NEW
    answered = reports.answer(quiet, CONTENT, "leder", NOW)
    assert answered.latest is not None and answered.latest.number == 2
    with pytest.raises(NotPossible, match="Ret svaret"):
        reports.nothing_new(answered, "leder", NOW)


def test_nothing_new_does_not_throw_a_draft_away() -> None:
    draft = reports.save_draft(EMPTY, Draft({"tekst:sket": "Klub"}), "leder", NOW)
    with pytest.raises(NotPossible, match="kladde"):
        reports.nothing_new(draft, "leder", NOW)
    assert reports.nothing_new(reports.throw_away(draft), "leder", NOW).state is State.NOTHING_NEW


def test_sending_the_same_twice_makes_one_version() -> None:
    once = reports.answer(EMPTY, CONTENT, "leder", NOW)
    assert reports.answer(once, CONTENT, "leder", NOW) == once


def test_an_approval_is_of_one_version() -> None:
    sent = reports.answer(EMPTY, CONTENT, "leder", NOW)
    assert reports.approve(sent, 1, "leder").is_approved
    again = reports.answer(reports.approve(sent, 1, "leder"), Content(), "leder", NOW)
    assert not again.is_approved
    for report, number in ((again, 1), (EMPTY, 1)):
        with pytest.raises(NotPossible):
            reports.approve(report, number, "leder")


def test_nothing_new_needs_no_approval() -> None:
    quiet = reports.nothing_new(EMPTY, "leder", NOW)
    assert quiet.is_approved
    assert not reports.answer(quiet, CONTENT, "leder", NOW).is_approved


def test_what_is_frozen_is_changed_only_after_it_was_opened() -> None:
    frozen = replace(reports.answer(EMPTY, CONTENT, "a", NOW), paper=3)
    with pytest.raises(NotPossible, match="frosset"):
        reports.answer(frozen, CONTENT, "leder", NOW)
    with pytest.raises(NotPossible, match="frosset"):
        reports.save_draft(frozen, Draft(), "leder", NOW)
    opened = reports.reopen(frozen)
    assert reports.answer(opened, Content(), "leder", NOW).latest != frozen.latest
    with pytest.raises(NotPossible):
        reports.reopen(opened)

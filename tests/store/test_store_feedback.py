"""Feedback, gaps, sentences and the audit log."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.offers import Offer
from bot.store import FeedbackRecord, Store, StoreError
from tests.store.standing import NOON, StandingClock


def test_feedback_waits_until_somebody_closes_it(store: Store, clock: StandingClock) -> None:
    store.apply_offers([Offer("klub-n", "Klub N")])
    number = store.feedback.add("klub-n", "Telefonen er ændret", "vejleder")
    second = store.feedback.add("klub-n", "Lukket om mandagen", "leder")
    assert [one.id for one in store.feedback.waiting()] == [number, second]
    clock.at += timedelta(hours=2)
    assert store.feedback.close(number, "rettet", "administrator")
    assert [one.id for one in store.feedback.waiting()] == [second]
    assert store.feedback.find(number) == FeedbackRecord(
        number, "klub-n", "Telefonen er ændret", "vejleder", NOON, "rettet", "administrator", clock.at
    )


def test_feedback_is_closed_once(store: Store) -> None:
    store.apply_offers([Offer("klub-n", "Klub N")])
    number = store.feedback.add("klub-n", "Lukket", "leder")
    assert store.feedback.close(number, "rettet", "a")
    assert not store.feedback.close(number, "afvist", "b")
    assert not store.feedback.close(number + 1, "afvist", "b")
    closed = store.feedback.find(number)
    assert closed is not None
    assert (closed.outcome, closed.closed_by) == ("rettet", "a")
    assert [entry.action for entry in store.audit.of("feedback", str(number))] == ["close", "create"]


def test_feedbacks_words_are_in_no_log(store: Store) -> None:
    store.apply_offers([Offer("klub-n", "Klub N")])
    store.feedback.add("klub-n", "hemmeligt", "leder")
    assert "hemmeligt" not in repr(store.audit.recent(10))


def test_feedback_with_an_impossible_character_is_refused(store: Store) -> None:
    store.apply_offers([Offer("klub-n", "Klub N")])
    with pytest.raises(StoreError, match="ikke kan gemmes"):
        store.feedback.add("klub-n", "halv \ud83d", "leder")
    assert store.feedback.waiting() == ()


def test_feedback_about_an_unknown_offer_is_refused(store: Store) -> None:
    with pytest.raises(SQLAlchemyError, match=r"FOREIGN KEY|ForeignKeyViolation"):
        store.feedback.add("ukendt", "Lukket", "leder")
    assert store.audit.recent(1) == ()


def test_unknown_feedback_is_none(store: Store) -> None:
    assert store.feedback.find(1) is None


def test_gaps_come_back_in_order_as_facets(store: Store) -> None:
    store.gaps.add("noerrebro", "13-17", ("fodbold", "piger"), "weekdays")
    store.gaps.add(None, None, (), None)
    first, second = store.gaps.all()
    assert (first.at, first.area, first.age_band, first.topics, first.failed) == (
        NOON,
        "noerrebro",
        "13-17",
        ("fodbold", "piger"),
        "weekdays",
    )
    assert (second.area, second.topics) == (None, ())


def test_a_sentence_is_deleted_when_it_expires(store: Store, clock: StandingClock) -> None:
    number = store.sentences.add("hvor er der »cricket«?", {"topics": "cricket"}, NOON + timedelta(days=90))
    store.sentences.add("en ny", {}, NOON + timedelta(days=91))
    assert store.sentences.delete_expired() == 0
    first = store.sentences.all()[0]
    assert (first.id, first.text, first.facets) == (number, "hvor er der »cricket«?", {"topics": "cricket"})
    clock.at = NOON + timedelta(days=90)
    assert store.sentences.delete_expired() == 1
    assert [one.text for one in store.sentences.all()] == ["en ny"]


def test_the_audit_log_tells_the_latest_first(store: Store, clock: StandingClock) -> None:
    store.audit.add("leder", "create", "meeting", "7", {"when": (None, "2027-01-04")})
    clock.at += timedelta(minutes=1)
    store.audit.add("leder", "cancel", "meeting", "7")
    store.audit.add("leder", "create", "meeting", "8")
    assert [(e.action, e.record_id) for e in store.audit.recent(2)] == [("create", "8"), ("cancel", "7")]
    cancelled, created = store.audit.of("meeting", "7")
    assert (cancelled.at, cancelled.changes) == (clock.at, {})
    assert (created.at, created.changes) == (NOON, {"when": (None, "2027-01-04")})

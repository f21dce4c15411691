"""Reading a bridge in Danish, the quarters, and where bridges are missing."""

from datetime import datetime, timedelta

import pytest

from bot.chat import Desk
from bot.clock import COPENHAGEN
from bot.domain import referrals
from bot.domain.referrals import MOST, UNDO, Read, Referral, Step
from tests.conftest import NOW


def read(words: str, desk: Desk) -> Read:
    return referrals.read(words, desk.now, desk.index.current())


@pytest.mark.parametrize(
    "words",
    [
        "3 lundtoftegade fritidsjob",
        "fritidsjob lundtoftegade 3",
        "lundtoftegade: 3 unge til fritidsjob.",
        "tre drenge fra Lundtoftegade henvist til et fritidsjob",
        "3 på 15 år fra lundtoftegade, fritidsjob",
        "fritidsjob til 3 15-årige fra Lundtoftegade",
    ],
)
def test_number_area_and_topic_may_stand_in_any_order(words: str, desk: Desk) -> None:
    assert read(words, desk) == Read(3, "lundtoftegade", "#fritidsjob")


@pytest.mark.parametrize(
    ("words", "step"),
    [
        ("", Step.REFERRED),
        ("henvist", Step.REFERRED),
        ("fulgt derhen", Step.ACCOMPANIED),
        ("fulgt", Step.ACCOMPANIED),
        ("mødt op", Step.MET),
        ("Mødte", Step.MET),
        ("stadig med efter 4 uger", Step.STILL),
        ("stadig med", Step.STILL),
        ("efter fire uger", Step.STILL),
    ],
)
def test_the_step_is_said_or_it_is_henvist(words: str, step: Step, desk: Desk) -> None:
    for text in (f"2 husum boksning {words}", f"{words} 2 husum boksning"):
        assert read(text, desk) == Read(2, "husum", "#boksning", step)


def test_an_offer_may_be_named(desk: Desk) -> None:
    assert read("5 fra munkevangen til Klub Borup", desk) == Read(5, "munkevangen", "klub-borup")


def test_the_topic_said_is_the_topic_counted(desk: Desk) -> None:
    assert read("2 lektiehjælp lundtoftegade", desk).target == "#lektiehjalp"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("lundtoftegade fritidsjob", {"count"}),
        ("0 lundtoftegade fritidsjob", {"count"}),
        ("100 lundtoftegade fritidsjob", {"count"}),
        ("3 4 lundtoftegade fritidsjob", {"count"}),
        ("3,5 lundtoftegade fritidsjob", {"count"}),
        ("3 fritidsjob", {"area"}),
        ("3 fritidsjob lundtoftegade husum", {"area"}),
        ("3 lundtoftegade", {"target"}),
        ("3 lundtoftegade fritidsjob henvist og mødt op", {"step"}),
        ("hej", {"count", "area", "target"}),
        ("", {"count", "area", "target"}),
    ],
)
def test_what_is_missing_or_said_twice_is_told(words: str, wrong: set[str], desk: Desk) -> None:
    problems = read(words, desk).problems
    assert problems.keys() == wrong
    assert all(text.endswith(".") for text in problems.values())


def test_the_highest_number_is_read(desk: Desk) -> None:
    assert read(f"{MOST} husum boksning", desk).count == MOST


def test_a_quarter_is_over_when_nothing_in_it_can_be_undone() -> None:
    january = datetime(2027, 1, 1, tzinfo=COPENHAGEN)
    number = referrals.quarter(NOW)
    assert (referrals.quarter_name(number), referrals.quarter_span(number)[1]) == ("4. kvartal 2026", january)
    assert referrals.last_finished(january + UNDO - timedelta(seconds=1)) == number - 1
    assert referrals.last_finished(january + UNDO) == number


def test_a_bridge_is_missing_where_questions_had_no_answer_and_nobody_was_led_on(desk: Desk) -> None:
    index = desk.index.current()
    one = Referral(NOW, "lundtoftegade", "#fritidsjob", Step.REFERRED, 3, "leder")
    gaps = ["lundtoftegade", "noerrebro", "husum", "valby", "husum", None, "nedlagt"]
    assert referrals.missing(gaps, [one], index) == (("husum", 2), ("valby", 1))
    assert referrals.missing([], [one], index) == ()

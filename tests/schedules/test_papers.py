"""The schedule makes what waits, and tells who asked: once, also after a restart."""

from dataclasses import replace
from datetime import timedelta

from bot.cards import Message
from bot.chat import Desk
from bot.clock import Clock
from bot.domain.delivering import Delivery
from bot.store.papers import MOST_ATTEMPTS, State
from schedules.papers import compose, due, run
from tests.conftest import NOW
from tests.papers.a_request import SECRETARY, order, request_in


def test_it_makes_a_paper_and_tells_who_asked_once(desk: Desk) -> None:
    number = order(desk, request_in(desk)).id
    run(desk)
    found = desk.store.papers.find(number)
    assert found and found.state is State.READY
    (told,) = due(desk)
    assert (told.person, told.kind, told.about) == (SECRETARY, "status_paper_ready", f"paper:{number}")
    assert told.urgent, "they have just asked"
    run(desk)
    assert desk.store.deliveries.count("waiting") == 1
    message = compose(told, desk)
    assert isinstance(message, Message) and message.card.title == "Papiret er klar"
    assert dict(message.card.facts)["Periode"] == "1.1.2026–30.6.2026", "as on the paper's own card"
    assert message.card.buttons[0].action == "statusrapport.paper"


def test_what_was_not_finished_when_the_server_stopped_is_taken_up_again(desk: Desk) -> None:
    number = order(desk, request_in(desk)).id
    assert desk.store.papers.claim(timedelta(0))  # and then the machine lost its power
    desk.store.papers.release(number)
    run(desk)
    found = desk.store.papers.find(number)
    assert found and found.state is State.READY


def test_one_that_cannot_be_made_is_told_too(desk: Desk) -> None:
    number = order(desk, request_in(desk)).id
    for _ in range(MOST_ATTEMPTS):
        desk.store.papers.claim(timedelta(0))
        desk.store.papers.release(number)
    run(desk)
    (told,) = due(desk)
    message = compose(told, desk)
    assert isinstance(message, Message) and message.card.title == "Papiret blev ikke lavet"


def test_a_frozen_one_is_told_to_who_froze_it(desk: Desk) -> None:
    number = order(desk, request_in(desk)).id
    run(desk)
    desk.store.papers.freeze(number, SECRETARY)
    run(desk)
    (told,) = due(desk)
    message = compose(told, desk)
    assert isinstance(message, Message) and message.card.title == "Papiret er frosset"
    assert "noerrebro-2026-1" in str(message.card)


def test_nothing_is_told_of_what_is_long_past_or_gone(desk: Desk) -> None:
    number = order(desk, request_in(desk)).id
    run(desk)
    later = replace(desk, clock=Clock.demo(NOW + timedelta(days=3), speed=0.0))
    assert list(due(later)) == []
    gone = Delivery("status_paper_ready", f"paper:{number + 1}", 1, "ready", SECRETARY, desk.now)
    assert compose(gone, desk) == "papiret er slettet"

"""Who asks: standing in for whom, and what others are called, as it is now."""

from dataclasses import replace
from datetime import timedelta

from bot.asker import Asker
from bot.chat import Ask, Desk
from bot.clock import Clock
from bot.domain.organisation import Role
from tests.conftest import person


def test_an_asker_acts_for_those_who_have_chosen_a_deputy_as_long_as_they_are_away(desk: Desk) -> None:
    leader, uu = person(desk, Role.PLAN_LEADER), person(desk, Role.COORDINATOR)
    desk.store.deputies.add(leader.id, uu.id, desk.today, desk.today, leader.id)
    assert Asker.of(Ask(uu), desk).acting == {uu.id, leader.id}
    assert Asker.of(Ask(leader), desk).acting == {leader.id}
    tomorrow = replace(desk, clock=Clock.demo(desk.now + timedelta(days=1), 0.0))
    assert Asker.of(Ask(uu), tomorrow).acting == {uu.id}


def test_an_asker_is_du_and_others_have_their_titles(desk: Desk) -> None:
    leader, uu = person(desk, Role.PLAN_LEADER), person(desk, Role.COORDINATOR)
    names = Asker.of(Ask(uu), desk).names
    assert (names[uu.id], names[leader.id]) == ("du", "Leder (NørreBrobyggerne)")

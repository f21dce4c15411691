"""*Intet nyt* by one press: said of every figure that was asked for, and in the place of none that was told."""

from bot.chat import Desk
from bot.domain.status.figures import Figure
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value
from tests.commands.status_asking import LEADER, PLAN, UU, answered, ask_for, card, does, report


def test_it_is_neither_silence_nor_in_the_place_of_a_number(desk: Desk) -> None:
    told = Figure("rekrutteret", PLAN, "", Period.of("2026-Q3"), Value(9.0), 1, "koordination-noerrebro")
    desk.store.figures.take([told])
    ask_for(desk)
    for who, reporter in ((LEADER, PLAN), (UU, "party:uu")):
        assert card(does(desk, who, "nothing_new", report=report(desk, reporter).id)).tone == "done"
    values = {(one.indicator, one.area): one.value for one in desk.store.figures.all()}
    assert values["rekrutteret", ""] == Value(9.0)
    assert values["koordination-forbrug", ""] == Value(None, Given.NOTHING_NEW)
    assert values["unge", "lundtoftegade"] == Value(None, Given.NOTHING_NEW)


def test_a_later_answer_takes_its_place(desk: Desk) -> None:
    ask_for(desk)
    does(desk, LEADER, "nothing_new", report=report(desk, PLAN).id)
    answered(desk, **{"tal__rekrutteret__": "7"})
    values = {one.indicator: one.value for one in desk.store.figures.all() if one.reporter == PLAN}
    assert values == {"rekrutteret": Value(7.0)}

"""Who may do what with a request or a report: the table, cell by cell, for real people."""

from itertools import product

import pytest

from bot.domain.organisation import Initiative, Organisation, Party, Person, Plan, Role
from bot.domain.status.status_rights import MAY, Deed, Standing, may, standings, who_may

WHO = {
    Standing.ADMINISTRATOR: Person("a", "A", Role.ADMINISTRATOR),
    Standing.COORDINATOR: Person("k", "K", Role.COORDINATOR, party="tmf"),
    Standing.SECRETARY: Person("s", "S", Role.BOARD_SECRETARY, board="n"),
    Standing.REQUESTER: Person("q", "Q", Role.BOARD_SECRETARY, board="o"),
    Standing.REPORTER: Person("r", "R", Role.PLAN_LEADER, plan="x"),
    Standing.DEPUTY: Person("d", "D"),
    Standing.STEERING: Person("g", "G", party="buf"),
}
ORGANISATION = Organisation(
    parties=(Party("uu", "UU"), Party("buf", "BUF"), Party("tmf", "TMF")),
    plans=(Plan("x", "X", "n"), Plan("y", "Y", "n")),
    initiatives=(
        Initiative("i", "I", plan="x", steering=("buf",)), Initiative("j", "J", employer="uu", steering=("tmf",)),
    ),
    people=(
        *WHO.values(), Person("u", "U", Role.COORDINATOR, party="uu"), Person("y", "L", Role.PLAN_LEADER, plan="y"),
    ),
)  # fmt: skip
TABLE = {  # administrator, coordinator, secretary, requester, reporter, deputy, steering group
    Deed.ASK: "×××....",
    Deed.SEE: "×××××××",
    Deed.ANSWER: "....××.",
    Deed.FIGURES: "....××.",
    Deed.APPROVE: "....××.",
    Deed.NUDGE: "××××...",
    Deed.WITHDRAW: "××××...",
    Deed.EXPORT: "××××...",
    Deed.FREEZE: "..×....",
}


def of(person: Person, reporter: str, board: str = "", acting: frozenset[str] = frozenset()) -> frozenset[Standing]:
    return standings(person, acting or frozenset({person.id}), board, reporter, "q", ORGANISATION, {})


@pytest.mark.parametrize(("deed", "standing"), [*product(Deed, Standing)])
def test_each_cell(deed: Deed, standing: Standing) -> None:
    person = WHO[standing]
    acting = frozenset({"d", "r"}) if standing is Standing.DEPUTY else frozenset({person.id})
    assert of(person, "plan:x", acting=acting) == {standing}
    allowed = TABLE[deed][list(Standing).index(standing)] == "×"
    assert may(deed, frozenset({standing})) is allowed
    assert (standing in MAY[deed]) is allowed


def test_another_plans_leader_and_a_party_that_is_not_in_it_are_nothing() -> None:
    assert of(Person("y", "L", Role.PLAN_LEADER, plan="y"), "plan:x") == frozenset()
    assert of(Person("v", "V", party="tmf"), "plan:x") == frozenset()


def test_uus_figures_are_entered_by_its_own_coordinators_only() -> None:
    uu = Person("u", "U", Role.COORDINATOR, party="uu")
    assert Standing.REPORTER in of(uu, "party:uu")
    assert of(WHO[Standing.COORDINATOR], "party:uu") == {Standing.COORDINATOR, Standing.STEERING}
    assert Standing.REPORTER not in of(uu, "plan:x")


def test_the_requests_board_decides_who_its_secretary_is() -> None:
    assert of(WHO[Standing.SECRETARY], "party:uu") == frozenset()
    assert of(WHO[Standing.SECRETARY], "party:uu", "n") == {Standing.SECRETARY}
    assert Standing.SECRETARY not in of(WHO[Standing.SECRETARY], "plan:x", "o")


def test_a_refusal_names_who_may() -> None:
    assert who_may(Deed.FREEZE) == "sekretæren for bydelsbestyrelsen"
    assert who_may(Deed.ANSWER) == "helhedsplanens leder eller partens koordinator og en stedfortræder for dem"

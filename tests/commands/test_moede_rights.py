"""/moede: who may do what with one meeting, cell by cell, and what those who are not registered may not."""

from dataclasses import replace

import pytest

from bot.chat import Account, Ask, Desk, Reply, dispatch
from bot.domain.meeting_rights import MAY, Deed, Standing
from bot.domain.organisation import Person, Role
from schedules.meetings import run
from tests.commands.test_moede import LEADER, SECRETARY, UU, agree, card, meeting
from tests.conftest import press


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Monday 23 November 2026 at 14: what the year owes is stored."""
    run(desk)
    return desk


WHO = {
    Standing.ADMINISTRATOR: "administrator-teknik-og-miljoeforvaltningen",
    Standing.COORDINATOR: UU,
    Standing.SECRETARY: SECRETARY,
    Standing.LEADER: LEADER,
    Standing.PARTICIPANT: "ungevejleder-uu",
}
OTHERS = ("sekretaer-bydelsbestyrelsen-bispebjerg", "leder-beboerprojekt-nordvest", "medarbejder-klub-borup")
PRESSES: dict[Deed, tuple[str, dict[str, int | bool]]] = {
    Deed.SEE: ("show", {}),
    Deed.BOOK: ("agree", {}),
    Deed.MOVE: ("move", {}),
    Deed.CANCEL: ("cancel", {}),
    Deed.DROP: ("drop", {}),
    Deed.RECORD: ("held", {}),
    Deed.AGENDA: ("point", {}),
    Deed.ANSWER: ("come", {"yes": True}),
}


def refused(desk: Desk, who: str, deed: Deed) -> bool:
    function, values = PRESSES[deed]
    someone = desk.store.people.find(who)
    answer = dispatch(
        Ask(someone, account=Account("web", who)), desk, f"moede.{function}", {"meeting": meeting(desk).id, **values}
    )
    said = str(answer.card.lines) if isinstance(answer, Reply) else ""
    return any(no in said for no in ("Det må du ikke", "Du kan ikke", "Det møde er du ikke med i"))


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("standing", WHO)
def test_a_standing_may_do_exactly_what_the_table_says(desk: Desk, standing: Standing, deed: Deed) -> None:
    typed = {"when": "3. december kl. 10", "people": "ungevejleder-uu"}
    press(desk, "moede.agreed", Role.ADMINISTRATOR, typed, meeting=meeting(desk).id)
    also = {Standing.PARTICIPANT} if WHO[standing] in meeting(desk).participants else set()
    assert refused(desk, WHO[standing], deed) is not bool(MAY[deed] & {standing, *also})


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("who", OTHERS)
def test_who_has_nothing_to_do_with_a_meeting_may_nothing(desk: Desk, who: str, deed: Deed) -> None:
    agree(desk, "3. december kl. 10")
    assert refused(desk, who, deed)


def test_the_organiser_may_what_the_table_says(desk: Desk) -> None:
    """A secretary of another board who has booked it (and became its organiser by replacement)."""
    agree(desk, "3. december kl. 10")
    other = OTHERS[0]
    desk.store.meetings.change(meeting(desk).id, lambda m: replace(m, organiser=other), UU, "test")
    found = {deed for deed in Deed if not refused(desk, other, deed)}
    assert found == {deed for deed in Deed if Standing.ORGANISER in MAY[deed]}


@pytest.mark.parametrize("id", ["", "~0123"])
def test_a_meeting_that_nobody_has_booked_is_not_an_unregistered_members(desk: Desk, id: str) -> None:
    assert meeting(desk).organiser == ""
    member = Ask(Person(id, "Medarbejder"), "", {"text": "Vi skal tale om bussen"})
    for function in ("show", "point", "add_point"):
        answer = dispatch(member, desk, f"moede.{function}", {"meeting": meeting(desk).id})
        assert "Det møde er du ikke med i" in str(card(answer).lines)
    assert meeting(desk).agenda == ()


def test_who_is_not_registered_has_no_deputy(desk: Desk) -> None:
    member = Ask(Person("~0123", "Medarbejder"), "", {"who": UU, "first": "2026-11-23", "last": "2026-12-01"})
    for function in ("deputies", "choose_deputy", "save_deputy"):
        answer = dispatch(member, desk, f"moede.{function}")
        assert "Bed administratoren om at registrere din arbejdsmail" in str(card(answer).lines)
    assert desk.store.deputies.for_deputy(UU, desk.today) == ()

"""An administrator takes words out in Slack: signed requests, and a modal that comes back with where they stand."""

from bot.chat import Desk
from bot.domain.meetings import Meeting, Point
from bot.domain.organisation import Organisation, Person, Role
from tests.fake_slack import FakeSlack
from tests.platforms.slack.conftest import serving

ADMINISTRATOR = Person("admin-x", "Administrator, Prøven", Role.ADMINISTRATOR, "Al", "al@kk.example")
WORDS = "Omar fra 7.b"


def test_words_are_shown_and_erased_in_a_modal_and_said_nowhere_afterwards(workspace: FakeSlack, desk: Desk) -> None:
    desk.store.apply_organisation(Organisation(people=(ADMINISTRATOR,)))
    agenda = (Point("leder", f"Økonomi, og {WORDS} igen"),)
    kept = desk.store.meetings.add(Meeting(0, "uu-plan", "p", 2026, "Møde", agenda=agenda), "leder")
    workspace.add_user("U2", ADMINISTRATOR.email)
    with serving(workspace, desk) as slack:
        slack.slash("/vejviser slet", "U2")
        modal = slack.modal("U2")
        slack.submit(modal, words=WORDS)
        assert f"Møder: Økonomi, og {WORDS} igen" in modal.shown() and "ét sted" in modal.shown()
        sure = modal.view["blocks"][-1]
        slack.submit(modal, **{sure["block_id"]: sure["element"]["options"][0]["value"]})
        assert "Ordene er slettet" in modal.shown() and WORDS not in str(modal.view)
        assert all(WORDS not in str(message) for message in slack.messages)
    after = desk.store.meetings.find(kept.id)
    assert after and after.agenda[0].text == "Økonomi, og (slettet) igen"

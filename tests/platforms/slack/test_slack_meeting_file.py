"""An invitation in Slack has no calendar entry with it: its button gives one, and the moved and the cancelled too."""

import pytest

from bot.cards import Message
from bot.chat import Desk
from bot.deliveries.channels import Sent
from bot.domain.organisation import Role
from schedules.meetings import compose, run
from tests.commands.test_moede import LEADER, agree, meeting
from tests.conftest import press
from tests.fake_slack import FakeSlack
from tests.platforms.slack.conftest import serving
from tests.platforms.slack.test_slack_delivering import ADDRESS, desk, over, record
from tests.platforms.slack.test_slack_uploading import came

__all__ = ["desk"]
FETCH = "Kalenderfil (.ics)"


def told(desk: Desk, kind: str, id: int) -> Message:
    """What the leader is told of the meeting, in a message of that kind."""
    run(desk)
    found = [one.delivery for one in desk.store.deliveries.of(f"meeting:{id}")]
    said = compose(next(one for one in reversed(found) if (one.kind, one.person) == (kind, LEADER)), desk)
    assert isinstance(said, Message), said
    return said


@pytest.mark.parametrize(
    ("kind", "method"),
    [("meeting_invitation", b"REQUEST"), ("meeting_moved", b"REQUEST"), ("meeting_cancelled", b"CANCEL")],
)
def test_the_button_of_the_message_gives_the_calendar_entry(
    workspace: FakeSlack, desk: Desk, kind: str, method: bytes
) -> None:
    workspace.add_user("U1", "leder.noerrebro@example.org")
    run(desk)
    agree(desk, "3. december kl. 10-11 på Klub Borup")
    run(desk)
    id_ = meeting(desk).id
    if kind == "meeting_moved":
        press(desk, "moede.moved", Role.COORDINATOR, {"when": "4. december kl. 13-14"}, meeting=id_)
    if kind == "meeting_cancelled":
        press(desk, "moede.cancelled", Role.COORDINATOR, {"reason": "Sygdom"}, meeting=id_)
    said = told(desk, kind, id_)
    assert over(desk, lambda channel: channel.send(record(), ADDRESS, said)) == Sent()
    with serving(workspace, desk) as slack:
        (message,) = slack.seen(channel="D1")
        assert message.to is None
        slack.press(message, FETCH)
        (file,) = came(slack).files
    assert file.name == "moede.ics" and file.content is not None
    assert b"METHOD:" + method in file.content and f"UID:vejviser-moede-{id_}".encode() in file.content

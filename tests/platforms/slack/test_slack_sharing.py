"""Sharing: refused where people from outside can read it, until the asker says so once more."""

import pytest

from tests.fake_slack import BOT, FakeSlack
from tests.platforms.slack.test_slack_answers import last


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_shared", "is_pending_ext_shared"])
def test_a_channel_shared_with_others_is_shared_in_only_when_confirmed(slack: FakeSlack, flag: str) -> None:
    slack.add_channel("C2")
    slack.channels["C2"]["flags"] = {flag: True}
    slack.slash("/proeve", channel="C2")
    slack.press(last(slack, channel="C2"), "Del")
    assert slack.seen("U2", "C2") == []
    assert "deles med andre" in last(slack, channel="C2").shown()
    slack.press(last(slack, channel="C2"), "Del alligevel")
    (shared,) = slack.seen("U2", "C2")
    assert "Delt af <@U1>" in shared.shown()
    assert "Kilde: bha.dk, 2019" in shared.shown()


def test_guests_among_the_members_are_told_of(slack: FakeSlack) -> None:
    slack.add_user("U3", None, is_ultra_restricted=True)
    slack.add_channel("C2", members=["U1", "U3", BOT])
    slack.slash("/proeve", channel="C2")
    slack.press(last(slack, channel="C2"), "Del")
    assert slack.seen("U2", "C2") == []
    assert "gæster" in last(slack, channel="C2").shown()


def test_where_the_members_cannot_be_known_the_asker_decides(slack: FakeSlack) -> None:
    slack.scopes.remove("channels:read")
    slack.slash("/proeve")
    slack.press(last(slack), "Del")
    assert "kan ikke se, om der er gæster" in last(slack).shown()
    assert slack.refused.pop() == "conversations.info: missing_scope"


def test_in_a_modal_the_question_stands_in_the_modal(slack: FakeSlack) -> None:
    slack.add_channel("C2", is_ext_shared=True)
    slack.slash("/proeve formular", channel="C2")
    slack.submit(slack.modal(), text="fint")
    slack.press(slack.modal(), "Del")
    assert slack.seen("U2", "C2") == []
    slack.press(slack.modal(), "Del alligevel")
    assert len(slack.seen("U2", "C2")) == 1


def test_what_was_typed_cannot_be_confirmed(slack: FakeSlack) -> None:
    slack.add_channel("C2", is_ext_shared=True)
    slack.slash("/proeve del", channel="C2")
    assert "Det blev ikke delt" in last(slack, channel="C2").shown()
    assert slack.seen("U2", "C2") == []

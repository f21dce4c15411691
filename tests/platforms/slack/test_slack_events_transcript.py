"""Messages, mentions, the shortcut, Home and retries, played over both of the wires by which Slack reaches us."""

from tests.fake_slack import TEAM, FakeSlack

QUESTION = "fodbold på nørrebro"


def said(slack: FakeSlack, channel: str, user: str = "U1") -> list[str]:
    return [message.shown() for message in slack.seen(user, channel) if message.by == "app"]


def test_messages_are_the_same_over_http_and_over_sockets(either: FakeSlack) -> None:
    slack = either
    assert slack.write(QUESTION) == 200
    assert "× Område: Nørrebro" in said(slack, "D1")[0]
    assert slack.write(f"<@UBOT> {QUESTION}", channel="C1", thread_ts="3.5") == 200
    (answer,) = [message for message in slack.seen("U2") if message.by == "app"]
    assert answer.thread == "3.5"
    assert slack.use_shortcut(slack.seen()[0]) == 200
    assert len(said(slack, "C1")) == 2
    assert slack.open_app("home") == 200
    assert "/tilbud" in slack.homes["U1"].shown()
    assert slack.press(slack.homes["U1"], "Hvad gemmer du om mig?") == 200
    assert "Det gemmer jeg om dig" in slack.modal().shown()


def test_an_event_that_comes_again_is_worked_once_over_either_wire(either: FakeSlack) -> None:
    slack = either
    event = {"type": "message", "channel_type": "im", "user": "U1", "text": QUESTION, "ts": "7.5", "event_ts": "7.5",
             "channel": "D1", "team": TEAM}  # fmt: skip
    for retry in range(3):
        assert slack.tell(event, "Ev7", retry=retry) == 200
    assert len(said(slack, "D1")) == 1

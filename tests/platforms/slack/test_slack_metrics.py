"""What Slack sends is counted where the metrics are."""

from bot.chat import Desk
from tests.fake_slack import FakeSlack


def test_a_command_and_a_button_are_two_events_and_two_answers(slack: FakeSlack, desk: Desk) -> None:
    slack.slash("/tilbud fodbold på nørrebro")
    slack.press(slack.seen()[-1], "× Område: Nørrebro")
    text = desk.metrics.text()
    assert 'vejviser_events_total{chat="slack"} 2' in text
    assert 'vejviser_answers_total{outcome="answered"} 1' in text
    assert 'vejviser_answers_total{outcome="other"} 1' in text

"""One conversation, played over both of Slack's wires: over HTTP and over sockets it must look the same."""

from tests.fake_slack import FakeSlack


def test_a_conversation_is_the_same_over_http_and_over_sockets(either: FakeSlack) -> None:
    slack = either
    assert slack.slash("/tilbud fodbold på nørrebro") == 200
    answer = slack.seen()[-1]
    assert answer.to == "U1"
    assert "× Område: Nørrebro" in answer.shown()

    assert slack.press(answer, "Detaljer") == 200
    assert slack.press(slack.seen()[-1], "Del i kanalen") == 200
    assert "Delt af <@U1>" in slack.seen(user="U2")[-1].shown()

    assert slack.press(answer, "Forkert oplysning?") == 200
    assert slack.submit(slack.modal(), text="Spørg 010203-1234") == 200
    assert "CPR" in slack.modal().errors["text"]
    assert slack.modal().typed["text"] == "Spørg 010203-1234", "nothing typed is lost"
    assert slack.submit(slack.modal(), text="De er flyttet") == 200
    assert "Tak" in slack.modal().shown()

    assert slack.press(answer, "× Område: Nørrebro") == 200
    assert "× Område: Nørrebro" not in slack.seen()[1].shown()
    assert slack.slash("/tilbudd nørrebro") == 200
    assert "/tilbud" in slack.seen()[-1].shown()
    assert slack.slash("/proeve formular") == 200
    assert slack.submit(slack.modal(), text="for kort") == 200
    assert slack.modal().errors == {"text": "Skriv lidt mere. Og se her."}
    assert not [message for message in slack.messages if message.by == "slack"]

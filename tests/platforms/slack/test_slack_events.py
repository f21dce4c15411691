"""What people write to the app or mention it in: answered where it belongs, once, whatever happens on the way."""

import json
import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.chat import Desk
from tests.fake_slack import FakeSlack, Message, failing, rate_limited
from tests.platforms.slack import proeve
from tests.platforms.slack.conftest import serving

WAIT = "Et øjeblik …"
QUESTION = "fodbold på nørrebro"


def answers(slack: FakeSlack, channel: str = "D1", user: str = "U1") -> list[Message]:
    return [message for message in slack.seen(user, channel) if message.by == "app"]


def test_a_direct_message_is_answered_where_it_stands(slack: FakeSlack) -> None:
    assert slack.write(QUESTION) == 200
    (answer,) = answers(slack)
    assert "× Område: Nørrebro" in answer.shown()
    assert (answer.thread, answer.to) == ("", None)


def test_a_direct_message_in_a_thread_is_answered_in_it(slack: FakeSlack) -> None:
    slack.write("proeve hvem", thread_ts="9.1")
    (answer,) = answers(slack)
    assert answer.thread == "9.1"
    assert "private" in answer.shown()


@pytest.mark.parametrize(("thread", "where"), [({}, "7.5"), ({"thread_ts": "3.5"}, "3.5")])
def test_a_mention_is_answered_in_a_thread_where_all_can_read_it(
    slack: FakeSlack, thread: dict[str, str], where: str
) -> None:
    slack.write(f"<@UBOT> {QUESTION}", channel="C1", ts="7.5", **thread)
    (answer,) = answers(slack, "C1", user="U2")
    assert answer.thread == where
    assert "× Område: Nørrebro" in answer.shown()


def test_a_mention_of_nothing_is_answered_with_what_to_ask(slack: FakeSlack) -> None:
    slack.write("<@UBOT>", channel="C1")
    assert "Hvad leder du efter?" in answers(slack, "C1")[0].shown()


@pytest.mark.parametrize("words", ["vejviser", "/findesikke", "rettelser", "vejviser glem mig"])
def test_what_is_about_the_asker_is_not_answered_before_others(slack: FakeSlack, words: str) -> None:
    slack.write(f"<@UBOT> {words}", channel="C1")
    assert answers(slack, "C1", user="U2") == []
    assert len(answers(slack, "C1")) == 1


def test_a_cpr_number_is_neither_repeated_nor_spoken_of_before_others(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.write("hjælp til 010203-1234")
    slack.write("<@UBOT> hjælp til <tel:0102031234|010203-1234>", channel="C1")
    assert answers(slack, "C1", user="U2") == []
    for answer in (*answers(slack), *answers(slack, "C1")):
        assert "CPR" in answer.shown()
        assert "1234" not in answer.shown() + answer.text
    assert not any("1234" in str(record.__dict__) for record in caplog.records if record.name.startswith("bot"))


@pytest.mark.parametrize(
    "event",
    [
        {"subtype": "message_changed"}, {"subtype": "message_deleted"}, {"subtype": "bot_message"}, {"bot_id": "B1"},
        {"bot_id": "B2"}, {"edited": {"user": "U1", "ts": "1.0"}},
    ],
)  # fmt: skip
def test_edits_bots_and_its_own_messages_are_ignored(slack: FakeSlack, event: dict[str, Any]) -> None:
    assert slack.write(QUESTION, **event) == 200
    assert slack.write(f"<@UBOT> {QUESTION}", channel="C1", **event) == 200
    assert answers(slack) + answers(slack, "C1") == []


def test_a_retry_of_an_answered_message_is_not_answered_again(slack: FakeSlack) -> None:
    event = {"type": "message", "channel": "D1", "user": "U1", "text": "proeve", "ts": "1.5", "team": "T1"}
    assert [slack.tell(event, "Ev77", retry) for retry in range(3)] == [200] * 3
    assert len(answers(slack)) == 1


def test_a_retry_while_the_answer_is_made_is_acknowledged_and_answered_once(hasty: FakeSlack) -> None:
    event = {"type": "message", "channel": "D1", "user": "U1", "text": "proeve langsom", "ts": "1.5", "team": "T1"}
    assert [hasty.tell(event, "Ev77", retry) for retry in range(2)] == [200] * 2
    proeve.DONE.set()
    hasty.wait(lambda: any("Langsomt svar" in message.shown() for message in answers(hasty)))
    assert len(answers(hasty)) == 1


def test_a_message_whose_server_died_is_answered_by_the_next_when_slack_repeats_it(
    slack: FakeSlack, desk: Desk
) -> None:
    event = {"type": "message", "channel": "D1", "user": "U1", "text": "proeve", "ts": "1.5", "team": "T1"}
    desk.store.claims.first("slack/Ev77")
    assert slack.tell(event, "Ev77", retry=1) == 503, "somebody else may be at it: Slack is to try again"
    assert answers(slack) == []
    desk.store.claims.first("slack/Ev78", lease=timedelta(0))
    assert slack.tell(event, "Ev78", retry=2) == 200
    assert len(answers(slack)) == 1


def test_who_waits_for_a_server_that_died_is_asked_to_ask_again(workspace: FakeSlack, desk: Desk) -> None:
    notice = workspace._put({"text": WAIT}, "D1", None)
    place = {"channel": "D1", "user": "U1", "thread": "", "notice": notice.ts}
    desk.store.claims.first("slack/Ev77")
    desk.store.claims.promise("slack/Ev77", json.dumps(place), lease=timedelta(0))
    with serving(workspace, desk) as slack:
        slack.wait(lambda: "Stil dit spørgsmål igen" in answers(slack)[0].shown())
        slack.wait(lambda: desk.store.claims.is_done("slack/Ev77"))
    assert len(answers(workspace)) == 1


def test_a_slow_answer_takes_the_place_of_the_request_to_wait(hasty: FakeSlack) -> None:
    hasty.write("proeve langsom")
    hasty.wait(lambda: [message.text for message in answers(hasty)] == [WAIT])
    proeve.DONE.set()
    hasty.wait(lambda: "Langsomt svar" in answers(hasty)[0].shown())
    assert len(answers(hasty)) == 1


def test_a_slow_answer_in_a_channel_asks_only_the_asker_to_wait(hasty: FakeSlack) -> None:
    hasty.write("<@UBOT> proeve langsom", channel="C1")
    hasty.wait(lambda: [message.text for message in answers(hasty, "C1")] == [WAIT])
    proeve.DONE.set()
    hasty.wait(lambda: answers(hasty, "C1", user="U2"))
    assert "Langsomt svar" in answers(hasty, "C1", user="U2")[0].shown()


def test_an_answer_that_is_to_wait_comes_later_and_once(hasty: FakeSlack) -> None:
    hasty.failures["chat.postMessage"] += [rate_limited(1)]
    assert hasty.write("proeve hvem") == 200
    hasty.wait(lambda: answers(hasty))
    assert "Medarbejder" in answers(hasty)[0].shown()
    assert hasty.calls.count("chat.postMessage") == 2


def test_an_answer_that_slack_wants_to_wait_too_long_with_is_given_up(slack: FakeSlack) -> None:
    slack.failures["chat.postMessage"] += [rate_limited(61)]
    assert slack.write("proeve hvem") == 200
    assert answers(slack) == []


def test_a_form_cannot_open_from_a_message_and_the_command_is_named(slack: FakeSlack) -> None:
    slack.write("proeve formular")
    assert "Skriv /proeve" in answers(slack)[0].shown()


def test_the_shortcut_answers_the_one_who_used_it_only(slack: FakeSlack) -> None:
    slack.messages.append(Message("5.5", "C1", [], f"Vi mangler {QUESTION} &amp; omegn", None, "U2"))
    slack.add_user("U2", None)
    assert slack.use_shortcut(slack.messages[-1]) == 200
    assert answers(slack, "C1", user="U2") == []
    assert "× Område: Nørrebro" in answers(slack, "C1")[0].shown()


def test_the_shortcut_passes_the_privacy_gate(slack: FakeSlack) -> None:
    slack.messages.append(Message("5.5", "C1", [], "Ring om 010203-1234", None, "U2"))
    slack.use_shortcut(slack.messages[-1])
    (answer,) = answers(slack, "C1")
    assert "CPR" in answer.shown() and "1234" not in answer.shown()


def test_who_opens_the_conversation_gets_questions_to_begin_with(slack: FakeSlack) -> None:
    assert slack.open_app("messages") == 200
    prompts = slack.prompts["D1"]
    assert "fritidsjob til en på 15 i nordvest" in [prompt["message"] for prompt in prompts]
    slack.failures["assistant.threads.setSuggestedPrompts"].append(failing("access_denied"))
    assert slack.open_app("messages") == 200


def test_home_shows_what_i_can_do_and_who_i_am(slack: FakeSlack) -> None:
    assert slack.open_app("home") == 200
    shown = slack.homes["U1"].shown()
    assert "/tilbud" in shown and "medarbejder" in shown and "venter" in shown
    slack.press(slack.homes["U1"], "Hvad gemmer du om mig?")
    assert "Det gemmer jeg om dig" in slack.modal().shown()


def test_home_tells_a_stranger_whom_to_ask(slack: FakeSlack) -> None:
    slack.add_user("U9", None, is_restricted=True)
    slack.open_app("home", user="U9")
    assert "registrere din arbejdsmail" in slack.homes["U9"].shown()

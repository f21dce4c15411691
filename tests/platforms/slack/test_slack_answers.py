"""Conversations in Slack, played over real HTTP: commands, buttons, forms, slow answers, sharing."""

import json
import sqlite3
from pathlib import Path
from threading import Thread, Timer

import pytest

from bot.chat import Desk
from tests.fake_slack import FakeSlack, Message, Modal, expired_url, rate_limited
from tests.platforms.slack import proeve
from tests.platforms.slack.conftest import serving

WAIT = "Et øjeblik …"


def last(slack: FakeSlack, **where: str) -> Message:
    return slack.seen(**where)[-1]


def test_a_command_is_answered_at_once_and_only_to_the_asker(slack: FakeSlack) -> None:
    assert slack.slash("/proeve kort") == 200
    (message,) = slack.seen()
    assert message.to == "U1"
    assert "Tre tilbud" in message.shown()
    assert "Tre tilbud" in message.text, "notifications and screen readers get the text"
    assert "<tel:+4533173333|33 17 33 33>" in message.shown()
    assert "Klub &lt;Nord&gt; &amp;" in message.shown()
    assert slack.calls == ["auth.test", "users.info"]


def test_empty_words_are_answered(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    assert "Tre tilbud" in last(slack).shown()


def test_the_real_tilbud_answers_with_offers(slack: FakeSlack) -> None:
    slack.slash("/tilbud")
    assert "⚠️" not in last(slack).shown()
    slack.slash("/tilbud fodbold på nørrebro")
    answer = last(slack)
    assert "× Område: Nørrebro" in answer.shown()
    assert "Kilde: " in answer.shown()

    slack.press(answer, "Detaljer")
    slack.press(last(slack), "Del i kanalen")
    assert "Delt af <@U1>" in last(slack, user="U2").shown()
    slack.press(answer, "Forkert oplysning?")
    slack.submit(slack.modal(), text="Spørg 010203-1234")
    assert "CPR" in slack.modal().errors["text"]
    slack.submit(slack.modal(), text="De er flyttet")
    assert "Tak" in slack.modal().shown()
    slack.press(answer, "× Område: Nørrebro")
    assert "× Område: Nørrebro" not in slack.seen()[1].shown()


def test_an_unknown_command_names_those_that_exist(slack: FakeSlack) -> None:
    slack.slash("/tilbudd nørrebro")
    assert "/tilbud" in last(slack).shown()


def test_a_slow_command_says_so_and_answers_later_once(hasty: FakeSlack) -> None:
    hasty.slash("/proeve langsom")
    assert [message.text for message in hasty.seen()] == [WAIT]
    proeve.DONE.set()
    hasty.wait(lambda: len(hasty.seen()) > 1)
    assert "Langsomt svar" in last(hasty).shown()
    assert last(hasty).to == "U1"
    assert hasty.calls.count("response_url") == 1


def test_a_slow_store_is_waited_for_and_the_answer_comes_later_once(hasty: FakeSlack, tmp_path: Path) -> None:
    blocking = sqlite3.connect(tmp_path / "vejviser.db", isolation_level=None)
    blocking.execute("begin immediate")  # as a large import does: other writers must wait
    hasty.slash("/tilbud cricket på Østerbro")
    assert [message.text for message in hasty.seen()] == [WAIT]
    blocking.execute("rollback")
    blocking.close()
    hasty.wait(lambda: len(hasty.seen()) > 1)
    assert "Det har jeg ikke noget svar på" in last(hasty).shown()
    assert hasty.calls.count("response_url") == 1


def test_an_app_that_answers_after_three_seconds_is_shown_as_timed_out(slack: FakeSlack) -> None:
    """This tests the fake: it must show what people see when we are too slow."""
    slack.patience = 0
    assert slack.slash("/proeve") == 0
    assert "operation_timeout" in last(slack).text


def test_the_server_finishes_running_answers_before_it_stops(workspace: FakeSlack, desk: Desk) -> None:
    proeve.DONE.clear()
    with serving(workspace, desk, patience=0.2) as slack:
        slack.slash("/proeve langsom")
        assert [message.text for message in slack.seen()] == [WAIT]
        Timer(0.2, proeve.DONE.set).start()
    assert "Langsomt svar" in last(workspace).shown()


def test_a_button_replaces_the_card(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    assert slack.press(last(slack), "Flere") == 200
    (message,) = slack.seen()
    assert "Fra nummer 5" in message.shown()
    assert message.to == "U1"


def test_a_chip_takes_its_facet_away(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    slack.press(last(slack), "× 15 år")
    assert "Fra nummer 0" in last(slack).shown()


def test_a_card_that_can_no_longer_be_replaced_comes_again_and_says_so(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    slack.failures["response_url"].append(expired_url())
    slack.press(last(slack), "Flere")
    assert "Fra nummer 5" in last(slack).shown()
    assert "Det gamle svar kan ikke opdateres længere" in last(slack).shown()
    assert slack.calls[-1] == "chat.postEphemeral"


def test_an_answer_that_slack_asks_to_wait_with_comes_later(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    slack.failures["response_url"].append(rate_limited(0))
    slack.press(last(slack), "Flere")
    slack.wait(lambda: "Fra nummer 5" in slack.seen()[0].shown())


def test_where_the_bot_may_not_write_an_answer_comes_in_the_private_chat(slack: FakeSlack) -> None:
    slack.add_channel("C2", members=[], private=True)
    slack.slash("/proeve", channel="C2")
    slack.failures["response_url"].append(expired_url())
    slack.press(last(slack, channel="C2"), "Flere")
    assert "Fra nummer 5" in last(slack, channel="D1").shown()
    assert slack.refused.pop().startswith("chat.postEphemeral: channel_not_found")


def test_a_slow_button_says_so_and_answers_later(hasty: FakeSlack) -> None:
    hasty.slash("/proeve")
    card = seen_later(hasty, "Tre tilbud")
    hasty.press(card, "Langsom")
    seen_later(hasty, WAIT)
    proeve.DONE.set()
    assert seen_later(hasty, "Endelig").to == "U1"


def test_a_failing_button_shows_the_error_id_of_the_log(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.slash("/proeve")
    slack.press(last(slack), "Fejl")
    (record,) = [record for record in caplog.records if hasattr(record, "error_id")]
    assert record.error_id in last(slack).shown()


def test_sharing_tells_everybody_and_says_who_shared(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    slack.press(last(slack), "Del")
    shared = last(slack, user="U2")
    assert shared.to is None
    assert "Delt af <@U1>" in shared.shown()
    assert "Tre tilbud" in shared.shown()
    assert "Kilde: bha.dk, 2019" in shared.shown()


def test_sharing_from_a_command_shows_nobody_what_was_typed(slack: FakeSlack) -> None:
    """Slack shows the typed command to all when the direct answer is for all; so ours comes by response_url."""
    slack.slash("/proeve del")
    assert slack.seen(user="U2") == slack.seen(user="U1")
    assert slack.calls[-1] == "response_url"


def test_what_cannot_be_shared_is_said(slack: FakeSlack) -> None:
    slack.add_channel("C2", members=[])
    slack.slash("/proeve", channel="C2")
    slack.failures["response_url"].append(expired_url())
    slack.press(last(slack, channel="C2"), "Del")
    assert "/invite" in last(slack, channel="C2").shown()
    assert slack.refused.pop() == "chat.postMessage: not_in_channel"


def test_a_form_opens_is_corrected_and_thanks(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    slack.press(last(slack), "Forkert?")
    modal = slack.modal()
    assert modal.view["title"]["text"].endswith("…"), "the title of a modal is short"
    assert "Forkert oplysning om Klub Nord?" in modal.shown()

    slack.submit(modal, text="", kind="phone")
    assert list(modal.errors) == ["text"], "Slack itself asks for required fields"
    slack.submit(modal, text="for kort")
    assert modal.errors == {"text": "Skriv lidt mere. Og se her."}
    assert modal.typed == {"text": "for kort", "kind": "phone"}, "nothing typed is lost"
    slack.submit(modal, text="Nummeret er nedlagt")
    assert "Tak for klub-n og phone" in modal.shown()
    assert "C1" in modal.shown(), "the form knows where it was opened"


@pytest.mark.parametrize("text", ["nej", "langsom nej"])
def test_a_refusal_of_a_form_stands_above_it_and_nothing_typed_is_lost(hasty: FakeSlack, text: str) -> None:
    modal = form(hasty)
    hasty.submit(modal, text=text, kind="phone")
    proeve.DONE.set()
    hasty.wait(lambda: "Det må du ikke &amp; skal ikke." in modal.shown())
    hasty.submit(modal)
    hasty.wait(lambda: str(modal.view).count("Det må du ikke") == 1)
    (field,) = [block for block in modal.view["blocks"] if block.get("block_id") == "text"]
    assert field["element"]["initial_value"] == text
    hasty.submit(modal, text="Nummeret er nedlagt")
    hasty.wait(lambda: "Tak for klub-n og phone" in modal.shown())


def test_a_cpr_number_in_a_form_is_refused_at_its_field(slack: FakeSlack) -> None:
    slack.slash("/proeve formular")
    slack.submit(slack.modal(), text="Spørg 010203-1234")
    assert "CPR" in slack.modal().errors["text"]


def test_a_cpr_number_in_a_command_is_refused_without_being_repeated(slack: FakeSlack) -> None:
    slack.slash("/tilbud hjælp til 010203-1234")
    assert "CPR" in last(slack).shown()
    assert "1234" not in last(slack).shown() + last(slack).text


def test_a_slow_form_waits_and_then_shows_its_answer(hasty: FakeSlack) -> None:
    modal = form(hasty)
    hasty.submit(modal, text="langsom")
    assert WAIT in modal.shown()
    proeve.DONE.set()
    hasty.wait(lambda: "Tak for klub-n" in modal.shown())


def test_a_slow_form_with_a_mistake_comes_back_with_what_was_typed(hasty: FakeSlack) -> None:
    modal = form(hasty)
    hasty.submit(modal, text="langsom og kort", kind="x")
    proeve.DONE.set()
    hasty.wait(lambda: "Skriv lidt mere." in modal.shown())
    assert "langsom og kort" in modal.shown()
    hasty.submit(modal, text="rettet")
    hasty.wait(lambda: "Tak for klub-n og x" in modal.shown())  # the choice was kept too


def test_a_modal_that_was_closed_meanwhile_is_left_alone(hasty: FakeSlack) -> None:
    modal = form(hasty)
    hasty.submit(modal, text="langsom")
    modal.open = False
    proeve.DONE.set()
    hasty.wait(lambda: hasty.refused)
    assert hasty.refused.pop() == "views.update: not_found"


def form(slack: FakeSlack) -> Modal:
    slack.slash("/proeve formular")
    slack.wait(lambda: slack.modals)
    return slack.modal()


def seen_later(slack: FakeSlack, text: str) -> Message:
    """The message with that text, once it has come."""
    slack.wait(lambda: any(text in message.shown() for message in slack.seen()))
    return next(message for message in slack.seen() if text in message.shown())


@pytest.mark.parametrize(
    ("text", "shown"),
    [("del", "Delt i kanalen"), ("igen", "Hvad er forkert?"), ("andet", "Tak for")],
)
def test_a_form_may_lead_to_anything(slack: FakeSlack, text: str, shown: str) -> None:
    slack.slash("/proeve formular")
    slack.submit(slack.modal(), text=text)
    assert shown in slack.modal().shown()
    assert bool(slack.seen(user="U2")) is (text == "del")


@pytest.mark.parametrize(
    ("button", "shown"), [("Flere", "Fra nummer 5"), ("Del", "Delt i kanalen"), ("Forkert?", "Hvad er forkert?")]
)
def test_the_buttons_of_a_card_in_a_modal_work_there(slack: FakeSlack, button: str, shown: str) -> None:
    slack.slash("/proeve formular")
    modal = slack.modal()
    slack.submit(modal, text="fint")
    slack.press(modal, button)
    assert shown in modal.shown()


def test_a_form_that_opens_too_late_asks_to_try_again(slack: FakeSlack) -> None:
    slack.trigger_life = -1
    slack.slash("/proeve formular")
    assert "Prøv igen" in last(slack).shown()
    slack.slash("/proeve")
    slack.press(last(slack), "Forkert?")
    assert "Prøv igen" in last(slack).shown()
    assert slack.refused == ["views.open: expired_trigger_id"] * 2
    slack.refused.clear()


def test_a_form_that_slack_cannot_show_becomes_a_failure_and_not_silence(slack: FakeSlack) -> None:
    slack.slash("/proeve umulig")
    assert "Fejlnummer" in slack.modal().shown()


def test_what_there_is_no_room_for_is_said(slack: FakeSlack) -> None:
    slack.slash("/proeve mange")
    assert "Der er ikke plads til resten her" in last(slack).shown()


@pytest.mark.parametrize(("channel", "place"), [("C1", "channel C1"), ("D1", "private")])
def test_the_command_learns_where_it_is_asked(slack: FakeSlack, channel: str, place: str) -> None:
    slack.slash("/proeve hvem", channel=channel)
    assert place in last(slack, channel=channel).shown()


def test_thirty_people_at_once_each_get_their_own_answer(slack: FakeSlack) -> None:
    people = [f"P{n}" for n in range(30)]
    for someone in people:
        slack.add_user(someone, None)
    askers = [Thread(target=slack.slash, args=("/proeve hvem", someone)) for someone in people]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    slack.wait(lambda: len([m for m in slack.messages if "Medarbejder" in m.shown()]) == 30)
    assert {m.to for m in slack.messages} == set(people)


def test_a_response_url_takes_five_answers_in_thirty_minutes(slack: FakeSlack) -> None:
    """This tests the fake."""
    url, _ = slack._response_url("C1", "U1")
    statuses = [slack._http.post(url, json={"text": "x"}).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [404]
    url, _ = slack._response_url("C1", "U1")
    slack.pass_time(1801)
    assert slack._http.post(url, json={"text": "x"}).json()["error"] == "expired_url"


def test_the_card_that_slack_gets_is_exactly_this(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    message = last(slack)
    assert json.loads(json.dumps(message.blocks[:2])) == [
        {"type": "header", "text": {"type": "plain_text", "text": "Tre tilbud", "emoji": False}},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "proeve.more:0",
                    "text": {"type": "plain_text", "text": "× 15 år", "emoji": False},
                    "value": '{"start":0}',
                    "accessibility_label": "Fjern 15 år",
                }
            ],
        },
    ]
    assert [block["type"] for block in message.blocks[2:]] == [
        "section", "section", "divider", "section", "context", "divider", "actions",
    ]  # fmt: skip
    assert proeve.CARD.title in message.text

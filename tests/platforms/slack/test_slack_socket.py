"""Slack over sockets that drop, fall silent, are refreshed, refused and repeat what they sent."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Thread
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.responses import JSONResponse, PlainTextResponse

from bot.app import asgi
from bot.chat import Desk, load
from bot.clock import Clock
from bot.platforms.slack import SlackChat
from bot.settings import HOUSE, Settings, Slack
from tests.fake_slack import APP_TOKEN, TOKEN, FakeSlack, failing, rate_limited
from tests.fake_slack.sockets import Connection, Sockets, sockets
from tests.platforms.slack import proeve
from tests.platforms.slack.conftest import serving
from tests.serving import served

SLASH = {"type": "slash_commands", "accepts_response_payload": True}
WAIT = "Et øjeblik …"


@pytest.fixture
def wire(workspace: FakeSlack) -> Iterator[Sockets]:
    """The workspace's end of the sockets, without an app yet."""
    proeve.DONE.clear()
    with sockets(workspace) as opened:
        yield opened
        proeve.DONE.set()


@pytest.fixture
def slack(workspace: FakeSlack, wire: Sockets, desk: Desk) -> Iterator[FakeSlack]:
    """The workspace with Vejviser on two sockets, each given up after two silent seconds."""
    with serving(workspace, desk, mode="socket", silence=2.0) as with_app:
        with_app.wait(lambda: len(wire.live()) == 2)
        yield with_app


def settings(workspace: FakeSlack, app_token: str = APP_TOKEN) -> Settings:
    return Settings(
        slack=Slack(mode="socket", api_url=f"{workspace.address}/api/"),
        slack_bot_token=SecretStr(TOKEN),
        slack_app_token=SecretStr(app_token),
    )


def asked(slack: FakeSlack, words: str) -> dict[str, Any]:
    """The content of an envelope."""
    url, _ = slack._response_url("C1", "U1")
    payload = {
        "command": "/proeve", "text": words, "team_id": "T1", "user_id": "U1", "channel_id": "C1",
        "response_url": url, "trigger_id": "1.2.3",
    }  # fmt: skip
    return SLASH | {"payload": payload}


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [vars(record)["error"] for record in caplog.records if record.message == "no connection to Slack"]


# Connections


def test_two_connections_are_held_and_each_answers(slack: FakeSlack, wire: Sockets) -> None:
    for _ in range(4):
        assert slack.slash("/proeve") == 200
    assert len({id(envelope.over[0]) for envelope in wire.envelopes}) == 2
    assert [len(envelope.acks) for envelope in wire.envelopes] == [1] * 4
    assert wire.opened == 2


def test_a_quiet_connection_that_is_pinged_is_kept(slack: FakeSlack, wire: Sockets) -> None:
    time.sleep(3)
    assert wire.opened == 2


def test_a_silent_connection_is_replaced_and_the_other_answers_meanwhile(slack: FakeSlack, wire: Sockets) -> None:
    wire.silence(wire.connections[0])
    assert slack.slash("/proeve") == 200
    slack.wait(lambda: len(wire.live()) == 2)
    assert wire.opened == 3


def test_a_dropped_connection_is_replaced(slack: FakeSlack, wire: Sockets) -> None:
    for connection in list(wire.connections):
        wire.drop(connection)
    assert slack.slash("/proeve") == 200
    slack.wait(lambda: len(wire.live()) == 2)


def test_a_refreshed_connection_answers_until_it_ends_and_the_next_is_open_before(
    slack: FakeSlack, wire: Sockets
) -> None:
    old = wire.connections[0]
    wire.refresh(old)
    slack.wait(lambda: wire.opened == 3)
    assert len(wire.connections) == 3, "the old one is still open"
    envelope = wire.send(asked(slack, "kort"), over=old)
    assert "Tre tilbud" in str(envelope.answered.result(5))
    wire.close(old)
    assert slack.slash("/proeve") == 200
    assert len(wire.connections) == 2


def test_a_connection_that_slack_forgets_to_end_is_ended(slack: FakeSlack, wire: Sockets) -> None:
    wire.refresh(wire.connections[0], "warning")
    slack.wait(lambda: wire.opened == 3)
    slack.wait(lambda: len(wire.connections) == 2)


def test_nothing_is_lost_or_worked_twice_while_connections_are_refreshed_all_the_time(
    slack: FakeSlack, wire: Sockets
) -> None:
    people = [f"P{n}" for n in range(20)]
    for someone in people:
        slack.add_user(someone, None)

    def ask(someone: str) -> int:
        return slack.slash("/proeve hvem", someone)

    def renew(old: Connection) -> None:
        opened = wire.opened
        wire.refresh(old)
        slack.wait(lambda: wire.opened > opened)
        slack.wait(lambda: all(one.acks for one in wire.envelopes if old in one.over))
        wire.close(old)

    with ThreadPoolExecutor(4) as pool:
        statuses = pool.map(ask, people)
        for _ in range(4):
            renew(wire.live()[0])
        assert list(statuses) == [200] * 20
    assert sorted(str(message.to) for message in slack.messages) == sorted(people)
    assert len(wire.connections) == 2


def test_too_many_connections_are_told_once_and_one_is_enough(
    workspace: FakeSlack, wire: Sockets, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    wire.most = 1
    with serving(workspace, desk, mode="socket", silence=2.0) as slack:
        slack.wait(lambda: slack.calls.count("apps.connections.open") >= 4)
        assert slack.slash("/proeve") == 200
        assert told(caplog) == ["too_many_websockets"]
        wire.most = 10
        slack.wait(lambda: len(wire.connections) == 2)


def test_errors_of_slack_are_told_once_and_tried_again(
    workspace: FakeSlack, wire: Sockets, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    errors = [failing("internal_error"), failing("internal_error"), PlainTextResponse("Bad gateway", 502)]
    workspace.failures["apps.connections.open"] += errors
    with serving(workspace, desk, mode="socket", silence=2.0) as slack:
        slack.wait(lambda: len(wire.connections) == 2)
        assert slack.slash("/proeve") == 200
    assert told(caplog)[0] == "internal_error"
    assert len(told(caplog)) == 2


def test_slack_is_not_asked_again_before_it_says(workspace: FakeSlack, wire: Sockets, desk: Desk) -> None:
    workspace.failures["apps.connections.open"].append(rate_limited(1))
    with serving(workspace, desk, mode="socket", silence=0.3) as slack:
        begun = time.monotonic()
        slack.wait(lambda: wire.connections)
        assert time.monotonic() - begun > 0.9


def test_a_proxy_that_says_to_wait_in_words_ends_no_connecting(
    workspace: FakeSlack, wire: Sockets, desk: Desk
) -> None:
    said = JSONResponse({"ok": False, "error": "ratelimited"}, 429, {"retry-after": "Sat, 28 Nov 2026 15:00:00 GMT"})
    workspace.failures["apps.connections.open"].append(said)
    with serving(workspace, desk, mode="socket", silence=2.0):
        workspace.wait(lambda: len(wire.live()) == 2)


@pytest.mark.parametrize(("app_token", "status"), [(APP_TOKEN, 200), ("xapp-wrong", 503)])
def test_health_tells_whether_slack_can_reach_us_and_the_log_tells_why_not_once(
    workspace: FakeSlack,
    wire: Sockets,
    desk: Desk,
    caplog: pytest.LogCaptureFixture,
    app_token: str,
    status: int,
) -> None:
    with served(asgi(replace(desk, clock=Clock(), settings=settings(workspace, app_token)))) as address:
        enough = 2 if status == 200 else 1
        workspace.wait(lambda: "auth.test" in workspace.calls)
        workspace.wait(lambda: workspace.calls.count("apps.connections.open") >= enough)
        workspace.wait(lambda: httpx.get(f"{address}/healthz").status_code == status)
        assert httpx.get(f"{address}/healthz").json()["chats"] == {"slack": status == 200}
    assert told(caplog) == ([] if status == 200 else ["invalid_auth"])
    assert "xapp-wrong" not in caplog.text
    workspace.refused.clear()


# Envelopes


def test_a_connection_that_drops_while_a_command_works_costs_no_answer(slack: FakeSlack, wire: Sockets) -> None:
    envelope = wire.send(asked(slack, "langsom"))
    wire.drop(envelope.over[0])
    slack.wait(lambda: wire.opened == 3)
    proeve.DONE.set()
    slack.wait(slack.seen)
    assert "Langsomt svar" in slack.seen()[0].shown()
    assert slack.calls.count("response_url") == 1
    assert envelope.acks == []


@pytest.mark.parametrize(("text", "shown"), [("langsom", "Tak for klub-n"), ("langsom og kort", "Skriv lidt mere.")])
def test_a_connection_that_drops_while_a_form_is_worked_on_costs_no_answer(
    slack: FakeSlack, wire: Sockets, text: str, shown: str
) -> None:
    slack.slash("/proeve formular")
    modal = slack.modal()
    slack.patience = 1
    sending = Thread(target=slack.submit, args=(modal,), kwargs={"text": text, "kind": "x"})
    sending.start()
    slack.wait(lambda: len(wire.envelopes) == 2 and wire.envelopes[1].over)
    wire.drop(wire.envelopes[1].over[0])
    sending.join()
    assert "trouble connecting" in modal.errors[""]
    proeve.DONE.set()
    slack.wait(lambda: shown in modal.shown())


def test_an_envelope_that_comes_twice_at_once_is_worked_once_and_acknowledged_on_both(
    slack: FakeSlack, wire: Sockets
) -> None:
    wire.copies = 2
    assert slack.slash("/proeve del") == 200
    slack.wait(lambda: len(wire.envelopes[0].acks) == 2)
    assert len(slack.seen(user="U2")) == 1


def test_an_envelope_that_comes_again_after_its_answer_is_only_acknowledged(slack: FakeSlack, wire: Sockets) -> None:
    envelope = wire.send(asked(slack, "kort"))
    first = envelope.answered.result(5)
    assert "payload" in first
    wire.repeat(envelope, wire.live()[0])
    slack.wait(lambda: len(envelope.acks) == 2)
    assert envelope.acks[1] == {"envelope_id": first["envelope_id"]}


def test_an_envelope_that_comes_again_over_another_connection_is_answered_there(
    slack: FakeSlack, wire: Sockets
) -> None:
    envelope = wire.send(asked(slack, "langsom"))
    (other,) = [one for one in wire.live() if one is not envelope.over[0]]
    wire.drop(envelope.over[0])
    wire.repeat(envelope, other)
    time.sleep(0.2)
    proeve.DONE.set()
    assert "Langsomt svar" in str(envelope.answered.result(5))
    assert slack.seen() == [], "and not by response_url too"


def test_a_delayed_envelope_is_answered(slack: FakeSlack, wire: Sockets) -> None:
    wire.lag = 0.5
    assert slack.slash("/proeve") == 200


def test_a_slow_command_says_so_and_answers_later_once(workspace: FakeSlack, wire: Sockets, desk: Desk) -> None:
    with serving(workspace, desk, patience=0.2, mode="socket") as slack:
        slack.slash("/proeve langsom")
        assert [message.text for message in slack.seen()] == [WAIT]
        proeve.DONE.set()
        slack.wait(lambda: len(slack.seen()) > 1)
        assert "Langsomt svar" in slack.seen()[-1].shown()


def test_what_slack_would_never_send_breaks_nothing(slack: FakeSlack, wire: Sockets) -> None:
    for text in ("{", "7", "[]", "{}", '{"type": "x", "envelope_id": "E", "payload": null}', '{"payload": {}}'):
        for connection in wire.connections:
            wire.say(connection, text)
    for _ in range(2):
        assert slack.slash("/proeve") == 200
    assert wire.opened == 2


def test_no_words_tokens_or_tickets_are_logged(
    slack: FakeSlack, wire: Sockets, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    slack.slash("/proeve hemmelige ord")
    wire.say(wire.connections[0], '{"hemmelige')
    wire.drop(wire.send(asked(slack, "langsom hemmelige")).over[0])
    slack.wait(lambda: wire.opened == 3)
    wire.refresh(wire.live()[0])
    slack.wait(lambda: wire.opened == 4)
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    logged = "".join(record.getMessage() + str(record.__dict__) for record in ours)
    for secret in ("hemmelige", "ticket", APP_TOKEN, TOKEN):
        assert secret not in logged


# The end


def test_a_stopping_server_answers_what_it_took_and_takes_nothing_more(
    workspace: FakeSlack, wire: Sockets, desk: Desk
) -> None:
    command = load(proeve)
    desk = replace(desk, settings=settings(workspace), commands={command.name: command})
    with ThreadPoolExecutor(2) as pool:
        taken, late = asyncio.run(_stop(SlackChat(desk, pool), wire, workspace))
    assert "Langsomt svar" in str(taken.acks)
    assert [envelope.acks for envelope in late] == [[], []]
    workspace.wait(lambda: not wire.connections)


async def _stop(chat: SlackChat, wire: Sockets, workspace: FakeSlack) -> tuple[Any, Any]:
    await chat.start()
    await asyncio.to_thread(workspace.wait, lambda: len(wire.live()) == 2)
    proeve.BEGUN.clear()
    taken = await asyncio.to_thread(wire.send, asked(workspace, "langsom"))
    assert await asyncio.to_thread(proeve.BEGUN.wait, 10)
    stopping = asyncio.create_task(chat.stop())
    await asyncio.sleep(0)
    late = [await asyncio.to_thread(wire.send, asked(workspace, "kort"), one) for one in wire.live()]
    await asyncio.sleep(0.2)
    proeve.DONE.set()
    await stopping
    return taken, late


def test_the_client_is_not_even_imported_in_other_modes() -> None:
    code = "import sys, bot.app; sys.exit('bot.platforms.slack.socket' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=HOUSE, check=False).returncode == 0

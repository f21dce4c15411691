"""Deliveries over Slack, on a real wire: one message each with its key, whatever breaks on the way."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, TypeVar

import aiohttp
import pytest
from pydantic import SecretStr

from bot.cards import Card, Message
from bot.chat import Desk
from bot.deliveries import NotNow, Outcome, Permanent, Retry, Sent, Unknown
from bot.deliveries.sender import UNREACHABLE
from bot.domain.delivering import Delivery
from bot.platforms.slack import delivering, send
from bot.platforms.slack.delivering import AWAY, LATER, SILENT, SlackChannel
from bot.settings import DeliveriesSettings, Settings, Slack
from bot.store import AccountRecord
from bot.store.deliveries import Record
from tests.conftest import NOW, person
from tests.deliveries.test_sender import Recorder, at, run, settled
from tests.fake_slack import TOKEN, FakeSlack, failing
from tests.fake_slack import faults as broken

T = TypeVar("T")
ADDRESS = "T1/U1"
HELLO = Message(Card("Husk mødet", ("I morgen kl. 10",)))


def record(key: str = "7d") -> Record:
    return Record(1, Delivery("meeting_reminder", "meeting:17", 0, key, "anna", NOW), "waiting", NOW)


@pytest.fixture
def desk(desk: Desk, workspace: FakeSlack) -> Desk:
    settings = Settings(
        slack=Slack(mode="http", api_url=f"{workspace.address}/api/"),
        slack_bot_token=SecretStr(TOKEN),
        deliveries=DeliveriesSettings(grace=1),
    )
    return replace(desk, settings=settings)


def over(desk: Desk, work: Callable[[SlackChannel], Coroutine[Any, Any, T]]) -> T:
    """What `work` gives on a channel to the workspace."""

    async def connected() -> T:
        slack = send.client(TOKEN, desk.settings.slack.api_url, retries=False)

        async def team() -> str:
            return str((await slack.auth_test())["team_id"])

        async with aiohttp.ClientSession() as slack.session:
            return await work(SlackChannel(slack, team, desk))

    return asyncio.run(connected())


def sending(desk: Desk, address: str = ADDRESS) -> Outcome:
    return over(desk, lambda channel: channel.send(record(), address, HELLO))


def test_a_delivery_is_an_ordinary_message_in_the_persons_own_conversation(workspace: FakeSlack, desk: Desk) -> None:
    assert sending(desk) == Sent()
    (message,) = workspace.messages
    assert (message.channel, message.to, "I morgen kl. 10" in message.shown()) == ("D1", None, True)
    assert message.metadata == {
        "event_type": "vejviser_delivery",
        "event_payload": {"key": "meeting_reminder/meeting:17/0/7d/anna"},
    }
    assert workspace.calls == ["conversations.open", "chat.postMessage"]


def test_what_has_arrived_is_found_and_nothing_else(workspace: FakeSlack, desk: Desk) -> None:
    sending(desk)
    for _ in range(450):  # two pages further down
        workspace.messages.append(replace(workspace.messages[0], metadata=None))
    assert over(desk, lambda channel: channel.look_up(record(), ADDRESS))
    assert not over(desk, lambda channel: channel.look_up(record("1d"), ADDRESS))


@pytest.mark.parametrize("delivered", [True, False])
@pytest.mark.parametrize("how", ["broken", "reset", "silent"])
def test_when_nobody_knows_whether_it_arrived_the_history_tells(
    workspace: FakeSlack, desk: Desk, how: str, delivered: bool
) -> None:
    fault = {
        "broken": broken.broken(delivered=delivered),
        "reset": broken.reset(delivered=delivered),
        "silent": broken.silent(1.0, delivered=delivered),
    }[how]
    workspace.fault = lambda method: fault if method == "chat.postMessage" else None
    assert sending(desk) == Unknown(SILENT)
    assert over(desk, lambda channel: channel.look_up(record(), ADDRESS)) is delivered
    assert workspace.calls.count("chat.postMessage") == delivered, "the SDK must not try again by itself"


def test_slack_asks_to_wait_and_only_that_conversation_waits(workspace: FakeSlack, desk: Desk) -> None:
    workspace.fault = lambda method: broken.busy(30) if method == "chat.postMessage" else None

    async def work(channel: SlackChannel) -> tuple[Outcome, float, float]:
        outcome = await channel.send(record(), ADDRESS, HELLO)
        return outcome, channel.turn(ADDRESS), channel.turn("T1/U2")

    outcome, mine, others = over(desk, work)
    assert outcome == Retry(LATER, 30.0, trouble=False)
    assert mine > 29 and others == 0


def test_slack_asks_to_wait_with_looking_up(workspace: FakeSlack, desk: Desk) -> None:
    workspace.fault = lambda method: broken.busy(30) if method == "conversations.history" else None

    async def work(channel: SlackChannel) -> list[float]:
        waits = []
        for _ in range(2):
            with pytest.raises(NotNow) as told:
                await channel.look_up(record(), ADDRESS)
            waits.append(told.value.after)
        return waits

    first, second = over(desk, work)
    assert first == 30 and 29 < second < 30
    assert workspace.calls == ["conversations.open"], "it is not asked again before"


@pytest.mark.parametrize("code", ["account_inactive", "channel_not_found", "something_new"])
def test_what_slack_will_never_take_is_permanent(workspace: FakeSlack, desk: Desk, code: str) -> None:
    workspace.failures["chat.postMessage"] = [failing(code)]
    outcome = sending(desk)
    assert isinstance(outcome, Permanent)
    assert outcome.reason == delivering._GONE.get(code, "Slack afviste beskeden (something_new)")


def test_what_somebody_else_answers_for_slack_is_no_word_of_slacks(workspace: FakeSlack, desk: Desk) -> None:
    for other in range(len(broken.not_slack())):
        workspace.failures["conversations.open"] = [broken.not_slack()[other]]
        assert sending(desk) == Retry(AWAY)
        workspace.failures["chat.postMessage"] = [broken.not_slack()[other]]
        assert sending(desk) == Unknown(SILENT)


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
@pytest.mark.parametrize("code", ["user_disabled", "user_not_found"])
def test_what_a_closed_account_cannot_take_goes_by_mail_and_so_does_what_comes_after(
    workspace: FakeSlack, desk: Desk, method: str, code: str
) -> None:
    desk.store.accounts.put(AccountRecord("slack", ADDRESS, person(desk).id, "member", NOW))
    workspace.failures[method] = [failing(code)]
    mail = Recorder("mail")
    for step in ("7d", "1d"):
        deliver(desk, step, mail)
    assert len(mail.sent) == 2
    assert {one.state for one in desk.store.deliveries.of("meeting:17")} == {"sent"}
    assert workspace.calls.count("conversations.open") == 1
    assert set(workspace.refused) == {"users.lookupByEmail: users_not_found"}
    workspace.refused.clear()


def test_without_mail_what_a_closed_account_cannot_take_is_shown(workspace: FakeSlack, desk: Desk) -> None:
    desk.store.accounts.put(AccountRecord("slack", ADDRESS, person(desk).id, "member", NOW))
    workspace.failures["conversations.open"] = [failing("user_disabled")]
    deliver(desk, "7d")
    assert [(one.state, one.reason) for one in desk.store.deliveries.of("meeting:17")] == [("failed", UNREACHABLE)]
    assert workspace.refused.pop() == "users.lookupByEmail: users_not_found"


def deliver(desk: Desk, step: str, *others: Recorder) -> None:
    """Send a step to somebody, over Slack and what else there is."""
    slack = send.client(TOKEN, desk.settings.slack.api_url, retries=False)
    desk = at(desk, NOW)
    desk.store.deliveries.add([Delivery("meeting_reminder", "meeting:17", 0, step, person(desk).id, NOW)])

    async def team() -> str:
        return "T1"

    run(desk, SlackChannel(slack, team, desk), *others, until=settled(desk))


def test_out_of_reach_it_certainly_did_not_arrive(workspace: FakeSlack, desk: Desk) -> None:
    elsewhere = desk.settings.slack.model_copy(update={"api_url": "http://127.0.0.1:9/api/"})
    desk = replace(desk, settings=desk.settings.model_copy(update={"slack": elsewhere}))
    assert sending(desk) == Retry(AWAY)


def test_turns_are_a_second_apart_for_one_and_as_slack_allows_for_all(desk: Desk, workspace: FakeSlack) -> None:
    async def work(channel: SlackChannel) -> list[float]:
        return [round(channel.turn(who), 1) for who in ("T1/U1", "T1/U1", "T1/U2", "T1/U3")]

    assert over(desk, work) == [0.0, 1.0, 0.4, 0.6]


def test_a_person_is_reached_on_the_account_that_has_written_or_has_the_address(
    workspace: FakeSlack, desk: Desk
) -> None:
    someone = person(desk)
    assert someone.email
    assert over(desk, lambda channel: channel.reaches(someone)) is None
    assert workspace.refused.pop() == "users.lookupByEmail: users_not_found"
    workspace.add_user("U7", someone.email)
    assert over(desk, lambda channel: channel.reaches(someone)) == "T1/U7"
    workspace.calls.clear()
    assert over(desk, lambda channel: channel.reaches(someone)) == "T1/U7"
    assert workspace.calls == [], "it is known from then on"


def test_a_closed_account_or_an_unwelcome_guest_is_not_reached(workspace: FakeSlack, desk: Desk) -> None:
    someone = person(desk)
    desk.store.accounts.put(AccountRecord("slack", "T1/U8", someone.id, "deactivated", NOW))
    workspace.add_user("U9", someone.email, is_restricted=True)
    assert over(desk, lambda channel: channel.reaches(someone)) is None

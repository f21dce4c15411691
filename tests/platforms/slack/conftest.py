"""Vejviser served to a Slack of our own, both over real HTTP."""

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import replace
from typing import Literal

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.chat import Desk, load
from bot.platforms.slack import SlackChat
from bot.settings import Settings, Slack
from tests.fake_slack import APP_TOKEN, SECRET, TOKEN, FakeSlack, fake_slack
from tests.fake_slack.sockets import sockets
from tests.platforms.slack import proeve
from tests.serving import served


@pytest.fixture
def workspace() -> Iterator[FakeSlack]:
    """A Slack without an app yet; at the end nothing may have been refused that the test did not look at."""
    with fake_slack() as slack:
        yield slack
        assert slack.refused == []


@contextmanager
def serving(
    workspace: FakeSlack,
    desk: Desk,
    patience: float = 2.0,
    guest_domains: tuple[str, ...] = (),
    mode: Literal["http", "socket"] = "http",
    silence: float = 30.0,
) -> Iterator[FakeSlack]:
    """The workspace with Vejviser in it, until the server has stopped."""
    settings = Settings(
        slack=Slack(mode=mode, api_url=f"{workspace.address}/api/", guest_domains=guest_domains),
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_app_token=SecretStr(APP_TOKEN),
    )
    command = load(proeve)
    desk = replace(desk, settings=settings, commands={**desk.commands, command.name: command})
    desk.acute.compile()  # as the server does when it starts
    desk.index.current()
    with ThreadPoolExecutor(4) as pool, served(_app(SlackChat(desk, pool, patience, silence))) as address:
        workspace.endpoint = f"{address}/slack/events"
        yield workspace


@pytest.fixture
def slack(workspace: FakeSlack, desk: Desk) -> Iterator[FakeSlack]:
    """The workspace with Vejviser in it."""
    with serving(workspace, desk) as with_app:
        yield with_app


@pytest.fixture(params=["http", "socket"])
def either(request: pytest.FixtureRequest, workspace: FakeSlack, desk: Desk) -> Iterator[FakeSlack]:
    """The workspace with Vejviser in it, in one mode and then in the other."""
    wire = sockets(workspace) if request.param == "socket" else nullcontext()
    with wire, serving(workspace, desk, mode=request.param) as with_app:
        yield with_app


@pytest.fixture
def hasty(workspace: FakeSlack, desk: Desk) -> Iterator[FakeSlack]:
    """The workspace with a Vejviser that says "Et øjeblik …" soon; `proeve.DONE` lets its slow commands go on."""
    proeve.DONE.clear()
    with serving(workspace, desk, patience=0.2) as with_app:
        yield with_app
        proeve.DONE.set()


def _app(chat: SlackChat) -> Starlette:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await chat.start()
        yield
        await chat.stop()

    return Starlette(routes=chat.routes(), lifespan=lifespan)

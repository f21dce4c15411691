"""A Slack of our own, over real HTTP and as strict as the real one: it presses, types and refuses.

A test plays a person (`slash`, `press`, `submit`, `write`) and then looks at what that person sees (`messages`,
`modals`). What real Slack would only show to a developer is in `refused`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.fake_slack.person import FakeSlack, signature
from tests.fake_slack.workspace import (
    APP_TOKEN,
    BOT,
    SECRET,
    TEAM,
    TOKEN,
    File,
    Message,
    Modal,
    expired_url,
    failing,
    rate_limited,
)  # fmt: skip
from tests.serving import served

__all__ = [
    "APP_TOKEN", "BOT", "SECRET", "TEAM", "TOKEN", "FakeSlack", "File", "Message", "Modal", "expired_url", "failing",
    "fake_slack", "rate_limited", "signature",
]  # fmt: skip


@contextmanager
def fake_slack() -> Iterator[FakeSlack]:
    """A workspace, served on loopback."""
    slack = FakeSlack()
    with served(slack.app()) as slack.address:
        yield slack
    slack._http.close()

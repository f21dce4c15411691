"""Files that go with an answer come in the asker's own conversation with the app, however it was asked for."""

from collections.abc import Callable

import pytest
from starlette.responses import PlainTextResponse

from bot.chat import Desk
from tests.fake_slack import FakeSlack, Message, failing, rate_limited
from tests.fake_slack.faults import Fault, late, reset
from tests.platforms.slack import proeve
from tests.platforms.slack.conftest import serving

CALENDAR, PICTURE = proeve.FILES
HERE = "i din samtale med Vejviser"
HIDDEN = "Filen kom ikke frem"


def came(slack: FakeSlack, channel: str = "D1", user: str = "U1") -> Message:
    """The message with files, once it is there."""
    slack.wait(lambda: any(message.files for message in slack.seen(user, channel)))
    return next(message for message in slack.seen(user, channel) if message.files)


def test_the_files_of_a_command_come_where_only_the_asker_sees_them(either: FakeSlack) -> None:
    assert either.slash("/proeve filer") == 200
    (answer,) = either.seen()
    assert answer.to == "U1" and f"Filerne kommer {HERE}" in answer.shown() and "Fra i går." in answer.shown()
    one, other = came(either).files
    assert (one.name, one.content, one.alt) == (CALENDAR.name, CALENDAR.content, "")
    assert (other.name, other.content, other.alt) == (PICTURE.name, PICTURE.content, "En kurve, der stiger")
    assert [message for message in either.messages if message.files] == [came(either)], "together, and once"
    assert either.seen(user="U2") == []


def by_button(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    slack.press(slack.seen()[-1], "Fil")
    assert f"Filen kommer {HERE}" in slack.seen()[-1].shown()


def by_form(slack: FakeSlack) -> None:
    slack.slash("/proeve formular")
    slack.submit(slack.modal(), text="en fil")
    assert f"Filen kommer {HERE}" in slack.modal().shown()


def by_button_in_a_modal(slack: FakeSlack) -> None:
    slack.slash("/proeve formular")
    slack.submit(slack.modal(), text="fint")
    slack.press(slack.modal(), "Fil")
    assert f"Filen kommer {HERE}" in slack.modal().shown()


WAYS = pytest.mark.parametrize("way", [by_button, by_form, by_button_in_a_modal])


@WAYS
def test_so_do_those_of_buttons_and_forms(either: FakeSlack, way: Callable[[FakeSlack], None]) -> None:
    way(either)
    (file,) = came(either).files
    assert file.content == CALENDAR.content


@pytest.mark.parametrize(("channel", "text"), [("D1", "proeve filer"), ("C1", "<@UBOT> proeve filer")])
def test_so_do_those_of_a_message_or_a_mention(slack: FakeSlack, channel: str, text: str) -> None:
    slack.write(text, channel=channel)
    assert len(came(slack).files) == 2
    assert any(HERE in message.shown() for message in slack.seen(channel=channel))


def test_somebody_who_never_wrote_to_the_app_gets_them_too(slack: FakeSlack) -> None:
    slack.add_user("U5", None)
    slack.slash("/proeve filer", user="U5")
    assert len(came(slack, "D-U5", "U5").files) == 2


def test_the_files_of_a_slow_command_follow_it(hasty: FakeSlack) -> None:
    hasty.slash("/proeve langsom filer")
    assert [message.text for message in hasty.seen()] == ["Et øjeblik …"]
    proeve.DONE.set()
    assert len(came(hasty).files) == 2
    hasty.wait(lambda: len(hasty.seen()) > 1)


def test_slack_is_answered_before_anything_is_uploaded(slack: FakeSlack) -> None:
    slack.fault = lambda method: late(1.0) if method.startswith("files.") else None
    slack.patience = 0.5
    assert slack.slash("/proeve filer") == 200
    assert len(came(slack).files) == 2


def test_files_on_their_way_arrive_before_the_server_stops(workspace: FakeSlack, desk: Desk) -> None:
    with serving(workspace, desk) as slack:
        slack.slash("/proeve filer")
    assert len(came(workspace).files) == 2


def test_what_slack_asks_to_wait_with_comes_later(slack: FakeSlack) -> None:
    slack.failures["files.completeUploadExternal"].append(rate_limited(1))
    slack.slash("/proeve filer")
    assert len(came(slack).files) == 2


@pytest.mark.parametrize(
    ("method", "code", "remedy"),
    [
        ("files.getUploadURLExternal", "file_uploads_disabled", "Jeres Slack tager ikke imod filer."),
        ("files.getUploadURLExternal", "file_upload_size_restricted", "Filen er større, end jeres Slack tillader."),
        ("files.completeUploadExternal", "internal_error", "Prøv igen om lidt."),
        ("conversations.open", "missing_scope", "mangler en rettighed"),
    ],
)
def test_what_slack_refuses_is_told_with_what_to_do(slack: FakeSlack, method: str, code: str, remedy: str) -> None:
    slack.failures[method].append(failing(code))
    slack.slash("/proeve filer")
    slack.wait(lambda: HIDDEN in slack.seen()[-1].shown())
    assert remedy in slack.seen()[-1].shown() and slack.seen()[-1].to == "U1"


def test_bytes_that_slack_does_not_take_are_told_too(slack: FakeSlack) -> None:
    slack.failures["upload"].append(PlainTextResponse("too busy", 503))
    slack.slash("/proeve filer")
    slack.wait(lambda: HIDDEN in slack.seen()[-1].shown())
    assert "files.completeUploadExternal" not in slack.calls


@WAYS
def test_a_missing_scope_is_told_where_the_asker_looks(
    slack: FakeSlack, way: Callable[[FakeSlack], None], caplog: pytest.LogCaptureFixture
) -> None:
    slack.scopes -= {"files:write"}
    way(slack)
    slack.wait(lambda: any(HIDDEN in m.shown() for m in (*slack.seen(), *slack.seen(channel="D1"))))
    assert slack.refused.pop() == "files.getUploadURLExternal: missing_scope"
    assert slack.refused == []
    assert CALENDAR.name not in caplog.text


def test_a_direct_message_is_told_in_its_own_place(slack: FakeSlack) -> None:
    slack.scopes -= {"files:write"}
    slack.write("proeve filer")
    slack.wait(lambda: HIDDEN in slack.seen(channel="D1")[-1].shown())
    slack.refused.clear()


def test_when_nobody_knows_whether_they_came_the_asker_is_told_to_look(workspace: FakeSlack, desk: Desk) -> None:
    def lost(method: str) -> Fault | None:
        return cut if method == "files.completeUploadExternal" else None

    cut = reset(delivered=True)
    with serving(workspace, desk) as slack:
        slack.fault = lost
        slack.slash("/proeve filer")
        slack.wait(lambda: "Jeg kan ikke se, om filen kom frem" in slack.seen()[-1].shown())
    assert workspace.calls.count("files.completeUploadExternal") == 1, "it may have come: not again"

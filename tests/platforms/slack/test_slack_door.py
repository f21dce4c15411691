"""What gets in at /slack/events, and what does not."""

import json
from urllib.parse import quote, urlencode

import pytest

from bot.clock import Clock
from tests.fake_slack import FakeSlack, signature

COMMAND = "/proeve kort"


def test_a_signed_request_is_answered(slack: FakeSlack) -> None:
    assert slack.slash(COMMAND) == 200


def test_a_wrong_signature_is_refused(slack: FakeSlack) -> None:
    assert slack.slash(COMMAND, secret="another secret") == 401
    assert set(slack.calls) <= {"auth.test"}, "nothing was done; the start may still be asking who we are"


@pytest.mark.parametrize("age", [301, -301, 86_400])
def test_a_signed_request_more_than_five_minutes_off_is_refused(slack: FakeSlack, age: float) -> None:
    assert slack.slash(COMMAND, age=age) == 401


@pytest.mark.parametrize("age", [290, -290])
def test_a_signed_request_less_than_five_minutes_off_is_answered(slack: FakeSlack, age: float) -> None:
    assert slack.slash(COMMAND, age=age) == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=æ"},
        {"x-slack-request-timestamp": ""},
        {"x-slack-request-timestamp": "nu"},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "9" * 400},
    ],
)
def test_headers_that_are_none_of_slacks_are_refused(slack: FakeSlack, headers: dict[str, str]) -> None:
    assert slack.slash(COMMAND, headers=headers) == 401


def test_the_same_request_again_is_worked_once(slack: FakeSlack) -> None:
    slack.slash("/proeve")
    url, _ = slack._response_url("C1", "U1")
    body = urlencode(
        {
            "command": "/proeve", "text": "del", "team_id": "T1", "user_id": "U1", "channel_id": "C1",
            "response_url": url, "trigger_id": "1.2.3",
        }
    )  # fmt: skip
    stamp = str(int(Clock().now().timestamp()))
    headers = {"x-slack-request-timestamp": stamp, "x-slack-signature": signature(body, stamp)}
    answers = [slack.post(body, headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers if answer] == [200, 200, 200]
    assert len(slack.seen(user="U2")) == 1


@pytest.mark.parametrize(("size", "status"), [(900_000, 200), (1_100_000, 413)])
def test_a_body_that_is_too_large_is_not_read(slack: FakeSlack, size: int, status: int) -> None:
    assert slack.slash(COMMAND + " " + "x" * size) == status


def test_a_body_that_hides_its_size_is_cut_off(slack: FakeSlack) -> None:
    def chunks() -> object:
        for _ in range(30):
            yield b"x" * 100_000

    response = slack._http.post(slack.endpoint, content=chunks())  # type: ignore[arg-type]
    assert response.status_code == 413


def test_another_content_type_is_refused(slack: FakeSlack) -> None:
    assert slack.slash(COMMAND, headers={"content-type": "text/plain"}) == 415


@pytest.mark.parametrize("body", ["{", "payload=%7B"])
def test_signed_nonsense_breaks_nothing(slack: FakeSlack, body: str) -> None:
    response = slack.post(body)
    assert response is not None
    assert response.status_code in (200, 400, 404)
    assert slack.slash(COMMAND) == 200


def test_a_body_that_is_not_utf_8_is_refused(slack: FakeSlack) -> None:
    assert slack._http.post(slack.endpoint, content=b"text=\xe6").status_code == 400


def test_slack_may_try_the_certificate_unsigned(slack: FakeSlack) -> None:
    for body in ("ssl_check=1", "ssl_check=1&token=x"):
        assert slack._http.post(slack.endpoint, content=body).status_code == 200
    assert slack._http.post(slack.endpoint, content="text=ssl_check=1").status_code == 401


def test_slack_verifies_the_address_with_a_challenge(slack: FakeSlack) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "x1"})
    response = slack.post(body, headers={"content-type": "application/json"})
    assert response is not None
    assert response.json() == {"challenge": "x1"}


def test_the_body_of_a_refused_request_is_not_logged(slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    slack.slash("/proeve hemmelige ord", secret="another secret")
    slack.slash("/proeve hemmelige ord")
    slack.post("payload=" + quote(json.dumps({"type": "shortcut", "text": "hemmelige ord"})))
    assert not any("hemmelige" in record.getMessage() + str(record.__dict__) for record in caplog.records)


def test_the_signature_is_slacks_documented_one() -> None:
    """This tests the fake: the example of Slack's documentation."""
    body = (
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert signature(body, "1531420618", "8f742231b10e8888abcd99yyyzzz85a5") == expected
    assert Clock().now().timestamp() > 1531420618

"""The metrics, read over real HTTP: what is counted, who may read it, and that no word or person is in it."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from pydantic import SecretStr

from bot.app import asgi
from bot.chat import Account, Answer, Ask, Desk, dispatch, dispatch_words
from bot.clock import Clock
from bot.metrics import CONTENT_TYPE, Metrics
from bot.settings import Settings
from tests.conftest import NOW, person, press, say
from tests.serving import served

LINE = re.compile(r'# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[\w.+]+"\})? \d+(\.\d+)?')


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The desk with a clock that goes, which the scheduler of a server needs."""
    return replace(desk, clock=Clock.demo(NOW, speed=1.0))


def numbers(text: str) -> dict[str, float]:
    """The samples that are not zero."""
    samples = [line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, number in samples if float(number)}


def answers(desk: Desk) -> dict[str, float]:
    found = numbers(desk.metrics.text())
    return {match[1]: n for name, n in found.items() if (match := re.match(r".*answers.*outcome=\"(.*)\"", name))}


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("/tilbud nørrebro", "answered"),
        ("/tilbud dykning", "none"),
        ("/tilbud ridning i husum", "maybe"),
        ("en dreng i Tingbjerg bliver slået derhjemme", "acute"),
        ("/tilbud 010190-1234", "refused"),
        ("/tilbud", "other"),
        ("/vejviser", "other"),
    ],
)
def test_an_answer_is_counted_by_how_it_came_out(desk: Desk, words: str, outcome: str) -> None:
    say(desk, words)
    assert answers(desk) == {outcome: 1}


def test_an_unknown_command_a_stranger_and_a_forged_button_are_refusals(desk: Desk) -> None:
    dispatch_words(Ask(person(desk), "/findesikke"), desk)
    dispatch(Ask(None, "nørrebro", account=Account("slack", "T/U")), desk, "tilbud")
    press(desk, "tilbud.findesikke")
    assert answers(desk) == {"refused": 3}


def test_a_failure_is_counted_and_every_error_in_the_log_once(desk: Desk) -> None:
    def broken(ask: Ask, desk: Desk) -> Answer:
        raise RuntimeError

    tilbud = desk.commands["tilbud"]
    run = replace(tilbud.actions["run"], call=broken)
    desk = replace(desk, commands={"tilbud": replace(tilbud, actions={"run": run})})
    with served(asgi(desk)) as url:
        say(desk, "/tilbud nørrebro")
        found = numbers(httpx.get(f"{url}/metrics").text)
    assert found['vejviser_answers_total{outcome="failed"}'] == 1
    assert found['vejviser_errors_total{kind="error"}'] == 1


def test_the_answer_time_is_a_histogram_that_adds_up() -> None:
    metrics = Metrics()
    for seconds in (0.001, 0.005, 0.3, 60.0):
        metrics.answered("answered", seconds)
    text = metrics.text()
    buckets = [int(n) for n in re.findall(r"_bucket\{.*\} (\d+)", text)]
    assert buckets == [2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4]
    assert 'vejviser_answer_seconds_bucket{le="+Inf"} 4' in text
    assert "vejviser_answer_seconds_sum 60.306000" in text and "vejviser_answer_seconds_count 4" in text


def test_what_a_chat_sends_and_sends_again_is_counted() -> None:
    metrics = Metrics()
    metrics.received("slack")
    metrics.received("slack")
    metrics.repeated("slack")
    found = numbers(metrics.text())
    assert found == {'vejviser_events_total{chat="slack"}': 2, 'vejviser_retries_total{chat="slack"}': 1}


def test_nothing_is_lost_when_many_count_at_once() -> None:
    metrics = Metrics()

    def many() -> None:
        for _ in range(2000):
            metrics.answered("answered", 0.01)

    with ThreadPoolExecutor(8) as pool:
        for _ in range(8):
            pool.submit(many)
    assert numbers(metrics.text())['vejviser_answers_total{outcome="answered"}'] == 16_000


def test_they_are_prometheus_text_without_words_or_persons(desk: Desk) -> None:
    with served(asgi(desk)) as url:
        say(desk, "/tilbud hemmeligt ord i nørrebro")
        answer = httpx.get(f"{url}/metrics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, CONTENT_TYPE)
    assert answer.headers["cache-control"] == "no-store"
    lines = answer.text.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert len(lines) < 60  # however much is asked: no label has values that people make
    assert not re.search(r"hemmeligt|nørrebro|nrrebro|vejleder", answer.text, re.I)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"])
def test_without_a_token_nobody_reads_them_through_a_proxy(desk: Desk, header: str) -> None:
    with served(asgi(desk)) as url:
        answer = httpx.get(f"{url}/metrics", headers={header: "203.0.113.9"})
    assert answer.status_code == 403
    assert "vejviser_answers" not in answer.text


@pytest.mark.parametrize(
    ("header", "status"),
    [("Bearer en-lang-hemmelighed", 200), ("Bearer forkert", 401), ("en-lang-hemmelighed", 401), (None, 401)],
)
def test_with_a_token_it_is_asked_for_on_this_machine_too(desk: Desk, header: str | None, status: int) -> None:
    desk = replace(desk, settings=Settings(vejviser_metrics_token=SecretStr("en-lang-hemmelighed")))
    with served(asgi(desk)) as url:
        answer = httpx.get(f"{url}/metrics", headers={"Authorization": header} if header else {})
        proxied = httpx.get(f"{url}/metrics", headers={"Authorization": header or "", "Via": "1.1 proxy"})
    assert answer.status_code == proxied.status_code == status

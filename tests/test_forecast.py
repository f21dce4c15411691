"""`vejviser forecast`: what would go out, from today's data, and nothing is sent; and the fast clock's refusal."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.cards import Card, Message
from bot.chat import Desk
from bot.clock import COPENHAGEN
from bot.domain.delivering import Delivery
from bot.forecast import Forecast, forecast
from tests.conftest import person

MEETING = datetime(2027, 1, 5, 10, 0, tzinfo=COPENHAGEN)


def due(desk: Desk) -> Iterator[Delivery]:
    """Reminders of one meeting, as a schedule asks the store: everything that is due by now."""
    for step, before in (("28d", 28), ("14d", 14), ("1d", 1)):
        at = desk.calendar.step_before(MEETING - timedelta(days=before))
        if at <= desk.now < MEETING:
            yield Delivery("meeting_reminder", "meeting:17", 0, step, person(desk).id, at, MEETING)


def compose(delivery: Delivery, desk: Desk) -> Message | str:
    if delivery.step == "14d":
        return "aflyst"
    return Message(Card("Husk mødet", (f"Om {(MEETING - desk.now).days} dage",)))


@pytest.fixture
def schedule() -> ModuleType:
    module = ModuleType("meetings")
    module.__dict__.update(KINDS=("meeting_reminder",), due=due, compose=compose)
    return module


def told(desk: Desk, schedule: ModuleType, begin: date, end: date) -> list[tuple[str, str]]:
    return [(f"{one.at:%d.%m. %H.%M}", one.delivery.step) for one in forecast(desk, [schedule], begin, end)]


def test_each_step_is_told_on_its_day_and_once(desk: Desk, schedule: ModuleType) -> None:
    found = told(desk, schedule, date(2026, 11, 23), date(2027, 2, 1))
    assert found == [("08.12. 10.00", "28d"), ("04.01. 10.00", "1d")], "what no longer applies would not go out"
    assert desk.store.deliveries.count("waiting") == 0


def test_of_what_was_missed_only_the_latest_would_go_out(desk: Desk, schedule: ModuleType) -> None:
    assert told(desk, schedule, date(2027, 1, 4), date(2027, 1, 4)) == [("04.01. 10.00", "1d")]


def test_what_waits_is_told_and_what_was_sent_is_not(desk: Desk, schedule: ModuleType) -> None:
    later = Delivery("meeting_reminder", "meeting:18", 0, "1d", person(desk).id, MEETING - timedelta(days=1))
    sent = Delivery("meeting_reminder", "meeting:17", 0, "28d", person(desk).id, MEETING - timedelta(days=28))
    desk.store.deliveries.add([later, sent])
    found = [one.delivery.about for one in forecast(desk, [schedule], date(2026, 11, 23), date(2027, 2, 1))]
    assert found == ["meeting:17", "meeting:17", "meeting:18"]


def test_a_line_of_json_says_when_to_whom_what_and_about_what(desk: Desk, schedule: ModuleType) -> None:
    one, *_ = forecast(desk, [schedule], date(2026, 11, 23), date(2026, 12, 31))
    assert isinstance(one, Forecast)
    assert json.loads(one.json()) == {
        "at": "2026-12-08T10:00:00+01:00",
        "to": person(desk).email,
        "kind": "meeting_reminder",
        "about": "meeting:17",
        "text": "Husk mødet\n==========\nOm 28 dage",
    }
    assert str(one).startswith("08.12.2026 kl. 10.00 til ")


@pytest.mark.usefixtures("empty_sqlite_url")
def test_the_shell_command_works_on_an_empty_database(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("", "utf-8")
    base = ["forecast", "--config", str(tmp_path / "config.toml")]
    done = CliRunner().invoke(cli, [*base, "--from", "2026-11-23", "--to", "2026-12-04", "--json"])
    assert (done.exit_code, done.output) == (0, "")
    done = CliRunner().invoke(cli, [*base, "--from", "2026-11-23", "--to", "2026-12-04"])
    assert (done.exit_code, done.output) == (0, "Ingen beskeder ville gå ud i de dage.\n")
    wrong = CliRunner().invoke(cli, [*base, "--from", "2027-11-23", "--to", "2026-11-23"])
    assert wrong.exit_code == 1 and "--to ligger før --from" in wrong.output


@pytest.mark.parametrize("option", [("--speed", "600"), ("--clock", "2026-11-23T08:00")])
def test_a_clock_of_ones_own_is_refused_where_real_people_are(
    tmp_path: Path, option: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "x")
    (tmp_path / "config.toml").write_text('[slack]\nmode = "http"\n', "utf-8")
    done = CliRunner().invoke(cli, ["serve", "--config", str(tmp_path / "config.toml"), *option])
    assert done.exit_code == 1
    assert "--clock og --speed er til at prøve med, og [slack] api_url er ikke på denne maskine" in done.output


def test_a_clock_that_is_no_time_is_explained(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["serve", "--clock", "i morgen"])
    assert done.exit_code == 2 and "Skriv fx 2026-11-23T08:00" in done.output

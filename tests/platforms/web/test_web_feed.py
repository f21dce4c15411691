"""A person's calendar: fetched by calendars, title, time and place only, until its address ends."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from icalendar import Calendar
from pydantic import SecretStr

from bot.chat import Command, Desk
from bot.clock import Clock
from bot.domain.entries import Entry
from bot.domain.organisation import ADMINISTRATORS, Person, Role
from bot.platforms.web.limit import PER_ADDRESS, PER_LINK
from bot.settings import Settings, Web
from bot.store import Store
from tests.conftest import NOW, PEOPLE
from tests.platforms.web.conftest import serving

PUBLIC = "https://vejviser.example"
shown: list[Entry] = []


def entries(person: Person, desk: Desk) -> tuple[Entry, ...]:
    if person.title != PEOPLE[Role.PLAN_LEADER]:
        raise ValueError(person.title)
    return tuple(shown)


@pytest.fixture
def feed_desk(web_desk: Desk, copenhagen_file: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "vejviser.db"
    shutil.copy(copenhagen_file, path)
    store = Store.open(f"sqlite:///{path}", lambda: NOW)
    settings = Settings(web=Web(public_url=PUBLIC), vejviser_link_key=SecretStr("n" * 32))
    secret = Command("andet", allowed=ADMINISTRATORS, entries=lambda *_: (replace(meeting(), title="Hemmeligt"),))
    commands = {"moede": Command("moede", entries=entries), "andet": secret}
    shown[:] = [meeting()]
    yield replace(web_desk, store=store, settings=settings, commands=commands)
    store.close()


@pytest.fixture
def http(feed_desk: Desk) -> Iterator[httpx.Client]:
    with serving(feed_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


def meeting() -> Entry:
    start = NOW + timedelta(days=10)
    return Entry("m-1", "Møde med UU", start, start + timedelta(hours=1), "Klub Borup", 3, NOW - timedelta(days=1))


def somebody(desk: Desk, role: Role = Role.PLAN_LEADER) -> Person:
    return next(one for one in desk.store.people.all() if one.title == PEOPLE[role])


def path(desk: Desk, role: Role = Role.PLAN_LEADER) -> str:
    url = desk.feed(somebody(desk, role))
    assert url is not None
    return url.removeprefix(PUBLIC)


def test_a_calendar_fetches_its_persons_meetings(feed_desk: Desk, http: httpx.Client) -> None:
    answer = http.get(path(feed_desk))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Møde med UU", "Klub Borup")
    assert "Hemmeligt" not in answer.text, "that command is not for this person"


def test_an_unchanged_calendar_is_not_sent_again(feed_desk: Desk, http: httpx.Client) -> None:
    address = path(feed_desk)
    first = http.get(address)
    assert first.headers["cache-control"] == "private, max-age=3600"
    for known in (first.headers["etag"], f'"x", W/{first.headers["etag"]}'):
        again = http.get(address, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    shown[:] = []
    assert http.get(address, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_a_new_address_ends_the_earlier_and_revoking_ends_it_for_good(feed_desk: Desk, http: httpx.Client) -> None:
    earlier, now = path(feed_desk), path(feed_desk)
    assert [http.get(one).status_code for one in (earlier, now)] == [404, 200]
    feed_desk.store.links.revoke(somebody(feed_desk).id, "kalender")
    assert http.get(now).status_code == 404


def test_an_address_ends_after_its_days(feed_desk: Desk) -> None:
    before = replace(feed_desk, clock=Clock.demo(NOW - timedelta(days=400), 0.0))
    address = path(before)
    with serving(feed_desk) as url:
        assert httpx.get(url + address, trust_env=False).status_code == 410


def test_links_and_calendars_do_not_open_each_other(feed_desk: Desk, http: httpx.Client) -> None:
    link = feed_desk.link(somebody(feed_desk), "moede.run")
    assert link is not None
    token = link.rpartition("/")[2]
    assert http.get(f"/kalender/{token}.ics").status_code == 404
    secret = path(feed_desk).split("/")[-1].removesuffix(".ics")
    assert http.get(f"/svar/{secret}").status_code == http.post(f"/svar/{secret}").status_code == 404


@pytest.mark.parametrize("forged", ["x", "A" * 43, "", "../x"])
def test_a_forged_address_gives_nothing(http: httpx.Client, forged: str) -> None:
    assert http.get(f"/kalender/{forged}.ics").status_code == 404


def test_a_failure_keeps_what_the_calendar_has(feed_desk: Desk, http: httpx.Client) -> None:
    answer = http.get(path(feed_desk, Role.COORDINATOR))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert PEOPLE[Role.COORDINATOR] not in answer.text


def test_who_asks_too_often_must_wait_and_nobody_else_keeps_it(feed_desk: Desk, http: httpx.Client) -> None:
    address = path(feed_desk)
    answers: list[httpx.Response] = []
    while not answers or answers[-1].status_code != 429:
        answers.append(http.get(address))
    assert PER_LINK[0] < len(answers) < 2 * PER_LINK[0]
    assert answers[-1].headers["cache-control"] == "no-store"
    assert all(one.headers["referrer-policy"] == "no-referrer" for one in answers)
    assert http.post(address).status_code == 405


def test_who_guesses_calendars_and_links_has_no_more_tries_than_for_one_of_them(http: httpx.Client) -> None:
    def tries() -> int:
        return next(number for number in range(1000) if http.get("/kalender/x.ics").status_code == 429)

    assert PER_ADDRESS[0] <= tries()
    assert 429 in [http.get("/svar/x").status_code for _ in range(PER_ADDRESS[0] // 2)]

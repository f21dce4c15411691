"""A form that is sent under a personal link too often, or while the database is away, stays as it was filled in.

An answer that was given before the database went away is shown.
"""

import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.chat import Desk
from tests.platforms.web import answers
from tests.platforms.web.conftest import serving
from tests.platforms.web.test_web_link_over import TYPED
from tests.platforms.web.test_web_personal import coming, given, link, welcome

DAY = {"felt-when": "3. december"}  # without an hour: never accepted, where the wait has let one in
STAYS = "står her endnu, så du kan sende det igen."


@pytest.fixture
def http(link_desk: Desk) -> Iterator[httpx.Client]:
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


def too_often(http: httpx.Client, path: str, data: dict[str, str]) -> httpx.Response:
    welcome(http, path)
    return next(one for _ in range(9) if (one := http.post(path, data=data)).status_code == 429)


def filled_in(page: str) -> dict[str, str]:
    """What a browser would send of it with one press."""
    texts = dict(re.findall(r'<textarea [^>]*name="(felt-\w+)"[^>]*>\n(.*?)</textarea>', page, re.S))
    lines = re.findall(r'<input type="text" value="(.*?)" id="\S*" name="(\S*)"', page)
    chosen = re.findall(r'name="(felt-kind)".*?<option value="(\w+)" selected', page, re.S)
    texts |= {name: text for text, name in lines} | dict(chosen)
    return given(page) | {name: html.unescape(text) for name, text in texts.items()}


def test_a_form_that_comes_too_often_stays_as_it_was_filled_in_and_is_sent_with_one_press(
    link_desk: Desk, http: httpx.Client
) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    sent = given(http.post(path).text) | TYPED | DAY
    page = too_often(http, path, sent)
    assert page.headers["retry-after"] == "60"
    assert "Vent lidt." in page.text and STAYS in page.text and "Book mødet" in page.text
    assert filled_in(page.text) == {name: text.replace("\r\n", "\n") for name, text in sent.items()}
    assert answers.came == []
    mended = filled_in(page.text) | {"felt-when": "3. december kl. 10"}
    booked = next(one for _ in range(999) if (one := http.post(path, data=mended)).status_code != 429)
    assert "Mødet er aftalt" in booked.text
    assert answers.came[0][1] == (17, {"when": "3. december kl. 10", "kind": "net", "note": "Æbler <b>\nog pærer"})


def test_a_cpr_number_that_comes_too_often_is_not_sent_back(link_desk: Desk, http: httpx.Client) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    sent = given(http.post(path).text) | TYPED | DAY | {"felt-note": "Om 010203-1234"}
    page = too_often(http, path, sent).text
    assert "feltet er tømt" in page and "1234" not in page
    assert filled_in(page) == sent | {"felt-note": ""}


def test_what_is_no_form_of_ours_is_not_drawn_again(link_desk: Desk, http: httpx.Client) -> None:
    path, other = (link(link_desk, "proeve.agreed", meeting=17) for _ in range(2))
    theirs = given(http.post(other).text) | TYPED
    for foreign in (theirs, TYPED, theirs | {"definition": "{}"}, {}):
        page = too_often(http, path, foreign).text
        assert "Vent lidt" in page and "<form" not in page and "pærer" not in page
    assert "pærer" not in too_often(http, "/svar/x", theirs).text
    assert answers.came == []


def test_a_form_that_comes_while_the_database_is_away_stays_and_no_log_knows_what_was_typed(
    link_desk: Desk, http: httpx.Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    sent = given(http.post(path).text) | TYPED
    link_desk.store.close()
    file = tmp_path / "vejviser.db"
    stored = file.read_bytes()
    file.write_bytes(b"x" * len(stored))
    page = http.post(path, data=sent)
    assert (page.status_code, page.headers["retry-after"]) == (503, "60")
    assert "Databasens fil er ikke en database" in page.text and "Fejlnummer" in page.text and STAYS in page.text
    assert http.get(path).status_code == 503
    assert "StoreError" in caplog.text
    assert not any(secret in caplog.text for secret in ("pærer", "3. december", path.rpartition("/")[2][:8]))
    link_desk.store.close()
    file.write_bytes(stored)
    assert "Mødet er aftalt" in http.post(path, data=filled_in(page.text)).text


def test_what_was_answered_is_shown_even_when_the_database_cannot_take_that_the_link_is_used_up(
    link_desk: Desk, http: httpx.Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = coming(link_desk)
    with closing(sqlite3.connect(tmp_path / "vejviser.db")) as database:
        why = "database or disk is full"
        database.execute(f"CREATE TRIGGER full BEFORE UPDATE ON links BEGIN SELECT RAISE(FAIL, '{why}'); END")
    answered = http.post(path)
    assert (answered.status_code, "Tak, du kommer" in answered.text) == (200, True)
    assert "x-robots-tag" in answered.headers
    assert [name for name, _ in answers.came] == ["coming"]
    assert "a link could not be used up" in caplog.text

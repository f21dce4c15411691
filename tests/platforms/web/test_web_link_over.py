"""A form that is sent when its personal link opens nothing any more: what was typed comes back, and is not kept."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.chat import Desk
from bot.clock import Clock
from tests.conftest import NOW
from tests.platforms.web import answers
from tests.platforms.web.conftest import serving
from tests.platforms.web.test_web_personal import given, leader, link

TYPED = {"felt-when": "3. december kl. 10", "felt-kind": "net", "felt-note": "Æbler <b>\r\nog pærer"}
BACK = (
    "<h2>Hvornår og hvor?</h2>\n<p>3. december kl. 10</p>", "<h2>Hvordan?</h2>\n<p>På nettet</p>",
    "<h2>Til dagsordenen</h2>\n<p>Æbler &lt;b&gt;</p>\n<p>og pærer</p>",
)  # fmt: skip
NOT_KEPT = "er ikke gemt. Det står her, så du kan kopiere det."


@pytest.fixture
def opened(link_desk: Desk) -> tuple[str, dict[str, str]]:
    """The path of a link whose 30 days are over, and the form that was opened under it the day before."""
    path = link(replace(link_desk, clock=Clock.demo(NOW - timedelta(days=30), 0.0)), "proeve.agreed", meeting=17)
    with serving(replace(link_desk, clock=Clock.demo(NOW - timedelta(days=1), 0.0))) as url:
        return path, given(httpx.post(url + path, trust_env=False).text)


def test_what_was_typed_before_the_link_expired_comes_back_to_be_copied_and_is_not_kept(
    link_desk: Desk, opened: tuple[str, dict[str, str]]
) -> None:
    path, hidden = opened
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        late = client.post(path, data=hidden | TYPED)
        assert (late.status_code, "Linket er udløbet" in late.text) == (410, True)
        assert "Du får et nyt med næste mail" in late.text and NOT_KEPT in late.text
        assert all(text in late.text for text in BACK) and "<button" not in late.text
        nothing = client.post(path, data=hidden | dict.fromkeys(TYPED, ""))
        assert "Linket er udløbet" in nothing.text and NOT_KEPT not in nothing.text
        for foreign in (TYPED, hidden | TYPED | {"seal": "x"}, hidden | TYPED | {"definition": "{}"}):
            assert "Linket er udløbet" in (page := client.post(path, data=foreign).text) and "pærer" not in page
    assert answers.came == []


def test_what_was_mended_after_it_was_sent_comes_back_too(link_desk: Desk) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        hidden = given(client.post(path).text)
        client.post(path, data=hidden | TYPED)
        again = client.post(path, data=hidden | TYPED).text
        assert "Dit svar er modtaget" in again and all(text in again for text in BACK)
        assert "Har du ændret noget siden, er det ikke gemt." in again
    assert len(answers.came) == 1


def test_what_was_typed_under_a_link_that_was_closed_meanwhile_comes_back_too(link_desk: Desk) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        hidden = given(client.post(path).text)
        link_desk.store.links.revoke(leader(link_desk).id)
        closed = client.post(path, data=hidden | TYPED)
    assert closed.status_code == 404
    assert "Linket virker ikke" in closed.text and NOT_KEPT in closed.text
    assert all(text in closed.text for text in BACK)
    assert answers.came == []

"""Personal links: one answer or one form for one person, and nothing else, whatever is sent to the address."""

import io
import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser
from pydantic import SecretStr
from starlette.routing import Mount, Route

from bot import logs
from bot.cards import Message, Scalar
from bot.chat import FEED, Account, Desk, Place
from bot.clock import Clock
from bot.domain.organisation import Person, Role
from bot.platforms import web
from bot.platforms.web.limit import PER_ADDRESS, PER_LINK, Limit, network
from bot.settings import Settings
from tests.conftest import NOW, PEOPLE
from tests.platforms.mail.test_mail_draw import CARD, drawn, texts
from tests.platforms.web import answers
from tests.platforms.web.conftest import accessible, serving, visiting


@pytest.fixture
def http(link_desk: Desk) -> Iterator[httpx.Client]:
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


def leader(desk: Desk, role: Role = Role.PLAN_LEADER) -> Person:
    return next(one for one in desk.store.people.all() if one.title == PEOPLE[role])


def link(desk: Desk, target: str = "proeve.coming", days: int | None = None, **values: Scalar) -> str:
    """The path of a new link of the plan leader's."""
    url = desk.link(leader(desk), target, values, days, title="Møde med UU", text="Jeg kommer")
    assert url is not None
    assert re.fullmatch(r"https://vejviser\.example/svar/[\w-]{43}", url)
    return url.removeprefix("https://vejviser.example")


def coming(desk: Desk) -> str:
    return link(desk, meeting=17, yes=True)


def given(html: str) -> dict[str, str]:
    """The hidden fields of a form."""
    import html as markup

    return {n: markup.unescape(v) for n, v in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html)}


def test_opening_a_link_shows_a_button_and_answers_nothing(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    for _ in range(5):
        page = http.get(path)
        assert http.head(path).status_code == page.status_code == 200
    assert "<button" in page.text and "Jeg kommer" in page.text and "Møde med UU" in page.text
    assert answers.came == []
    assert "<script" not in page.text


def test_a_press_answers_as_that_person_privately_and_shows_what_came_of_it(
    link_desk: Desk, http: httpx.Client
) -> None:
    page = http.post(coming(link_desk))
    person = leader(link_desk)
    assert answers.came == [("coming", (person.id, Place("private"), Account("link", person.id), 17, True))]
    assert "Tak, du kommer" in page.text and "Klub Borup" in page.text and "Overgange &lt;b&gt;" in page.text
    assert 'href="https://kort.example/"' in page.text


def test_the_answer_has_no_buttons_and_leads_nowhere(link_desk: Desk, http: httpx.Client) -> None:
    page = http.post(coming(link_desk))
    assert "<button" not in page.text and "<form" not in page.text and "proeve." not in page.text


def test_a_link_answers_once(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    http.post(path)
    for again in (http.post(path), http.get(path)):
        assert again.status_code == 410
        assert "Dit svar er modtaget" in again.text
    assert len(answers.came) == 1


def test_what_is_posted_with_a_press_changes_nothing(link_desk: Desk, http: httpx.Client) -> None:
    forged = {
        "press": json.dumps({"action": "proeve.delete", "values": {}}),
        "target": "proeve.delete", "meeting": "18", "words": "slet alt", "person": "koordinator-uu",
    }  # fmt: skip
    http.post(coming(link_desk), params=forged, data=forged)
    id = leader(link_desk).id
    assert answers.came == [("coming", (id, Place(), Account("link", id), 17, True))]


def test_a_form_opens_after_a_press_and_comes_back_under_the_same_link(
    link_desk: Desk, http: httpx.Client
) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    opened = http.post(path)
    assert "Vi har en aftale" in opened.text and "Book mødet" in opened.text
    assert opened.text.count("<button") == 1
    wrong = http.post(path, data=given(opened.text) | {"felt-when": "i morgen <æ>", "felt-note": "Æbler"})
    assert "Skriv også et klokkeslæt" in wrong.text and "i morgen &lt;æ&gt;" in wrong.text and "Æbler" in wrong.text
    empty = http.post(path, data=given(wrong.text) | {"felt-when": "", "felt-kind": "x", "felt-note": "n" * 201})
    assert empty.text.count('aria-invalid="true"') == 3
    right = http.post(path, data=given(wrong.text) | {"felt-when": "3. december kl. 10", "felt-kind": "here"})
    assert "Mødet er aftalt" in right.text
    assert answers.came == [("book", (17, {"when": "3. december kl. 10", "kind": "here", "note": ""}))]
    assert http.post(path, data=given(wrong.text) | {"felt-when": "4. december kl. 10"}).status_code == 410
    assert len(answers.came) == 1


def test_a_refusal_of_a_form_stands_above_it_and_nothing_typed_is_lost(link_desk: Desk, http: httpx.Client) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    refused = http.post(path, data=given(http.post(path).text) | {"felt-when": "kl. 10", "felt-note": "for sent"})
    assert "Det kan jeg ikke. Mødet er aftalt af den anden part." in refused.text
    assert 'value="kl. 10"' in refused.text and "for sent</textarea>" in refused.text
    assert "Mødet er aftalt" in http.post(path, data=given(refused.text) | {"felt-when": "kl. 10"}).text


def test_a_cpr_number_in_the_form_goes_no_further(link_desk: Desk, http: httpx.Client) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    page = http.post(path, data=given(http.post(path).text) | {"felt-when": "010190-1234 kl. 10"})
    assert "CPR" in page.text
    assert answers.came == []


def test_a_form_that_we_did_not_give_out_under_this_link_is_refused(link_desk: Desk, http: httpx.Client) -> None:
    mine, other = (link(link_desk, "proeve.agreed", meeting=number) for number in (17, 18))
    fields = given(http.post(mine).text)
    filled = {"felt-when": "kl. 10"}
    forged = [
        fields | {"definition": fields["definition"].replace("proeve.book", "proeve.delete")},
        fields | {"definition": fields["definition"].replace('"meeting":17', '"meeting":18')},
        fields | {"definition": fields["definition"].replace("17", "17 ")},
        fields | {"seal": ""},
        fields | {"seal": "æ"},
        fields | {"seal": given(http.post(other).text)["seal"]},
        {"definition": fields["definition"]},
        {"definition": "", "seal": fields["seal"]},
        {"definition": "\ud7ff{", "seal": ""},
    ]
    for one in forged:
        assert http.post(mine, data=one | filled).status_code == 403
    assert http.post(other, data=fields | filled).status_code == 403, "another link's form"
    assert http.post(coming(link_desk), data=fields | filled).status_code == 403, "another action's form"
    assert answers.came == []


def test_a_form_of_another_command_is_not_opened(link_desk: Desk, http: httpx.Client) -> None:
    page = http.post(link(link_desk, "proeve.elsewhere"))
    assert "<form" not in page.text and "Det kan du ikke gøre her" in page.text


@pytest.mark.parametrize("target", ["proeve.full", "proeve.broken"])
def test_a_refusal_or_a_failure_does_not_use_the_link_up(link_desk: Desk, http: httpx.Client, target: str) -> None:
    path = link(link_desk, target)
    for _ in range(2):
        page = http.post(path)
        assert page.status_code == 200
        assert "hemmeligt" not in page.text
    assert http.get(path).status_code == 200


@pytest.mark.parametrize(
    ("target", "values"),
    [
        ("proeve.administer", {}),
        ("proeve.nothing", {}),
        ("nothing.run", {}),
        (FEED, {}),
        ("proeve.coming", {"meeting": "17", "yes": True}),
        ("proeve.coming", {}),
        ("proeve._forged", {}),
    ],
)
def test_what_the_person_may_not_do_or_does_not_exist_is_not_done(
    link_desk: Desk, http: httpx.Client, target: str, values: dict[str, Scalar]
) -> None:
    http.post(link(link_desk, target, None, **values))
    assert answers.came == []


@pytest.mark.parametrize("change", ["", "x", "longer", "other", "padding", "unicode", "path", "key"])
def test_a_forged_address_opens_nothing_and_says_so_kindly(link_desk: Desk, http: httpx.Client, change: str) -> None:
    path = coming(link_desk)
    forged = {
        "": path[:-1],
        "x": path[:-2] + ("AA" if path[-2:] != "AA" else "BB"),
        "longer": path + "A",
        "other": "/svar/" + "A" * 43,
        "padding": path + "=",
        "unicode": path[:-1] + "æ",
        "path": path + "/run",
        "key": link(replace_key(link_desk, "m" * 32), meeting=17, yes=True),
    }[change]
    for answer in (http.get(forged), http.post(forged)):
        assert answer.status_code == 404
        assert change == "path" or "Linket virker ikke" in answer.text
    assert answers.came == []


def replace_key(desk: Desk, key: str) -> Desk:
    return replace(desk, settings=desk.settings.model_copy(update={"vejviser_link_key": SecretStr(key)}))


def test_two_ways_to_write_the_same_bytes_are_not_two_links(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for letter in letters.replace(path[-1], ""):
        assert http.get(path[:-1] + letter).status_code in (404, 429)


def test_an_expired_link_says_so_and_answers_nothing(link_desk: Desk) -> None:
    path = coming(replace(link_desk, clock=Clock.demo(NOW - timedelta(days=31), 0.0)))
    with serving(link_desk) as url:
        for answer in (httpx.get(url + path, trust_env=False), httpx.post(url + path, trust_env=False)):
            assert (answer.status_code, "Linket er udløbet" in answer.text) == (410, True)
    assert answers.came == []


def test_a_revoked_link_opens_nothing(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    assert link_desk.store.links.revoke(leader(link_desk).id) == 1
    assert http.post(path).status_code == 404
    assert answers.came == []


def test_links_end_when_their_person_is_forgotten(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    link_desk.store.people.forget(leader(link_desk).id, "test")
    assert http.post(path).status_code == 404


def test_whoever_takes_over_a_title_cannot_be_answered_for_by_the_one_before(
    link_desk: Desk, http: httpx.Client
) -> None:
    path = coming(link_desk)
    successor = replace(leader(link_desk), name="Ny Leder", email="ny@example.dk")
    organisation = link_desk.store.directory().organisation
    people = tuple(successor if one.id == successor.id else one for one in organisation.people)
    link_desk.store.apply_organisation(replace(organisation, people=people))
    assert http.post(path).status_code == 404
    assert answers.came == []


def test_no_other_page_is_reachable_and_without_an_address_not_even_links(
    link_desk: Desk, http: httpx.Client
) -> None:
    for path in ("/", "/ask", "/action", "/form", "/person", "/svar", "/svar/"):
        assert http.get(path).status_code == http.post(path).status_code == 404
    with ThreadPoolExecutor(1) as pool:
        paths = {route.path for route in web.routes(link_desk, pool) if isinstance(route, Route | Mount)}
        assert paths == {"/svar/{token}", "/kalender/{token}.ics", "/static"}
        without = replace(link_desk, settings=Settings())
        assert web.routes(without, pool) == []
    assert without.link(leader(link_desk), "proeve.coming") is None
    assert without.feed(leader(link_desk)) is None


def test_somebody_who_is_not_registered_gets_no_link(link_desk: Desk) -> None:
    assert link_desk.link(Person("fremmed", "Fremmed"), "proeve.coming") is None


def test_other_methods_and_large_posts_are_refused(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    assert http.put(path).status_code == http.delete(path).status_code == 405
    assert http.post(path, content=b"x" * 300_000).status_code == 413
    assert http.post(path, files={"a": b"x"}).status_code == 400


def test_every_answer_is_kept_by_nobody_and_tells_no_other_site(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    seen = [http.get(path), http.post(path), http.get(path), http.get("/svar/x"),
            http.get(path, headers={"Host": "evil.example"})]  # fmt: skip
    assert [one.status_code for one in seen] == [200, 200, 410, 404, 400]
    for one in seen:
        assert one.headers["cache-control"] == "no-store"
        assert one.headers["referrer-policy"] == "no-referrer"
        assert one.headers["x-robots-tag"].startswith("noindex")
        assert one.headers["content-security-policy"] == (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
    assert http.get(coming(link_desk), headers={"Host": "vejviser.example"}).status_code == 200


def welcome(http: httpx.Client, path: str) -> int:
    """How many times one may come before one must wait."""
    return next(number for number in range(1000) if http.get(path).status_code == 429)


def test_too_many_tries_must_wait_per_link_and_per_address(link_desk: Desk, http: httpx.Client) -> None:
    path = coming(link_desk)
    assert PER_LINK[0] <= welcome(http, path) < 2 * PER_LINK[0], "a slow machine gives time for some more"
    assert http.get(coming(link_desk)).status_code == 200
    assert welcome(http, "/svar/x") < 3 * PER_ADDRESS[0]
    tries = (http.post("/svar/x") for _ in range(3 * PER_ADDRESS[0]))  # no answer, if the wait has let one in
    limited = next(one for one in tries if one.status_code == 429)
    assert (limited.status_code, limited.headers["retry-after"]) == (429, "60")
    assert answers.came == []


def test_a_limit_lets_in_again_little_by_little_and_forgets() -> None:
    at = 0.0
    limit = Limit(2, 60.0, lambda: at)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    at = 29.0
    assert not limit.allows("a")
    at = 31.0
    assert [limit.allows("a") for _ in range(2)] == [True, False]
    for number in range(20_000):
        limit.allows(str(number))
    assert len(limit._left) <= 10_000


def test_a_network_of_the_new_kind_counts_as_one_visitor() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff:1") != network("2001:db8:0:1::1")
    assert network("10.0.0.1") != network("10.0.0.2")
    assert network(None) == ""


def test_neither_the_log_nor_the_database_knows_a_token(link_desk: Desk) -> None:
    stream, root = io.StringIO(), logging.getLogger()
    before = (root.handlers, root.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning)
    logs.set_up("debug", stream)
    try:
        with serving(link_desk) as url:
            for target in ("proeve.broken", "proeve.full"):
                path = link(link_desk, target)
                httpx.post(url + path, trust_env=False)
                httpx.get(url + path + "x", trust_env=False)
    finally:
        root.handlers, root.level, logging.raiseExceptions = before
        sys.excepthook, sys.unraisablehook, threading.excepthook, warnings.showwarning = hooks
    token = path.rpartition("/")[2]
    assert '"target": "proeve.broken"' in stream.getvalue()
    assert token[:8] not in stream.getvalue()
    (record, _) = link_desk.store.links.of(leader(link_desk).id)
    assert token not in repr(record)
    assert leader(link_desk).email is None or str(leader(link_desk).email) not in repr(record)


@pytest.mark.parametrize("width", [360, 1100])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_work_in_a_browser_without_script_and_are_accessible(
    link_desk: Desk, browser: Browser, width: int, scheme: str
) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    with serving(link_desk) as url, visiting(browser, url + path, width=width, scheme=scheme) as page:
        accessible(page)
        page.get_by_role("button", name="Jeg kommer").click()
        accessible(page)
        page.get_by_role("button", name="Book mødet").click()
        assert page.get_by_text("Skriv noget her.").is_visible()
        accessible(page)
        page.get_by_label("Hvornår og hvor?").fill("3. december kl. 10 på Klub Borup")
        page.get_by_role("button", name="Book mødet").click()
        page.get_by_role("heading", name="Mødet er aftalt").wait_for()
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [name for name, _ in answers.came] == ["book"]


def test_the_mail_that_a_link_comes_in_is_accessible_too(browser: Browser) -> None:
    _, html = texts(drawn(Message(CARD)))
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.set_content(html)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()

"""Files of an answer on the page and under a personal link: downloaded, pictures seen, nothing fetched or kept."""

import re
from base64 import b64decode
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from bot.cards import Attachment, Card
from bot.chat import Desk
from bot.platforms.web import draw
from tests.platforms.web.conftest import accessible, ask, serving, visiting
from tests.platforms.web.showcase import FILES
from tests.platforms.web.test_web_personal import link

SHEET, DRAWING = FILES


def test_a_file_is_downloaded_as_it_is(page: Page) -> None:
    ask(page, "filer")
    with page.expect_download() as started:
        page.get_by_role("link", name="Hent møder.xlsx").click()
    assert started.value.suggested_filename == SHEET.name
    assert Path(started.value.path()).read_bytes() == SHEET.content
    expect(page.get_by_text("(12 kB)")).to_be_visible()


def test_a_picture_is_seen_and_described_and_no_script_in_it_runs(page: Page) -> None:
    title = page.title()
    ask(page, "filer")
    picture = page.get_by_role("img", name="En kurve, der stiger")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 320
    assert page.title() == title and page.evaluate("document.documentElement.dataset.ran") is None
    with page.expect_download() as started:
        page.get_by_role("link", name="Hent kurve.svg").click()
    assert Path(started.value.path()).read_bytes() == DRAWING.content


def test_nothing_more_is_asked_of_any_server(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, "filer")
    page.get_by_role("img", name="En kurve, der stiger").wait_for()
    icon = page.url + "static/logo.svg"  # the browser fetches it when it likes
    assert [url for url in asked if not url.startswith("data:") and url != icon] == [page.url + "ask"]


def test_files_are_not_kept_in_the_browser(page: Page) -> None:
    ask(page, "filer")
    assert "base64" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    page.reload()
    expect(page.locator(".card h2")).to_have_text(["To filer"])
    expect(page.locator(".file").first).to_have_text("møder.xlsx ligger her ikke længere. Bed om filen igen.")
    expect(page.get_by_role("link", name="Hent")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (320, "dark")])
def test_they_are_accessible_and_fit_a_phone(browser: Browser, showcase_url: str, width: int, scheme: str) -> None:
    with visiting(browser, showcase_url, width, 640, scheme) as page:
        ask(page, "filer")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.get_by_role("link", name="Hent møder.xlsx").bounding_box()
        assert box and box["height"] >= 40


def test_without_javascript_they_are_there_too(browser: Browser, showcase_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(showcase_url)
    page.get_by_label("Dit spørgsmål").fill("filer")
    page.keyboard.press("Enter")
    with page.expect_download() as started:
        page.get_by_role("link", name="Hent møder.xlsx").click()
    assert Path(started.value.path()).read_bytes() == SHEET.content
    context.close()


def test_a_personal_link_gives_them_once(link_desk: Desk, browser: Browser) -> None:
    with serving(link_desk) as url:
        path = link(link_desk, "proeve.fetch")
        with visiting(browser, url + path) as page:
            page.get_by_role("button", name="Jeg kommer").click()
            with page.expect_download() as started:
                page.get_by_role("link", name="Hent møde.ics").click()
            assert Path(started.value.path()).read_bytes() == b"BEGIN:VCALENDAR"
            expect(page.get_by_role("img", name="En kurve, der stiger")).to_have_count(1)
            accessible(page)
        assert httpx.post(url + path, trust_env=False).status_code == 410


@pytest.mark.parametrize(
    "mime", ["text/html", "image/svg+xml", "text/calendar; charset=utf-8; method=REQUEST", 'x" onload="y', ""]
)
def test_whatever_a_file_is_its_link_downloads_and_only_pictures_are_shown(mime: str) -> None:
    html = draw.entry(Card("x"), files=(Attachment('<b>".html', mime, b"<script>", alt='">'),))
    (anchor,) = re.findall(r"<a [^>]*>", html)
    assert " download=" in anchor and "<script>" not in html and "<b>" not in html and " onload" not in html
    data = re.search(r'href="data:([\w/+.-]+);base64,([^"]*)"', anchor)
    assert data and b64decode(data[2]) == b"<script>"
    assert ("<img" in html) is mime.startswith("image/")

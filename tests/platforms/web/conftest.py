"""The page on a real server on a free loopback port, and a real browser."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.app import find_commands
from bot.chat import Command, Desk, load
from bot.clock import Clock
from bot.domain.acute import Acute
from bot.platforms import web
from bot.settings import Settings, Web
from bot.store import Store
from bot.store.index import OfferIndex
from tests.conftest import NOW
from tests.platforms.web import answers, showcase

CHROMIUM_ARGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KEY = "n" * 32
COMMANDS = {"proeve": load(answers), "andet": Command("andet")}
SHOWCASE = {"tilbud": load(showcase), "indsats": Command("indsats", "[navn]", help="Vis en indsats.")}


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[str]:
    """The page's address while a server of its own serves it."""
    listening = socket.create_server(("127.0.0.1", port))
    with ThreadPoolExecutor(2, thread_name_prefix="command") as pool:
        app = Starlette(routes=web.routes(desk, pool))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
    listening.close()


@pytest.fixture(scope="session")
def web_desk(copenhagen_file: Path, acute: Acute, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The real commands on the real directory, with the page on."""
    path = tmp_path_factory.mktemp("web") / "vejviser.db"
    shutil.copy(copenhagen_file, path)
    store = Store.open(f"sqlite:///{path}", lambda: NOW)
    settings = Settings(web=Web(demo=True))
    yield Desk(store, settings, find_commands(), Clock.demo(NOW, speed=0.0), OfferIndex(store), acute)
    store.close()


@pytest.fixture(scope="session")
def showcase_desk(web_desk: Desk) -> Desk:
    """The same with the showcase's commands, which use everything that cards can."""
    return replace(web_desk, commands=SHOWCASE)


@pytest.fixture(scope="session")
def showcase_url(showcase_desk: Desk) -> Iterator[str]:
    """Where the showcase is served."""
    with serving(showcase_desk) as url:
        yield url


@pytest.fixture(scope="session")
def page_url(web_desk: Desk) -> Iterator[str]:
    """Where the real commands are served."""
    with serving(web_desk) as url:
        yield url


@pytest.fixture
def http(showcase_url: str) -> Iterator[httpx.Client]:
    """A client of the showcase that behaves like the page's own."""
    headers = {"Origin": showcase_url, "HX-Request": "true"}
    with httpx.Client(base_url=showcase_url, headers=headers, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")  # as long as it runs, its event loop keeps others from running theirs
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Without it the tests are skipped, but not in CI."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing = "Chromium is missing: install the package chromium to run the browser's tests."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM_ARGS, *sandbox])
        yield browser
        browser.close()


@contextmanager
def visiting(
    browser: Browser, url: str, width: int = 1100, height: int = 850, scheme: str = "light"
) -> Iterator[Page]:
    """A page of a fresh browser; whatever the browser complains about in its console fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="da-DK",
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)  # milliseconds; a busy machine is slow to start
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(url)
    yield page
    context.close()
    assert not complaints


@pytest.fixture
def page(browser: Browser, showcase_url: str) -> Iterator[Page]:
    """The showcase in the browser."""
    with visiting(browser, showcase_url) as page:
        yield page


def ask(page: Page, words: str) -> None:
    """Type and send, and wait for the next card."""
    before = page.locator(".card").count()
    page.get_by_label("Dit spørgsmål").fill(words)
    page.keyboard.press("Enter")
    page.locator(".card").nth(before).wait_for()


def accessible(page: Page) -> None:
    """Fail with axe's own report unless it finds nothing."""
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.fixture
def link_desk(web_desk: Desk, copenhagen_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A server without the demo, that others reach at public_url."""
    path = tmp_path / "vejviser.db"
    shutil.copy(copenhagen_file, path)
    store = Store.open(f"sqlite:///{path}", lambda: NOW)
    settings = Settings(web=Web(public_url="https://vejviser.example"), vejviser_link_key=SecretStr(KEY))
    answers.came.clear()
    yield replace(web_desk, store=store, settings=settings, commands=COMMANDS)
    store.close()

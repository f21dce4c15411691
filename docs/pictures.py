"""Take the docs' pictures: the page in a real browser, mail, and Slack cards drawn from their blocks.

Run by `make pictures` (needs Chromium). Writes docs/*.png, and the pictures that no guide shows to var/pictures/.
All are of Copenhagen's data on one fixed Monday, so that they change only when what they show does.
"""

import html
import re
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.applications import Starlette

from bot.app import open_desk
from bot.cards import Card, Message
from bot.chat import Ask, Desk, Replace, Reply, dispatch
from bot.clock import COPENHAGEN, Clock
from bot.domain.delivering import Delivery
from bot.domain.steps import REMINDER
from bot.platforms import web
from bot.platforms.mail.draw import mail
from bot.platforms.slack import draw
from bot.platforms.terminal import AT_THE_KEYBOARD
from bot.settings import HOUSE, Mail, Settings, StoreSettings, Web
from bot.transfer import read_directory
from schedules.meetings import compose, run

DOCS, REST = HOUSE / "docs", HOUSE / "var" / "pictures"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)  # a Monday; meetings are owed by the 30th
WORDS = "gratis rådgivning til en pige på 15 på nørrebro"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
LEADER, COORDINATOR = "leder-noerrebrobyggerne", "koordinator-uu"


def main() -> None:
    """All of them."""
    REST.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        desk = open_desk(
            Settings(store=StoreSettings(url=f"sqlite:///{Path(folder) / 'x.db'}"), web=Web(demo=True)),
            Clock.demo(NOW, speed=0.0),
            read_directory(HOUSE / "data" / "koebenhavn"),
        )
        answer = dispatch(Ask(AT_THE_KEYBOARD, WORDS), desk, "tilbud")
        assert isinstance(answer, Reply)
        _slack(browser, "slack", answer.card, DOCS, most=12)
        offered, booked = _meetings(desk)
        overview = _asked(desk, "moede.overview", COORDINATOR)
        choices = _asked(desk, "moede.choices", COORDINATOR, meeting=offered)
        reminder = _reminder(desk, booked)
        _slack(browser, "oversigt-slack", overview)
        _slack(browser, "tider-slack", choices)
        _slack(browser, "svar-slack", _asked(desk, "moede.times", LEADER, meeting=offered))
        _slack(browser, "moede", reminder.in_chat, DOCS)
        _mail(browser, "paamindelse-mail", reminder, desk)
        with _served(desk) as url:
            for path, height, *told in (
                (DOCS / "page.png", 860, "", f"/tilbud {WORDS}"),
                (DOCS / "moeder.png", 1290, "Koordinator, UU", "/moede oversigt"),
                (REST / "tider-side.png", 860, "Koordinator, UU", "/moede", "Vælg en tid"),
                (REST / "svar-side.png", 860, "Leder, NørreBrobyggerne", "/moede", "Svar på tiderne"),
                (REST / "moede-side.png", 860, "Leder, Beboerprojekt Nordvest", "/moede", "Vis"),
            ):
                page = _blank(browser, 900, height)
                page.goto(url)
                _page(page, path, *told)
        browser.close()


@contextmanager
def _served(desk: Desk) -> Iterator[str]:
    """The page's address while it is served; nothing happens by itself meanwhile."""
    listening = socket.create_server(("127.0.0.1", 0))
    with ThreadPoolExecutor(2) as pool:
        app = Starlette(routes=web.routes(desk, pool))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def _meetings(desk: Desk) -> tuple[int, int]:
    """Times are offered for one meeting, another is agreed for tomorrow, with an agenda; their ids."""
    run(desk)
    wanted = {(m.subject, m.number): m.id for m in desk.store.meetings.of_year(2026)}
    offered, booked = wanted["noerrebrobyggerne", 1], wanted["beboerprojekt-nordvest", 1]
    times = {"time1": "2026-11-26T10:00", "time2": "2026-11-27T13:00", "time3": "2026-11-30T09:00"}
    form = {**times, "lasts": "60", "place": "Klub Borup"}
    _asked(desk, "moede.proposed", COORDINATOR, form, meeting=offered)
    for number, yes in ((0, True), (1, False)):
        _asked(desk, "moede.can", LEADER, meeting=offered, number=number, yes=yes)
    agreed = {"when": "24. november kl. 10-11.30 på UU, Gammel Køge Landevej 43"}
    _asked(desk, "moede.agreed", COORDINATOR, agreed, meeting=booked)
    for text in ("Unge uden uddannelse efter sommer: hvem følger op?", "Fritidsjob i foråret"):
        _asked(desk, "moede.add_point", COORDINATOR, {"text": text}, meeting=booked)
    _asked(desk, "moede.come", COORDINATOR, meeting=booked, yes=True)
    run(desk)
    return offered, booked


def _reminder(desk: Desk, meeting: int) -> Message:
    """What the plan's leader is told the day before."""
    one = desk.store.meetings.find(meeting)
    assert one is not None
    said = compose(Delivery(REMINDER, one.about, one.revision, "1d", "leder-beboerprojekt-nordvest", NOW), desk)
    assert isinstance(said, Message), said
    return said


def _asked(desk: Desk, target: str, person: str, form: dict[str, str] | None = None, **values: Any) -> Card:
    """The card that somebody gets."""
    answer = dispatch(Ask(desk.store.people.find(person), form=form or {}), desk, target, values)
    assert isinstance(answer, Reply | Replace) and answer.card.tone != "problem", answer
    return answer.card


def _page(page: Page, path: Path, person: str, words: str, button: str = "") -> None:
    if person:
        page.get_by_label("Du prøver som").select_option(label=person)
    page.fill("#words", words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#log h2")
    if button:
        page.get_by_role("button", name=button, exact=False).first.click()
        page.locator(".card").nth(1).wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=str(path))
    page.close()


def _slack(browser: Browser, name: str, card: Card, folder: Path = REST, most: int = 50) -> None:
    page = _blank(browser, 760, 600)
    page.set_content(render(draw.message(card)["blocks"][:most]))
    page.locator("main").screenshot(path=str(folder / f"{name}.png"))
    page.close()


def _mail(browser: Browser, name: str, message: Message, desk: Desk) -> None:
    to = Address("Leder", addr_spec="leder@example.org")
    settings, link = Mail(sender="vejviser@example.org"), "https://vejviser.example/svar/x"
    made = mail("x", message, settings, to, press=lambda *_: link, now=desk.now)
    body = made.get_body(("html",))
    assert body is not None
    page = _blank(browser, 760, 600)
    page.set_content(body.get_content())
    page.screenshot(path=str(REST / f"{name}.png"), full_page=True)
    page.close()


def _blank(browser: Browser, width: int, height: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1.5)


def render(blocks: list[dict[str, Any]]) -> str:
    """Block Kit as HTML that looks much as Slack draws it."""
    return f"<style>{_CSS}</style><main><b class=app>Vejviser</b> <i>APP</i>{''.join(map(_block, blocks))}</main>"


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f"<h3>{html.escape(block['text']['text'])}</h3>"
        case "section":
            return f"<p>{_markup(block['text']['text'])}</p>"
        case "context":
            return "".join(f"<small>{_markup(one['text'])}</small>" for one in block["elements"])
        case "actions":
            return f"<div>{''.join(_button(one) for one in block['elements'])}</div>"
        case _:
            return "<hr>"


def _button(button: dict[str, Any]) -> str:
    return f"<button class='{button.get('style', '')}'>{html.escape(button['text']['text'])}</button>"


def _markup(text: str) -> str:
    text = re.sub(r"<([^|>]+)\|([^>]+)>", r"<a href='\1'>\2</a>", text)
    return re.sub(r"\*([^*\n]+)\*", r"<b>\1</b>", text).replace("\n", "<br>")


_CSS = """
body { font: 15px/1.46 Lato, "DejaVu Sans", sans-serif; color: #1d1c1d; margin: 0 }
main { padding: 16px 20px; width: 640px } h3 { font-size: 18px; margin: 8px 0 } p { margin: 6px 0 }
small { color: #616061; display: block; font-size: 12px } hr { border: 0; border-top: 1px solid #ddd; margin: 12px 0 }
button { font: bold 13px sans-serif; background: #fff; border: 1px solid #bbb; border-radius: 4px; padding: 5px 12px;
margin: 4px 8px 4px 0; color: #1d1c1d } button.primary { background: #007a5a; color: #fff; border-color: #007a5a }
a { color: #1264a3; text-decoration: none } .app { font-size: 15px }
i { font: 10px sans-serif; background: #eee; padding: 1px 3px }
"""

if __name__ == "__main__":
    main()

"""Take the README's pictures: the page in a real browser, and a Slack card drawn from its blocks.

Run by `make pictures` (needs Chromium). Writes docs/page.png and docs/slack.png.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bot.app import open_desk
from bot.chat import Ask, Reply, dispatch
from bot.platforms.slack import draw
from bot.platforms.terminal import AT_THE_KEYBOARD
from bot.settings import HOUSE, Settings, StoreSettings
from bot.transfer import read_directory

DOCS = HOUSE / "docs"
WORDS = "gratis rådgivning til en pige på 15 på nørrebro"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Both pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        _page(browser.new_page(viewport={"width": 900, "height": 860}, device_scale_factor=1.5))
        _slack(browser.new_page(viewport={"width": 760, "height": 600}, device_scale_factor=1.5))
        browser.close()


def _page(page: Page) -> None:
    server = subprocess.Popen([sys.executable, "-m", "bot", "demo", "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found
        page.goto(found[0])
        page.fill("#words", f"/tilbud {WORDS}")
        page.keyboard.press("Enter")
        page.wait_for_selector("#log h2")
        page.wait_for_timeout(500)
        page.screenshot(path=str(DOCS / "page.png"))
    finally:
        server.terminate()
        server.wait()


def _slack(page: Page) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=StoreSettings(url=f"sqlite:///{Path(folder) / 'x.db'}"))
        desk = open_desk(settings, directory=read_directory(HOUSE / "data" / "koebenhavn"))
        answer = dispatch(Ask(AT_THE_KEYBOARD, WORDS), desk, "tilbud")
        desk.store.close()
    assert isinstance(answer, Reply)
    page.set_content(render(draw.message(answer.card)["blocks"][:12]))
    page.locator("main").screenshot(path=str(DOCS / "slack.png"))


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

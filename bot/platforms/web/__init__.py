"""The pages of our own: the demo's (receive.py), personal links, calendars; draw.py makes HTML, guard.py guards."""

from concurrent.futures import Executor
from pathlib import Path
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.chat import Desk
from bot.platforms.web import feed, personal, receive
from bot.platforms.web.guard import guards

__all__ = ["routes"]


def routes(desk: Desk, pool: Executor) -> list[BaseRoute]:
    """The routes of all pages: the demo's with `[web] demo`, links and calendars with `[web] public_url`."""
    pages = [*receive.routes(desk, pool), *personal.routes(desk, pool), *feed.routes(desk, pool)]
    if not pages:
        return []
    host = urlsplit(desk.settings.web.public_url).hostname
    static = StaticFiles(directory=Path(__file__).parent / "static")
    return [*pages, Mount("/static", static, middleware=guards("no-cache", [host] if host else []))]

"""The pages of our own: the demo's (receive.py), personal links, calendars; draw.py makes HTML, guard.py guards."""

from concurrent.futures import Executor
from pathlib import Path
from urllib.parse import urlsplit

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.chat import Desk
from bot.platforms.web import feed, personal, receive
from bot.platforms.web.guard import guards
from bot.platforms.web.limit import Gate

__all__ = ["routes"]


def routes(desk: Desk, pool: Executor) -> list[BaseRoute]:
    """The routes of all pages: the demo's with `[web] demo`, links and calendars with `[web] public_url`."""
    pages, key = receive.routes(desk, pool), desk.settings.vejviser_link_key
    if desk.settings.web.public_url and key is not None:
        gate = Gate(key.get_secret_value())
        pages = [*pages, *personal.routes(desk, pool, gate), *feed.routes(desk, pool, gate)]
    if not pages:
        return []
    host = urlsplit(desk.settings.web.public_url).hostname
    static = StaticFiles(directory=Path(__file__).parent / "static")
    return [*pages, Mount("/static", static, middleware=guards("no-cache", [host] if host else []))]

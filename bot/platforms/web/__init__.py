"""The page of our own: receive.py hears what is typed and pressed, draw.py makes HTML, guard.py keeps others out."""

from bot.platforms.web.receive import routes

__all__ = ["routes"]

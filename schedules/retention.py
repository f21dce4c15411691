"""Delete what has been kept long enough: the sentences that askers sent to the editors, old claims, old links."""

from datetime import timedelta

from bot.chat import Desk

EVERY = timedelta(hours=1)


def run(desk: Desk) -> None:
    """Running it twice deletes once; a missed hour is caught up by the next."""
    desk.store.sentences.delete_expired()
    desk.store.claims.delete_old()
    desk.store.links.delete_expired()

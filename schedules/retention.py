"""Delete what has been kept long enough: sentences sent to the editors, gaps, audit, drafts, openings, links."""

from datetime import timedelta

from bot.chat import Desk

EVERY = timedelta(hours=1)


def run(desk: Desk) -> None:
    """Running it twice deletes once; a missed hour is caught up by the next."""
    desk.store.sentences.delete_expired()
    desk.store.gaps.delete_older(desk.settings.retention.gaps)
    desk.store.audit.delete_older(desk.settings.retention.audit)
    untouched = desk.store.now() - timedelta(days=desk.settings.retention.drafts)
    desk.store.reports.delete_drafts(untouched)
    desk.store.papers.delete_drafts(untouched)
    desk.store.claims.delete_old()
    desk.store.openings.delete_old()
    desk.store.links.delete_expired()
    desk.store.wipe()

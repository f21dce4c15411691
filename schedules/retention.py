"""Delete what has been kept long enough: gaps, audit, deliveries, feedback, drafts, links and so on."""

from datetime import timedelta

from bot.chat import Desk

EVERY = timedelta(hours=1)


def run(desk: Desk) -> None:
    """Running it twice deletes once; a missed hour is caught up by the next."""
    kept = desk.settings.retention
    desk.store.sentences.delete_expired()
    desk.store.gaps.delete_older(kept.gaps)
    desk.store.audit.delete_older(kept.audit)
    desk.store.deliveries.delete_older(kept.deliveries)
    desk.store.feedback.delete_older(kept.feedback)
    untouched = desk.store.now() - timedelta(days=kept.drafts)
    desk.store.reports.delete_drafts(untouched)
    desk.store.papers.delete_drafts(untouched)
    desk.store.claims.delete_old()
    desk.store.openings.delete_old()
    desk.store.links.delete_expired()
    desk.store.wipe()

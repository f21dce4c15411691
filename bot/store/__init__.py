"""The store: tables, migrations and records. SQL lives only here."""

from bot.store.claims import Again
from bot.store.directory import Changes
from bot.store.engine import file_at
from bot.store.examining import Examined, examine
from bot.store.files import backup, copies_beside
from bot.store.opened import Store
from bot.store.records import (
    AccountRecord,
    AuditRecord,
    FeedbackRecord,
    GapRecord,
    Origin,
    SearchWords,
    SentenceRecord,
    TargetKind,
)
from bot.store.restoring import Restored, restore
from bot.store.trouble import StoreError

__all__ = [
    "AccountRecord",
    "Again",
    "AuditRecord",
    "Changes",
    "Examined",
    "FeedbackRecord",
    "GapRecord",
    "Origin",
    "Restored",
    "SearchWords",
    "SentenceRecord",
    "Store",
    "StoreError",
    "TargetKind",
    "backup",
    "copies_beside",
    "examine",
    "file_at",
    "restore",
]

"""Make a paper: gather what it is made from and keep that, then lay it out. Same snapshot, same bytes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from bot.domain.status.editions import Edition
from bot.domain.status.indicators import Catalogue
from bot.domain.status.paper_changes import changes
from bot.domain.status.snapshot import Snapshot
from bot.papers.gathering import Tell, gather
from bot.papers.laying import as_docx, as_pdf
from bot.store import Store
from bot.store.papers import Files, PaperRecord, State


def make(store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime) -> None:
    """All of it, here."""
    kept = keep(store, catalogue, record, now)
    store.papers.made(record.id, Files(as_docx(kept), as_pdf(kept)))


def keep_in(address: str, catalogue: Catalogue, record: PaperRecord, now: datetime) -> bytes:
    """The first step in a process of its own: with its own connection, and the time it was begun at."""
    store = Store.open(address, lambda: now)
    try:
        return keep(store, catalogue, record, now)
    finally:
        store.close()


def keep(store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime) -> bytes:
    """What it is made from, as JSON. A paper that is being frozen is what it was, with a number."""

    def tell(per_cent: int) -> None:
        store.papers.progress(record.id, per_cent)

    tell(5)
    kept = store.papers.snapshot(record.id) if record.state is State.FREEZING else None
    if kept:
        snapshot = replace(kept, number=record.number)
        store.papers.keep(record.id, snapshot)
    else:
        out = store.papers.editions()
        snapshot, edition = gathered(store, catalogue, record, now, tell, out.shown)
        store.papers.keep(record.id, snapshot, edition, out)
    return as_json(snapshot)


def gathered(  # noqa: PLR0917 - as bot.papers.gathering has it
    store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime, tell: Tell, out: Sequence[Edition] = ()
) -> tuple[Snapshot, Edition]:
    """The snapshot, with what changed since the version that it corrects; and what it shows."""
    snapshot, edition = gather(store, catalogue, record, now, tell, out)
    before = store.papers.snapshot(record.corrects) if record.corrects else None
    return (replace(snapshot, changes=changes(before, snapshot)) if before else snapshot), edition


def laid_out(snapshot: Snapshot) -> Files:
    """Both files."""
    kept = as_json(snapshot)
    return Files(as_docx(kept), as_pdf(kept))


def as_json(snapshot: Snapshot) -> bytes:
    """The snapshot as bytes."""
    return json.dumps(asdict(snapshot), ensure_ascii=False).encode()

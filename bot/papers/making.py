"""Make a paper: from its row in the store to bytes, telling how far it is. It may run in a process of its own."""

from dataclasses import replace
from datetime import datetime

from bot.documents.charts import png
from bot.documents.docx import docx
from bot.documents.pdf import pdf
from bot.domain.status.indicators import Catalogue
from bot.domain.status.paper import paper
from bot.domain.status.paper_changes import changes
from bot.domain.status.snapshot import Snapshot
from bot.papers.gathering import Tell, gather
from bot.store import Store
from bot.store.papers import Files, PaperRecord, State


def make(store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime) -> None:
    """Gather, lay out, keep. One that is being frozen is laid out from what it was made from, with its number."""

    def tell(per_cent: int) -> None:
        store.papers.progress(record.id, per_cent)

    tell(5)
    kept = store.papers.snapshot(record.id) if record.state is State.FREEZING else None
    snapshot = replace(kept, number=record.number) if kept else gathered(store, catalogue, record, now, tell)
    files = laid_out(snapshot, tell)
    store.papers.made(record.id, snapshot, files)


def gathered(store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime, tell: Tell) -> Snapshot:
    """The snapshot, with what changed since the version that it corrects."""
    snapshot = gather(store, catalogue, record, now, tell)
    before = store.papers.snapshot(record.corrects) if record.corrects else None
    return replace(snapshot, changes=changes(before, snapshot)) if before else snapshot


def laid_out(snapshot: Snapshot, tell: Tell = lambda _: None) -> Files:
    """The same snapshot gives the same bytes."""
    laid = paper(snapshot)
    tell(60)
    as_pdf = pdf(laid)
    tell(80)
    return Files(docx(laid, lambda svg: png(svg.encode())), as_pdf)

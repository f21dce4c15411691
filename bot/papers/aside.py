"""A paper from the command line: the same as in the chat, written to a folder and kept nowhere else."""

from datetime import date
from pathlib import Path

from bot.domain.status.indicators import Catalogue
from bot.papers.gathering import gather
from bot.papers.making import laid_out
from bot.store import Store
from bot.store.papers import PaperRecord


def write_paper(  # noqa: PLR0917 - what it is about, and where to
    store: Store, catalogue: Catalogue, board: str, first: date, last: date, folder: Path
) -> list[Path]:
    """Where the Word and the PDF file are."""
    now = store.now()
    record = PaperRecord(board, first.isoformat(), last.isoformat(), now)
    snapshot, _ = gather(store, catalogue, record, now, lambda _: None, store.papers.editions().shown)
    files = laid_out(snapshot)
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for ending, content in (("docx", files.docx), ("pdf", files.pdf)):
        path = folder / f"status-{board}-{first}-{last}.{ending}"
        path.write_bytes(content)
        found.append(path)
    return found

"""Lay a kept snapshot out: bytes of JSON in, bytes of a file out. Imports little: its process stays small."""

import json

from bot.domain.status.paper import paper
from bot.domain.status.snapshot import Snapshot, snapshot_of


def as_pdf(kept: bytes) -> bytes:
    """The PDF."""
    from bot.documents.pdf import pdf

    return pdf(paper(read(kept)))


def as_docx(kept: bytes) -> bytes:
    """The Word file."""
    from bot.documents.charts import png
    from bot.documents.docx import docx

    return docx(paper(read(kept)), lambda svg: png(svg.encode()))


def read(kept: bytes) -> Snapshot:
    """The snapshot of its JSON."""
    return snapshot_of(json.loads(kept))

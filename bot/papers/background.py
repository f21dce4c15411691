"""Make papers in processes of their own, one small one after the other, with low priority: no answer waits for one.

A step that crashes or hangs costs a try; what it had to do is in the store, and is taken up again.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

from bot.domain.status.indicators import Catalogue
from bot.settings import HOUSE
from bot.store import Store
from bot.store.papers import Files, PaperRecord

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=15)  # longer than the steps may take: after a restart, others' work is taken up then
LIMIT = 240.0  # seconds, after which a step hangs


def make_next(store: Store, catalogue: Catalogue) -> bool:
    """Make the oldest paper that waits, and wait for it; whether there was one."""
    record = store.papers.claim(LEASE)
    if record is None:
        return False
    address = store.address
    if address is None:  # a database in memory is nobody else's
        from bot.papers.making import make

        make(store, catalogue, record, store.now())
    elif not _made(store, catalogue, record, address):
        store.papers.release(record.id)
    return True


def _made(store: Store, catalogue: Catalogue, record: PaperRecord, address: str) -> bool:
    """Gather, PDF, Word. Only bytes pass through here, so that nothing keeps the server from answering."""
    from bot.papers import laying, making

    kept = _aside(making.keep_in, address, catalogue, record, store.now())
    if kept is None:
        return False
    store.papers.progress(record.id, 50)
    pdf = _aside(laying.as_pdf, kept)
    if pdf is None:
        return False
    store.papers.progress(record.id, 75)
    docx = _aside(laying.as_docx, kept)
    if docx is None:
        return False
    store.papers.made(record.id, Files(docx, pdf))
    return True


def _aside(step: Callable[..., bytes], *given: object) -> bytes | None:
    """What the step gives in a process of its own; None when it crashed or hung. Secrets go by a pipe."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HOUSE), os.environ.get("PYTHONPATH", "")])}
    work = pickle.dumps((step.__module__, step.__name__, given))
    command = [sys.executable, "-m", "bot.papers.child"]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, input=work, stdout=subprocess.PIPE, timeout=LIMIT, check=True, env=environment
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        log.warning("a step of a paper failed", extra={"error": type(error).__name__})
        return None
    return done.stdout

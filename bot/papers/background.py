"""Make papers in a process of their own, with low priority: no answer waits for one, and a crash costs a try."""

import logging
import os
import signal
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from bot import logs
from bot.domain.status.indicators import Catalogue
from bot.store import Store
from bot.store.papers import PaperRecord

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)  # longer than LIMIT: after a restart, others' work is taken up then
LIMIT = 240.0  # seconds, after which a maker hangs
NICE = 10


def make_next(store: Store, catalogue: Catalogue) -> bool:
    """Make the oldest paper that waits, and wait for it; whether there was one."""
    record = store.papers.claim(LEASE)
    if record is None:
        return False
    address = store.address
    if address is None:  # a database in memory is nobody else's
        _make(store, catalogue, record, store.now())
        return True
    process = get_context("spawn").Process(target=_child, args=(address, catalogue, record, store.now()), daemon=True)
    process.start()
    _wait(process)
    if process.exitcode != 0:
        log.error("a paper's maker ended without it", extra={"count": abs(process.exitcode or 0)})
        store.papers.release(record.id)
    return True


def _wait(process: BaseProcess) -> None:
    process.join(LIMIT)
    if process.is_alive():
        process.kill()
        process.join()


def _child(address: str, catalogue: Catalogue, record: PaperRecord, now: datetime) -> None:
    """What the process does; its own database connection, and the time it was begun at."""
    logs.set_up("warning")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which waits for us
    os.nice(NICE)
    store = Store.open(address, lambda: now)
    try:
        _make(store, catalogue, record, now)
    except Exception as error:  # the parent tries again
        log.exception("a paper was not made", extra={"error": type(error).__name__})
        os._exit(1)
    finally:
        store.close()


def _make(store: Store, catalogue: Catalogue, record: PaperRecord, now: datetime) -> None:
    from bot.papers.making import make  # slow to import, and only the child needs it

    make(store, catalogue, record, now)

"""The process's own search index, kept up with the directory in the store."""

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread

from bot.domain.directory import Directory
from bot.domain.questions import Index, Meanings
from bot.store.opened import Store

log = logging.getLogger(__name__)
_SMALL = 3000  # offers that are indexed anew at once, in about a second
_FEW = 200  # changed offers that a large index takes in; more are a reason to build it anew
_MANY = 100  # changes that a large index takes in before it is built anew
_TURN = 0.0005  # seconds until a background build lets an asker in


class OfferIndex:
    """`current()` is the index of the directory as it is stored now. Safe to call from any thread.

    A small directory is indexed anew when it has changed. In a large one the first asker lets the index before take
    in what has changed; what is too much for that is built in the background, while the index before answers.
    """

    def __init__(
        self,
        store: Store,
        meanings: Meanings | None = None,
        *,
        small: int = _SMALL,
        few: int = _FEW,
        many: int = _MANY,
    ) -> None:
        self._store, self._meanings = store, meanings
        self._small, self._few, self._many = small, few, many
        self._lock = Lock()
        self._building = Lock()
        self._changes = 0  # since the index was built
        directory = store.directory()
        with _nothing_collected():
            self._index = Index(directory, meanings)
        self._version = directory.version

    def current(self) -> Index:
        """The index; after a change the first asker brings it up to date while the others get the one before."""
        if self._store.version() != self._version and self._lock.acquire(blocking=False):
            try:
                self._follow(self._store.directory())
            finally:
                self._lock.release()
        return self._index

    def _follow(self, directory: Directory) -> None:
        if directory.version == self._version:
            return
        if len(directory.offers) <= self._small:
            self._index, self._changes = Index(directory, self._meanings), 0
        else:
            changed = self._index.changed(directory, self._few)
            if changed is not None:
                self._index, self._changes = changed, self._changes + 1
            if (changed is None or self._changes > self._many) and self._building.acquire(blocking=False):
                Thread(target=self._build, name="index", daemon=True).start()
            if changed is None:
                return  # the version stays the old one, so that who asks later tries again
        self._version = directory.version

    def _build(self) -> None:
        try:
            self.rebuild()
        except Exception:
            log.exception("the index could not be built anew")
        finally:
            self._building.release()

    def rebuild(self) -> None:
        """Build the index anew, and take in what has changed meanwhile.

        Where that is too much, and the index before has taken it in, that one stays: nothing seen is unseen again.
        """
        before = sys.getswitchinterval()
        sys.setswitchinterval(_TURN)
        try:
            with _nothing_collected():
                index = Index(self._store.directory(), self._meanings)
        finally:
            sys.setswitchinterval(before)
        with self._lock:
            index = index.changed(self._store.directory(), self._few) or index
            if index.directory.version >= self._index.directory.version:
                self._index, self._version, self._changes = index, index.directory.version, 0


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Without a search for garbage: a new index is none, and each search of a large one stalls every answer."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

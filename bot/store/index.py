"""The process's own search index, made anew when the directory in the store has changed."""

from threading import Lock

from bot.domain.questions import Index
from bot.store import Store


class OfferIndex:
    """`current()` is the index of the directory as it is stored now. Safe to call from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        directory = store.directory()
        self._index, self._version = Index(directory), directory.version

    def current(self) -> Index:
        """The index; after a change the first asker builds it while the others get the one before."""
        if self._store.version() != self._version and self._lock.acquire(blocking=False):
            try:
                directory = self._store.directory()
                if directory.version != self._version:
                    self._index, self._version = Index(directory), directory.version
            finally:
                self._lock.release()
        return self._index

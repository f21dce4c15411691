"""Search words: what administrators have taught, beside the directory's files, so that no import changes it."""

from collections.abc import Iterable
from typing import TypedDict

from sqlalchemy import Connection, delete, select

from bot.store import audit
from bot.store.engine import Database, directory_changed, insert_for
from bot.store.records import SearchWords, TargetKind, check_storable
from bot.store.tables import search_words


class Words(TypedDict):
    """The directory's two fields: offer id, or concept key, → what was attached to it."""

    search_words: dict[str, tuple[str, ...]]
    concept_words: dict[str, tuple[str, ...]]


class Taught:
    """Search words of offers and concepts. Every change makes the directory's version grow."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: TargetKind, target: str, words: Iterable[str], actor: str) -> tuple[int, ...]:
        """Attach words or phrases, which must be screened; the numbers of those that were not there already."""
        now, added = self._database.now(), []
        with self._database.changing_directory() as connection:
            for one in dict.fromkeys(words):
                check_storable({"words": one})
                values = {"kind": kind, "target": target, "words": one, "actor": actor, "at": now}
                new = insert_for(connection, search_words).values(values).on_conflict_do_nothing()
                number = connection.execute(new.returning(search_words.c.id)).scalar()
                if number is not None:
                    added.append(number)
                    changes = {"words": (None, one)}
                    audit.write(connection, [audit.entry(now, actor, "attach", kind, target, changes)])
            if added:
                directory_changed(connection, offers_only=True)  # the words are read every time
        return tuple(added)

    def remove(self, id: int, actor: str) -> bool:
        """Take words away again; False when they are gone already."""
        with self._database.changing_directory() as connection:
            gone = connection.execute(delete(search_words).where(search_words.c.id == id).returning(search_words))
            row = gone.one_or_none()
            if row is None:
                return False
            entry = audit.entry(
                self._database.now(), actor, "detach", row.kind, row.target, {"words": (row.words, None)}
            )
            audit.write(connection, [entry])
            directory_changed(connection, offers_only=True)
        return True

    def find(self, id: int) -> SearchWords | None:
        """Those with that number."""
        return next((one for one in self.all() if one.id == id), None)

    def all(self) -> tuple[SearchWords, ...]:
        """All that was attached, the oldest first."""
        with self._database.reading() as connection:
            return tuple(SearchWords(*row) for row in connection.execute(select(search_words).order_by(_ID)))


_ID = search_words.c.id


def words_by_target(connection: Connection) -> Words:
    """Everything attached, as the directory has it."""
    found: Words = {"search_words": {}, "concept_words": {}}
    columns = (search_words.c.kind, search_words.c.target, search_words.c.words)
    for kind, target, words in connection.execute(select(*columns).order_by(_ID)):
        table = found["search_words"] if kind == "offer" else found["concept_words"]
        table[target] = (*table.get(target, ()), words)
    return found

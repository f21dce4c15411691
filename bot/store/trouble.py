"""What can go wrong with a database, as Danish sentences that say what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import exc

UNREACHABLE = (
    "Jeg kan ikke nå databasen. Se efter, at den kører, og at adressen, navnet og adgangskoden i "
    "[store] url i config.toml er rigtige."
)
NOT_OURS = "Databasen er ikke Vejvisers. Peg [store] url i config.toml på en tom database eller en ny fil."
NEWER = (
    "Databasen er lavet af en nyere Vejviser end denne. Installér den nyeste Vejviser, eller gendan en "
    "sikkerhedskopi fra før opdateringen."
)
BUSY = "Databasen er optaget af en anden, for eksempel en stor import. Prøv igen om et øjeblik."
_SQLITE = {  # what SQLite says → what we say
    "unable to open": "Jeg kan ikke åbne databasens fil. Se efter, at Vejviser må skrive i den og i mappen.",
    "not a database": "Databasens fil er ikke en database. Vælg en anden i [store] url, eller gendan en kopi.",
    "malformed": "Databasens fil er beskadiget. Stop Vejviser, og gendan den seneste sikkerhedskopi.",
    "readonly": "Jeg må ikke skrive i databasens fil. Giv Vejvisers bruger ret til filen og mappen.",
    "is full": "Der er ikke mere plads på disken. Gør plads, og prøv igen.",
    "disk i/o": "Disken med databasen svarer ikke rigtigt. Se efter plads og fejl på disken, og prøv igen.",
    "locked": BUSY,
}


class StoreError(Exception):
    """The store cannot do what was asked; the message is a Danish sentence that says what to do."""


class DatabaseRefused(exc.SQLAlchemyError):
    """A mistake of ours that PostgreSQL found: its own message quotes the row, which must not reach a log."""


@contextmanager
def explained() -> Iterator[None]:
    """Turn what the database's owner can mend into StoreError; a mistake of ours stays what it is."""
    try:
        yield
    except exc.TimeoutError as error:
        raise StoreError(BUSY) from error
    except exc.DBAPIError as error:
        sentence = sentence_for(error.orig)
        if sentence is not None:
            raise StoreError(sentence) from error
        if _on_postgresql(error.orig):
            raise DatabaseRefused(_without_values(error.orig)) from None
        raise


def sentence_for(error: BaseException | None) -> str | None:
    """What to tell the owner of the database about the driver's error, or None."""
    said = str(error).lower()
    if type(error).__module__ == "sqlite3":
        return next((sentence for words, sentence in _SQLITE.items() if words in said), None)
    return UNREACHABLE if type(error).__name__ in _LOST else None


def _on_postgresql(error: BaseException | None) -> bool:
    return type(error).__module__.startswith("psycopg")


def _without_values(error: Any) -> str:
    diagnosis = error.diag
    known = (diagnosis.sqlstate, diagnosis.table_name, diagnosis.column_name, diagnosis.constraint_name)
    return " ".join([type(error).__name__, *(word for word in known if word)])


_LOST = {  # psycopg's names for a server that is not there, goes away or lets nobody in
    "OperationalError",
    "ConnectionTimeout",
    "AdminShutdown",
    "CannotConnectNow",
    "CrashShutdown",
    "InvalidPassword",
    "InvalidAuthorizationSpecification",
    "InvalidCatalogName",
    "TooManyConnections",
}

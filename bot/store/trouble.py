"""What can go wrong with a database, as Danish sentences that say what to do."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import exc

UNREACHABLE = (
    "Jeg kan ikke nå databasen. Se efter, at den kører, og at adressen, navnet og adgangskoden i {url} er rigtige."
)
NOT_OURS = "Databasen er ikke Vejvisers. Peg {url} på en tom database eller en ny fil."
NEWER = (
    "Databasen er lavet af en nyere Vejviser end denne. Installér den nyeste Vejviser, eller gendan en "
    "sikkerhedskopi fra før opdateringen."
)
BUSY = "Databasen er optaget af en anden, for eksempel en stor import. Prøv igen om et øjeblik."
RIGHTS = (
    "Databasens bruger må ikke lave, ændre og skrive i tabellerne i PostgreSQL. Gør den til ejer: "
    "ALTER DATABASE NAVN OWNER TO BRUGER, og også REASSIGN OWNED BY DEN_ANDEN TO BRUGER, hvis en anden har lavet "
    "tabellerne."
)
READ_ONLY = (
    "Denne PostgreSQL kan kun læses fra: det er en kopi af en anden, eller den er sat til kun at læse. "
    "Peg {url} på den, der kan skrives i."
)
ENCODING = (
    "Databasen er oprettet med et andet tegnsæt end UTF8, og Vejviser skal bruge UTF8. Opret en ny: "
    "createdb --encoding=UTF8 --template=template0 --owner=BRUGER NAVN."
)
_MIXED = (
    "Databasen kan ikke opdateres: den siger, at den er fra en ældre udgave, men har allerede den nyes tabeller. En "
    "kopi er nok lagt oven i en nyere database. Slet databasen, opret den tom, og læg kopien tilbage i den."
)
_NOBODY_THERE = (
    "Jeg kan ikke nå databasen: ingen PostgreSQL svarer på adressen. Se efter, at den kører, og at vært og port i "
    "{url} er rigtige."
)
_SQLITE = {  # what SQLite says → what we say
    "unable to open": "Jeg kan ikke åbne databasens fil. Se efter, at Vejviser må skrive i den og i mappen.",
    "not a database": "Databasens fil er ikke en database. Ret {url}, eller gendan en kopi.",
    "malformed": "Databasens fil er beskadiget. Stop Vejviser, og gendan den seneste sikkerhedskopi.",
    "readonly": "Jeg må ikke skrive i databasens fil. Giv Vejvisers bruger ret til filen og mappen.",
    "is full": "Der er ikke mere plads på disken. Gør plads, og prøv igen.",
    "disk i/o": "Disken med databasen svarer ikke rigtigt. Se efter plads og fejl på disken, og prøv igen.",
    "locked": BUSY,
}
_POSTGRESQL = {  # what PostgreSQL says when it lets nobody in → what we say; the first that fits
    "pg_hba": (
        "PostgreSQL lukker ikke denne maskine, bruger eller database ind. Tilføj en linje om dem i pg_hba.conf på "
        "databasens maskine, og genindlæs den."
    ),
    "password authentication|no password supplied": (
        "PostgreSQL kender ikke brugeren eller afviser adgangskoden. Ret dem i {url}."
    ),
    'role ".*" does not exist': "PostgreSQL har ingen bruger med det navn. Ret {url}, eller opret brugeren.",
    'database ".*" does not exist': (
        "PostgreSQL har ingen database med det navn. Ret {url}, eller opret den: "
        "createdb --encoding=UTF8 --template=template0 --owner=BRUGER NAVN."
    ),
    "permission denied": RIGHTS,
    "translate host name|resolve host|name or service": (
        "Jeg kan ikke nå databasen: værtens navn findes ikke. Ret det i {url}, eller se navneopslaget (DNS) efter."
    ),
    "refused|no such file|invalid port": _NOBODY_THERE,
    "does not support ssl|certificate|sslmode": (
        "Jeg kan ikke få en sikker forbindelse (TLS) til databasen. Ret sslmode i {url}, eller se efter, at TLS er "
        "slået til i PostgreSQL, og at certifikatet gælder."
    ),
    "too many|connection slots": (
        "PostgreSQL har ikke flere ledige forbindelser. Luk nogle, eller hæv max_connections i PostgreSQL."
    ),
    "starting up|shutting down|recovery mode": (
        "PostgreSQL er ved at starte eller stoppe. Vent lidt, og prøv igen."
    ),
}  # fmt: skip
_REFUSED = {  # psycopg's names for what its owner can mend → what we say
    "InsufficientPrivilege": RIGHTS,
    "ReadOnlySqlTransaction": READ_ONLY,
    "DiskFull": "Der er ikke mere plads på databasens disk. Gør plads på dens maskine, og prøv igen.",
    "DuplicateTable": _MIXED,
    "DuplicateColumn": _MIXED,
    "DuplicateObject": _MIXED,
}


class StoreError(Exception):
    """The store cannot do what was asked; the message is a Danish sentence that says what to do.

    In it, {url} becomes where the database's address was written.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence.replace("{url}", _where()))


def absent(place: str) -> StoreError:
    """That there is no database where one is to be read."""
    return StoreError(
        f"Der er ingen Vejviser-database i {place}. Skriv --config og stien til jeres config.toml, eller ret {{url}}."
    )


def _where() -> str:
    """The environment goes before the file."""
    outside = any(value and name.upper() == "VEJVISER_STORE__URL" for name, value in os.environ.items())
    return "miljøvariablen VEJVISER_STORE__URL" if outside else "[store] url i config.toml"


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
    said, name = str(error).lower(), type(error).__name__
    if type(error).__module__ == "sqlite3":
        return next((sentence for words, sentence in _SQLITE.items() if words in said), None)
    if name in _LOST:
        return next((sentence for words, sentence in _POSTGRESQL.items() if re.search(words, said)), UNREACHABLE)
    if name == "ProgrammingError" and "connection option" in said:
        return "Adressen i {url} har efter »?« noget, som PostgreSQL ikke kender. Ret eller slet det."
    return _REFUSED.get(name)


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

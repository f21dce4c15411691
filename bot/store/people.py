"""The register of people: who has which role, until they ask to be forgotten."""

from sqlalchemy import bindparam, delete, select, update

from bot.domain.organisation import Person
from bot.store import audit
from bot.store.engine import Database, directory_changed
from bot.store.forgetting import PRIVATE, marks
from bot.store.records import PEOPLE
from bot.store.tables import accounts, links, people

_ALL = select(*PEOPLE.columns).order_by(people.c.position)
_ONE = select(*PEOPLE.columns).where(people.c.id == bindparam("id_"))


class People:
    """The people of the organisation, in its file's order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Person, ...]:
        """Everyone, forgotten ones with title and role only."""
        with self._database.reading() as connection:
            return tuple(PEOPLE.value(row) for row in connection.execute(_ALL))

    def find(self, person_id: str) -> Person | None:
        """The person with this id."""
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"id_": person_id}).first()
        return None if row is None else PEOPLE.value(row)

    def by_email(self, email: str) -> Person | None:
        """The first person with this address, whatever the case of its letters."""
        wanted = email.strip().casefold()
        found = (p for p in self.all() if p.email and p.email.strip().casefold() == wanted)
        return next(found, None)

    def named(self, typed: str) -> Person | None:
        """Who is meant by an id, a title or a work address."""
        wanted = typed.strip().casefold()
        found = (p for p in self.all() if wanted in (p.id.casefold(), p.title.casefold(), (p.email or "").casefold()))
        return next(found, None) if wanted else None

    def forget(self, person_id: str, actor: str) -> None:
        """Remove name, e-mail, accounts and links for good; title and role stay. Unknown ids raise KeyError."""
        with self._database.changing_directory() as connection:
            query = select(people).where(people.c.id == person_id)
            stored = connection.execute(query).mappings().one_or_none()
            if stored is None:
                raise KeyError(person_id)
            connection.execute(delete(accounts).where(accounts.c.person_id == person_id))
            connection.execute(delete(links).where(links.c.person_id == person_id))
            if any(stored[name] for name in PRIVATE):  # the digest goes too: it was made of them
                gone = {"name": None, "email": None, "digest": "", "forgotten": marks(dict(stored))}
                connection.execute(update(people).where(people.c.id == person_id).values(gone))
                directory_changed(connection)
            now = self._database.now()
            audit.write(connection, [audit.entry(now, actor, "forget", PEOPLE.kind, person_id)])

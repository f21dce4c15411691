"""Accounts: who somebody is on a chat platform, as last checked."""

from sqlalchemy import bindparam, delete, select

from bot.store.engine import Database, insert_for
from bot.store.records import AccountRecord
from bot.store.tables import accounts

_KEY = (accounts.c.platform == bindparam("platform_"), accounts.c.id == bindparam("id_"))
_ONE = select(accounts).where(*_KEY)
_NAMES = tuple(column.name for column in accounts.c)
_FORGET = delete(accounts).where(*_KEY)


class Accounts:
    """One record for each account that has asked something."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, platform: str, id: str) -> AccountRecord | None:
        """What is known about an account."""
        with self._database.reading() as connection:
            row = connection.execute(_ONE, {"platform_": platform, "id_": id}).first()
        return None if row is None else AccountRecord(*row)

    def put(self, account: AccountRecord) -> None:
        """Store an account, in place of what was known about it."""
        values = {name: getattr(account, name) for name in _NAMES}
        with self._database.writing() as connection:
            new = insert_for(connection, accounts).values(values)
            connection.execute(new.on_conflict_do_update(index_elements=["platform", "id"], set_=values))

    def forget(self, platform: str, id: str) -> None:
        """Remove an account."""
        with self._database.writing() as connection:
            connection.execute(_FORGET, {"platform_": platform, "id_": id})

    def of(self, person_id: str) -> tuple[AccountRecord, ...]:
        """The accounts of a person."""
        query = select(accounts).where(accounts.c.person_id == person_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(accounts.c.platform, accounts.c.id)).all()
        return tuple(AccountRecord(*row) for row in rows)

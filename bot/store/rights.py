"""What PostgreSQL lets our user do, and how it keeps text, asked before it fails half-way; of SQLite nothing."""

from sqlalchemy import Connection, TextClause, text

from bot.store.trouble import ENCODING, READ_ONLY, StoreError

_MAY_WRITE = text("""
    SELECT bool_and(has_table_privilege(oid, 'INSERT') AND has_table_privilege(oid, 'UPDATE')
        AND has_table_privilege(oid, 'DELETE'))
    FROM pg_class WHERE relkind = 'r'
        AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
""")
_MAY_MAKE = text("""
    SELECT has_schema_privilege(current_schema(), 'CREATE') AND NOT EXISTS (
        SELECT FROM pg_class WHERE relkind = 'r' AND NOT pg_has_role(relowner, 'USAGE')
            AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))
""")


def is_fit(connection: Connection) -> None:
    """Raise StoreError for a database whose encoding cannot hold what people write."""
    postgresql = connection.dialect.name == "postgresql"
    if postgresql and connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
        raise StoreError(ENCODING)


def may_write(connection: Connection) -> bool:
    """Whether our user may write in all tables. Raises StoreError where nobody may."""
    return _may(connection, _MAY_WRITE)


def may_make(connection: Connection) -> bool:
    """Whether our user may make tables, and change those that there are. As `may_write`."""
    return _may(connection, _MAY_MAKE)


def _may(connection: Connection, question: TextClause) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    if connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
        raise StoreError(READ_ONLY)
    return bool(connection.execute(question).scalar())

"""Alembic's way in: runs the migrations on the connection (and in the transaction) that it is given."""

from alembic import context

import bot.store.status_tables  # noqa: F401 - its tables are in the metadata too
from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()

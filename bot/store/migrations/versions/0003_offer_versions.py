"""In which version of the directory each offer changed last, and all the rest: a reader reads only what is newer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; 0 is older than what any reader knows."""
    op.add_column("offers", sa.Column("version", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_offers_version", "offers", ["version"])
    op.add_column("meta", sa.Column("rest_version", sa.BigInteger(), nullable=False, server_default="0"))

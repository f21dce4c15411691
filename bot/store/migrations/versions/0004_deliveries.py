"""Deliveries: what goes out to whom, once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"


def upgrade() -> None:
    """Make the table. The two partial indexes hold what is to be done only, however much was sent before."""
    time, number = sa.DateTime(timezone=True), sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "deliveries",
        sa.Column("id", number, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("due", time, nullable=False),
        sa.Column("until", time),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next", time, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("tried", time),
        sa.Column("begun", time),
        sa.Column("place", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("done", time),
        sa.Column("channel", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("key", name="uq_deliveries_key"),
    )
    for name, column, state in (("next", "next", "waiting"), ("failed", "id", "failed")):
        where = sa.text(f"state = '{state}'")
        op.create_index(
            f"ix_deliveries_{name}", "deliveries", [column], sqlite_where=where, postgresql_where=where
        )
    op.create_index("ix_deliveries_about_person", "deliveries", ["about", "person"])

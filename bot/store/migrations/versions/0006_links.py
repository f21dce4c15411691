"""Personal links: what the holder of a token may do, once."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    time = sa.DateTime(timezone=True)
    op.create_table(
        "links",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("made", time, nullable=False),
        sa.Column("expires", time, nullable=False),
        sa.Column("used", time),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_links_person_id"),
        sa.PrimaryKeyConstraint("mark", name="pk_links"),
    )
    op.create_index("ix_links_person_id", "links", ["person_id"])
    op.create_index("ix_links_expires", "links", ["expires"])

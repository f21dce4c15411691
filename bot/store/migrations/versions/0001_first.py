"""The first schema: the directory, people and their accounts, feedback, gaps, sentences, the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "areas",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("postal_codes", sa.JSON(), nullable=False),
        sa.Column("neighbours", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_areas"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Text(), nullable=False),
        sa.Column("changes", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_kind_record_id", "audit", ["kind", "record_id"])
    op.create_table(
        "boards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_boards"),
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("area", sa.Text()),
        sa.Column("age_band", sa.Text()),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("failed", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_gaps"),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parties", sa.JSON(), nullable=False),
        sa.Column("members", sa.Text()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
    )
    op.create_table(
        "initiatives",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text()),
        sa.Column("employer", sa.Text()),
        sa.Column("steering", sa.JSON(), nullable=False),
        sa.Column("following", sa.JSON(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("duration_years", sa.Integer()),
        sa.Column("start", sa.Text()),
        sa.Column("end", sa.Text()),
        sa.Column("decision_due", sa.Text()),
        sa.Column("full_time_years", sa.Double()),
        sa.Column("funding", sa.JSON(), nullable=False),
        sa.Column("meetings_per_year", sa.JSON(), nullable=False),
        sa.Column("reporting", sa.Text()),
        sa.Column("evaluation", sa.Text()),
        sa.Column("builds_on", sa.Text()),
        sa.Column("lessons", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_initiatives"),
    )
    op.create_table(
        "meta",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directory_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_meta"),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text()),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("postal_code", sa.Text()),
        sa.Column("city", sa.Text()),
        sa.Column("min_age", sa.Integer()),
        sa.Column("max_age", sa.Integer()),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("schedule_note", sa.Text()),
        sa.Column("price_dkk", sa.Double()),
        sa.Column("price_note", sa.Text()),
        sa.Column("signup", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("source_url", sa.Text()),
        sa.Column("source_date", sa.Text()),
        sa.Column("source_note", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edited", sa.JSON()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parties"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("plan", sa.Text()),
        sa.Column("party", sa.Text()),
        sa.Column("board", sa.Text()),
        sa.Column("employer", sa.Text()),
        sa.Column("forgotten", sa.JSON()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("board", sa.Text()),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_table(
        "sentences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("facets", sa.JSON(), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sentences"),
    )
    op.create_index("ix_sentences_expires", "sentences", ["expires"])
    op.create_table(
        "series",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("between", sa.JSON(), nullable=False),
        sa.Column("per", sa.Text()),
        sa.Column("owed_per_year", sa.Integer(), nullable=False),
        sa.Column("wanted_per_year", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_series"),
    )
    op.create_table(
        "accounts",
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text()),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_accounts_person_id"),
        sa.PrimaryKeyConstraint("platform", "id", name="pk_accounts"),
    )
    op.create_index("ix_accounts_person_id", "accounts", ["person_id"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("closed_by", sa.Text()),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_feedback_offer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_offer_id", "feedback", ["offer_id"])
    op.execute("INSERT INTO meta (id, directory_version) VALUES (1, 0)")

"""Status: requests, reports with their versions, figures, goals and papers."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("reporters", sa.JSON(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("meeting", sa.Text()),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text()),
        sa.Column("sent", sa.Text()),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("later", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
    )
    op.create_index("ix_requests_board", "requests", ["board"])
    op.create_index("ix_requests_next_at", "requests", ["next_at"])
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer()),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("draft", sa.JSON()),
        sa.Column("draft_by", sa.Text(), nullable=False),
        sa.Column("draft_at", sa.DateTime(timezone=True)),
        sa.Column("approved", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Integer()),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_reports_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_reporter", "reports", ["reporter"])
    op.create_index("ix_reports_request_id_reporter", "reports", ["request_id", "reporter"], unique=True)
    op.create_table(
        "report_versions",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("nothing_new", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_report_versions_report_id"),
        sa.PrimaryKeyConstraint("report_id", "number", name="pk_report_versions"),
    )
    op.create_index("ix_report_versions_person_id", "report_versions", ["person_id"])
    op.create_table(
        "figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("initiative", sa.Text(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("number", sa.Double()),
        sa.Column("definition", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_figures"),
    )
    op.create_index(
        "ix_figures_indicator_initiative_reporter_area_period",
        "figures",
        ["indicator", "initiative", "reporter", "area", "period"],
        unique=True,
    )
    op.create_index("ix_figures_reporter", "figures", ["reporter"])
    op.create_index("ix_figures_source", "figures", ["source"])
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("baseline", sa.Double()),
        sa.Column("baseline_period", sa.Text()),
        sa.Column("target", sa.Double()),
        sa.Column("enough", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
    )
    op.create_index("ix_goals_initiative", "goals", ["initiative"])
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer()),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.JSON()),
        sa.Column("edition", sa.JSON()),
        sa.Column("docx", sa.LargeBinary()),
        sa.Column("pdf", sa.LargeBinary()),
        sa.Column("docx_sha256", sa.Text(), nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Integer()),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True)),
        sa.Column("frozen_by", sa.Text(), nullable=False),
        sa.Column("journal", sa.Text()),
        sa.Column("filed", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("alive", sa.DateTime(timezone=True)),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name="fk_papers_request_id"),
        sa.PrimaryKeyConstraint("id", name="pk_papers"),
    )
    op.create_index("ix_papers_board", "papers", ["board"])
    op.create_index("ix_papers_number_version", "papers", ["number", "version"], unique=True)
    op.create_index("ix_papers_request_id", "papers", ["request_id"])
    op.create_index("ix_papers_state", "papers", ["state"])

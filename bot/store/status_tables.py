"""The tables of the status reports; see bot.store.tables."""

from sqlalchemy import JSON, Column, Double, ForeignKey, Index, Integer, LargeBinary, Table, Text

from bot.store.tables import Utc, metadata


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


requests = Table(  # what boards ask for; reporters are "plan:ID" or "party:ID", days are ISO
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Text, nullable=False, index=True),
    Column("reporters", JSON, nullable=False),
    _text("period"),
    _text("template"),
    _text("note"),
    Column("meeting", Text),
    _text("due"),
    Column("draft", Text),
    Column("sent", Text),
    _text("requester"),
    Column("made_at", Utc, nullable=False),
    Column("withdrawn_at", Utc),
    Column("later", JSON, nullable=False),  # person → day
    Column("revision", Integer, nullable=False),
    Column("stamp", Integer, nullable=False),  # grows with every write, also of its reports
    Column("seen", Utc, nullable=False),  # until when its steps have been delivered
    Column("next_at", Utc, index=True),  # when to look at it again
)

reports = Table(  # one reporter's answer; request_id is NULL for a voluntary one
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("request_id", Integer, ForeignKey("requests.id")),
    Column("reporter", Text, nullable=False, index=True),
    _text("period"),
    _text("template"),
    Column("version", Integer, nullable=False),  # the latest; 0 = none yet
    Column("draft", JSON(none_as_null=True)),
    _text("draft_by"),
    Column("draft_at", Utc),
    Column("approved", Integer, nullable=False),
    _text("approved_by"),
    Column("paper_id", Integer),  # the frozen paper that holds it
    Index(None, "request_id", "reporter", unique=True),
)

report_versions = Table(  # every answer as it was sent
    "report_versions",
    metadata,
    Column("report_id", Integer, ForeignKey("reports.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("person_id", Text, nullable=False, index=True),
    Column("nothing_new", Integer, nullable=False),
    Column("content", JSON, nullable=False),
)

figures = Table(  # the newest figure of each place: from a report's latest version, or imported
    "figures",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("indicator"),
    _text("initiative"),
    Column("reporter", Text, nullable=False, index=True),
    _text("area"),
    _text("period"),
    _text("given"),
    Column("number", Double),
    Column("definition", Integer, nullable=False),
    _text("person_id"),
    Column("source", Text, nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Index(None, "indicator", "initiative", "reporter", "area", "period", unique=True),
)

goals = Table(  # baseline, target and what is enough, as the steering group wrote it; never changed, only followed
    "goals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("initiative", Text, nullable=False, index=True),
    _text("indicator"),
    _text("area"),
    Column("baseline", Double),
    Column("baseline_period", Text),
    Column("target", Double),
    _text("enough"),
    _text("person_id"),
    Column("at", Utc, nullable=False),
)

papers = Table(  # papers for a board: made in the background, kept, and frozen by its secretary
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("board", Text, nullable=False, index=True),
    Column("request_id", Integer, ForeignKey("requests.id"), index=True),
    _text("first"),  # the period, ISO days
    _text("last"),
    Column("state", Text, nullable=False, index=True),  # bot.store.papers.State
    Column("progress", Integer, nullable=False),  # per cent
    _text("problem"),
    _text("made_by"),
    Column("made_at", Utc, nullable=False),
    Column("snapshot", JSON),  # everything it was made from
    Column("edition", JSON(none_as_null=True)),  # what it shows of small numbers and around them: bot.store.editions
    Column("docx", LargeBinary),
    Column("pdf", LargeBinary),
    _text("docx_sha256"),
    _text("pdf_sha256"),
    Column("number", Text),  # "bispebjerg-2026-3", given when frozen
    Column("version", Integer, nullable=False),
    Column("corrects", Integer),  # the paper that this is a correction of
    Column("changes", JSON, nullable=False),  # Danish sentences
    Column("frozen_at", Utc),
    _text("frozen_by"),
    Column("journal", Text),
    Column("filed", Text),
    Column("attempts", Integer, nullable=False),  # how often making it has begun
    Column("alive", Utc),  # when its maker last gave a sign of life
    Column("done_at", Utc),  # when it was made, or given up
    Index(None, "number", "version", unique=True),
)

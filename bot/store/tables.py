"""The tables, as they are at the newest migration. A record's columns bear the names of its fields."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)


class Utc(TypeDecorator[datetime]):
    """An aware datetime, UTC in the database and when read; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; SQLite has no zones, so there it is UTC without saying so."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


WAITING, FAILED = text("state = 'waiting'"), text("state = 'failed'")  # as the partial indexes have them


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str | None]:
    return Column(name, Text)


def _list(name: str) -> Column[Any]:
    return Column(name, JSON, nullable=False)


def _directory_table(name: str, *columns: Column[Any]) -> Table:
    """A table of the directory: `position` keeps the file's order, `digest` tells what was last imported."""
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        *columns,
        Column("position", Integer, nullable=False),
        _text("digest"),
    )


offers = _directory_table(
    "offers",
    _text("name"),
    _text("summary"),
    _text("description"),
    _maybe("organisation"),
    _list("areas"),
    _maybe("place"),
    _maybe("address"),
    _maybe("postal_code"),
    _maybe("city"),
    Column("min_age", Integer),
    Column("max_age", Integer),
    _list("audience"),
    _list("topics"),
    _list("schedule"),
    _maybe("schedule_note"),
    Column("price_dkk", Double),
    _maybe("price_note"),
    _maybe("signup"),
    _maybe("phone"),
    _maybe("email"),
    _maybe("url"),
    _maybe("source_url"),
    _maybe("source_date"),
    _maybe("source_note"),
    _text("kind"),
    Column("edited", JSON(none_as_null=True)),  # field → "owner" | "administrator"; absent = from an import
    Column("version", BigInteger, nullable=False, server_default="0", index=True),  # the directory's, when it changed
)

areas = _directory_table(
    "areas",
    _text("name"),
    _text("level"),
    _maybe("parent"),
    _list("aliases"),
    _list("postal_codes"),
    _list("neighbours"),
)

parties = _directory_table("parties", _text("name"), _maybe("parent"), _maybe("note"))

boards = _directory_table("boards", _text("name"), _list("areas"))

plans = _directory_table(
    "plans", _text("name"), _maybe("board"), _list("areas"), _list("departments"), _maybe("note")
)

groups = _directory_table("groups", _text("name"), _list("parties"), _maybe("members"))

series = _directory_table(
    "series",
    _text("name"),
    _list("between"),
    _maybe("per"),
    Column("owed_per_year", Integer, nullable=False),
    Column("wanted_per_year", Integer, nullable=False),
    _maybe("group"),
    _list("windows"),
)

initiatives = _directory_table(
    "initiatives",
    _text("name"),
    _text("purpose"),
    _maybe("plan"),
    _maybe("employer"),
    _list("steering"),
    _list("following"),
    _list("partners"),
    Column("duration_years", Integer),
    _maybe("start"),
    _maybe("end"),
    _maybe("decision_due"),
    Column("full_time_years", Double),
    _list("funding"),
    _list("meetings_per_year"),
    _maybe("reporting"),
    _maybe("evaluation"),
    _maybe("builds_on"),
    _list("lessons"),
)

people = _directory_table(
    "people",
    _text("title"),
    _text("role"),
    _maybe("name"),
    _maybe("email"),
    _maybe("plan"),
    _maybe("party"),
    _maybe("board"),
    _maybe("employer"),
    Column("forgotten", JSON(none_as_null=True)),  # salted hashes of the name and e-mail
)

accounts = Table(
    "accounts",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), index=True),
    _text("standing"),
    Column("checked_at", Utc, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("offer_id", Text, ForeignKey("offers.id"), nullable=False, index=True),
    _text("text"),
    _text("actor"),
    Column("at", Utc, nullable=False),
    _maybe("outcome"),
    _maybe("closed_by"),
    Column("closed_at", Utc),
)

gaps = Table(  # questions without an answer: what was recognised in them, never their words or who asked
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    _maybe("area"),
    _maybe("age_band"),
    _list("topics"),
    _maybe("failed"),
)

sentences = Table(  # what people sent to the editors on purpose, until it expires
    "sentences",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    _text("text"),
    Column("facets", JSON, nullable=False),
    Column("expires", Utc, nullable=False, index=True),
)

search_words = Table(  # what administrators say that an offer is found by, or that people say for a concept
    "search_words",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("kind"),  # "offer" | "concept"
    _text("target"),  # the offer's id, the concept's key
    _text("words"),
    _text("actor"),
    Column("at", Utc, nullable=False),
    Index(None, "kind", "target", "words", unique=True),
)

openings = Table(  # how often an offer was opened after questions about a topic, a week at a time; never by whom
    "openings",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("offer_id", Text, primary_key=True),
    Column("week", Integer, primary_key=True),  # since the year 1
    Column("opened", Integer, nullable=False),
    Column("expected", Double, nullable=False),  # how often it would have been, had only its place counted
)

claims = Table(  # what a chat sent, by its number, for a day; `place` is where somebody was told to wait
    "claims",
    metadata,
    Column("key", Text, primary_key=True),
    Column("until", Utc, nullable=False, index=True),
    Column("done", Boolean, nullable=False),
    _maybe("place"),
)

meetings = Table(  # what is owed, offered, booked, held or dropped; people are ids
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    _text("series"),
    _text("subject"),
    Column("school_year", Integer, nullable=False),
    _text("title"),
    Column("number", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    _maybe("plan"),
    Column("owed", Boolean, nullable=False),
    _maybe("opens"),
    _maybe("closes"),
    _text("state"),
    Column("start", Utc),
    Column("end", Utc),
    _text("place"),
    _text("link"),
    _text("organiser"),
    _list("participants"),
    _list("times"),
    _list("answers"),
    _list("coming"),
    _list("agenda"),
    _text("decisions"),
    Column("recorded", Boolean, nullable=False),
    _text("reason"),
    _list("later"),
    Column("revision", Integer, nullable=False),
    _text("change"),
    Column("changed_at", Utc),
    Column("made_at", Utc),
    Column("answered_at", Utc),
    Column("earlier", Utc),
    Column("stamp", Integer, nullable=False),  # grows with every write
    Column("seen", Utc, nullable=False),  # until when its steps have been delivered
    Column("next_at", Utc, index=True),  # when to look at it again
    Index(None, "series", "subject", "school_year", "number", "attempt", unique=True),
    Index(None, "school_year", "state"),
)

attendance = Table(  # who takes part in which meeting
    "attendance",
    metadata,
    Column("meeting_id", Integer, ForeignKey("meetings.id"), primary_key=True),
    Column("person_id", Text, primary_key=True, index=True),
)

followups = Table(  # what a meeting decided that somebody does before a day
    "followups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", Integer, ForeignKey("meetings.id"), nullable=False, index=True),
    Column("person_id", Text, nullable=False, index=True),
    _text("text"),
    _text("day"),
    Column("done", Boolean, nullable=False),
    Column("next_at", Utc, index=True),  # when to remind; NULL = reminded or done
)

referrals = Table(  # young people led to offers: counts, never who they are; person_id is who entered them
    "referrals", metadata, Column("id", Integer, primary_key=True), Column("at", Utc, nullable=False, index=True),
    _text("area"), _text("target"), _text("step"),  # the target is an offer's id, or "#concept"
    Column("count", Integer, nullable=False), Column("person_id", Text, nullable=False, index=True),
)  # fmt: skip

deputies = Table(  # who stands in for whom, on which days; `last` is NULL when the person has left
    "deputies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Text, nullable=False, index=True),
    _text("deputy"),
    _text("first"),
    _maybe("last"),
)

deliveries = Table(  # what goes out to whom: `next` is when to look at it again, `begun` that its fate is unknown
    "deliveries",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    _text("kind"),
    _text("about"),
    Column("revision", Integer, nullable=False),
    _text("step"),
    _text("person"),
    Column("due", Utc, nullable=False),
    Column("until", Utc),
    Column("urgent", Boolean, nullable=False),
    _text("state"),  # waiting, sent, failed, dropped (bortfaldet)
    Column("next", Utc, nullable=False),
    Column("attempt", Integer, nullable=False),  # grows with every claim: who holds an older one has lost it
    Column("failures", Integer, nullable=False),
    Column("tried", Utc),  # since when we try
    Column("begun", Utc),  # when a send began that nobody has heard the end of
    _maybe("place"),  # where it went then: "slack:T1/U2"
    _maybe("reason"),
    Column("done", Utc),
    _maybe("channel"),
    Index("ix_deliveries_next", "next", sqlite_where=WAITING, postgresql_where=WAITING),
    Index("ix_deliveries_failed", "id", sqlite_where=FAILED, postgresql_where=FAILED),
    Index(None, "about", "person"),
)

links = Table(  # personal links, by the marks of their tokens; `holder` tells whom each was made for
    "links",
    metadata,
    Column("mark", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False, index=True),
    _text("target"),
    Column("given", JSON, nullable=False),
    _text("title"),
    _text("text"),
    _text("holder"),
    Column("made", Utc, nullable=False),
    Column("expires", Utc, nullable=False, index=True),
    Column("used", Utc),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Utc, nullable=False),
    _text("actor"),
    _text("action"),
    _text("kind"),
    _text("record_id"),
    Column("changes", JSON(none_as_null=True)),
    Index(None, "kind", "record_id"),
)

meta = Table(  # one row
    "meta",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("directory_version", BigInteger, nullable=False),
    Column("rest_version", BigInteger, nullable=False, server_default="0"),  # when anything but offers changed last
)

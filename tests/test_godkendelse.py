"""The drafts for a municipality's approval say what the program does: every table, scope and period."""

import re
from datetime import timedelta

import pytest

from bot.platforms.slack.scopes import SCOPES
from bot.settings import HOUSE, Retention
from bot.store.claims import KEPT
from bot.store.tables import metadata

DRAFTS = {path.name: path.read_text(encoding="utf-8") for path in (HOUSE / "docs" / "godkendelse").glob("*.md")}
TABLES = dict(re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", DRAFTS["fortegnelse.md"], re.M))
ABOUT_PEOPLE = (
    "people", "accounts", "feedback", "audit", "claims", "search_words", "deliveries", "links", "meetings",
    "attendance", "followups", "deputies", "referrals", "requests", "reports", "report_versions", "figures", "goals",
)  # fmt: skip


def test_every_draft_that_is_promised_is_there() -> None:
    assert DRAFTS.keys() == {
        "fortegnelse.md",
        "risikovurdering.md",
        "information-til-medarbejdere.md",
        "databehandlere-og-overfoersler.md",
        "tilgaengelighedserklaering.md",
    }


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_says_so_and_what_the_municipality_must_fill_in(name: str) -> None:
    text = DRAFTS[name]
    assert text.startswith("# ") and "(udkast)" in text.splitlines()[0]
    assert "> **Udkast" in text
    assert "[udfyldes" in text
    assert text.count("[udfyldes") == len(re.findall(r"\[udfyldes(: [^\[\]]+)?\]", text))


def test_the_register_names_every_table_of_the_store_and_no_other() -> None:
    assert TABLES.keys() == metadata.tables.keys()


@pytest.mark.parametrize("table", ABOUT_PEOPLE)
def test_the_register_names_every_column_of_the_tables_about_people(table: str) -> None:
    columns = {column.name for column in metadata.tables[table].columns}
    assert columns <= set(re.findall(r"`([a-z_]+)`", TABLES[table]))


def test_every_table_that_points_to_a_person_or_a_title_is_among_them() -> None:
    telling = {"actor", "person_id", "role"}
    found = {name for name, table in metadata.tables.items() if telling & {*table.columns.keys()}}
    assert found <= set(ABOUT_PEOPLE)


@pytest.mark.parametrize("name", ["fortegnelse.md", "information-til-medarbejdere.md", "risikovurdering.md"])
def test_the_days_that_a_sentence_is_kept_are_those_of_the_settings(name: str) -> None:
    assert set(re.findall(r"(\d+) dage\b", DRAFTS[name])) == {str(Retention().sentences)}


@pytest.mark.parametrize("table", ["gaps", "audit", "deliveries", "feedback"])
def test_the_years_that_a_row_is_kept_are_those_of_the_settings(table: str) -> None:
    assert getattr(Retention(), table) == 3 * 365
    assert "3 år" in TABLES[table] and f"(`[retention] {table}`)" in TABLES[table]


def test_the_days_that_a_claim_is_kept_are_those_of_the_store() -> None:
    assert timedelta(days=1) == KEPT
    assert "efter 1 døgn" in TABLES["claims"]


def test_every_scope_that_slack_is_asked_for_is_explained_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z_:.]+)` \| (.*) \|$", DRAFTS["databehandlere-og-overfoersler.md"], re.M)
    assert rows == [(scope.name, scope.reason) for scope in SCOPES]

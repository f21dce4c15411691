"""The file of acute contacts: looked over twice a year, and a slip in it told."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.checks.acute import contacts
from bot.domain.acute import ACUTE, Acute


def test_the_acute_contacts_must_be_looked_over_twice_a_year(tmp_path: Path) -> None:
    reviewed = Acute.load(ACUTE).contacts_reviewed
    oldest = min(reviewed)
    assert contacts(oldest + timedelta(days=183)).mark == "✓"
    late = contacts(max(reviewed) + timedelta(days=184))
    assert late.mark == "!" and f"{len(reviewed)} af {len(reviewed)} oplysninger er ikke set efter" in late.text
    assert contacts(oldest, tmp_path / "acute.toml").mark == "✗"


def test_a_slip_in_the_file_of_acute_contacts_is_told_where_a_question_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.app.ACUTE", tmp_path / "acute.toml")
    done = CliRunner().invoke(cli, ["ask", "lektiehjælp"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{tmp_path}/acute_points.json mangler.")
    assert [*tmp_path.iterdir()] == []

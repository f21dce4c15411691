"""vejviser report and vejviser export insight: the same from the command line."""

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as library
import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.chat import Desk
from bot.papers.aside import write_paper
from bot.papers.making import laid_out, make
from tests.papers.a_request import PERIOD, order, request_in


@pytest.fixture
def config(desk: Desk, tmp_path: Path) -> Path:
    """A config.toml that finds the desk's database."""
    request_in(desk)
    path = tmp_path / "config.toml"
    path.write_text(f'[store]\nurl = "{desk.store.address}"\n', encoding="utf-8")
    return path


def run(*words: str | os.PathLike[str]) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def days() -> tuple[str, ...]:
    return ("--from", PERIOD.first.isoformat(), "--to", PERIOD.last.isoformat())


def test_a_paper_is_made_from_the_command_line(config: Path, desk: Desk, tmp_path: Path) -> None:
    told = run("report", "--board", "noerrebro", *days(), "--out", tmp_path / "ud", "--config", config)
    assert told.exit_code == 0, told.output
    word, pdf = sorted((tmp_path / "ud").iterdir())
    assert (word.name, pdf.name) == tuple(f"status-noerrebro-2026-01-01-2026-06-30.{one}" for one in ("docx", "pdf"))
    assert "NørreBrobyggerne" in [one.text for one in library.Document(str(word)).paragraphs]
    assert desk.store.papers.all() == (), "it is kept nowhere else"


def test_it_is_the_same_as_the_one_in_the_chat(desk: Desk, tmp_path: Path) -> None:
    request = request_in(desk)
    record = order(desk, request)
    make(desk.store, desk.catalogue, record, desk.now)
    kept = desk.store.papers.snapshot(record.id)
    assert kept
    write_paper(desk.store, desk.catalogue, "noerrebro", PERIOD.first, PERIOD.last, tmp_path)
    alone = replace(kept, made_by="", request=0)
    found = next(tmp_path.glob("*.pdf")).read_bytes()
    assert found == laid_out(alone).pdf, "but for who had it made"


def test_mistakes_are_told_in_a_sentence(config: Path, tmp_path: Path) -> None:
    told = run("report", "--board", "atlantis", *days(), "--out", tmp_path, "--config", config)
    assert told.exit_code == 1 and "Jeg kender bispebjerg, noerrebro." in told.output
    wrong = ("--from", "2026-06-30", "--to", "2026-01-01")
    told = run("report", "--board", "noerrebro", *wrong, "--out", tmp_path, "--config", config)
    assert told.exit_code == 1 and "--to ligger før --from" in told.output


def test_insight_is_written_to_a_zip(config: Path, tmp_path: Path) -> None:
    told = run("export", "insight", tmp_path / "indsigt.zip", "--plan", "noerrebrobyggerne", "--config", config)
    assert told.exit_code == 0, told.output
    assert zipfile.is_zipfile(tmp_path / "indsigt.zip")
    for person in ("koordinator-uu", "Koordinator, UU", "koordinator.uu@example.org"):
        told = run("export", "insight", tmp_path / "en.zip", "--person", person, "--config", config)
        assert told.exit_code == 0 and not told.output.startswith("0 "), told.output
    for option, unknown in (("--person", "nobody"), ("--plan", "hvadsomhelst")):
        told = run("export", "insight", tmp_path / "ingen.zip", option, unknown, "--config", config)
        assert told.exit_code == 1 and f"{unknown} kender jeg ikke" in told.output
    assert not (tmp_path / "ingen.zip").exists()
    told = run("export", "insight", tmp_path / "indsigt.zip", "--config", config)
    assert told.exit_code == 1 and "--person ID" in told.output

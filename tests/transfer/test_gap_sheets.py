"""The gap map as an Excel file: what a board can read, and nothing that somebody wrote."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from bot.__main__ import cli
from bot.domain.directory import Directory
from bot.domain.gap_map import gap_map
from bot.domain.questions import Index
from bot.store import Store
from bot.transfer import TransferError, export_gaps


@pytest.fixture(scope="module")
def nowhere() -> Index:
    """An index without areas or offers."""
    return Index(Directory())


def test_each_way_to_count_is_a_sheet(store: Store, nowhere: Index, tmp_path: Path) -> None:
    store.gaps.add("valby", "13-15", ("#cricket",), "topics")
    store.gaps.add("valby", "13-15", ("klub", "#cricket"), "topics")
    store.gaps.add(None, None, ("=1+1",), "age")
    path = tmp_path / "huller.xlsx"
    assert export_gaps(gap_map(store.gaps.all(), nowhere), path) == 3
    book = load_workbook(path)
    assert book.sheetnames == ["Sted, alder og emne", "Steder", "Aldre", "Emner"]
    rows = list(book["Sted, alder og emne"].iter_rows(values_only=True))
    assert rows[0] == ("Sted, alder og emne", "Spørgsmål uden svar", "Oftest manglede")
    assert rows[1] == ("valby · 13–15 år · cricket", 2, "intet tilbud om emnet")
    assert [cell.data_type for cell in book["Emner"]["A"]] == ["s", "s", "s"]
    assert ("Alder ikke nævnt", 1, "intet for alderen") in list(book["Aldre"].iter_rows(values_only=True))


def test_another_ending_is_refused_with_what_to_do(nowhere: Index, tmp_path: Path) -> None:
    with pytest.raises(TransferError, match="Excel-ark"):
        export_gaps(gap_map((), nowhere), tmp_path / "huller.csv")
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_writes_it_without_any_sentence(copenhagen_file: Path, tmp_path: Path) -> None:
    config, book = tmp_path / "config.toml", tmp_path / "huller.xlsx"
    config.write_text(f'[store]\nurl = "sqlite:///{copenhagen_file}"\n', encoding="utf-8")
    done = CliRunner().invoke(cli, ["export", "gaps", str(book), "--config", str(config)])
    assert done.output == f"0 spørgsmål uden svar er talt op i {book}.\n"
    assert load_workbook(book).sheetnames[0] == "Sted, alder og emne"

"""A store with three areas, and files written on the spot."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.areas import Area
from bot.store import Store
from bot.transfer import FileReport, import_files

Imported = Callable[..., FileReport]


@pytest.fixture
def empty(empty_sqlite_url: str) -> Iterator[Store]:
    """A store without offers; its areas: koebenhavn > noerrebro > lundtoftegade."""
    opened = Store.open(empty_sqlite_url, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    opened.apply_areas(
        [
            Area("koebenhavn", "København", "by", aliases=("Kbh",)),
            Area("noerrebro", "Nørrebro", "bydel", "koebenhavn", ("Norrebro", "Broen")),
            Area("lundtoftegade", "Lundtoftegade", "boligområde", "noerrebro", ("Broen",)),
        ]
    )
    yield opened
    opened.close()


@pytest.fixture
def imported(empty: Store, tmp_path: Path) -> Imported:
    """Writes content (bytes, text, or rows for JSON Lines) to a file and imports it."""

    def write_and_import(name: str, content: bytes | str | Mapping[str, Any] | list[Any]) -> FileReport:
        path = tmp_path / name
        if isinstance(content, Mapping):
            content = [content]
        if isinstance(content, list):
            content = "".join(json.dumps(row) + "\n" for row in content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        before = empty.directory()
        (report,) = import_files([path], empty)
        if report.failed:
            assert report.problem_count >= 1
            assert empty.directory() == before, "a file with problems must leave nothing"
        return report

    return write_and_import

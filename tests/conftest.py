"""What every test may use: a desk on the real Copenhagen directory, a fixed clock, people in each role."""

import shutil
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import find_commands
from bot.chat import Account, Answer, Ask, Desk, Place, dispatch, parse
from bot.clock import COPENHAGEN, Clock
from bot.domain.acute import Acute
from bot.domain.organisation import Person, Role
from bot.settings import HOUSE, Settings
from bot.store import Store
from bot.store.index import OfferIndex
from bot.transfer import import_files

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)  # a Monday
COPENHAGEN_FILES = [
    HOUSE / "data" / "koebenhavn" / name for name in ("areas.jsonl", "offers.jsonl", "organisation.toml")
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that run a whole server first: they take longest, and mostly wait."""
    items.sort(key=lambda item: not item.path.name.endswith("end_to_end.py"))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at head, to copy: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "vejviser.db"
    Store.open(f"sqlite:///{file}", lambda: NOW).close()
    return file


@pytest.fixture
def empty_sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database at head."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'vejviser.db')}"


@pytest.fixture(scope="session")
def copenhagen_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the Copenhagen directory, to copy."""
    path = tmp_path_factory.mktemp("store") / "koebenhavn.db"
    shutil.copy(migrated_file, path)
    store = Store.open(f"sqlite:///{path}", lambda: NOW)
    reports = import_files(COPENHAGEN_FILES, store)
    assert not any(report.failed for report in reports), [report.text for report in reports]
    store.close()
    return path


@pytest.fixture
def store(copenhagen_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A store of its own, holding the Copenhagen directory."""
    path = tmp_path / "vejviser.db"
    shutil.copy(copenhagen_file, path)
    opened = Store.open(f"sqlite:///{path}", lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def copenhagen_index(copenhagen_file: Path) -> OfferIndex:
    """The index of that database, to copy: it takes longer to make than most tests."""
    store = Store.open(f"sqlite:///{copenhagen_file}", lambda: NOW)
    index = OfferIndex(store)
    store.close()
    return index


@pytest.fixture(scope="session")
def acute() -> Acute:
    """The acute worries that come along."""
    return Acute.load(HOUSE / "data" / "acute.toml")


@pytest.fixture
def desk(store: Store, copenhagen_index: OfferIndex, acute: Acute) -> Desk:
    """Everything a command works with; the clock stands still on a Monday at 14."""
    index = OfferIndex(store) if store.version() != copenhagen_index._version else copy(copenhagen_index)
    index._store = store
    return Desk(store, Settings(), find_commands(), Clock.demo(NOW, speed=0.0), index, acute)


PEOPLE = {
    Role.STAFF: "Ungevejleder, UU",
    Role.PLAN_LEADER: "Leder, NørreBrobyggerne",
    Role.COORDINATOR: "Koordinator, UU",
    Role.BOARD_SECRETARY: "Sekretær, bydelsbestyrelsen Nørrebro",
    Role.ADMINISTRATOR: "Administrator, Teknik- og Miljøforvaltningen",
}


def person(desk: Desk, role: Role = Role.STAFF) -> Person:
    """A registered person in that role."""
    return next(one for one in desk.store.people.all() if one.title == PEOPLE[role])


def say(desk: Desk, text: str, role: Role = Role.STAFF) -> Answer:
    """What somebody in `role` gets for typing `text`."""
    command, words = parse(text, desk.commands)
    return dispatch(_ask(desk, role, words=words), desk, command)


def press(
    desk: Desk, target: str, role: Role = Role.STAFF, form: dict[str, str] | None = None, **values: str | int
) -> Answer:
    """What somebody in `role` gets for a button, or for sending a form."""
    return dispatch(_ask(desk, role, form=form or {}), desk, target, values)


def _ask(desk: Desk, role: Role, words: str = "", form: dict[str, str] | None = None) -> Ask:
    someone = person(desk, role)
    return Ask(someone, words, form or {}, Place(), Account("web", someone.id))

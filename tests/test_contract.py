"""Every command keeps its contract: help, a test file, an answer to empty words, a refusal for a stranger."""

from pathlib import Path

import pytest

from bot.app import find_commands, find_kinds, find_schedules
from bot.chat import Account, Ask, Desk, Replace, Reply, Share, dispatch
from bot.domain.meeting_rights import MAY, Deed, Standing
from bot.domain.organisation import Role
from bot.domain.status import status_rights
from bot.settings import HOUSE
from tests.conftest import person, say

COMMANDS = find_commands()


@pytest.mark.parametrize("name", COMMANDS)
def test_its_help_is_a_danish_sentence_and_it_gives_examples(name: str) -> None:
    command = COMMANDS[name]
    assert command.help.partition("\n")[0].endswith((".", ":")), "the docstring's first line is the help"
    assert command.examples
    assert name.isascii() and len(name) <= 32, "Slack promises no other names"


@pytest.mark.parametrize("name", COMMANDS)
def test_it_has_a_test_file(name: str) -> None:
    assert (HOUSE / "tests" / "commands" / f"test_{name}.py").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_it_answers_empty_words(name: str, desk: Desk) -> None:
    answer = say(desk, f"/{name}")
    assert isinstance(answer, Reply)
    assert answer.card.tone == "plain", answer.card


@pytest.mark.parametrize("name", COMMANDS)
def test_it_answers_each_of_its_examples(name: str, desk: Desk) -> None:
    for words in COMMANDS[name].examples:
        answer = say(desk, f"/{name} {words}")
        assert isinstance(answer, Reply | Replace | Share)
        assert answer.card.tone == "plain", (words, answer.card)


@pytest.mark.parametrize("name", COMMANDS)
def test_it_refuses_a_stranger(name: str, desk: Desk) -> None:
    answer = dispatch(Ask(None, "nørrebro", account=Account("slack", "T9/U9")), desk, name)
    assert isinstance(answer, Reply)
    assert answer.card.tone == "problem"
    assert "kender jeg ikke" in answer.card.lines[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_stranger_who_writes_of_a_worry_is_told_whom_to_ring_and_no_more(name: str, desk: Desk) -> None:
    answer = dispatch(Ask(None, "en dreng bliver slået", account=Account("slack", "T9/U9")), desk, name)
    assert isinstance(answer, Reply) and answer.card.tone == "acute"
    assert "112" in answer.card.said and "kender jeg ikke" in str(answer.card.small)
    assert not answer.card.items and not answer.card.buttons


CELLS = [
    (name, function, role) for name, command in COMMANDS.items() for function in command.actions for role in Role
]


@pytest.mark.parametrize(("name", "function", "role"), CELLS)
def test_a_role_reaches_exactly_what_the_table_says(name: str, function: str, role: Role, desk: Desk) -> None:
    """Cell by cell: the table in docs/roles.md against what dispatch does."""
    called = COMMANDS[name].actions[function]
    values = {key: kind() for key, kind in called.types.items() if key in called.required}
    answer = dispatch(Ask(person(desk, role), account=Account("web", "x")), desk, f"{name}.{function}", values)
    refused = isinstance(answer, Reply) and "Det må du ikke" in str(answer.card.lines[:1])
    assert refused is (f"| `{name}.{function}` | {role.danish} |" not in _table())


def _table() -> str:
    rows = (HOUSE / "docs" / "roles.md").read_text(encoding="utf-8").splitlines()
    heads = [cell.strip() for cell in next(row for row in rows if row.startswith("| function")).split("|")[2:-1]]
    cells = []
    for row in rows:
        if row.startswith("| `"):
            name, *marks = [cell.strip() for cell in row.split("|")[1:-1]]
            cells += [f"| {name} | {head} |" for head, mark in zip(heads, marks, strict=True) if mark == "×"]
    return "\n".join(cells)


def test_the_table_of_roles_is_the_one_the_commands_make() -> None:
    assert (HOUSE / "docs" / "roles.md").read_text(encoding="utf-8") == role_table(), (
        "run: python -m tests.test_contract"
    )


def role_table() -> str:
    """Who may do what, generated from the commands."""
    lines = [
        "# Who may do what",
        "",
        "Generated from the commands (`python -m tests.test_contract`); × = may.",
        "",
        "A role comes from `[[people]]` in organisation.toml and stays when the record is taken out. To take it",
        "away, import the record with its `title` alone (and its `id`, if it has one): [files](format.md).",
        "",
    ]
    lines += [
        "| function | " + " | ".join(role.danish for role in Role) + " |",
        "| --- |" + " --- |" * len(Role),
    ]
    for name, command in COMMANDS.items():
        for function, called in sorted(command.actions.items()):
            marks = ("×" if role in (called.allowed or command.allowed) else " " for role in Role)
            lines.append(f"| `{name}.{function}` | " + " | ".join(marks) + " |")
    lines += ["", *rights_table(), "", *status_table()]
    return "\n".join(lines) + "\n"


def rights_table() -> list[str]:
    """Who may do what with one meeting, beyond the role: bot/domain/meeting_rights.py."""
    return [
        "## With one meeting",
        "",
        "What somebody is to the meeting decides, once the role lets them ask (`bot/domain/meeting_rights.py`).",
        "",
        "| to | " + " | ".join(one.value for one in Standing) + " |",
        "| --- |" + " --- |" * len(Standing),
        *(f"| {deed.value} | {_marks(deed)} |" for deed in Deed),
    ]


def status_table() -> list[str]:
    """Who may do what with one request or report: bot/domain/status/status_rights.py."""
    standings = list(status_rights.Standing)
    return [
        "## With one request or report",
        "",
        "As above (`bot/domain/status/status_rights.py`); freezing is the secretary's alone.",
        "",
        "| to | " + " | ".join(one.value for one in standings) + " |",
        "| --- |" + " --- |" * len(standings),
        *(
            f"| {deed.value} | " + " | ".join("×" if one in may else " " for one in standings) + " |"
            for deed, may in status_rights.MAY.items()
        ),
    ]


def _marks(deed: Deed) -> str:
    return " | ".join("×" if one in MAY[deed] else " " for one in Standing)


@pytest.mark.parametrize("schedule", find_schedules())
def test_a_schedule_may_run_twice(schedule: object, desk: Desk) -> None:
    before = desk.store.directory()
    for _ in range(2):
        schedule.run(desk)  # type: ignore[attr-defined]
    assert desk.store.directory() == before


def test_a_schedule_that_writes_to_people_says_what_is_due_and_composes_it() -> None:
    kinds: list[str] = []
    for schedule in find_schedules():
        if hasattr(schedule, "KINDS"):
            assert callable(schedule.due) and callable(schedule.compose), schedule
            kinds += schedule.KINDS
    assert sorted(kinds) == sorted(find_kinds()), "no two compose the same kind"


if __name__ == "__main__":
    Path(HOUSE / "docs" / "roles.md").write_text(role_table(), encoding="utf-8")

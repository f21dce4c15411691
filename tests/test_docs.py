"""The guides are held to the code: every command, option, key, file and example that they name is there."""

import re
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest

from bot.__main__ import cli
from bot.app import find_commands
from bot.cards import Card
from bot.chat import Ask, Desk, Open, Refusal, Replace, Reply, load
from bot.domain.organisation import Role
from bot.settings import HOUSE, SECRETS, Settings

DOCS = sorted(path for path in (HOUSE / "docs").rglob("*.md") if path.name != "roles.md")
GUIDES = {path.name: path.read_text(encoding="utf-8") for path in DOCS}
COMMANDS = find_commands()
EXAMPLES = ("nabo", "NAME")  # names that the guides make up


def quoted(text: str) -> list[str]:
    """What stands in `backticks` or in a code block, line by line."""
    blocks = re.findall(r"```.*?\n(.*?)```", text, re.S)
    outside = re.sub(r"```.*?```", "", text, flags=re.S)
    return [*re.findall(r"`([^`]+)`", outside), *(line.strip() for block in blocks for line in block.splitlines())]


def everywhere(pattern: str) -> list[tuple[str, ...]]:
    """(guide, *groups) for every piece of code in the guides that begins with the pattern."""
    return [
        (name, *match.groups())
        for name, text in GUIDES.items()
        for piece in quoted(text)
        if (match := re.match(pattern, piece))
    ]


def test_every_guide_that_is_promised_is_there() -> None:
    promised = {"brugervejledning.md", "administrator.md", "house.md", "adding-a-command.md", "adding-a-schedule.md"}
    assert promised <= GUIDES.keys()


@pytest.mark.parametrize(("guide", "name", "rest"), everywhere(r"vejviser ([a-z]+)(.*)"))
def test_a_shell_command_and_its_options_exist(guide: str, name: str, rest: str) -> None:
    command = cli.commands[name]
    options = {option for one in command.params if isinstance(one, click.Option) for option in one.opts}
    assert set(re.findall(r"--[a-z-]+", rest)) <= options, guide


@pytest.mark.parametrize(("guide", "name"), everywhere(r"/([a-zæøå]+)(?= |$)"))
def test_a_slash_command_exists(guide: str, name: str) -> None:
    assert name in COMMANDS or name in EXAMPLES, guide


WORDS = r"/(tilbud|vejviser) (rettelser|huller|søgeord|glem|leveringer|indsigt|slet) ?"


@pytest.mark.parametrize(("guide", "name", "word"), everywhere(WORDS))
def test_a_word_with_a_function_of_its_own_has_it(guide: str, name: str, word: str) -> None:
    assert word in COMMANDS[name].words, guide


@pytest.mark.parametrize(("guide", "words"), everywhere(r"(/(?:tilbud|indsats|vejviser)(?: .*)?)$"))
def test_what_users_are_told_to_type_gets_an_answer(guide: str, words: str, desk: Desk) -> None:
    from tests.conftest import say

    if guide in ("administrator.md", "laering.md", "papiret.md"):
        return  # what administrators type is tried in the tests of the commands
    theirs = ("leveringer", "slet")
    answer = say(desk, words, Role.ADMINISTRATOR if words.rsplit(maxsplit=1)[-1] in theirs else Role.STAFF)
    assert isinstance(answer, Reply | Replace | Open)
    assert isinstance(answer, Open) or answer.card.tone == "plain", answer.card


def test_every_key_of_the_settings_is_explained_and_no_other() -> None:
    named = {
        (section, key)
        for line in GUIDES["administrator.md"].splitlines()
        if (row := re.match(r"\| `\[([a-z]+)\] ([a-z_]+)`(.*?) \|", line))
        for section, key in [(row[1], row[2]), *((row[1], k) for k in re.findall(r"`([a-z_]+)`", row[3]))]
    }
    sections = {name: field.annotation for name, field in Settings.model_fields.items() if name not in SECRETS}
    assert named == {(name, key) for name, section in sections.items() for key in section.model_fields}  # type: ignore[union-attr]


def test_every_secret_is_named() -> None:
    assert all(f"`{name.upper()}`" in GUIDES["administrator.md"] for name in SECRETS)


FILES = r"((?:bot|commands|schedules|data|docs|tests|bench)/[\w./-]*)"


@pytest.mark.parametrize(("guide", "path"), everywhere(FILES))
def test_a_file_or_folder_that_is_named_exists(guide: str, path: str) -> None:
    assert any(name in path for name in EXAMPLES) or (HOUSE / path).exists(), guide


@pytest.mark.parametrize(("guide", "target"), everywhere(r"make ([a-z]+)$"))
def test_a_target_of_make_exists(guide: str, target: str) -> None:
    makefile = HOUSE / "Makefile"
    assert re.search(rf"^{target}:", makefile.read_text(encoding="utf-8"), re.M), guide


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_a_link_to_another_page_leads_there(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def _example(guide: str) -> str:
    found = re.search(r"```python\n(.*?)```", GUIDES[guide], re.S)
    assert found
    return found[1]


@pytest.fixture
def nabo() -> ModuleType:
    module = ModuleType("nabo")
    exec(compile(_example("adding-a-command.md"), "nabo.py", "exec"), module.__dict__)
    module.__doc__ = _example("adding-a-command.md").split('"""')[1]
    return module


def test_the_command_that_the_guide_shows_works(nabo: ModuleType, desk: Desk) -> None:
    command = load(nabo)
    assert set(command.actions) == {"run", "around"}
    assert command.help.startswith("Vis, hvilke områder")
    for words in ("", *command.examples):
        assert isinstance(nabo.run(Ask(None, words), desk), Reply)
    card = nabo.run(Ask(None, "husum"), desk).card
    assert isinstance(card, Card)
    (button,) = card.buttons
    above = command.actions["around"].call(Ask(None), desk, **button.values)
    assert isinstance(above, Replace) and "Brønshøj-Husum" in above.card.items[0].title
    with pytest.raises(Refusal):
        nabo.run(Ask(None, "atlantis"), desk)
    with pytest.raises(Refusal):
        nabo.around(Ask(None), desk, "atlantis")


def test_the_schedule_that_the_guide_shows_is_the_one_we_have() -> None:
    assert _example("adding-a-schedule.md") == (HOUSE / "schedules" / "retention.py").read_text(encoding="utf-8")


def test_the_layers_in_the_guide_are_those_that_are_enforced() -> None:
    contracts = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    (layers,) = (one["layers"] for one in contracts if one["name"] == "Imports go one way")
    enforced = " → ".join(layers).replace(" | ", ", ").replace("bot.", "")
    assert enforced in GUIDES["house.md"].splitlines()


def test_no_guide_is_longer_than_two_pages() -> None:
    references = ("format.md", "fortegnelse.md")
    guides = {name: len(text.split()) for name, text in GUIDES.items() if name not in references}
    assert {name: words for name, words in guides.items() if words > 1100} == {}



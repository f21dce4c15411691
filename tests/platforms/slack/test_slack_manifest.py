"""The manifest: every command, what Slack takes, and no more scopes than the calls in the program need."""

import json
import os
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.__main__ import cli
from bot.app import find_commands
from bot.chat import Ask, Command, Desk, Reply, parse
from bot.platforms.slack.manifest import ENDPOINT, manifest
from bot.platforms.slack.scopes import EVENTS, FREE, SCOPES, Scope
from bot.settings import HOUSE
from tests.conftest import person
from tests.fake_slack.web_api import METHODS
from tests.platforms.slack.manifest_limits import of_manifest

COMMANDS = find_commands()
URL = "https://vejviser.kommune.example"
EITHER = pytest.mark.parametrize("url", [None, URL, f"{URL}/slack-bot/"], ids=["socket", "http", "http in a folder"])
SOURCE = "\n".join(path.read_text("utf-8") for path in (HOUSE / "bot").rglob("*.py") if path.name != "scopes.py")
SCHEMA = os.environ.get("SLACK_MANIFEST_SCHEMA", "")  # schemas/manifest.schema.1.0.0.json of manifest-schema

# Slack's own commands, from its help page 201259356 and from what apps were refused for: one of them, and Slack
# refuses the whole manifest.
RESERVED = {
    "active", "apps", "archive", "away", "call", "close", "collapse", "dm", "dnd", "expand", "feed", "feedback",
    "giphy", "help", "huddle", "invite", "invite_people", "join", "keys", "kick", "leave", "list", "logout",
    "me", "mention", "msg", "mute", "newbroadcast", "open", "part", "people", "poll", "prefs", "pro", "profile",
    "query", "remind", "remove", "rename", "s", "search", "shortcuts", "shrug", "sign-out", "star", "status",
    "team", "topic", "trigger", "unarchive", "unmute", "unstar", "who", "whois", "workflow",
}  # fmt: skip


@EITHER
def test_slack_takes_the_manifest(url: str | None) -> None:
    made = manifest(COMMANDS, url)
    assert of_manifest(made) == []
    if SCHEMA:  # the one that Slack publishes, where it is at hand
        jsonschema: Any = import_module("jsonschema")
        schema = json.loads(Path(SCHEMA).read_text("utf-8"))
        jsonschema.Draft7Validator.check_schema(schema)
        assert [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(made)] == []
        wrong = made | {"features": made["features"] | {"agent_view": {"assistant_description": "x"}}}
        assert list(jsonschema.Draft7Validator(schema).iter_errors(wrong)), "the schema refuses nothing"


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ("features", {"assistant_view": {"assistant_description": "Finder tilbud"}}),
        ("features", {"slash_commands": [{"command": "/Møde", "description": "x", "should_escape": False}]}),
        ("features", {"slash_commands": [{"command": "/x", "description": "x" * 2001, "should_escape": False}]}),
        ("features", {"slash_commands": []}),
        ("display_information", {"long_description": "Kort."}),
        ("settings", {"socket_mode_enabled": "true"}),
        ("settings", {"interactivity": {"is_enabled": True, "request_url": "http://kommune.example"}}),
    ],
)
def test_our_table_refuses_what_slack_would(section: str, wrong: dict[str, Any]) -> None:
    made = manifest(COMMANDS, None)
    made[section] |= wrong
    assert of_manifest(made) != []


@EITHER
def test_every_command_is_there_with_its_help_and_its_hint(url: str | None) -> None:
    entries = {entry["command"]: entry for entry in manifest(COMMANDS, url)["features"]["slash_commands"]}
    assert entries.keys() == {f"/{name}" for name in COMMANDS}
    for name, command in COMMANDS.items():
        assert entries[f"/{name}"]["description"] == command.help.splitlines()[0]
        assert entries[f"/{name}"].get("usage_hint", "") == command.usage


def test_a_command_without_a_hint_has_none() -> None:
    made = manifest({**COMMANDS, "ny": Command("ny", help="En ny.")}, None)
    assert of_manifest(made) == []
    assert "usage_hint" not in made["features"]["slash_commands"][-1]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_is_one_of_slacks_own(name: str) -> None:
    assert name not in RESERVED


def test_over_sockets_no_address_is_named() -> None:
    made = manifest(COMMANDS, None)
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in "".join(re.findall(r'"(\w+)":', json.dumps(made)))


def test_over_http_everything_comes_to_the_one_door() -> None:
    made = manifest(COMMANDS, f"{URL}/")
    assert made["settings"]["socket_mode_enabled"] is False
    addresses = re.findall(r'"\w*url": "([^"]*)"', json.dumps(made))
    assert addresses == [f"{URL}{ENDPOINT}"] * (len(COMMANDS) + 2)


def test_the_app_stays_in_its_workspace_and_keeps_its_token() -> None:
    settings = manifest(COMMANDS, None)["settings"]
    assert (settings["org_deploy_enabled"], settings["token_rotation_enabled"]) == (False, False)


def test_there_is_a_shortcut_on_messages() -> None:
    (shortcut,) = manifest(COMMANDS, None)["features"]["shortcuts"]
    assert (shortcut["name"], shortcut["type"]) == ("Find tilbud til dette", "message")


def test_what_people_may_begin_with_is_understood(desk: Desk) -> None:
    prompts = manifest(COMMANDS, None)["features"]["agent_view"]["suggested_prompts"]
    assert len(prompts) == 4
    for prompt in prompts:
        name, words = parse(prompt["message"], COMMANDS)
        answer = COMMANDS[name].actions["run"].call(Ask(person(desk), words), desk)
        assert isinstance(answer, Reply) and answer.card.tone == "plain", prompt


def is_called(method: str) -> bool:
    """Whether the program calls a method of the Web API, by slack_sdk's name for it or by Slack's."""
    return f'"{method}"' in SOURCE or re.search(rf"\.{method.replace('.', '_')}\b", SOURCE) is not None


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.name)
def test_each_scope_is_needed_by_what_is_called_heard_or_shown(scope: Scope) -> None:
    made = manifest(COMMANDS, None)
    assert scope.name in made["oauth_config"]["scopes"]["bot"]
    declared = {*made["settings"]["event_subscriptions"]["bot_events"], *made["features"]}
    assert scope.needed_by
    assert [one for one in scope.needed_by if one not in declared and not is_called(one)] == []


def test_nothing_is_called_or_heard_for_which_no_scope_is_asked() -> None:
    covered = {one for scope in SCOPES for one in scope.needed_by} | set(FREE)
    assert [method for method in METHODS if is_called(method) and method not in covered] == []
    assert [event for event in EVENTS if event not in covered] == []


def written(folder: Path, mode: str, *words: str) -> tuple[int, str]:
    path = folder / "config.toml"
    path.write_text(f'[slack]\nmode = "{mode}"\n')
    done = CliRunner().invoke(cli, ["manifest", "slack", "--config", str(path), *words])
    return done.exit_code, done.output


def test_the_command_writes_the_manifest_before_there_are_any_tokens(tmp_path: Path) -> None:
    assert json.loads(written(tmp_path, "socket")[1]) == manifest(COMMANDS, None)
    assert json.loads(written(tmp_path, "off")[1]) == manifest(COMMANDS, None)
    assert json.loads(written(tmp_path, "http", "--url", URL)[1]) == manifest(COMMANDS, URL)
    assert json.loads(written(tmp_path, "off", "--url", URL)[1]) == manifest(COMMANDS, URL)


@pytest.mark.parametrize(
    ("mode", "words", "said"),
    [
        ("http", [], "skriv også --url https://JERES-VÆRT"),
        ("socket", ["--url", URL], "udelad --url"),
        ("http", ["--url", "http://kommune.example"], "--url skal begynde med https://"),
        ("http", ["--url", "kommune.example"], "--url skal begynde med https://"),
    ],
)
def test_an_address_that_does_not_fit_the_mode_is_refused(
    tmp_path: Path, mode: str, words: list[str], said: str
) -> None:
    code, output = written(tmp_path, mode, *words)
    assert code == 1
    assert said in output


def test_the_guide_explains_every_scope_as_the_program_does() -> None:
    guide = (HOUSE / "docs" / "slack.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z:._]+)` \| (.*) \|$", guide, re.M))
    assert rows == {scope.name: scope.reason for scope in SCOPES}

"""What Slack takes in a manifest, in a table of our own: the keys that we write, how long, how many, which type."""

import re
from collections.abc import Iterator
from typing import Any

REQUIRED, OPTIONAL = True, False
HTTPS = r"https://\S{1,3490}"
TEXTS: dict[str, tuple[bool, int, int, str]] = {  # path → (required, shortest, longest, pattern)
    "display_information.name": (REQUIRED, 1, 35, ""),
    "display_information.description": (REQUIRED, 1, 140, ""),
    "display_information.long_description": (REQUIRED, 175, 4000, ""),
    "display_information.background_color": (REQUIRED, 7, 7, r"#[0-9a-f]{6}"),
    "features.agent_view.agent_description": (REQUIRED, 1, 300, ""),
    "features.agent_view.suggested_prompts[].title": (REQUIRED, 1, 75, ""),
    "features.agent_view.suggested_prompts[].message": (REQUIRED, 1, 300, ""),
    "features.bot_user.display_name": (REQUIRED, 1, 80, r"[\w .-]+"),
    "features.shortcuts[].name": (REQUIRED, 1, 24, ""),
    "features.shortcuts[].type": (REQUIRED, 1, 7, "message|global"),
    "features.shortcuts[].callback_id": (REQUIRED, 1, 255, ""),
    "features.shortcuts[].description": (REQUIRED, 1, 150, ""),
    "features.slash_commands[].command": (REQUIRED, 2, 32, r"/[a-z0-9_-]+"),
    "features.slash_commands[].description": (REQUIRED, 1, 2000, ""),
    "features.slash_commands[].usage_hint": (OPTIONAL, 1, 1000, ""),
    "features.slash_commands[].url": (OPTIONAL, 9, 3000, HTTPS),
    "oauth_config.scopes.bot[]": (REQUIRED, 1, 50, r"[a-z:._]+"),
    "settings.event_subscriptions.bot_events[]": (REQUIRED, 1, 50, r"[a-z._]+"),
    "settings.event_subscriptions.request_url": (OPTIONAL, 9, 3500, HTTPS),
    "settings.interactivity.request_url": (OPTIONAL, 9, 3500, HTTPS),
}
FLAGS = {
    "features.app_home.home_tab_enabled",
    "features.app_home.messages_tab_enabled",
    "features.app_home.messages_tab_read_only_enabled",
    "features.bot_user.always_online",
    "features.slash_commands[].should_escape",
    "settings.interactivity.is_enabled",
    "settings.org_deploy_enabled",
    "settings.socket_mode_enabled",
    "settings.token_rotation_enabled",
}
COUNTS = {
    "features.agent_view.suggested_prompts": (1, 4),
    "features.shortcuts": (1, 10),
    "features.slash_commands": (1, 50),
    "oauth_config.scopes.bot": (1, 255),
    "settings.event_subscriptions.bot_events": (1, 100),
}


def of_manifest(manifest: Any) -> list[str]:
    """What is wrong with a manifest."""
    leaves = list(_leaves(manifest, ""))
    there = {path for path, _ in leaves}
    required = {path for path, rule in TEXTS.items() if rule[0]} | FLAGS | COUNTS.keys()
    problems = [f"{path}: missing" for path in sorted(required - there)]
    return problems + [problem for path, value in leaves for problem in _faults(path, value)]


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        yield path, value
        for inner in value:
            yield from _leaves(inner, f"{path}[]")
    else:
        yield path, value


def _faults(path: str, value: Any) -> Iterator[str]:
    if path in COUNTS and isinstance(value, list):
        least, most = COUNTS[path]
        if not least <= len(value) <= most:
            yield f"{path}: {len(value)} of them"
        if any(value.count(one) > 1 for one in value):
            yield f"{path}: the same twice"
    elif path in FLAGS:
        if not isinstance(value, bool):
            yield f"{path}: true or false"
    elif path not in TEXTS or not isinstance(value, str):
        yield f"{path}: unknown"
    else:
        _, shortest, longest, pattern = TEXTS[path]
        if not shortest <= len(value) <= longest:
            yield f"{path}: {len(value)} characters"
        if pattern and not re.fullmatch(pattern, value):
            yield f"{path}: {value}"

"""The Slack app's manifest, made from the commands and the scopes: what an administrator pastes in at Slack."""

from collections.abc import Mapping
from typing import Any

from bot.chat import Command
from bot.platforms.slack.receive import SHORTCUT
from bot.platforms.slack.scopes import EVENTS, SCOPES

ENDPOINT = "/slack/events"  # where Slack posts to, over HTTP

ABOUT = "Finder tilbud til børn og unge i udsatte boligområder"
LONG = (
    "Vejviser hjælper medarbejdere, der arbejder med børn og unge i udsatte boligområder. Skriv /tilbud og et sted, "
    "en alder eller et emne, eller stil et helt spørgsmål på dansk, og få sted, tid, pris og telefonnummer på det, "
    "der findes – med kilde og dato.\n\n"
    "Vejviser gemmer ikke dine spørgsmål og afviser CPR-numre. Skriv aldrig navne på børn eller unge. "
    "Ved livsfare: ring 112."
)
PROMPTS = 4  # Slack shows no more
HELP = {"title": "Hvad kan du?", "message": "vejviser"}


def manifest(commands: Mapping[str, Command], url: str | None) -> dict[str, Any]:
    """The manifest as JSON has it. `url` is the https address where Slack reaches us; None means Socket Mode."""
    address = {"request_url": url.rstrip("/") + ENDPOINT} if url else {}
    return {
        "display_information": {
            "name": "Vejviser",
            "description": ABOUT,
            "long_description": LONG,
            "background_color": "#17262b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "agent_view": {
                "agent_description": f"{ABOUT}. Skriv dit spørgsmål på dansk.",
                "suggested_prompts": prompts(commands),
            },
            "bot_user": {"display_name": "Vejviser", "always_online": True},
            "shortcuts": [
                {
                    "name": "Find tilbud til dette",
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": "Finder tilbud, der passer til beskeden. Teksten bliver ikke gemt.",
                }
            ],
            "slash_commands": [_slash(command, url) for command in commands.values()],
        },
        "oauth_config": {"scopes": {"bot": sorted(scope.name for scope in SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def prompts(commands: Mapping[str, Command]) -> list[dict[str, str]]:
    """What people may begin with: examples of /tilbud, for which anything written without a slash is a question."""
    examples = commands["tilbud"].examples[: PROMPTS - 1]
    return [*({"title": example[:1].upper() + example[1:], "message": example} for example in examples), HELP]


def _slash(command: Command, url: str | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"command": f"/{command.name}", "description": command.help.partition("\n")[0]}
    if command.usage:  # Slack takes no empty hint
        entry["usage_hint"] = command.usage
    if url:
        entry["url"] = url.rstrip("/") + ENDPOINT
    return {**entry, "should_escape": False}

"""The scopes that the Slack app asks for, each with what needs it: no more than are used."""

from collections.abc import Mapping

# scope → the methods of the Web API, the events and the features of the manifest that need it
SCOPES: Mapping[str, tuple[str, ...]] = {
    "app_mentions:read": ("app_mention",),
    "assistant:write": ("agent_view",),
    "channels:read": ("conversations.info",),
    "chat:write": ("chat.postMessage", "chat.postEphemeral"),
    "commands": ("slash_commands", "shortcuts"),
    "groups:read": ("conversations.info",),
    "im:history": ("message.im",),
    "users:read": ("users.info",),
    "users:read.email": ("users.lookupByEmail",),
}

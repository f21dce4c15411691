"""The scopes that the Slack app asks for, each with why and with what needs it: no more than are used."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """`reason` is Danish, for the administrator; `needed_by`: Web API methods, events, features of the manifest."""

    name: str
    reason: str
    needed_by: tuple[str, ...]


SCOPES = (
    Scope("app_mentions:read", "Høre, når nogen nævner @Vejviser i en kanal – og kun det.", ("app_mention",)),
    Scope(
        "assistant:write",
        "Vise forslag til spørgsmål, når nogen åbner samtalen med Vejviser.",
        ("assistant.threads.setSuggestedPrompts", "agent_view"),
    ),
    Scope(
        "channels:read",
        "Se, om en offentlig kanal har folk udefra, før noget deles i den.",
        ("conversations.info", "conversations.members"),
    ),
    Scope(
        "chat:write",
        "Svare dem, der skriver til Vejviser, dele et tilbud, når nogen beder om det, og minde om møder.",
        ("chat.postMessage", "chat.postEphemeral", "chat.update"),
    ),
    Scope("commands", "Kommandoerne og genvejen »Find tilbud til dette«.", ("slash_commands", "shortcuts")),
    Scope(
        "files:write",
        "Lægge de filer, nogen beder om (kalender, Excel, rapport), i deres egen samtale med Vejviser.",
        ("files.getUploadURLExternal", "files.completeUploadExternal"),
    ),
    Scope(
        "groups:read",
        "Se, om en privat kanal, som Vejviser er med i, har folk udefra, før noget deles i den.",
        ("conversations.info", "conversations.members"),
    ),
    Scope(
        "im:history",
        "Læse det, folk skriver til Vejviser i deres egen samtale med den, og se dér, om en påmindelse kom frem.",
        ("message.im", "conversations.history"),
    ),
    Scope("im:write", "Åbne samtalen med den, der skal have en påmindelse eller en fil.", ("conversations.open",)),
    Scope(
        "users:read",
        "Se, om den, der spørger, er medarbejder eller gæst, og om der er gæster, hvor noget deles.",
        ("users.info",),
    ),
    Scope(
        "users:read.email",
        "Genkende registrerede personer på deres arbejdsmail, så de får deres rolle.",
        ("users.info", "users.lookupByEmail"),
    ),
)
# What needs no scope: the token itself is enough, or a trigger, or the app-level token.
FREE = ("auth.test", "views.open", "views.publish", "views.update", "apps.connections.open", "app_home_opened")

EVENTS = ("app_home_opened", "app_mention", "message.im")  # that the app subscribes to

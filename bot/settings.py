"""config.toml and the environment become frozen, typed Settings."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

HOUSE = Path(__file__).resolve().parent.parent  # the folder that holds bot/ and data/


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Server(_Section):
    """Where the HTTP server listens."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)


class StoreSettings(_Section):
    """Where the records are: sqlite:///FILE or postgresql+psycopg://…"""

    url: str = "sqlite:///vejviser.db"


class Slack(_Section):
    """How Slack reaches us; `api_url` ends in /api/."""

    mode: Literal["off", "http", "socket"] = "off"
    api_url: str = "https://slack.com/api/"
    guest_domains: tuple[str, ...] = ()  # guests of these e-mail domains are welcome when they are registered


class Web(_Section):
    """The page of our own; `demo` shows it to anyone who reaches it, so it is refused off loopback."""

    demo: bool = False


class Retention(_Section):
    """How long things are kept, in days."""

    sentences: int = Field(90, ge=1)


class Settings(_Section):
    """Every key of config.toml, with a default that works. Secrets come from the environment only."""

    server: Server = Server()
    store: StoreSettings = StoreSettings()
    slack: Slack = Slack()
    web: Web = Web()
    retention: Retention = Retention()
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None

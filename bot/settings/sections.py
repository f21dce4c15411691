"""Every section and key of config.toml with its default, and the names of the secrets."""

from difflib import get_close_matches
from typing import Literal

from pydantic import Field, SecretStr

from bot.settings.calendar import CalendarSettings
from bot.settings.mail import Mail, Web
from bot.settings.meetings import MeetingSettings
from bot.settings.section import Section, Texts
from bot.settings.status import StatusSettings

Loc = tuple[str | int, ...]


class Server(Section):
    """Where the HTTP server listens, and how much it writes in the log."""

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"


class StoreSettings(Section):
    """Where the records are: sqlite:///FILE or postgresql+psycopg://…"""

    url: str = "sqlite:///vejviser.db"


class Slack(Section):
    """How Slack reaches us; `api_url` ends in /api/."""

    mode: Literal["off", "http", "socket"] = "off"
    api_url: str = "https://slack.com/api/"
    # Guests of these e-mail domains are welcome when they are registered. In the environment: "a.dk, b.dk".
    guest_domains: Texts = ()
    messages_per_minute: int = Field(300, ge=1)  # to everybody together; to one person it is one a second


class Search(Section):
    """How questions are understood; `model`: a folder with a language model in model2vec's format, or none."""

    model: str = ""


class Retention(Section):
    """How long things are kept, in days."""

    sentences: int = Field(90, ge=1)
    gaps: int = Field(1095, ge=1)  # three years, as long as an effort is measured
    audit: int = Field(1095, ge=1)
    deliveries: int = Field(1095, ge=730)  # two school years: what was sent is not sent again
    feedback: int = Field(1095, ge=1)  # once it is closed
    drafts: int = Field(365, ge=1)  # reports that were never sent, papers that were never frozen


class DeliveriesSettings(Section):
    """How messages are sent: seconds until an unsure one is looked up, hours until we give up."""

    grace: int = Field(60, ge=1)
    give_up: int = Field(24, ge=1)


class Settings(Section):
    """Every key of config.toml, with a default that works. Secrets come from the environment only."""

    server: Server = Server()
    store: StoreSettings = StoreSettings()
    slack: Slack = Slack()
    web: Web = Web()
    search: Search = Search()
    retention: Retention = Retention()
    calendar: CalendarSettings = CalendarSettings()
    meetings: MeetingSettings = MeetingSettings()
    status: StatusSettings = StatusSettings()
    deliveries: DeliveriesSettings = DeliveriesSettings()
    mail: Mail = Mail()
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    vejviser_metrics_token: SecretStr | None = None
    vejviser_link_key: SecretStr | None = None
    vejviser_mail_password: SecretStr | None = None

    @property
    def sends(self) -> bool:
        """Whether there is anything that messages could go out by."""
        return self.slack.mode != "off" or bool(self.mail.host)

    @property
    def serves(self) -> bool:
        """Whether there is anything that people could use."""
        return self.sends or self.web.demo or bool(self.web.public_url)


SECRETS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "vejviser_metrics_token",
    "vejviser_link_key",
    "vejviser_mail_password",
)
SECTIONS = tuple(name for name in Settings.model_fields if name not in SECRETS)


def keys(section: str) -> list[str]:
    """The keys of a section."""
    return list(type(getattr(Settings(), section)).model_fields)


def unknown(loc: Loc) -> str:
    """What to say of a section or a key that does not exist."""
    known = list(SECTIONS) if len(loc) == 1 else keys(str(loc[0]))
    close = get_close_matches(str(loc[-1]).lower(), known, 1)
    return "findes ikke. " + (f"Mente du »{close[0]}«?" if close else f"Der findes: {', '.join(known)}.")

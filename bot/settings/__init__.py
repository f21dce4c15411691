"""config.toml and the environment become frozen, typed Settings, or one SettingsError that says all that is wrong.

A key can be set from outside, for containers: VEJVISER_SERVER__PORT=9000 is [server] port. Secrets come only from
the environment. No message repeats a value, since it could be a secret.
"""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from bot.domain.status.indicators import BadCatalogue
from bot.settings.calendar import WRITTEN, CalendarSettings
from bot.settings.mail import Mail, Web, contradictions, missing
from bot.settings.meetings import WRITTEN_OF_MEETINGS, MeetingSettings
from bot.settings.section import Section, Texts, is_loopback
from bot.settings.status import WRITTEN_OF_STATUS, StatusSettings

__all__ = ["HOUSE", "Mail", "Settings", "SettingsError", "Web", "is_loopback", "load"]

HOUSE = Path(__file__).resolve().parent.parent.parent  # the folder that holds bot/ and data/
DEFAULT_PATH = Path("config.toml")


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


SECRETS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "vejviser_metrics_token",
    "vejviser_link_key",
    "vejviser_mail_password",
)
_NEEDED: dict[str, tuple[str, ...]] = {
    "off": (),
    "http": ("slack_bot_token", "slack_signing_secret"),
    "socket": ("slack_bot_token", "slack_app_token"),
}
_WHERE = {
    "slack_bot_token": "»OAuth & Permissions«, begynder med xoxb-",
    "slack_app_token": "»Basic Information«, »App-Level Tokens«, begynder med xapp-",
    "slack_signing_secret": "»Basic Information«, »Signing Secret«",
}
_SECRET_NAME = re.compile(r"token|secret|password|adgangskode|kodeord|hemmelig", re.IGNORECASE)
_SECRET_VALUE = re.compile(r"xox[a-z]-|xapp-")
Loc = tuple[str | int, ...]


class SettingsError(Exception):
    """What is wrong with the settings: a Danish line per problem, each with file, line, key and remedy."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("Opsætningen kan ikke bruges:\n" + "\n".join(f"- {problem}" for problem in problems))


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ, *, serving: bool = True) -> Settings:
    """The settings from `path` (None: ./config.toml where there is one) and the environment.

    `serving`: Slack's secrets must be there, which somebody who imports or backs up need not have.
    A relative SQLite file starts at the config file's folder. Raises SettingsError with every problem at once.
    """
    file = _File(path or DEFAULT_PATH, must_exist=path is not None)
    outside = _Environment(environ)()
    problems = [*file.problems, *_unknown_sections(environ)]
    merged = {name: _merged(file.data.get(name, {}), outside.get(name, {})) for name in {*file.data, *outside}}
    for loc, remedy in _faults(lambda: Settings.model_validate(merged)):
        problems.append(f"Miljøvariablen {_variable(loc)} {remedy}")
        _drop(merged, loc)
    secrets = {name: SecretStr(environ[name.upper()]) for name in SECRETS if environ.get(name.upper(), "").strip()}
    settings = Settings.model_validate(merged).model_copy(update=secrets)

    def place(loc: Loc) -> str:
        return _variable(loc) if _holds(outside, loc) else file.place(loc)

    folder = file.path.absolute().parent
    search = Search(model=str(folder / settings.search.model) if settings.search.model else "")
    status = settings.status
    if status.catalogue:
        status = status.model_copy(update={"catalogue": str(folder / status.catalogue)})
    settings = settings.model_copy(update={"search": search, "status": status})
    problems += [*(_missing(settings, place) if serving else ()), *_contradictions(settings, place)]
    if problems:
        raise SettingsError(problems)
    store = StoreSettings(url=_from_folder(settings.store.url, folder))
    return settings.model_copy(update={"store": store})


class _File:
    """The config file: its `data` without what is wrong in it, and the `problems`."""

    def __init__(self, path: Path, must_exist: bool) -> None:
        self.path = path
        self.data: dict[str, Any] = {}
        self.problems: list[str] = []
        self._lines: list[str] = []
        if must_exist or path.exists():
            self._read()

    def _read(self) -> None:
        try:
            self._lines = (text := self.path.read_text("utf-8-sig")).splitlines()
            self.data = tomllib.loads(text)
        except UnicodeDecodeError:
            self.problems.append(f"{self.path}: Filen er ikke tekst i UTF-8. Gem den igen med tegnsættet UTF-8.")
        except OSError as error:
            why = "findes ikke" if isinstance(error, FileNotFoundError) else "kan ikke læses"
            self.problems.append(
                f"{self.path}: Filen {why}. Ret stien efter --config, eller læg en fil der, som Vejviser må læse."
            )
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            self.problems.append(
                f"{self.path}, linje {line[1] if line else len(self._lines)}: Filen er ikke gyldig TOML. Skriv "
                'nøgle = værdi, tekst i "anførselstegn", true eller false uden, og hver nøgle kun én gang.'
            )
        else:
            self._take_out(_secrets_in(self.data))
            data = json.dumps(self.data, default=str)  # as JSON, since strict Python wants tuples for lists
            self._take_out(_faults(lambda: Settings.model_validate_json(data, strict=True)))

    def _take_out(self, faults: Iterator[tuple[Loc, str]]) -> None:
        for loc, remedy in faults:
            self.problems.append(f"{self.place(loc)} {remedy}")
            _drop(self.data, loc)

    def place(self, loc: Loc) -> str:
        """Where a key is, or its section: "config.toml, linje 3: [server] port"."""
        keys = [str(part) for part in loc[:2]]
        line = self._line(keys) or self._line(keys[:1])
        return f"{self.path}{f', linje {line}' if line else ''}: {_key(loc)}"

    def _line(self, keys: list[str]) -> int | None:
        section: list[str] = []
        for number, line in enumerate(self._lines, 1):
            here: list[str] = []
            if header := re.match(r"\s*\[+([^]]+)\]", line):
                here = section = _dotted(header[1])
            elif key := re.match(r"([^=#]+)=", line):
                here = section + _dotted(key[1])
            if here[: len(keys)] == keys:
                return number
        return None


class _Sections(Settings, BaseSettings):
    model_config = SettingsConfigDict(env_prefix="VEJVISER_", env_nested_delimiter="__")


class _Environment(EnvSettingsSource):
    """What the given environment, not the process's own, says about the sections."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        super().__init__(_Sections)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in self._environ.items() if value and "__" in name}


def _unknown_sections(environ: Mapping[str, str]) -> Iterator[str]:
    for name in environ:
        section, nested, _ = name.lower().removeprefix("vejviser_").partition("__")
        if nested and name.lower().startswith("vejviser_") and section not in Settings.model_fields:
            yield f"Miljøvariablen {name.upper()} {_unknown((section,))}"


def _secrets_in(data: Mapping[str, Any], above: Loc = ()) -> Iterator[tuple[Loc, str]]:
    for key, value in list(data.items()):
        if isinstance(value, dict):
            yield from _secrets_in(value, (*above, key))
        elif _SECRET_NAME.search(key) or _SECRET_VALUE.match(str(value)):
            names = [name for name in SECRETS if name.endswith(key.lower())] or list(SECRETS)
            yield (
                (*above, key),
                "ser ud til at være en hemmelighed, og dem må filen ikke indeholde. Slet linjen, brug miljøvariablen "
                f"{' eller '.join(names).upper().replace('ELLER', 'eller')}, og lav en ny, hvis andre har set filen.",
            )


def _faults(validate: Callable[[], object]) -> Iterator[tuple[Loc, str]]:
    """What is wrong, as (key, what to do about it)."""
    try:
        validate()
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            yield one["loc"][:2], _remedy(one["loc"], one["type"], one.get("ctx", {}))


_KINDS = {  # the beginnings of pydantic's names for errors
    "int": "et helt tal uden anførselstegn",
    "bool": "true eller false uden anførselstegn",
    "tuple": 'en liste af tekster, fx ["kk.dk"]',
    "string": 'tekst i "anførselstegn"',
}
_WRITTEN = {"calendar": WRITTEN, "meetings": WRITTEN_OF_MEETINGS, "status": WRITTEN_OF_STATUS}  # sections' own words


def _remedy(loc: Loc, kind: str, limits: Mapping[str, Any]) -> str:
    if kind == "extra_forbidden":
        return _unknown(loc)
    if len(loc) == 1:
        return f"skal være et afsnit. Skriv [{loc[0]}] på en linje for sig og nøglerne under den."
    if kind == "value_error":
        return str(limits["error"])
    if loc[0] in _WRITTEN:
        return _WRITTEN[str(loc[0])][str(loc[1])]
    if len(loc) > 2:
        return 'skal være en liste af tekster, fx ["kk.dk"].'
    if kind == "literal_error":
        return f"skal være {str(limits['expected']).replace(chr(39), chr(34)).replace(' or ', ' eller ')}."
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"skal være mindst {limits['ge']}." if "ge" in limits else f"skal være højst {limits['le']}."
    for part, remedy in _KINDS.items():
        if kind.startswith(part):
            return f"skal være {remedy}."
    return "passer ikke. Se config.toml, der følger med Vejviser, for et eksempel."


def _unknown(loc: Loc) -> str:
    sections = [name for name in Settings.model_fields if name not in SECRETS]
    known = sections if len(loc) == 1 else list(type(getattr(Settings(), str(loc[0]))).model_fields)
    close = get_close_matches(str(loc[-1]).lower(), known, 1)
    return "findes ikke. " + (f"Mente du »{close[0]}«?" if close else f"Der findes: {', '.join(known)}.")


def _missing(settings: Settings, place: Callable[[Loc], str]) -> Iterator[str]:
    mode = place(("slack", "mode"))
    for name in _NEEDED[settings.slack.mode]:
        if getattr(settings, name) is None:
            yield (
                f'{mode} er "{settings.slack.mode}", men miljøvariablen {name.upper()} mangler. '
                f'Hent den hos Slack ({_WHERE[name]}), eller skriv mode = "off".'
            )
    key, password = settings.vejviser_link_key, settings.vejviser_mail_password
    yield from missing(settings.web, settings.mail, key, password, place)


def _contradictions(settings: Settings, place: Callable[[Loc], str]) -> Iterator[str]:
    """What no type can say."""
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?/api/", settings.slack.api_url):
        yield f"{place(('slack', 'api_url'))} skal begynde med https:// og slutte på /api/, fx https://slack.com/api/."
    if not settings.store.url.startswith(("sqlite:///", "postgresql+psycopg://")):
        yield f"{place(('store', 'url'))} skal begynde med sqlite:/// eller postgresql+psycopg://."
    if settings.search.model:
        from bot.domain.questions.embedding import BadModel, Embedding

        try:
            Embedding.load(Path(settings.search.model))
        except BadModel as error:
            yield f"{place(('search', 'model'))} peger på en mappe, som {error}"
    try:
        settings.status.made()
    except BadCatalogue as error:
        yield f"{place(('status', 'catalogue'))} peger på en fil, som {error}"
    if settings.web.demo and not is_loopback(settings.server.host):
        yield (
            f"{place(('web', 'demo'))} er true, men {place(('server', 'host'))} kan nås af andre, og "
            'siden spørger ikke, hvem man er. Skriv demo = false, eller host = "127.0.0.1".'
        )
    yield from contradictions(settings.web, settings.mail, place)


def outside(settings: Settings) -> list[str]:
    """The keys of the chats and mail servers that are on and lie elsewhere than on this machine."""
    addresses = {"[slack] api_url": settings.slack.api_url} if settings.slack.mode != "off" else {}
    found = [key for key, address in addresses.items() if not is_loopback(urlsplit(address).hostname or "")]
    return [*found, *(["[mail] host"] if settings.mail.host and not is_loopback(settings.mail.host) else [])]


def _from_folder(url: str, folder: Path) -> str:
    scheme, _, rest = url.partition("sqlite:///")
    if scheme or rest.startswith(":memory:"):
        return url
    return f"sqlite:///{folder / rest}"  # an absolute path stays as it is


def _key(loc: Loc) -> str:
    return " ".join([f"[{loc[0]}]", *map(str, loc[1:2])])


def _variable(loc: Loc) -> str:
    return "VEJVISER_" + "__".join(str(part).upper() for part in loc[:2])


def _dotted(key: str) -> list[str]:
    return [part.strip(" \t\"'") for part in key.split(".")]


def _merged(inner: Any, outer: Any) -> Any:
    return {**inner, **outer} if isinstance(inner, dict) and isinstance(outer, dict) else outer or inner


def _holds(data: Mapping[str, Any], loc: Loc) -> bool:
    section = data.get(str(loc[0]), {})
    return bool(section) if len(loc) == 1 else isinstance(section, dict) and loc[1] in section


def _drop(data: dict[str, Any], loc: Loc) -> None:
    if len(loc) > 1 and isinstance(data.get(str(loc[0])), dict):
        data[str(loc[0])].pop(loc[1], None)
    else:
        data.pop(str(loc[0]), None)

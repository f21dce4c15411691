"""config.toml and the environment become frozen, typed Settings, or one SettingsError that says all that is wrong.

A key can be set from outside, for containers: VEJVISER_SERVER__PORT=9000 is [server] port. Secrets come only from
the environment. No message repeats a value, since it could be a secret.
"""

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError

from bot.domain.status.indicators import BadCatalogue
from bot.settings import mail
from bot.settings.calendar import WRITTEN
from bot.settings.environment import Environment, unknown_variables, variable
from bot.settings.mail import Mail, Web
from bot.settings.meetings import WRITTEN_OF_MEETINGS
from bot.settings.section import is_loopback
from bot.settings.sections import (
    SECRETS,
    DeliveriesSettings,
    Loc,
    Retention,
    Search,
    Server,
    Settings,
    Slack,
    StoreSettings,
    unknown,
)
from bot.settings.status import SHIPPED, WRITTEN_OF_STATUS

__all__ = [
    "HOUSE", "SECRETS", "DeliveriesSettings", "Mail", "Retention", "Server", "Settings", "SettingsError", "Slack",
    "StoreSettings", "Web", "is_loopback", "load", "outside",
]  # fmt: skip

HOUSE = Path(__file__).resolve().parent.parent.parent  # the folder that holds bot/ and data/
DEFAULT_PATH = Path("config.toml")


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
_WITH_PASSWORD = re.compile(r"[\w+]+://[^/@\s]*:[^@\s]+@")  # the address of a database


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
    outside = Environment(environ)()
    problems = [*file.problems, *unknown_variables(environ)]
    merged = {name: _merged(file.data.get(name, {}), outside.get(name, {})) for name in {*file.data, *outside}}
    for loc, remedy in _faults(lambda: Settings.model_validate(merged)):
        problems.append(f"Miljøvariablen {variable(loc)} {remedy}")
        _drop(merged, loc)
    secrets = {name: SecretStr(environ[name.upper()]) for name in SECRETS if environ.get(name.upper(), "").strip()}
    settings = Settings.model_validate(merged).model_copy(update=secrets)

    def place(loc: Loc) -> str:
        return variable(loc) if _holds(outside, loc) else file.place(loc)

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


def _secrets_in(data: Mapping[str, Any], above: Loc = ()) -> Iterator[tuple[Loc, str]]:
    for key, value in list(data.items()):
        if isinstance(value, dict):
            yield from _secrets_in(value, (*above, key))
        elif _WITH_PASSWORD.match(str(value)):
            yield (
                (*above, key),
                "har en adgangskode i adressen, og dem må filen ikke indeholde. Slet linjen, og skriv adressen i "
                f"miljøvariablen {variable((*above, key))}.",
            )
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
        return unknown(loc)
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


def _missing(settings: Settings, place: Callable[[Loc], str]) -> Iterator[str]:
    mode = place(("slack", "mode"))
    for name in _NEEDED[settings.slack.mode]:
        if getattr(settings, name) is None:
            yield (
                f'{mode} er "{settings.slack.mode}", men miljøvariablen {name.upper()} mangler. '
                f'Hent den hos Slack ({_WHERE[name]}), eller skriv mode = "off".'
            )
    key, password = settings.vejviser_link_key, settings.vejviser_mail_password
    yield from mail.missing(settings.web, settings.mail, key, password, place)


def _contradictions(settings: Settings, place: Callable[[Loc], str]) -> Iterator[str]:
    """What no type can say."""
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?/api/", settings.slack.api_url):
        yield f"{place(('slack', 'api_url'))} skal begynde med https:// og slutte på /api/, fx https://slack.com/api/."
    if not settings.store.url.startswith(("sqlite:///", "postgresql+psycopg://")):
        yield f"{place(('store', 'url'))} skal begynde med sqlite:/// eller postgresql+psycopg://."
    if not settings.server.host.strip():
        yield f'{place(("server", "host"))} er tom, og så kan alle nå Vejviser. Skriv "127.0.0.1" eller "0.0.0.0".'
    calendar, status = settings.calendar.made(), settings.status
    if calendar.first >= calendar.last:
        where = _written(settings, "calendar", ("first", "last"), place)
        yield f'{where}: first skal ligge før last. Skriv fx "08:00" og "16:00".'
    if not status.due >= status.draft >= status.sent:
        where = _written(settings, "status", ("due", "draft", "sent"), place)
        yield (
            f"{where}: svarene (due) skal være der, før udkastet (draft) er klart, og det, før papiret sendes "
            "(sent). Skriv fx 15, 10 og 5."
        )
    if settings.search.model:
        from bot.domain.questions.embedding import BadModel, Embedding

        try:
            Embedding.load(Path(settings.search.model))
        except BadModel as error:
            yield f"{place(('search', 'model'))} peger på en mappe, som {error}"
    try:
        settings.status.made()
    except BadCatalogue as error:
        where = f"{place(('status', 'catalogue'))} peger på en fil" if status.catalogue else f"{SHIPPED} er en fil"
        yield f"{where}, som {error}"
    if settings.web.demo and not is_loopback(settings.server.host):
        yield (
            f"{place(('web', 'demo'))} er true, men {place(('server', 'host'))} kan nås af andre, og "
            'siden spørger ikke, hvem man er. Skriv demo = false, eller host = "127.0.0.1".'
        )
    yield from mail.contradictions(settings.web, settings.mail, place)


def _written(settings: Settings, section: str, names: tuple[str, ...], place: Callable[[Loc], str]) -> str:
    """Those keys that have been set: they contradict each other, or another one's default."""
    ours, shipped = getattr(settings, section), getattr(Settings(), section)
    return " og ".join(place((section, name)) for name in names if getattr(ours, name) != getattr(shipped, name))


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

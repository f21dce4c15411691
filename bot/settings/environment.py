"""What the environment says: the sections' keys from outside, and names in it that mean nothing."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from bot.settings.sections import SECRETS, SECTIONS, Loc, Settings, keys, unknown

PREFIX = "VEJVISER_"
_OF_KUBERNETES = re.compile(r"_SERVICE_(HOST|PORT)|_PORT_\d+_")  # beside a service that is called vejviser
_ITS_ADDRESS = re.compile(r"(tcp|udp|sctp)://")


class _Sections(Settings, BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__")


class Environment(EnvSettingsSource):
    """What the given environment, not the process's own, says about the sections."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        super().__init__(_Sections)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in self._environ.items() if value and "__" in name}


def variable(loc: Loc) -> str:
    """The name of the variable that sets a key."""
    return PREFIX + "__".join(str(part).upper() for part in loc[:2])


def unknown_variables(environ: Mapping[str, str]) -> Iterator[str]:
    """A line for each variable of ours that sets nothing: what was meant would have its default, unseen."""
    for written, value in environ.items():
        name = written.upper()
        if not name.startswith(PREFIX) or not value or name.lower() in SECRETS:
            continue
        section, nested, _ = name.removeprefix(PREFIX).lower().partition("__")
        if nested and section not in SECTIONS:
            yield f"Miljøvariablen {name} {unknown((section,))}"
        elif not nested and not _OF_KUBERNETES.search(name) and not _ITS_ADDRESS.match(value):
            yield f"Miljøvariablen {name} findes ikke. {_meant(name)}"


def _meant(name: str) -> str:
    known = [variable((section, key)) for section in SECTIONS for key in keys(section)]
    known += [secret.upper() for secret in SECRETS]
    rest = name.removeprefix(PREFIX)
    meant = (
        [one for one in known if one.replace("__", "_") in (name, rest)]
        or [one for one in known if one.endswith(f"__{rest}")]
        or get_close_matches(name, known, 1, cutoff=0.75)
    )
    if meant:
        return f"Mente du {' eller '.join(meant)}?"
    return f"Slet den, eller giv den et navn, der ikke begynder med {PREFIX}."

"""What every section of config.toml is made of."""

from ipaddress import ip_address
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_settings import NoDecode


class Section(BaseModel):
    """Frozen, and without keys that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _split(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(value) if isinstance(value, list) else value


Texts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Weeks = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_split)]


def is_loopback(host: str) -> bool:
    """Whether an address or name is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""The address that the server listens on: whether it is free, taken by Vejviser itself, or why not."""

import errno
import json
import socket
import urllib.error
import urllib.request

from bot.checks.finding import Finding, broken, ready, warning
from bot.settings import Server

SECONDS = 5.0
_PORT = "[server] port i config.toml, eller --port i demoen"
_EVERY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where one asks who listens everywhere


class CannotListen(Exception):
    """Why not, in Danish, and what to do; `taken` when somebody else listens there."""

    def __init__(self, why: str, *, taken: bool = False) -> None:
        super().__init__(why)
        self.taken = taken


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise _explained(error, host, port) from None


def _explained(error: OSError, host: str, port: int) -> CannotListen:
    if error.errno == errno.EADDRINUSE:
        why = f"Port {port} på {host} er optaget. Kører Vejviser allerede? Ellers vælg en anden port: {_PORT}."
        return CannotListen(why, taken=True)
    if error.errno in (errno.EACCES, errno.EPERM):
        return CannotListen(f"Vejviser har ikke ret til port {port}. Vælg en port fra 1024 og op: {_PORT}.")
    if error.errno in (errno.EADDRNOTAVAIL, socket.EAI_NONAME, socket.EAI_NODATA, socket.EAI_AGAIN):
        return CannotListen(
            f"{host} er ikke en adresse på denne maskine. Ret [server] host i config.toml til 127.0.0.1, 0.0.0.0 "
            "eller en af maskinens egne adresser."
        )
    return CannotListen(f"Vejviser kan ikke lytte på {host}:{port}. Ret [server] host og port i config.toml.")


def server(settings: Server) -> Finding:
    """Whether the server could start there, or does run."""
    at = f"{settings.host}:{settings.port}"
    try:
        listen(settings.host, settings.port).close()
    except CannotListen as error:
        ok = _runs(settings) if error.taken else None
        if ok is None:
            return broken("Server", str(error))
        if not ok:
            return warning("Server", f"Vejviser kører på {at}, men er ikke klar. Se de andre linjer, og se i loggen.")
        return ready("Server", f"Vejviser kører på {at} og er klar.")
    return ready("Server", f"{at} er ledig, så Vejviser kan starte dér.")


def _runs(settings: Server) -> bool | None:
    """Whether the Vejviser that listens there is ready; None when it is another program."""
    host = _EVERY.get(settings.host, settings.host)
    url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/healthz"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=SECONDS) as answer:
            said = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            said = error.read()
    except (OSError, ValueError):
        return None
    try:
        return bool(json.loads(said)["ok"])
    except (ValueError, KeyError, TypeError):
        return None

"""`vejviser check` and `serve` on the address that the server listens on: free, taken, or not to be had."""

import errno
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.checks.listening import CannotListen, _explained, listen, server
from bot.settings import Server
from tests.serving import served

HEALTHZ: list[Response] = []


@pytest.fixture
def taken() -> Iterator[Server]:
    """Settings for a port where something answers what HEALTHZ holds."""

    def answer(_: object) -> Response:
        return HEALTHZ.pop()

    with served(Starlette(routes=[Route("/healthz", answer)])) as url:
        yield Server(port=urlsplit(url).port or 0)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (JSONResponse({"ok": True}), "✓ Server: Vejviser kører på {at} og er klar."),
        (JSONResponse({"ok": False}, 503), "! Server: Vejviser kører på {at}, men er ikke klar. Se de andre linjer"),
        (PlainTextResponse("nginx"), "✗ Server: Port {port} på 127.0.0.1 er optaget. Kører Vejviser allerede?"),
        (JSONResponse([]), "✗ Server: Port {port} på 127.0.0.1 er optaget."),
    ],
)
def test_a_port_that_is_taken_is_told_by_who_answers_there(taken: Server, answer: Response, said: str) -> None:
    HEALTHZ.append(answer)
    assert str(server(taken)).startswith(said.format(at=f"127.0.0.1:{taken.port}", port=taken.port))


def test_a_free_port_is_ready() -> None:
    assert server(Server(port=0)).mark == "✓"


def test_an_address_of_another_machine_and_a_name_that_nobody_knows_are_told_as_such() -> None:
    with pytest.raises(CannotListen, match=r"192\.0\.2\.1 er ikke en adresse på denne maskine\. Ret .server. host"):
        listen("192.0.2.1", 0)
    assert "x.invalid er ikke en adresse" in str(_explained(OSError(socket.EAI_NONAME, "x"), "x.invalid", 0))


def test_a_port_without_the_right_to_it_and_other_troubles_are_told_apart() -> None:
    told = [str(_explained(OSError(code, "x"), "127.0.0.1", 80)) for code in (errno.EACCES, errno.EMFILE)]
    assert told == [
        "Vejviser har ikke ret til port 80. Vælg en port fra 1024 og op: [server] port i config.toml, eller --port i "
        "demoen.",
        "Vejviser kan ikke lytte på 127.0.0.1:80. Ret [server] host og port i config.toml.",
    ]

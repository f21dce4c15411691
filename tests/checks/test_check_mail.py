"""`vejviser check` on mail and the page's address: against real servers on loopback."""

from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from threading import Thread

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.checks import check
from bot.clock import Clock
from bot.domain.organisation import Organisation, Person
from bot.store import Store
from tests.fake_mail import certificate, mail_server
from tests.serving import served

NONE: dict[str, str] = {}
KEY = {"VEJVISER_LINK_KEY": "k" * 32}


def lines(
    folder: Path, config: str, people: tuple[Person, ...] = (), *, environ: Mapping[str, str] = NONE
) -> list[str]:
    path = folder / "config.toml"
    path.write_text(config)
    store = Store.open(f"sqlite:///{folder}/vejviser.db", Clock().now)
    store.apply_organisation(Organisation(people=people))
    store.close()
    told = [str(one) for one in check(path, Clock(), environ)]
    return [one for one in told if one[2:].startswith(("Mail", "Adresse", "Modtagere", "Hemmelighed"))]


def mail(port: int, more: str = 'security = "none"') -> str:
    return f'[mail]\nhost = "localhost"\nport = {port}\nsender = "v@a.dk"\n{more}\n'


def test_with_everything_off_nobody_is_reached(tmp_path: Path) -> None:
    assert lines(tmp_path, "", (Person("a", "A", email="a@a.dk"),)) == [
        "✓ Mail: er slået fra. Udfyld [mail] for at nå dem, der ikke er i chatten.",
        "! Modtagere: ingen af de 1 registrerede kan nås: både chat og mail er slået fra.",
    ]


def test_a_mail_server_that_takes_us_in_is_ready_and_gets_no_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    people = (Person("a", "A", email="a@a.dk"), Person("b", "Leder, B"))
    with mail_server(file, login=True) as server:
        secret = {"VEJVISER_MAIL_PASSWORD": "hemmelig-1"}
        told = lines(tmp_path, mail(server.port, 'username = "v"'), people, environ=secret)
        refused = lines(tmp_path, mail(server.port, 'username = "v"'), environ={"VEJVISER_MAIL_PASSWORD": "forkert"})
    assert told == [
        "✓ Mail: localhost tager imod Vejviser som afsender.",
        "! Adresse: [web] public_url er tom, så knapperne mangler i mails, og folk må svare på dem.",
        "! Modtagere: 1 uden en brugbar mailadresse kan ikke nås (Leder, B).",
    ]
    remedy = "ret [mail] username og VEJVISER_MAIL_PASSWORD"
    assert refused[0] == f"✗ Mail: mailserveren afviste Vejvisers login: {remedy} (535 5.7.8)."
    assert server.got == []


def test_what_is_wrong_with_the_mail_server_is_told(tmp_path: Path) -> None:
    assert lines(tmp_path, mail(1))[0].startswith("✗ Mail: mailserveren kan ikke nås.")
    with mail_server() as server:
        (told, *_) = lines(tmp_path, mail(server.port, ""))
        assert told == "✗ Mail: mailserveren tilbyder ikke STARTTLS: ret [mail] security."


def test_a_missing_secret_is_told(tmp_path: Path) -> None:
    told = lines(tmp_path, '[web]\npublic_url = "http://localhost:1"\n' + mail(1, 'security = "tls"\nusername = "v"'))
    assert [one.split(":")[0] for one in told[:2]] == ["✗ Hemmelighed", "✗ Hemmelighed"]
    assert "VEJVISER_LINK_KEY mangler" in told[0] and "VEJVISER_MAIL_PASSWORD mangler" in told[1]


@pytest.fixture
def other_page() -> Iterator[str]:
    def answer(_: object) -> Response:
        return PlainTextResponse("Velkommen til nginx")

    with served(Starlette(routes=[Route("/{path:path}", answer)])) as url:
        yield url


def test_an_address_that_leads_elsewhere_or_nowhere_is_told(tmp_path: Path, other_page: str) -> None:
    (_, told) = lines(tmp_path, f'[web]\npublic_url = "{other_page}"', environ=KEY)
    assert told.endswith("svarer, men ikke som Vejviser (200). Se proxyen efter.")
    (_, told) = lines(tmp_path, '[web]\npublic_url = "http://localhost:1"', environ=KEY)
    assert "kan ikke nås herfra" in told


def test_a_certificate_that_nobody_vouches_for_is_told_as_such(tmp_path: Path) -> None:
    with HTTPServer(("localhost", 0), BaseHTTPRequestHandler) as server:
        context = SSLContext(PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate(tmp_path))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.handle_request)
        thread.start()
        (_, told) = lines(tmp_path, f'[web]\npublic_url = "https://localhost:{server.server_port}"', environ=KEY)
        thread.join()
    assert "har et certifikat, som denne maskine ikke godkender. Se efter i proxyen" in told


def test_an_address_that_shows_our_page_is_ready(tmp_path: Path) -> None:
    def answer(_: object) -> Response:
        return PlainTextResponse("", 404, {"X-Robots-Tag": "noindex"})

    with served(Starlette(routes=[Route("/svar/{token}", answer)])) as url:
        (_, told) = lines(tmp_path, f'[web]\npublic_url = "{url}"', environ=KEY)
    assert told.startswith("✓ Adresse: ")

"""Deliveries by mail, on a real wire: how each sending comes out, encrypted, with the same Message-ID each time."""

import asyncio
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from bot.cards import Attachment, Button, Card, Message
from bot.chat import Desk, load
from bot.deliveries import Outcome, Permanent, Retry, Sent, Unknown
from bot.domain.delivering import Delivery
from bot.domain.organisation import Person, Role
from bot.platforms.mail import smtp
from bot.platforms.mail.channel import NO_ADDRESS, MailChannel
from bot.settings import DeliveriesSettings, Mail, Settings, Web
from bot.store.deliveries import Record
from tests.conftest import NOW, person
from tests.documents.test_calendars import invited
from tests.fake_mail import FakeMail, certificate, mail_server
from tests.platforms.web import answers
from tests.platforms.web.conftest import serving

HELLO = Message(
    Card("Møde med UU på Ærøgade", ("Kommer du?",), buttons=(Button("Jeg kommer", "moede.coming", {"meeting": 17}),)),
    (Attachment("møde.ics", "text/calendar; charset=utf-8; method=REQUEST", invited()),),
)


@pytest.fixture(scope="session")
def certificate_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_file))
    return certificate_file


@pytest.fixture
def server() -> Iterator[FakeMail]:
    with mail_server() as fake:
        yield fake


def with_mail(desk: Desk, port: int, **more: str) -> Desk:
    mail = Mail.model_validate(
        {"host": "127.0.0.1", "port": port, "security": "none", "sender": "vejviser@example.dk"} | more
    )
    settings = Settings(
        mail=mail,
        web=Web(public_url="https://v.example"),
        vejviser_link_key=SecretStr("k" * 32),
        vejviser_mail_password=SecretStr("hemmelig-1"),
        deliveries=DeliveriesSettings(grace=6),
    )
    return replace(desk, settings=settings)


def record(step: str = "7d") -> Record:
    return Record(1, Delivery("meeting_reminder", "meeting:17", 0, step, "anna", NOW), "waiting", NOW)


def sending(desk: Desk, message: Message = HELLO, step: str = "7d", to: str = "") -> Outcome:
    async def send() -> Outcome:
        channel = MailChannel(desk)
        return await channel.send(record(step), to or person(desk, Role.COORDINATOR).id, message)

    return asyncio.run(send())


def test_a_delivery_arrives_with_its_words_its_links_and_its_calendar_entry(desk: Desk, server: FakeMail) -> None:
    assert sending(with_mail(desk, server.port, reply_to="lone@example.dk")) == Sent()
    (mail,) = server.mails
    assert mail["To"] == "koordinator.uu@example.org"
    assert (mail["Reply-To"], mail["Auto-Submitted"]) == ("lone@example.dk", "auto-generated")
    assert mail["Subject"] == "Møde med UU på Ærøgade"
    assert "https://v.example/svar/" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert len(desk.store.links.of(person(desk, Role.COORDINATOR).id)) == 1
    assert all(len(line) <= 998 for line in server.got[0].split(b"\r\n"))
    assert server.got[0].isascii()


def test_the_same_delivery_has_the_same_message_id_and_another_another(desk: Desk, server: FakeMail) -> None:
    for step in ("7d", "7d", "1d"):
        assert sending(with_mail(desk, server.port), step=step) == Sent()
    first, again, other = (mail["Message-ID"] for mail in server.mails)
    assert first == again != other
    assert first.endswith("@example.dk>")


def test_starttls_encrypts_and_the_login_follows(desk: Desk, trusted: Path) -> None:
    with mail_server(trusted, login=True) as server:
        secure = with_mail(desk, server.port, host="localhost", security="starttls", username="vejviser")
        assert sending(secure) == Sent()
    assert server.encrypted == [True]
    assert server.logins[0].endswith("vejviser")


def test_tls_from_the_first_byte_works_too(desk: Desk, trusted: Path) -> None:
    with mail_server(trusted, tls=True) as server:
        assert sending(with_mail(desk, server.port, host="localhost", security="tls")) == Sent()
    assert len(server.got) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(desk: Desk, certificate_file: Path, security: str) -> None:
    with mail_server(certificate_file, tls=security == "tls") as server:
        outcome = sending(with_mail(desk, server.port, host="localhost", security=security))
    assert outcome == Retry(smtp.CERTIFICATE)
    assert server.got == []


def test_without_starttls_nothing_is_sent_in_the_clear(desk: Desk, server: FakeMail) -> None:
    secure = with_mail(desk, server.port, security="starttls", username="vejviser")
    assert sending(secure) == Retry(smtp.PLAIN)
    assert (server.got, server.logins) == ([], [])


def test_a_refused_login_is_told_at_once(desk: Desk, trusted: Path) -> None:
    with mail_server(trusted, login=True) as server:
        secure = with_mail(desk, server.port, host="localhost", security="starttls", username="vejviser")
        wrong = secure.settings.model_copy(update={"vejviser_mail_password": SecretStr("forkert")})
        outcome = sending(replace(secure, settings=wrong))
    assert isinstance(outcome, Permanent)
    assert outcome.reason.startswith(smtp.LOGIN)


@pytest.mark.parametrize(
    ("where", "reply", "outcome"),
    [
        ("rcpt", "550 5.1.1 No such user koordinator.uu@example.org",
         Permanent("mailserveren afviste adressen (550 5.1.1)")),
        ("rcpt", "450 4.2.0 Greylisted", Retry("mailserveren beder os prøve igen (450 4.2.0)", trouble=False)),
        ("rcpt", "421 Too busy", Retry("mailserveren beder os prøve igen (421)")),
        ("data", "554 5.7.1 Looks like spam", Permanent("mailserveren afviste mailen (554 5.7.1)")),
        ("data", "452 4.3.1 Disk full", Retry("mailserveren beder os prøve igen (452 4.3.1)")),
    ],
)  # fmt: skip
def test_what_the_server_says_decides(
    desk: Desk, server: FakeMail, where: str, reply: str, outcome: Outcome
) -> None:
    getattr(server, where).append(reply)
    assert sending(with_mail(desk, server.port)) == outcome
    assert server.got == []
    assert sending(with_mail(desk, server.port)) == Sent()


@pytest.mark.parametrize("after", ["abort", "silence"])
def test_what_is_lost_after_the_mail_was_handed_over_is_in_doubt(desk: Desk, server: FakeMail, after: str) -> None:
    server.after.append(after)
    assert sending(with_mail(desk, server.port)) == Unknown(smtp.SILENT)
    assert sending(with_mail(desk, server.port)) == Sent()
    first, again = server.mails
    assert first["Message-ID"] == again["Message-ID"]


def test_a_server_that_is_away_is_tried_again(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert sending(with_mail(desk, taken.getsockname()[1])) == Retry(smtp.AWAY)


def test_a_server_that_says_nothing_is_tried_again(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert sending(with_mail(desk, mute.getsockname()[1])) == Retry(smtp.AWAY)


@pytest.mark.parametrize(
    ("email", "reached"),
    [
        ("lone@example.dk", True), ("lone@ærø.example", True), ("søren@example.dk", False), (None, False),
        ("lone@example.dk, per@example.dk", False), ("lone", False), ("a@b.dk\r\nBcc: c@d.dk", False),
        ("<a@b.dk>", False), ("@b.dk", False), ("a@b@c.dk", False), ("a@b", False),
    ],
)  # fmt: skip
def test_whoever_has_an_address_is_reached(desk: Desk, email: str | None, reached: bool) -> None:
    someone = Person("lone", "Leder", email=email)
    assert asyncio.run(MailChannel(desk).reaches(someone)) == ("lone" if reached else None)


def test_somebody_whose_address_has_gone_gets_nothing(desk: Desk, server: FakeMail) -> None:
    assert sending(with_mail(desk, server.port), to="fremmed") == Permanent(NO_ADDRESS)


def test_names_and_domains_with_danish_letters_arrive(desk: Desk, server: FakeMail) -> None:
    one = replace(person(desk, Role.COORDINATOR), name='Søren "Ærø"\r\nBcc: x@y.dk', email="lone@ærø.example")
    organisation = desk.store.directory().organisation
    people = tuple(one if other.id == one.id else other for other in organisation.people)
    desk.store.apply_organisation(replace(organisation, people=people))
    assert sending(with_mail(desk, server.port)) == Sent()
    (mail,) = server.mails
    (to,) = mail["To"].addresses
    assert to.display_name == 'Søren "Ærø" Bcc: x@y.dk'
    assert to.addr_spec == "lone@" + "ærø.example".encode("idna").decode()
    assert mail["Bcc"] is None
    assert server.got[0].isascii()


def test_a_sender_of_a_domain_with_danish_letters_is_one_that_the_mail_server_takes(
    desk: Desk, server: FakeMail
) -> None:
    assert sending(with_mail(desk, server.port, sender="v@ærø.example", reply_to="lone@ærø.example")) == Sent()
    domain = "ærø.example".encode("idna").decode()
    assert server.came_from == [(domain, f"v@{domain}")]
    (mail,) = server.mails
    assert (mail["From"], mail["Reply-To"]) == (f"Vejviser <v@{domain}>", f"lone@{domain}")
    assert mail["Message-ID"].endswith(f"@{domain}>")


def test_so_many_go_out_in_a_minute_and_no_more(desk: Desk) -> None:
    channel = MailChannel(with_mail(desk, 25))
    assert channel.turn("a") == 0
    assert 1.9 < channel.turn("b") <= 2
    assert not channel.looks_up


def test_somebody_without_the_chat_answers_by_mail(desk: Desk, server: FakeMail) -> None:
    answers.came.clear()
    desk = replace(with_mail(desk, server.port), commands={"proeve": load(answers)})
    button = Button("Jeg kommer", "proeve.coming", {"meeting": 17, "yes": True})
    assert sending(desk, Message(Card("Møde med UU", buttons=(button,)))) == Sent()
    text = server.mails[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(r"Jeg kommer:\r?\nhttps://v\.example(/svar/[\w-]+)\r?\n", text)
    assert found
    with serving(desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        assert "Møde med UU" in http.get(found[1]).text
        assert answers.came == []
        assert "Tak, du kommer" in http.post(found[1]).text
    assert f"('coming', ('{person(desk, Role.COORDINATOR).id}'," in str(answers.came)

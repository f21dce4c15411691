"""A real SMTP server on loopback that keeps what it gets, and fails as it is told."""

import asyncio
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class FakeMail:
    """What came, and what is to go wrong: `rcpt` and `data` are answered instead of taking the mail.

    `after`: "abort" takes the mail and hangs up without a word, "silence" takes it and says nothing.
    """

    port: int = 0
    stop: Callable[[], object] = lambda: None
    got: list[bytes] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    came_from: list[tuple[str | None, str | None]] = field(default_factory=list)  # who greeted, who sends
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """What came, read."""
        return [message_from_bytes(one, policy=default) for one in self.got]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data:
            return self.data.pop(0)
        assert isinstance(envelope.content, bytes)
        self.got.append(envelope.content)
        self.encrypted.append(session.ssl is not None)
        self.came_from.append((session.host_name, envelope.mail_from))
        match self.after.pop(0) if self.after else "":
            case "abort":
                server.transport.abort()  # type: ignore[union-attr]
            case "silence":
                await asyncio.sleep(30)
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        """Only this password."""
        self.logins.append(f"{mechanism} {data.login.decode()}")
        return AuthResult(success=data.password == b"hemmelig-1", handled=False)


@contextmanager
def mail_server(certificate: Path | None = None, *, tls: bool = False, login: bool = False) -> Iterator[FakeMail]:
    """The server; with a certificate it offers STARTTLS, or with `tls` speaks nothing else."""
    fake = FakeMail()
    context = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    ready, stop = Event(), asyncio.Event()

    async def serve() -> None:
        loop = asyncio.get_running_loop()

        def protocol() -> SMTP:
            return SMTP(
                fake, loop=loop, hostname="mail.example", tls_context=None if tls else context,
                authenticator=fake.authenticate if login else None, auth_required=login, auth_require_tls=not tls,
            )  # fmt: skip

        server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if tls else None)
        fake.port, fake.stop = server.sockets[0].getsockname()[1], lambda: loop.call_soon_threadsafe(stop.set)
        ready.set()
        await stop.wait()
        server.close()

    thread = Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield fake
    finally:
        fake.stop()
        thread.join(10)


def certificate(folder: Path, name: str = "localhost") -> Path:
    """A key and a certificate that it signed itself, in one file."""
    file = folder / f"{name}.pem"
    command = (
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}",
        "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(file), "-out", str(file.with_suffix(".crt")),
    )  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file

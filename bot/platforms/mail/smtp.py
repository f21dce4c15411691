"""Hands a mail to the mail server, once, and says how it went: arrived, not yet, never, or nobody knows."""

import asyncio
import re
import ssl
from contextlib import suppress
from email.message import EmailMessage

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)

from bot.deliveries import Outcome, Permanent, Retry, Sent, Unknown
from bot.settings import Mail

AWAY = "mailserveren kan ikke nås"
SILENT = "mailserveren svarede ikke på, om mailen kom frem"
PLAIN = "mailserveren tilbyder ikke STARTTLS: ret [mail] security"
CERTIFICATE = "mailserverens certifikat kan ikke godkendes"
LOGIN = "mailserveren afviste Vejvisers login: ret [mail] username og VEJVISER_MAIL_PASSWORD"
_ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


async def opened(mail: Mail, password: str | None, seconds: float) -> SMTP:
    """A connection, encrypted and logged in as the settings say. Raises what `refused` understands."""
    server = SMTP(
        hostname=mail.host,
        port=mail.port,
        timeout=seconds,
        use_tls=mail.security == "tls",
        start_tls=False,
        tls_context=ssl.create_default_context() if mail.security != "none" else None,
        local_hostname=mail.sender.rpartition("@")[2] or None,
    )
    try:
        await server.connect()
        if mail.security == "starttls":
            if not server.supports_extension("starttls"):
                await server.ehlo()
            if not server.supports_extension("starttls"):
                raise NoEncryption
            await server.starttls()
        if mail.username:
            await server.login(mail.username, password or "")
    except BaseException:
        await dropped(server)
        raise
    return server


async def dropped(server: SMTP) -> None:
    """Leave the connection at once: a TLS one would else wait for the server's goodbye, and outlive the loop."""
    transport = server.transport
    server.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()
        await asyncio.sleep(0)


class NoEncryption(Exception):
    """The server offers none, and the settings want it."""


async def hand_over(
    message: EmailMessage, to: str, mail: Mail, password: str | None, seconds: float
) -> Outcome:
    """Send it once, in that time. What is lost after the mail's first byte may have arrived."""
    begun = False
    server: SMTP | None = None
    try:
        async with asyncio.timeout(seconds):
            server = await opened(mail, password, seconds)
            await server.mail(mail.sender)
            await server.rcpt(to)
            begun = True
            await server.data(message.as_bytes())
    except (NoEncryption, SMTPException, OSError, ValueError) as error:
        outcome = refused(error)
        lost = begun and not isinstance(error, SMTPResponseException)
        return Unknown(SILENT) if lost else outcome
    else:
        with suppress(SMTPException, OSError):
            await asyncio.wait_for(server.quit(), 2)
        return Sent()
    finally:
        if server is not None:
            await dropped(server)


def refused(error: Exception) -> Outcome:
    """What an error means for the mail that was to be sent."""
    match error:
        case NoEncryption():
            return Retry(PLAIN)
        case SMTPResponseException(code=code, message=said):
            found = _ENHANCED.search(said)
            number = f"{code} {found[0]}" if found else str(code)
            if code in (530, 534, 535, 538):
                return Permanent(f"{LOGIN} ({number})")
            if 500 <= code < 600:
                what = "adressen" if isinstance(error, SMTPRecipientRefused) else "mailen"
                return Permanent(f"mailserveren afviste {what} ({number})")
            busy = isinstance(error, SMTPRecipientRefused) and code != 421
            return Retry(f"mailserveren beder os prøve igen ({number})", trouble=not busy)
        case SMTPServerDisconnected() if "certificate" in str(error).lower():
            return Retry(CERTIFICATE)
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Retry(CERTIFICATE)
        cause = cause.__cause__ or cause.__context__
    return Retry(AWAY)

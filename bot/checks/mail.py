"""Mail and the page's address: whether the mail server lets us in, whether others reach us, whom nobody reaches."""

import asyncio
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

from aiosmtplib.errors import SMTPException

from bot.checks.finding import Finding, broken, ready, titles, warning
from bot.domain.organisation import Person
from bot.platforms.mail import smtp
from bot.platforms.mail.draw import recipient
from bot.settings import Settings
from bot.settings.mail import missing

SECONDS = 15.0


def secrets(settings: Settings) -> list[Finding]:
    """A line for each secret that the settings need and that is not there."""

    def place(loc: tuple[str | int, ...]) -> str:
        return f"[{loc[0]}] {loc[1]}"

    key, password = settings.vejviser_link_key, settings.vejviser_mail_password
    return [broken("Hemmelighed", one) for one in missing(settings.web, settings.mail, key, password, place)]


def server(settings: Settings) -> Finding:
    """Whether the mail server answers, encrypted, and takes our login. Sends nothing."""
    mail, secret = settings.mail, settings.vejviser_mail_password
    if not mail.host:
        return ready("Mail", "er slået fra. Udfyld [mail] for at nå dem, der ikke er i chatten.")

    async def knock() -> None:
        async with asyncio.timeout(SECONDS):
            found = await smtp.opened(mail, secret.get_secret_value() if secret else None, SECONDS)
            try:
                await found.quit()
            finally:
                await smtp.dropped(found)

    try:
        asyncio.run(knock())
    except (smtp.NoEncryption, SMTPException, OSError, ValueError) as error:
        why = smtp.refused(error)
        said = getattr(why, "reason", smtp.AWAY)
        told = said.startswith((smtp.PLAIN, smtp.LOGIN))  # these say what to do
        return broken("Mail", f"{said}." if told else f"{said}. Se efter [mail] host, port og security.")
    return ready("Mail", f"{mail.host} tager imod Vejviser som afsender.")


def address(settings: Settings) -> Iterator[Finding]:
    """Whether the page of personal links answers at public_url, as others see it."""
    url = settings.web.public_url
    if url:
        yield _asked(url, urlsplit(url).netloc)
    elif settings.mail.host:
        yield warning("Adresse", "[web] public_url er tom, så knapperne mangler i mails, og folk må svare på dem.")


def _asked(url: str, host: str) -> Finding:
    asked = urllib.request.Request(f"{url}/svar/er-du-der")  # noqa: S310 - settings allow http and https only
    try:
        with urllib.request.urlopen(asked, timeout=SECONDS) as answer:  # noqa: S310 - the same
            ours, code = False, answer.status
    except urllib.error.HTTPError as error:
        ours, code = error.code == 404 and "x-robots-tag" in error.headers, error.code
        error.close()
    except (OSError, ValueError) as error:
        if isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError):
            return warning(
                "Adresse",
                f"{host} har et certifikat, som denne maskine ikke godkender. Se efter i proxyen, at det gælder for "
                "navnet, ikke er udløbet, og at hele kæden sendes med.",
            )
        return warning("Adresse", f"{host} kan ikke nås herfra. Er Vejviser startet, så se proxyen efter.")
    if not ours:
        return warning("Adresse", f"{host} svarer, men ikke som Vejviser ({code}). Se proxyen efter.")
    return ready("Adresse", f"{host} viser siden med personlige links.")


def unreached(settings: Settings, people: tuple[Person, ...]) -> Iterator[Finding]:
    """Whom Vejviser cannot write to by itself, where the chat has not told it already. Titles only."""
    chat = settings.slack.mode != "off"
    if settings.mail.host:
        lost = [one for one in people if not one.email or recipient(one.email, None) is None]
        where = "nås kun i chatten" if chat else "kan ikke nås"
        if lost:
            yield warning("Modtagere", f"{len(lost)} uden en brugbar mailadresse {where} ({titles(lost)}).")
    elif people and not chat:
        yield warning("Modtagere", f"ingen af de {len(people)} registrerede kan nås: både chat og mail er slået fra.")

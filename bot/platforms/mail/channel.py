"""Deliveries by mail: at least once. Nobody can look up what arrived, so a repeated mail has the same Message-ID."""

import asyncio
from time import monotonic

from bot.cards import Button, Message
from bot.chat import Desk
from bot.deliveries.channels import Outcome, Permanent, Retry
from bot.deliveries.pacing import Pace
from bot.deliveries.sender import PATIENCE
from bot.domain.organisation import Person
from bot.platforms.mail import draw, smtp
from bot.store.deliveries import Record

NO_ADDRESS = "personen har ingen mailadresse, som kan bruges"
BUSY = "mailserveren har travlt"
AT_ONCE = 4  # connections to the mail server
SECONDS = 30.0  # for one mail; servers that look through it take their time


class MailChannel:
    """The channel "mail". An address here is the person's id, so that no mail address is kept with the deliveries."""

    name = "mail"
    looks_up = False

    def __init__(self, desk: Desk) -> None:
        self._desk, self._settings = desk, desk.settings.mail
        secret = desk.settings.vejviser_mail_password
        self._password = secret.get_secret_value() if secret else None
        self._seconds = min(SECONDS, desk.settings.deliveries.grace / 3)  # over long before it is sent again
        self._pace = Pace(0.0, 60 / self._settings.messages_per_minute, monotonic)
        self._connections = asyncio.Semaphore(AT_ONCE)

    async def reaches(self, person: Person) -> str | None:
        """The person's id, for whoever has an address that mail can go to."""
        return person.id if person.email and draw.recipient(person.email, None) else None

    def turn(self, address: str) -> float:
        """So many a minute to all, as mail servers want it."""
        return self._pace.turn(address, PATIENCE)

    async def send(self, record: Record, address: str, message: Message) -> Outcome:
        """Write the mail and hand it over, once."""
        loop = asyncio.get_running_loop()
        person = await loop.run_in_executor(None, self._desk.store.people.find, address)
        to = draw.recipient(person.email, person.name) if person and person.email else None
        if person is None or to is None:
            return Permanent(NO_ADDRESS)

        def press(button: Button, title: str) -> str | None:
            return self._desk.link(person, button.action, button.values, title=title, text=button.text)

        key, settings, now = record.delivery.key, self._settings, self._desk.now
        mail = await loop.run_in_executor(None, lambda: draw.mail(key, message, settings, to, press=press, now=now))
        try:
            await asyncio.wait_for(self._connections.acquire(), self._seconds)
        except TimeoutError:
            return Retry(BUSY, trouble=False)
        try:
            return await smtp.hand_over(mail, to.addr_spec, settings, self._password, self._seconds)
        finally:
            self._connections.release()

    async def look_up(self, record: Record, address: str) -> bool:
        """Mail cannot tell."""
        return False

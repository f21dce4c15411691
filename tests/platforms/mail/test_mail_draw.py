"""Cards as mail: text and HTML say the same, nothing is markup, a calendar entry comes as calendars want it."""

import re
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.cards import Attachment, Button, Card, Item, Link, Message
from bot.platforms.mail import draw
from bot.settings import Mail
from tests.conftest import NOW
from tests.documents.test_calendars import invited

SETTINGS = Mail(sender="vejviser@example.dk")
CARD = Card(
    "Møde med UU & co. <1>",
    ("Torsdag den 3. december kl. 10.\nHusk æbler.", ("Se ", Link("kortet", "https://kort.example/?a=1&b=2"), ".")),
    chips=(Button("15 år", "moede.chip"),),
    facts=(("Sted", "Klub Borup"), ("Ring", (Link("33 17 33 33", "tel:33173333"),))),
    items=(Item("Dagsorden", ("Overgange",), small=("Skrevet af Lone",), buttons=(Button("Tilføj", "moede.add"),)),),
    buttons=(Button("Jeg kommer", "moede.yes", style="primary"), Button("Afbud", "moede.no", label="Meld afbud")),
    small=("Du får mailen, fordi du er inviteret.",),
)


def drawn(message: Message, links: bool = True) -> Any:
    """The mail, as it is read at the other end."""

    def press(button: Button, title: str) -> str | None:
        return f"https://v.example/svar/{button.action}" if links else None

    to = Address("Søren", addr_spec="s@example.dk")
    mail: EmailMessage = draw.mail("key", message, SETTINGS, to, press=press, now=NOW)
    return message_from_bytes(mail.as_bytes(), policy=default)


def texts(mail: Any) -> tuple[str, str]:
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_a_card_as_plain_text() -> None:
    text, _ = texts(drawn(Message(CARD)))
    assert text.replace("\r\n", "\n") == """Møde med UU & co. <1>

Torsdag den 3. december kl. 10.
Husk æbler.
Se kortet (https://kort.example/?a=1&b=2).
Sted: Klub Borup
Ring: 33 17 33 33 (33173333)

- Dagsorden
Overgange
Skrevet af Lone

Tilføj:
https://v.example/svar/moede.add

Jeg kommer:
https://v.example/svar/moede.yes

Afbud:
https://v.example/svar/moede.no

Du får mailen, fordi du er inviteret.

--\x20
Knapperne er kun til dig. Send dem ikke videre. De åbner en side, hvor du trykker en gang til.
Vejviser er kommunens hjælper for dem, der arbejder med børn og unge. Mailen er sendt automatisk.
"""


def test_the_html_says_the_same_in_danish_and_fetches_nothing() -> None:
    _, html = texts(drawn(Message(CARD)))
    assert '<html lang="da">' in html
    assert "Møde med UU &amp; co. &lt;1&gt;" in html
    assert re.findall(r'href="([^"]*)"', html) == [
        "https://kort.example/?a=1&amp;b=2", "tel:33173333", "https://v.example/svar/moede.add",
        "https://v.example/svar/moede.yes", "https://v.example/svar/moede.no",
    ]  # fmt: skip
    assert ">Afbud</a>" in html and re.findall('aria-label="([^"]*)"', html) == ["Meld afbud"]
    assert "15 år" not in html
    assert not re.search(r"<(img|script|link|style)|url\(", html)


def test_without_an_address_of_the_page_the_mail_asks_for_an_answer() -> None:
    for text in texts(drawn(Message(CARD), links=False)):
        assert "Svar på denne mail." in text and "Jeg kommer" not in text


def test_a_card_that_asks_nothing_asks_for_nothing() -> None:
    for text in texts(drawn(Message(Card("Mødet er aflyst")))):
        assert "Svar på denne mail" not in text and "Knapperne" not in text


def test_a_subject_of_its_own_wins() -> None:
    assert drawn(Message(CARD))["Subject"] == "Møde med UU & co. <1>"
    assert drawn(Message(CARD, subject="Aflyst: møde"))["Subject"] == "Aflyst: møde"


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_calendar_entry_is_a_part_beside_the_words_and_a_file(method: Any) -> None:
    content = invited(method)
    mail = drawn(Message(CARD, (Attachment("moede.ics", f"text/calendar; method={method}", content),)))
    assert mail.get_content_type() == "multipart/mixed"
    words, file = mail.iter_parts()
    assert words.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in words.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    calendar = list(words.iter_parts())[-1]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == (method, "utf-8")
    assert calendar.get_content_disposition() is None
    read = Calendar.from_ical(calendar.get_payload(decode=True))
    assert read["METHOD"] == method
    assert read.walk("VEVENT")[0]["SUMMARY"] == "Møde med UU: NørreBrobyggerne"
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "moede.ics")
    assert file.get_content() == content


def test_other_files_come_as_they_are() -> None:
    mail = drawn(Message(CARD, (Attachment("referat æ.pdf", "application/pdf", b"%PDF"),)))
    (file,) = mail.iter_attachments()
    assert (file.get_content_type(), file.get_filename(), file.get_content()) == (
        "application/pdf", "referat æ.pdf", b"%PDF",
    )  # fmt: skip


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_stays_text_and_adds_no_header(text: str) -> None:
    card = Card(text, (text,), facts=((text, text),), items=(Item(text, (text,)),))
    mail = drawn(Message(card, (Attachment(text, "application/pdf", b"x"),)))
    assert {*mail.keys()} == {*drawn(Message(Card("x"), (Attachment("x", "application/pdf", b"x"),))).keys()}
    plain = Card("x", ("x",), facts=(("x", "x"),), items=(Item("x", ("x",)),))
    assert texts(mail)[1].count("<p ") == texts(drawn(Message(plain)))[1].count("<p ")

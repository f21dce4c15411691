"""The terminal: an answer as text; its files are named and written nowhere."""

from bot.cards import Attachment, Card
from bot.chat import Replace, Reply
from bot.platforms import terminal

FILES = (Attachment("møder.xlsx", "x/y", b"x" * 12_345), Attachment("kurve.png", "image/png", b"x" * 1_440_000))


def test_files_are_named_with_their_size() -> None:
    assert terminal.draw(Reply(Card("Møder"), files=FILES)).splitlines()[-1] == (
        "Følger med i chatten og på siden: møder.xlsx (12 kB), kurve.png (1,4 MB)"
    )


def test_without_files_there_is_nothing_about_them() -> None:
    assert terminal.draw(Reply(Card("Møder"))) == terminal.draw(Replace(Card("Møder"))) == "Møder\n====="

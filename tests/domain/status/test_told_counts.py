"""Small numbers of people in a text are found, and others are left alone."""

import pytest

from bot.domain.status.told_counts import told_count


@pytest.mark.parametrize(
    ("text", "passage", "instead"),
    [
        ("Tre unge fra Lundtoftegade er begyndt på FGU.", "Tre unge", "enkelte unge"),
        ("- 3 unge\n- 12 familier", "3 unge", "enkelte unge"),
        ("Vi mødte to nye familier.", "to nye familier", "enkelte familier"),
        ("Fire\nDRENGE kom igen", "Fire DRENGE", "enkelte drenge"),
        ("Kun en enkelt pige kom.", "en enkelt pige", "enkelte piger"),
        ("Et eneste barn kom.", "Et eneste barn", "enkelte børn"),
    ],
)
def test_a_small_number_of_people_is_told_with_what_to_write(text: str, passage: str, instead: str) -> None:
    assert told_count(text) == f"»{passage}«: Et tal under 5 bliver skjult i tabellen. Skriv fx »{instead}«."


@pytest.mark.parametrize(
    "text",
    [
        "12 unge kom med, og 43 børn.", "Mellem 1-4 unge eller 2.3 unge", "Klubben er åben tre aftener om ugen.",
        "Vi har åbnet to jobklubber, unge er glade.", "3 unge-medarbejdere og fire børnehaver", "En ung sagde ja.",
        "For 14-24-årige unge", "De 4 aktiviteter samler mange unge", "Enkelte unge er begyndt", "",
    ],
)  # fmt: skip
def test_what_is_no_small_number_of_people_is_left_alone(text: str) -> None:
    assert told_count(text) == ""

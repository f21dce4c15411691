"""/vejviser slet: an administrator takes words out that should never have been kept."""

from datetime import date

from bot.chat import Answer, Desk, FieldErrors, Open, Reply
from bot.domain.meetings import Meeting, Point
from bot.domain.organisation import Role
from bot.papers.background import LEASE
from tests.conftest import press, say

WORDS = "Ali fra 7.b"


def _kept(desk: Desk, many: int = 1) -> None:
    for number in range(many):
        agenda = (Point("leder", f"Økonomi, og {WORDS} igen"),)
        desk.store.meetings.add(Meeting(0, "uu-plan", "p", 2026, "Møde", number=number, agenda=agenda), "leder")


def _send(desk: Desk, words: str, shown: Open | None = None) -> Answer:
    """The form came back; with "Ja" where words have been shown."""
    said = {one.name: one.options[0].value for one in shown.form.fields[1:]} if shown else {}
    return press(desk, "vejviser.erase_found", Role.ADMINISTRATOR, {"words": words, **said})


def test_the_administrator_sees_where_the_words_stand_and_only_then_are_they_erased(desk: Desk) -> None:
    _kept(desk)
    begun = say(desk, "/vejviser slet", Role.ADMINISTRATOR)
    assert isinstance(begun, Open) and begun.form.submit == "Find dem"
    shown = _send(desk, WORDS)
    assert isinstance(shown, Open) and shown.form.submit == "Slet for altid"
    assert "ét sted" in shown.form.lines[0]
    assert shown.form.lines[1] == f"Møder: Økonomi, og {WORDS} igen"
    words, sure = shown.form.fields
    assert WORDS not in str((shown.form.values, sure)) and words.value == WORDS and sure.required
    assert isinstance(_send(desk, WORDS), Open), "pressed twice, nothing is erased"
    done = _send(desk, WORDS, shown)
    assert isinstance(done, Reply) and done.card.tone == "done" and done.card.facts == (("Møder", "1"),)
    assert WORDS not in str(done), "what is gone is not said again"
    again = _send(desk, WORDS, shown)
    assert isinstance(again, Reply) and again.card.title == "Ordene er allerede væk"


def test_other_words_than_those_shown_are_shown_first(desk: Desk) -> None:
    _kept(desk)
    shown = _send(desk, WORDS)
    assert isinstance(shown, Open)
    other = _send(desk, "Økonomi", shown)
    assert isinstance(other, Open) and other.form.submit == "Slet for altid"
    assert other.form.fields[1].name != shown.form.fields[1].name, "the answer given of the first is none of these"


def test_words_that_stand_nowhere_or_everywhere_are_refused(desk: Desk) -> None:
    _kept(desk)
    for words, told in (
        ("og", "mindst 3 bogstaver"),
        ("Fatima", "ret den fil"),
        ("slettet", "andet end"),
        ("070512-1234", "CPR-nummer"),
    ):
        answer = _send(desk, words)
        assert isinstance(answer, FieldErrors) and told in answer.errors["words"]


def test_many_places_are_counted_and_the_first_of_them_shown(desk: Desk) -> None:
    _kept(desk, 12)
    shown = _send(desk, WORDS)
    assert isinstance(shown, Open) and len(shown.form.lines) == 10
    assert "12 steder" in shown.form.lines[0] and shown.form.lines[-1] == "… og 4 steder til."


def test_while_a_paper_is_being_made_nothing_is_erased_and_the_form_stays(desk: Desk) -> None:
    _kept(desk)
    shown = _send(desk, WORDS)
    assert isinstance(shown, Open)
    desk.store.papers.order("noerrebro", date(2026, 1, 1), date(2026, 6, 30), "sekretaer")
    assert desk.store.papers.claim(LEASE)
    answer = _send(desk, WORDS, shown)
    assert isinstance(answer, FieldErrors) and "Vent et minut" in answer.errors["words"]
    still = _send(desk, WORDS)
    assert isinstance(still, Open) and "ét sted" in still.form.lines[0]


def test_nobody_else_may(desk: Desk) -> None:
    answer = say(desk, "/vejviser slet", Role.BOARD_SECRETARY)
    assert isinstance(answer, Reply) and "Det må du ikke" in str(answer.card.lines)

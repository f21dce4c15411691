"""/tilbud: what is reported as wrong, and what an administrator mends."""

from datetime import time

import pytest

from bot.chat import Desk, FieldErrors, Open
from bot.domain.offers import Slot
from bot.domain.organisation import Role
from bot.domain.questions.facts import is_free, openings
from tests.commands.test_tilbud import button, card, push, send
from tests.conftest import press, say

ADMIN = Role.ADMINISTRATOR
CLUB = "sjaeloer-ungdomsklub"
PHONE = {"field": "phone", "value": "11 22 33 44"}


def test_a_wrong_fact_reaches_the_administrator_who_mends_it_for_good(desk: Desk) -> None:
    item = card(say(desk, "/tilbud headspace")).items[0]
    opened = push(desk, button(item, "Forkert"))
    sent = send(desk, opened, {"text": "Nyt telefonnummer: 11 22 33 44"})
    assert card(sent).tone == "done"

    waiting = card(say(desk, "/tilbud rettelser", ADMIN))
    assert "Nyt telefonnummer" in str(waiting.items[0].lines)
    mend = push(desk, button(waiting.items[0], "Ret"), ADMIN)
    saved = send(desk, mend, {"field": "phone", "value": "11 22 33 44"}, ADMIN)
    assert card(saved).title == "Rettet"
    offer_id = str(item.buttons[0].values["id"])
    assert "11 22 33 44" in str(card(press(desk, "tilbud.details", id=offer_id)).facts)
    assert desk.store.offers.origins(offer_id)["phone"] == "administrator"


def test_a_report_waits_until_all_of_it_is_mended(desk: Desk) -> None:
    desk.store.feedback.add(CLUB, "Nyt nummer og nye tider", "Ungevejleder, UU")
    waiting = card(say(desk, "/tilbud rettelser", ADMIN))
    assert all((one.label or one.text).startswith(one.text) for one in waiting.items[0].buttons)
    saved = send(desk, push(desk, button(waiting.items[0], "Ret"), ADMIN), PHONE, ADMIN)
    assert "Er meldingen behandlet?" in card(saved).lines and desk.store.feedback.waiting()
    hours = {"field": "schedule_note", "value": "man og ons 16-18"}
    saved = send(desk, push(desk, button(card(saved), "Ret mere"), ADMIN), hours, ADMIN)
    closed = card(push(desk, button(card(saved), "Ja, luk"), ADMIN))
    assert closed.title == "Ingen rettelser venter" and desk.store.feedback.waiting() == ()
    assert desk.store.feedback.find(1).outcome == "rettet"  # type: ignore[union-attr]


def test_an_administrator_mends_an_offer_from_its_details_without_a_report(desk: Desk) -> None:
    assert "Ret tilbuddet" not in str(card(press(desk, "tilbud.details", id=CLUB)).buttons)
    details = card(press(desk, "tilbud.details", ADMIN, id=CLUB))
    saved = send(desk, push(desk, button(details, "Ret tilbuddet"), ADMIN), PHONE, ADMIN)
    assert [one.text for one in card(saved).buttons] == ["Ret mere"]
    assert "11 22 33 44" in str(card(press(desk, "tilbud.details", id=CLUB)).facts)


def corrected(desk: Desk, offer: str, field: str, value: str) -> dict[str, str]:
    """The facts that the offer's card shows after an administrator has corrected one of them."""
    number = len(desk.store.feedback.waiting())
    desk.store.feedback.add(offer, "Det passer ikke", "Ungevejleder, UU")
    form = {"field": field, "value": value}
    answer = press(desk, "tilbud.save_correction", ADMIN, form,
                   feedback=desk.store.feedback.waiting()[number].id)  # fmt: skip
    if isinstance(answer, FieldErrors):
        return {"wrong": answer.errors["value"]}
    assert card(answer).title == "Rettet"
    return {name: str(line) for name, line in card(press(desk, "tilbud.details", id=offer)).facts}


@pytest.mark.parametrize(
    ("field", "value", "fact", "shown"),
    [
        ("schedule_note", "Nu kun torsdag kl. 20-22", "Hvornår", "Nu kun torsdag kl. 20-22"),
        ("schedule_note", "man og ons 16-18. Lukket i uge 7", "Hvornår", "man og ons kl. 16–18. Lukket i uge 7"),
        ("schedule_note", "", "Hvornår", None),
        ("price_note", "Koster 100 kr.", "Pris", "Koster 100 kr."),
        ("price_note", "100 kr. pr. måned", "Pris", "100 kr. (pr. måned)"),
        ("price_note", "", "Pris", None),
        ("min_age", "10-14", "Alder", "10–14 år"),
        ("min_age", "", "Alder", None),
        ("min_age", "14-10", "wrong", "10 er lavere end 14. Skriv den laveste alder først."),
        ("min_age", "alle", "wrong", '»alle« kan ikke læses som aldre. Skriv fx "10-14", "10+" eller "til 14".'),
    ],
)
def test_a_corrected_time_price_or_age_is_all_that_the_card_says(
    desk: Desk, field: str, value: str, fact: str, shown: str | None
) -> None:
    assert corrected(desk, CLUB, field, value).get(fact) == shown


def test_who_asks_is_answered_by_the_corrected_times_and_price(desk: Desk) -> None:
    corrected(desk, CLUB, "schedule_note", "Nu kun torsdag kl. 20-22")
    corrected(desk, CLUB, "price_note", "Koster 100 kr.")
    after = desk.index.current().directory.offer(CLUB)
    assert after is not None and not is_free(after)
    assert openings(after) == (Slot("tor", time(20), time(22)),)


def test_hours_and_the_note_to_them_are_corrected_in_one_step(desk: Desk) -> None:
    before = len(desk.store.audit.of("offer", CLUB))
    corrected(desk, CLUB, "schedule_note", "man og ons 16-18. Lukket i uge 7")
    latest, *others = desk.store.audit.of("offer", CLUB)
    assert {*latest.changes} == {"schedule", "schedule_note"} and len(others) == before


def test_a_correction_that_is_sent_twice_is_kept_once(desk: Desk) -> None:
    opened = press(desk, "tilbud.wrong", id="klub-n")
    assert isinstance(opened, Open)
    for _ in range(2):
        assert "sendt" in card(send(desk, opened, {"text": "Nyt telefonnummer"})).title
    assert len(desk.store.feedback.waiting()) == 1


def test_an_empty_correction_comes_back_at_its_field(desk: Desk) -> None:
    answer = press(desk, "tilbud.report", form={"text": "  "}, id="klub-n")
    assert isinstance(answer, FieldErrors)
    assert "Skriv" in answer.errors["text"]


def test_a_correction_that_cannot_be_right_comes_back_at_its_field(desk: Desk) -> None:
    desk.store.feedback.add("klub-n", "Forkert hjemmeside", "Ungevejleder, UU")
    (record,) = desk.store.feedback.waiting()
    for typed in ({"field": "url", "value": "javascript:x"}, {"field": "phone", "value": "1234567"}):
        answer = press(desk, "tilbud.save_correction", ADMIN, typed, feedback=record.id)
        assert isinstance(answer, FieldErrors)
        assert list(answer.errors) == ["value"]


def test_the_form_shows_what_stands_now_and_unreadable_hours_are_said_to_be_so(desk: Desk) -> None:
    desk.store.feedback.add("sjakket", "Det passer ikke", "Ungevejleder, UU")
    number = desk.store.feedback.waiting()[0].id
    phone = str(next(one.phone for one in desk.store.directory().offers if one.id == "sjakket"))
    opened = press(desk, "tilbud.correct", ADMIN, feedback=number)
    assert isinstance(opened, Open) and phone in opened.form.lines[1]
    typed = {"field": "schedule_note", "value": "mondag 16"}
    assert "kunne læses" in str(press(desk, "tilbud.save_correction", ADMIN, typed, feedback=number))

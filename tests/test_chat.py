"""The seam: parsing, dispatch, the privacy gate, failures."""

import logging
import types

import pytest

from bot import doubts
from bot.cards import Card
from bot.chat import (
    Answer,
    Ask,
    Command,
    Desk,
    FieldErrors,
    Open,
    Refusal,
    Reply,
    action,
    dispatch,
    load,
    parse,
)
from bot.domain.organisation import ADMINISTRATORS, Role
from bot.domain.privacy import CPR_IN_FIELD
from bot.doubts import NOT_PERSONAL, WORDS
from tests.conftest import person, press, say

CPR = "010203-1234"


def module(**functions: object) -> types.ModuleType:
    made = types.ModuleType("prøve", "En prøve.")
    made.COMMAND = Command("proeve", examples=("x",))  # type: ignore[attr-defined]
    for name, function in functions.items():
        setattr(made, name, function)
    return made


def desk_with(desk: Desk, **functions: object) -> Desk:
    command = load(module(**functions))
    return Desk(
        desk.store,
        desk.settings,
        {**desk.commands, command.name: command},
        desk.clock,
        desk.index,
        desk.acute,
    )


def echo(ask: Ask, desk: Desk) -> Answer:
    return Reply(Card(ask.words))


@action(ADMINISTRATORS, word="hemmeligt")
def secret(ask: Ask, desk: Desk, number: int = 1) -> Answer:
    return Reply(Card(f"hemmeligt {number} {ask.words}"))


def test_a_slash_command_a_bare_word_and_a_plain_question_find_their_command(desk: Desk) -> None:
    assert parse("/indsats uu", desk.commands) == ("indsats", "uu")
    assert parse("Indsats uu", desk.commands) == ("indsats", "uu")
    assert parse("/hjælp", desk.commands) == parse("Hjælp", desk.commands) == ("vejviser", "")
    assert parse("hjælp til lektier", desk.commands) == ("tilbud", "hjælp til lektier")
    assert parse("noget for en på 15?", desk.commands) == ("tilbud", "noget for en på 15?")


def test_an_unknown_slash_command_names_those_that_exist(desk: Desk) -> None:
    with pytest.raises(Refusal, match="/tilbud, /indsats"):
        parse("/tilbudd nørrebro", desk.commands)


def test_a_cpr_number_in_words_is_refused_and_not_repeated(desk: Desk) -> None:
    answer = dispatch(Ask(person(desk), f"hjælp til {CPR}"), desk, "tilbud")
    assert isinstance(answer, Reply)
    assert not answer.echo
    assert "Slet" in str(answer.card.lines)
    assert CPR not in str(answer)


def test_a_cpr_number_in_a_form_is_refused_at_its_field_before_anything_is_stored(desk: Desk) -> None:
    answer = press(desk, "tilbud.report", form={"text": f"spørg {CPR}"}, id="klub-n")
    assert isinstance(answer, FieldErrors)
    assert list(answer.errors) == ["text"]
    assert desk.store.feedback.waiting() == ()


def test_a_first_word_with_a_function_of_its_own_calls_it(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, secret=secret)
    answer = dispatch(Ask(person(desk, Role.ADMINISTRATOR), "Hemmeligt og mere"), desk, "proeve")
    assert isinstance(answer, Reply)
    assert answer.card.title == "hemmeligt 1 og mere"


def test_a_function_for_administrators_refuses_staff(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, secret=secret)
    for target, words in (("proeve", "hemmeligt"), ("proeve.secret", "")):
        answer = dispatch(Ask(person(desk), words), desk, target)
        assert isinstance(answer, Reply)
        assert answer.card.lines[0].startswith("Det må du ikke som medarbejder")  # type: ignore[union-attr]


@pytest.mark.parametrize("values", [{"number": "1"}, {"number": True}, {"other": 1}])
def test_a_forged_button_calls_nothing(desk: Desk, values: dict[str, str | int]) -> None:
    desk = desk_with(desk, run=echo, secret=secret)
    answer = dispatch(Ask(person(desk, Role.ADMINISTRATOR)), desk, "proeve.secret", values)
    assert isinstance(answer, Reply)
    assert "Knappen passer ikke" in str(answer.card.lines)


def test_an_unmarked_function_cannot_be_called(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, echo=echo)
    answer = dispatch(Ask(person(desk)), desk, "proeve.echo")
    assert isinstance(answer, Reply)
    assert "Knappen passer ikke" in str(answer.card.lines)


def test_a_failure_gives_a_polite_card_with_the_error_id_of_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(ask: Ask, desk: Desk) -> Answer:
        raise ValueError(ask.words)

    with caplog.at_level(logging.ERROR):
        answer = dispatch(Ask(person(desk), "min hemmelighed"), desk_with(desk, run=fail), "proeve")
    assert isinstance(answer, Reply)
    error_id = dict(answer.card.facts)["Fejlnummer"]
    assert [record.__dict__["error_id"] for record in caplog.records] == [error_id]
    assert "hemmelighed" not in caplog.records[0].getMessage() + str(answer)


def test_plain_words_without_a_command_are_a_question(desk: Desk) -> None:
    answer = say(desk, "Nørrebro")
    assert isinstance(answer, Reply)
    assert answer.card.items


PERSONAL = "13-årig dreng i Lundtoftegade, hvis mor er indlagt"


@action(kept=("value",), places=("where",))
def visit(ask: Ask, desk: Desk) -> Answer:
    return Reply(Card("gemt"))


@action(word="notat", kept=("text", WORDS))
def note(ask: Ask, desk: Desk, number: int = 1) -> Answer:
    return Reply(Card(f"gemt {number}: {ask.form.get('text', '') or ask.words}"))


def pointed_out(answer: Answer) -> tuple[str, str]:
    """The sentence at the field, and what the form wants to hear to let the text pass."""
    assert isinstance(answer, FieldErrors)
    assert answer.asking is not None
    return answer.errors["text"], answer.asking.options[0].value


def test_a_text_to_be_kept_that_points_a_child_out_comes_back_with_the_passage(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, note=note)
    sentence, _ = pointed_out(dispatch(Ask(person(desk), form={"text": PERSONAL}), desk, "proeve.note"))
    assert f"»{PERSONAL}«" in sentence


def test_saying_that_it_is_not_personal_counts_for_exactly_that_text(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, note=note)
    _, passes = pointed_out(dispatch(Ask(person(desk), form={"text": PERSONAL}), desk, "proeve.note"))
    same = Ask(person(desk), form={"text": PERSONAL, NOT_PERSONAL: passes})
    answer = dispatch(same, desk, "proeve.note")
    assert isinstance(answer, Reply)
    assert answer.card.title == f"gemt 1: {PERSONAL}"
    other = Ask(person(desk), form={"text": f"{PERSONAL} igen", NOT_PERSONAL: passes})
    assert isinstance(dispatch(other, desk, "proeve.note"), FieldErrors)


def test_a_text_that_was_mended_passes(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, note=note)
    answer = dispatch(Ask(person(desk), form={"text": "Brobygning for 13-årige"}), desk, "proeve.note")
    assert isinstance(answer, Reply)


def test_typed_words_to_be_kept_come_back_as_a_form_with_the_same_two_ways(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, note=note)
    first = dispatch(Ask(person(desk), f"notat {PERSONAL}"), desk, "proeve")
    assert isinstance(first, Open)
    words, asking = first.form.fields
    assert (first.form.action, words.value, asking.name) == ("proeve.note", PERSONAL, NOT_PERSONAL)
    form = {WORDS: PERSONAL, NOT_PERSONAL: asking.options[0].value}
    accepted = dispatch(Ask(person(desk), form=form), desk, first.form.action, first.form.values)
    mended = dispatch(Ask(person(desk), form={WORDS: "Unge på vippen"}), desk, first.form.action, first.form.values)
    assert isinstance(accepted, Reply) and isinstance(mended, Reply)
    assert accepted.card.title == f"gemt 1: {PERSONAL}"
    assert mended.card.title == "gemt 1: Unge på vippen"
    again = dispatch(Ask(person(desk), form={WORDS: "Ali på 14 år"}), desk, first.form.action, first.form.values)
    assert isinstance(again, FieldErrors)


def test_a_question_is_not_kept_and_not_held_up(desk: Desk) -> None:
    assert isinstance(dispatch(Ask(person(desk), PERSONAL), desk, "tilbud"), Reply)


KEPT = [
    ("moede.add_point", "text"),
    ("moede.agenda", WORDS),
    *(("moede.save_record", name) for name in ("decisions", "text1", "text2", "text3")),
    ("moede.cancelled", "reason"),
    ("moede.dropped", "reason"),
    *(("moede." + name, "when") for name in ("agreed", "save_new", "moved")),
    ("moede.proposed", "place"),
    ("tilbud.save_correction", "value"),
    ("tilbud.report", "text"),
    ("tilbud.send_words", "text"),
]


@pytest.mark.parametrize(("target", "name"), KEPT)
def test_every_free_text_that_is_kept_passes_the_soft_check(desk: Desk, target: str, name: str) -> None:
    command, _, function = target.partition(".")
    assert name in desk.commands[command].actions[function].kept


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART:20261203T090000Z
LOCATION;LANGUAGE=da:%s
ATTENDEE;CN=Mette Holm:mailto:mette@example.org
END:VEVENT
END:VCALENDAR"""


def test_a_place_is_looked_at_for_people_but_an_address_is_one(desk: Desk) -> None:
    known, fields = desk.store.known_names(), ("place", "when")
    offers = desk.store.directory().offers
    places = {text for one in offers for text in (one.place, one.address, one.organisation, one.name) if text}
    more = {"Blågårds Plads 3, 2. sal", "hos Settlementet", "mødelokale 2 på rådhuset", "Jagtvej 120, st. tv."}
    assert len(places) > 100
    for place in (*places, *more):
        given = {"place": place, "when": f"3. december kl. 10-11.30 på {place}"}
        assert doubts.told(given, "", known, fields) == ({}, None), place
        assert doubts.told({"when": CALENDAR % place}, "", known, fields) == ({}, None), place
    for personal in ("Hos Ali Hassan og hans mor, Lundtoftegade 12, 3. tv.", "hos Ali og hans mor"):
        for when in (f"3. december kl. 10 {personal}", CALENDAR % personal):
            assert "Ali" in doubts.told({"when": when}, "", known, fields)[0]["when"]


@pytest.mark.parametrize("place", ["hjemme hos familien, Mimersgade 12, 3. tv", "hos moren, Mimersgade 12, 3. tv"])
def test_a_home_is_no_place_to_meet(desk: Desk, place: str) -> None:
    assert doubts.told({"where": place}, "", desk.store.known_names(), ("where",))[0].keys() == {"where"}


def test_a_pasted_calendar_entry_hides_nothing_where_none_is_read_and_its_links_are_looked_at(desk: Desk) -> None:
    known = desk.store.known_names()
    assert doubts.told({"text": f"{PERSONAL} BEGIN:VEVENT"}, "", known, ())[0]
    told = "kk.example/Ali-Hassan-p%%C3%%A5-14-%%C3%%A5r.docx"
    linked = CALENDAR.replace("ATTENDEE", f"DESCRIPTION:Se https://{told}\nATTENDEE")
    assert "Ali" in doubts.told({"when": linked % "Klub N"}, "", known, ("when",))[0]["when"]
    for code in ("kk-dk.zoom.us/j/84512345678?pwd=Xk2", "teams.microsoft.com/l/meetup-join/19%%3ameeting_Zk0"):
        meeting = linked.replace(told, code)
        assert doubts.told({"when": meeting % "Klub N"}, "", known, ("when",)) == ({}, None)
    assert doubts.told({"text": "Se https://docs.google.com/Ali-Hassan-7.b.docx"}, "", known, ())[0]


@pytest.mark.parametrize(
    ("file", "personal"),
    [
        ("Underretning_Ali_Hassan.docx", True),
        ("Handleplan-Yusuf-7b.pdf", True),
        ("https://kk.example/Doc.aspx?id=%7B1A%7D&file=Underretning%20Ali%20Hassan.docx&action=view", True),
        ("Dagsorden_2026-03-12.docx", False),
        ("IMG_2034.jpg", False),
        ("Plakat_sommerfest_Lundtoftegade.pdf", False),
        ("https://kk.example/Doc.aspx?id=%7B1A%7D&file=Referat%20styregruppe.docx&action=view", False),
    ],
)
def test_the_name_of_a_file_is_read_as_its_words(desk: Desk, file: str, personal: bool) -> None:
    known = desk.store.known_names()
    assert bool(doubts.told({"text": f"Bilag: {file}"}, "", known, ())[0]) is personal
    entry = CALENDAR.replace("ATTENDEE", f"ATTACH;FILENAME={file.rpartition('=')[2]}:x\nATTENDEE") % "Klub N"
    assert doubts.told({"when": entry}, "", known, ("when",)) == ({}, None), "of an entry its place alone is kept"


def test_a_number_over_two_fields_is_one_but_figures_are_none(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, note=note)
    asked = dispatch(Ask(person(desk), form={"a": "Ny på holdet 070512", "b": "1234 følges op"}), desk, "proeve.note")
    assert isinstance(asked, FieldErrors) and asked.errors == {"b": CPR_IN_FIELD}
    assert isinstance(dispatch(Ask(person(desk), form={"a": "70512", "b": "1234"}), desk, "proeve.note"), Reply)


def test_an_address_alone_passes_in_the_fields_that_an_action_says_ask_for_a_place(desk: Desk) -> None:
    desk = desk_with(desk, run=echo, visit=visit)
    address = "Lundtoftegade 12, 3. tv."
    asked = dispatch(Ask(person(desk), form={"value": address, "where": address}), desk, "proeve.visit")
    assert isinstance(asked, FieldErrors) and asked.errors.keys() == {"value"}
    asked = dispatch(Ask(person(desk), form={"where": f"Hos Ali Hassan, {address}"}), desk, "proeve.visit")
    assert isinstance(asked, FieldErrors) and asked.errors.keys() == {"where"}
    assert dispatch(Ask(person(desk), form={"where": address}), desk, "proeve.visit") == Reply(Card("gemt"))


def test_the_reason_of_a_report_is_not_stored_before_the_second_look(desk: Desk) -> None:
    text = "Skriv til Amina på 14 år i stedet"
    _, passes = pointed_out(press(desk, "tilbud.report", form={"text": text}, id="klub-n"))
    assert desk.store.feedback.waiting() == ()
    press(desk, "tilbud.report", form={"text": text, NOT_PERSONAL: passes}, id="klub-n")
    assert [one.text for one in desk.store.feedback.waiting()] == [text]

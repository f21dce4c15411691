"""The seam: parsing, dispatch, the privacy gate, failures."""

import logging
import types

import pytest

from bot.cards import Card
from bot.chat import Answer, Ask, Command, Desk, FieldErrors, Refusal, Reply, action, dispatch, load, parse
from bot.domain.organisation import ADMINISTRATORS, Role
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

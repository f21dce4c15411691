"""/tilbud: what asks for no offer, or not in whole: no gaps, other commands, and what follows another question."""

import pytest

from bot.chat import Desk
from tests.commands.test_tilbud import card, push
from tests.conftest import press, say


def gap_is_kept(desk: Desk, words: str) -> bool:
    before = len(desk.store.gaps.all())
    say(desk, f"/tilbud {words}")
    return len(desk.store.gaps.all()) > before


def test_what_no_board_could_offer_is_no_gap_but_an_activity_that_is_lacking_is(desk: Desk) -> None:
    for words in ("asdf", "brand", "fortæl en vittighed", "hvordan bliver vejret i morgen"):
        assert not gap_is_kept(desk, words), words
        assert "noteret" not in str(say(desk, f"/tilbud {words}")), words
    for words in ("håndbold", "cricket i Valby", "ishockey for piger"):
        assert gap_is_kept(desk, words), words


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("hvornår er næste møde", "moede"),
        ("aflys mødet på torsdag", "moede"),
        ("jeg vil gerne flytte vores møde", "moede"),
        ("jeg mangler at svare på status", "statusrapport"),
        ("hvordan skriver jeg en statusrapport", "statusrapport"),
    ],
)
def test_who_speaks_of_a_meeting_or_a_status_of_their_own_gets_the_command(
    words: str, command: str, desk: Desk
) -> None:
    shown = card(say(desk, words))
    (one,) = shown.buttons
    assert one.text == f"/{command}" and card(push(desk, one)).tone != "problem"
    assert not desk.store.gaps.all()


@pytest.mark.parametrize(
    "words", ["han møder ikke op i skolen", "netværksmøde om en dreng på 14", "hans næste møde i kommunen",
              "hvor kan unge mødes", "hvad er status på min sag"],
)  # fmt: skip
def test_a_childs_meeting_is_no_command(words: str, desk: Desk) -> None:
    assert "kommando" not in card(say(desk, words)).title


@pytest.mark.parametrize(
    "words", ["og i husum?", "hvad med husum?", "hvad med fodbold", "det er ikke det, jeg mener"]
)
def test_what_follows_another_question_is_told_that_it_is_forgotten(words: str, desk: Desk) -> None:
    say(desk, "lektiehjælp på nørrebro")
    assert "Jeg husker ikke dit forrige spørgsmål" in str(card(say(desk, words)).lines)


@pytest.mark.parametrize("words", ["hvad med en fodboldklub i Husum", "klub og i Husum", "hvad er der i Husum"])
def test_a_whole_question_follows_no_other(words: str, desk: Desk) -> None:
    assert "husker ikke" not in str(card(say(desk, words)).lines)


def test_who_names_an_unknown_street_is_asked_for_the_part_of_the_city(desk: Desk) -> None:
    shown = card(say(desk, "Griffenfeldsgade 44"))
    assert shown.lines == ("Den vej kender jeg ikke. Skriv bydelen i stedet.",) and not desk.store.gaps.all()
    assert "Den vej kender jeg ikke" in str(card(say(desk, "klub ved Rantzausgade til en på 14")).lines)
    assert card(push(desk, shown.chips[0])).title == "Hvad leder du efter?"


def test_a_worry_that_some_know_best_shows_each_of_them_once(desk: Desk) -> None:
    shown = card(say(desk, "/tilbud hun er bange for tvangsægteskab"))
    titles = [item.title for item in shown.items]
    assert len(titles) == len(set(titles)), titles


@pytest.mark.parametrize(
    "words",
    ["hun siger hun vil hoppe ud fra altanen", "han vil springe ud fra 3. sal", "har taget 20 panodiler til fodbold"],
)
def test_in_danger_of_life_nothing_to_do_in_the_spare_time_stands_below(words: str, desk: Desk) -> None:
    shown = card(say(desk, words))
    index = desk.index.current()
    playgrounds = {one.name for one in index.offers if {"legeplads", "fodbold", "gadeidræt"} & {*one.topics}}
    assert shown.title.startswith("Fare for liv")
    assert playgrounds.isdisjoint(item.title for item in shown.items)


def test_in_danger_of_life_who_advises_still_stands_below(desk: Desk) -> None:
    assert "Joannahuset" in str(card(say(desk, "plejesøn på 16 truer med at springe ud fra altanen")).items)


def test_what_is_for_the_whole_city_is_said_to_be_for_the_area_too(desk: Desk) -> None:
    said = "Intet tilbud kun for Nørrebro passer. Disse er for hele København, også Nørrebro."
    assert card(say(desk, "/tilbud u-turn på nørrebro")).lines == (said,)
    beside = card(say(desk, "/tilbud Haraldsgadekvarteret")).lines
    assert beside == (
        "Intet tilbud i området Haraldsgadekvarteret passer. Her er det, der passer i området Østerbro.",
    )


def test_a_place_in_a_name_is_no_topic_and_an_unknown_audience_is_called_so(desk: Desk) -> None:
    item = card(say(desk, "/tilbud Lektiecaféen på Husum Bibliotek")).items[0]
    facts = dict(card(push(desk, item.buttons[0])).facts)
    assert facts["Hvorfor"] == "matcher navnet."
    unknown = str(dict(card(press(desk, "tilbud.details", id="klub-n")).facts)["Ikke oplyst"])
    assert "målgruppe" in unknown and ", for" not in unknown

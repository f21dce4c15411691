"""The paper in the chat: ordered, watched, fetched, frozen by the secretary alone, corrected, filed."""

from io import BytesIO

import docx as library
import pytest

from bot.cards import Card
from bot.chat import Desk, Open, Reply
from bot.domain.organisation import Role
from bot.domain.status.requests import Request
from tests.commands.status_asking import card, does, errors, follow, form, refused
from tests.conftest import say
from tests.papers.a_request import LEADER, SECRETARY, UU, content, made, request_in, send

OTHER_SECRETARY = "sekretaer-bydelsbestyrelsen-bispebjerg"
ADMINISTRATOR = "administrator-teknik-og-miljoeforvaltningen"


@pytest.fixture
def request_(desk: Desk) -> Request:
    return request_in(desk)


@pytest.fixture
def draft(desk: Desk, request_: Request) -> int:
    does(desk, SECRETARY, "order_paper", request=request_.id)
    made(desk)
    return 1


def texts(shown: Card) -> list[str]:
    return [one.text for one in shown.buttons]


def test_where_nothing_is_asked_for_the_form_speaks_of_no_request(desk: Desk) -> None:
    asked = say(desk, "/statusrapport rapport", Role.BOARD_SECRETARY)
    assert isinstance(asked, Open)
    assert [(one.label, one.required) for one in asked.form.fields] == [
        ("Bydelsbestyrelse", True), ("Fra og med", True), ("Til og med", True),
    ]  # fmt: skip
    assert "anmodning" not in str(asked.form)


def test_a_form_asks_what_the_paper_is_to_be_about(desk: Desk, request_: Request) -> None:
    asked = say(desk, "/statusrapport rapport", Role.BOARD_SECRETARY)
    assert isinstance(asked, Open)
    fields = {one.name: one for one in asked.form.fields}
    assert fields["request"].value == str(request_.id)
    assert fields["request"].options[1].text.endswith("frist fredag 20. november 2026")
    assert [one.value for one in fields["board"].options] == ["noerrebro"], "a secretary has one board"
    assert (fields["first"].value, fields["last"].value) == ("2026-07-01", "2026-09-30"), "the last whole quarter"
    sent = does(desk, SECRETARY, "save_paper", {"request": str(request_.id)})
    assert card(sent).title == "Papiret bliver lavet: 0 %"


def test_a_board_and_a_period_do_as_well_and_mistakes_stand_at_their_fields(desk: Desk) -> None:
    def typed(**changed: str) -> dict[str, str]:
        return {"request": "", "board": "noerrebro", "first": "2026-01-01", "last": "2026-06-30", **changed}

    assert "board" in errors(does(desk, SECRETARY, "save_paper", typed(board="bispebjerg")))
    assert "first" in errors(does(desk, SECRETARY, "save_paper", typed(first="i går")))
    assert "last" in errors(does(desk, SECRETARY, "save_paper", typed(last="2025-06-30")))
    assert "last" in errors(does(desk, SECRETARY, "save_paper", typed(first="2020-01-01")))
    assert "request" in errors(does(desk, SECRETARY, "save_paper", typed(request="x")))
    assert "bliver lavet" in card(does(desk, SECRETARY, "save_paper", typed())).title


def test_its_progress_can_be_seen_until_it_is_ready(desk: Desk, request_: Request) -> None:
    making = card(does(desk, SECRETARY, "order_paper", request=request_.id))
    desk.store.papers.progress(1, 40)
    (see,) = making.buttons
    assert see.text == "Se, hvor langt det er"
    assert card(follow(desk, SECRETARY, see)).title == "Papiret bliver lavet: 40 %"
    assert "ikke lavet endnu" in refused(does(desk, SECRETARY, "paper_fetch", paper=1))
    desk.store.papers.release(1)
    made(desk)
    ready = card(follow(desk, SECRETARY, see))
    assert texts(ready) == ["Hent Word og PDF", "Frys", "Lav det igen"]


def test_it_is_fetched_as_word_and_pdf(desk: Desk, draft: int) -> None:
    answer = does(desk, SECRETARY, "paper_fetch", paper=draft)
    assert isinstance(answer, Reply)
    word, pdf = answer.files
    assert [word.name, pdf.name] == [f"status-noerrebro-udkast-2026-11-23.{end}" for end in ("docx", "pdf")]
    assert "NørreBrobyggerne" in [one.text for one in library.Document(BytesIO(word.content)).paragraphs]
    assert pdf.content.startswith(b"%PDF")


def test_bytes_that_are_not_those_that_were_kept_are_not_handed_out(desk: Desk, draft: int) -> None:
    with desk.store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE papers SET docx = X'00'")
    assert "ikke dem, der blev gemt" in refused(does(desk, SECRETARY, "paper_fetch", paper=draft))


def test_only_those_it_concerns_see_it_and_only_the_secretary_freezes(desk: Desk, draft: int) -> None:
    assert card(does(desk, UU, "paper", paper=draft)).title == "Udkast til papiret"
    assert "Frys" not in texts(card(does(desk, UU, "paper", paper=draft)))
    assert "Frys" not in texts(card(does(desk, ADMINISTRATOR, "paper", paper=draft)))
    assert "ikke dit" in refused(does(desk, OTHER_SECRETARY, "paper", paper=draft))
    assert "Det må du ikke" in refused(does(desk, LEADER, "paper", paper=draft))
    for whom in (UU, ADMINISTRATOR):
        assert "Det må du ikke" in refused(does(desk, whom, "freeze_now", paper=draft))
    assert "ikke dit" in refused(does(desk, OTHER_SECRETARY, "freeze_now", paper=draft))
    assert "findes ikke" in refused(does(desk, SECRETARY, "paper", paper=99))


def test_freezing_says_who_has_not_approved_and_asks_once_more(desk: Desk, request_: Request) -> None:
    """UU has said that there is nothing new: that needs no approval."""
    send(desk, desk.store.reports.of_request(request_.id)[0], content("Noget andet."))
    does(desk, SECRETARY, "order_paper", request=request_.id)
    made(desk)
    draft = 1
    asked = card(does(desk, SECRETARY, "freeze", paper=draft))
    (waiting,) = asked.items
    assert (waiting.title, waiting.lines) == ("Har ikke godkendt deres eget afsnit", ("NørreBrobyggerne",))
    sure, undo = asked.buttons
    assert (sure.text, undo.text) == ("Frys det alligevel", "Fortryd")
    assert card(follow(desk, SECRETARY, undo)).title == "Udkast til papiret"
    assert card(follow(desk, SECRETARY, sure)).title == "Papiret bliver frosset: 0 %"
    made(desk)
    frozen = card(does(desk, SECRETARY, "paper", paper=draft))
    assert frozen.title == "Papir noerrebro-2026-1, version 1"
    assert texts(frozen) == ["Hent Word og PDF", "Journaliseret", "Ret"]
    answer = does(desk, SECRETARY, "paper_fetch", paper=draft)
    assert isinstance(answer, Reply) and answer.files[0].name == "status-noerrebro-2026-1.docx"


@pytest.fixture
def frozen(desk: Desk, draft: int) -> int:
    does(desk, SECRETARY, "freeze_now", paper=draft)
    made(desk)
    return draft


def test_a_correction_opens_the_answers_and_makes_version_2(desk: Desk, request_: Request, frozen: int) -> None:
    shown = card(does(desk, SECRETARY, "correct", paper=frozen))
    assert "2 svar er åbnet" in str(shown.lines[0])
    send(desk, desk.store.reports.of_request(request_.id)[0], content(recruited=12))
    making = card(follow(desk, SECRETARY, shown.buttons[0]))
    assert "bliver lavet" in making.title
    made(desk)
    second = card(does(desk, SECRETARY, "paper", paper=frozen + 1))
    assert second.items[0].title == "Rettet siden version 1"
    assert "ændret fra 11 til 12" in str(second.items[0].lines)
    does(desk, SECRETARY, "freeze_now", paper=frozen + 1)
    made(desk)
    answer = does(desk, SECRETARY, "paper_fetch", paper=frozen + 1)
    assert isinstance(answer, Reply) and answer.files[0].name == "status-noerrebro-2026-1-version-2.docx"
    assert "nyere version" in refused(does(desk, SECRETARY, "correct", paper=frozen))


def test_where_it_was_filed_is_recorded(desk: Desk, frozen: int) -> None:
    asked = form(does(desk, SECRETARY, "file_paper", paper=frozen))
    assert [one.name for one in asked.fields] == ["journal", "day"]
    wrong = does(desk, SECRETARY, "filed", {"journal": "2026-0123", "day": "2027-01-01"}, paper=frozen)
    assert "day" in errors(wrong)
    for journal in (" ", "Sagen om Yusuf Demir", "Ring 20 30 40 50"):
        wrong = does(desk, SECRETARY, "filed", {"journal": journal, "day": "2026-11-23"}, paper=frozen)
        assert "kun journalnummeret" in errors(wrong)["journal"]
    done = card(does(desk, SECRETARY, "filed", {"journal": "2026-0123", "day": "2026-11-23"}, paper=frozen))
    assert ("Tilstand", "Frosset, og journaliseret mandag 23. november 2026 som 2026-0123") in done.facts


def test_a_draft_is_neither_filed_nor_corrected(desk: Desk, draft: int) -> None:
    for target in ("correct", "new_version", "file_paper"):
        assert "ikke frosset endnu" in refused(does(desk, SECRETARY, target, paper=draft))


def test_it_is_not_frozen_when_somebody_has_answered_since(desk: Desk, request_: Request, draft: int) -> None:
    send(desk, desk.store.reports.of_request(request_.id)[0], content("Noget andet."))
    assert "Lav det igen" in refused(does(desk, SECRETARY, "freeze_now", paper=draft))
    again = card(does(desk, SECRETARY, "paper_again", paper=draft))
    assert "bliver lavet" in again.title


def test_the_list_holds_the_papers_one_may_see(desk: Desk, frozen: int) -> None:
    mine = card(say(desk, "/statusrapport papirer", Role.BOARD_SECRETARY))
    assert [one.title for one in mine.items] == ["noerrebro-2026-1, version 1"]
    assert not card(does(desk, OTHER_SECRETARY, "papers")).items

"""A board asks two plans and UU: over the page, Slack and personal links, each over real HTTP."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from pydantic import SecretStr

from bot.chat import Desk
from bot.domain.status.reports import Report, State
from bot.domain.status.requests import Request
from bot.domain.status.values import Text, Value
from bot.settings import Settings, Web
from tests.commands.status_asking import LEADER, OTHER, PLAN, SECRETARY, SKET, UU, card, does, report
from tests.fake_slack import FakeSlack, Message
from tests.platforms.slack.conftest import serving as slack_serving
from tests.platforms.slack.conftest import workspace
from tests.platforms.web.conftest import KEY, serving
from tests.platforms.web.test_web_personal import given

__all__ = ["workspace"]
ABOUT = "En 13-årig dreng i Lundtoftegade, hvis mor er indlagt, er begyndt i klubben."


@pytest.fixture
def asked(desk: Desk) -> Request:
    """Both plans and UU, by the coordinator."""
    typed = {
        "board": "", "reporters": f"{PLAN},plan:beboerprojekt-nordvest,party:uu", "period": "2026-Q3",
        "template": "status", "due": "2027-01-04",
    }  # fmt: skip
    assert card(does(desk, UU, "save_request", typed)).tone == "done"
    return desk.store.requests.all()[0]


@contextmanager
def page(desk: Desk, person: str) -> Iterator[httpx.Client]:
    """The page as somebody uses it."""
    with serving(replace(desk, settings=Settings(web=Web(demo=True)))) as url:
        headers = {"Origin": url, "HX-Request": "true"}
        chosen = {"vejviser_person": person}
        with httpx.Client(base_url=url, headers=headers, trust_env=False, cookies=chosen) as http:
            yield http


@contextmanager
def linked(desk: Desk) -> Iterator[tuple[Desk, httpx.Client]]:
    """A desk that gives out personal links, and their page."""
    settings = Settings(web=Web(public_url="https://vejviser.example"), vejviser_link_key=SecretStr(KEY))
    reachable = replace(desk, settings=settings)
    with serving(reachable) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        yield reachable, http


def link(desk: Desk, person: str, target: str, mine: Report) -> str:
    """The path behind a button of a mail."""
    someone = desk.store.people.find(person)
    assert someone is not None
    url = desk.link(someone, f"statusrapport.{target}", {"report": mine.id}, title="Status", text="Udfyld")
    assert url is not None
    return url.removeprefix("https://vejviser.example")


def fields(page: str) -> dict[str, str]:
    """What stands in the fields of a form."""
    lines = re.findall(r'<input type="text" value="([^"]*)"\s+id="[^"]*" name="([^"]*)"', page)
    texts = re.findall(r'<textarea rows="5"\s+id="[^"]*" name="([^"]*)"[^>]*>\n([^<]*)</textarea>', page)
    found = {name: html.unescape(value) for value, name in lines} | {name: html.unescape(v) for name, v in texts}
    return {name.removeprefix("felt-"): value for name, value in found.items()}


def press(http: httpx.Client, target: str, **values: str | int) -> str:
    pressed = json.dumps({"action": f"statusrapport.{target}", "values": values})
    return http.post("/action", data={"press": pressed}).text


def last(slack: FakeSlack, user: str) -> Message:
    return slack.seen(user=user)[-1]


def test_a_draft_begun_on_the_page_goes_on_in_slack_and_is_sent_after_a_field_error(
    desk: Desk, asked: Request, workspace: FakeSlack
) -> None:
    mine = report(desk, PLAN)
    with page(desk, LEADER) as http:
        opened = press(http, "fill", report=mine.id)
        assert '<button name="also" value="0">Gem kladde</button>' in opened
        assert opened.index(">Send</button>") < opened.index('name="also"'), "Enter sends"
        typed = {"felt-tekst:svaert": "Vi mangler lokaler", "felt-tal:rekrutteret:": "en del"}
        saved = http.post("/form", data=given(opened) | typed | {"also": "0"}).text
    assert "Kladden er gemt" in saved
    workspace.add_user("U2", "leder.noerrebro@example.org")
    with slack_serving(workspace, desk) as slack:
        slack.slash("/statusrapport", user="U2")
        slack.press(last(slack, "U2"), "Skriv videre", user="U2")
        modal = slack.modal("U2")
        assert "Vi mangler lokaler" in json.dumps(modal.view, ensure_ascii=False)
        modal.typed |= {"tekst:sket": SKET}
        slack.press(modal, "Gem kladde", user="U2")
        assert "Kladden er gemt" in slack.modal("U2").shown()
        draft = report(desk, PLAN).draft
        assert draft is not None
        assert (draft.typed["tekst:sket"], draft.typed["tal:rekrutteret:"]) == (SKET, "en del")
        slack.press(slack.modal("U2"), "Skriv videre", user="U2")
        slack.submit(slack.modal("U2"))
        assert slack.modal("U2").errors.keys() == {"tal:rekrutteret:"}
        slack.submit(slack.modal("U2"), **{"tal:rekrutteret:": "1.250"})
        assert "Tak. Svaret er sendt" in slack.modal("U2").shown()
    latest = report(desk, PLAN).latest
    assert latest is not None and latest.number == 1
    assert latest.content.texts == {"sket": Text(SKET), "svaert": Text("Vi mangler lokaler")}
    assert latest.content.figures == {("rekrutteret", ""): Value(1250.0)}


def test_a_draft_in_slack_that_may_be_about_a_child_comes_back_with_two_ways(
    desk: Desk, asked: Request, workspace: FakeSlack
) -> None:
    workspace.add_user("U2", "leder.noerrebro@example.org")
    with slack_serving(workspace, desk) as slack:
        slack.slash("/statusrapport", user="U2")
        slack.press(last(slack, "U2"), "Udfyld", user="U2")
        slack.modal("U2").typed |= {"tekst:sket": "Ring til 010203-1234"}
        slack.press(slack.modal("U2"), "Gem kladde", user="U2")
        assert "CPR" in slack.modal("U2").shown() and "010203" not in slack.modal("U2").shown()
        slack.modal("U2").typed |= {"tekst:sket": ABOUT}
        slack.press(slack.modal("U2"), "Gem kladde", user="U2")
        assert "Hvis du ikke retter teksten" in json.dumps(slack.modal("U2").view, ensure_ascii=False)
        assert report(desk, PLAN).draft is None
        asking = next(b for b in slack.modal("U2").view["blocks"] if b.get("block_id") == "not_personal")
        slack.modal("U2").typed |= {"not_personal": asking["element"]["options"][0]["value"]}
        slack.press(slack.modal("U2"), "Gem kladde", user="U2")
        assert "Kladden er gemt" in slack.modal("U2").shown()


def test_uus_pages_fit_into_slack(desk: Desk, asked: Request, workspace: FakeSlack) -> None:
    workspace.add_user("U3", "koordinator.uu@example.org")
    with slack_serving(workspace, desk) as slack:
        slack.slash("/statusrapport", user="U3")
        slack.press(last(slack, "U3"), "Udfyld", user="U3")
        slack.submit(slack.modal("U3"), **{"tekst:sket": SKET})
        pages = 1
        while "Tak" not in slack.modal("U3").shown():
            slack.submit(slack.modal("U3"))
            assert not slack.modal("U3").errors
            pages += 1
    assert pages == 2 + 7, "texts, all of it, and the seven areas of both plans"
    assert report(desk, "party:uu").state is State.ANSWERED


def test_a_form_sent_with_a_file_is_refused_with_a_sentence(desk: Desk, workspace: FakeSlack) -> None:
    with slack_serving(workspace, desk) as slack:
        slack.write("Her er vores status", subtype="file_share", files=[{"id": "F1", "name": "status.docx"}])
        shown = slack.seen(channel="D1")[-1].shown()
    assert "Vejviser tager ikke imod filer" in shown


def test_a_personal_link_saves_a_draft_and_opens_again_until_the_answer_is_sent(desk: Desk, asked: Request) -> None:
    with linked(desk) as (reachable, http):
        path = link(reachable, LEADER, "fill", report(desk, PLAN))
        opened = http.post(path).text
        saved = http.post(path, data=given(opened) | {"felt-tekst:sket": "Vi begyndte", "also": "0"}).text
        assert "Kladden er gemt" in saved and "<button" not in saved
        again = http.post(path).text
        assert fields(again)["tekst:sket"] == "Vi begyndte"
        wrong = http.post(path, data=given(again) | {"felt-tal:rekrutteret:": "-1"}).text
        assert "Tallet kan ikke være mindre end 0" not in wrong and "Skriv noget her" in wrong
        wrong = http.post(path, data=given(again) | {"felt-tekst:sket": SKET, "felt-tal:rekrutteret:": "-1"}).text
        assert "Tallet kan ikke være mindre end 0" in wrong
        sent = http.post(path, data=given(wrong) | {"felt-tekst:sket": SKET, "felt-tal:rekrutteret:": "0"}).text
        assert "Tak. Svaret er sendt" in sent
        assert http.get(path).status_code == 410
    latest = report(desk, PLAN).latest
    assert latest is not None and latest.content.figures == {("rekrutteret", ""): Value(0.0)}


def test_a_forged_way_out_of_a_form_under_a_link_runs_nothing(desk: Desk, asked: Request) -> None:
    with linked(desk) as (reachable, http):
        path = link(reachable, LEADER, "fill", report(desk, PLAN))
        opened = given(http.post(path).text)
        forged = opened["definition"].replace("statusrapport.save_draft", "statusrapport.nothing_new")
        assert forged != opened["definition"]
        answer = http.post(path, data=opened | {"definition": forged, "also": "0"})
        assert answer.status_code == 403
        http.post(path, data=opened | {"felt-tekst:sket": "x", "also": "9"})
    assert report(desk, PLAN).latest is not None, "no such button: it is sent"


def test_nothing_new_is_one_press_under_a_personal_link(desk: Desk, asked: Request) -> None:
    mine = report(desk, "plan:beboerprojekt-nordvest")
    with linked(desk) as (reachable, http):
        path = link(reachable, OTHER, "nothing_new", mine)
        assert "mangler svar" not in http.get(path).text
        assert report(desk, mine.reporter).is_silent, "opening it answers nothing"
        assert "intet nyt" in http.post(path).text
    assert report(desk, mine.reporter).state is State.NOTHING_NEW


def test_uu_goes_back_on_the_page_with_what_was_typed(desk: Desk, asked: Request) -> None:
    with page(desk, UU) as http:
        first = press(http, "fill", report=report(desk, "party:uu").id)
        second = http.post("/form", data=given(first) | {"felt-tekst:sket": SKET}).text
        assert "Side 2 af 9" in second
        back = http.post("/form", data=given(second) | {"felt-tal:aarsvaerk:": "2,5", "also": "1"}).text
        assert fields(back)["tekst:sket"] == SKET
        again = http.post("/form", data=given(back) | {"felt-tekst:sket": SKET}).text
        assert fields(again)["tal:aarsvaerk:"] == "2,5"


def test_everyone_sees_in_the_overview_what_is_theirs_to_see(desk: Desk, asked: Request) -> None:
    with page(desk, SECRETARY) as http:
        assert "1 mangler svar" in press(http, "overview"), "her plan's"
    with page(desk, UU) as http:
        assert "3 mangler svar" in press(http, "overview")

"""The page over HTTP: who may post, what is escaped, what a form keeps, what never comes back."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from starlette.routing import Mount, Route

from bot.chat import Desk
from bot.platforms import web
from bot.platforms.web import draw
from bot.platforms.web.guard import MAX_BODY, POLICY
from bot.settings import Settings
from tests.platforms.web import showcase

CPR = "010190-1234"
FORM = draw.FORM.dump_json(showcase._form()).decode()


def press(http: httpx.Client, action: str, card: str = "card-0123abcd", **values: object) -> httpx.Response:
    return http.post(
        "/action", data={"card": card, "press": json.dumps({"action": action, "values": values})}
    )


def send(http: httpx.Client, definition: str = FORM, **typed: str) -> httpx.Response:
    return http.post(
        "/form", data={"definition": definition, "card": ""} | {f"felt-{k}": v for k, v in typed.items()}
    )


def test_the_page_is_danish_and_every_answer_carries_the_security_headers(http: httpx.Client) -> None:
    answers = [
        http.get("/"),
        http.get("/static/page.js"),
        http.get("/static/missing.js"),
        http.post("/ask", data={"words": ""}),
        http.post("/ask", headers={"Origin": "https://evil.example"}),
        http.get("/", headers={"Host": "evil.example"}),
        http.post("/ask", content=b"x" * (MAX_BODY + 1)),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 200, 403, 400, 413]
    for answer in answers:
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY
    assert answers[0].headers["cache-control"] == answers[3].headers["cache-control"] == "no-store"
    assert '<html lang="da">' in answers[0].text


def test_nothing_on_the_page_is_inline_script_or_style(http: httpx.Client) -> None:
    html = http.get("/").text + http.post("/ask", data={"words": "akut"}).text + send(http, text="").text
    assert not re.search(r"<style|<script(?! src=\"/static/)|\sstyle=|\son\w+=|hx-on|javascript:|js:", html)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "OWN"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "OWN", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "OWN", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
def test_only_the_page_itself_may_post(showcase_url: str, headers: dict[str, str], status: int) -> None:
    own = {name: value.replace("OWN", showcase_url) for name, value in headers.items()}
    assert (
        httpx.post(f"{showcase_url}/ask", data={"words": ""}, headers=own, trust_env=False).status_code
        == status
    )


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:1", 200), ("[::1]:1", 200), ("vejviser.example", 400), ("a@b", 400)]
)
def test_another_host_name_than_the_loopback_ones_is_refused(
    http: httpx.Client, host: str, status: int
) -> None:
    assert http.get("/", headers={"Host": host}).status_code == status


def test_a_cpr_number_is_not_sent_back_whatever_it_was_typed_as(http: httpx.Client) -> None:
    for words in (CPR, f"/tilbud {CPR}", f"/findesikke {CPR}", f"/indsats {CPR}"):
        html = http.post("/ask", data={"words": words}).text
        assert "1234" not in html
        assert "Beskeden er ikke vist eller gemt" in html
        assert "CPR-nummer" in html


def test_an_unknown_command_is_answered_with_those_that_exist(http: httpx.Client) -> None:
    html = http.post("/ask", data={"words": "/tilbut x"}).text
    assert "/tilbud, /indsats" in html
    assert 'class="card problem"' in html


def test_far_too_many_words_are_refused_without_repeating_them(http: httpx.Client) -> None:
    html = http.post("/ask", data={"words": "æ" * 2001}).text
    assert "Skriv højst 2000 tegn." in html
    assert "ææ" not in html


def test_a_failing_command_gives_an_error_id_and_not_its_reason(
    http: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    html = http.post("/ask", data={"words": "brag"}).text
    assert "Fejlnummer" in html
    assert "ValueError" not in html
    assert len([one for one in caplog.records if one.name.startswith("bot.")]) == 1


def test_a_file_is_not_taken(http: httpx.Client) -> None:
    assert http.post("/ask", data={"words": "x"}, files={"file": b"x"}).status_code == 400


def test_commands_run_in_the_pool_and_not_on_the_event_loop(http: httpx.Client) -> None:
    assert "command_" in http.post("/ask", data={"words": "tråd"}).text


def test_links_of_other_kinds_than_web_mail_and_telephone_are_plain_text(http: httpx.Client) -> None:
    html = http.post("/ask", data={"words": "links"}).text
    hrefs = re.findall(r'href="([^"]*)"', html)
    assert hrefs == ["https://a.example/", "http://a.example/", "mailto:a@a.example", "tel:112"]
    assert all(f"link {n}" in html for n in range(10))


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"press": "x"},
        {"press": "[]"},
        {"press": '{"action": "tilbud.details"}'},
        {"press": '{"action": "tilbud.details", "values": {"id": "1"}}'},
        {"press": '{"action": "tilbud.details", "values": {"id": true}}'},
        {"press": '{"action": "tilbud.details", "values": {"id": {"a": 1}}}'},
        {"press": '{"action": "tilbud.details", "values": {}}'},
        {"press": '{"action": "tilbud._found", "values": {"words": "x"}}'},
        {"press": '{"action": "tilbud.details", "values": {"id": 1}, "label": "\\ud800"}'},
    ],
)
def test_a_forged_button_is_refused_politely(http: httpx.Client, posted: dict[str, str]) -> None:
    answer = http.post("/action", data=posted)
    assert answer.status_code == 200
    assert "Knappen passer ikke længere til noget" in answer.text


def test_a_forged_button_that_sends_no_form_is_told_what_is_missing(page_url: str, web_desk: Desk) -> None:
    with httpx.Client(base_url=page_url, headers={"Origin": page_url}, trust_env=False, timeout=30) as http:
        answer = press(http, "tilbud.report", id=web_desk.store.directory().offers[0].id)
    assert "Det skal rettes" in answer.text and "Skriv med et par ord, hvad der er forkert." in answer.text


def test_a_button_of_a_page_opened_before_an_update_gets_its_answer_too(http: httpx.Client) -> None:
    answer = press(http, "tilbud.narrow", card="", keep="15 år")
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("#log", "beforeend")


@pytest.mark.parametrize("card", ["body", "card-0123abcd, body", "card-0123ABCD"])
def test_only_a_card_can_be_replaced(http: httpx.Client, card: str) -> None:
    assert press(http, "tilbud.narrow", card=card, keep="").headers["hx-retarget"] == "#log"
    assert press(http, "tilbud.narrow", keep="").headers["hx-retarget"] == "#card-0123abcd"


def test_a_form_with_mistakes_comes_back_with_what_was_typed_and_the_mistakes_at_their_fields(
    http: httpx.Client,
) -> None:
    answer = send(http, text="\r\n<b>linje</b>\r\n", source="x" * 41, kind="")
    assert answer.headers["hx-retarget"] == "#dialog"
    assert "\n&lt;b&gt;linje&lt;/b&gt;\n</textarea>" in answer.text
    assert "x" * 41 in answer.text
    assert "Skriv højst 40 tegn. Nu er der 41." in answer.text
    assert "Vælg en af mulighederne." in answer.text
    assert answer.text.count('aria-invalid="true"') == 2


def test_a_choice_that_was_not_offered_is_a_mistake(http: httpx.Client) -> None:
    assert "Vælg en af mulighederne." in send(http, text="forkert nummer", kind="x").text


def test_a_commands_own_mistakes_stand_at_their_fields_too(http: httpx.Client) -> None:
    html = send(http, text="hej", source="bha.dk", kind="place").text
    assert "Skriv med et par ord, hvad der er forkert." in html
    assert 'value="bha.dk"' in html
    assert '<option value="place" selected>' in html


def test_a_refusal_of_a_form_stands_above_it_and_nothing_typed_is_lost(http: httpx.Client) -> None:
    answer = send(http, text="Det kommer for sent", source="bha.dk", kind="place")
    assert answer.headers["hx-retarget"] == "#dialog"
    assert '<p class="error" role="alert">Det kan jeg ikke. Tilbuddet er slettet imens.' in answer.text
    assert "Det kommer for sent</textarea>" in answer.text and 'value="bha.dk"' in answer.text


def test_a_cpr_number_in_a_form_goes_no_further_than_its_field(http: httpx.Client) -> None:
    answer = send(http, text=f"Ring til {CPR}", kind="place")
    assert answer.headers["hx-retarget"] == "#dialog"
    assert answer.text.count('aria-invalid="true"') == 1


def test_a_forged_form_is_refused_politely(http: httpx.Client) -> None:
    for definition in (
        "",
        "{}",
        "[]",
        FORM.replace('"id":1', '"id":"1"'),
        FORM.replace("tilbud.report", "tilbud.run"),
    ):
        answer = send(http, definition, text="forkert nummer", kind="place")
        assert answer.status_code == 200
        assert "Knappen passer ikke længere til noget" in answer.text


def test_a_form_that_is_right_gets_its_answer(http: httpx.Client) -> None:
    assert "Tak – det er sendt til administratoren" in send(http, text="forkert nummer", kind="place").text


def test_without_javascript_every_answer_is_a_whole_page(showcase_url: str) -> None:
    with httpx.Client(base_url=showcase_url, headers={"Origin": showcase_url}, trust_env=False, timeout=30) as http:
        for answer, expected in (
            (http.post("/ask", data={"words": "fodbold"}), "<h3>Klub N</h3>"),
            (press(http, "tilbud.details", id=1), "Alt om nummer 1"),
            (press(http, "tilbud.narrow", keep="15 år"), "Svaret igen"),
            (press(http, "tilbud.wrong", id=1), 'aria-labelledby="dialog-title" open'),
            (send(http, text="hej", kind="place"), "Skriv med et par ord"),
        ):
            assert answer.text.startswith("<!doctype html>")
            assert expected in answer.text


def test_who_one_tries_as_is_kept_in_a_strict_cookie_and_unknown_people_are_not(http: httpx.Client) -> None:
    html = http.get("/").text
    people = dict(re.findall(r'<option value="([^"]+)"(?: selected)?>([^<]+)</option>', html))
    leader = next(id for id, title in people.items() if title == "Leder, NørreBrobyggerne")
    answer = http.post("/person", data={"person": leader})
    assert answer.status_code == 204
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert f'<option value="{leader}" selected>' in http.get("/").text
    assert "Delt i kanalen af Leder, NørreBrobyggerne" in press(http, "tilbud.share", id=1).text
    assert "set-cookie" not in http.post("/person", data={"person": "direktøren"}).headers


def test_a_stranger_is_refused(http: httpx.Client) -> None:
    http.post("/person", data={"person": "fremmed"})
    assert "dig kender jeg ikke" in http.post("/ask", data={"words": "fodbold"}).text


def test_without_demo_there_is_no_page(showcase_desk: Desk) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert web.routes(replace(showcase_desk, settings=Settings()), pool) == []
        paths = {route.path for route in web.routes(showcase_desk, pool) if isinstance(route, Route | Mount)}
    assert paths == {"/", "/ask", "/action", "/form", "/person", "/static"}

"""What may be about a child comes back in the form, on the page and under a personal link."""

import html
import json
import re
from typing import get_args

import httpx

from bot.cards import Field, Form, Kind
from bot.chat import Desk
from bot.domain.organisation import Role
from bot.platforms.web.receive import sent_form
from tests.conftest import PEOPLE
from tests.platforms.web.answers import came
from tests.platforms.web.conftest import serving
from tests.platforms.web.test_web_personal import given, link


def passes(page: str) -> dict[str, str]:
    """The choice that lets exactly that text pass."""
    found = re.search(r'<option value="(\w{16})">Det er ikke personoplysninger', page)
    assert found
    return {"felt-not_personal": found[1]}


def test_under_a_personal_link_the_passage_comes_back_with_two_ways(link_desk: Desk) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    typed = {"felt-when": "3. december kl. 10", "felt-note": "Amina på 14 år"}
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        asked = http.post(path, data=given(http.post(path).text) | typed)
        assert "»Amina på 14 år«" in asked.text and "Hvis du ikke retter teksten</label>" in asked.text
        assert came == []
        done = http.post(path, data=given(asked.text) | typed | passes(asked.text))
    assert "Mødet er aftalt" in done.text


def test_under_a_personal_link_the_question_goes_with_the_passage(link_desk: Desk) -> None:
    path = link(link_desk, "proeve.agreed", meeting=17)
    typed = {"felt-when": "3. december", "felt-note": "Amina på 14 år"}
    with serving(link_desk) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as http:
        asked = http.post(path, data=given(http.post(path).text) | typed)
        assert "Det er ikke personoplysninger" in asked.text
        mended = http.post(path, data=given(asked.text) | typed | {"felt-note": "Fritidsjob"})
        assert "Skriv også et klokkeslæt" in mended.text and "personoplysninger" not in mended.text
        typed = {"felt-when": "3. december kl. 10", "felt-note": "Fritidsjob"}
        done = http.post(path, data=given(mended.text) | typed)
    assert "Mødet er aftalt" in done.text


def test_on_the_page_the_passage_comes_back_with_two_ways_and_what_was_typed(web_desk: Desk) -> None:
    press = json.dumps({"action": "tilbud.wrong", "values": {"id": "klub-n"}})
    text = {"felt-text": "Det er Amina på 14 år"}
    with serving(web_desk) as url, httpx.Client(base_url=url, headers={"Origin": url, "HX-Request": "true"}) as http:
        opened = given(http.post("/action", data={"press": press}).text)
        asked = http.post("/form", data=opened | text).text
        assert "»Amina på 14 år«" in html.unescape(asked) and "Det er Amina på 14 år</textarea>" in asked
        again = http.post("/form", data=given(asked) | {"felt-text": "Det er Omar på 15 år"} | passes(asked)).text
        assert "»Omar på 15 år«" in html.unescape(again) and again.count("Hvis du ikke retter teksten") == 2
        thanks = http.post("/form", data=given(again) | {"felt-text": "Det er Omar på 15 år"} | passes(again)).text
    assert "sendt til administratoren" in thanks


def test_on_the_page_what_is_said_of_an_odd_time_goes_with_it(web_desk: Desk) -> None:
    leader = next(one for one in web_desk.store.people.all() if one.title == PEOPLE[Role.PLAN_LEADER])
    typed = {"person": leader.id, "felt-what": "uu-plan|noerrebrobyggerne"}
    with serving(web_desk) as url, httpx.Client(base_url=url, headers={"Origin": url, "HX-Request": "true"}) as http:
        opened = given(http.post("/ask", data=typed | {"words": "/moede ny"}).text)
        odd = http.post("/form", data=opened | typed | {"felt-when": "24. december kl. 10"}).text
        assert "juleaftensdag" in odd
        unread = http.post("/form", data=given(odd) | typed | {"felt-when": "kl. 10"}).text
    assert "hvilken dag" in unread and "juleaftensdag" not in unread


def test_a_field_that_must_be_filled_says_in_which_way() -> None:
    fields = tuple(Field(kind, kind, kind, required=True) for kind in get_args(Kind))
    assert dict(sent_form(Form("a", "b.c", fields), {}).wrong) == {
        "text": "Skriv noget her.", "long": "Skriv noget her.", "choice": "Vælg en af mulighederne.",
        "many": "Vælg en af mulighederne.", "date": "Vælg en dato.", "datetime": "Vælg dag og klokkeslæt.",
    }  # fmt: skip

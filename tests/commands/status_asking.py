"""What tests of /statusrapport do again and again: ask, press, fill in, and look."""

from bot.cards import Button, Card, Form
from bot.chat import Account, Answer, Ask, Desk, FieldErrors, Open, Replace, Reply, dispatch
from bot.domain.organisation import Person
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request

LEADER, OTHER, UU = "leder-noerrebrobyggerne", "leder-beboerprojekt-nordvest", "koordinator-uu"
SECRETARY = "sekretaer-bydelsbestyrelsen-noerrebro"
ASKED = {
    "board": "noerrebro", "period": "2026-Q3", "template": "status", "meeting": "2027-01-25", "note": "Skriv kort",
}  # fmt: skip


def card(answer: Answer) -> Card:
    assert isinstance(answer, Reply | Replace), answer
    return answer.card


def form(answer: Answer) -> Form:
    assert isinstance(answer, Open), answer
    return answer.form


def errors(answer: Answer) -> dict[str, str]:
    assert isinstance(answer, FieldErrors), answer
    return dict(answer.errors)


def refused(answer: Answer) -> str:
    shown = card(answer)
    assert shown.tone == "problem", shown
    return str(shown.lines[0])


def who(desk: Desk, id: str) -> Person:
    found = desk.store.people.find(id)
    assert found is not None
    return found


def does(desk: Desk, who_: str, target: str, form: dict[str, str] | None = None, **values: str | int) -> Answer:
    """What a person gets for a button, or for sending a form."""
    ask = Ask(who(desk, who_), "", form or {}, account=Account("web", who_))
    return dispatch(ask, desk, f"statusrapport.{target}", values)


def follow(desk: Desk, id: str, button: Button, form: dict[str, str] | None = None) -> Answer:
    ask = Ask(who(desk, id), "", form or {}, account=Account("web", id))
    return dispatch(ask, desk, button.action, button.values)


def send(desk: Desk, id: str, shown: Form, **typed: str) -> Answer:
    """Send a form with what stands in it, and what is typed over it."""
    filled = {one.name: one.value for one in shown.fields} | {key.replace("__", ":"): v for key, v in typed.items()}
    return dispatch(Ask(who(desk, id), "", filled, account=Account("web", id)), desk, shown.action, shown.values)


def ask_for(desk: Desk, **changed: str) -> Request:
    answer = does(desk, SECRETARY, "save_request", {**ASKED, **changed})
    assert card(answer).tone == "done", answer
    return desk.store.requests.all()[0]


def report(desk: Desk, reporter: str) -> Report:
    return desk.store.reports.of_reporter(reporter)[0]


PLAN = "plan:noerrebrobyggerne"
SKET = "Klubben er åben tre aftener om ugen."


def answered(desk: Desk, **typed: str) -> Report:
    mine = report(desk, PLAN)
    page = form(does(desk, LEADER, "fill", report=mine.id))
    assert card(send(desk, LEADER, page, **{"tekst__sket": SKET, **typed})).tone == "done"
    return report(desk, PLAN)

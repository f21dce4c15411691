"""Receives what is typed and pressed on the page, asks the desk, and answers with HTML."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import chat
from bot.cards import Button, Card, Field, Form, Scalar
from bot.chat import Account, Answer, Ask, Desk, FieldErrors, Open, Replace, Reply, Share
from bot.domain.organisation import Person
from bot.forms import complaint, mistakes
from bot.platforms.web import draw
from bot.platforms.web.guard import guards

COOKIE = "vejviser_person"
STRANGER = "fremmed"  # the cookie of somebody whom Vejviser does not know
MAX_WORDS = 2000  # characters; a question is a sentence or two
_MISSING = {"text": "Skriv noget her.", "long": "Skriv noget her.", "date": "Vælg en dato."}
_MISSING |= {"datetime": "Vælg dag og klokkeslæt."}


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: its action with values, and what it said."""

    action: str
    values: dict[str, Scalar]
    label: str = ""


PRESS = TypeAdapter(Press)


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: who tries the page, what was posted, and whether only a `fragment` of the page is wanted."""

    desk: Desk
    people: tuple[Person, ...]
    person: Person | None
    posted: Mapping[str, str]
    fragment: bool

    def ask(self, words: str = "", form: Mapping[str, str] | None = None) -> Ask:
        """What the person asks."""
        account = Account("web", self.person.id if self.person else STRANGER)
        return Ask(self.person, words, form or {}, account=account)

    @property
    def card(self) -> str:
        """The id of the card whose button was pressed, else ""."""
        card = self.posted.get("card", "")
        return card if re.fullmatch(r"card-[0-9a-f]{8}", card) else ""


Handler = Callable[[Visit], Response]


def routes(desk: Desk, pool: Executor) -> list[BaseRoute]:
    """The demo page, none without `[web] demo`. Commands and the store run in `pool`, not on the event loop."""
    if not desk.settings.web.demo:
        return []

    def endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def run(request: Request) -> Response:
            posted = given(await request.form(max_files=0))
            chosen = posted.get("person") or request.cookies.get(COOKIE)  # two tabs may try two people
            fragment = "hx-request" in request.headers
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(
                pool, lambda: handler(Visit(desk, *_who(desk, chosen), posted, fragment))
            )

        return run

    posts: dict[str, Handler] = {"/ask": _ask, "/action": _action, "/form": _form, "/person": _person}
    return [
        Route("/", endpoint(_whole), middleware=guards()),
        *(Route(path, endpoint(to), methods=["POST"], middleware=guards()) for path, to in posts.items()),
    ]


def given(form: FormData) -> dict[str, str]:
    """The fields by name; of a field with several values they stand with commas between."""
    posted: dict[str, str] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            several = name in posted and name.startswith("felt-")
            posted[name] = f"{posted[name]},{value}" if several else value
    return posted


def _who(desk: Desk, chosen: str | None) -> tuple[tuple[Person, ...], Person | None]:
    """The people to choose from, and the one chosen: at first the first of them."""
    people = tuple(desk.store.people.all())
    first = people[0] if people and chosen != STRANGER else None
    return people, next((person for person in people if person.id == chosen), first)


def _person(visit: Visit) -> Response:
    chosen = visit.posted.get("person", "")
    known = chosen == STRANGER or any(person.id == chosen for person in visit.people)
    response = Response(status_code=204) if visit.fragment else RedirectResponse("/", 303)
    if known:
        response.set_cookie(COOKIE, chosen, samesite="strict", httponly=True)
    return response


def _ask(visit: Visit) -> Response:
    words = visit.posted.get("words", "")
    if len(words) > MAX_WORDS:
        too_long = Card("Det er for langt", (f"Skriv højst {MAX_WORDS} tegn.",), tone="problem")
        return _respond(visit, Reply(too_long, echo=False))
    return _respond(visit, chat.dispatch_words(visit.ask(words), visit.desk), said=words)


def _action(visit: Visit) -> Response:
    try:
        press = PRESS.validate_json(visit.posted.get("press", ""), strict=True)
    except ValidationError:
        press = Press("", {})  # dispatch says that the button fits nothing
    answer = chat.dispatch(visit.ask(), visit.desk, press.action, press.values)
    return _respond(visit, answer, pressed=press.label)


def _form(visit: Visit) -> Response:
    try:
        form = draw.FORM.validate_json(visit.posted.get("definition", ""), strict=True)
    except ValidationError:
        return _respond(visit, chat.dispatch(visit.ask(), visit.desk, ""))
    sent = sent_form(form, visit.posted)
    answer = complaint(sent.answer(visit.ask(form=sent.typed), visit.desk))
    if isinstance(answer, FieldErrors):
        return _dialog(visit, draw.form(form.again(sent.typed, answer.asking), sent.typed, answer.errors, visit.card))
    return _respond(visit, answer)


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that came back: what was `typed`, what is `wrong` with it as such, which `other` button sent it."""

    form: Form
    typed: Mapping[str, str]
    wrong: Mapping[str, str]
    other: Button | None

    def answer(self, ask: Ask, desk: Desk) -> Answer:
        """What it runs, unless something is wrong with a field as such."""
        if self.wrong:
            return FieldErrors(self.wrong)
        action, values = (self.other or self.form).action, (self.other or self.form).values
        return chat.dispatch(ask, desk, action, values)


def sent_form(form: Form, posted: Mapping[str, str]) -> SentForm:
    """What was posted, read by the form's own definition; another of its buttons takes fields as they are."""
    typed = {f.name: posted.get(f"felt-{f.name}", "").replace("\r\n", "\n") for f in form.fields}
    pressed = posted.get("also", "")
    other = next((one for number, one in enumerate(form.also) if pressed == str(number)), None)
    wrong = {f.name: error for f in form.fields if not other and (error := _mistake(f, typed[f.name]))}
    return SentForm(form, typed, wrong, other)


def _mistake(field: Field, typed: str) -> str | None:
    """What is wrong with a field as such, before a command looks at what it means."""
    if field.required and not typed.strip():
        return _MISSING.get(field.kind, "Vælg en af mulighederne.")
    if len(typed) > field.max_length:
        return f"Skriv højst {field.max_length} tegn. Nu er der {len(typed)}."
    known = {option.value for option in field.options}
    if field.kind == "choice" and typed and typed not in known:
        return "Vælg en af mulighederne."
    if field.kind == "many" and typed and not {*typed.split(",")} <= known:
        return "Vælg blandt mulighederne."
    if field.kind in ("date", "datetime") and typed and not _is_moment(typed, field.kind):
        return "Vælg en dato, fx 2026-12-03." if field.kind == "date" else "Vælg dag og klokkeslæt."
    return None


def _is_moment(typed: str, kind: str) -> bool:
    try:
        if kind == "date":
            date.fromisoformat(typed)
        else:
            datetime.fromisoformat(typed)
    except ValueError:
        return False
    return len(typed) == (10 if kind == "date" else 16)


def _respond(visit: Visit, answer: Answer, said: str = "", pressed: str = "") -> Response:
    """The answer as the next turn of the conversation, in place of a card, or as a dialog."""
    match answer:
        case Open(form):
            return _dialog(visit, draw.form(form, {f.name: f.value for f in form.fields}, {}, visit.card))
        case Replace(card) if visit.card:
            return _turn(visit, draw.entry(card), f"#{visit.card}", "outerHTML")
        case Reply(card, echo=False, files=files):
            return _turn(visit, draw.entry(card, withheld=True, files=files))
        case Reply(card, files=files):
            return _turn(visit, draw.entry(card, said=said, pressed=pressed, files=files))
        case Share(card):
            by = visit.person.title if visit.person else "en fremmed"
            return _turn(visit, draw.entry(card, said=said, pressed=pressed, shared_by=by))
        case Replace(card):
            return _turn(visit, draw.entry(card, said=said, pressed=pressed))
        case FieldErrors():
            return _turn(visit, draw.entry(mistakes(answer)))


def _turn(visit: Visit, html: str, target: str = "#log", swap: str = "beforeend") -> Response:
    return _fragment(html, target, swap) if visit.fragment else _whole(visit, entry=html)


def _dialog(visit: Visit, html: str) -> Response:
    return _fragment(html, "#dialog", "innerHTML") if visit.fragment else _whole(visit, form=html)


def _fragment(html: str, target: str, swap: str) -> Response:
    """HTML for htmx, with where it goes."""
    return HTMLResponse(html, headers={"HX-Retarget": target, "HX-Reswap": swap})


def _whole(visit: Visit, entry: str = "", form: str = "") -> Response:
    """The whole page: the first visit, and every answer without JavaScript."""
    commands = visit.desk.commands.values()
    return HTMLResponse(draw.page(visit.people, visit.person, commands, entry, form))

"""Personal links: /svar/<token> lets one person press one button, without the chat and without JavaScript.

The rule: opening the page does nothing, so a mail scanner answers nothing. A press runs the link's own action. Its
answer is shown without buttons, with its files. Where the answer is a form of the same command, the form carries our
seal, bound to this link; a form that comes back without that seal is refused. So nothing can be reached that the
link's action did not itself give. An answer that is no complaint ends the link; what another of the form's buttons
does (a draft that is saved) does not. A form of ours that comes when the link opens nothing any more is not run: what
was typed comes back, to be copied. One that comes too often, or while the database is away, is not run either: it
stays as it was filled in, to be sent again.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from hmac import compare_digest
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.cards import Attachment, Card, Field, Form, Item
from bot.chat import FEED, Account, Answer, Ask, Desk, FieldErrors, Open, Place, Reply, dispatch, failure
from bot.domain import links
from bot.domain.organisation import Person
from bot.domain.privacy import contains_cpr
from bot.forms import complaint, mistakes
from bot.platforms.web import draw
from bot.platforms.web.guard import PERSONAL, guards
from bot.platforms.web.limit import Gate
from bot.platforms.web.receive import given, sent_form
from bot.store import StoreError
from bot.store.links import LinkRecord

log = logging.getLogger(__name__)
_FOREIGN = Card(
    "Det kan du ikke gøre her",
    ("Linket gælder kun ét svar. Skriv til den, der har sendt dig mailen, hvis du vil andet.",),
    tone="problem",
)
_GONE = Card(
    "Linket virker ikke",
    (
        "Måske er adressen ikke kommet helt med, eller linket er lukket.",
        "Åbn mailen igen, og tryk på knappen der. Hjælper det ikke, så svar på mailen.",
    ),
    tone="problem",
)
_EXPIRED = Card(
    "Linket er udløbet",
    ("Det virkede kun en tid. Du får et nyt med næste mail, eller svar på mailen, hvis det ikke kan vente.",),
    tone="problem",
)
_USED = Card(
    "Dit svar er modtaget",
    ("Linket kan kun bruges én gang, og det er sket. Har du ombestemt dig, så svar på mailen.",),
    tone="done",
)
_LOST = "Det, du har skrevet, er ikke gemt. Det står her, så du kan kopiere det."
_LATER = "Har du ændret noget siden, er det ikke gemt. Det står her, så du kan kopiere det."
_OFTEN = Card("Vent lidt", ("Der er spurgt for mange gange. Prøv igen om et minut.",), tone="problem")
_STAYS = "Det, du har skrevet, er ikke gemt, men det står her endnu, så du kan sende det igen."
_EMPTIED = "Her så ud til at stå et CPR-nummer, så feltet er tømt. Skriv det igen uden nummeret."


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever came with a token that is good: what it opens, and for whom."""

    desk: Desk
    token: str
    key: str
    link: LinkRecord
    person: Person

    def ask(self, form: Mapping[str, str] | None = None) -> Ask:
        """What the person asks."""
        return Ask(self.person, "", form or {}, Place("private"), Account("link", self.person.id))


def routes(desk: Desk, pool: Executor, gate: Gate) -> list[BaseRoute]:
    """The route of personal links."""

    async def run(request: Request) -> Response:
        token, refusal = request.path_params["token"], gate.refusal(request)
        if refusal and not gate.knows(token):
            return _page(_GONE if refusal == 404 else _OFTEN, refusal)
        posted = given(await request.form(max_files=0)) if request.method == "POST" else None

        def respond() -> Response:
            if refusal:
                return _put_off(token, gate.key, posted, _OFTEN, refusal)
            return _respond(desk, token, gate.key, posted)

        return await asyncio.get_running_loop().run_in_executor(pool, respond)

    return [Route("/svar/{token}", run, methods=["GET", "POST"], middleware=personal_guards(desk))]


def personal_guards(desk: Desk) -> list[Middleware]:
    """The middleware of everything under a secret address."""
    return guards(None, (urlsplit(desk.settings.web.public_url).hostname or "",), PERSONAL)


def found(desk: Desk, token: str) -> tuple[LinkRecord, Person] | None:
    """What a genuine token opens, and for whom; None when it was revoked or its person has left."""
    link = desk.store.links.get(links.mark(token))
    person = desk.store.people.find(link.person_id) if link else None
    if link is None or person is None or not compare_digest(link.holder, links.holder(token, person.email)):
        return None
    return link, person


def _respond(desk: Desk, token: str, key: str, posted: Mapping[str, str] | None) -> Response:

    def over(card: Card, status: int, lost: str = _LOST) -> Response:
        back = _typed_back(token, key, posted or {})
        return _page(replace(card, lines=(*card.lines, lost), items=back) if back else card, status)

    try:
        opens = found(desk, token)
    except StoreError as error:
        return _put_off(token, key, posted, failure("link", str(error)).card, 503)
    match opens:
        case None:
            return over(_GONE, 404)
        case (link, _) if link.target == FEED:
            return over(_GONE, 404)
        case (link, _) if link.used is not None:
            return over(_USED, 410, _LATER)
        case (link, _) if link.expires <= desk.now:
            return over(_EXPIRED, 410)
        case (link, person):
            holder = Holder(desk, token, key, link, person)
            if posted is None:
                return HTMLResponse(draw.personal(link=link, person=person))
            return _press(holder) if "definition" not in posted else _send(holder, posted)


def _put_off(token: str, key: str, posted: Mapping[str, str] | None, why: Card, status: int) -> Response:
    """Nothing was run, and later it may be: a form of ours stays as it was filled in, but for a CPR number."""
    form = _form_of(token, key, posted or {})
    if not isinstance(form, Form):
        return _page(why, status)
    typed = sent_form(form, posted or {}).typed
    emptied = {name: _EMPTIED for name, text in typed.items() if contains_cpr(text)}
    errors = {"": f"{why.said} {_STAYS}"} | emptied
    return _form(token, key, form, {**typed, **dict.fromkeys(emptied, "")}, errors, status=status)


def _press(holder: Holder) -> Response:
    link = holder.link
    return _answer(holder, dispatch(holder.ask(), holder.desk, link.target, link.given))


def _send(holder: Holder, posted: Mapping[str, str]) -> Response:
    """A form came back: only one that we gave out under this link, and from it only what was typed."""
    form = _form_of(holder.token, holder.key, posted)
    if not isinstance(form, Form):
        return form
    sent = sent_form(form, posted)
    answer = complaint(sent.answer(holder.ask(sent.typed), holder.desk))
    if isinstance(answer, FieldErrors):
        return _form(holder.token, holder.key, form.again(sent.typed, answer.asking), sent.typed, answer.errors)
    return _answer(holder, answer, ends=sent.other is None)


def _form_of(token: str, key: str, posted: Mapping[str, str]) -> Form | Response:
    """The form that came back, or what to say of one that we did not give out under this link."""
    definition, seal = posted.get("definition", ""), posted.get("seal", "").encode("utf-8", "replace")
    if not compare_digest(links.seal(token, key, definition).encode(), seal):
        return _page(_FOREIGN, 403)
    try:
        return draw.FORM.validate_json(definition, strict=True)
    except ValidationError:  # given out by an earlier version
        return _page(_GONE, 410)


def _typed_back(token: str, key: str, posted: Mapping[str, str]) -> tuple[Item, ...]:
    """What was typed in a form of ours, field by field, to be read."""
    form = _form_of(token, key, posted)
    if not isinstance(form, Form):
        return ()
    typed = sent_form(form, posted).typed
    return tuple(Item(f.label, _read(f, typed[f.name])) for f in form.fields if typed[f.name].strip())


def _read(field: Field, typed: str) -> tuple[str, ...]:
    """The lines of what was typed, or the words of what was chosen."""
    chosen = tuple(option.text for option in field.options if option.value in typed.split(","))
    return chosen or tuple(line for line in typed.split("\n") if line.strip())


def _answer(holder: Holder, answer: Answer, *, ends: bool = True) -> Response:
    match answer:
        case Open(form) if _command(form.action) == _command(holder.link.target):
            return _form(holder.token, holder.key, form, {f.name: f.value for f in form.fields}, {})
        case Open():
            return _page(_FOREIGN, 200)
        case FieldErrors():
            return _page(mistakes(answer), 200)
        case _:
            if ends and answer.card.tone != "problem":
                _use_up(holder)
            return _page(answer.card, 200, answer.files if isinstance(answer, Reply) else ())


def _use_up(holder: Holder) -> None:
    """End the link. What was answered is kept and is shown, even when that fails: a second press does no harm."""
    try:
        holder.desk.store.links.use(holder.link.mark)
    except StoreError as error:
        log.warning("a link could not be used up", extra={"error": type(error.__cause__).__name__})


def _command(target: str) -> str:
    return target.partition(".")[0]


def _form(
    token: str, key: str, form: Form, typed: Mapping[str, str], errors: Mapping[str, str], *, status: int = 200
) -> Response:
    """The form with what was typed, and with the seal that proves that we gave it out under this link."""
    definition = draw.FORM.dump_json(form).decode()
    seal = links.seal(token, key, definition)
    html = draw.personal(form=form, definition=definition, seal=seal, typed=typed, errors=errors)
    return HTMLResponse(html, status, _headers(status))


def _page(card: Card, status: int, files: Sequence[Attachment] = ()) -> Response:
    return HTMLResponse(draw.personal(card=card, files=files), status, _headers(status))


def _headers(status: int) -> dict[str, str] | None:
    return {"Retry-After": "60"} if status in (429, 503) else None

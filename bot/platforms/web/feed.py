"""A person's calendar: /kalender/<token>.ics gives title, time and place of the meetings, for calendars to fetch."""

import asyncio
import hashlib
from concurrent.futures import Executor

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.chat import FEED, Desk, entries, failure
from bot.documents.calendars import feed
from bot.platforms.web.limit import Gate
from bot.platforms.web.personal import found, personal_guards

NAME = "Vejviser: møder"
FRESH = 3600  # seconds that a calendar may keep the answer without asking


def routes(desk: Desk, pool: Executor, gate: Gate) -> list[BaseRoute]:
    """The route of calendars."""

    async def run(request: Request) -> Response:
        token = request.path_params["token"]
        match gate.refusal(request):
            case 404:
                return _told("Kalenderen findes ikke.", 404)
            case 429:
                return _told("Der er spurgt for mange gange. Prøv igen om et minut.", 429)
        known = request.headers.get("if-none-match", "")
        return await asyncio.get_running_loop().run_in_executor(pool, lambda: _answer(desk, token, known))

    return [Route("/kalender/{token}.ics", run, middleware=personal_guards(desk))]


def _answer(desk: Desk, token: str, known: str) -> Response:
    try:
        return _calendar(desk, token, known)
    except Exception:  # noqa: BLE001 - like dispatch: the calendar keeps what it has, and asks again later
        failure(FEED)
        return _told("Kalenderen kan ikke hentes lige nu.", 503)


def _calendar(desk: Desk, token: str, known: str) -> Response:
    match found(desk, token):
        case (link, person) if link.target == FEED:
            if link.expires <= desk.now:
                return _told("Kalenderens adresse er udløbet. Få en ny i Vejviser.", 410)
            content = feed(NAME, entries(person, desk), desk.now)
        case _:
            return _told("Kalenderen findes ikke.", 404)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Cache-Control": f"private, max-age={FRESH}",
        "Content-Disposition": 'inline; filename="vejviser.ics"',
    }
    if tag in [one.strip().removeprefix("W/") for one in known.split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _told(why: str, status: int) -> Response:
    headers = {"Retry-After": "60"} if status in (429, 503) else None
    return PlainTextResponse(why, status, headers)

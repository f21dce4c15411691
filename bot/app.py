"""The composition root: settings, clock, store, commands, chats, scheduler; the only place that wires."""

import asyncio
import gc
import hmac
import importlib
import logging
import pkgutil
import re
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from types import ModuleType

from apscheduler.schedulers.background import BackgroundScheduler
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

import commands
import schedules
from bot.chat import Command, Desk, failure, load
from bot.clock import Clock
from bot.deliveries import Channel, Compose, Sender
from bot.domain.acute import ACUTE, Acute
from bot.domain.directory import Directory
from bot.domain.questions import meanings
from bot.metrics import CONTENT_TYPE, ErrorCount
from bot.platforms import web
from bot.platforms.mail import MailChannel
from bot.platforms.slack import SlackChat
from bot.settings import Settings, is_loopback
from bot.store import Store, StoreError
from bot.store.index import OfferIndex

log = logging.getLogger(__name__)
_FORWARDED = {"forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"}  # a proxy stands between
FIRST = 60.0  # seconds after the start until a schedule runs at the latest
PATIENCE = 3.0  # seconds until /healthz says that the database does not answer: who asks seldom waits for five
WORKERS = 4  # commands at work at once: enough to hide a slow disk; more would only fight for the interpreter


def find_commands() -> Mapping[str, Command]:
    """Every command in commands/, by name, in the order of help."""
    found = [load(module) for module in _modules(commands)]
    first = ("tilbud", "indsats")  # what people come for
    found.sort(key=lambda c: (first.index(c.name) if c.name in first else len(first), c.name == "vejviser", c.name))
    return {command.name: command for command in found}


def find_schedules() -> tuple[ModuleType, ...]:
    """Every schedule in schedules/: a module with EVERY (a timedelta) and run(desk)."""
    return tuple(_modules(schedules))


def _modules(package: ModuleType) -> list[ModuleType]:
    return [
        importlib.import_module(f"{package.__name__}.{one.name}") for one in pkgutil.iter_modules(package.__path__)
    ]


def open_desk(
    settings: Settings, clock: Clock | None = None, directory: Directory | None = None, *, make: bool = True
) -> Desk:
    """Store opened, filled with `directory` if given, index built, commands found. `make`: as Store.open.

    Raises BadAcute, StoreError.
    """
    clock, acute = clock or Clock(), Acute.load(ACUTE)
    store = Store.open(settings.store.url, clock.now, make=make)
    if directory:
        store.apply_areas(directory.areas)
        store.apply_organisation(directory.organisation)
        store.apply_offers(directory.offers)
    index = OfferIndex(store, meanings=meanings(Path(settings.search.model)) if settings.search.model else None)
    return Desk(store, settings, find_commands(), clock, index, acute)


def find_kinds() -> Mapping[str, Compose]:
    """Who composes which kind of delivery: each schedule with KINDS has compose(delivery, desk)."""
    return {kind: one.compose for one in find_schedules() for kind in getattr(one, "KINDS", ())}


def asgi(desk: Desk) -> Starlette:
    """The one ASGI app: health, the page, Slack; scheduler, sender and pool live as long as it does.

    Raises StoreError when another process sends from the same SQLite database.
    """
    pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="command")
    slack = SlackChat(desk, pool)
    channels: list[Channel] = [*slack.channels(), *([MailChannel(desk)] if desk.settings.mail.host else [])]
    sole = desk.store.only_sender() if channels else None
    looking = ThreadPoolExecutor(1, thread_name_prefix="health")  # one look at a time, though the database hangs
    sender = Sender(desk, find_kinds(), channels)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        errors = ErrorCount(desk.metrics)
        logging.getLogger("bot").addHandler(errors)
        scheduler = start_schedules(desk)
        await slack.start()
        await sender.start()
        gc.collect()
        gc.freeze()  # the index and the directory live as long as the server: never search them for garbage again
        server, database = desk.settings.server, desk.settings.store.url
        log.info(
            "ready",
            extra={
                "version": metadata.version("vejviser"),
                "address": f"{server.host}:{server.port}",
                "database": re.split(r"\W", database)[0],
            },
        )
        if not desk.settings.serves:
            log.warning("nothing is switched on: set [slack] mode, or [web] public_url, in config.toml")
        pool.submit(desk.acute.compile)  # so that the first to ask need not wait for it
        yield
        await run_in_threadpool(scheduler.shutdown, wait=True)
        await sender.stop()
        if sole is not None:
            sole.close()
        await slack.stop()
        await run_in_threadpool(pool.shutdown, wait=True)
        looking.shutdown(wait=False, cancel_futures=True)
        desk.store.close()
        logging.getLogger("bot").removeHandler(errors)

    async def health(_: Request) -> JSONResponse:
        return await _health(desk, slack, looking)

    async def metrics(request: Request) -> Response:
        return _metrics(request, desk)

    own = [Route("/healthz", health), Route("/metrics", metrics)]
    return Starlette(routes=[*own, *slack.routes(), *web.routes(desk, pool)], lifespan=lifespan)


async def _health(desk: Desk, slack: SlackChat, looking: Executor) -> JSONResponse:
    try:
        async with asyncio.timeout(PATIENCE):
            found = await asyncio.get_running_loop().run_in_executor(looking, _offers, desk.store)
    except TimeoutError:
        found = None
    stored, offers = found is not None, found or 0
    ready = {"slack": slack.ready()} if desk.settings.slack.mode != "off" else {}
    ok = stored and all(ready.values())
    return JSONResponse({"ok": ok, "store": stored, "index": offers, "chats": ready}, 200 if ok else 503)


def _offers(store: Store) -> int | None:
    """How many there are; None when the database cannot be used."""
    try:
        return len(store.directory().offers) if store.healthy() else None
    except StoreError:
        return None


def _metrics(request: Request, desk: Desk) -> Response:
    """The metrics, for who has the token; without a token, for who asks on this machine and for nobody else."""
    token = desk.settings.vejviser_metrics_token
    if token is not None:
        shown = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(shown, f"Bearer {token.get_secret_value()}".encode()):
            return PlainTextResponse("Afvist: token mangler.", 401, {"WWW-Authenticate": "Bearer"})
    elif request.client is None or not is_loopback(request.client.host) or _FORWARDED & {*request.headers}:
        return PlainTextResponse("Afvist: kun fra denne maskine, eller med VEJVISER_METRICS_TOKEN.", 403)
    return Response(desk.metrics.text(), headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"})


def start_schedules(desk: Desk) -> BackgroundScheduler:
    """Every schedule begins within a minute: where the server restarts every hour, what is hourly must run, too."""
    scheduler, now = BackgroundScheduler(timezone="UTC"), Clock().now()  # the scheduler's own time is the real one
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)  # that one tick waits for another is no news
    for schedule in find_schedules():
        seconds = max(1.0, schedule.EVERY / timedelta(seconds=desk.clock.speed))
        scheduler.add_job(
            tick,
            "interval",
            (schedule, desk),
            seconds=seconds,
            next_run_time=now + timedelta(seconds=min(seconds, FIRST)),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    scheduler.start()
    return scheduler


def tick(schedule: ModuleType, desk: Desk) -> None:
    """Run one schedule once; a failure is logged and the next tick tries again."""
    try:
        schedule.run(desk)
        desk.outage.over()
    except StoreError:
        desk.outage.away()
    except Exception:  # noqa: BLE001 - like dispatch: one failing schedule must not end the others
        failure(schedule.__name__)

"""The command line: vejviser serve | demo | ask | import | export | forecast | backup | …"""

import gc
import json
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.settings import HOUSE, Server, Settings, SettingsError, StoreSettings, Web, load, outside

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.domain.status.indicators import Catalogue
    from bot.store import Store
    from bot.store.disclosing import About

DAY = click.DateTime(["%Y-%m-%d"])
COPENHAGEN_DIRECTORY = HOUSE / "data" / "koebenhavn"


class Failure(click.ClickException):
    """A Danish sentence on standard error and exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


def config_option(function: Callable[..., None]) -> Callable[..., None]:
    """`--config FILE`, turned into Settings."""
    return click.option(
        "--config", "settings", type=click.Path(path_type=Path), callback=_settings, expose_value=True,
        help="Opsætningen (normalt ./config.toml).",
    )(function)  # fmt: skip


def _settings(context: click.Context, _: click.Parameter, path: Path | None) -> Settings:
    try:
        return load(path, serving=context.command.name == "serve")
    except SettingsError as error:
        raise Failure(str(error)) from None


def clock_options(function: Callable[..., None]) -> Callable[..., None]:
    """`--clock ISO-TIME --speed N`, turned into a Clock."""
    speed = click.option(
        "--speed", type=click.FloatRange(min=0.001, max=1_000_000), default=1.0, callback=_clock,
        help="Så mange gange hurtigere går tiden.",
    )  # fmt: skip
    start = click.option(
        "--clock", "start", callback=_moment, is_eager=True, expose_value=False,
        help="Begynd på dette tidspunkt, fx 2026-11-23T08:00.",
    )  # fmt: skip
    return start(speed(function))


def _moment(context: click.Context, _: click.Parameter, text: str | None) -> None:
    try:
        context.meta["start"] = datetime.fromisoformat(text) if text else None
    except ValueError:
        raise click.BadParameter(f"{text} er ikke et tidspunkt. Skriv fx 2026-11-23T08:00.") from None


def _clock(context: click.Context, _: click.Parameter, speed: float) -> "Clock":
    from bot.clock import Clock

    start = context.meta.get("start")
    return Clock.demo(start or Clock().now(), speed) if start or speed != 1.0 else Clock()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(message="Vejviser %(version)s", package_name="vejviser", help="Vis udgaven.")
def cli() -> None:
    """Vejviser viser, hvad der findes for børn og unge i udsatte boligområder."""


@cli.command()
@clock_options
@config_option
def serve(speed: "Clock", settings: Settings) -> None:
    """Start serveren: chat, side og sundhedstjek."""
    if speed.start is not None and (elsewhere := outside(settings)):
        raise Failure(
            f"--clock og --speed er til at prøve med, og {', '.join(elsewhere)} er ikke på denne maskine. "
            "Rigtige mennesker ville få beskeder på forkerte tidspunkter. Start uden, eller ret den til 127.0.0.1."
        )
    _serve(settings, speed)


@cli.command()
@clock_options
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
def demo(speed: "Clock", port: int) -> None:
    """Prøv Vejviser på denne maskine med Københavns tilbud."""
    store = StoreSettings(url=f"sqlite:///{HOUSE / 'var' / 'demo.db'}")
    settings = Settings(server=Server(port=port, log_level="warning"), store=store, web=Web(demo=True))
    _serve(settings, speed, COPENHAGEN_DIRECTORY)


def _serve(settings: Settings, clock: "Clock | None" = None, directory: Path | None = None) -> None:
    import uvicorn

    from bot import logs
    from bot.app import asgi, open_desk
    from bot.checks.listening import CannotListen, listen
    from bot.transfer import read_directory

    logs.set_up(settings.server.log_level)
    try:
        listening = listen(settings.server.host, settings.server.port)
    except CannotListen as error:
        raise Failure(str(error)) from None
    with told():
        desk = open_desk(settings, clock, read_directory(directory) if directory else None)
        app = asgi(desk)
    gc.freeze()  # what is there now stays: looking through it for garbage takes milliseconds of somebody's answer
    if settings.web.demo:
        click.echo(
            f"Vejviser er klar: http://{settings.server.host}:{listening.getsockname()[1]}/  (stop med Ctrl+C)"
        )
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: None)  # uvicorn stops, then raises it again: all is done, so end with 0
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=25)
    uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def told() -> Iterator[None]:
    """What a person can mend is told in a sentence, not as a traceback."""
    from bot.domain.acute import BadAcute
    from bot.store import StoreError
    from bot.transfer import TransferError

    try:
        yield
    except (BadAcute, StoreError, TransferError) as error:
        raise Failure(str(error)) from None


@contextmanager
def _store(settings: Settings, *, make: bool = False) -> "Iterator[Store]":
    """`make`: what only reads, perhaps in the wrong place, neither makes nor migrates a database."""
    from bot.clock import Clock
    from bot.store import Store

    with told():
        store = Store.open(settings.store.url, Clock().now, make=make)
        try:
            yield store
        finally:
            store.close()


@cli.command()
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Ét JSON-objekt pr. spørgsmål.")
@click.option(
    "--questions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON Lines med feltet q.",
)
@click.option(
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="En mappe med offers.jsonl og areas.jsonl i stedet for databasen.",
)
@config_option
def ask(
    words: tuple[str, ...], as_json: bool, questions: Path | None, directory: Path | None, settings: Settings
) -> None:
    """Stil et spørgsmål her i terminalen."""
    from bot.app import open_desk
    from bot.platforms import terminal
    from bot.transfer import read_directory

    asked = _questions(questions) if questions else [" ".join(words)]
    with told():
        if directory:
            settings = settings.model_copy(update={"store": StoreSettings(url="sqlite://")})
            desk = open_desk(settings, directory=read_directory(directory, told=partial(click.echo, err=True)))
        else:
            desk = open_desk(settings, make=False)
    if questions:
        desk.acute.compile()  # as the server has done by the time that somebody asks
        gc.freeze()
    for question in asked:
        if as_json:
            click.echo(json.dumps(terminal.measured(question, desk), ensure_ascii=False))
        else:
            click.echo(terminal.ask(question, desk))
    desk.store.close()


def _questions(path: Path) -> list[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [str(json.loads(line)["q"]) for line in lines if line.strip()]
    except (ValueError, KeyError, TypeError):
        raise Failure(f"{path} kan ikke læses. Skriv ét JSON-objekt pr. linje med feltet q.") from None


@cli.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Læs og kontrollér, men gem intet.")
@config_option
def import_(files: tuple[Path, ...], dry_run: bool, settings: Settings) -> None:
    """Indlæs tilbud, områder, organisation, møder og indikatorer (.xlsx, .csv, .tsv, .jsonl, .toml)."""
    with _store(settings, make=True) as store:
        _report(list(files), store, dry_run=dry_run, catalogue=settings.status.made())


def _report(files: list[Path], store: "Store", *, dry_run: bool, catalogue: "Catalogue | None" = None) -> None:
    from bot.transfer import import_files

    with click.progressbar(length=1, label="Indlæser", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        reports = import_files(files, store, dry_run=dry_run, progress=progress, catalogue=catalogue)
    for report in reports:
        click.echo(report.text)
    if any(report.failed for report in reports):
        kept = "Intet er gemt: det var en prøve." if dry_run else "Filerne med fejl er ikke indlæst."
        raise Failure(f"{kept} Ret fejlene, og kør importen igen.")
    if dry_run:
        click.echo("Intet er gemt: det var en prøve. Kør den igen uden --dry-run, når det skal gemmes.")


@cli.command()
@click.argument("what", type=click.Choice(["offers", "gaps", "meetings", "insight"]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--person", default="", help="insight: personens titel, arbejdsmail eller id.")
@click.option("--plan", default="", help="insight: helhedsplanens id.")
@click.option("--from", "begin", type=DAY, help="insight: den første dag.")
@click.option("--to", "end", type=DAY, help="insight: den sidste dag.")
@config_option
def export(
    *, what: str, file: Path, person: str, plan: str, begin: datetime | None, end: datetime | None, settings: Settings
) -> None:
    """Gem i en fil: alle tilbud (offers: .xlsx, .csv, .tsv, .jsonl), huller eller møder (gaps, meetings: .xlsx).

    insight: alt om en person, en helhedsplan eller en periode (.zip), når nogen beder om indsigt.
    """
    from bot.domain.gap_map import gap_map
    from bot.domain.questions import Index
    from bot.store.disclosing import About
    from bot.transfer import export_gaps, export_meetings, export_offers

    if what == "insight":
        about = About(person, plan, begin and begin.date(), end and end.date())
        _insight(file, settings, about)
        return
    with _store(settings) as store:
        if what == "meetings":
            click.echo(f"{export_meetings(store, file)} møder er gemt i {file}.")
            return
        if what == "gaps":
            found = gap_map(store.gaps.all(), Index(store.directory()), store.taught.all())
            click.echo(f"{export_gaps(found, file)} spørgsmål uden svar er talt op i {file}.")
            return
        click.echo(f"{export_offers(store.directory(), file)} tilbud er gemt i {file}.")


def _insight(file: Path, settings: Settings, about: "About") -> None:
    from bot.transfer import export_disclosure

    if not any((about.person, about.plan, about.first, about.last)):
        raise Failure("Skriv også --person ID, --plan ID eller --from og --to, så jeg ved, hvad der skal findes.")
    with _store(settings) as store:
        count = export_disclosure(store, about, file)
        click.echo(f"{count} oplysninger er gemt i {file}.")


@cli.command()
@click.option("--board", required=True, help="Bydelsbestyrelsens id.")
@click.option("--from", "begin", type=DAY, required=True, help="Den første dag.")
@click.option("--to", "end", type=DAY, required=True, help="Den sidste dag.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Mappen, det lægges i.")
@config_option
def report(board: str, begin: datetime, end: datetime, out: Path, settings: Settings) -> None:
    """Lav papiret til en bydelsbestyrelse som Word og PDF, uden at gemme det i Vejviser."""
    from bot.papers.aside import write_paper

    if end < begin:
        raise Failure("--to ligger før --from. Skriv den første dag i --from.")
    with _store(settings) as store:
        known = [one.id for one in store.directory().organisation.boards]
        if board not in known:
            raise Failure(f"Bydelsbestyrelsen {board} kender jeg ikke. Jeg kender {', '.join(known) or 'ingen'}.")
        for path in write_paper(store, settings.status.made(), board, begin.date(), end.date(), out):
            click.echo(f"Papiret ligger i {path}.")


@cli.command()
@click.option("--from", "begin", type=DAY, required=True, help="Den første dag.")
@click.option("--to", "end", type=DAY, required=True, help="Den sidste dag.")
@click.option("--json", "as_json", is_flag=True, help="Ét JSON-objekt pr. besked.")
@config_option
def forecast(begin: datetime, end: datetime, as_json: bool, settings: Settings) -> None:
    """Vis, hvad der ville gå ud, til hvem, hvornår og hvorfor, med de oplysninger, der er nu. Intet sendes."""
    from bot.app import find_schedules, open_desk
    from bot.forecast import forecast as forecast_of

    if end < begin:
        raise Failure("--to ligger før --from. Skriv den første dag i --from.")
    with told():
        desk = open_desk(settings, make=False)
        found = [*forecast_of(desk, find_schedules(), begin.date(), end.date())]
        for one in found:
            click.echo(one.json() if as_json else f"{one}\n")
        if not found and not as_json:
            click.echo("Ingen beskeder ville gå ud i de dage.")
    desk.store.close()


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def backup(file: Path, settings: Settings) -> None:
    """Gem en sikkerhedskopi af databasen, også mens Vejviser kører."""
    from bot.store import backup as back_up

    with told():
        source = back_up(settings.store.url, file)
    click.echo(f"Sikkerhedskopien af {source.absolute()} ligger i {file.absolute()}.")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@config_option
def restore(file: Path, settings: Settings) -> None:
    """Læg en sikkerhedskopi tilbage. Stop serveren først."""
    from bot.clock import Clock
    from bot.store import restore as restore_store

    with told():
        click.echo(restore_store(settings.store.url, file, Clock().now))


@cli.command()
@click.option("--config", "path", type=click.Path(path_type=Path), help="Opsætningen (normalt ./config.toml).")
def check(path: Path | None) -> None:
    """Se efter, om alt er klar, en linje om hver ting: ✓ er klar, ! bør ses efter, ✗ skal rettes."""
    from bot.checks import check as findings
    from bot.clock import Clock

    marks = []
    for finding in findings(path, Clock()):
        click.echo(str(finding))
        marks.append(finding.mark)
    if "✗" in marks:
        raise Failure("Noget skal rettes: se linjerne med ✗.")


@cli.command()
@click.argument("chat", type=click.Choice(["slack"]))
@click.option("--url", help="Den https-adresse, som Slack når Vejviser på; udelad den ved Socket Mode.")
@config_option
def manifest(chat: str, url: str | None, settings: Settings) -> None:
    """Skriv det manifest, som opretter Vejviser hos Slack."""
    assert chat == "slack"
    from bot.app import find_commands
    from bot.platforms.slack.manifest import manifest as slack_manifest

    if url is None and settings.slack.mode == "http":
        raise Failure('[slack] mode er "http": skriv også --url https://JERES-VÆRT, hvor Slack kan nå Vejviser.')
    if url is not None and settings.slack.mode == "socket":
        raise Failure('[slack] mode er "socket", og så skal Slack ikke bruge en adresse: udelad --url.')
    if url is not None and not re.fullmatch(r"https://[^/\s]+(/\S*)?", url):
        raise Failure("--url skal begynde med https://, fx https://vejviser.kommune.dk.")
    click.echo(json.dumps(slack_manifest(find_commands(), url), ensure_ascii=False, indent=2))


def main() -> None:
    """The command `vejviser`. What it has begun is tidied up when it is ended from outside, too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # in an older locale's character set some letters become question marks
            stream.reconfigure(errors="replace")
    cli()


if __name__ == "__main__":
    main()

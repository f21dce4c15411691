"""What `vejviser check` looks at: settings, Slack, mail, database, directory, acute contacts, people, the machine."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.checks import acute, database, listening, machine, mail, slack
from bot.checks.finding import Finding, broken, ready, warning
from bot.clock import Clock
from bot.domain.organisation import Person
from bot.settings import Settings, SettingsError, load
from bot.store import StoreError, examine, file_at

__all__ = ["Finding", "check"]


def check(path: Path | None, clock: Clock, environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """The findings, one by one. Changes nothing; asks nobody but those the settings name."""
    try:
        settings = load(path, environ, serving=False)
    except SettingsError as error:
        yield from (broken("Opsætning", problem) for problem in error.problems)
        yield warning("Resten", "er ikke set efter. Ret opsætningen først, og prøv igen.")
        return
    yield ready("Opsætning", f'kan bruges, og Slack er sat til "{settings.slack.mode}".')
    people: tuple[Person, ...] = ()
    try:
        examined = examine(settings.store.url, clock.now)
    except StoreError as error:
        yield broken("Database", str(error))
    else:
        people = examined.people
        yield database.database(examined)
        yield database.directory(examined, clock.now().date())
        yield from database.copies(examined, clock.now())
    if (file := file_at(settings.store.url)) is not None:
        yield machine.disk(file)
    yield listening.server(settings.server)
    yield acute.contacts(clock.now().date())
    yield from _slack(settings, clock, people)
    yield from _mail(settings, people)
    yield machine.time_zone(clock.now())


def _mail(settings: Settings, people: tuple[Person, ...]) -> Iterator[Finding]:
    lacking = mail.secrets(settings)
    yield from lacking
    if not lacking:
        yield mail.server(settings)
    yield from mail.address(settings)
    yield from mail.unreached(settings, people)


def _slack(settings: Settings, clock: Clock, people: tuple[Person, ...]) -> Iterator[Finding]:
    """Asks Slack only what can succeed with what has been found so far."""
    tokens = list(slack.tokens(settings))
    yield from tokens
    if settings.slack.mode == "off" or any(finding.mark == "✗" for finding in tokens):
        return
    said = slack.introduction(settings)
    now = clock.now()
    known = slack.known(said, settings)
    yield known
    if said.date is not None:
        yield machine.drift(now, said.date)
    if known.mark == "✗":
        return
    yield slack.scopes(said.scopes)
    yield slack.connection(settings)
    yield slack.people(settings, people)

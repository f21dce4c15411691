"""Slack: tokens of the right kind, who we are there, scopes, the connection, and whether people are found."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.checks.finding import Finding, broken, ready, titles, warning
from bot.domain.organisation import Person
from bot.platforms.slack.asking import Said, ask
from bot.platforms.slack.manifest import ENDPOINT
from bot.platforms.slack.scopes import SCOPES
from bot.settings import Settings

LOOKED_UP = 50  # people per check: Slack allows about as many lookups a minute
REINSTALL = "og tryk »Reinstall to Workspace« under »OAuth & Permissions«"

_SECRETS = {  # name → how it begins, where it is found, the modes that need it
    "slack_bot_token": ("xoxb-", "»OAuth & Permissions«", ("http", "socket")),
    "slack_app_token": ("xapp-", "»Basic Information«, »App-Level Tokens«", ("socket",)),
    "slack_signing_secret": ("", "»Basic Information«, »Signing Secret«", ("http",)),
}
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")
_ERRORS = {  # Slack's codes → what to do
    "invalid_auth": "Slack kender ikke tokenet. Hent det igen, og sæt det ind uden mellemrum og anførselstegn.",
    "not_authed": "Slack fik intet token. Se efter, at en proxy ikke fjerner Authorization.",
    "account_inactive": "Appen er fjernet fra arbejdspladsen. Installér den igen, og hent et nyt token.",
    "token_revoked": "Tokenet er trukket tilbage. Installér appen igen, og hent et nyt token.",
    "token_expired": "Tokenet er udløbet. Slå »Token Rotation« fra, installér appen igen, og hent et nyt.",
    "not_allowed_token_type": "Tokenet er af den forkerte slags. Se efter, at de to tokens ikke er byttet om.",
    "missing_scope": "Tokenet mangler en rettighed.",
    "ratelimited": "Slack beder os vente. Prøv igen om et par minutter.",
}


def tokens(settings: Settings) -> Iterator[Finding]:
    """A line for each secret that the mode needs, or one that says that Slack is off."""
    mode = settings.slack.mode
    if mode == "off":
        lonely = "" if settings.serves else " Alt andet er også slået fra, så ingen kan bruge Vejviser."
        told = 'er slået fra. Skriv mode = "socket" eller "http" under [slack] for at bruge Slack.'
        yield warning("Slack", told + lonely)
    for name, (beginning, where, modes) in _SECRETS.items():
        if mode in modes:
            secret = getattr(settings, name)
            yield _secret(name.upper(), secret.get_secret_value() if secret else "", beginning, where)


def _secret(name: str, value: str, beginning: str, where: str) -> Finding:
    """Whether a secret is there and looks right; the line never repeats any of it."""
    if not value:
        return broken(name, f"mangler. Hent den hos Slack ({where}), og sæt miljøvariablen.")
    if value != value.strip() or not value.startswith(beginning):
        begins = f"skal begynde med {beginning} og " if beginning else "skal "
        return broken(name, f"{begins}stå uden mellemrum og anførselstegn. Hent den igen hos Slack ({where}).")
    if not beginning and not _SIGNING_SECRET.fullmatch(value):
        return broken(name, f"skal være 32 tegn, 0-9 og a-f. Hent den igen hos Slack ({where}).")
    return ready(name, "er sat og ser rigtig ud.")


def introduction(settings: Settings) -> Said:
    """Who Slack says we are (auth.test)."""
    assert settings.slack_bot_token
    return ask(settings.slack_bot_token.get_secret_value(), settings.slack.api_url, "auth.test")


def known(said: Said, settings: Settings) -> Finding:
    """Whether Slack knows us."""
    if said.error or said.unreachable:
        return broken("Slack", _trouble(said, settings))
    return ready("Slack", f"logget ind som {said.data.get('user', 'Vejviser')} i {said.data.get('team', 'Slack')}.")


def scopes(granted: frozenset[str] | None) -> Finding:
    """Which scopes are missing, and which are granted without need."""
    if granted is None:
        return warning("Rettigheder", "Slack fortalte dem ikke. Se efter, om en proxy fjerner x-oauth-scopes.")
    wanted = frozenset(scope.name for scope in SCOPES)
    missing, needless = sorted(wanted - granted), sorted(granted - wanted)
    if missing:
        return broken("Rettigheder", f"mangler {', '.join(missing)}. Indlæs manifestet igen, {REINSTALL}.")
    if needless:
        return warning(
            "Rettigheder", f"alle er der, men {', '.join(needless)} bliver ikke brugt. Fjern dem, {REINSTALL}."
        )
    return ready("Rettigheder", f"alle {len(wanted)} er givet.")


def connection(settings: Settings) -> Finding:
    """Socket Mode: whether Slack gives us a connection. HTTP: the address that Slack must reach."""
    if settings.slack.mode == "http":
        server = settings.server
        return warning(
            "Forbindelse",
            f"Slack skal kunne nå https://JERES-VÆRT{ENDPOINT}, og jeres proxy skal sende det videre til "
            f"http://{server.host}:{server.port}{ENDPOINT}. Det kan jeg ikke prøve herfra: start Vejviser, og tryk "
            "»Retry« ved »Request URL« under »Event Subscriptions« hos Slack.",
        )
    assert settings.slack_app_token
    said = ask(settings.slack_app_token.get_secret_value(), settings.slack.api_url, "apps.connections.open")
    if said.error == "missing_scope":
        return broken(
            "Forbindelse",
            "app-tokenet mangler connections:write. Lav et nyt under »Basic Information«, »App-Level Tokens«.",
        )
    if said.error or said.unreachable:
        return broken("Forbindelse", f"{_trouble(said, settings)} Se også efter, at »Socket Mode« er slået til.")
    host = urlsplit(str(said.data.get("url", ""))).hostname or "Slack"
    return ready("Forbindelse", f"Slack åbner for Socket Mode. Maskinen skal kunne nå {host} (wss).")


def people(settings: Settings, registered: tuple[Person, ...]) -> Finding:
    """Who of the registered people Slack does not know by e-mail. Titles only."""
    assert settings.slack_bot_token
    token, url = settings.slack_bot_token.get_secret_value(), settings.slack.api_url
    without = [person for person in registered if not person.email]
    looked_up = [person for person in registered if person.email][:LOOKED_UP]
    unknown: list[Person] = []
    for done, person in enumerate(looked_up):
        said = ask(token, url, "users.lookupByEmail", email=person.email or "")
        if said.error in ("users_not_found", "user_not_found") or (said.data.get("user") or {}).get("deleted"):
            unknown.append(person)
        elif said.error or said.unreachable:
            return warning("Personer", f"kun {done} af {len(registered)} er set efter. {_trouble(said, settings)}")
    left = len(registered) - len(without) - len(looked_up)
    return _matched(len(registered), unknown, without, left, mail=bool(settings.mail.host))


def _matched(registered: int, unknown: list[Person], without: list[Person], left: int, *, mail: bool) -> Finding:
    if not registered:
        return warning("Personer", "ingen er registreret, så ingen har en anden rolle end medarbejder.")
    parts = []
    if unknown:
        parts.append(f"{len(unknown)} findes ikke i Slack med deres arbejdsmail ({titles(unknown)})")
    if without:
        parts.append(f"{len(without)} står uden arbejdsmail ({titles(without)})")
    if parts:
        parts.append("ret email i organisation.toml, og indlæs den igen, så de får deres rolle")
        if not mail:
            parts.append("mail er slået fra, så de kan ikke nås")
    if left:
        parts.append(f"{left} er ikke set efter, for Slack tillader kun {LOOKED_UP} ad gangen")
    if parts:
        return warning("Personer", "; ".join(parts) + ".")
    return ready("Personer", f"alle {registered} findes i Slack med deres arbejdsmail.")


def _trouble(said: Said, settings: Settings) -> str:
    if said.unreachable:
        host = urlsplit(settings.slack.api_url).netloc
        return (
            f"{host} kan ikke nås: {said.unreachable}. Åbn for udgående https dertil, eller sæt miljøvariablen "
            "HTTPS_PROXY, og prøv igen."
        )
    return _ERRORS.get(said.error, "Slack siger nej. Slå fejlkoden op på docs.slack.dev.") + f" ({said.error})"

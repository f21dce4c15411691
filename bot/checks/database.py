"""The database, the directory in it and how old that is."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.checks.finding import Finding, broken, ready, warning
from bot.clock import COPENHAGEN
from bot.domain.offer_text import danish_date, is_old
from bot.domain.offers import Offer
from bot.store import Examined, copies_beside

OLD = timedelta(days=30)  # by then nobody goes back to before an upgrade
IMPORT = "vejviser import areas.jsonl offers.jsonl organisation.toml"


def database(examined: Examined) -> Finding:
    """Whether the database is there, migrated and writable."""
    if examined.state == "none":
        return warning("Database", f"{examined.place} er der ikke endnu. Den laves, når du kører {IMPORT}.")
    if examined.state == "older":
        return warning(
            "Database",
            f"{examined.place} er fra en ældre udgave ({examined.revision}). Den opdateres, når Vejviser starter"
            + (", efter at der er taget en kopi." if examined.file else ". Tag selv en kopi med pg_dump først."),
        )
    return ready("Database", f"{examined.place} kan læses og skrives (udgave {examined.revision}).")


def copies(examined: Examined, now: datetime) -> Iterator[Finding]:
    """The copies that Vejviser made itself and nobody has deleted: they hold what was forgotten since."""
    found = copies_beside(examined.file) if examined.file else []
    if not found:
        return
    oldest = datetime.fromtimestamp(found[0].stat().st_mtime, COPENHAGEN)
    first = f"{found[0].name} fra {danish_date(oldest.date().isoformat())}"
    held = "indeholder også det, der siden er glemt og slettet, så slet"
    if len(found) == 1:
        text = f"Vejviser har lagt {first} ved siden af databasen. Den {held} den, når I ikke skal tilbage."
    else:
        lie = f"Vejviser har lagt {len(found)} ved siden af databasen, den ældste er {first}."
        text = f"{lie} De {held} dem, når I ikke skal tilbage."
    yield warning("Kopier", text) if now - oldest > OLD else ready("Kopier", text)


def directory(examined: Examined, today: date) -> Finding:
    """Whether there are offers, how old their sources are, and when they were imported."""
    if examined.state == "older":
        return warning("Tilbud", "kan først ses efter, når databasen er opdateret. Start Vejviser, og prøv igen.")
    found = examined.directory
    if found is None or not found.offers:
        return broken("Tilbud", f"der er ingen, så alle svar bliver tomme. Indlæs dem: {IMPORT}.")
    if not found.areas:
        return broken("Tilbud", "der er ingen områder, så intet sted bliver genkendt. Indlæs areas.jsonl.")
    imported = ""
    if examined.imported:
        day = examined.imported.astimezone(COPENHAGEN).date()
        imported = f", senest ændret ved import {danish_date(day.isoformat())}"
    text = f"{len(found.offers)} tilbud{imported}. {_ages(found.offers)}"
    old = sum(1 for offer in found.offers if offer.source_date and is_old(offer.source_date, today))
    undated = sum(1 for offer in found.offers if not offer.source_date)
    if old or undated:
        return warning(
            "Tilbud",
            f"{text} {old} er tre år gamle eller ældre, og {undated} har ingen dato. Ring eller slå op, ret dem, og "
            "skriv den nye kildedato.",
        )
    return ready("Tilbud", text)


def _ages(offers: tuple[Offer, ...]) -> str:
    dates = sorted(offer.source_date for offer in offers if offer.source_date)
    if not dates:
        return "Ingen kilde har en dato."
    return f"Kilderne er fra {danish_date(dates[0])} til {danish_date(dates[-1])}."

"""The acute contacts that come along: whether their file can be read, and when somebody last looked them over."""

from datetime import date, timedelta
from pathlib import Path

from bot.checks.finding import Finding, broken, ready, warning
from bot.domain.acute import ACUTE, Acute, BadAcute
from bot.domain.offer_text import danish_date

HALF_A_YEAR = timedelta(days=183)
ABOUT = "Akutte kontakter"


def contacts(today: date, file: Path = ACUTE) -> Finding:
    """How long ago the one that has waited longest was reviewed."""
    try:
        reviewed = Acute.load(file).contacts_reviewed
    except BadAcute as error:
        return broken(ABOUT, str(error))
    oldest = danish_date(min(reviewed).isoformat())
    late = sum(1 for day in reviewed if today - day > HALF_A_YEAR)
    if late:
        return warning(
            ABOUT,
            f"{late} af {len(reviewed)} oplysninger er ikke set efter i et halvt år, den ældste ikke siden {oldest}. "
            f"Ring numrene igennem, og skriv dagen i reviewed ved hver i {file}.",
        )
    return ready(ABOUT, f"alle {len(reviewed)} oplysninger er set efter {oldest} eller senere.")

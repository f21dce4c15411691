"""The machine: time zone data, the clock beside Slack's, free disk."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from bot.checks.finding import Finding, broken, ready, warning
from bot.clock import COPENHAGEN

DRIFT = 60  # seconds off that a reminder or an opening hour can bear
SIGNED = 300  # seconds after which a request of Slack's is refused as too old
SCARCE, FULL = 1_000_000_000, 100_000_000  # bytes free: a backup and a migration need room for a copy


def time_zone(now: datetime) -> Finding:
    """Whether the machine knows Copenhagen's summer and winter time. `now` is aware."""
    hours = [datetime(now.year, month, 1, 12, tzinfo=COPENHAGEN).utcoffset() for month in (1, 7)]
    if [offset.total_seconds() / 3600 for offset in hours if offset] != [1, 2]:
        return broken(
            "Tidszone",
            "maskinens data om Europe/Copenhagen er forkerte, så klokkeslæt bliver forkerte. Opdatér pakken tzdata, "
            "og se efter, at miljøvariablen PYTHONTZPATH ikke peger et forkert sted hen.",
        )
    return ready("Tidszone", f"klokken er {now.astimezone(COPENHAGEN):%H.%M} i København.")


def drift(ours: datetime, theirs: datetime | None) -> Finding:
    """How far our clock is from Slack's; both aware, `theirs` None when Slack did not tell."""
    if theirs is None:
        return warning("Ur", "Slack oplyste ikke sin tid, så jeg kan ikke se, om maskinens ur går rigtigt.")
    seconds = round((ours.astimezone(UTC) - theirs.astimezone(UTC)).total_seconds())
    if abs(seconds) <= DRIFT:
        return ready("Ur", "går som Slacks.")
    off = f"maskinens ur går {abs(seconds)} sekunder for {'hurtigt' if seconds > 0 else 'langsomt'}. "
    remedy = "Slå tidssynkronisering (NTP) til på maskinen."
    if abs(seconds) > SIGNED:
        return broken("Ur", f"{off}Så afvises det, Slack sender, som for gammelt. {remedy}")
    return warning("Ur", off + remedy)


def disk(file: Path) -> Finding:
    """How much room there is where the database's file is, or will be: also when it cannot be opened."""
    folder = next((one for one in file.absolute().parents if os.access(one, os.X_OK)), Path("/"))
    return room(shutil.disk_usage(folder).free, folder)


def room(free: int, folder: Path) -> Finding:
    """Whether `free` bytes are enough."""
    amount = f"{free / 1e9:.1f}".replace(".", ",")
    if free < FULL:
        return broken("Disk", f"{folder} har {amount} GB fri, og Vejviser kan ikke gemme ret meget mere. Gør plads.")
    if free < SCARCE:
        return warning("Disk", f"{folder} har {amount} GB fri. Gør plads, så der også kan tages sikkerhedskopier.")
    return ready("Disk", f"{folder} har {amount} GB fri.")

"""Reads meetings.csv: booked and held meetings of a calendar that was there before, so that it need not be typed.

The columns are series, plan, starts, ends, place and status; times are Copenhagen's.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.calendar import COPENHAGEN, school_year
from bot.domain.meetings import Meeting, State
from bot.domain.obligations import owed, parties
from bot.domain.organisation import Organisation, Series
from bot.transfer.lines import Progress, read_lines
from bot.transfer.problems import Problems, Wrong, shown
from bot.transfer.tables import cells_of
from bot.transfer.values import known_id, line, screened, trimmed

Note = Callable[[str, Wrong], None]
COLUMNS = ("series", "plan", "starts", "ends", "place", "status")
_NEEDED = {"series", "starts", "status"}
_STATES = {"booked": State.BOOKED, "aftalt": State.BOOKED, "held": State.HELD, "holdt": State.HELD}
_HEADINGS = f"Den første linje skal være: {','.join(COLUMNS)}."
_TIME = "Skriv år-måned-dag time:minut i dansk tid, fx 2026-12-03 10:00."
_DANISH = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})[ T]+(?:kl\.? *)?(\d{1,2})[.:](\d{2})")


def is_meetings(path: Path) -> bool:
    """Whether a table holds meetings: by its name, else by its first line."""
    if path.stem.casefold().startswith(("meetings", "møder", "moeder")):
        return True
    first = next((text for _, text in read_lines(path, Problems(""), lambda _: None, unicode=False)), "")
    return {"series", "starts", "status"} <= {cell.strip().casefold() for cell in re.split("[;,\t]", first)}


def read_meetings(
    path: Path, organisation: Organisation, now: datetime, problems: Problems, progress: Progress
) -> list[Meeting]:
    """The file's meetings, not yet stored; what is wrong becomes problems."""
    lines = list(read_lines(path, problems, progress, unicode=False))
    if problems.count or not lines:
        return []
    separator = max(";,\t", key=lines[0][1].count)
    rows = cells_of(lines, separator, problems)
    number, cells = next(rows, (1, []))
    headings = [trimmed(cell).casefold() for cell in cells]
    unknown = [heading for heading in headings if heading not in COLUMNS]
    if unknown or not _NEEDED.issubset(headings):
        what = f"Kolonnen {shown(unknown[0])} kendes ikke." if unknown else "Der mangler en kolonne."
        problems.add(number, None, Wrong(what, _HEADINGS, word=(unknown or [""])[0], known=COLUMNS))
        return []
    found: list[Meeting] = []
    seen: dict[tuple[str, str, datetime | None], int] = {}
    for number, cells in rows:
        row = {name: trimmed(cell) for name, cell in zip(headings, cells, strict=False)}
        if not any(row.values()):
            continue
        if wrongs := screened(row):
            for name, wrong in wrongs:
                problems.add(number, name, wrong)
            continue
        if len(cells) > len(headings) and any(map(trimmed, cells[len(headings) :])):
            problems.add(number, None, Wrong("Der er flere celler end overskrifter.", "Sæt citationstegn om stedet."))
            continue
        meeting = _meeting(row, organisation, now, number, problems)
        if meeting is None:
            continue
        first = seen.setdefault((meeting.series, meeting.subject, meeting.start), number)
        if first != number:
            problems.add(number, "starts", Wrong(f"Mødet står også på linje {first}.", "Slet den ene linje."))
        found.append(meeting)
    return found


def _meeting(
    row: Mapping[str, str], organisation: Organisation, now: datetime, number: int, problems: Problems
) -> Meeting | None:
    before = problems.count

    def note(name: str, wrong: Wrong) -> None:
        problems.add(number, name, wrong)

    series = _series(row, organisation, note)
    start, end = _times(row, note)
    state = _STATES.get(row.get("status", "").casefold())
    place = ""
    try:
        place = line(200)(row.get("place", ""))
    except Wrong as wrong:
        note("place", wrong)
    if state is None:
        word = row.get("status", "")
        note("status", Wrong(f"{shown(word)} er ikke en tilstand.", "Skriv booked (aftalt) eller held (holdt)."))
    elif state is State.HELD and start is not None and start > now:
        note("status", Wrong("Mødet er ikke begyndt endnu, så det er ikke holdt.", "Skriv booked, eller ret datoen."))
    if problems.count > before or series is None or start is None or end is None or state is None:
        return None
    year = school_year(start.date())
    subject = row.get("plan", "")
    same = [one for one in owed(organisation, year) if (one.series, one.subject) == (series.id, subject)]
    title = same[0].title if same else series.name
    made = Meeting(
        0, series.id, subject, year, title, 0, plan=subject or None, owed=False, state=state, start=start, end=end,
        place=place, change="held" if state is State.HELD else "made", changed_at=now, made_at=now,
    )  # fmt: skip
    people = parties(made, organisation, {})
    return replace(made, participants=people, organiser=people[0] if people else "")


def _series(row: Mapping[str, str], organisation: Organisation, note: Note) -> Series | None:
    try:
        known = {one.id: one for one in organisation.series}
        check = known_id(known, "en ukendt mødeserie", "[[series]] i organisation.toml")
        series = known[check(row.get("series", ""))]
    except Wrong as wrong:
        note("series", wrong)
        return None
    try:
        if series.per == "plan":
            known_id([p.id for p in organisation.plans], "en ukendt helhedsplan", "[[plans]]")(row.get("plan", ""))
        elif row.get("plan"):
            note("plan", Wrong("Serien er ikke for hver helhedsplan.", "Lad plan stå tom."))
    except Wrong as wrong:
        note("plan", wrong)
    return series


def _times(row: Mapping[str, str], note: Note) -> tuple[datetime | None, datetime | None]:
    found: dict[str, datetime | None] = {}
    for name in ("starts", "ends"):
        text = row.get(name, "")
        found[name] = _time(text)
        if found[name] is None and (text or name == "starts"):
            note(name, Wrong(f"{shown(text)} er ikke et tidspunkt." if text else "Feltet mangler.", _TIME))
        elif (moment := found[name]) is not None and moment.astimezone(UTC).astimezone(COPENHAGEN) != moment:
            note(name, Wrong(f"{shown(text)} findes ikke: den nat stilles uret frem.", "Skriv et andet klokkeslæt."))
    start, end = found["starts"], found["ends"]
    if start is not None and end is None:
        return start, start + timedelta(hours=1)
    if start is not None and end is not None and not timedelta() < end - start <= timedelta(hours=12):
        note("ends", Wrong("Mødet slutter ikke samme dag, efter at det er begyndt.", "Ret starts eller ends."))
    return start, end


def _time(text: str) -> datetime | None:
    if danish := _DANISH.fullmatch(text):
        day, month, year, hour, minute = (int(one) for one in danish.groups())
        text = f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) < 16 or found.tzinfo is not None or not 2000 < found.year < 2100:
        return None
    return found.replace(tzinfo=COPENHAGEN)

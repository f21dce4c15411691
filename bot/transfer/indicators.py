"""Reads indicators.csv (or .xlsx): earlier figures of indicators, and figures to compare with.

The columns are initiative, plan, area, period, indicator and value. The catalogue says who reports an indicator.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from bot.domain.areas import Areas
from bot.domain.danish_numbers import read_number
from bot.domain.organisation import Organisation, Plan
from bot.domain.status.figures import Figure
from bot.domain.status.indicators import Catalogue, Indicator
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value
from bot.transfer.columns import area_ids
from bot.transfer.lines import Progress, read_lines
from bot.transfer.problems import Problems, Wrong, shown
from bot.transfer.spreadsheet import read_cells_of
from bot.transfer.tables import cells_of
from bot.transfer.values import known_id, screened, trimmed

Note = Callable[[str, Wrong], None]
Rows = list[tuple[int, list[str]]]
Key = tuple[str, ...]
COLUMNS = ("initiative", "plan", "area", "period", "indicator", "value")
_NEEDED = {"period", "indicator", "value"}
_HEADINGS = f"Den første linje skal være: {','.join(COLUMNS)}."
_PERIOD = "Skriv 2026, 2026-H1 (halvår), 2026-Q3 (kvartal) eller 2026-09 (måned)."
_VALUE = "Skriv et tal, fx 12 eller 1.250,5, eller: ved ikke, ikke relevant, intet nyt."
_WORDS = {one.danish: one for one in Given if one is not Given.ANSWER}
MOST = 1_000_000_000_000


def is_indicators(path: Path) -> bool:
    """Whether a table holds figures: by its name, else by its first line."""
    if path.stem.casefold().startswith(("indicators", "indikatorer")):
        return True
    if path.suffix.casefold() == ".xlsx":
        return False
    first = next((text for _, text in read_lines(path, Problems(""), lambda _: None, unicode=False)), "")
    return {"indicator", "period", "value"} <= {cell.strip().casefold() for cell in re.split("[;,\t]", first)}


def read_indicators(  # noqa: PLR0917 - what a row is checked against
    path: Path,
    catalogue: Catalogue,
    organisation: Organisation,
    areas: Areas,
    today: date,
    stored: Iterable[Figure],
    problems: Problems,
    progress: Progress,
) -> list[Figure]:
    """The file's figures; what is wrong, also beside the `stored` ones, becomes problems."""
    rows = _rows(path, problems, progress)
    if problems.count or not rows:
        return []
    headings = [trimmed(cell).casefold() for cell in rows[0][1]]
    unknown = [heading for heading in headings if heading not in COLUMNS]
    twice = len(set(headings)) < len(headings)
    if unknown or twice or not _NEEDED.issubset(headings):
        what = f"Kolonnen {shown(unknown[0])} kendes ikke." if unknown else "Der mangler en kolonne."
        what = "En kolonne står der to gange." if twice and not unknown else what
        problems.add(rows[0][0], None, Wrong(what, _HEADINGS, word=(unknown or [""])[0], known=COLUMNS))
        return []
    reader = _Reader(catalogue, organisation, areas, today)
    found: dict[Key, tuple[int, Figure]] = {}
    for number, cells in rows[1:]:
        row = {name: trimmed(cell) for name, cell in zip(headings, cells, strict=False)}
        if not any(map(trimmed, cells)):
            continue
        for name, wrong in screened(row):
            problems.add(number, name, wrong)
        if any(map(trimmed, cells[len(headings) :])):
            problems.add(number, None, Wrong("Der er flere celler end overskrifter.", "Brug ; mellem cellerne."))
        before = problems.count
        figure = reader.figure(row, lambda name, wrong, at=number: problems.add(at, name, wrong))  # type: ignore[misc]
        if figure is None or problems.count > before:
            continue
        key = _key(figure)
        first, _ = found.setdefault(key, (number, figure))
        if first != number:
            problems.add(number, None, Wrong(f"Tallet står også på {problems.unit} {first}.", "Slet det ene."))
    _parts(found, stored, catalogue, problems)
    return [figure for _, figure in found.values()]


def _rows(path: Path, problems: Problems, progress: Progress) -> Rows:
    if path.suffix.casefold() == ".xlsx":
        return read_cells_of(path, problems, progress)
    lines = [one for one in read_lines(path, problems, progress, unicode=False) if trimmed(one[1])]
    if problems.count or not lines:
        return []
    separator = max(";,\t", key=lines[0][1].count)
    return list(cells_of(lines, separator, problems))


def _parts(
    found: Mapping[Key, tuple[int, Figure]], stored: Iterable[Figure], catalogue: Catalogue, problems: Problems
) -> None:
    """A part above its denominator is a mistake in one of the two."""
    numbers = {_key(one): one.value.number for one in stored} | {
        key: one.value.number for key, (_, one) in found.items()
    }
    for key, part in numbers.items():
        one = catalogue.indicators.get(key[0])
        whole = (one.of, *key[1:]) if one and one.of else key
        number = (found.get(key) or found.get(whole) or (0, None))[0]
        most = numbers.get(whole)
        if number and part is not None and most is not None and part > most:
            wrong = f"{key[0]} er større end det, den er en del af ({whole[0]}), samme sted og periode."
            problems.add(number, "value", Wrong(wrong, "Ret det ene af de to tal."))


def _key(one: Figure) -> Key:
    return (one.indicator, one.reporter, one.area, one.period.key)


class _Reader:
    """Checks a row against what there is."""

    def __init__(self, catalogue: Catalogue, organisation: Organisation, areas: Areas, today: date) -> None:
        self._catalogue, self._areas, self._today = catalogue, areas, today
        self._plans = {one.id: one for one in organisation.plans}
        self._initiatives = [one.id for one in organisation.initiatives]
        self._ids = area_ids(areas)
        self._covered = {
            part for plan in organisation.plans for area in plan.areas if area in areas for part in areas.parts(area)
        }

    def figure(self, row: Mapping[str, str], note: Note) -> Figure | None:
        """A row's figure, or None when something was noted."""
        indicator = self._known(row, "indicator", self._catalogue.indicators, "en ukendt indikator", note)
        plan = self._known(row, "plan", self._plans, "en ukendt helhedsplan", note) if row.get("plan") else ""
        area = self._area(row.get("area", ""), note) if row.get("area") else ""
        period = self._period(row.get("period", ""), note)
        if indicator is None or plan is None or area is None or period is None:
            return None
        one = self._catalogue.indicators[indicator]
        initiative = self._initiative(row, one, note)
        value = _value(row.get("value", ""), one, note)
        reporter = self._reporter(one, plan, area, note)
        if initiative is None or value is None or reporter is None:
            return None
        version = one.definition(period.last).version
        return Figure(indicator, reporter, area, period, value, version, initiative)

    def _known(
        self, row: Mapping[str, str], name: str, known: Mapping[str, object], unknown: str, note: Note
    ) -> str | None:
        mine = "jeres egen fil med indikatorer ([status] catalogue i config.toml)"
        where = "[[plans]] i organisation.toml" if name == "plan" else mine
        try:
            if not row.get(name):
                raise Wrong("Feltet mangler.", "Skriv indikatorens id, fx ungdomsuddannelse.")
            return str(known_id(list(known), unknown, where)(row[name]))
        except Wrong as wrong:
            note(name, wrong)
            return None

    def _area(self, text: str, note: Note) -> str | None:
        found = self._ids.get(text.casefold())
        if found is None:
            remedy = "Skriv områdets id eller navn, fx lundtoftegade."
            note("area", Wrong(f"{shown(text)} er et ukendt område.", remedy, word=text, known=list(self._ids)))
        return found

    def _period(self, text: str, note: Note) -> Period | None:
        try:
            period = Period.of(text.upper())
        except ValueError:
            note("period", Wrong(f"{shown(text)} er ikke en periode." if text else "Feltet mangler.", _PERIOD))
            return None
        if period.first > self._today:
            note("period", Wrong(f"{period.danish} er ikke begyndt endnu.", "Ret perioden, eller slet linjen."))
            return None
        return period

    def _initiative(self, row: Mapping[str, str], one: Indicator, note: Note) -> str | None:
        text = row.get("initiative", "")
        if one.initiative and text in ("", one.initiative):
            return one.initiative
        try:
            found = str(known_id(self._initiatives, "en ukendt indsats", "[[initiatives]]")(text)) if text else ""
        except Wrong as wrong:
            note("initiative", wrong)
            return None
        if one.initiative:
            what = f"Indikatoren {one.id} hører til indsatsen {one.initiative}."
            note("initiative", Wrong(what, "Skriv den, eller lad feltet stå tomt."))
            return None
        return found

    def _reporter(self, one: Indicator, plan: str, area: str, note: Note) -> str | None:
        """Who is taken to have given the figure: "plan:ID", "party:ID", or "" for one to compare with."""
        kind, _, reporter = one.reporter.partition(":")
        if not plan and area and area not in self._covered:
            return ""
        if one.per_area != bool(area):
            has = "et tal for hvert område" if one.per_area else "ikke tal for områder"
            remedy = "Skriv området." if one.per_area else "Lad area stå tom."
            note("area", Wrong(f"Indikatoren {one.id} har {has}.", remedy))
            return None
        if plan and area and not self._within(area, self._plans[plan]):
            note("area", Wrong(f"Området hører ikke til helhedsplanen {plan}.", "Ret området eller planen."))
            return None
        if kind == "party":
            return one.reporter
        if not plan:
            note("plan", Wrong("Feltet mangler: planerne giver selv tallet.", "Skriv helhedsplanens id."))
            return None
        if reporter not in ("", plan):
            note("plan", Wrong(f"Kun helhedsplanen {reporter} giver det tal.", "Ret planen eller indikatoren."))
            return None
        return f"plan:{plan}"

    def _within(self, area: str, plan: Plan) -> bool:
        return any(area in self._areas.parts(one) for one in plan.areas if one in self._areas)


def _value(text: str, one: Indicator, note: Note) -> Value | None:
    given = _WORDS.get(" ".join(text.casefold().split()))
    if given is not None:
        return Value(None, given)
    number = read_number(text)
    if not text or number is None:
        what = f"{shown(text)} er ikke et tal." if text else "Feltet mangler; et tomt felt er ikke 0."
        note("value", Wrong(what, _VALUE))
        return None
    if number < 0 or number > MOST:
        note("value", Wrong("Tallet er mindre end 0." if number < 0 else "Tallet er for stort.", _VALUE))
        return None
    if one.unit.whole and not number.is_integer():
        note("value", Wrong(f"{shown(text)} er ikke et helt tal.", f"Skriv hele {one.unit.danish}, fx 12."))
        return None
    return Value(number)

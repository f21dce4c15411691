"""The overview of a quarter: bridges per area, topic and step, small numbers hidden, and where none are."""

from collections.abc import Iterable
from datetime import datetime

from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain import referrals
from bot.domain.organisation import Role
from bot.domain.questions import Index
from bot.domain.referrals import Referral, Step, target_name
from bot.domain.small_numbers import HIDDEN, SMALL, TOTAL, At, Published
from bot.transfer.workbook import workbook, write_texts

OVERSEERS = frozenset({Role.PLAN_LEADER, Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
PAGE = 8  # areas on one card
LINES = 20  # targets in one item
LEGEND = f"{SMALL}: 1-4 unge. {HIDDEN}: skjult, så et lille tal ikke kan regnes ud. Trinene tælles hver for sig."
OWN = "I filen er dine egne små tal også skjult, så den kan sendes videre."
_STEPS = [(f"{step.danish[:1].upper()}{step.danish[1:]}", 16) for step in Step]
LATER = "Et kvartal vises, når det er slut, så ingen kan se et enkelt barn ved at sammenligne dag for dag."


@action(OVERSEERS, word="oversigt")
def overview(ask: Ask, desk: Desk, quarter: int = 0, start: int = 0) -> Answer:
    """/brobyg oversigt: the last quarter that is over, or another one."""
    last = referrals.last_finished(desk.now)
    number = quarter or last
    begins, ends = _span(desk, number, start)
    found, index = desk.store.referrals.between(begins, ends), desk.index.current()
    viewer = ask.person.id if ask.person else ""
    shown = _Shown(referrals.tables(found), index, viewer)
    areas = sorted({one.area for one in found}, key=shown.area)
    gaps = [gap.area for gap in desk.store.gaps.all() if begins <= gap.at < ends]
    first = start == 0
    return Reply(
        Card(
            f"Brobygning til tilbud, {referrals.quarter_name(number)}",
            () if found else ("Der er ikke noteret brobygning i det kvartal.",),
            items=(
                *([shown.item("I alt", TOTAL)] if found and first else []),
                *(shown.item(shown.area(area), area) for area in areas[start : start + PAGE]),
                *(_missing(gaps, found, index) if first else ()),
            ),
            buttons=(*_pages(number, start, len(areas), last), *([_excel(number)] if found else [])),
            small=(LEGEND, LATER),
        )
    )


@action(OVERSEERS)
def overview_file(ask: Ask, desk: Desk, quarter: int) -> Answer:
    """*Hent som Excel*: all areas, as somebody sees them who has entered nothing, since a file is passed on."""
    found, index = desk.store.referrals.between(*_span(desk, quarter)), desk.index.current()
    if not found:
        raise Refusal("Der er ikke noteret brobygning i det kvartal. Skriv /brobyg oversigt for at se det sidste.")
    shown = _Shown(referrals.tables(found), index, viewer="")
    areas = sorted({one.area for one in found}, key=shown.area)
    rows = [*shown.rows("I alt", TOTAL), *(row for area in areas for row in shown.rows(shown.area(area), area))]
    file = workbook(
        f"brobygning-{quarter // 4}-{quarter % 4 + 1}-kvartal.xlsx",
        lambda file: write_texts(file, "Brobygning", [("Område", 30), ("Tilbud eller emne", 40), *_STEPS], rows),
    )
    title = f"Brobygning til tilbud, {referrals.quarter_name(quarter)}, som Excel"
    return Reply(Card(title, (LEGEND,), small=(OWN,)), files=(file,))


def _span(desk: Desk, quarter: int, start: int = 0) -> tuple[datetime, datetime]:
    if not 2000 * 4 <= quarter <= referrals.last_finished(desk.now) or start < 0:
        raise Refusal(f"Det kvartal kan ikke vises. {LATER}")
    return referrals.quarter_span(quarter)


def _excel(quarter: int) -> Button:
    return Button("Hent som Excel", "brobyg.overview_file", {"quarter": quarter})


class _Shown:
    """The tables of a quarter, in words for one viewer."""

    def __init__(self, tables: dict[Step, Published], index: Index, viewer: str) -> None:
        self._tables, self._index, self._viewer = tables, index, viewer

    def area(self, area: str) -> str:
        """An area's name."""
        return self._index.areas[area].name if area in self._index.areas else area

    def item(self, title: str, area: str) -> Item:
        """An area's steps, and then each of its targets."""
        targets = {at[1] for table in self._tables.values() for at in table.cells if at[0] == area} - {TOTAL}
        names = sorted((target_name(one, self._index), one) for one in targets)
        lines = [f"{name}: {self._steps((area, one))}" for name, one in names]
        more = [f"{len(lines) - LINES} mere vises ikke her."] if len(lines) > LINES else []
        return Item(title, (*lines[:LINES], *more), facts=(("Unge", self._steps((area, TOTAL))),))

    def rows(self, title: str, area: str) -> list[list[str]]:
        """An area's rows of a sheet: all targets together, and then each."""
        targets = {at[1] for table in self._tables.values() for at in table.cells if at[0] == area} - {TOTAL}
        names = [("Alle", TOTAL), *sorted((target_name(one, self._index), one) for one in targets)]
        return [[title, name, *self._cells((area, one))] for name, one in names]

    def _cells(self, at: At) -> list[str]:
        tables = [self._tables.get(step) for step in Step]
        return [table.text(at, self._viewer) if table and at in table.cells else "" for table in tables]

    def _steps(self, at: At) -> str:
        """ "12 henvist · <5 mødt op"."""
        return " · ".join(
            f"{table.text(at, self._viewer)} {step.danish}"
            for step, table in self._tables.items()
            if at in table.cells
        )


def _missing(gaps: Iterable[str | None], found: Iterable[Referral], index: Index) -> tuple[Item, ...]:
    """Where bridges are missing: questions without an answer, and nobody led on."""
    without = referrals.missing(gaps, found, index)
    lines = [f"{index.areas[area].name}: {count} spørgsmål uden svar, ingen henvist" for area, count in without]
    return (Item("Hvor broen mangler", tuple(lines[:LINES])),) if lines else ()


def _pages(number: int, start: int, count: int, last: int) -> list[Button]:
    found = []
    if start + PAGE < count:
        values = {"quarter": number, "start": start + PAGE}
        found.append(Button(f"Flere områder ({count - start - PAGE})", "brobyg.overview", values))
    found.append(Button("Forrige kvartal", "brobyg.overview", {"quarter": number - 1}))
    if number < last:
        found.append(Button("Næste kvartal", "brobyg.overview", {"quarter": number + 1}))
    return found

"""The overview of a school year's meetings: what is overdue first, each subject's meetings in five states."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.meetings import OPEN, Meeting, State
from bot.domain.obligations import is_overdue

OVERDUE = "Frist overskredet"


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting that is owed, wanted or agreed; cancelled ones give way to what came after them."""

    meeting: Meeting
    overdue: bool

    @property
    def word(self) -> str:
        """The state as people see it."""
        if self.overdue:
            return f"{OVERDUE} ({self.meeting.word})"
        only_wanted = self.meeting.state is State.OWED and not self.meeting.owed
        return "Foreslået, ikke krævet" if only_wanted else self.meeting.word


def rows(meetings: Iterable[Meeting], today: date) -> list[Row]:
    """The rows of one school year: overdue first, then what is open, booked, held, dropped."""
    groups: dict[tuple[str, str], list[Meeting]] = {}
    for one in meetings:
        groups.setdefault((one.series, one.subject), []).append(one)
    found = []
    for group in groups.values():
        latest = {one.number: one.attempt for one in sorted(group, key=lambda m: m.attempt)}
        current = [one for one in group if one.number == 0 or one.attempt == latest[one.number]]
        found += [Row(one, is_overdue(one, group, today)) for one in current if _is_shown(one)]
    order = list(State)
    return sorted(found, key=lambda row: (not row.overdue, not _is_pressing(row), order.index(row.meeting.state)))


def _is_shown(meeting: Meeting) -> bool:
    return not (meeting.number == 0 and meeting.state is State.DROPPED)


def _is_pressing(row: Row) -> bool:
    return row.meeting.owed and row.meeting.state in OPEN


def counts(rows: Collection[Row]) -> str:
    """ "Frist overskredet: 1 · Mangler aftale: 3 · …", in the order of the states."""
    late = sum(row.overdue for row in rows)
    said = [f"{OVERDUE}: {late}"] if late else []
    for state in State:
        number = sum(row.meeting.state is state and not row.overdue for row in rows)
        if number:
            said.append(f"{state.danish}: {number}")
    return " · ".join(said)

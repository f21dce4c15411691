"""The overview of a school year's meetings: what is overdue first, each subject's meetings in five states."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.meetings import Meeting, State
from bot.domain.obligations import is_overdue, is_premature

OVERDUE = "Frist overskredet"
ONLY_WANTED = "Foreslået, ikke krævet"


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting that is owed, wanted or agreed; cancelled ones give way to what came after them."""

    meeting: Meeting
    overdue: bool
    premature: bool = False  # an earlier one of the year still waits

    @property
    def word(self) -> str:
        """The state as people see it."""
        if self.overdue:
            return f"{OVERDUE} ({self.meeting.word})"
        return ONLY_WANTED if _is_only_wanted(self.meeting) else self.meeting.word


def rows(meetings: Iterable[Meeting], today: date) -> list[Row]:
    """The rows of one school year: overdue first, then what is open, booked, held, dropped."""
    groups: dict[tuple[str, str], list[Meeting]] = {}
    for one in meetings:
        groups.setdefault((one.series, one.subject), []).append(one)
    found = []
    for group in groups.values():
        latest = {one.number: one.attempt for one in sorted(group, key=lambda m: m.attempt)}
        current = [one for one in group if one.number == 0 or one.attempt == latest[one.number]]
        shown = [one for one in current if _is_shown(one)]
        found += [Row(one, is_overdue(one, group, today), is_premature(one, current)) for one in shown]
    order = list(State)
    return sorted(
        found,
        key=lambda row: (not row.overdue, 3 if _is_only_wanted(row.meeting) else order.index(row.meeting.state)),
    )


def _is_shown(meeting: Meeting) -> bool:
    return not (meeting.number == 0 and meeting.state is State.DROPPED)


def _is_only_wanted(meeting: Meeting) -> bool:
    return meeting.state is State.OWED and not meeting.owed


def counts(rows: Collection[Row]) -> str:
    """ "Frist overskredet: 1 · Mangler aftale: 3 · …", in the order of the states."""
    late = sum(row.overdue for row in rows)
    said = [f"{OVERDUE}: {late}"] if late else []
    for word in (*(state.danish for state in State), ONLY_WANTED):
        number = sum(word == (ONLY_WANTED if _is_only_wanted(row.meeting) else row.meeting.state.danish)
                     and not row.overdue for row in rows)  # fmt: skip
        if number:
            said.append(f"{word}: {number}")
    return " · ".join(said)

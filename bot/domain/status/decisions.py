"""When it must be decided whether to apply for more, and who is told: a year before an initiative ends."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from bot.domain.organisation import Initiative, Organisation, Role
from bot.domain.status.scope import covered

KIND = "decision_due"


def decision_day(initiative: Initiative) -> date | None:
    """The day that is written down, else twelve months before the end; None when neither is known."""
    if initiative.decision_due:
        return first_day(initiative.decision_due)
    end = last_day(initiative.end) if initiative.end else None
    return end and end.replace(year=end.year - 1, day=min(end.day, monthrange(end.year - 1, end.month)[1]))


def first_day(written: str) -> date:
    """The first day of "2026-12-03", "2026-12" or "2026"."""
    year, month, day = (*map(int, written.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(written: str) -> date:
    """The last one."""
    year, *rest = map(int, written.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])


def told(initiative: Initiative, organisation: Organisation, gone: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of the steering group's people, the coordinators, and the secretaries of the boards concerned."""
    boards = {plan.board for plan in covered(initiative, organisation.plans)} - {None}
    found = [
        one.id
        for one in organisation.people
        if (one.party and one.party in initiative.steering)
        or one.role is Role.COORDINATOR
        or (one.role is Role.BOARD_SECRETARY and one.board in boards)
    ]
    return tuple(dict.fromkeys(gone.get(one, one) for one in found))

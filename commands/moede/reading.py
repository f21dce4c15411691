"""What the asker is to a meeting, and the meeting itself: read anew for each press, since a browser may forge any."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.asker import Asker
from bot.chat import Ask, Desk, Refusal
from bot.domain.calendar import school_year
from bot.domain.meeting_rights import MAY, Deed, Standing, may, standings, who_may
from bot.domain.meeting_text import who_next
from bot.domain.meetings import OPEN, Meeting, NotPossible, is_as_booked
from bot.domain.obligations import is_past, is_premature, parties

GONE = "Mødet findes ikke længere. Skriv /moede for at se dine møder."
T = TypeVar("T")


class Moved(Exception):
    """The meeting is at another time or place than what was shown."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting.id)
        self.meeting = meeting


@dataclass(frozen=True, slots=True)
class Mine(Asker):
    """What the asker is to meetings."""

    def parties(self, meeting: Meeting) -> tuple[str, ...]:
        """Who owes the meeting."""
        return parties(meeting, self.organisation, self.gone)

    def standings(self, meeting: Meeting) -> frozenset[Standing]:
        """What the asker is to it."""
        return standings(self.person, meeting, self.organisation, self.parties(meeting), self.acting)

    def deeds(self, meeting: Meeting) -> frozenset[Deed]:
        """What the asker may do with it."""
        who = self.standings(meeting)
        return frozenset(deed for deed in Deed if may(deed, who))

    def as_whom(self, meeting: Meeting) -> str:
        """As which participant the asker answers: as oneself if one can, else for whom one stands in."""
        if self.person.id in meeting.participants:
            return self.person.id
        return next((one for one in meeting.participants if one in self.acting), self.person.id)

    def line(self, meeting: Meeting) -> str:
        """Who does what next."""
        todo = self.desk.store.followups.of_meeting(meeting.id)
        return who_next(meeting, self.names, self.parties(meeting), self.desk.now, todo)


def found(ask: Ask, desk: Desk, id: int, deed: Deed = Deed.SEE) -> tuple[Mine, Meeting]:
    """The meeting, if the asker may do that with it. Raises Refusal."""
    me, meeting = Mine.of(ask, desk), desk.store.meetings.find(id)
    if meeting is None:
        raise Refusal(GONE)
    if not MAY[Deed.SEE] & me.standings(meeting):
        raise Refusal("Det møde er du ikke med i. Spørg koordinatoren, hvis du skal med.")
    if deed not in me.deeds(meeting):
        raise Refusal(f"Du kan ikke {deed.value}. Det kan {who_may(deed)}.")
    return me, meeting


def change(
    me: Mine,
    meeting: Meeting,
    step: Callable[[Meeting], Meeting],
    action: str,
    then: Callable[[Meeting], Meeting | None] = lambda _: None,
) -> Meeting:
    """Take one step. Raises Refusal when the meeting is not as it was any more."""
    try:
        return me.desk.store.meetings.change(meeting.id, step, me.person.id, action, then)
    except NotPossible as error:
        raise Refusal(str(error)) from None
    except KeyError:
        raise Refusal(GONE) from None


def as_shown(meeting: Meeting, of: int) -> None:
    """Raises Moved unless the meeting is when and where revision `of` of it showed (0: when it was booked)."""
    if not is_as_booked(meeting, of):
        raise Moved(meeting)


def current(me: Mine) -> tuple[Meeting, ...]:
    """What is owed or offered this school year and has begun to be, and is neither premature nor past."""
    year, today, directory = school_year(me.desk.today), me.desk.today, me.desk.store.directory()
    me.desk.store.meetings.ensure(directory.organisation, directory.version, year)
    all_ = me.desk.store.meetings.of_year(year)
    begun = [one for one in all_ if one.state in OPEN and (one.opens is None or one.opens <= today)]
    return tuple(one for one in begun if not is_premature(one, siblings(one, all_)) and not is_past(one, today))


def siblings(meeting: Meeting, among: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Those of the same series, subject and school year."""
    key = (meeting.series, meeting.subject, meeting.school_year)
    return tuple(one for one in among if (one.series, one.subject, one.school_year) == key)

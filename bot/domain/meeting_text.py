"""What is said of a meeting in Danish, the same everywhere: above all who does what next, in one line."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import short, span
from bot.domain.meetings import FollowUp, Meeting, State, counts, unanswered
from bot.domain.obligations import is_past
from bot.domain.offer_text import join
from bot.domain.organisation import Person

Names = Mapping[str, str]  # a person's id → what a sentence calls them; the reader is "du"


def names(people: Iterable[Person], reader: str = "") -> Names:
    """What to call everybody: the name where it is known, else the title: "Leder (NørreBrobyggerne)"."""
    return {person.id: "du" if person.id == reader else called(person) for person in people}


def called(person: Person) -> str:
    """A person within a sentence."""
    title, comma, rest = person.title.partition(", ")
    return person.name or (f"{title} ({rest})" if comma else title)


def people(ids: Iterable[str], names: Names, word: str = "og") -> str:
    """ "du, Leder (NørreBrobyggerne) og Koordinator (UU)": the reader first."""
    found = [names.get(one, "en, der ikke længere er registreret") for one in ids]
    return join(sorted(found, key=lambda name: name != "du"), word) or "nogen"


def who_next(
    meeting: Meeting, names: Names, parties: Iterable[str], now: datetime, todo: Iterable[FollowUp] = ()
) -> str:
    """Who does what next, in one line."""
    today = now.astimezone(COPENHAGEN).date()
    organiser = people([meeting.organiser], names)
    match meeting.state:
        case State.OWED:
            return _to_agree(meeting, people(parties, names, "eller"), today)
        case State.PROPOSED:
            if max(start for start, _ in meeting.times) <= now:
                return f"Næste: {organiser} foreslår nye tider – de andre er forbi."
            if waiting := unanswered(meeting):
                return f"Næste: {people(waiting, names)} svarer på tiderne."
            return f"Næste: {organiser} vælger en tid."
        case State.BOOKED:
            assert meeting.start is not None and meeting.end is not None
            if meeting.end <= now:
                return f"Næste: {organiser} svarer på, om mødet blev holdt."
            return f"Næste: I mødes {span(meeting.start, meeting.end, today)}."
        case State.HELD:
            if not meeting.recorded:
                return f"Næste: {organiser} skriver et kort referat."
            left = sorted((one for one in todo if not one.done), key=lambda one: one.day)
            if left:
                return f"Næste: {people([left[0].owner], names)} følger op senest {short(left[0].day)}."
            return "Mødet er holdt og har et referat. Der er ikke mere at gøre."
    word = "Mødet er aflyst" if meeting.change == "cancelled" else "Mødet bortfalder i dette skoleår"
    return f"{word}. Der er ikke mere at gøre."


def _to_agree(meeting: Meeting, who: str, today: date) -> str:
    if meeting.closes is None:
        return f"Næste: {who} aftaler en tid."
    if is_past(meeting, today):
        return f"Der blev ikke aftalt et møde mere inden {short(meeting.closes)}. Det er ikke et krav."
    if not meeting.owed:
        return f"Næste: {who} kan aftale et møde mere inden {short(meeting.closes)}."
    if meeting.closes < today:
        return f"Næste: {who} aftaler en tid nu – fristen var {short(meeting.closes)}."
    return f"Næste: {who} aftaler en tid senest {short(meeting.closes)}."


def when(meeting: Meeting, now: datetime) -> str:
    """The booked time, or until when one is to be found."""
    today = now.astimezone(COPENHAGEN).date()
    if meeting.start is not None:
        return span(meeting.start, meeting.end, today)
    if meeting.state is State.PROPOSED:
        return "1 tid er foreslået" if len(meeting.times) == 1 else f"{len(meeting.times)} tider er foreslået"
    if meeting.opens and meeting.closes:
        return f"ventes {short(meeting.opens)} – {short(meeting.closes)} {meeting.closes.year}"
    return "ikke aftalt"


def where(meeting: Meeting) -> str:
    """The place as text; a link stands beside it."""
    return meeting.place or ("på nettet" if meeting.link else "sted ikke aftalt")


def location(meeting: Meeting) -> str:
    """Where it is, as calendars have it: a meeting on the net is at its link."""
    return meeting.place or meeting.link


def votes(meeting: Meeting, number: int) -> str:
    """ "2 af 3 kan"."""
    return f"{counts(meeting)[number]} af {len(meeting.participants)} kan"


def coming(meeting: Meeting, names: Names) -> str:
    """Who is coming, who is not, who has not said."""
    groups = {True: "Kommer", False: "Kommer ikke", None: "Har ikke svaret"}
    said: dict[bool | None, list[str]] = {key: [] for key in groups}
    for person in meeting.participants:
        said[meeting.coming.get(person)].append(person)
    return ". ".join(f"{word}: {people(said[key], names)}" for key, word in groups.items() if said[key])


def points(meeting: Meeting, names: Names) -> tuple[str, ...]:
    """The agenda, numbered."""
    return tuple(f"{n}. {point.text} – {names.get(point.by, 'ukendt')}" for n, point in enumerate(meeting.agenda, 1))

"""What cards of a meeting are made of: the same facts, times and buttons in the command, on Home and in messages."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Literal

from bot.cards import Button, Item, Line, Link
from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import span
from bot.domain.meeting_rights import Deed
from bot.domain.meeting_text import Names, coming, people, points, votes, when, where
from bot.domain.meetings import OPEN, Meeting, State, best

Style = Literal["plain", "primary", "danger"]
Facts = tuple[tuple[str, Line], ...]
SOON = 14  # days that *Påmind mig senere* puts off


def button(text: str, function: str, meeting: Meeting, style: Style = "plain", **values: str | int | bool) -> Button:
    """A button of ours; a screen reader hears which meeting it is about."""
    label = f"{text}: {meeting.title}"
    return Button(text, f"moede.{function}", {"meeting": meeting.id, **values}, style, label)


def facts(meeting: Meeting, names: Names, now: datetime, *, full: bool = False) -> Facts:
    """When, where, who; `full`: also who is coming and what was decided."""
    found: list[tuple[str, Line]] = [("Hvornår", when(meeting, now)), *place(meeting)]
    if full and meeting.participants:
        ahead = meeting.state is State.BOOKED and meeting.end is not None and meeting.end > now
        found.append(("Deltagere", coming(meeting, names) if ahead else people(meeting.participants, names)))
    if full and meeting.decisions:
        found.append(("Besluttet", meeting.decisions))
    if meeting.reason:
        found.append(("Grund", meeting.reason))
    return tuple(found)


def place(meeting: Meeting) -> Facts:
    """Where: of what is booked, and of what is offered if it has been said."""
    offered = meeting.state is State.PROPOSED and bool(meeting.place or meeting.link)
    if meeting.start is None and not offered:
        return ()
    if not meeting.link:
        return (("Hvor", where(meeting)),)
    return (("Hvor", (f"{meeting.place}, " if meeting.place else "", Link("åbn mødet på nettet", meeting.link))),)


def agenda(meeting: Meeting, names: Names) -> tuple[Line, ...]:
    """The agenda, a line a point; nothing without points."""
    return ("Dagsorden:", *points(meeting, names)) if meeting.agenda else ()


def to_agree(meeting: Meeting, *, later: bool = True) -> tuple[Button, ...]:
    """What those who owe a meeting can do."""
    return (
        button("Vi har en aftale", "agree", meeting, "primary"),
        button("Foreslå tider", "propose", meeting),
        *([button("Påmind mig senere", "later", meeting, days=SOON)] if later else []),
    )


def to_answer(meeting: Meeting, person: str, now: datetime) -> tuple[tuple[Item, ...], tuple[Button, ...]]:
    """The offered times for somebody who is asked, and what answers all of them."""
    said, of = meeting.answers.get(person, (None,) * len(meeting.times)), meeting.revision
    items = []
    for number, (start, end) in enumerate(meeting.times):
        if start <= now:
            continue
        word = {True: "Du kan.", False: "Du kan ikke.", None: "Du har ikke svaret."}[said[number]]
        style: Style = "primary" if said[number] is None else "plain"
        pressed = [
            button("Kan", "can", meeting, style, number=number, yes=True, of=of),
            button("Kan ikke", "can", meeting, number=number, yes=False, of=of),
        ]
        if said[number] is not None:
            pressed = [pressed[0 if said[number] is False else 1]]
        items.append(Item(_time(start, end, now), (word,), small=(votes(meeting, number),), buttons=tuple(pressed)))
    if None not in said or len(items) < 2:
        return tuple(items), ()
    return tuple(items), (
        button("Jeg kan dem alle", "can", meeting, number=-1, yes=True, of=of),
        button("Jeg kan ingen af dem", "can", meeting, number=-1, yes=False, of=of),
    )


def to_choose(meeting: Meeting, names: Names, now: datetime) -> tuple[Item, ...]:
    """The offered times for who chooses: how many can, and the best with one click."""
    first = best(meeting, now)
    items = []
    for number, (start, end) in enumerate(meeting.times):
        if start <= now:
            continue
        cannot = [person for person, said in meeting.answers.items() if said[number] is False]
        missing = f"Kan ikke: {people(cannot, names)}." if cannot else ""
        items.append(
            Item(
                _time(start, end, now),
                tuple(filter(None, (f"{votes(meeting, number).capitalize()}.", missing))),
                buttons=(
                    button(
                        "Aftal den bedste tid" if number == first else "Aftal denne tid", "choose", meeting,
                        "primary" if number == first else "plain", number=number, of=meeting.revision,
                    ),
                ),
            )
        )  # fmt: skip
    return tuple(items)


def _time(start: datetime, end: datetime, now: datetime) -> str:
    text = span(start, end, now.astimezone(COPENHAGEN).date())
    return text[:1].upper() + text[1:]


def to_come(meeting: Meeting, person: str) -> tuple[Button, ...]:
    """Whether somebody comes, and the agenda."""
    said, of = meeting.coming.get(person), meeting.revision
    yes = button("Jeg kommer", "come", meeting, "primary", yes=True, of=of)
    no = button("Jeg kommer ikke", "come", meeting, yes=False, of=of)
    return (*([yes] if said is not True else []), *([no] if said is not False else []), to_add(meeting))


def to_add(meeting: Meeting) -> Button:
    """One more point."""
    return button("Tilføj punkt til dagsordenen", "point", meeting)


def to_fetch(meeting: Meeting) -> Button:
    """The meeting as a file for one's own calendar."""
    return button("Kalenderfil (.ics)", "calendar_file", meeting)


def to_tell(meeting: Meeting) -> tuple[Button, ...]:
    """What came of a meeting whose time is over."""
    return (
        button("Ja, det blev holdt", "held", meeting, "primary"),
        button("Nej, det er flyttet", "move", meeting),
        button("Nej, det er aflyst", "cancel", meeting),
    )


def item(meeting: Meeting, line: str, person: str, deeds: Collection[Deed], now: datetime) -> Item:
    """The meeting in a list: its state and who does what next, and what the reader can do."""
    return Item(
        meeting.title,
        (line,),
        facts=(("Tilstand", meeting.word), ("Hvornår", when(meeting, now))),
        buttons=(*buttons(meeting, person, deeds, now), button("Vis", "show", meeting)),
    )


def buttons(meeting: Meeting, person: str, deeds: Collection[Deed], now: datetime) -> tuple[Button, ...]:
    """What the reader, who may do those deeds, can do next."""
    found: list[Button] = []
    if meeting.state is State.PROPOSED and Deed.ANSWER in deeds and None in meeting.answers.get(person, (None,)):
        found.append(button("Svar på tiderne", "times", meeting, "primary"))
    if meeting.state is State.PROPOSED and Deed.BOOK in deeds:
        found.append(button("Vælg en tid", "choices", meeting, "plain" if found else "primary"))
    if meeting.state in OPEN and Deed.BOOK in deeds:
        agree, propose = to_agree(meeting, later=False)
        found += (agree, propose) if meeting.state is State.OWED else (replace(agree, style="plain"),)
    if meeting.state is State.BOOKED and meeting.end is not None:
        if meeting.end <= now:
            return (*found, *(to_tell(meeting) if Deed.RECORD in deeds else ()))
        if Deed.ANSWER in deeds and person not in meeting.coming:
            found += to_come(meeting, person)[:2]
    if meeting.state is State.HELD and not meeting.recorded and Deed.RECORD in deeds:
        found.append(button("Skriv referat", "write_record", meeting, "primary"))
    return tuple(found)

"""One meeting with everything that can be done with it, and the lists to choose one from."""

from collections.abc import Collection
from dataclasses import replace

from bot import meeting_cards as parts
from bot.cards import Button, Card, Field, Form, Item, Option
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain.calendar import COPENHAGEN, school_year
from bot.domain.danish_time import day, short
from bot.domain.meeting_rights import Deed
from bot.domain.meetings import OPEN, FollowUp, Meeting, State
from commands.moede.reading import Mine, found


@action()
def show(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """Everything about one meeting."""
    me, one = found(ask, desk, meeting)
    return Reply(whole(me, one))


def whole(me: Mine, meeting: Meeting, title: str = "", tone: bool = False) -> Card:
    """The meeting's card; with a `title` of its own when something was just done."""
    deeds = me.deeds(meeting)
    todo = me.desk.store.followups.of_meeting(meeting.id)
    return Card(
        title or meeting.title,
        (*([meeting.title + "."] if title else []), me.line(meeting), *parts.agenda(meeting, me.names)),
        facts=(("Tilstand", meeting.word), *parts.facts(meeting, me.names, me.desk.now, full=True)),
        items=tuple(_follow_up(one, me) for one in todo),
        buttons=(*parts.buttons(meeting, me.as_whom(meeting), deeds, me.desk.now), *_others(meeting, deeds, me)),
        tone="done" if tone else "plain",
    )


def _others(meeting: Meeting, deeds: Collection[Deed], me: Mine) -> tuple[Button, ...]:
    found: list[Button] = []
    if meeting.state is State.BOOKED:
        over = meeting.end is not None and meeting.end <= me.desk.now
        if Deed.AGENDA in deeds and not over:
            found.append(parts.to_add(meeting))
        if Deed.MOVE in deeds and not over:
            found.append(parts.button("Flyt", "move", meeting))
        if Deed.CANCEL in deeds and not over:
            found.append(parts.button("Aflys", "cancel", meeting, "danger"))
        if not over:
            found.append(parts.to_fetch(meeting))
    if meeting.state is State.DROPPED and meeting.end is not None and meeting.end > me.desk.now:
        found.append(parts.to_fetch(meeting))
    if meeting.state in OPEN and Deed.DROP in deeds:
        found.append(parts.button("Lad mødet bortfalde", "drop", meeting))
    return tuple(found)


def _follow_up(one: FollowUp, me: Mine) -> Item:
    return Item(
        one.text,
        facts=(("Hvem", me.names.get(one.owner, "–")), ("Frist", day(one.day, me.desk.today))),
        small=("Det er gjort.",) if one.done else (),
        buttons=() if one.done or one.owner not in me.acting else (finish(one),),
    )


def finish(one: FollowUp) -> Button:
    """The owner says that it is done."""
    return Button("Det er gjort", "moede.done", {"followup": one.id}, label=f"Det er gjort: {one.text}")


def item(me: Mine, meeting: Meeting) -> Item:
    """The meeting in a list."""
    return parts.item(meeting, me.line(meeting), me.as_whom(meeting), me.deeds(meeting), me.desk.now)


def booked(me: Mine, deed: Deed) -> tuple[Meeting, ...]:
    """The meetings to come with which the asker may do that, the next first."""
    desk = me.desk
    mine = [
        one
        for person in sorted(me.acting)
        for one in desk.store.meetings.of_person(person, states=[State.BOOKED])
    ]
    year = [one for one in desk.store.meetings.of_year(_year(me)) if one.state is State.BOOKED]
    every = {one.id: one for one in (*mine, *year) if one.end and one.end > desk.now and deed in me.deeds(one)}
    return tuple(sorted(every.values(), key=lambda one: one.start or desk.now))


def _year(me: Mine) -> int:
    return school_year(me.desk.today)


def choice(title: str, meetings: Collection[Meeting], text: str, function: str, me: Mine) -> Card:
    """A list to choose a meeting from."""
    return Card(
        title,
        items=tuple(
            Item(one.title, (me.line(one),), buttons=(parts.button(text, function, one, "primary"),))
            for one in list(meetings)[:10]
        ),
    )


def choosing(form: Form, label: str, meetings: Collection[Meeting], *lines: str) -> Form:
    """A form with what was typed, about whichever of the meetings is chosen in it: buttons carry nobody's words."""
    options = tuple(Option(f"{one.id}.{one.revision}", f"{_begins(one)}: {one.title}") for one in meetings)
    which = Field("which", label, "choice", required=True, options=options)
    return replace(form, fields=(which, *form.fields), values={}, lines=lines)


def chosen(ask: Ask, meeting: int) -> int:
    """The meeting that a form is about (0 = none), or that was chosen in it."""
    which, _, _ = ask.form.get("which", "").partition(".")
    if not meeting and not which.isdecimal():
        raise Refusal("Vælg, hvilket møde det handler om.")
    return meeting or int(which)


def revision(ask: Ask, of: int) -> int:
    """The revision that a form showed of its meeting, or of the one that was chosen in it; 0 = not told."""
    _, _, shown = ask.form.get("which", "").partition(".")
    return of or int(shown if shown.isdecimal() else 0)


def _begins(meeting: Meeting) -> str:
    assert meeting.start is not None
    return short(meeting.start.astimezone(COPENHAGEN).date())

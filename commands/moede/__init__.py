"""Dine møder: hvad I mangler at aftale, tider at svare på, de næste møder og dine opfølgninger.

Skriv »/moede ny« for at aftale et møde, »flyt«, »aflys«, »dagsorden«, »referat«, »oversigt« eller »stedfortraeder«
for resten. Alt kan også gøres med knapperne, så du behøver ikke huske ordene.
"""

from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Command, Desk, Refusal, Reply
from bot.domain.calendar import school_year
from bot.domain.danish_time import day
from bot.domain.meeting_rights import Deed
from bot.domain.meetings import Meeting, State
from commands.moede.agenda import add_point, agenda, come, point
from commands.moede.booking import BOOKERS, agree, agreed, new, save_new
from commands.moede.calendar import calendar, calendar_file, close_calendar, entries, new_calendar
from commands.moede.changing import cancel, cancelled, cancelling, drop, dropped, move, moved, moving
from commands.moede.deputies import (
    choose_deputy,
    deputies,
    deputy,
    remove_deputy,
    replace_person,
    replacing,
    save_deputy,
)
from commands.moede.overview import OVERSEERS, overview, overview_file
from commands.moede.reading import Mine, current
from commands.moede.recording import done, held, records, save_record, to_record, write_record
from commands.moede.show import finish, item, show
from commands.moede.times import can, choices, choose, later, propose, proposed, times

COMMAND = Command(
    "moede",
    usage="[ny, flyt, aflys, dagsorden, referat, kalender, oversigt eller stedfortraeder]",
    examples=("", "dagsorden"),
    private=True,
    also=("møde",),
    meant=(
        r"(?<!hans )(?<!hendes )(?<!deres )(?<!barnets )\b(?:næste|kommende|mit|mine|vores) møde(?:r|t)?\b"
        r"|\b(?:aflys|flyt|ryk|udsæt|udskyd|book)\w*(?: (?:et|mit|vores|det|næste|nyt|kommende))* møde(?:r|t)?\b"
        r"|\b(?:dagsorden|mødereferat)(?:en|et)?\b|\breferat(?:et)? (?:af|fra) (?:mødet|møde)\b"
    ),
)
MOST = 10

__all__ = [
    "add_point",
    "agenda",
    "agree",
    "agreed",
    "calendar",
    "calendar_file",
    "can",
    "cancel",
    "cancelled",
    "cancelling",
    "choices",
    "choose",
    "choose_deputy",
    "close_calendar",
    "come",
    "deputies",
    "deputy",
    "done",
    "drop",
    "dropped",
    "entries",
    "held",
    "later",
    "move",
    "moved",
    "moving",
    "new",
    "new_calendar",
    "overview",
    "overview_file",
    "point",
    "propose",
    "proposed",
    "records",
    "remove_deputy",
    "replace_person",
    "replacing",
    "save_deputy",
    "save_new",
    "save_record",
    "show",
    "times",
    "write_record",
]  # fmt: skip


def run(ask: Ask, desk: Desk) -> Answer:
    """/moede: what waits for the asker, the meetings to come, follow-ups."""
    if ask.words.strip():
        raise Refusal("Det ord kender jeg ikke. Skriv /moede for at se dine møder, eller /moede ny for at aftale et.")
    me = Mine.of(ask, desk)
    found = (*_waiting(me), *_todo(me), *_coming(me))
    lines = () if found else ("Der er ikke noget, der venter på dig, og ingen møder i kalenderen.",)
    more = (f"{len(found) - MOST} mere vises ikke her.",) if len(found) > MOST else ()
    return Reply(Card("Dine møder", lines, items=found[:MOST], buttons=_buttons(me), small=more))


def home(ask: Ask, desk: Desk) -> tuple[Item, ...]:
    """What waits for the asker, and the next meetings."""
    if ask.person is None:
        return ()
    me = Mine.of(ask, desk)
    return (*_waiting(me), *_todo(me), *_coming(me)[:3])[:MOST]


def _waiting(me: Mine) -> tuple[Item, ...]:
    """Times to answer or choose, what is owed and to be agreed, what is to be told afterwards."""
    found: dict[int, Meeting] = {}
    for person in sorted(me.acting):
        mine = me.desk.store.meetings.of_person(person, states=[State.PROPOSED])
        found |= {one.id: one for one in mine if None in one.answers.get(person, (None,)) or one.organiser == person}
    found |= {one.id: one for one in to_record(me) if one.organiser in me.acting or me.acting & {*me.parties(one)}}
    found |= {one.id: one for one in current(me) if me.acting & {*me.parties(one)} and Deed.BOOK in me.deeds(one)}
    return tuple(item(me, one) for one in found.values())


def _coming(me: Mine) -> tuple[Item, ...]:
    """The meetings to come, the next first."""
    found: dict[int, Meeting] = {}
    for person in sorted(me.acting):
        mine = me.desk.store.meetings.of_person(person, states=[State.BOOKED], since=me.desk.now)
        found |= {one.id: one for one in mine}
    return tuple(item(me, one) for one in sorted(found.values(), key=lambda one: one.start or me.desk.now))


def _todo(me: Mine) -> tuple[Item, ...]:
    """What the asker has promised to do."""
    return tuple(
        Item(f"Følg op: {one.text}", facts=(("Frist", day(one.day, me.desk.today)),), buttons=(finish(one),))
        for person in sorted(me.acting)
        for one in me.desk.store.followups.of_person(person)
    )


def _buttons(me: Mine) -> tuple[Button, ...]:
    role = me.person.role
    return (
        *([Button("Aftal et møde", "moede.new")] if role in BOOKERS else []),
        *([Button("Oversigt", "moede.overview", {"year": school_year(me.desk.today)})] if role in OVERSEERS else []),
        Button("Stedfortræder", "moede.deputies"),
        Button("Min kalender", "moede.calendar"),
    )

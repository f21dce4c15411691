"""The agenda, to which everyone invited may add."""

from bot import meeting_cards as parts
from bot.cards import Card, Field, Form, Item
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain import meetings
from bot.domain.meeting_rights import Deed
from bot.domain.meeting_text import points
from bot.domain.meetings import Meeting, Point
from bot.doubts import WORDS, answered
from commands.moede.reading import Mine, Moved, as_shown, change, found
from commands.moede.show import booked, choosing, chosen, whole

MOST = 30
LONGEST = 300


@action(word="dagsorden", kept=(WORDS,))
def agenda(ask: Ask, desk: Desk) -> Answer:
    """/moede dagsorden [POINT]: the agendas of the meetings to come; a typed point goes to the only or chosen one."""
    me = Mine.of(ask, desk)
    all_ = booked(me, Deed.AGENDA)
    text = _point(ask.words)
    if not all_:
        return Reply(Card("Ingen møder venter", ("Når du er inviteret til et møde, kan du tilføje punkter her.",)))
    if text and len(all_) == 1:
        return _add(me, all_[0], text)
    if text:
        opened = choosing(_form(all_[0], text), "Til hvilket møde?", all_)
        return Open(opened.asking(answered(ask.form, (text,))))
    items = tuple(
        Item(one.title, (me.line(one), *(points(one, me.names) or ("Ingen punkter endnu.",))),
             buttons=(parts.to_add(one),))
        for one in all_[:10]
    )  # fmt: skip
    return Reply(Card("Dagsordener", items=items))


@action()
def point(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Tilføj punkt*: the form."""
    _, one = found(ask, desk, meeting, Deed.AGENDA)
    return Open(_form(one))


def _form(meeting: Meeting, words: str = "") -> Form:
    field = Field(
        "text", "Hvad vil du tale om?", required=True, value=words, max_length=LONGEST,
        hint="Skriv aldrig navne på børn eller unge, eller andet, der kan vise, hvem de er.",
    )  # fmt: skip
    lines = (f"{meeting.title}.",)
    return Form("Punkt til dagsordenen", "moede.add_point", (field,), {"meeting": meeting.id}, lines)


@action(kept=("text",))
def add_point(ask: Ask, desk: Desk, meeting: int = 0) -> Answer:
    """The point came back, with the meeting where that was chosen in the form."""
    me, one = found(ask, desk, chosen(ask, meeting), Deed.AGENDA)
    text = _point(ask.form.get("text", ""))
    if len(text) < 3:
        return FieldErrors({"text": "Skriv med et par ord, hvad punktet handler om."})
    return _add(me, one, text)


def _point(typed: str) -> str:
    text = " ".join(typed.split())
    if len(text) > LONGEST:
        raise Refusal(f"Punktet er {len(text)} tegn langt. Skriv det med højst {LONGEST}, eller del det i flere.")
    return text


def _add(me: Mine, meeting: Meeting, text: str) -> Answer:
    if len(meeting.agenda) >= MOST:
        raise Refusal(f"Dagsordenen har allerede {MOST} punkter. Tag resten på mødet.")
    new = Point(me.as_whom(meeting), text)
    after = change(me, meeting, lambda now: meetings.add_point(now, new), "point")
    return Reply(whole(me, after, "Punktet er på dagsordenen", tone=True))


@action()
def come(ask: Ask, desk: Desk, meeting: int, yes: bool, of: int = 0) -> Answer:
    """*Jeg kommer* or *Jeg kommer ikke*. `of`: the revision that the button showed, 0 in those from before."""
    me, one = found(ask, desk, meeting, Deed.ANSWER)

    def step(now: Meeting) -> Meeting:
        after = meetings.come(now, me.as_whom(now), yes)
        as_shown(now, of)
        return after

    try:
        after = change(me, one, step, "come")
    except Moved as moved:
        return Reply(_asked_anew(me, moved.meeting))
    return Reply(whole(me, after, "Tak, vi ses" if yes else "Tak for beskeden", tone=True))


def _asked_anew(me: Mine, meeting: Meeting) -> Card:
    lines = (
        f"{meeting.title}.",
        "Tiden eller stedet er ændret, siden du fik beskeden, så dit svar er ikke gemt.",
        "Kommer du? Svar på den nyeste besked, eller skriv /moede for at svare.",
    )
    facts, buttons = parts.facts(meeting, me.names, me.desk.now), parts.to_come(meeting, me.as_whom(meeting))
    return Card("Mødet er flyttet", lines, facts=facts, buttons=buttons, tone="problem")

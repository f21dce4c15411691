"""Moving and cancelling what is booked, and dropping what is owed, each with a reason where one is needed."""

from bot import meeting_cards as parts
from bot.cards import Card, Field, Form
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, action
from bot.domain import meetings
from bot.domain.appointment import Unreadable, read
from bot.domain.danish_time import span
from bot.domain.meeting_rights import Deed
from bot.domain.meetings import Meeting
from commands.moede.booking import AGAIN, BOOKERS, HINT, objection, refilled
from commands.moede.reading import Mine, change, found
from commands.moede.show import booked, choice, choosing, chosen, whole

NONE = "Skriv /moede for at se dine møder."
TOLD = "Alle deltagere får besked én gang"
MOVED = f"{TOLD}, og kalenderaftalen bliver rettet."


@action(BOOKERS, word="flyt")
def moving(ask: Ask, desk: Desk) -> Answer:
    """/moede flyt [WHEN AND WHERE]: the form, with the choice of the meeting in it or before it."""
    me = Mine.of(ask, desk)
    all_ = booked(me, Deed.MOVE)
    if not all_:
        return Reply(Card("Der er ingen møder at flytte", (NONE,)))
    words, which = ask.words.strip(), "Hvilket møde skal flyttes?"
    if len(all_) == 1:
        return Open(_move_form(all_[0], words))
    if words:
        return Open(choosing(_move_form(all_[0], words), which, all_, MOVED))
    return Reply(choice(which, all_, "Flyt", "move", me))


@action(BOOKERS)
def move(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Flyt*: the form."""
    _, one = found(ask, desk, meeting, Deed.MOVE)
    return Open(_move_form(one))


def _move_form(meeting: Meeting, words: str = "") -> Form:
    start, end = meeting.start, meeting.end
    value = words
    if not words and start is not None and end is not None:
        place = " ".join(filter(None, (meeting.place and f"på {meeting.place}", meeting.link)))
        value = f"{span(start, end)} {place}".strip()
    return Form(
        "Flyt mødet",
        "moede.moved",
        (Field("when", "Hvornår og hvor nu?", "long", required=True, value=value, hint=HINT, max_length=3000),),
        {"meeting": meeting.id},
        (f"{meeting.title}. {MOVED}",),
        "Flyt",
    )


@action(BOOKERS, places=("when",))
def moved(ask: Ask, desk: Desk, meeting: int = 0, accepted: str = "") -> Answer:
    """The new time came back, with the meeting where that was chosen in the form."""
    me, one = found(ask, desk, chosen(ask, meeting), Deed.MOVE)
    try:
        agreed = read(ask.form.get("when", ""), desk.now)
    except Unreadable as error:
        return FieldErrors({"when": str(error)})
    if agreed.start <= desk.now:
        return FieldErrors({"when": "Den tid er allerede forbi. Skriv, hvornår mødet skal holdes."})
    if (agreed.start, agreed.end, agreed.place, agreed.link) == (one.start, one.end, one.place, one.link):
        return FieldErrors({"when": "Det er den tid og det sted, mødet allerede har."})
    key = f"{agreed.start.isoformat()}/{agreed.end.isoformat()}"
    if accepted != key and (said := objection(desk, one.school_year, agreed.start, agreed.end)):
        return Open(refilled(_move_form(one), ask, (said, AGAIN), {"accepted": key}))
    after = change(me, one, lambda now: meetings.move(now, agreed, desk.now), "move")
    return Reply(whole(me, after, "Mødet er flyttet", tone=True))


@action(BOOKERS, word="aflys")
def cancelling(ask: Ask, desk: Desk) -> Answer:
    """/moede aflys [WHY]: as `moving`."""
    me = Mine.of(ask, desk)
    all_ = booked(me, Deed.CANCEL)
    if not all_:
        return Reply(Card("Der er ingen møder at aflyse", (NONE,)))
    words, which = ask.words.strip(), "Hvilket møde skal aflyses?"
    if len(all_) == 1:
        return Open(_cancel_form(all_[0], words))
    if words:
        return Open(choosing(_cancel_form(all_[0], words), which, all_, f"{TOLD}."))
    return Reply(choice(which, all_, "Aflys", "cancel", me))


@action(BOOKERS)
def cancel(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Aflys*: the form."""
    _, one = found(ask, desk, meeting, Deed.CANCEL)
    return Open(_cancel_form(one))


def _cancel_form(meeting: Meeting, words: str = "") -> Form:
    still = "Mødet skal stadig holdes, så bagefter beder jeg jer om en ny tid." if meeting.number else ""
    lines = (f"{meeting.title}. {TOLD}.", f"{still} {_follows(meeting)}".strip())
    return Form(
        "Aflys mødet", "moede.cancelled", (_reason("Hvorfor?", words),), {"meeting": meeting.id},
        tuple(filter(None, lines)), "Aflys mødet",
    )  # fmt: skip


def _follows(meeting: Meeting) -> str:
    return "Dagsordenen følger med til det nye møde." if meeting.number and meeting.agenda else ""


def _reason(label: str, words: str = "") -> Field:
    hint = "Kort. Skriv ikke om enkelte børn eller unge."
    return Field("reason", label, required=True, value=words, hint=hint, max_length=300)


@action(BOOKERS, kept=("reason",))
def cancelled(ask: Ask, desk: Desk, meeting: int = 0) -> Answer:
    """The reason came back: everyone is told, and what is owed begins again."""
    me, one = found(ask, desk, chosen(ask, meeting), Deed.CANCEL)
    reason = ask.form.get("reason", "").strip()
    if not reason:
        return FieldErrors({"reason": "Skriv kort, hvorfor mødet er aflyst."})

    def then(after: Meeting) -> Meeting | None:
        return meetings.again(after) if after.number else None

    after = change(me, one, lambda now: meetings.cancel(now, reason, desk.now), "cancel", then)
    anew = (one.number, one.attempt + 1)
    new = next((m for m in desk.store.meetings.siblings(one) if (m.number, m.attempt) == anew), None)
    if not one.number or new is None:
        return Reply(whole(me, after, "Mødet er aflyst", tone=True))
    told = (f"{one.title}. Deltagerne får besked. {_follows(new)}".strip(), me.line(new))
    return Reply(Card("Mødet er aflyst", told, buttons=parts.to_agree(new, later=False), tone="done"))


@action(BOOKERS)
def drop(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Lad mødet bortfalde*: the form."""
    _, one = found(ask, desk, meeting, Deed.DROP)
    return Open(
        Form(
            "Lad mødet bortfalde", "moede.dropped", (_reason("Hvorfor holdes det ikke i år?"),),
            {"meeting": one.id}, (f"{one.title}. Begge parter får besked, og grunden står i oversigten.",),
            "Lad bortfalde",
        )
    )  # fmt: skip


@action(BOOKERS, kept=("reason",))
def dropped(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """The reason came back."""
    me, one = found(ask, desk, meeting, Deed.DROP)
    reason = ask.form.get("reason", "").strip()
    if not reason:
        return FieldErrors({"reason": "Skriv kort, hvorfor mødet bortfalder."})
    after = change(me, one, lambda now: meetings.drop(now, reason, desk.now), "drop")
    return Reply(whole(me, after, "Mødet bortfalder", tone=True))

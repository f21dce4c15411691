"""Moving and cancelling what is booked, and dropping what is owed, each with a reason where one is needed."""

from collections.abc import Callable
from dataclasses import replace

from bot import meeting_cards as parts
from bot.cards import Card, Field, Form
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, action
from bot.domain import meetings
from bot.domain.appointment import HOUR, Unreadable, read
from bot.domain.danish_time import span
from bot.domain.meeting_rights import Deed
from bot.domain.meetings import Appointment, Meeting
from commands.moede.booking import AGAIN, BOOKERS, HINT, objection, refilled
from commands.moede.reading import Mine, Moved, as_shown, change, found
from commands.moede.show import booked, choice, choosing, chosen, revision, whole

NONE = "Skriv /moede for at se dine møder."
TOLD = "Alle deltagere får besked én gang"
MOVED = f"{TOLD}, og kalenderaftalen bliver rettet."
KEPT = "Varighed og sted er som før, hvis du ikke skriver andet."
_SAID = {Deed.MOVE: ("flytte", "Flyt", "move"), Deed.CANCEL: ("aflyse", "Aflys", "cancel")}


@action(BOOKERS, word="flyt")
def moving(ask: Ask, desk: Desk) -> Answer:
    """/moede flyt [WHEN AND WHERE]: the form, with the choice of the meeting in it or before it."""
    return _opened(ask, desk, Deed.MOVE, _move_form, f"{MOVED} {KEPT}")


def _opened(ask: Ask, desk: Desk, deed: Deed, form: Callable[[Meeting, str], Form], told: str) -> Answer:
    """The form for the only meeting; of several one is chosen, in the form where something was typed for it."""
    me, words = Mine.of(ask, desk), ask.words.strip()
    all_, (verb, text, function) = booked(me, deed), _SAID[deed]
    which = f"Hvilket møde skal {verb}s?"
    if not all_:
        return Reply(Card(f"Der er ingen møder at {verb}", (NONE,)))
    if len(all_) == 1:
        return Open(form(all_[0], words))
    if words:
        return Open(choosing(form(all_[0], words), which, all_, told))
    return Reply(choice(which, all_, text, function, me))


@action(BOOKERS)
def move(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Flyt*: the form."""
    _, one = found(ask, desk, meeting, Deed.MOVE)
    return Open(_move_form(one))


def _move_form(meeting: Meeting, words: str = "") -> Form:
    at = _as_line(meeting)
    return Form(
        "Flyt mødet",
        "moede.moved",
        (Field("when", "Hvornår og hvor nu?", "long", required=True, value=words or at, hint=HINT, max_length=3000),),
        {"meeting": meeting.id, "of": meeting.revision},
        (f"{meeting.title}. {MOVED}", *([f"Mødet er aftalt til {at}. {KEPT}"] if at else [])),
        "Flyt",
    )


def _as_line(meeting: Meeting) -> str:
    """When and where it is, as one would type it."""
    if meeting.start is None or meeting.end is None:
        return ""
    place = (meeting.place and f"på {meeting.place}", meeting.link)
    return " ".join(filter(None, (span(meeting.start, meeting.end), *place)))


@action(BOOKERS, places=("when",))
def moved(ask: Ask, desk: Desk, meeting: int = 0, accepted: str = "", of: int = 0) -> Answer:
    """The new time came back, with the meeting where that was chosen in the form.

    The form comes again where the meeting is no longer when and where it showed (revision `of`).
    """
    me, one = found(ask, desk, chosen(ask, meeting), Deed.MOVE)
    of = revision(ask, of)
    try:
        agreed = _kept(one, ask.form.get("when", ""), desk)
    except Unreadable as error:
        return FieldErrors({"when": str(error)})
    if agreed.start <= desk.now:
        over = one.end is not None and one.end <= desk.now
        was = "Blev mødet holdt, så fortryd, og tryk »Ja, det blev holdt«. Ellers skriv" if over else "Skriv"
        return FieldErrors({"when": f"Den tid er allerede forbi. {was}, hvornår mødet skal holdes."})
    if (agreed.start, agreed.end, agreed.place, agreed.link) == (one.start, one.end, one.place, one.link):
        return FieldErrors({"when": "Det er den tid og det sted, mødet allerede har."})
    key = f"{agreed.start.isoformat()}/{agreed.end.isoformat()}"
    if accepted != key and (said := objection(desk, one.school_year, agreed.start, agreed.end)):
        return Open(refilled(_move_form(one), ask, {"accepted": key, "of": of}, said=f"{said} {AGAIN}"))

    def step(now: Meeting) -> Meeting:
        after = meetings.move(now, agreed, desk.now)
        as_shown(now, of)
        return after

    try:
        after = change(me, one, step, "move")
    except Moved as other:
        lines = (
            f"Imens er mødet flyttet til {_as_line(other.meeting)}.",
            f"Send igen, hvis det skal flyttes fra den tid, eller skriv en anden. {KEPT}",
        )
        return Open(refilled(_move_form(other.meeting), ask, {"accepted": key}, lines=lines))
    return Reply(whole(me, after, "Mødet er flyttet", tone=True))


def _kept(meeting: Meeting, line: str, desk: Desk) -> Appointment:
    """What the line says; it lasts as long as before and is in the same place unless it says. Raises Unreadable."""
    lasts = meeting.end - meeting.start if meeting.start and meeting.end else HOUR
    agreed = read(line, desk.now, lasts)
    return agreed if agreed.place or agreed.link else replace(agreed, place=meeting.place, link=meeting.link)


@action(BOOKERS, word="aflys")
def cancelling(ask: Ask, desk: Desk) -> Answer:
    """/moede aflys [WHY]: as `moving`."""
    return _opened(ask, desk, Deed.CANCEL, _cancel_form, f"{TOLD}.")


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

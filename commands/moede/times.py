"""Offering times, saying which fit, and booking the best of them with one click."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import meeting_cards as parts
from bot.cards import Card, Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain import meetings
from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import short
from bot.domain.meeting_rights import Deed
from bot.domain.meetings import FIRST_OFFER, Appointment, Meeting, State, Time
from bot.domain.obligations import stand
from commands.moede.booking import BOOKERS, objection, others, people_field, refilled
from commands.moede.reading import Mine, change, found
from commands.moede.show import whole

MOST = 4
LENGTHS = {"30": "30 minutter", "45": "45 minutter", "60": "1 time", "90": "1½ time", "120": "2 timer"}


@action(BOOKERS)
def propose(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Foreslå tider*: the form with up to four."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    return Open(_form(me, one))


def _form(me: Mine, meeting: Meeting) -> Form:
    times = tuple(
        Field(f"time{n}", f"Tid {n}", "datetime", required=n == 1, hint="Dansk tid." if n == 1 else "")
        for n in range(1, MOST + 1)
    )
    return Form(
        "Foreslå tider",
        "moede.proposed",
        (
            *times,
            Field("lasts", "Hvor længe?", "choice", required=True, value="60",
                  options=tuple(Option(value, text) for value, text in LENGTHS.items())),
            Field("place", "Sted eller link", hint="Fx Klub Borup", max_length=200, value=meeting.place),
            people_field(me, me.parties(meeting)),
        ),
        {"meeting": meeting.id},
        (f"{meeting.title}. Alle får tiderne og svarer, om de kan.",),
    )  # fmt: skip


@action(BOOKERS, places=("place",))
def proposed(ask: Ask, desk: Desk, meeting: int, accepted: str = "") -> Answer:
    """The times came back: everyone is asked, or the form comes again once with the objections."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    times, wrong = _times(ask, desk)
    if wrong:
        return FieldErrors(wrong)
    key = ",".join(start.isoformat() for start, _ in times)
    said = tuple(dict.fromkeys(filter(None, (objection(desk, one.school_year, *time) for time in times))))
    if said and key != accepted:
        all_said = " ".join((*said, "Send igen, hvis tiderne alligevel er rigtige, eller vælg nogle andre."))
        return Open(refilled(_form(me, one), ask, {"accepted": key}, said=all_said))
    people = stand([*me.parties(one), *others(ask, me)], me.gone) or (me.person.id,)
    place = ask.form.get("place", "").strip()
    where = {"link": place, "place": ""} if place.startswith(("http://", "https://")) else {"place": place}

    def step(now: Meeting) -> Meeting:
        return meetings.propose(replace(now, **where), times, people, me.person.id, desk.now)  # type: ignore[arg-type]

    return Reply(whole(me, change(me, one, step, "propose"), "Tiderne er sendt", tone=True))


def _times(ask: Ask, desk: Desk) -> tuple[tuple[Time, ...], dict[str, str]]:
    """The times in order, each once; and what is wrong, per field."""
    lasts = ask.form.get("lasts", "")
    wrong = {} if lasts in LENGTHS else {"lasts": "Vælg, hvor længe mødet varer."}
    times: dict[datetime, Time] = {}
    for n in range(1, MOST + 1):
        typed = ask.form.get(f"time{n}", "")
        if not typed:
            continue
        try:
            start = datetime.fromisoformat(typed).replace(tzinfo=COPENHAGEN)
        except ValueError:
            wrong[f"time{n}"] = "Vælg dag og klokkeslæt."
            continue
        if start <= desk.now:
            wrong[f"time{n}"] = "Tiden er allerede forbi. Vælg en senere."
        elif start - desk.now > timedelta(days=731):
            wrong[f"time{n}"] = "Tiden er mere end to år ude i fremtiden. Vælg en tidligere."
        times[start] = (start, start + timedelta(minutes=int(lasts if lasts in LENGTHS else 60)))
    if not times and not wrong:
        wrong["time1"] = "Vælg mindst én tid."
    return tuple(times[start] for start in sorted(times)), wrong


@action()
def times(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """The offered times, to be answered."""
    me, one = found(ask, desk, meeting, Deed.ANSWER)
    return Reply(_to_answer(me, one))


@action()
def can(ask: Ask, desk: Desk, meeting: int, number: int, yes: bool, *, of: int = FIRST_OFFER) -> Answer:
    """Can or can't come at one of the times; -1 = at any of them. `of`: the revision that the button showed."""
    me, one = found(ask, desk, meeting, Deed.ANSWER)
    which = None if number == -1 else number

    def step(now: Meeting) -> Meeting:
        return meetings.answer(meetings.as_offered(now, of), me.as_whom(now), which, yes, desk.now)

    return Replace(_to_answer(me, change(me, one, step, "answer")))


def _to_answer(me: Mine, meeting: Meeting) -> Card:
    if meeting.state is not State.PROPOSED:
        return whole(me, meeting)
    items, buttons = parts.to_answer(meeting, me.as_whom(meeting), me.desk.now)
    waits = me.as_whom(meeting) in meetings.unanswered(meeting)
    title = f"Hvornår kan du? {meeting.title}" if waits else f"Tak for svaret: {meeting.title}"
    return Card(
        title, (me.line(meeting),), facts=parts.place(meeting), items=items, buttons=buttons,
        tone="plain" if waits else "done",
    )  # fmt: skip


@action(BOOKERS)
def choices(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """The offered times with their answers, to choose from."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    if one.state is not State.PROPOSED:
        return Reply(whole(me, one))
    items = parts.to_choose(one, me.names, desk.now)
    more = (parts.button("Foreslå nye tider", "propose", one),)
    facts = parts.place(one)
    return Reply(Card(f"Vælg en tid: {one.title}", (me.line(one),), facts=facts, items=items, buttons=more))


@action(BOOKERS)
def choose(ask: Ask, desk: Desk, meeting: int, number: int, of: int = FIRST_OFFER) -> Answer:
    """Book one of the times: everyone who was asked is invited. `of`: as in `can`."""
    me, one = found(ask, desk, meeting, Deed.BOOK)

    def step(now: Meeting) -> Meeting:
        times = meetings.as_offered(now, of).times
        if not 0 <= number < len(times) or times[number][0] <= desk.now:
            raise meetings.NotPossible("Den tid er forbi. Skriv /moede for at se, hvad der ellers er foreslået.")
        agreed = Appointment(*times[number], now.place, now.link)
        return meetings.book(now, agreed, now.participants, now.organiser, desk.now)

    return Replace(whole(me, change(me, one, step, "book"), "Mødet er aftalt", tone=True))


@action(BOOKERS)
def later(ask: Ask, desk: Desk, meeting: int, days: int) -> Answer:
    """*Påmind mig senere*: only the asker's nudge moves, never the obligation."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    if not 1 <= days <= 90:
        raise Refusal("Vælg et antal dage mellem 1 og 90.")
    until = desk.calendar.step_after(desk.now + timedelta(days=days)).date()
    for person in sorted(me.acting & {me.person.id, *me.parties(one)}):
        one = change(me, one, lambda now, who=person: meetings.put_off(now, who, until), "later")  # type: ignore[misc]
    return Replace(Card.done(f"Jeg minder dig om det {short(until)}", f"{one.title}.", me.line(one)))

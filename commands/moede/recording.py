"""Afterwards: was it held, what was decided, who follows up until when."""

from dataclasses import replace
from datetime import date

from bot.cards import Card, Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain import meetings
from bot.domain.calendar import school_year
from bot.domain.meeting_rights import Deed
from bot.domain.meeting_text import called
from bot.domain.meetings import FollowUp, Meeting, State
from bot.domain.soft_check import mark
from bot.domain.steps import follow_up_step
from commands.moede.booking import BOOKERS, refilled
from commands.moede.reading import Mine, change, found
from commands.moede.show import choice, choosing, chosen, whole

FOLLOW_UPS = 3
_IS_HELD = "Mødet er noteret som holdt."
_WILL_BE_HELD = "Når du gemmer referatet, er mødet også noteret som holdt."


class _Another(Exception):
    """Another record has been written since the form was opened."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(meeting.id)
        self.meeting = meeting


@action(BOOKERS)
def held(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Ja, det blev holdt*: noted at once; then the short record is asked for."""
    me, one = found(ask, desk, meeting, Deed.RECORD)
    if one.state is not State.HELD:
        one = change(me, one, lambda now: meetings.hold(now, desk.now), "hold")
    return Open(_form(me, one))


@action(BOOKERS, word="referat")
def records(ask: Ask, desk: Desk) -> Answer:
    """/moede referat [RECORD]: those over that have no record yet; with what was typed, the form, and it is begun."""
    me = Mine.of(ask, desk)
    waiting, words, which = to_record(me), ask.words.strip(), "Hvilket møde vil du skrive referat af?"
    if not waiting:
        return Reply(Card("Ingen møder mangler referat", ("Skriv /moede for at se dine møder.",)))
    if len(waiting) == 1 and (words or waiting[0].state is State.HELD):
        return Open(_form(me, waiting[0], words=words))
    if words:
        return Open(choosing(_form(me, *waiting, words=words), which, waiting, _WILL_BE_HELD))
    return Reply(choice(which, waiting, "Det blev holdt: skriv referat", "held", me))


def to_record(me: Mine) -> tuple[Meeting, ...]:
    """Meetings over or held, of this school year and the last, whose record the asker may write and nobody has."""
    now, year = me.desk.now, school_year(me.desk.today)
    return tuple(
        one for each in (year, year - 1)
        for one in me.desk.store.meetings.of_year(each, states=(State.BOOKED, State.HELD))
        if not one.recorded and one.end is not None and one.end <= now and Deed.RECORD in me.deeds(one)
    )  # fmt: skip


@action(BOOKERS)
def write_record(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Skriv referat*: the form."""
    me, one = found(ask, desk, meeting, Deed.RECORD)
    if one.state is not State.HELD:
        raise Refusal("Mødet er ikke holdt endnu, så der er ikke noget at skrive referat af.")
    return Open(_form(me, one))


def _form(me: Mine, meeting: Meeting, *or_another: Meeting, words: str = "") -> Form:
    near = {person for one in (meeting, *or_another) for person in (*one.participants, *me.parties(one))}
    people = [one for one in me.organisation.people if one.id in near]
    options = tuple(Option(one.id, called(one)) for one in people)
    fields = [
        Field("decisions", "Hvad besluttede I?", "long", value=words or meeting.decisions, max_length=2000,
              hint="Et par linjer. Skriv aldrig om enkelte børn eller unge.")
    ]  # fmt: skip
    for n in range(1, FOLLOW_UPS + 1):
        fields += [
            Field(f"text{n}", f"Opfølgning {n}", max_length=300),
            Field(f"owner{n}", f"Hvem tager opfølgning {n}?", "choice", options=options),
            Field(f"day{n}", f"Hvornår skal opfølgning {n} være gjort?", "date"),
        ]
    return Form(
        "Referat", "moede.save_record", tuple(fields if options else fields[:1]),
        {"meeting": meeting.id, "of": mark([meeting.decisions])},
        (f"{meeting.title}. {_IS_HELD if meeting.state is State.HELD else _WILL_BE_HELD}",), "Gem referat",
    )  # fmt: skip


@action(BOOKERS, kept=("decisions", *(f"text{n}" for n in range(1, FOLLOW_UPS + 1))))
def save_record(ask: Ask, desk: Desk, meeting: int = 0, of: str = "") -> Answer:
    """The record came back, with the meeting where that was chosen in the form: it was held, then.

    The form comes again where it would replace a record that it did not begin with (`of`).
    """
    me, one = found(ask, desk, chosen(ask, meeting), Deed.RECORD)
    decisions = ask.form.get("decisions", "").strip()
    new, wrong = _follow_ups(ask, desk, one)
    if not decisions and not new and not wrong:
        wrong["decisions"] = "Skriv, hvad I besluttede, eller »intet besluttet«."
    if wrong:
        return FieldErrors(wrong)

    def step(now: Meeting) -> Meeting:
        if now.decisions not in ("", decisions) and mark([now.decisions]) != of:
            raise _Another(now)
        return meetings.record(now if now.state is State.HELD else meetings.hold(now, desk.now), decisions)

    try:
        after = change(me, one, step, "record")
    except _Another as another:
        return Open(_together(ask, _form(me, another.meeting)))
    for each in new:
        desk.store.followups.add(each, follow_up_step(each, desk.calendar).due, me.person.id)
    return Reply(whole(me, after, "Tak, referatet er gemt", tone=True))


def _together(ask: Ask, form: Form) -> Form:
    """The form with what was typed, and above it the record that it would replace; that one, where nothing was."""
    stored = form.fields[0].value
    lines = (
        f"Imens er der gemt et andet referat: »{stored}«",
        "Skriv det ind i dit, hvis det skal med, og send igen. Så gælder det, der står her.",
    )
    again = refilled(form, ask, {}, lines=lines)
    first, *rest = again.fields
    return replace(again, fields=(replace(first, value=first.value or stored), *rest))


def _follow_ups(ask: Ask, desk: Desk, meeting: Meeting) -> tuple[list[FollowUp], dict[str, str]]:
    """What is to be done, and what is wrong per field: each has a text, an owner and a day, or nothing."""
    known = {one.id for one in desk.store.directory().organisation.people}
    new: list[FollowUp] = []
    wrong: dict[str, str] = {}
    for n in range(1, FOLLOW_UPS + 1):
        text, owner, typed = (ask.form.get(f"{name}{n}", "").strip() for name in ("text", "owner", "day"))
        if not (text or owner or typed):
            continue
        if not text:
            wrong[f"text{n}"] = "Skriv, hvad der skal gøres."
        if owner not in known:
            wrong[f"owner{n}"] = "Vælg, hvem der følger op."
        try:
            until = date.fromisoformat(typed)
        except ValueError:
            wrong[f"day{n}"] = "Vælg en dato."
            continue
        if until < desk.today:
            wrong[f"day{n}"] = "Datoen er allerede forbi. Vælg en senere."
        new.append(FollowUp(0, meeting.id, owner, text, until))
    return new, wrong


@action()
def done(ask: Ask, desk: Desk, followup: int) -> Answer:
    """*Det er gjort*: nobody is reminded of it any more."""
    me = Mine.of(ask, desk)
    one = desk.store.followups.find(followup)
    if one is None or one.owner not in me.acting:
        raise Refusal("Den opfølgning er ikke din. Skriv /moede for at se dine egne.")
    desk.store.followups.finish(one.id, me.person.id)
    return Replace(Card.done("Godt gået", f"»{one.text}« er noteret som gjort."))

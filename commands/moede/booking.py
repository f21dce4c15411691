"""Agreeing on a time: *Vi har en aftale*, and a new meeting with `/moede ny`."""

from dataclasses import replace

from bot.cards import Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain import meetings
from bot.domain.appointment import Unreadable, read
from bot.domain.calendar import COPENHAGEN, school_year
from bot.domain.meeting_rights import Deed
from bot.domain.meeting_text import called
from bot.domain.meetings import OPEN, Appointment, Meeting
from bot.domain.obligations import owed, stand, subjects
from bot.domain.organisation import Role
from commands.moede.reading import Mine, change, found, mine
from commands.moede.show import whole

BOOKERS = frozenset({Role.PLAN_LEADER, Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
HINT = "Fx: 3. december kl. 10-11.30 på Klub Borup. Du kan også indsætte en kalenderaftale (.ics) eller et link."
AGAIN = "Send igen, hvis tiden alligevel er rigtig, eller skriv en anden."


@action(BOOKERS)
def agree(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Vi har en aftale*: the form with one line."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    return Open(_form(me, one))


@action(BOOKERS)
def agreed(ask: Ask, desk: Desk, meeting: int, accepted: str = "") -> Answer:
    """The line came back: the meeting is booked, or the form comes again once with an objection."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    return _book(ask, me, one, accepted, _form(me, one))


@action(BOOKERS, word="ny")
def new(ask: Ask, desk: Desk) -> Answer:
    """/moede ny [WHEN AND WHERE]: choose with whom, and agree on a time."""
    me = mine(ask, desk)
    return Open(_new_form(me, ask.words.strip()))


@action(BOOKERS)
def save_new(ask: Ask, desk: Desk, accepted: str = "") -> Answer:
    """The form came back: what is owed is booked; when nothing is, it is a meeting more."""
    me = mine(ask, desk)
    form = _new_form(me, "")
    chosen = ask.form.get("what", "")
    if chosen not in {option.value for option in form.fields[0].options}:
        return FieldErrors({"what": "Vælg, hvem mødet er med."})
    agreed = _read(ask, me)
    if isinstance(agreed, FieldErrors):
        return agreed
    series, _, subject = chosen.partition("|")
    year = school_year(agreed.start.astimezone(COPENHAGEN).date())
    wanted = [one for one in owed(me.organisation, year) if (one.series, one.subject) == (series, subject)]
    desk.store.meetings.add_missing(wanted)
    stored = desk.store.meetings.siblings(wanted[0])
    waiting = next((one for one in stored if one.state in OPEN), None)
    if waiting is None:
        if objection := _objection(me, agreed, accepted):
            return Open(_again(form, ask, objection, agreed))
        last = wanted[-1]
        more = Meeting(0, series, subject, year, last.title, number=0, plan=last.plan, owed=False)
        waiting = desk.store.meetings.add(more, me.person.id)
    return _book(ask, me, waiting, accepted, form)


def _form(me: Mine, meeting: Meeting) -> Form:
    return Form(
        "Vi har en aftale",
        "moede.agreed",
        (when_field(), people_field(me, me.parties(meeting))),
        {"meeting": meeting.id},
        (f"{meeting.title}.",),
        "Aftal",
    )


def when_field(value: str = "") -> Field:
    """Day, hour and place on one line."""
    return Field("when", "Hvornår og hvor?", "long", required=True, value=value, hint=HINT, max_length=3000)


def people_field(me: Mine, but: tuple[str, ...] = ()) -> Field:
    """Who else takes part."""
    options = [Option(one.id, called(one)) for one in me.organisation.people if one.id not in but]
    return Field(
        "people", "Hvem skal også med?", "many", hint="Parterne er med af sig selv.", options=tuple(options[:1000])
    )


def _new_form(me: Mine, words: str) -> Form:
    options = tuple(_choices(me))
    if not options:
        raise Refusal("Der er ingen møder, du kan aftale. Spørg koordinatoren, hvis der burde være det.")
    return Form(
        "Aftal et møde",
        "moede.save_new",
        (
            Field("what", "Hvilket møde?", "choice", required=True, options=options,
                  value=options[0].value if len(options) == 1 else ""),
            when_field(words),
            people_field(me),
        ),
        submit="Aftal",
    )  # fmt: skip


def _choices(me: Mine) -> list[Option]:
    """The series and subjects whose meetings the asker may book."""
    year = school_year(me.desk.today)
    titles = {(one.series, one.subject): one for one in owed(me.organisation, year)}
    found = [titles[key] for series in me.organisation.series for key in [(series.id, s) for s, _ in
             subjects(series, me.organisation)] if key in titles]  # fmt: skip
    return [Option(f"{one.series}|{one.subject}", one.title) for one in found if Deed.BOOK in me.deeds(one)]


def _read(ask: Ask, me: Mine) -> Appointment | FieldErrors:
    try:
        return read(ask.form.get("when", ""), me.desk.now)
    except Unreadable as error:
        return FieldErrors({"when": str(error)})


def _book(ask: Ask, me: Mine, meeting: Meeting, accepted: str, form: Form) -> Answer:
    agreed = _read(ask, me)
    if isinstance(agreed, FieldErrors):
        return agreed
    if objection := _objection(me, agreed, accepted):
        return Open(_again(form, ask, objection, agreed))
    people = stand([*me.parties(meeting), *others(ask, me)], me.gone)
    if not people:
        people = (me.person.id,)
    booked = change(
        me, meeting, lambda one: meetings.book(one, agreed, people, me.person.id, me.desk.now), "book"
    )
    title = "Mødet er aftalt" if agreed.start > me.desk.now else "Mødet er skrevet op"
    return Reply(whole(me, booked, title, tone=True))


def others(ask: Ask, me: Mine) -> list[str]:
    """The people chosen in a form, of those that there are."""
    known = {one.id for one in me.organisation.people}
    return [one for one in ask.form.get("people", "").split(",") if one in known]


def _objection(me: Mine, agreed: Appointment, accepted: str) -> str | None:
    """What the calendar says against the time, unless the asker has sent that time again."""
    return None if accepted == _key(agreed) else me.desk.calendar.objection(agreed.start, agreed.end)


def _key(agreed: Appointment) -> str:
    return f"{agreed.start.isoformat()}/{agreed.end.isoformat()}"


def _again(form: Form, ask: Ask, objection: str, agreed: Appointment) -> Form:
    """The form once more, as it was sent, with the objection above."""
    return refilled(form, ask, (objection, AGAIN), {"accepted": _key(agreed)})


def refilled(form: Form, ask: Ask, lines: tuple[str, ...], more: dict[str, str]) -> Form:
    """A form with what was typed, other lines and more values; the lines stand at the first field, too."""
    fields = tuple(
        replace(one, value=ask.form.get(one.name, ""), hint=one.hint if n else " ".join(lines))
        for n, one in enumerate(form.fields)
    )
    return Form(form.title, form.action, fields, {**form.values, **more}, lines, form.submit)

"""Agreeing on a time: *Vi har en aftale*, and a new meeting with `/moede ny`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.cards import Field, Form, Option, Values
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain import meetings
from bot.domain.appointment import Unreadable, read
from bot.domain.calendar import COPENHAGEN, school_year
from bot.domain.danish_time import day, school_year_name
from bot.domain.meeting_rights import Deed
from bot.domain.meeting_text import called
from bot.domain.meetings import Appointment, Meeting
from bot.domain.obligations import owed, stand, subjects
from bot.domain.organisation import Role
from bot.doubts import answered
from commands.moede.reading import Mine, change, found
from commands.moede.show import whole

BOOKERS = frozenset({Role.PLAN_LEADER, Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
HINT = "Fx: 3. december kl. 10-11.30 på Klub Borup. Du kan også indsætte en kalenderaftale (.ics) eller et link."
AGAIN = "Send igen, hvis tiden alligevel er rigtig, eller skriv en anden."


@action(BOOKERS)
def agree(ask: Ask, desk: Desk, meeting: int) -> Answer:
    """*Vi har en aftale*: the form with one line."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    return Open(_form(me, one))


@action(BOOKERS, places=("when",))
def agreed(ask: Ask, desk: Desk, meeting: int, accepted: str = "") -> Answer:
    """The line came back: the meeting is booked, or the form comes again once with an objection."""
    me, one = found(ask, desk, meeting, Deed.BOOK)
    agreed = _agreed(ask, me, one.school_year, accepted, _form(me, one))
    if not isinstance(agreed, Appointment):
        return agreed
    return _booked(me, change(me, one, _booking(ask, me, agreed), "book"))


@action(BOOKERS, word="ny")
def new(ask: Ask, desk: Desk) -> Answer:
    """/moede ny [WHEN AND WHERE]: choose with whom, and agree on a time."""
    me = Mine.of(ask, desk)
    return Open(_new_form(me, ask.words.strip()))


@action(BOOKERS, places=("when",))
def save_new(ask: Ask, desk: Desk, accepted: str = "") -> Answer:
    """The form came back: what is owed is booked; when nothing is, it is a meeting more."""
    me = Mine.of(ask, desk)
    form = _new_form(me, "")
    chosen = ask.form.get("what", "")
    if chosen not in {option.value for option in form.fields[0].options}:
        return FieldErrors({"what": "Vælg, hvem mødet er med."})
    agreed = _agreed(ask, me, school_year(desk.today), accepted, form)
    if not isinstance(agreed, Appointment):
        return agreed
    series, _, subject = chosen.partition("|")
    year = school_year(agreed.start.astimezone(COPENHAGEN).date())
    wanted = [one for one in owed(me.organisation, year) if (one.series, one.subject) == (series, subject)]
    desk.store.meetings.add_missing(wanted)
    last = wanted[-1]
    more = Meeting(0, series, subject, year, last.title, number=0, plan=last.plan, owed=False)
    return _booked(me, desk.store.meetings.settle(more, agreed.start, _booking(ask, me, agreed), me.person.id))


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


def _agreed(ask: Ask, me: Mine, year: int, accepted: str, form: Form) -> Appointment | Answer:
    """What the line says; else its mistake, or once the form again with an objection."""
    try:
        agreed = read(ask.form.get("when", ""), me.desk.now)
    except Unreadable as error:
        return FieldErrors({"when": str(error)})
    key = f"{agreed.start.isoformat()}/{agreed.end.isoformat()}"
    if accepted != key and (said := objection(me.desk, year, agreed.start, agreed.end)):
        return Open(refilled(form, ask, {"accepted": key}, said=f"{said} {AGAIN}"))
    return agreed


def _booking(ask: Ask, me: Mine, agreed: Appointment) -> Callable[[Meeting], Meeting]:
    """The step that books a meeting for then, with its parties and those who were chosen."""

    def book(meeting: Meeting) -> Meeting:
        people = stand([*me.parties(meeting), *others(ask, me)], me.gone) or (me.person.id,)
        return meetings.book(meeting, agreed, people, me.person.id, me.desk.now)

    return book


def _booked(me: Mine, meeting: Meeting) -> Answer:
    ahead = meeting.start is not None and meeting.start > me.desk.now
    return Reply(whole(me, meeting, "Mødet er aftalt" if ahead else "Mødet er skrevet op", tone=True))


def others(ask: Ask, me: Mine) -> list[str]:
    """The people chosen in a form, of those that there are."""
    known = {one.id for one in me.organisation.people}
    return [one for one in ask.form.get("people", "").split(",") if one in known]


def objection(desk: Desk, year: int, start: datetime, end: datetime) -> str | None:
    """Why a time is odd for a meeting of that school year, as Danish sentences; None when it is not."""
    begins = start.astimezone(COPENHAGEN).date()
    if (its := school_year(begins)) == year:
        return desk.calendar.objection(start, end)
    return (
        f"{day(begins).capitalize()} ligger i skoleåret {school_year_name(its)}, ikke i {school_year_name(year)}. "
        "Mente du et andet år, så skriv årstallet."
    )


def refilled(form: Form, ask: Ask, more: Values, *, said: str = "", lines: tuple[str, ...] = ()) -> Form:
    """A form with what was typed and more values, what is `said` of it, and more `lines`, which stay."""
    fields = tuple(replace(one, value=ask.form.get(one.name, "")) for one in form.fields)
    again = replace(form, fields=fields, values={**form.values, **more}, lines=(*lines, *form.lines), said=said)
    return again.asking(answered(ask.form, ask.form.values()))

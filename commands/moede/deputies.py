"""Deputies with dates, and replacing somebody who has left, once and everywhere."""

from datetime import date

from bot.cards import Button, Card, Field, Form, Item, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain.danish_time import day
from bot.domain.meeting_text import called
from bot.domain.organisation import Role
from commands.moede.reading import Mine

REPLACERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})
UNREGISTERED = (
    "Du er ikke registreret og kan ikke have en stedfortræder. Bed administratoren om at registrere din arbejdsmail."
)


@action(word="stedfortræder")
def deputies(ask: Ask, desk: Desk) -> Answer:
    """Who stands in for the asker, and for whom the asker stands in."""
    return Reply(_card(_registered(ask, desk)))


@action(word="stedfortraeder")
def deputy(ask: Ask, desk: Desk) -> Answer:
    """/moede stedfortraeder, as Slack's users type it."""
    return Reply(_card(_registered(ask, desk)))


def _registered(ask: Ask, desk: Desk) -> Mine:
    """Who asks, if that is somebody whom messages reach. Raises Refusal."""
    me = Mine.of(ask, desk)
    if me.person.id not in {one.id for one in me.organisation.people}:
        raise Refusal(UNREGISTERED)
    return me


def _card(me: Mine) -> Card:
    desk = me.desk
    own = desk.store.deputies.of(me.person.id, desk.today)
    others = desk.store.deputies.for_deputy(me.person.id, desk.today)
    items = [
        Item(
            f"{me.names.get(one.deputy, one.deputy)} er din stedfortræder",
            facts=(("Fra", day(one.first, desk.today)), ("Til", day(one.last, desk.today) if one.last else "videre")),
            buttons=(Button("Fjern", "moede.remove_deputy", {"id": one.id}),),
        )
        for one in own
    ]
    items += [
        Item(f"Du er stedfortræder for {me.names.get(one.person, one.person)}", facts=(
            ("Til", day(one.last, desk.today) if one.last else "videre"),))
        for one in others
    ]  # fmt: skip
    buttons = [Button("Vælg stedfortræder", "moede.choose_deputy", style="plain" if own else "primary")]
    if me.person.role in REPLACERS:
        buttons.append(Button("En person er stoppet", "moede.replacing"))
    lines = (
        "En stedfortræder får dine beskeder og kan svare for dig, mens du er væk.",
        *(() if own else ("Du har ingen stedfortræder.",)),
    )
    return Card("Stedfortræder", lines, items=tuple(items), buttons=tuple(buttons))


@action()
def choose_deputy(ask: Ask, desk: Desk) -> Answer:
    """The form: who, from when, until when."""
    me = _registered(ask, desk)
    today = desk.today.isoformat()
    return Open(
        Form(
            "Vælg stedfortræder", "moede.save_deputy",
            (
                Field("who", "Hvem?", "choice", required=True, options=_people(me)),
                Field("first", "Fra og med", "date", required=True, value=today),
                Field("last", "Til og med", "date", required=True),
            ),
            submit="Gem",
        )
    )  # fmt: skip


def _people(me: Mine) -> tuple[Option, ...]:
    return tuple(Option(one.id, called(one)) for one in me.organisation.people if one.id != me.person.id)


@action()
def save_deputy(ask: Ask, desk: Desk) -> Answer:
    """The form came back."""
    me = _registered(ask, desk)
    who = ask.form.get("who", "")
    wrong = {} if who in {one.value for one in _people(me)} else {"who": "Vælg, hvem der skal være stedfortræder."}
    first, last = (_day(ask.form.get(name, "")) for name in ("first", "last"))
    if first is None:
        wrong["first"] = "Vælg en dato."
    if last is None:
        wrong["last"] = "Vælg en dato."
    elif last < desk.today:
        wrong["last"] = "Datoen er allerede forbi. Vælg en senere."
    elif first is not None and last < first:
        wrong["last"] = "Vælg en dato, der ikke ligger før den første."
    if wrong or first is None or last is None:
        return FieldErrors(wrong)
    desk.store.deputies.add(me.person.id, who, first, last, me.person.id)
    name = me.names.get(who, who)
    return Reply(
        Card.done(f"{name} er din stedfortræder", f"Fra {day(first, desk.today)} til og med {day(last, desk.today)}.")
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@action()
def remove_deputy(ask: Ask, desk: Desk, id: int) -> Answer:
    """*Fjern* one of the asker's deputies."""
    me = _registered(ask, desk)
    if not desk.store.deputies.remove(id, me.person.id, me.person.id):
        raise Refusal("Den stedfortræder er allerede fjernet. Skriv /moede stedfortraeder for at se, hvem du har.")
    return Replace(_card(me))


@action(REPLACERS)
def replacing(ask: Ask, desk: Desk) -> Answer:
    """The form: who has left, and who came instead."""
    me = Mine.of(ask, desk)
    people = tuple(Option(one.id, called(one)) for one in me.organisation.people)
    return Open(
        Form(
            "En person er stoppet", "moede.replace_person",
            (
                Field("old", "Hvem er stoppet?", "choice", required=True, options=people),
                Field("new", "Hvem er kommet i stedet?", "choice", required=True, options=people,
                      hint="Vedkommende skal først være registreret med sin rolle."),
            ),
            lines=("Den nye overtager alle møder og opfølgninger på én gang.",), submit="Skift ud",
        )
    )  # fmt: skip


@action(REPLACERS)
def replace_person(ask: Ask, desk: Desk) -> Answer:
    """The form came back: everywhere, once."""
    me = Mine.of(ask, desk)
    people = {one.id: called(one) for one in me.organisation.people}
    old, new = ask.form.get("old", ""), ask.form.get("new", "")
    wrong = {name: "Vælg en person." for name, who in (("old", old), ("new", new)) if who not in people}
    if not wrong and old == new:
        wrong = {"new": "Vælg en anden end den, der er stoppet."}
    if wrong:
        return FieldErrors(wrong)
    count = desk.store.deputies.replace(old, new, desk.today, me.person.id)
    number = "1 møde" if count == 1 else f"{count} møder"
    line = f"{people[new]} har overtaget efter {people[old]}: {number} og alle opfølgninger."
    return Reply(Card.done("Skiftet ud", line))

"""Brobygning: hvor mange unge der kom fra et område til et tilbud, kun som tal.

Skriv et tal, et område og et emne eller et tilbuds navn i den rækkefølge, du vil. Uden videre er de unge »henvist«;
skriv »fulgt derhen«, »mødt op« eller »stadig med efter 4 uger«, når det er det. Skriv aldrig, hvem det er.
"""

import secrets

from bot.cards import Button, Card, Field, Form, Item, Line, Option
from bot.chat import Answer, Ask, Command, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain import referrals
from bot.domain.danish_time import span
from bot.domain.organisation import Person, Role
from bot.domain.questions import Index
from bot.domain.referrals import Referral, Step, target_name
from bot.store import Again
from commands.brobyg.overview import OVERSEERS, overview, overview_file

BUILDERS = frozenset({Role.STAFF, Role.PLAN_LEADER})  # who leads young people to offers, and counts them
COMMAND = Command(
    "brobyg",
    usage="[antal, område, emne eller tilbud, trin]",
    examples=("3 lundtoftegade fritidsjob", "2 unge fra husum mødt op til boksning"),
    typists=BUILDERS,
    private=True,
)
RECENT = 5
ANONYMOUS = "Vejviser gemmer kun tal, område, tilbud og trin. Tal fra 1 til 4 ser andre end dig som <5."
AGAIN = "Formularen kom to gange, og tallet er talt én gang. Skriv /brobyg for at se eller fortryde det."
TOO_LATE = "Det kan kun fortrydes i 10 minutter, og kun af den, der noterede det. Spørg ellers administratoren."

__all__ = ["overview", "overview_file"]


def run(ask: Ask, desk: Desk) -> Answer:
    """/brobyg WORDS: what they say is counted; without words, help and the asker's latest."""
    person = _person(ask)
    if not ask.words.strip():
        return Reply(_help(person, desk))
    if person.role not in BUILDERS:
        raise Refusal(
            "Brobygning noteres af dem, der arbejder med de unge. Skriv /brobyg oversigt for at se tallene."
        )
    index = desk.index.current()
    found = referrals.read(ask.words, desk.now, index)
    if found.problems:
        raise Refusal(" ".join([*found.problems.values(), f"For eksempel: /brobyg {COMMAND.examples[0]}"]))
    return _counted(Referral(desk.now, found.area, found.target, found.step, found.count, person.id), desk)


@action(BUILDERS)
def fill_in(ask: Ask, desk: Desk) -> Answer:
    """*Udfyld*: the same as a form."""
    areas = sorted(desk.index.current().areas, key=lambda area: area.name)
    return Open(
        Form(
            "Brobygning til tilbud",
            "brobyg.save",
            (
                Field("count", "Hvor mange unge?", required=True, max_length=20),
                Field("area", "Fra hvilket område?", "choice", required=True,
                      options=tuple(Option(area.id, area.name) for area in areas)),
                Field("target", "Til hvad?", required=True, max_length=200,
                      hint="En slags tilbud, fx fritidsjob, eller et tilbuds navn."),
                Field("step", "Hvor langt?", "choice", required=True, value=Step.REFERRED.value,
                      options=tuple(Option(step.value, step.danish) for step in Step)),
            ),
            values={"once": secrets.token_hex(8)},
            lines=(ANONYMOUS,),
            submit="Notér",
        )
    )  # fmt: skip


@action(BUILDERS)
def save(ask: Ask, desk: Desk, once: str = "") -> Answer:
    """The form came back: it is counted, once though it may come twice, or the mistakes stand at their fields."""
    index = desk.index.current()
    area, step = ask.form.get("area", ""), ask.form.get("step", "")
    count = referrals.read_count(ask.form.get("count", ""))
    target = referrals.read_target(ask.form.get("target", ""), desk.now, index)
    problems = {
        "count": "" if count else referrals.COUNT,
        "area": "" if area in index.areas else referrals.AREA,
        "target": "" if target else referrals.TARGET,
        "step": "" if step in {one.value for one in Step} else referrals.STEP,
    }
    if count is None or any(problems.values()):
        return FieldErrors({name: text for name, text in problems.items() if text})
    return _counted(Referral(desk.now, area, target, Step(step), count, _person(ask).id), desk, once)


@action(BUILDERS)
def undo(ask: Ask, desk: Desk, id: int) -> Answer:
    """*Fortryd*: for ten minutes, by who entered it."""
    one = desk.store.referrals.find(id)
    if one is None or not desk.store.referrals.undo(id, _person(ask).id, desk.now):
        raise Refusal(TOO_LATE)
    return Replace(
        Card("Brobygningen er fortrudt", (_line(one, desk.index.current()),), small=("Tallet er slettet.",))
    )


def _counted(new: Referral, desk: Desk, once: str = "") -> Answer:
    index = desk.index.current()
    try:
        number = desk.store.referrals.add(new, once)
    except Again:
        return Reply(Card.done("Brobygningen er allerede noteret", AGAIN))
    return Reply(
        Card(
            "Brobygningen er noteret",
            facts=(
                ("Antal unge", str(new.count)),
                ("Fra", index.areas[new.area].name),
                ("Til", target_name(new.target, index)),
                ("Trin", new.step.danish),
            ),
            buttons=(_undo(number), Button("Notér mere", "brobyg.fill_in")),
            small=("Passer det ikke, så tryk Fortryd inden 10 minutter.", ANONYMOUS),
        )
    )


def _undo(number: int) -> Button:
    return Button("Fortryd", "brobyg.undo", {"id": number}, label=f"Fortryd brobygning nr. {number}")


def _help(person: Person, desk: Desk) -> Card:
    builds = person.role in BUILDERS
    buttons = [Button("Udfyld", "brobyg.fill_in", style="primary")] if builds else []
    buttons += [Button("Oversigt", "brobyg.overview")] if person.role in OVERSEERS else []
    lines: tuple[Line, ...] = ("Hvor mange unge er kommet fra et område til et tilbud? Skriv for eksempel:",)
    if not builds:
        return Card("Brobygning til tilbud", ("Medarbejdere og ledere af helhedsplaner noterer brobygning.",),
                    buttons=tuple(buttons))  # fmt: skip
    examples = tuple(f"/brobyg {words}" for words in COMMAND.examples)
    return Card("Brobygning til tilbud", lines + examples, items=_own(person, desk), buttons=tuple(buttons),
                small=(ANONYMOUS,))  # fmt: skip


def _own(person: Person, desk: Desk) -> tuple[Item, ...]:
    """What the asker has entered in this quarter, the latest first."""
    start, _ = referrals.quarter_span(referrals.quarter(desk.now))
    index = desk.index.current()
    return tuple(
        Item(
            _line(one, index),
            small=(f"Noteret af dig {span(one.at, None, desk.today)}",),
            buttons=(_undo(one.id),) if one.at > desk.now - referrals.UNDO else (),
        )
        for one in desk.store.referrals.of_person(person.id, start)[:RECENT]
    )


def _line(one: Referral, index: Index) -> str:
    area = index.areas[one.area].name if one.area in index.areas else one.area
    return f"{one.count} {one.step.danish}: {area} → {target_name(one.target, index)}"


def _person(ask: Ask) -> Person:
    if ask.person is None:
        raise Refusal("Jeg ved ikke, hvem du er. Bed administratoren om at registrere din arbejdsmail.")
    return ask.person

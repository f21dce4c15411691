"""/vejviser indsigt: all that is kept about a person, a plan or a period, as a zip for the administrator."""

from datetime import date
from io import BytesIO

from bot.cards import Attachment, Card, Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, action
from bot.domain.organisation import ADMINISTRATORS
from bot.store.disclosing import About
from bot.transfer.disclosure import write_disclosure

NOTHING = "Skriv en person, vælg en helhedsplan, eller vælg en periode."
UNKNOWN = "Den person kender jeg ikke. Skriv titlen, arbejdsmailen eller id'et, som det står i organisationen."
READ_IT = "Læs det igennem, før det udleveres: tekster og papirer kan også handle om andre."


@action(ADMINISTRATORS, word="indsigt")
def insight(ask: Ask, desk: Desk) -> Answer:
    """/vejviser indsigt."""
    plans = desk.store.directory().organisation.plans
    fields = (
        Field("person", "Person", hint="Titel, arbejdsmail eller id.", max_length=200),
        Field("plan", "Helhedsplan", "choice", options=tuple(Option(one.id, one.name) for one in plans[:100])),
        Field("first", "Fra og med", "date"),
        Field("last", "Til og med", "date"),
    )
    lines = ("Skriv en af delene, eller flere: så skal de alle passe.",)
    return Open(Form("Indsigt i det, jeg gemmer", "vejviser.insight_found", fields, lines=lines, submit="Find"))


@action(ADMINISTRATORS)
def insight_found(ask: Ask, desk: Desk) -> Answer:
    """The form came back."""
    typed = {name: ask.form.get(name, "").strip() for name in ("person", "plan", "first", "last")}
    if not any(typed.values()):
        return FieldErrors({"person": NOTHING})
    named = desk.store.people.named(typed["person"])
    if typed["person"] and named is None:
        return FieldErrors({"person": UNKNOWN})
    person = named.id if named else ""
    try:
        first, last = (date.fromisoformat(typed[name]) if typed[name] else None for name in ("first", "last"))
    except ValueError:
        return FieldErrors({"first": "Vælg en dag, eller lad feltet stå tomt."})
    about = About(person, typed["plan"], first, last)
    found = desk.store.disclosure.about(about)
    if not found:
        return Reply(Card("Der er ikke gemt noget om det"))
    file = BytesIO()
    write_disclosure(file, desk.store, about, found)
    who = ask.person.id if ask.person else ""
    desk.store.audit.add(who, "disclose", "person" if person else "plan", person or typed["plan"] or "period")
    name = f"indsigt-{person or typed['plan'] or 'periode'}-{desk.today:%Y-%m-%d}.zip"
    facts = tuple((kind, str(len(rows))) for kind, rows in found.items())
    attached = Attachment(name, "application/zip", file.getvalue())
    return Reply(Card("Det er gemt", (READ_IT,), facts=facts), files=(attached,))

"""What is kept about the asker, and how it is forgotten."""

from bot.cards import Button, Card, Line
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain.organisation import Person
from bot.domain.privacy import QUESTIONS

UNDER_TITLE = "Det, du melder eller retter, og den brobygning, du noterer, står under din titel – ikke dit navn."
UNDER_CODE = (
    "Du er ikke registreret. Det, du melder, står under »Medarbejder«, og den brobygning, du noterer, står under en "
    "kode, som ikke viser, hvem du er."
)


@action()
def stored(ask: Ask, desk: Desk) -> Answer:
    """What is kept about the asker."""
    person = person_of(ask)
    registered = desk.store.people.find(person.id) is not None
    accounts = desk.store.accounts.of(person.id) if registered else ()
    known = desk.store.accounts.get(ask.account.platform, ask.account.id)
    platforms = sorted({one.platform for one in (*accounts, known) if one is not None})
    links = len(desk.store.links.of(person.id))
    return Reply(
        Card(
            "Det gemmer jeg om dig",
            facts=(
                ("Rolle", person.role.danish),
                ("Titel", person.title),
                ("Navn", person.name or "gemmes ikke"),
                ("Arbejdsmail", person.email or "gemmes ikke"),
                ("Chat-id", ", ".join(platforms).capitalize() or "gemmes ikke"),
                *([("Personlige links", f"{links}, til at svare uden chatten og til din kalender")] if links else []),
            ),
            lines=(
                QUESTIONS,
                "Åbner du et tilbud fra et svar, tæller jeg emnet og tilbuddet – ikke dig.",
                UNDER_TITLE if registered else UNDER_CODE,
                *_how_long(desk),
            ),
            buttons=(
                *([Button("Luk mine links", "vejviser.close_links")] if links else []),
                Button("Glem mig", "vejviser.forget"),
            ),
        )
    )


def _how_long(desk: Desk) -> tuple[str, ...]:
    """What is deleted by itself, and when."""
    kept = desk.settings.retention
    return (
        f"Sætninger, du selv sender til redaktionen, gemmes uden navn i {span(kept.sentences)}.",
        f"Det, der er ledt efter uden svar, gemmes i {span(kept.gaps)}.",
        f"Hvem der har ændret hvad, gemmes i {span(kept.audit)}.",
        f"Hvilke beskeder du har fået, men ikke deres ord, gemmes i {span(kept.deliveries)}.",
        f"En fejl, du har meldt, gemmes i {span(kept.feedback)}, efter at den er behandlet.",
        f"Kladder til statusrapporter og papirer, som ingen rører, slettes efter {span(kept.drafts)}.",
        "Statusrapporter, du har sendt, gemmes i alle versioner under din titel. De står i papirerne til "
        "bydelsbestyrelsen, som kommunen har pligt til at gemme.",
        "Dagsordener, referater og grunde til aflysning bliver stående ved mødet. Inden de gemmes, spørger jeg, "
        "hvis noget ligner personoplysninger.",
    )


def span(days: int) -> str:
    """90 → 90 dage, 1095 → 3 år."""
    years, rest = divmod(days, 365)
    return f"{days} dage" if rest or not years else f"{years} år"


@action()
def close_links(ask: Ask, desk: Desk) -> Answer:
    """End the asker's personal links: a mail was forwarded, or a calendar's address seen."""
    closed = desk.store.links.revoke(person_of(ask).id)
    lines = ("Knapperne i dine mails og din kalenders adresse virker ikke længere. Næste mail har nye knapper.",)
    return Reply(Card("Dine links er lukket", lines, tone="done") if closed else Card("Du har ingen links"))


@action(word="glem")
def forget(ask: Ask, desk: Desk) -> Answer:
    """Say what goes and what stays, and ask once more."""
    person = person_of(ask)
    return Reply(
        Card(
            "Skal jeg glemme dig?",
            lines=(
                "Jeg sletter dit navn, din mailadresse og dine chat-id'er.",
                "Har du en særlig rolle, mister du den i chatten, til administratoren registrerer dig igen.",
                _stays(person),
            ),
            buttons=(Button("Ja, glem mig", "vejviser.forget_now", style="danger"),),
        )
    )


@action()
def forget_now(ask: Ask, desk: Desk) -> Answer:
    """Remove the profile and the chat ids."""
    person = person_of(ask)
    if desk.store.people.find(person.id) is not None:
        desk.store.people.forget(person.id, person.title)
    desk.store.accounts.forget(ask.account.platform, ask.account.id)
    return Reply(
        Card(
            "Jeg har glemt dig",
            lines=("Navn, mailadresse, chat-id'er og personlige links er slettet.", _stays(person)),
            tone="done",
        )
    )


def person_of(ask: Ask) -> Person:
    """Who asks; dispatch lets nobody else in."""
    if ask.person is None:
        raise Refusal("Dig kender jeg ikke.")
    return ask.person


def _stays(person: Person) -> Line:
    return (
        f"Det, du har gjort som »{person.title}«, bliver stående under titlen: kommunen skal kunne se, "
        "hvad der er rettet og besluttet, men ikke af hvem personligt."
    )

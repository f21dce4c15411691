"""/vejviser leveringer: what waits to be sent, what could not be delivered and why; try it again or drop it."""

from datetime import datetime

from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Desk, Refusal, Replace, Reply, action
from bot.domain.calendar import COPENHAGEN
from bot.domain.delivering import named
from bot.domain.organisation import ADMINISTRATORS, Role
from bot.store.deliveries import Record

SHOWN = 8  # of those that failed, and of those that wait
DROPPED = "opgivet af en administrator"
DONE_ALREADY = "Leveringen er allerede sendt eller opgivet. Skriv /vejviser leveringer for at se køen, som den er nu."


def home(ask: Ask, desk: Desk) -> tuple[Item, ...]:
    """What waits for an administrator: messages that could not be delivered."""
    if ask.person is None or ask.person.role is not Role.ADMINISTRATOR:
        return ()
    failed = desk.store.deliveries.count("failed")
    if not failed:
        return ()
    said = "1 besked kunne ikke leveres" if failed == 1 else f"{failed} beskeder kunne ikke leveres"
    return (Item(said, buttons=(Button("Se dem", "vejviser.queue", label=f"Se dem: {said}"),)),)


@action(ADMINISTRATORS, word="leveringer")
def queue(ask: Ask, desk: Desk) -> Answer:
    """/vejviser leveringer."""
    return Reply(_card(desk))


@action(ADMINISTRATORS)
def retry(ask: Ask, desk: Desk, id: int) -> Answer:
    """Try one again."""
    if not desk.store.deliveries.retry(id):
        raise Refusal(DONE_ALREADY)
    _note(ask, desk, "retry", str(id))
    return Replace(_card(desk))


@action(ADMINISTRATORS)
def retry_all(ask: Ask, desk: Desk) -> Answer:
    """Try all again that failed: after an outage, or when a token was renewed."""
    if desk.store.deliveries.retry():
        _note(ask, desk, "retry", "all")
    return Replace(_card(desk))


@action(ADMINISTRATORS)
def drop(ask: Ask, desk: Desk, id: int) -> Answer:
    """Send it never."""
    if not desk.store.deliveries.give_up(id, DROPPED):
        raise Refusal(DONE_ALREADY)
    _note(ask, desk, "drop", str(id))
    return Replace(_card(desk))


def _note(ask: Ask, desk: Desk, what: str, id: str) -> None:
    desk.store.audit.add(ask.person.id if ask.person else "", what, "delivery", id)


def _card(desk: Desk) -> Card:
    queued = desk.store.deliveries
    failed, waiting = queued.count("failed"), queued.count("waiting")
    titles = {person.id: person.title for person in desk.store.people.all()}
    again = Button("Prøv dem alle igen", "vejviser.retry_all")
    return Card(
        "Leveringer",
        lines=(_said(failed, waiting, sends=desk.settings.sends),),
        facts=(("Ikke leveret", str(failed)), ("Venter", str(waiting))),
        items=(
            *(_failed(one, titles) for one in queued.failures(SHOWN)),
            *(_waiting(one, titles, desk.now) for one in queued.waiting(SHOWN)),
        ),
        buttons=(again,) if failed > 1 else (),
    )


def _said(failed: int, waiting: int, *, sends: bool) -> str:
    if not failed and not waiting:
        return "Køen er tom, og alt er leveret."
    if not sends:
        return "Intet bliver sendt, for hverken Slack eller mail er slået til. Det gøres i config.toml."
    more = f" Her er de seneste {SHOWN} af hver." if max(failed, waiting) > SHOWN else ""
    if failed:
        return f"Ret det, der står under hver besked, og prøv igen – eller opgiv den.{more}"
    return f"Intet er gået galt. Det her sendes, når tiden er inde.{more}"


def _failed(one: Record, titles: dict[str, str]) -> Item:
    whom = titles.get(one.delivery.person, "en ukendt person")
    return Item(
        f"{named(one.delivery.kind).capitalize()} til {whom}",
        lines=(f"Ikke leveret: {one.reason}.",),
        small=(_reference(one),),
        buttons=(
            Button("Prøv igen", "vejviser.retry", {"id": one.id}, label=f"Prøv igen at sende til {whom}"),
            Button("Opgiv", "vejviser.drop", {"id": one.id}, style="danger", label=f"Opgiv at sende til {whom}"),
        ),
    )


def _waiting(one: Record, titles: dict[str, str], now: datetime) -> Item:
    whom = titles.get(one.delivery.person, "en ukendt person")
    until = "Venter til" if one.next > now else "Klar siden"
    why = f" – {one.reason}" if one.reason else ""
    return Item(
        f"{named(one.delivery.kind).capitalize()} til {whom}",
        lines=(f"{until} {one.next.astimezone(COPENHAGEN):%d.%m.%Y kl. %H.%M}{why}.",),
        small=(_reference(one),),
        buttons=(Button("Opgiv", "vejviser.drop", {"id": one.id}, label=f"Opgiv at sende til {whom}"),),
    )


def _reference(one: Record) -> str:
    return f"Nummer {one.id} · {one.delivery.about} · {one.delivery.step}"

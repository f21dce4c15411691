"""One offer as an item of a list and as a whole card."""

from datetime import date

from bot.cards import Button, Card, Item, Line, Link, Values
from bot.chat import Desk, Refusal
from bot.domain import offer_text as text
from bot.domain.areas import Areas
from bot.domain.offers import Offer

Facts = tuple[tuple[str, Line], ...]


def known(offer_id: str, desk: Desk) -> Offer:
    """The offer with that id. Raises Refusal when it is gone."""
    found = desk.index.current().directory.offer(offer_id)
    if found is None:
        raise Refusal("Det tilbud findes ikke længere. Søg igen med /tilbud.")
    return found


def item(offer: Offer, areas: Areas, today: date, *notes: Line, facets: str = "") -> Item:
    """An offer in a list, readable on a phone: what a person needs with a parent on the line.

    `facets`: the question that it answers, so that its details can say why.
    """
    asked = {"facets": facets} if facets else {}
    return Item(
        offer.name,
        lines=(*notes, *filter(None, [offer.summary])),
        facts=_known(
            ("Hvor", text.where(offer, areas)),
            ("Hvornår", text.when(offer)),
            ("Alder", text.ages(offer)),
            ("Pris", text.price(offer)),
            ("Telefon", _phone(offer)),
            *((("E-mail", _mail(offer)),) if offer.email else ()),
            ("Tilmelding", offer.signup or text.UNKNOWN),
        ),
        small=(_source(offer, today),),
        buttons=(
            _button("Detaljer", "details", offer, asked),
            _button("Del i kanalen", "share", offer, asked),
            _wrong(offer),
        ),
    )


def _known(*facts: tuple[str, Line]) -> Facts:
    """The facts that are known, then one line that says which are not: short enough for a phone."""
    unknown = [label.lower() for label, line in facts if line == text.UNKNOWN]
    known = tuple(fact for fact in facts if fact[1] != text.UNKNOWN)
    return (*known, (text.UNKNOWN.capitalize(), text.join(unknown))) if unknown else known


def whole(offer: Offer, desk: Desk, *, reasons: Facts = (), buttons: bool = True, edit: bool = False) -> Card:
    """Everything that is known of an offer; `reasons`: why it answers; `edit`: with the ways to change it."""
    directory = desk.store.directory()
    return Card(
        offer.name,
        lines=tuple(filter(None, [offer.summary, offer.description])),
        facts=reasons
        + _known(
            ("Telefon", _phone(offer)),
            ("E-mail", _mail(offer)),
            ("Hjemmeside", (Link(offer.url, offer.url),) if offer.url else text.UNKNOWN),
            ("Hvor", text.where(offer, directory.areas)),
            ("Hvornår", text.when(offer)),
            ("Alder", text.ages(offer)),
            ("Målgruppe", text.join(offer.audience) or text.UNKNOWN),
            ("Pris", text.price(offer)),
            ("Tilmelding", offer.signup or text.UNKNOWN),
            ("Hvem står bag", offer.organisation or text.UNKNOWN),
            ("Emner", ", ".join(offer.topics) or text.UNKNOWN),
        ),
        small=(_source(offer, desk.today),),
        buttons=(
            *((_button("Del i kanalen", "share", offer), _wrong(offer)) if buttons else ()),
            *((_button("Ret tilbuddet", "correct", offer), _button("Tilføj søgeord", "attach", offer, key="offer"))
              if edit else ()),
        ),
    )  # fmt: skip


def _phone(offer: Offer) -> Line:
    return (Link.phone(offer.phone),) if offer.phone else text.UNKNOWN


def _mail(offer: Offer) -> Line:
    return (Link(offer.email, f"mailto:{offer.email}"),) if offer.email else text.UNKNOWN


def _source(offer: Offer, today: date) -> Line:
    return source(offer.source_url, offer.source_date, today, offer.source_note)


def source(url: str | None, source_date: str | None, today: date, note: str | None = None) -> Line:
    """Where a fact comes from and how old it is, with the page to open."""
    line = text.source(url, source_date, today, note)
    return (line, " · ", Link("åbn kilden", url)) if url else line


def _button(words: str, function: str, offer: Offer, more: Values | None = None, key: str = "id") -> Button:
    return Button(words, f"tilbud.{function}", {key: offer.id, **(more or {})}, label=f"{words}: {offer.name}")


def _wrong(offer: Offer) -> Button:
    return _button("Forkert oplysning?", "wrong", offer)

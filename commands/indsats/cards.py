"""A card of a record of the organisation: its facts, its people, and buttons to what it is tied to."""

from collections.abc import Iterable

from bot.cards import Button, Card, Line
from bot.domain.directory import Directory
from bot.domain.lookup import Record, key
from bot.domain.organisation import Board, Initiative, Organisation, Party, Plan
from bot.domain.status.scope import scope
from commands.indsats.facts import Facts, facts, ids, mail, name

_PARTIES = ("party", "employer", "parent", "steering", "following", "partners", "parties")  # fields of party ids


def card(record: Record, directory: Directory, others: Iterable[Record] = ()) -> Card:
    """The record's facts, buttons to those it names, and to the `others` that fit the same words."""
    organisation = directory.organisation
    counted = scope(key(record)["kind"], record.id, organisation) is not None
    linked = [*_linked(record, organisation), *others]
    unique = {tuple(key(one).values()): one for one in linked if one is not record}
    return Card(
        name(record),
        lines=tuple(filter(None, [_intro(record)])),
        facts=(*facts(record, directory), *_contacts(record, organisation)),
        buttons=(
            *((Button("Vis effekt", "statusrapport.effect_of", key(record), "primary"),) if counted else ()),
            *(Button(name(one), "indsats.about", key(one)) for one in list(unique.values())[:10]),
        ),
        small=_small(record, organisation),
    )


def _intro(record: Record) -> str:
    if isinstance(record, Initiative):
        return record.purpose
    return (record.note or "") if isinstance(record, Party | Plan) else ""


def _contacts(record: Record, organisation: Organisation) -> Facts:
    """The people of a party, plan or board; of an initiative: those of its plan or employer."""
    if isinstance(record, Initiative):
        owners = {record.plan, record.employer, *record.steering}
    elif isinstance(record, Party | Plan | Board):
        owners = {record.id}
    else:
        return ()
    people = [one for one in organisation.people if {one.plan, one.party, one.board} & (owners - {None})]
    return tuple((f"Kontakt: {one.title}", mail(one)) for one in people)


def _linked(record: Record, organisation: Organisation) -> list[Record]:
    parties = {one for field in _PARTIES for one in ids(getattr(record, field, None))}
    found: list[Record] = []
    found += [one for one in organisation.plans if one.id == getattr(record, "plan", None)]
    found += [one for one in organisation.boards if one.id == getattr(record, "board", None)]
    found += [one for one in organisation.parties if one.id in parties]
    match record:
        case Plan():
            found += [one for one in organisation.initiatives if one.plan == record.id]
        case Party():
            owners = ((one, (*one.steering, *one.partners, one.employer)) for one in organisation.initiatives)
            found += [one for one, parties_of_it in owners if record.id in parties_of_it]
        case Board():
            found += [one for one in organisation.plans if one.board == record.id]
    return found


def _small(record: Record, organisation: Organisation) -> tuple[Line, ...]:
    made_up = any((one.email or "").endswith("@example.org") for one in organisation.people)
    return (
        ("Adresser på example.org er opdigtede til demonstrationen.",)
        if made_up and _contacts(record, organisation)
        else ()
    )

"""Find a party, plan, board, group, meeting series, initiative or person of the organisation by words."""

import re
from dataclasses import fields

from bot.domain.organisation import Board, Group, Initiative, Organisation, Party, Person, Plan, Series
from bot.domain.questions.words import keys

Record = Initiative | Plan | Party | Board | Group | Series | Person
_ASKING = frozenset(
    keys("hvem hvad er hvor den det de en et i på for til af om og som mere vis fortæl kontakt indsats")
)
_NAME, _TEXT = 3.0, 1.0  # a word found in a record's name says more than one found in its description


def lookup(words: str, organisation: Organisation) -> tuple[Record, ...]:
    """The records that the words are about, best first: those that cover as many of them as the best one does.

    A word counts where its stem stands in the record; small words ("hvem er …") count only when nothing else
    was written. Empty when no record covers at least half of the words.
    """
    wanted = set(keys(words))
    wanted = wanted - _ASKING or wanted
    scored = []
    for record in _records(organisation):
        name, text = _words_of(record)
        covered = wanted & (name | text)
        if 2 * len(covered) >= max(1, len(wanted)):
            weight = sum(_NAME if word in name else _TEXT for word in covered)
            scored.append((len(covered), weight / len(name) ** 0.25, record))
    if not scored:
        return ()
    best = max(count for count, _, _ in scored)
    top = [(weight, record) for count, weight, record in scored if count == best]
    return tuple(record for _, record in sorted(top, key=lambda pair: -pair[0]))


def key(record: Record) -> dict[str, str]:
    """What names a record for good: its kind and its id within that kind."""
    return {"kind": type(record).__name__.lower(), "id": record.id}


def by_key(kind: str, record_id: str, organisation: Organisation) -> Record | None:
    """The record with that key, or None."""
    return next((r for r in _records(organisation) if key(r) == {"kind": kind, "id": record_id}), None)


def _records(organisation: Organisation) -> tuple[Record, ...]:
    o = organisation
    return (*o.initiatives, *o.plans, *o.parties, *o.boards, *o.groups, *o.series, *o.people)


def _words_of(record: Record) -> tuple[set[str], set[str]]:
    """The stems of a record's name (with its id, which is often the everyday short name), and of all its text."""
    name = record.title if isinstance(record, Person) else record.name
    texts = [
        str(getattr(record, field.name) or "") for field in fields(record) if field.name not in ("email", "name")
    ]
    short = re.sub(r"[-_]", " ", record.id)
    return set(keys(f"{name} {short}")), set(keys(" ".join(texts)))

"""Find a party, plan, board, group, meeting series, initiative or person of the organisation by words."""

import re
from dataclasses import fields
from difflib import get_close_matches

from bot.domain.organisation import Board, Group, Initiative, Organisation, Party, Person, Plan, Series
from bot.domain.questions.words import keys

Record = Initiative | Plan | Party | Board | Group | Series | Person
_ASKING = frozenset(
    keys("hvem hvad er hvor den det de en et i på for til af om og som mere vis fortæl kontakt indsats")
)
_NAME, _TEXT = 3.0, 1.0  # a word found in a record's name says more than one found in its description
_SHORT = 10.0  # the record's own short name (its id, or what stands in brackets: "(UU)") is what was asked for
_LENGTH = 0.1  # of two names that hold the words, the one with less besides
_ALIKE = 0.8  # of two words, from which on one may be the other misspelt
_PERSON = 0.5  # whoever asks for a body by name wants the body before those who work there


def lookup(words: str, organisation: Organisation) -> tuple[Record, ...]:
    """The records that the words are about, best first: those that cover as many of them as the best one does.

    A word counts where its stem stands in the record; small words ("hvem er …") count only when nothing else
    was written. Empty when no record covers at least half of the words.
    """
    return _found(_wanted(words), organisation)


def nearly(words: str, organisation: Organisation) -> tuple[Record, ...]:
    """The records that may be meant by misspelt words: those of the words of names that are written most alike."""
    known = {stem for record in _records(organisation) for stem in _words_of(record)[0]}
    alike = {stem: get_close_matches(stem, known, n=1, cutoff=_ALIKE) for stem in _wanted(words)}
    return _found({near[0] if near else stem for stem, near in alike.items()}, organisation)


def _wanted(words: str) -> set[str]:
    wanted = set(keys(words))
    return wanted - _ASKING or wanted


def _found(wanted: set[str], organisation: Organisation) -> tuple[Record, ...]:
    scored: list[tuple[int, float, Record]] = []
    for record in _records(organisation):
        name, text = _words_of(record)
        covered = wanted & (name | text)
        if 2 * len(covered) >= max(1, len(wanted)):
            weight = sum(_NAME if word in name else _TEXT for word in covered) * (
                _PERSON if isinstance(record, Person) else 1
            )
            weight += _SHORT if wanted in _short_names(record) else 0
            scored.append((len(covered), weight - _LENGTH * len(name - wanted), record))
    best = max((count for count, _, _ in scored), default=0)
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


def _short_names(record: Record) -> list[set[str]]:
    name = record.title if isinstance(record, Person) else record.name
    others = [re.sub(r"[-_]", " ", record.id), *re.findall(r"\(([^)]+)\)", name)]
    if isinstance(record, Initiative) and record.builds_on:
        others.append(record.builds_on.partition("(")[0])  # the effort before it, by whose name people still know it
    return [set(keys(other)) - _ASKING for other in others]


def _words_of(record: Record) -> tuple[set[str], set[str]]:
    """The stems of a record's name and short names, and of all its text."""
    name = record.title if isinstance(record, Person) else record.name
    texts = [
        str(getattr(record, field.name) or "") for field in fields(record) if field.name not in ("email", "name")
    ]
    return set(keys(name)).union(*_short_names(record)), set(keys(" ".join(texts)))

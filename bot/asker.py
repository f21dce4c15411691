"""Who asks, for commands: standing in for whom, in which organisation, and what its people are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from bot.chat import Ask, Desk
from bot.domain.meeting_text import Names, names
from bot.domain.organisation import Organisation, Person


@dataclass(frozen=True, slots=True)
class Asker:
    """The asker: who, standing in for whom, and the organisation around. Read anew for each press."""

    person: Person
    acting: frozenset[str]
    organisation: Organisation
    gone: Mapping[str, str]
    names: Names
    desk: Desk

    @classmethod
    def of(cls, ask: Ask, desk: Desk) -> Self:
        """Who asks that; dispatch lets nobody in whom it does not know."""
        assert ask.person is not None
        organisation, deputies = desk.store.directory().organisation, desk.store.deputies
        acting = frozenset({ask.person.id, *(one.person for one in deputies.for_deputy(ask.person.id, desk.today))})
        called = names(organisation.people, ask.person.id)
        return cls(ask.person, acting, organisation, deputies.gone(), called, desk)

"""A finding: one line of `vejviser check`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.domain.organisation import Person

NAMED = 10  # titles on one line


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at (`about`), how it stands, and in Danish what was found and what to do about it.

    "✓" is ready, "!" works but should be seen to, "✗" is broken. It never holds a secret, a name or an address of
    a person.
    """

    mark: Literal["✓", "!", "✗"]
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.about}: {self.text}"


def ready(about: str, text: str) -> Finding:
    """A line about what is ready."""
    return Finding("✓", about, text)


def warning(about: str, text: str) -> Finding:
    """A line about what works, but should be seen to."""
    return Finding("!", about, text)


def broken(about: str, text: str) -> Finding:
    """A line about what does not work; `vejviser check` then ends with 1."""
    return Finding("✗", about, text)


def titles(found: Sequence[Person]) -> str:
    """The first of them by their titles, never by name, and how many more there are."""
    named = " · ".join(person.title for person in found[:NAMED])
    return named + (f" og {len(found) - NAMED} til" if len(found) > NAMED else "")

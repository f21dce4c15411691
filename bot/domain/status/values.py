"""What can be answered: a number or a text, or one of four things that are not the same as 0 or as silence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Given(StrEnum):
    """What kind of answer it is. *Ingen svar* has no value at all: it is absent."""

    ANSWER = "answer"
    NOTHING_NEW = "nothing_new"
    NOT_RELEVANT = "not_relevant"
    UNKNOWN = "unknown"

    @property
    def danish(self) -> str:
        """What people see in place of a number or a text."""
        return _DANISH[self]


_DANISH = {
    Given.ANSWER: "svar",
    Given.NOTHING_NEW: "intet nyt",
    Given.NOT_RELEVANT: "ikke relevant",
    Given.UNKNOWN: "ved ikke",
}
NO_ANSWER = "ingen svar"


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it was given; `number` is None unless it is an answer, and 0 is a number."""

    number: float | None = None
    given: Given = Given.ANSWER

    def __post_init__(self) -> None:
        if (self.number is None) == (self.given is Given.ANSWER):
            raise ValueError(f"{self.given} and {self.number} do not go together")


@dataclass(frozen=True, slots=True)
class Text:
    """A section as it was written; `text` is "" unless it is an answer."""

    text: str = ""
    given: Given = Given.ANSWER

    def __post_init__(self) -> None:
        if bool(self.text) != (self.given is Given.ANSWER):
            raise ValueError(f"{self.given} and a text do not go together")


Where = tuple[str, str]  # (indicator's id, area's id or "" for all that the reporter covers)


@dataclass(frozen=True, slots=True)
class Content:
    """All answers of a report: section's id → Text, and figures. What is not in it has no answer."""

    texts: Mapping[str, Text] = field(default_factory=dict)
    figures: Mapping[Where, Value] = field(default_factory=dict)

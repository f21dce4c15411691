"""A question and what was found; and the question as a button's value, so that nothing typed is stored."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl

from bot.chat import Refusal
from bot.domain.questions import Index
from bot.domain.questions.understood import Found, Understood

BRIEF = 300  # characters of the question in the buttons of an offer


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and what was found, at a time (aware) and in a state of the directory."""

    understood: Understood
    found: Found
    index: Index
    now: datetime

    @property
    def outcome(self) -> Literal["answered", "maybe", "none"]:
        """How it came out, for the metrics."""
        return "answered" if self.found.answer else "maybe" if self.found.maybe else "none"


_ESCAPED = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "%&=+"})  # what parse_qsl would read as its own


def pack(understood: Understood) -> str:
    """An understood question as one small button value; urlencode does the same, but at ten times the cost."""
    return "&".join(f"{name}={value.translate(_ESCAPED)}" for name, value in understood.facets().items())


def briefly(understood: Understood) -> str:
    """The question as `pack` has it, without what there is no room for on every offer of a card."""
    u, least = understood, Understood(acute=understood.acute)
    some = replace(u, hints=(), gist="")
    few = replace(some, excluded=(), names=u.names[:1], topics=u.topics[:3], needs=u.needs[:2])
    for shorter in (u, some, few, least):
        if len(facets := pack(shorter)) <= BRIEF:
            return facets
    return ""


def unpack(facets: str) -> Understood:
    """The reverse of `pack`; raises ValueError for a value that no button of ours carries."""
    return Understood.from_facets(dict(parse_qsl(facets, strict_parsing=True)) if facets else {})


def understood_of(facets: str) -> Understood:
    """What a button of ours carried. Raises Refusal for anything else."""
    try:
        return unpack(facets)
    except ValueError:
        raise Refusal("Knappen passer ikke længere til noget. Stil spørgsmålet igen.") from None

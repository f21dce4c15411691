"""From words to an answer: the question understood, its offers ranked, and whom to ring first in an acute worry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.acute import Acute, worries
from bot.domain.guidance import Guidance, guidance
from bot.domain.questions import Found, Index, Match, Understood, rank, understand
from bot.domain.questions.lifting import lifted

_KNOWN_BY_OTHERS = {"tvang", "ekstremisme", "omsorgssvigt"}  # worries for which there are those who do nothing else
_LEAD = 3  # of them, before those who receive notifications
_SURE = 0.6  # how well they must fit


def recognise(words: str, now: datetime, index: Index, acute: Acute) -> Understood:
    """What was understood of the words, acute worries included; never raises. `now` is aware, Copenhagen time."""
    return replace(understand(words, now, index), acute=worries(words, acute))


def find(
    understood: Understood, now: datetime, index: Index, acute: Acute, lift: Mapping[str, float] | None = None
) -> tuple[Found, Guidance | None]:
    """The ranked answer, and whom to ring in a worry; in a named one their own records come first in the answer.

    `lift`: see `bot.domain.questions.lifting`.
    """
    found = rank(understood, now, index)
    if lift:
        found = replace(found, answer=lifted(found.answer, lift))
    if not understood.acute:
        return found, None
    adult = None if understood.age is None else understood.age[0] >= 18
    advice = guidance(understood.acute, understood.areas, adult, now, index.directory, acute)
    if not advice.named or understood.elsewhere:
        return found, advice
    first = tuple(Match(contact.offer_id, 1.0) for contact in advice.contacts if contact.offer_id)
    ids = {match.offer_id for match in first}
    rest = tuple(match for match in found.answer if match.offer_id not in ids)
    if _KNOWN_BY_OTHERS.issuperset(understood.acute):
        lead = tuple(match for match in found.answer[:_LEAD] if match.score >= _SURE)
        first = lead + tuple(match for match in first if match.offer_id not in {one.offer_id for one in lead})
        rest = tuple(match for match in rest if match not in lead)
    return replace(found, answer=first + rest, maybe=found.maybe if rest or not first else ()), advice

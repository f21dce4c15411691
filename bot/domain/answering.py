"""From words to an answer: the question understood, its offers ranked, and whom to ring first in an acute worry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.acute import Acute, worries
from bot.domain.guidance import ANSWERS, Guidance, guidance
from bot.domain.questions import Found, Index, Match, Understood, rank, understand
from bot.domain.questions.lexicon import key_of
from bot.domain.questions.lifting import lifted

_AT_ONCE = {"livsfare", "selvmord"}  # worries in which nothing comes before those who receive notifications
_LEAD = 3  # of them, before those who receive notifications
_SURE = 0.65  # how likely they must be to answer


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
    if understood.elsewhere or (not advice.named and (found.answer or _is_else(understood, index))):
        return found, advice
    told = _told(understood, advice, index)
    lead = _lead(understood, found)
    order = dict.fromkeys([*(match.offer_id for match in lead), *told, *(match.offer_id for match in found.answer)])
    known = {match.offer_id: match for match in found.answer}
    answer = tuple(known.get(offer_id, Match(offer_id, 1.0)) for offer_id in order)
    return replace(
        found, answer=answer, total=len(answer), maybe=() if told and not found.answer else found.maybe
    ), advice


def _told(understood: Understood, advice: Guidance, index: Index) -> list[str]:
    """Those who receive notifications; before who answers when they are closed, if it can wait so long."""
    told = [contact.offer_id for contact in advice.contacts if contact.offer_id]
    at_once = key_of(ANSWERS) in dict(understood.needs) or not _AT_ONCE.isdisjoint(understood.acute)
    return told if at_once else sorted(told, key=lambda id: ANSWERS in index.offers[index.numbers[id]].topics)


def _is_else(understood: Understood, index: Index) -> bool:
    """Whether something is asked for that has nothing to do with children."""
    concept = index.lexicon.concepts.get(understood.needs[0][0]) if understood.needs else None
    return concept is not None and concept.outside


def _lead(understood: Understood, found: Found) -> tuple[Match, ...]:
    """Those who know what is needed better than those who are told of worries: they come before them."""
    if not _AT_ONCE.isdisjoint(understood.acute):
        return ()
    return tuple(match for match in found.answer[:_LEAD] if match.score >= _SURE)

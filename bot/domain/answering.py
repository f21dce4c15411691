"""From words to an answer: the question understood, its offers ranked, and whom to ring first in an acute worry."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.acute import Acute, worries
from bot.domain.guidance import ANSWERS, Guidance, guidance
from bot.domain.questions import Found, Index, Match, Understood, rank, understand
from bot.domain.questions.lexicon import key_of
from bot.domain.questions.lifting import lifted
from bot.domain.questions.ranking import is_about
from bot.domain.questions.signals import NOBODY_TOLD, Told

_AT_ALL_HOURS = key_of("akut hjælp")  # the concept
_AT_ONCE = {"livsfare", "selvmord"}  # worries that cannot wait until others are open
_COUNSELS = re.compile(  # in the topics of who talks with people in need
    "rådgivning|samtale|mental|selvskade|psyk|rusmid|misbrug|trivsel|angst|ensom|alkohol|chat|sorg|krise|exit"
)


def recognise(words: str, now: datetime, index: Index, acute: Acute) -> Understood:
    """What was understood of the words, acute worries included; never raises. `now` is aware, Copenhagen time."""
    return understand(words, now, index, worries(words, acute))


def find(
    understood: Understood, now: datetime, index: Index, acute: Acute, lift: Mapping[str, float] | None = None
) -> tuple[Found, Guidance | None]:
    """The ranked answer, and whom to ring in a worry; in a named one their own records are in the answer.

    They stand where the judge puts them, and first where nothing else is asked for; where life is in danger only
    counselling comes before them (and whom to ring, which stands before all of it). Who answers when the others are
    closed is never first of them, unless they were asked for. `lift`: see `bot.domain.questions.lifting`.
    """
    told, advice = whom_to_tell(understood, now, index, acute)
    found = rank(understood, now, index, told)
    if lift:
        found = replace(found, answer=lifted(found.answer, lift))
    if advice is None or not told.named or understood.elsewhere:
        return found, advice
    known = {match.offer_id: match for match in found.answer}
    before = known if is_about(understood, index) else {}
    if not _AT_ONCE.isdisjoint(understood.acute):
        before = {one: match for one, match in before.items() if _counsels(one, index)}
    order = list(dict.fromkeys([*before, *told.ids, *known]))
    here = [at for at, offer_id in enumerate(order) if offer_id in told.ids]
    asked = understood.names or _asks_who_answers(understood)
    if len(here) > 1 and order[here[0]] == told.ids[-1] and not asked:  # whose turn is last is not first of these
        order[here[0]], order[here[1]] = order[here[1]], order[here[0]]
    answer = tuple(known.get(offer_id, Match(offer_id, 1.0)) for offer_id in order)
    maybe = () if told.ids and not found.answer else tuple(m for m in found.maybe if m.offer_id not in order)
    more = found.total - len(found.answer)
    return replace(found, answer=answer, total=len(answer) + more, maybe=maybe, failed=None), advice


def _counsels(offer_id: str, index: Index) -> bool:
    """Whether it is an offer of somebody to talk with, as its topics tell."""
    return any(map(_COUNSELS.search, index.offers[index.numbers[offer_id]].topics))


def whom_to_tell(
    understood: Understood, now: datetime, index: Index, acute: Acute
) -> tuple[Told, Guidance | None]:
    """Who of the directory receives notifications of the worries in a question, and all that is advised; or nobody.

    Who answers when they are closed comes after them, if it can wait so long; at a time that was said, who is open.
    """
    if not understood.acute:
        return NOBODY_TOLD, None
    adult = None if understood.age is None else understood.age[0] >= 18
    advice = guidance(understood.acute, understood.areas, adult, now, index.directory, acute)
    told = [contact.offer_id for contact in advice.contacts if contact.offer_id]
    if understood.weekdays:
        is_open = index.facts.is_open(understood.weekdays, understood.start, understood.end)
        told.sort(key=lambda id: not is_open[index.numbers[id]])
    elif not _asks_who_answers(understood) and _AT_ONCE.isdisjoint(understood.acute):
        told.sort(key=lambda id: not ANSWERS.isdisjoint(index.offers[index.numbers[id]].topics))
    return Told(tuple(told), advice.named), advice


def _asks_who_answers(understood: Understood) -> bool:
    """Whether who answers when the others are closed is asked for."""
    return _AT_ALL_HOURS in dict(understood.needs)

"""How likely an offer must be to stand in an answer: the best of it, and each further one."""

import numpy as np

from bot.domain.questions.ages import GROWN
from bot.domain.questions.candidates import is_lacked
from bot.domain.questions.index import Index
from bot.domain.questions.postings import Mask, Vector
from bot.domain.questions.understood import Understood

TALK = 20  # tenths: how much it sounds like asking for something else
_LIKELY_ENOUGH = 0.08  # how likely the best of an answer is
_DOUBTED_ENOUGH = 0.15  # where it sounds like something else, or the directory lacks what was asked for by name
_GROWN_ENOUGH = 0.35  # for a grown-up: hardly anything is, and few of the questions that the judge learned from asked
_NAME_ENOUGH = 0.04  # where a few words only name what is sought: the judge has learned from few that are so short
_NAME, _HAS_NAME = 3, 0.6  # so few words, of which an offer has so much
_NEXT_BEST_ENOUGH = 0.02  # where the likeliest must not be: "har prøvet headspace, det hjalp ikke"
_WORTH = np.float32(0.05)  # the odds that make one more worth showing, for each right one that is expected,
_READ = 10  # of so many that are looked at


def enough(understood: Understood, covered: float, index: Index) -> float:
    """How likely (0-1) the best of an answer must be, where an offer covers so much (0-1) of the question."""
    if understood.age and understood.age[0] > GROWN:
        return _GROWN_ENOUGH
    if understood.length <= _NAME and covered >= _HAS_NAME:
        return _NAME_ENOUGH
    if understood.excluded and understood.needs:
        return _NEXT_BEST_ENOUGH
    lacked = bool(understood.needs) and is_lacked(understood, index)
    return _DOUBTED_ENOUGH if lacked or understood.aside > TALK else _LIKELY_ENOUGH


def worth_showing(score: Vector, best: float, failed: Mask, least: float = _LIKELY_ENOUGH) -> Mask:
    """Which offers make the answer a better one: none when the best is less than `least` likely.

    One more right answer adds its share of all that are right to what is found, one more wrong one adds to the noise:
    so the more right ones are expected beside an offer, the likelier it must be itself. This is the rule that gives
    the greatest expected share found at a given noise, where `score` is how likely each is right.
    """
    if best < least:
        return np.zeros(len(score), bool)
    right = np.minimum(_READ, 1 + score.sum(where=~failed) - score)  # this one, and those expected beside it
    shown: Mask = score >= np.minimum(np.float32(best), _WORTH * right * (1 - score))
    return shown

"""What an offer is judged by: a row of numbers for each of the offers that may answer a question (`judging.py`)."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions.ages import GROWN, Age
from bot.domain.questions.candidates import Candidates, asked, is_lacked, sureness
from bot.domain.questions.facts import STANDING, UNITS
from bot.domain.questions.index import Index
from bot.domain.questions.judging import Signals
from bot.domain.questions.understood import Understood

OF_OFFERS = (
    "covered",  # the share of the question's weighted topics that the offer covers
    "needed",  # how likely it has what is needed
    "alike",  # what it speaks of, beside what the question hints at
    "hinted",  # how well it has what is hinted at
    "close",  # the same as "alike" in the middle of the network
    "literal",  # how much of the question its own words have
    "peak",  # the same as "alike" by what any of its topics and sentences speaks of
    "near",  # 1 in the area asked for
    "stated",  # how well the record states the facets
    "named",  # whether the question names it
    "receives",  # 1 for who is to be told of the worry first, 1/2 for the next …
    "receives named",
    "off age",  # how far the age asked for is from the middle of the stated ones, and from the youngest
    "above youngest",
    "areas",  # how many it is for
    "city-wide",
    *STANDING,
)
_RANKED = 7  # of the first of these it counts, too, how much each has beside the best, and how many have more
OF_QUESTION = (
    "told",  # the weight of the question's topics
    "missing",  # words in no vocabulary
    "sure",  # how sure it is what is needed
    "lacked",  # whether the directory lacks what was asked for by name
    "aside",  # how much it sounds like asking for something else
    "nothing",  # how likely it asks for nothing that could be on offer
    "likeliest",  # need
    "unmet",  # how likely something is needed that the directory lacks
    "any",  # how likely one of the needs is meant
    "length",  # words that say something
    "loud",  # how much the words speak for anything
    "worry",  # whether there is one, and whether it is named
    "worry named",
    "age asked",  # whether an age is, and which
    "age",
    "area asked",
    "rivals",  # how many have what is needed, how many fit, how many there are
    "fitting",
    "many",
)
SIGNALS = (
    *OF_OFFERS,
    *(f"{name} most" for name in OF_OFFERS[:_RANKED]),
    *(f"{name} more" for name in OF_OFFERS[:_RANKED]),
    *OF_QUESTION,
)
_NINTHS = 9
_MOST_COVERED = 1.5
_LEAST = 1e-6  # difference
_MANY = 10  # offers that have more: further down it makes no difference
_HALF = 0.5  # of what is needed, beside who has most of it
_OFF = 0.5  # tens of years that it is from any age


class Told(NamedTuple):
    """Whom to tell of a worry, first to last (ids of offers), and whether the worry was named."""

    ids: tuple[str, ...] = ()
    named: bool = False


NOBODY_TOLD = Told()


def signals_of(found: Candidates, u: Understood, index: Index, told: Told = NOBODY_TOLD) -> Signals:
    """The signals of the candidates, in their order."""
    table = np.empty((len(found.rows), len(SIGNALS)), np.float32)
    for column, values in enumerate(_of_offers(found, u, index, told)):
        table[:, column] = values
    table[:, len(OF_OFFERS) - len(STANDING) : len(OF_OFFERS)] = index.facts.standing[found.rows] / UNITS
    fits = ~found.failed
    ranked, rivals = table[:, :_RANKED], table[fits, :_RANKED]
    best = rivals.max(axis=0, initial=0.0)
    most = ranked / np.where(best > 0, np.maximum(best, np.float32(_LEAST)), np.float32(1))
    more = np.minimum(_how_many_more(ranked, rivals), _MANY) / _MANY
    alike = int((fits & (most[:, OF_OFFERS.index("needed")] >= _HALF)).sum())
    table[:, len(OF_OFFERS) : -len(OF_QUESTION)] = np.concatenate([most, more], axis=1)
    table[:, -len(OF_QUESTION) :] = (*_of_question(u, index, told), alike / 10, len(rivals) / 10, len(table) / 10)
    return table


def _how_many_more(ranked: Signals, rivals: Signals) -> NDArray[np.int8]:
    """How many rivals (rows) have more of each signal (a column) than each offer: few enough for eight bits."""
    offers, others = np.ascontiguousarray(ranked.T), np.ascontiguousarray(rivals.T)
    more = others[:, None] > offers[:, :, None] + np.float32(_LEAST)
    return np.asarray(more.view(np.int8).sum(axis=-1, dtype=np.int8).T)


def _of_question(u: Understood, index: Index, told: Told) -> Sequence[float]:
    """What is the same for every offer, but for those that the last three count."""
    ninths = [one for _, one in u.needs]
    return (
        sum(map(index.weight, u.topics)),
        u.missing / 10,
        sureness(ninths) if ninths else 0.0,
        bool(ninths) and is_lacked(u, index),
        u.aside,
        u.nothing / _NINTHS,
        max(ninths, default=0) / _NINTHS,
        sum([one for concept, one in u.needs if not index.has(concept)]) / _NINTHS,
        sum(ninths) / _NINTHS,
        u.length,
        u.loud,
        bool(u.acute),
        told.named,
        u.age is not None,
        _middle(u.age) / 10 if u.age else 0.0,
        bool(asked(u, index)),
    )


def _of_offers(found: Candidates, u: Understood, index: Index, told: Told) -> Iterator[NDArray[Any] | float]:
    """The columns OF_OFFERS before those of STANDING."""
    rows, facts = found.rows, index.facts
    alike, peak, close, hinted, _ = found.likeness
    yield np.minimum(found.covered, np.float32(_MOST_COVERED))
    yield found.needed
    yield alike
    yield hinted
    yield close
    yield found.literal
    yield peak
    yield found.near
    yield found.stated
    named = [index.numbers[offer_id] for offer_id in u.names if offer_id in index.numbers]
    yield np.isin(rows, named) if named else 0.0
    receives = np.zeros(len(rows), np.float32)
    for place, offer_id in enumerate(told.ids, 1):
        receives[rows == index.numbers[offer_id]] = 1 / place
    yield receives
    yield receives * np.float32(told.named)
    if u.age is None:
        yield from (0.0, 0.0)
    else:
        aged, low = facts.aged[rows], facts.low[rows] / np.float32(10)
        yield np.where(aged, facts.years_off(u.age, rows) / 10, _OFF)
        yield np.where(aged, _middle(u.age) / 10 - low, _OFF)
    yield np.log1p(facts.areas[rows])
    yield index.city_wide[rows]


def _middle(age: Age) -> float:
    """The middle of the ages asked for, in years."""
    return (age[0] + min(age[1], GROWN)) / 2

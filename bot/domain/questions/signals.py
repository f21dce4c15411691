"""What an offer is judged by: a row of numbers for each of the offers that may answer a question (`judging.py`)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.domain.questions.candidates import Candidates, asked, is_lacked, sureness
from bot.domain.questions.facts import FAGPERSONER, FAMILIER, GROWN, PARENTS, PIGER
from bot.domain.questions.index import Index
from bot.domain.questions.judging import Signals
from bot.domain.questions.postings import Mask, Rows, Vector
from bot.domain.questions.understood import Understood

SIGNALS = (
    "covered",  # the share of the question's weighted topics that the offer covers
    "covered most",  # beside the best offer's
    "told",  # the weight of the question's topics
    "missing",  # words in no vocabulary
    "sure",  # how sure it is what is needed
    "lacked",  # whether the directory lacks what was asked for by name
    "near",  # 1 in the area asked for
    "stated",  # how well the record states the facets
    "kind",  # tilbud, indsats, kontakt
    "named",  # whether the question names it
    "for adults",
    "aside",  # how much it sounds like asking for something else
    "nothing",  # how likely it asks for nothing that could be on offer
    "needed",  # how likely it has what is needed
    "needed most",
    "likeliest",  # need
    "unmet",  # how likely something is needed that the directory lacks
    "any",  # how likely one of the needs is meant
    "length",  # words that say something
    "alike",  # what it speaks of, beside what the question hints at
    "alike most",
    "hinted",  # how well it has what is hinted at
    "hinted most",
    "loud",  # how much the words speak for anything
    "close",  # the same as "alike" in the middle of the network
    "close most",
    "literal",  # how much of the question its own words have
    "literal most",
    "peak",  # the same as "alike" by what any of its topics and sentences speaks of
    "peak most",
    "worry",  # whether there is one, and whether it is named
    "worry named",
    "receives",  # 1 for who is to be told of the worry first, 1/2 for the next …
    "receives named",
    "for parents",
    "for families",
    "for professionals",
    "for girls",
    "aged",  # whether the record states ages; from which on, and how many
    "youngest",
    "ages",
    "age asked",  # whether an age is, which, how far it is from the middle of the stated ones and from the youngest
    "age",
    "off age",
    "above youngest",
    "area asked",
    "areas",  # how many it is for
    "city-wide",
    "rivals",  # how many have what is needed, how many fit, how many there are
    "fitting",
    "many",
)
_NINTHS = 9
_MOST_COVERED = 1.5
_HALF = 0.5  # of what is needed, beside who has most of it
_ANY_AGE = 3.0  # tens of years that an offer without ages is for
_OFF = 0.5  # tens of years that it is from any age


class Told(NamedTuple):
    """Whom to tell of a worry, first to last (ids of offers), and whether the worry was named."""

    ids: tuple[str, ...] = ()
    named: bool = False


NOBODY_TOLD = Told()


def signals_of(found: Candidates, u: Understood, index: Index, told: Told = NOBODY_TOLD) -> Signals:
    """The signals of the candidates, in their order."""
    rows, fits = found.rows, ~found.failed
    needed = _needed(u, index)[rows]
    hints = u.hints or u.needs  # a question made of facets alone, as from a gap, has no words that hint
    hinted = np.zeros(len(index.offers), np.float32)
    for concept, share in hints:
        own = index.owners(concept)
        hinted[own.numbers] += np.float32(share / 100) * own.strengths
    hinted = hinted[rows] / np.float32(max(1, sum(share for _, share in hints)))
    alike, peak, close = index.profiles.likeness(rows, hints)
    ninths = [one for _, one in u.needs]
    covered = np.minimum(found.covered, np.float32(_MOST_COVERED))
    named = np.isin(rows, [index.numbers[offer_id] for offer_id in u.names if offer_id in index.numbers])

    def most(values: Vector) -> Vector:
        return np.asarray(values / max(1e-6, float(values[fits].max(initial=0.0)) or 1.0), np.float32)

    needed_most = most(needed)
    columns = (
        covered,
        most(covered),
        sum(map(index.weight, u.topics)),
        u.missing / 10,
        sureness(ninths) if ninths else 0.0,
        bool(ninths) and is_lacked(u, index),
        found.near,
        found.stated,
        index.facts.kind[rows],
        named,
        index.facts.for_adults(rows),
        u.aside,
        u.nothing / _NINTHS,
        needed,
        needed_most,
        max(ninths, default=0) / _NINTHS,
        sum([one for concept, one in u.needs if not index.has(concept)]) / _NINTHS,
        sum(ninths) / _NINTHS,
        u.length,
        alike,
        most(alike),
        hinted,
        most(hinted),
        u.loud,
        close,
        most(close),
        found.literal,
        most(found.literal),
        peak,
        most(peak),
        *_worry(rows, u, index, told),
        *_facts(rows, u, index),
        (fits & (needed_most >= _HALF)).sum() / 10,
        fits.sum() / 10,
        len(rows) / 10,
    )
    table = np.empty((len(rows), len(SIGNALS)), np.float32)
    for number, column in enumerate(columns):
        table[:, number] = column
    return table


def _needed(u: Understood, index: Index) -> Vector:
    """How likely (0-1) each offer of the directory has what is needed."""
    needed = np.zeros(len(index.offers), np.float32)
    for concept, one in u.needs:
        has = np.zeros(len(index.offers), np.float32)
        index.raise_to(has, concept, 1.0, outright=False)
        needed += np.float32(one / _NINTHS) * has
    return needed


def _worry(rows: Rows, u: Understood, index: Index, told: Told) -> Sequence[Vector | bool]:
    places = {index.numbers[offer_id]: 1 / place for place, offer_id in enumerate(told.ids, 1)}
    receives = np.array([places.get(row, 0.0) for row in rows.tolist()], np.float32)
    return bool(u.acute), told.named, receives, receives * np.float32(told.named)


def _facts(rows: Rows, u: Understood, index: Index) -> Sequence[Vector | Mask | bool | float]:
    """Whom an offer is for, of which age and where, and what was asked of that."""
    facts = index.facts
    audiences = [(facts.audience[rows] & one) != 0 for one in (PARENTS, FAMILIER, FAGPERSONER, PIGER)]
    aged, low = facts.aged[rows], facts.low[rows] / 10
    high = np.minimum(facts.high[rows], GROWN) / 10
    age, off, above = 0.0, np.zeros(len(rows)), np.zeros(len(rows))
    if u.age is not None:
        age = (u.age[0] + min(u.age[1], GROWN)) / 20
        off = np.where(aged, facts.years_off(u.age, rows) / 10, _OFF)
        above = np.where(aged, age - low, _OFF)
    ages = (aged, low * aged, np.where(aged, high - low, _ANY_AGE), u.age is not None, age, off, above)
    cities = {area.id for area in index.areas if area.parent is None}
    wide = np.array([not cities.isdisjoint(index.offers[row].areas) for row in rows.tolist()], np.bool_)
    return *audiences, *ages, bool(asked(u, index)), np.log1p(facts.areas[rows]), wide

"""What offers state about age, audience, times and price, as columns: a filter is one step for all offers."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import time
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.offers import AUDIENCES, KINDS, WEEKDAYS, Offer, Slot, Weekday
from bot.domain.questions import words
from bot.domain.questions.ages import GROWN, NO_END, Age
from bot.domain.questions.postings import Mask, Numbers, Rows, Vector
from bot.domain.questions.times import When, read_when

_COSTLESS = re.compile(  # whose first topic it is
    r"(?:rådgivning|job|lektiehjælp|krisehjælp|støtte|rusmidler|legeplads|gadefodbold|boldbane)$"
)
_DAILY = re.compile(r"\b(?:dagligt?|alle dage|hver dag)\b")
_HOURS = re.compile(r"(?<![\d.:])(?<!uge )(?<!uger )(\d{1,2}(?:[.:]\d\d)?\s*[-–]\s*\d{1,2})\b(?!\s*-?år)")
_FROM_CLASS = re.compile(r"\b[Ff]ra (\d{1,2})\. klasse")
_ALWAYS = re.compile(r"døgnet rundt|døgnåb|24 timer i døgnet")
_OWN = tuple(  # of each gender: "eget pigehold", "hold for piger om torsdagen"
    re.compile(rf"\b{one}(?:hold|træning|dag|aften|team)|\b(?:kun|hold|aften|dag|træning) for (?:kun )?{both}")
    for one, both in (("pige", "piger(?! og drenge)"), ("drenge", "drenge(?! og piger)"))
)
_DAY = 24 * 60
EARLIEST, LATEST = time(7), time(22)  # when something may be that tells only its weekdays
_DEAREST = 30_000  # kroner: what costs more counts as so dear
_UNKNOWN = -1

PIGER, DRENGE, PARENTS, FAMILIER, ALLE, FAGPERSONER = (1 << n for n in range(len(AUDIENCES)))
_FOR_ADULTS = np.zeros(1 << len(AUDIENCES), np.bool_)  # [audience as bits]
_FOR_ADULTS[[PARENTS, FAGPERSONER, PARENTS | FAGPERSONER, PARENTS | FAMILIER]] = True
_OF_PARENTS = (np.arange(1 << len(AUDIENCES)) & (PARENTS | FAMILIER)) != 0
_OF_AGE, _SCHOOL = 18, 6  # years

STANDING = (  # what an offer is judged by whatever is asked
    "kind",  # tilbud, indsats, kontakt
    "for adults",
    "for parents",
    "for families",
    "for professionals",
    "for girls",
    "aged",  # whether the record states ages; from which on, and how many
    "youngest",
    "ages",
)
UNITS = np.array([1, 1, 1, 1, 1, 1, 1, 10, 10], np.float32)  # years are judged in tens

Column = NDArray[np.int16]
_HAS_DAY = (np.arange(1 << len(WEEKDAYS))[:, None] >> np.arange(len(WEEKDAYS))) & 1 == 1  # [days as bits, day]


def _bits(values: Iterable[str], order: Sequence[str]) -> int:
    return sum(1 << order.index(value) for value in set(values) if value in order)


def _minutes(at: time | None) -> int:
    return _UNKNOWN if at is None else at.hour * 60 + at.minute


def is_free(offer: Offer) -> bool:
    """Whether the record says that it costs nothing."""
    if offer.price_dkk is not None:
        return offer.price_dkk == 0
    return "gratis" in f"{offer.summary} {offer.description} {offer.price_note or ''}".lower()


def is_costless(offer: Offer) -> bool:
    """Whether it is of a kind that costs nothing, though its record does not say: an office, a job, a playground.

    SSP and the like, where authorities work together, are nothing that anybody takes part in.
    """
    if offer.price_dkk is not None or is_free(offer):
        return False
    if offer.topics[:1] == ("kriminalitetsforebyggelse",):
        return False
    return offer.kind in ("kontakt", "indsats") or bool(offer.topics and _COSTLESS.search(offer.topics[0]))


def is_always_open(offer: Offer) -> bool:
    """Whether the record itself says that it is open day and night."""
    text = f"{offer.summary} {offer.schedule_note or ''} {offer.description}".lower()
    return "døgn" in text and bool(_ALWAYS.search(text))


@lru_cache(1024)
def noted(note: str) -> When:
    """The weekdays that a record's own note about its times names, and the hours, if it tells any."""
    plain = words.plain(note).replace("til næste morgen", "til kl. 8")
    plain = _DAILY.sub("hverdage og weekend", plain).replace("hele weekend", "weekend")
    return read_when(_HOURS.sub(r"kl. \1", plain), None)[0]


def openings(offer: Offer) -> tuple[Slot, ...]:
    """The weekly openings of the schedule, and those that the note tells outright: "Hverdage fra kl. 15 til 20"."""
    if not (note := offer.schedule_note):
        return offer.schedule
    told = noted(note)
    days = told.weekdays if told.start and told.end else ()
    whole = WEEKDAYS[5:] if "hele weekend" in note.lower() else ()
    slots = [Slot(day, told.start, told.end) for day in days] + [Slot(day, time(0), time(0)) for day in whole]
    return (*offer.schedule, *slots)


@dataclass(frozen=True, slots=True)
class Facts:
    """Columns, a row an offer; the `slot_` columns have a row for every weekly opening (`slot_offer`: its offer).

    Ages are years (0 and 99 where nothing is stated: see `aged`), times minutes after midnight (-1 = unknown);
    `usual` is the middle of the ages stated, or the only one stated;
    audience and days are bits in the order of AUDIENCES and WEEKDAYS; `price`: kroner (-1 = unknown);
    `costless`: of a kind that costs nothing, though the record does not say;
    `noted`: what the note about the times says; who tells no hour there may be open at any by day;
    `own`: the genders that have something of their own there, by the text; `standing`: the columns STANDING.
    """

    aged: Mask
    low: Column
    high: Column
    usual: Vector
    audience: Column
    own: Column
    kind: Column
    price: Column
    costless: Mask
    areas: Column
    standing: NDArray[np.uint8]
    scheduled: Mask
    always: Mask
    noted: Column
    noted_start: Column
    noted_end: Column
    slot_offer: NDArray[np.uint32]
    slot_day: Column
    slot_start: Column
    slot_end: Column

    @classmethod
    def of(cls, offers: Sequence[Offer]) -> "Facts":
        """The facts of offers, in their order."""
        slots = [(row, slot) for row, offer in enumerate(offers) for slot in openings(offer)]
        days, opens, closes = np.zeros((3, len(offers)), np.int16)
        for row, offer in enumerate(offers):
            if offer.schedule_note:
                note = noted(offer.schedule_note)
                told = {slot.weekday for slot in offer.schedule} if note.start is note.end else set()
                days[row], opens[row] = _bits(note.weekdays, WEEKDAYS), _minutes(note.start or EARLIEST)
                days[row] &= ~_bits(told, WEEKDAYS)  # "Første lørdag i måneden" tells no other hours
                closes[row] = _minutes(note.end or LATEST)

        def column(values: Sequence[int]) -> Column:
            return np.array(values, np.int16)

        aged = np.array([o.min_age is not None or o.max_age is not None for o in offers], np.bool_)
        low = column([_youngest(o) for o in offers])
        high = column([NO_END if o.max_age is None else o.max_age for o in offers])
        audience = column([_bits(o.audience, AUDIENCES) for o in offers])
        kind = column([KINDS.index(o.kind) for o in offers])
        return cls(
            aged=aged,
            low=low,
            high=high,
            usual=np.array([_usual(o.min_age, o.max_age) for o in offers], np.float32),
            audience=audience,
            own=column([_own(o) for o in offers]),
            kind=kind,
            price=column([_price(o) for o in offers]),
            costless=np.array([is_costless(o) for o in offers], np.bool_),
            areas=column([len(o.areas) for o in offers]),
            standing=_standing(kind, audience, aged, low, high),
            scheduled=np.array([bool(o.schedule) for o in offers], np.bool_),
            always=np.array([is_always_open(o) for o in offers], np.bool_),
            noted=days,
            noted_start=opens,
            noted_end=closes,
            slot_offer=np.array([row for row, _ in slots], np.uint32),
            slot_day=column([WEEKDAYS.index(slot.weekday) for _, slot in slots]),
            slot_start=column([_minutes(slot.start) for _, slot in slots]),
            slot_end=column([_minutes(slot.end) for _, slot in slots]),
        )

    def replaced(self, numbers: Numbers, others: "Facts", offers: int) -> "Facts":
        """These facts of now so many offers, where those with these numbers have the others' facts."""
        kept = ~np.isin(self.slot_offer, numbers)
        columns = {}
        for name in (field.name for field in fields(self)):
            mine, theirs = getattr(self, name), getattr(others, name)
            if name.startswith("slot_"):
                theirs = numbers[theirs] if name == "slot_offer" else theirs
                columns[name] = np.concatenate([mine[kept], theirs])
            else:
                columns[name] = np.concatenate([mine, np.zeros((offers - len(mine), *mine.shape[1:]), mine.dtype)])
                columns[name][numbers] = theirs
        return Facts(**columns)

    def fits_age(self, age: Age, rows: Rows, *, stated: bool) -> Mask:
        """Whose stated range meets the asked one by more than its edge; with `stated`, silence does not fit.

        Who states only that it is for those under 25, say, is for no small children, but a young mother's may be.
        """
        asked_low, asked_high = age
        low, high, aged = self.low[rows], self.high[rows], self.aged[rows]
        young = (low == 0) & (self.usual[rows] == high) & (high > _OF_AGE) & ~_mask(_OF_PARENTS[self.audience[rows]])
        low = np.where(young, _SCHOOL, low)
        if asked_low == asked_high:
            fits = (low <= asked_low) & (asked_low <= high)
        else:
            common = np.minimum(high, asked_high) - np.maximum(low, asked_low)
            fits = common >= np.minimum(1, high - low)
        return (fits & aged) if stated else (fits | ~aged)

    def years_off(self, age: Age, rows: Rows) -> Vector:
        """How many years the usual age is from the middle of those asked; 0 where none is stated."""
        middle = np.float32((age[0] + min(age[1], GROWN)) / 2)
        return np.where(self.aged[rows], np.abs(self.usual[rows] - middle), np.float32(0))

    def fits_audience(self, audience: str, rows: Rows, *, stated: bool, only: bool) -> Mask:
        """Who is for them (`only`: and for no other gender, or has a team of theirs); "alle" is for both."""
        genders = self.audience[rows] & (PIGER | DRENGE)
        if only:
            asked = 1 << AUDIENCES.index(audience)
            return _mask((genders == asked) | (self.own[rows] & asked != 0))
        if audience == "alle":
            return _mask((genders == 0) | (genders == PIGER | DRENGE))
        said = self.names_audience(audience, rows)
        if stated:
            return said
        return _mask(said | (genders == 0)) if audience in ("piger", "drenge") else np.ones_like(said)

    def tells_days(self, rows: Rows) -> Mask:
        """Whose record tells weekdays, in its schedule or in a note."""
        return _mask(self.scheduled[rows] | (self.noted[rows] != 0))

    def names_audience(self, audience: str, rows: Rows) -> Mask:
        """Whose record names the audience."""
        return _mask((self.audience[rows] & (1 << AUDIENCES.index(audience))) != 0)

    def for_adults(self, rows: Rows) -> Mask:
        """Who is for parents or professionals only."""
        return _mask(_FOR_ADULTS[self.audience[rows]])

    def is_open(self, days: Sequence[Weekday], start: time | None, end: time | None) -> Mask:
        """Who of all states that it is open on one of the weekdays (none = any), at some of the time asked for."""
        asked = _bits(days, WEEKDAYS) if days else (1 << len(WEEKDAYS)) - 1
        found = self.always.copy()
        of_day = np.flatnonzero(_HAS_DAY[asked][self.slot_day])
        meets = _overlap(self.slot_start[of_day], self.slot_end[of_day], start, end)
        found[self.slot_offer[of_day[meets]]] = True
        day_before = np.flatnonzero(_HAS_DAY[asked][(self.slot_day + 1) % len(WEEKDAYS)])
        opens, closes = self.slot_start[day_before], self.slot_end[day_before]
        over_midnight = (opens >= 0) & (closes > 0) & (closes <= opens)
        late = over_midnight & _overlap(np.zeros_like(opens), closes, start, end)
        found[self.slot_offer[day_before[late]]] = True
        if days:
            found |= ((self.noted & asked) != 0) & _overlap(self.noted_start, self.noted_end, start, end)
        return found


def _price(offer: Offer) -> int:
    if is_free(offer):
        return 0
    return _UNKNOWN if offer.price_dkk is None else min(math.ceil(offer.price_dkk), _DEAREST)


def _own(offer: Offer) -> int:
    """The genders, as bits, that have a team or a day of their own there, by what the text says."""
    text = f"{offer.summary} {offer.description}".lower()
    if "pige" not in text and "drenge" not in text:
        return 0
    return sum(bit for bit, own in zip((PIGER, DRENGE), _OWN, strict=True) if own.search(text))


def _youngest(offer: Offer) -> int:
    """From how many years on; where only the text says from which class on, by that."""
    if offer.min_age is None and offer.max_age is not None:
        found = _FROM_CLASS.search(f"{offer.signup or ''} {offer.summary}")
        return int(found[1]) + 6 if found else 0
    return offer.min_age or 0


def _usual(low: int | None, high: int | None) -> float:
    """The middle of the ages from which on and until which it is; "under 25" speaks of those near 25."""
    if low is None and high is not None:
        return high
    return low if low and high is None else ((low or 0) + min(GROWN if high is None else high, GROWN)) / 2


def _standing(kind: Column, audience: Column, aged: Mask, low: Column, high: Column) -> NDArray[np.uint8]:
    """The columns STANDING, a row an offer; who states no ages is for as many as there are."""
    audiences = [(audience & one) != 0 for one in (PARENTS, FAMILIER, FAGPERSONER, PIGER)]
    ages = np.where(aged, np.minimum(high, GROWN) - np.minimum(low, GROWN), GROWN)
    columns = [kind, _FOR_ADULTS[audience], *audiences, aged, low * aged, ages]
    return np.stack([column.astype(np.uint8) for column in columns], axis=1)


def _mask(values: NDArray[Any]) -> Mask:
    return values


def _overlap(opens: Column, closes: Column, start: time | None, end: time | None) -> Mask:
    """Where two times of day meet; an asked instant must lie inside. An unknown hour meets no asked time."""
    if start is None and end is None:
        return np.ones(len(opens), np.bool_)
    last = np.where(closes <= opens, closes + _DAY, closes)
    asked, until = _minutes(start or time(0)), _minutes(end) if end else _DAY
    until += _DAY if until < asked else 0
    inside = (opens <= asked) & (asked < last) if asked == until else (opens < until) & (asked < last)
    return inside & (opens >= 0) & (closes >= 0)

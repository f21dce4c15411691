"""Whom to call about a worry, right now, and what the duty to notify says.

What belongs to a city – who receives notifications, who answers at night – is found among the directory's own
contacts by topic and area; the national contacts are those of data/acute.toml.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.acute import UNNAMED, Acute
from bot.domain.directory import Directory
from bot.domain.offer_text import hours
from bot.domain.offers import Offer
from bot.domain.opening import open_now

RECEIVES = "underretning"  # the topic of a contact that takes notifications (underretninger) about children
ANSWERS = frozenset(("akut hjælp", "døgnvagt"))  # topics of a contact that helps when the others are closed
_DEADLY = "livsfare"  # the worry in which nobody looks for something to do
_HELPS = frozenset(("rådgivning", "krisehjælp"))  # topics of an offer that still stands there


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call. `open_now` is None when the hours are not known; `offer_id` is set for the directory's own."""

    name: str
    phone: str | None
    note: str = ""
    hours_text: str = ""
    source: str | None = None
    source_date: str | None = None
    url: str | None = None
    offer_id: str | None = None
    open_now: bool | None = None


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the card says: the title, what to do, whom to call (most urgent first) and the duty to notify.

    `named` is false where the words only sound like a worry: then the advice stands beside the answer, not before it.
    """

    title: str
    lines: tuple[str, ...]
    contacts: tuple[Contact, ...]
    duty: tuple[str, ...]
    named: bool = True


def stands_below(offer: Offer, worries: Iterable[str]) -> bool:
    """Whether an offer may stand below whom to call: in danger of life, only one that advises or is to be called."""
    return _DEADLY not in worries or offer.kind != "tilbud" or not _HELPS.isdisjoint(offer.topics)


def guidance(  # noqa: PLR0917 - its six facts have no natural groups
    keys: Iterable[str],
    areas: tuple[str, ...],
    adult: bool | None,
    now: datetime,
    directory: Directory,
    acute: Acute,
) -> Guidance:
    """What to do about the worries `keys`, for somebody who lives in `areas` (ids; () = not known).

    `adult`: 18 or older, None = not known, which is treated as a child. `now` is aware, Copenhagen time.
    112 comes first where life is in danger, then those of the municipality who answer right now.
    """
    wanted = set(keys)
    chosen = [worry for worry in acute.worries if worry.key in wanted]
    if not chosen:
        return Guidance("", (), (), ())
    first = [key for worry in chosen for key in worry.first]
    then = [key for worry in chosen for key in worry.then]
    topics = [topic for worry in chosen for topic in worry.topics]
    known = frozenset((RECEIVES, *ANSWERS, *(topic for worry in acute.worries for topic in worry.topics)))
    fits = [offer for offer in directory.about(known) if _age_fits(offer, adult)]
    contacts = [
        *_national(first, adult, directory, acute),
        *_municipal(fits, areas, adult, now, directory),
        *_knowing(topics, fits, areas, now, directory),
        *_national(then, adult, directory, acute),
    ]
    telling = [worry for worry in chosen if worry.lines][:2]
    lines = [line for worry in telling for line in worry.lines]
    if not adult and not any(area in directory.areas for area in areas) and len(directory.areas):
        lines.append("Skriv området, så viser jeg, hvem der tager imod underretninger dér.")
    return Guidance(
        chosen[0].title,
        tuple(dict.fromkeys(lines)),
        _without_repeats(contacts),
        acute.duty.adult if adult else acute.duty.lines,
        named=wanted != {UNNAMED},
    )


def _age_fits(offer: Offer, adult: bool | None) -> bool:
    """Whether a contact may be for a child (adult false or not known) or for an adult."""
    if adult:
        return offer.max_age is None or offer.max_age >= 18
    return offer.min_age is None or offer.min_age < 18


def _national(keys: list[str], adult: bool | None, directory: Directory, acute: Acute) -> Iterator[Contact]:
    for key in keys:
        one = acute.contacts[key]
        if one.ages == ("children" if adult else "adults"):
            continue
        if one.areas and not any(area in directory.areas for area in one.areas):
            continue
        yield Contact(
            one.name,
            one.phone,
            one.note,
            one.hours or "Åbningstid ikke oplyst",
            one.source_url,
            one.source_date,
            one.url,
            open_now=True if one.always else None,
        )


def _municipal(
    fits: list[Offer], areas: tuple[str, ...], adult: bool | None, now: datetime, directory: Directory
) -> list[Contact]:
    """The district's receivers of notifications and those who answer day and night, whoever is open now first."""
    receivers = [o for o in fits if o.kind == "kontakt" and RECEIVES in o.topics]
    if adult:  # notifications are about children: an adult's receiver must say that it is one
        receivers = [o for o in receivers if o.min_age is not None]
    night = [o for o in fits if o.kind == "kontakt" and not ANSWERS.isdisjoint(o.topics)]
    day = [_contact(o, now) for o in _nearest(receivers, areas, directory)]
    always = [_contact(o, now) for o in _nearest(night, areas, directory)]
    return sorted(day + always, key=lambda c: _urgency(c.open_now))  # stable: the district before the city


def _knowing(
    topics: list[str], fits: list[Offer], areas: tuple[str, ...], now: datetime, directory: Directory
) -> list[Contact]:
    """At most three of the directory's contacts for the topics: those with a telephone, then those open now."""
    found = [o for o in fits if o.kind != "indsats" and set(topics) & set(o.topics) and (o.phone or o.url)]
    contacts = [_contact(o, now) for o in _nearest(found, areas, directory)]
    return sorted(contacts, key=lambda c: (not c.phone, _urgency(c.open_now)))[:3]


def _urgency(open_now: bool | None) -> int:
    return {True: 0, None: 1, False: 2}[open_now]


def _nearest(offers: list[Offer], areas: tuple[str, ...], directory: Directory) -> list[Offer]:
    """The offers of each area, or of what it consists of, or of what lies around it, whichever is found first."""
    known = [area for area in areas if area in directory.areas]
    known = known or [area.id for area in directory.areas if area.parent is None]
    found: dict[str, Offer] = {}
    for area in known:
        for around in (
            frozenset({area}),
            directory.areas.parts(area),
            *(frozenset({parent}) for parent in directory.areas.parents(area)),
        ):
            if here := [o for o in offers if around & set(o.areas)]:
                found |= {o.id: o for o in here}
                break
    return list(found.values())


def _without_repeats(contacts: list[Contact]) -> tuple[Contact, ...]:
    """Each telephone once: the first place it has, with the directory's own record of it if there is one."""
    seen: dict[str, Contact] = {}
    for one in contacts:
        key = "".join(c for c in one.phone or "" if c.isdigit()) or one.name
        if key not in seen or (seen[key].offer_id is None and one.offer_id is not None):
            seen[key] = one
    return tuple(seen.values())


def _contact(offer: Offer, now: datetime) -> Contact:
    state = open_now(offer, now)
    said = {True: "Åben nu", False: "Lukket nu", None: ""}[state]
    known = hours(offer.schedule) or offer.schedule_note or "Åbningstid ikke oplyst"
    return Contact(
        offer.name,
        offer.phone,
        offer.summary,
        " · ".join(part for part in (said, known) if part),
        offer.source_url,
        offer.source_date,
        offer.url,
        offer.id,
        state,
    )

"""An offer's facts in Danish for people: where, when, ages, price, source. What is not known says so."""

from datetime import date, datetime, time
from urllib.parse import urlsplit

from dateutil.relativedelta import relativedelta

from bot.domain.areas import Areas
from bot.domain.calendar import COPENHAGEN, MONTHS
from bot.domain.offers import WEEKDAYS, Offer, Slot

UNKNOWN = "ikke oplyst"
_OLD = relativedelta(years=3)  # from this age on a fact must be checked by telephone before somebody is sent there


def where(offer: Offer, areas: Areas) -> str:
    """ "Klub N, Guldbergsgade 10, 2200 København N (Nørrebro)"."""
    parts = [offer.place, offer.address, " ".join(p for p in (offer.postal_code, offer.city) if p)]
    if offer.place and offer.address and offer.address in offer.place:
        parts.remove(offer.address)
    place = ", ".join(part for part in parts if part)
    names = areas.names(offer.areas)
    return f"{place} ({names})" if place and names else place or names or UNKNOWN


def when(offer: Offer) -> str:
    """ "man, tor og fre kl. 17–22. Lukket i juli"; days with the same hours are gathered."""
    text = hours(offer.schedule)
    return (
        f"{text}. {offer.schedule_note}" if text and offer.schedule_note else text or offer.schedule_note or UNKNOWN
    )


def hours(schedule: tuple[Slot, ...]) -> str:
    """A weekly schedule: "tir kl. 9–15, tor kl. 18–21"; "" for none."""
    days: dict[tuple[time | None, time | None], list[str]] = {}
    for slot in schedule:
        days.setdefault((slot.start, slot.end), []).append(slot.weekday)
    return ", ".join(" ".join(filter(None, (_days(names), _span(*span)))) for span, names in days.items())


def _days(names: list[str]) -> str:
    numbers = [WEEKDAYS.index(name) for name in names]
    if len(names) == 7:
        return "alle dage"
    if len(names) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"{names[0]}–{names[-1]}"
    return join(names)


def _span(start: time | None, end: time | None) -> str:
    if start and end:
        return f"kl. {_clock(start)}–{_clock(end)}"
    if start:
        return f"fra kl. {_clock(start)}"
    return f"til kl. {_clock(end)}" if end else ""


def _clock(at: time) -> str:
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


def join(names: list[str] | tuple[str, ...], word: str = "og") -> str:
    """ "a, b og c"."""
    return f"{', '.join(names[:-1])} {word} {names[-1]}" if len(names) > 1 else "".join(names)


def ages(offer: Offer) -> str:
    """ "13–17 år", "fra 18 år", "til og med 12 år"."""
    low, high = offer.min_age, offer.max_age
    if low is not None and high is not None:
        return f"{low} år" if low == high else f"{low}–{high} år"
    if low is not None:
        return f"fra {low} år"
    return f"til og med {high} år" if high is not None else UNKNOWN


def price(offer: Offer) -> str:
    """ "gratis", "120 kr.", with the note where there is one."""
    note = offer.price_note
    if offer.price_dkk is None:
        return note or UNKNOWN
    amount = "gratis" if offer.price_dkk == 0 else f"{kroner(offer.price_dkk)} kr."
    if note and amount in note.lower():
        return amount if note.lower() == amount else note
    return f"{amount} ({note})" if note else amount


def kroner(amount: float) -> str:
    """A Danish number: 4930000 → "4.930.000", 49.5 → "49,50"."""
    text = f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
    return text.translate(str.maketrans(",.", ".,"))


def source(url: str | None, source_date: str | None, today: date, note: str | None = None) -> str:
    """ "Kilde: bha.dk, 2019 – ring, før du henviser", "Kilde: kk.dk · Dato ukendt"; `note` where there is no page."""
    name = _site(url) or note or UNKNOWN
    if source_date is None:
        return f"Kilde: {name} · Dato ukendt"
    warning = " – ring, før du henviser" if is_old(source_date, today) else ""
    return f"Kilde: {name}, {danish_date(source_date)}{warning}"


def _site(url: str | None) -> str:
    """The site as people spell it: "nørrebrobyggerne.dk"."""
    host = ""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
        return host.encode("idna").decode("idna")
    except ValueError:
        return host


def is_old(source_date: str, today: date) -> bool:
    """Whether a `YYYY[-MM[-DD]]` date may be three years back: a year counts from its last day."""
    year, *rest = (int(part) for part in source_date.split("-"))
    month = rest[0] if rest else 12
    last = date(year, month, rest[1]) if len(rest) > 1 else date(year, month, 1) + relativedelta(day=31)
    return last + _OLD <= today


def danish_date(iso: str) -> str:
    """`YYYY[-MM[-DD]]` → "2019", "maj 2019", "3. maj 2019"."""
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])}. {month}" if len(rest) > 1 else month


def danish_day(at: datetime) -> str:
    """ "3. maj 2019": the day of an aware moment, in Copenhagen."""
    return danish_date(at.astimezone(COPENHAGEN).date().isoformat())

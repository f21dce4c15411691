"""Whether an office answers right now: its weekly hours, midnight and public holidays."""

from datetime import date, datetime, timedelta

from dateutil.easter import easter

from bot.domain.offers import WEEKDAYS, Offer, Slot


def open_now(offer: Offer, now: datetime) -> bool | None:
    """Whether an office answers at `now` (aware, Copenhagen time); None when its hours are not known.

    Offices are closed on public holidays; those open every day of the week, or day and night, are not.
    """
    note = (offer.schedule_note or "").lower()
    if "døgnet rundt" in note or "24 timer" in note:
        return True
    if not offer.schedule or any(slot.start is None or slot.end is None for slot in offer.schedule):
        return None
    every_day = {slot.weekday for slot in offer.schedule} == set(WEEKDAYS)
    return any(_within(slot, now, every_day) for slot in offer.schedule)


def _within(slot: Slot, now: datetime, every_day: bool) -> bool:
    assert slot.start is not None
    assert slot.end is not None
    today = now.date()
    for day in (today, today - timedelta(days=1)):  # yesterday's evening may last past midnight
        past_midnight = slot.end <= slot.start
        if WEEKDAYS[day.weekday()] != slot.weekday or (day != today and not past_midnight):
            continue
        if public_holiday(day) and not every_day:
            continue
        begins = datetime.combine(day, slot.start, now.tzinfo)
        ends = datetime.combine(day + timedelta(days=past_midnight), slot.end, now.tzinfo)
        if begins <= now < ends:
            return True
    return False


def public_holiday(day: date) -> bool:
    """Whether Danish municipal offices are closed all day: public holidays, 5 June, 24 and 31 December."""
    if (day.month, day.day) in {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)}:
        return True
    return (day - easter(day.year)).days in {-3, -2, 0, 1, 39, 49, 50}

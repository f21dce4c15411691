"""Calendar files (.ics, RFC 5545): the invitation or cancellation of one meeting, and a person's feed of meetings."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from unicodedata import category

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vDuration, vRecur

from bot.clock import COPENHAGEN
from bot.domain.entries import Entry

Method = Literal["REQUEST", "CANCEL"]
PRODUCT = "-//Vejviser//Vejviser//DA"
_NAMES = str.maketrans('"\\^', "'/'")  # what calendars read differently from one another
REFRESH = timedelta(hours=4)  # how often a calendar should ask for a feed again


def invitation(
    meeting_uid: str,
    sequence: int,
    method: Method,
    *,
    title: str,
    start: datetime,
    end: datetime,
    place: str,
    organiser_mail: str,
    attendee_mails: Sequence[str],
    now: datetime,
    url: str = "",
    names: Mapping[str, str] | None = None,
) -> bytes:
    """The meeting as calendars take it in, move it (a higher `sequence`) or take it out again (CANCEL).

    `meeting_uid` stays the same as long as it is the same meeting. `names` are people's names by address.
    """
    names = names or {}
    event = _event(Entry(meeting_uid, title, start, end, place, sequence, now), now)
    event.add("status", "CONFIRMED" if method == "REQUEST" else "CANCELLED")
    if url.startswith(("https://", "http://")):
        event.add("url", "".join(url.split()))
    event.add("organizer", _address(organiser_mail, names))
    for mail in attendee_mails:
        attendee = _address(mail, names)
        attendee.params["CUTYPE"] = "INDIVIDUAL"
        attendee.params["ROLE"] = "REQ-PARTICIPANT"
        if method == "REQUEST":
            attendee.params["PARTSTAT"] = "NEEDS-ACTION"
            attendee.params["RSVP"] = "TRUE"
        event.add("attendee", attendee)
    return bytes(_calendar(method, [event]).to_ical())


def feed(name: str, entries: Iterable[Entry], now: datetime) -> bytes:
    """A calendar to subscribe to: title, time and place of each meeting, and nothing else."""
    calendar = _calendar("PUBLISH", [_event(entry, now) for entry in entries])
    calendar.add("name", _line(name))
    calendar.add("x-wr-calname", _line(name))
    calendar.add("x-wr-timezone", COPENHAGEN.key)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return bytes(calendar.to_ical())


def _calendar(method: str, events: Iterable[Event]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_copenhagen())
    for event in events:
        calendar.add_component(event)
    return calendar


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", _line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", (entry.changed or now).astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", _time(entry.start))
    event.add("dtend", _time(entry.end))
    event.add("summary", _line(entry.title))
    if place := _line(entry.place):
        event.add("location", place)
    return event


def _time(at: datetime) -> datetime:
    """Copenhagen's wall time; UTC in the hour that comes twice, where a wall time would mean the first."""
    local = at.astimezone(COPENHAGEN).replace(microsecond=0)
    return local.astimezone(UTC) if local.fold else local


def _line(text: str) -> str:
    """One line without control characters, which calendars refuse, and halves of letters, which nobody can write."""
    return " ".join("".join(" " if category(letter) in ("Cc", "Cs") else letter for letter in text).split())


def _address(mail: str, names: Mapping[str, str]) -> vCalAddress:
    address = vCalAddress("mailto:" + "".join(_line(mail).split()))
    if name := _line(names.get(mail, "")).translate(_NAMES):
        address.params["CN"] = name
    return address


def _copenhagen() -> Timezone:
    """Europe/Copenhagen as it has been since 1996, in the short form that Outlook reads too."""
    zone = Timezone()
    zone.add("tzid", COPENHAGEN.key)
    for part, name, month, hour, before, after in (
        (TimezoneDaylight(), "CEST", 3, 2, 1, 2),
        (TimezoneStandard(), "CET", 10, 3, 2, 1),
    ):
        first = datetime(1996, month, 31 if month == 3 else 27, hour)  # noqa: DTZ001 - a wall time, as the format has it
        part.add("dtstart", first)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone

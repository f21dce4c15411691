"""Invitations and feeds are read with icalendar, as calendars do, and show the right local times."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.clock import COPENHAGEN
from bot.documents.calendars import Method, feed, invitation
from bot.domain.entries import Entry

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200) | st.text("æøåÆØÅ🎉👩‍👧;,:\\\"\n\r\t ", max_size=200)


def invited(method: Method = "REQUEST", **other: Any) -> bytes:
    values: dict[str, Any] = {
        "title": "Møde med UU: NørreBrobyggerne",
        "start": datetime(2026, 12, 3, 10, tzinfo=COPENHAGEN),
        "end": datetime(2026, 12, 3, 11, tzinfo=COPENHAGEN),
        "place": "Klub Borup, Borups Allé 1; 1. sal",
        "organiser_mail": "lone@example.dk",
        "attendee_mails": ("lone@example.dk", "søren@example.dk"),
        "now": NOW,
        "names": {"søren@example.dk": "Søren Ærø"},
    }
    return invitation("meeting-17@vejviser.example", 2, method, **values | other)


def read(content: bytes) -> tuple[Any, Sequence[Any]]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert not any(event.errors for event in events)
    return calendar, events


def test_an_invitation_says_what_when_where_and_whom_to_answer() -> None:
    calendar, (event,) = read(invited())
    assert (calendar["METHOD"], calendar["VERSION"], calendar["PRODID"]) == (
        "REQUEST", "2.0", "-//Vejviser//Vejviser//DA",
    )  # fmt: skip
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("meeting-17@vejviser.example", 2, "CONFIRMED")
    assert event["SUMMARY"] == "Møde med UU: NørreBrobyggerne"
    assert event["LOCATION"] == "Klub Borup, Borups Allé 1; 1. sal"
    assert event["DTSTAMP"].dt == NOW
    assert event["ORGANIZER"] == "mailto:lone@example.dk"
    lone, soeren = event["ATTENDEE"]
    assert (lone, soeren) == ("mailto:lone@example.dk", "mailto:søren@example.dk")
    assert dict(soeren.params) == {
        "CN": "Søren Ærø", "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE",
    }  # fmt: skip
    assert "URL" not in event


def test_a_cancellation_takes_the_same_meeting_out_and_asks_for_no_answer() -> None:
    calendar, (event,) = read(invited("CANCEL"))
    assert (calendar["METHOD"], event["UID"], event["STATUS"]) == (
        "CANCEL", "meeting-17@vejviser.example", "CANCELLED",
    )  # fmt: skip
    assert all("RSVP" not in attendee.params for attendee in event["ATTENDEE"])


def test_a_meeting_on_the_net_has_its_address_and_only_of_the_web() -> None:
    _, (event,) = read(invited(url="https://moede.example/j/1?a=b,c;d", place=""))
    assert event["URL"] == "https://moede.example/j/1?a=b,c;d"
    assert "LOCATION" not in event
    assert b"script" not in invited(url="javascript:alert(1)")


@pytest.mark.parametrize(
    ("utc", "wall"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "01.59 +0100"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "03.00 +0200"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "02.30 +0200"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "02.30 +0100"),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "03.00 +0100"),
        (datetime(2027, 3, 26, 9, 0, tzinfo=UTC), "10.00 +0100"),
        (datetime(2027, 3, 29, 8, 0, tzinfo=UTC), "10.00 +0200"),
        (datetime(2027, 10, 29, 8, 0, tzinfo=UTC), "10.00 +0200"),
        (datetime(2027, 11, 1, 9, 0, tzinfo=UTC), "10.00 +0100"),
    ],
)
def test_local_times_are_right_over_both_changes_of_the_clock(utc: datetime, wall: str) -> None:
    _, (event,) = read(invited(start=utc, end=utc + timedelta(hours=1)))
    assert f"{event['DTSTART'].dt.astimezone(COPENHAGEN):%H.%M %z}" == wall
    assert event["DTEND"].dt - event["DTSTART"].dt.astimezone(UTC) == timedelta(hours=1)


@given(st.integers(0, 14 * 366 * 24 * 60))
def test_every_moment_comes_back_as_it_was(minutes: int) -> None:
    at = NOW.astimezone(UTC) + timedelta(minutes=minutes)
    _, (event,) = read(feed("Møder", [Entry("1", "Møde", at, at)], NOW))
    assert event["DTSTART"].dt.astimezone(UTC) == at


@pytest.mark.parametrize("year", range(2026, 2038))
def test_the_rules_that_come_along_are_copenhagens(year: int) -> None:
    calendar, _ = read(feed("Møder", [], NOW))
    (zone,) = calendar.timezones
    told = zone.to_tz(lookup_tzid=False)
    for day in range(365):
        noon = datetime(year, 1, 1, 12, tzinfo=COPENHAGEN) + timedelta(days=day)
        assert noon.replace(tzinfo=told).utcoffset() == noon.utcoffset(), noon


@given(title=TEXTS, place=TEXTS, name=TEXTS)
def test_any_text_is_read_again_as_one_line_and_adds_nothing(title: str, place: str, name: str) -> None:
    content = invited(title=title, place=place, names={"søren@example.dk": name})
    _, (event,) = read(content)
    assert event["SUMMARY"] == shown(title)
    assert event.get("LOCATION", "") == shown(place)
    assert event["ATTENDEE"][1].params.get("CN", "") == shown(name).translate(str.maketrans('"\\^', "'/'"))
    assert len(event.property_items()) == len(read(invited(place=place))[1][0].property_items())


@given(title=TEXTS, place=TEXTS)
def test_lines_are_folded_at_75_bytes_between_whole_letters(title: str, place: str) -> None:
    content = invited(title=title, place=place)
    lines = content.split(b"\r\n")
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)


@pytest.mark.parametrize("forged", ["a@b.dk\r\nX-EVIL:1", "a@b.dk\nATTENDEE:mailto:c@d.dk", "a@b.dk\u2028X:1"])
def test_an_address_cannot_add_a_line(forged: str) -> None:
    content = invited(organiser_mail=forged, attendee_mails=(forged,), url=f"https://{forged}")
    assert {line.partition(b":")[0].partition(b";")[0] for line in content.replace(b"\r\n ", b"").split(b"\r\n")} == {
        line.partition(b":")[0].partition(b";")[0]
        for line in invited(url="https://x.example").replace(b"\r\n ", b"").split(b"\r\n")
    }


def test_a_feed_tells_title_time_and_place_only_and_how_often_to_ask() -> None:
    start = datetime(2027, 3, 29, 10, tzinfo=COPENHAGEN)
    changed = NOW - timedelta(days=3)
    entries = [
        Entry("meeting-1@vejviser", "Følgegruppe", start, start + timedelta(hours=1), "Rådhuset", 4, changed),
        Entry("meeting-2@vejviser", "Styregruppe", start, start + timedelta(hours=2)),
    ]
    calendar, (first, second) = read(feed("Vejviser: møder", entries, NOW))
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "Vejviser: møder")
    assert calendar["REFRESH-INTERVAL"].to_ical() == calendar["X-PUBLISHED-TTL"].to_ical() in (b"PT4H", "PT4H")
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert {*first.keys()} == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION"}
    assert (first["DTSTAMP"].dt, second["DTSTAMP"].dt) == (changed, NOW)
    assert "LOCATION" not in second


def test_a_feed_of_known_changes_is_the_same_at_any_hour() -> None:
    start = datetime(2027, 3, 29, 10, tzinfo=COPENHAGEN)
    entries = [Entry("1", "Møde", start, start + timedelta(hours=1), changed=NOW)]
    assert feed("Møder", entries, NOW) == feed("Møder", entries, NOW + timedelta(days=1))


def shown(text: str) -> str:
    return " ".join("".join(" " if category(letter) in ("Cc", "Cs") else letter for letter in text).split())

"""One line is read as day, time and place; what cannot be read is told with what to write."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.appointment import Unreadable, read
from bot.domain.calendar import COPENHAGEN, MONTHS
from bot.domain.danish_time import DAYS

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)  # a Monday


@pytest.mark.parametrize(
    ("line", "start", "end", "place"),
    [
        ("3. december kl. 10 på Klub Borup", "2026-12-03T10:00", "2026-12-03T11:00", "Klub Borup"),
        ("tors 3/12 10-11.30", "2026-12-03T10:00", "2026-12-03T11:30", ""),
        ("10.10-11 3/12", "2026-12-03T10:10", "2026-12-03T11:00", ""),
        ("10-11.10 3/12", "2026-12-03T10:00", "2026-12-03T11:10", ""),
        ("i morgen kl. 9-10 hos UU", "2026-11-24T09:00", "2026-11-24T10:00", "UU"),
        ("torsdag kl 13 på biblioteket, lokale 2", "2026-11-26T13:00", "2026-11-26T14:00", "Biblioteket, lokale 2"),
        ("mandag kl. 9", "2026-11-30T09:00", "2026-11-30T10:00", ""),
        ("2026-12-03 10:00", "2026-12-03T10:00", "2026-12-03T11:00", ""),
        ("den 3.12.2026 fra 10 til 12, Klub Borup", "2026-12-03T10:00", "2026-12-03T12:00", "Klub Borup"),
        ("12. maj kl. 14 på Klub 36, Guldbergsgade 10", "2027-05-12T14:00", "2027-05-12T15:00",
         "Klub 36, Guldbergsgade 10"),
        ("uge 50 torsdag kl. 10 på Klub Borup", "2026-12-10T10:00", "2026-12-10T11:00", "Klub Borup"),
        ("torsdag i uge 2 10-11.30 hos UU", "2027-01-14T10:00", "2027-01-14T11:30", "UU"),
        ("uge 50: 10. december kl. 10", "2026-12-10T10:00", "2026-12-10T11:00", ""),
        ("torsdag i næste uge kl. 10", "2026-12-03T10:00", "2026-12-03T11:00", ""),
        ("fredag i denne uge kl. 10", "2026-11-27T10:00", "2026-11-27T11:00", ""),
        ("næste mandag kl. 10 på Klub Borup", "2026-11-30T10:00", "2026-11-30T11:00", "Klub Borup"),
        ("nu på torsdag kl. 10", "2026-11-26T10:00", "2026-11-26T11:00", ""),
        ("i morgen tirsdag kl. 10", "2026-11-24T10:00", "2026-11-24T11:00", ""),
        ("3. december kl. 10 til kl. 12", "2026-12-03T10:00", "2026-12-03T12:00", ""),
        ("torsdag eftermiddag kl. 14 på Klub Borup", "2026-11-26T14:00", "2026-11-26T15:00", "Klub Borup"),
        ("i går kl. 10 på Klub Borup", "2026-11-22T10:00", "2026-11-22T11:00", "Klub Borup"),
        ("Igår søndag 10-11.30", "2026-11-22T10:00", "2026-11-22T11:30", ""),
        ("i går aftes kl. 19 på Klub Borup", "2026-11-22T19:00", "2026-11-22T20:00", "Klub Borup"),
        ("i eftermiddag kl. 15-16 hos UU", "2026-11-23T15:00", "2026-11-23T16:00", "UU"),
        ("i forgårs kl. 10 hos UU", "2026-11-21T10:00", "2026-11-21T11:00", "UU"),
        ("i fredags kl. 10", "2026-11-20T10:00", "2026-11-20T11:00", ""),
        ("i mandags kl. 10 om formiddagen", "2026-11-16T10:00", "2026-11-16T11:00", ""),
        ("sidste fredag den 20. november 2026 kl. 10", "2026-11-20T10:00", "2026-11-20T11:00", ""),
        ("sidste torsdag kl. 10-11, Klub Borup", "2026-11-19T10:00", "2026-11-19T11:00", "Klub Borup"),
        ("forrige mandag kl. 9", "2026-11-16T09:00", "2026-11-16T10:00", ""),
        ("torsdag i sidste uge kl. 10 hos UU", "2026-11-19T10:00", "2026-11-19T11:00", "UU"),
        ("3. december kl. 10 i Torsdags-klubben", "2026-12-03T10:00", "2026-12-03T11:00", "Torsdags-klubben"),
    ],
)  # fmt: skip
def test_a_line_is_understood(line: str, start: str, end: str, place: str) -> None:
    found = read(line, NOW)
    assert (found.start.strftime("%Y-%m-%dT%H:%M"), found.end.strftime("%Y-%m-%dT%H:%M")) == (start, end)
    assert found.place == place


def test_a_day_of_this_week_that_is_over_is_this_weeks_and_a_last_monday_of_two_is_asked_about() -> None:
    thursday = NOW + timedelta(days=3)
    assert read("mandag i denne uge kl. 10", thursday).start == datetime(2026, 11, 23, 10, tzinfo=COPENHAGEN)
    assert read("i mandags kl. 10", thursday).start == datetime(2026, 11, 23, 10, tzinfo=COPENHAGEN)
    with pytest.raises(Unreadable, match=r"både være 23\. november og 16\. november"):
        read("sidste mandag kl. 10", thursday)


def test_a_link_is_kept_apart_from_the_place() -> None:
    found = read("tors 3/12 10-11.30 https://teams.example.org/l/abc på Teams", NOW)
    assert (found.link, found.place) == ("https://teams.example.org/l/abc", "Teams")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "Skriv, hvornår"),
        ("på Klub Borup", "hvilken dag"),
        ("3. december", "hvad klokken er"),
        ("31/11 kl. 10", "findes ikke"),
        ("tors 4/12 kl. 10", "er en fredag, ikke en torsdag"),
        ("3/12 kl. 25", "Klokken kan ikke være 25"),
        ("3/12 14-13", "slutter, før det begynder"),
        ("3/12-2031 kl. 10", "to år ude"),
        ("uge 50 kl. 10 på Klub Borup", "hvilken dag i ugen"),
        ("torsdag uge 54 kl. 10", "Uge 54 findes ikke"),
        ("uge 49, torsdag 10. december kl. 10", "10. december 2026 ligger i uge 50, ikke i uge 49"),
        ("næste torsdag kl 10", "både være 26. november og 3. december"),
        ("torsdag om 14 dage kl. 10", "datoen i stedet for »om 14 dage«"),
        ("for 14 dage siden kl. 10", "datoen i stedet for »for 14 dage siden«"),
        ("første torsdag i december kl. 10", "datoen i stedet for »første torsdag i december«"),
        ("3. december kl. 10 kl. 12", "flere klokkeslæt"),
        ("3. december kl. 10 eller 12", "flere klokkeslæt"),
        ("torsdag den 3. kl. 10", "forstår ikke »3«"),
    ],
)
def test_what_cannot_be_read_is_told(line: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read(line, NOW)


DAY = st.dates(date(2026, 11, 23), date(2027, 11, 22))
CLOCK = st.times(time(6), time(20)).map(lambda t: t.replace(minute=t.minute // 15 * 15, second=0, microsecond=0))
WAYS = (
    "{day}. {month} kl. {start}-{end} på Klub Borup", "{weekday} {day}/{number} {start}-{end}, Klub Borup",
    "{weekday} d. {day}. {month} {year} fra {start} til {end} Klub Borup",
    "{year}-{number:02}-{day:02} {start}-{end} hos Klub Borup",
    "kl. {start} til {end} {day}.{number}.{year} Klub Borup",
    "uge {week} {weekday} {start}-{end} på Klub Borup", "{weekday} i uge {week}, kl. {start}-{end}, Klub Borup",
    "{weekday} {day}. {month} (uge {week}) kl. {start} til {end} på Klub Borup",
)  # fmt: skip


@given(DAY, CLOCK, st.integers(1, 12), st.sampled_from(WAYS), st.sampled_from([".", ":"]))
def test_a_time_is_read_as_it_was_written_whatever_the_way(
    day: date, clock: time, quarters: int, way: str, sign: str
) -> None:
    end = (datetime.combine(day, clock) + timedelta(minutes=15 * quarters)).time()
    line = way.format(
        day=day.day, month=MONTHS[day.month - 1], number=day.month, year=day.year, weekday=DAYS[day.weekday()],
        week=day.isocalendar().week,
        start=f"{clock.hour}{sign}{clock.minute:02}", end=f"{end.hour}{sign}{end.minute:02}",
    )  # fmt: skip
    found = read(line, NOW)
    assert found.start == datetime.combine(day, clock, COPENHAGEN)
    assert found.end == datetime.combine(day, end, COPENHAGEN)
    assert found.place == "Klub Borup"


@given(st.text(max_size=80))
def test_any_text_is_read_or_told_in_a_sentence(text: str) -> None:
    try:
        found = read(text, NOW)
    except Unreadable as wrong:
        assert str(wrong).endswith(".")
    else:
        assert found.start < found.end


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Outlook//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T100000Z
DTSTART:{start}
DTEND:{end}
SUMMARY:Status
LOCATION:Klub Borup
DESCRIPTION:Deltag: https://teams.example.org/x
END:VEVENT
END:VCALENDAR
"""


def test_a_pasted_calendar_entry_is_read() -> None:
    found = read(ICS.format(start="20261203T090000Z", end="20261203T103000Z"), NOW)
    assert found.start == datetime(2026, 12, 3, 10, 0, tzinfo=COPENHAGEN)
    assert found.end == datetime(2026, 12, 3, 11, 30, tzinfo=COPENHAGEN)
    assert (found.place, found.link) == ("Klub Borup", "https://teams.example.org/x")


def test_a_floating_time_is_copenhagens() -> None:
    assert read(ICS.format(start="20270329T100000", end="20270329T110000"), NOW).start.isoformat() == (
        "2027-03-29T10:00:00+02:00"
    )


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\nvrøvl", "BEGIN:VEVENT\nEND:VEVENT"])
def test_a_broken_calendar_entry_is_told(text: str) -> None:
    with pytest.raises(Unreadable, match="kan jeg ikke læse"):
        read(text, NOW)


@pytest.mark.parametrize(("end", "minutes"), [("", 60), ("DURATION:PT90M\n", 90)])
def test_an_entry_without_an_end_lasts_as_long_as_it_says_or_as_a_meeting_does(end: str, minutes: int) -> None:
    found = read(ICS.format(start="20261203T090000Z", end="").replace("DTEND:\n", end), NOW)
    assert found.end - found.start == timedelta(minutes=minutes)


def test_of_several_places_in_an_entry_the_first_counts() -> None:
    text = ICS.replace("LOCATION:Klub Borup", "LOCATION:Klub Borup\nLOCATION:Lokale 2")
    assert read(text.format(start="20261203T090000Z", end="20261203T103000Z"), NOW).place == "Klub Borup"


@pytest.mark.parametrize("start", ["99991231T235900Z", "99991231T235900", "00010101T000000Z", "00010101T000000"])
def test_an_entry_beyond_all_calendars_is_told(start: str) -> None:
    for end in (start, "20261203T103000Z"):
        with pytest.raises(Unreadable):
            read(ICS.format(start=start, end=end), NOW)


def test_an_entry_of_a_whole_day_is_told() -> None:
    text = ICS.format(start="20261203", end="20261204").replace("DTSTART:", "DTSTART;VALUE=DATE:")
    with pytest.raises(Unreadable, match="hele dagen"):
        read(text.replace("DTEND:", "DTEND;VALUE=DATE:"), NOW)

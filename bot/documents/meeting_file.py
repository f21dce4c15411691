"""The calendar file of one meeting: what a mail carries, and what a person in a chat fetches."""

from collections.abc import Iterable
from datetime import datetime

from bot.cards import Attachment
from bot.documents.calendars import Method, invitation
from bot.domain.meeting_text import called, location
from bot.domain.meetings import Meeting, State
from bot.domain.organisation import Person

NAME = "moede.ics"
MIME = "text/calendar; charset=utf-8; method="


def meeting_file(meeting: Meeting, people: Iterable[Person], now: datetime) -> Attachment | None:
    """What makes or moves the entry, or takes a dropped meeting out again.

    None where there is no time, and where no participant has an address: calendars want to know whom they invite.
    """
    by_id = {one.id: one for one in people}
    mails = {one: by_id[one].email for one in meeting.participants if one in by_id}
    attendees = [mail for mail in mails.values() if mail]
    if meeting.start is None or meeting.end is None or not attendees:
        return None
    method: Method = "CANCEL" if meeting.state is State.DROPPED else "REQUEST"
    organiser = by_id[meeting.organiser].email if meeting.organiser in by_id else None
    content = invitation(
        f"vejviser-moede-{meeting.id}", meeting.revision, method,
        title=meeting.title, start=meeting.start, end=meeting.end, place=location(meeting),
        organiser_mail=organiser or attendees[0], attendee_mails=attendees, now=meeting.changed_at or now,
        url=meeting.link, names={mail: called(by_id[one]) for one, mail in mails.items() if mail},
    )  # fmt: skip
    return Attachment(NAME, f"{MIME}{method}", content)

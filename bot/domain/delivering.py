"""A delivery: one message to one recipient, with a key that makes it go out once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """What should go out, as a schedule says it: the text is composed when it is sent, so that it is fresh.

    `kind` says which schedule composes it, `about` what it is about ("meeting:17"), `revision` of which version of
    that; `step` is the step within it ("28d", "owed"). `due` and `until` are aware; `due` already lies within the
    allowed hours, which what is `urgent` ignores. From `until` on it makes no sense, and is recorded as bortfaldet.

    Steps of one kind about one thing overtake each other: of several that one person missed, the latest goes out.
    """

    kind: str
    about: str
    revision: int
    step: str
    person: str
    due: datetime
    until: datetime | None = None
    urgent: bool = False

    @property
    def key(self) -> str:
        """What, revision, step, person: unique."""
        return "/".join((self.kind, self.about, str(self.revision), self.step, self.person))


KINDS = {  # kind → what administrators see in the queue
    "meeting_owed": "manglende møde",
    "meeting_times": "forslag til mødetider",
    "meeting_answered": "svar på mødetider",
    "meeting_invitation": "mødeindkaldelse",
    "meeting_moved": "flyttet møde",
    "meeting_cancelled": "aflyst møde",
    "meeting_dropped": "bortfaldet møde",
    "meeting_reminder": "mødepåmindelse",
    "meeting_held": "spørgsmål om et afholdt møde",
    "meeting_unanswered": "ubesvaret spørgsmål om et møde",
    "meeting_followup": "opfølgning",
    "status_paper_ready": "papir til bydelsbestyrelsen",
    "status_request": "anmodning om status",
    "status_reminder": "påmindelse om status",
    "status_overdue": "frist for status overskredet",
    "status_escalated": "manglende status",
    "status_withdrawn": "status trukket tilbage",
    "status_nudge": "rykker om status",
    "decision_due": "beslutning om en indsats",
}


def named(kind: str) -> str:
    """A kind's Danish name."""
    return KINDS.get(kind, "besked")

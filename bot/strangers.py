"""What somebody whom Vejviser does not know is told: whom to ask for access, and in a worry whom to ring first.

Numbers to ring are public, and who writes of a child in danger must not be left with a refusal. Nothing is stored.
"""

from datetime import datetime

from bot.cards import Card, Link
from bot.domain.acute import Acute
from bot.domain.answering import recognise, whom_to_tell
from bot.domain.questions import LONGEST, Index

MOST = 5  # telephones
_UNKNOWN = (
    "Jeg hjælper medarbejdere og registrerede samarbejdspartnere, og dig kender jeg ikke. "
    "Bed administratoren i din kommune om at registrere din arbejdsmail."
)


def refusal(words: str, now: datetime, index: Index, acute: Acute) -> Card:
    """The refusal; below the telephones where the words tell of a worry."""
    understood = recognise(words[:LONGEST], now, index, acute)
    _, advice = whom_to_tell(understood, now, index, acute)
    if advice is None:
        return Card("Det kan jeg ikke", (f"{_UNKNOWN} Ved livsfare: ring 112.",), tone="problem")
    facts = tuple((one.name, (Link.phone(one.phone),)) for one in advice.contacts if one.phone)[:MOST]
    return Card(advice.title, advice.lines, facts=facts, small=(_UNKNOWN,), tone="acute")

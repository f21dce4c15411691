"""What a paper tells about the board's areas besides the answers: bridges to offers, and gaps in what is on offer."""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from bot.domain import referrals
from bot.domain.areas import Areas
from bot.domain.calendar import COPENHAGEN
from bot.domain.questions.lexicon import lexicon
from bot.domain.referrals import Step
from bot.domain.small_numbers import TOTAL
from bot.domain.status.snapshot import Bridged, Missing
from bot.store import Store

STEPS = tuple(step.danish for step in Step)
OTHER = "andet"


def bridged(  # noqa: PLR0917 - where and when
    store: Store, areas: Areas, around: Collection[str], first: date, last: date, now: datetime
) -> Iterator[Bridged]:
    """The quarters of the period that are over: each is a table of its own, as in /brobyg oversigt."""
    latest = min(referrals.quarter(_start(last)), referrals.last_finished(now))
    for quarter in range(referrals.quarter(_start(first)), latest + 1):
        tables = referrals.tables(store.referrals.between(*referrals.quarter_span(quarter)))
        found = {at[0] for table in tables.values() for at in table.cells} & set(around)
        for area in sorted(found, key=lambda one: areas[one].name):
            steps = tuple(tables[step].text((area, TOTAL)) if step in tables else "0" for step in Step)
            yield Bridged(referrals.quarter_name(quarter), areas[area].name, steps)


def missing(store: Store, areas: Areas, around: Collection[str], first: date, last: date) -> Iterator[Missing]:
    """Questions without an answer about these areas, by what was looked for, the most frequent first."""
    begins, ends = _start(first), _start(last + timedelta(days=1))
    counts = Counter(
        (gap.area, _topic(gap.topics)) for gap in store.gaps.all() if gap.area in around and begins <= gap.at < ends
    )
    rows = [(areas[area].name, topic, count) for (area, topic), count in counts.items() if area]
    for name, topic, count in sorted(rows, key=lambda row: (-row[2], row[0], row[1])):
        yield Missing(name, topic, count)


def _topic(topics: Collection[str]) -> str:
    """The kind of offer, if one was recognised: single words would need the whole index to be made readable."""
    concepts = lexicon().concepts
    names = [concepts[one[1:]].name for one in topics if one.startswith("#") and one[1:] in concepts]
    return ", ".join(dict.fromkeys(names)) or OTHER


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), COPENHAGEN)

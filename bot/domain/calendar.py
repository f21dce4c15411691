"""When messages may go out, and which meeting times are odd: working days, hours, holidays, school years.

Every instant is aware. Arithmetic is done in Copenhagen's wall time, so it holds over daylight-saving changes.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
LAST_CALL = timedelta(hours=1)  # what would come after hours comes this long before they end
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
_OWN_NAMES = {(5, 1): "1. maj", (6, 5): "grundlovsdag", (12, 24): "juleaftensdag", (12, 31): "nytårsaftensdag"}
_SCHOOL_WEEKS = {7: "vinterferie", 8: "vinterferie", 42: "efterårsferie"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The rules, from the settings. `days_off`: (month, day), every year; weeks are ISO weeks.

    `quiet_weeks` are without messages; `school_weeks` and `school_holidays` only make a meeting time odd.
    """

    first: time = time(8)
    last: time = time(16)
    days_off: frozenset[tuple[int, int]] = frozenset(_OWN_NAMES)
    bridge_days: frozenset[date] = frozenset()
    quiet_weeks: frozenset[int] = frozenset()
    school_weeks: frozenset[int] = frozenset()
    school_holidays: tuple[tuple[date, date], ...] = ()

    def is_working_day(self, day: date) -> bool:
        """Whether people can be expected to read a message that day."""
        return (
            day.weekday() < 5
            and (day.month, day.day) not in self.days_off
            and day not in self.bridge_days
            and day.isocalendar().week not in self.quiet_weeks
            and day not in public_holidays(day.year)
        )

    def is_allowed(self, at: datetime) -> bool:
        """Whether a message may go out at that moment: a working day within the hours."""
        local = at.astimezone(COPENHAGEN)
        return self.first <= local.time() < self.last and self.is_working_day(local.date())

    def step_before(self, at: datetime) -> datetime:
        """`at` if allowed, else earlier: for a step before an event. A closed day gives way to the one before."""
        local = at.astimezone(COPENHAGEN)
        if self.is_allowed(local):
            return local
        day, clock = local.date(), local.time()
        if not self.is_working_day(day):
            day, clock = self.working_days(day, -1), min(max(clock, self.first), self._last_call())
        elif clock < self.first:
            day, clock = self.working_days(day, -1), self._last_call()
        else:
            clock = self._last_call()
        return datetime.combine(day, clock, COPENHAGEN)

    def step_after(self, at: datetime) -> datetime:
        """`at` if allowed, else the next moment that is: for a step after an event, and for what is late."""
        local = at.astimezone(COPENHAGEN)
        if self.is_allowed(local):
            return local
        day = local.date()
        if not (self.is_working_day(day) and local.time() < self.first):
            day = self.working_days(day, 1)
        return datetime.combine(day, self.first, COPENHAGEN)

    def working_days(self, day: date, count: int) -> date:
        """The working day `count` working days after `day`, or before it if negative; 0 is `day` itself."""
        step = DAY if count > 0 else -DAY
        for _ in range(abs(count)):
            day += step
            for _ in range(1000):  # rules that close every day are a mistake, not a reason to hang
                if self.is_working_day(day):
                    break
                day += step
            else:
                raise ValueError("The calendar has no working days")
        return day

    def objection(self, start: datetime, end: datetime | None = None) -> str | None:
        """Why a meeting time is odd, as a Danish sentence; None when it is not."""
        begins, ends = start.astimezone(COPENHAGEN), (end or start).astimezone(COPENHAGEN)
        day, written = begins.date(), f"{begins.day}. {MONTHS[begins.month - 1]}"
        if name := self.day_off(day):
            return f"{written} er {name}." if name != written else f"{written} er en fridag."
        if name := self.school_holiday(day):
            return f"{written} ligger i skolernes {name}."
        if day.isocalendar().week in self.quiet_weeks:
            return f"{written} ligger i sommerens stille uger, hvor mange holder ferie."
        if begins.time() < self.first or ends.time() > self.last or ends.date() != day:
            return f"Tiden ligger uden for almindelig arbejdstid (kl. {_hour(self.first)}-{_hour(self.last)})."
        return None

    def day_off(self, day: date) -> str | None:
        """What closes that day, in Danish: a public holiday, a day off, the weekend; None if nothing does."""
        if name := public_holidays(day.year).get(day):
            return name
        if (day.month, day.day) in self.days_off:
            return _OWN_NAMES.get((day.month, day.day), "en fridag")
        if day.weekday() >= 5:
            return "en lørdag" if day.weekday() == 5 else "en søndag"
        return "en indeklemt fridag" if day in self.bridge_days else None

    def school_holiday(self, day: date) -> str | None:
        """Which of the schools' holidays a day lies in, in Danish.

        Summer, Christmas and Easter follow from the year; the weeks and further ranges are the settings'.
        """
        summer_ends = _monday(date(day.year, 8, 8))  # the second Monday of August
        midsummer = date(day.year, 6, 30)
        last_saturday = midsummer - timedelta(days=(midsummer.weekday() - 5) % 7)
        if last_saturday <= day < summer_ends:
            return "sommerferie"
        if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2):
            return "juleferie"
        if -8 <= (day - easter(day.year)).days <= 1:
            return "påskeferie"
        week = day.isocalendar().week
        if week in self.school_weeks:
            return _SCHOOL_WEEKS.get(week, "ferie")
        return "ferie" if any(begins <= day <= ends for begins, ends in self.school_holidays) else None

    def _last_call(self) -> time:
        late = datetime.combine(date.min + DAY, self.last) - LAST_CALL
        return max(self.first, late.time()) if late.date() == date.min + DAY else self.first


def school_year(day: date) -> int:
    """The year in which the day's school year began, on 1 August."""
    return day.year if day.month >= 8 else day.year - 1


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[date, str]:
    """Danish public holidays of a year, with their Danish names as they stand within a sentence."""
    from holidays import country_holidays  # a tenth of a second, so not before somebody asks

    found = country_holidays("DK", language="da", years=year)
    return {day: (name if name.startswith("Kristi") else name[:1].lower() + name[1:]) for day, name in found.items()}


def _monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def _hour(clock: time) -> str:
    return f"{clock:%H.%M}" if clock.minute else str(clock.hour)
